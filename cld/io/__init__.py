"""Readers and writers for the formats of other tools.

Contains: `formats` has a module for each format; `known` is the table of formats; `recognise`
detects the format of a file; `limits` are the bounds of all readers; `sketch` accepts names, signs
and loops of any quality and notes its changes; `opening` reads the bytes of any file.

May import: `language`, `loops` and `core`. The formats do not import each other.
Start reading at `known.py`, then `formats/csv_.py` as the shortest format.
"""
