"""The window: menus, actions, docks and dialogs around one document.

Contains: `actions` is the table of all actions, `menus` makes menus of it, and the modules
`…_actions` do what they say; `docks` holds text and panels, `stage` is the presentation.

May import: all other folders of the editor.
Start reading at `app.py`, then `window.py`.
"""
