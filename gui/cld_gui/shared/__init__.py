"""Modules that all parts of the editor use.

Contains: `focus` is the selection and the highlighted loops; `themes` and `colours` are the looks;
`settings` and `folders` are the stored settings and their places; `late` loads modules at their
first use; `utf16` converts text positions to those of Qt.

May import: nothing of the editor.
Start reading at `focus.py`.
"""
