"""A module for each format, with a `read` and, if it can be written, a `write`.

Contains: `own` is .cld itself; the others are formats of other tools. None imports another.

May import: `language` and `core`, and the modules of `cld/io` that all formats share.
Start reading at `csv_.py`, the shortest.
"""
