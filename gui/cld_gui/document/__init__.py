"""The diagram that is edited: its text, its file, its undo steps and its background work.

Contains: `document` is the text and the diagram read from it; `commands` is the one kind of undo
step; `files` and `disk` open and save, `recovery` backs up unsaved changes, `worker` runs work in
the background, `export` writes, copies and prints the picture.

May import: `shared`.
Start reading at `document.py`.
"""
