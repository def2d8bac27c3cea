"""A module for each format, with a `read` and, where it can be written, a `write`.

Contains: `own` is .cld itself; the others are those of other tools. None knows another.

May import: `language` and `core`, and what `cld/io` has for all of them.
Start reading at `csv_.py`, the shortest.
"""
