"""The editor: a window in which text and picture of a diagram stay in sync.

Contains: `window/` with menus and actions, `canvas/` with the picture, `text/` with the text pane,
`panels/` with loops and findings, `document/` with the file and its undo steps, `shared/` with
modules that all of these use.

May import: `cld`, which does not depend on the editor. A change of the diagram is an edit of its
text, made by a verb of `cld.edit` and applied by the document.
Start reading at `window/app.py`, then `document/document.py`.
"""
