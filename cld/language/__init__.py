"""The language of .cld files: from a text to its statements, from these to the diagram, and back
to text.

Contains: in the order in which a text passes them: `scan` cuts it into statements, `grammar` parses
one with the grammar in `grammar/cld.lark` (its table is `parsetable`), `builder` makes the nodes of
`syntax`, `parse` gathers them, `attributes` reads the brackets, `resolve` makes the
diagram, `source` keeps all of it and reads a changed text again. `format` and `write` go back to
text.

May import: `core`.
Start reading at `source.py`, whose `load` runs all stages.
"""
