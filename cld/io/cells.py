"""Writes cells of a table that no spreadsheet runs as a formula, and reads them back.

A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@`, also in full width and after blanks
or quotes. Such a text is written with an apostrophe before it, as a person would type it. `meant`
removes the apostrophe, so every text is read back unchanged. The signs of links, `+` or `-` alone
in a cell, are not formulas in any spreadsheet and are written as they are.

A cell that contains a delimiter of other tables (`;`, a tab, `|`) is quoted, so that it remains one
cell even if the table is read with the wrong delimiter.

References
----------
OWASP, "CSV Injection".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_FORMULA = re.compile(r"[\s'\"]*[=+\-@\uff1d\uff0b\uff0d\uff20]")
_QUOTED = re.compile(r'[",;|\t\r\n]')


def defused(text: str) -> str:
    """Return a text as a cell that no spreadsheet runs as a formula.

    >>> defused("=1+1"), defused("Load")
    ("'=1+1", 'Load')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def meant(cell: str) -> str:
    """Return the original text of a cell that `defused` wrote.

    >>> meant("'=1+1"), meant("'tis")
    ('=1+1', "'tis")
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell, 1) else cell


def line(cells: Iterable[object]) -> str:
    """Return a line of CSV.

    >>> print(line(["a;b", "c", "-", 2.5, None]), end="")
    "a;b",c,-,2.5,
    """
    return ",".join(map(_cell, cells)) + "\n"


def _cell(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return '"{}"'.format(text.replace('"', '""')) if _QUOTED.search(text) else text
