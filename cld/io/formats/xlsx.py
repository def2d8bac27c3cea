"""Excel workbooks (.xlsx): tables of links, matrices of weights, and the two sheets of Kumu."""

from __future__ import annotations

from cld.io.exchange import FormatError, Reading, count_words
from cld.io.sketch import Sketch, short
from cld.io.tablereading import header, is_bare_matrix, is_matrix, read_table
from cld.io.workbook import formulas_without_value, sheets_of


def read(text: str) -> Reading:
    """Read a workbook, given as a text with one character for each byte.

    If sheets have a header of links, all of them are read, and so are sheets that list variables,
    as Kumu writes them. Otherwise the first sheet that is a matrix or a table is read.
    """
    data = text.encode("latin-1", "replace")
    tables = [(name, rows) for name, rows in sheets_of(data) if rows]
    linked = {name for name, rows in tables if header(rows[0]) is not None}
    about = {name for name, rows in tables if linked and _lists_variables(name, rows)}
    chosen = linked | about
    if not linked:
        matrices = [name for name, rows in tables if is_matrix(rows) or is_bare_matrix(rows)]
        chosen = set(matrices[:1])
    sketch = Sketch()
    is_read = False
    for name, rows in sorted(tables, key=lambda table: table[0] in linked):
        if name in chosen or (not chosen and not is_read):
            is_read = read_table(sketch, rows) or is_read
        else:
            sketch.left_out(f"the sheet “{short(name)}”")
    empty = formulas_without_value(data)
    if empty:
        cells, verb = count_words(empty, "cell"), "has" if empty == 1 else "have"
        said = f"{cells} {verb} a formula without a value and {'was' if empty == 1 else 'were'}"
        sketch.note(f"{said} read as empty; open and save the workbook in a spreadsheet program")
    if not is_read:
        raise FormatError("no sheet of this workbook is a table of links or a matrix")
    return sketch.reading()


def _lists_variables(name: str, rows: list[list[str]]) -> bool:
    labels = "label" in map(str.casefold, rows[0])
    return labels and name.casefold() not in ("loops", "connections")
