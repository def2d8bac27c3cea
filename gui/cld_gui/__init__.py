"""The editor: a window in which text and picture of a diagram stay in sync.

Contains: `window/` with menus and actions, `canvas/` with the picture, `text/` with the text,
`panels/` with loops and findings, `document/` with the file and its undo steps, `shared/` with what
all use.

May import: `cld`, which knows nothing of the editor. A change of the diagram is an edit of its
text, made by a verb of `cld.edit` and pushed by the document.
Start reading at `window/app.py`, then `document/document.py`.
"""
