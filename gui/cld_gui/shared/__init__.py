"""What all parts of the editor use.

Contains: `focus` is what is chosen and lit; `themes` and `colours` are how things look; `settings`
and `folders` are what is remembered, and where; `late` loads modules at their first use; `utf16`
counts as Qt does.

May import: nothing of the editor.
Start reading at `focus.py`.
"""
