"""The diagram that is edited: its text, its file, its undo steps, and the work done on it.

Contains: `document` holds the text and what is read from it; `commands` is the one kind of undo
step; `files` and `disk` open and save, `recovery` keeps unsaved work, `worker` works off the main
thread, `export` takes the picture outside.

May import: `shared`.
Start reading at `document.py`.
"""
