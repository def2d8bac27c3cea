"""Cells of a table that no spreadsheet takes for a formula, and back.

A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@`, in full width too, blanks and
quotes before it aside. Such a text is written with an apostrophe before it, as one would type it,
and `meant` takes that off again: every text comes back as it was. No
spreadsheet takes the signs of links, `+` or `-` alone in a cell, for a formula: they are written as
they are.

A cell that holds what other tables are parted by (`;`, a tab, `|`) is quoted, so that it stays one
cell where a table is read with the wrong one.

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
    """Return a text as a cell that no spreadsheet takes for a formula.

    >>> defused("=1+1"), defused("Load")
    ("'=1+1", 'Load')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def meant(cell: str) -> str:
    """Return the text that a cell stands for, as `defused` wrote it.

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
