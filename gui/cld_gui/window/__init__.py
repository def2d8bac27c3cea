"""The window: menus, actions, docks and dialogs around one document.

Contains: `actions` is the table of all actions, `menus` builds the menus from it, and the modules
`…_actions` implement them; `docks` contains the text pane and the panels, `stage` is full screen.

May import: all other folders of the editor.
Start reading at `app.py`, then `window.py`.
"""
