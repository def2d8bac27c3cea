"""Diagrams in the formats of other tools, read and written.

Contains: `formats` has a module for each format; `known` is their table, `recognise` tells what a
file is, `limits` are the bounds of all readers, `sketch` takes names, signs and loops of any
quality and says what it changed, `opening` reads the bytes of any file.

May import: `language` and `core`. The formats do not know each other.
Start reading at `known.py`, then `formats/csv_.py` as the shortest format.
"""
