"""Excel workbooks (.xlsx): tables of links, matrices of weights, and the two sheets of Kumu."""

from __future__ import annotations

from cld.io.exchange import FormatError, Reading
from cld.io.sketch import Sketch, short
from cld.io.tablereading import header, is_matrix, read_table
from cld.io.workbook import sheets_of


def read(text: str) -> Reading:
    """Read a workbook, given as a text with one character for each byte.

    If one sheet has a header of links, the others may list variables, as those of Kumu do.
    Otherwise the first sheet that is a matrix or a table is read.
    """
    tables = [(name, rows) for name, rows in sheets_of(text.encode("latin-1", "replace")) if rows]
    linked = [name for name, rows in tables if header(rows[0]) is not None or is_matrix(rows)]
    sketch = Sketch()
    read_any = False
    for name, rows in sorted(tables, key=lambda table: table[0] in linked):
        if linked and name not in linked and "label" not in map(str.casefold, rows[0]):
            sketch.left_out(f"the sheet “{short(name)}”")
        elif not (read_any and not linked):
            read_any = read_table(sketch, rows) or read_any
    if not read_any:
        raise FormatError("no sheet of this workbook is a table of links or a matrix")
    return sketch.reading()
