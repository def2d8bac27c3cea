"""Paints a picture as SVG, PNG, PDF or DOT.

Contains: `sheet` turns a picture into groups of plain `shapes`; `svg`, `png`, `pdf` and `dot` write
these; `theme` has the colours, `letters` the embedded font, `limits` the size of the largest
picture.

May import: `picture`, `selection`, `analyze` and everything that these may import.
Start reading at `sheet.py`, then `svg.py`.
"""
