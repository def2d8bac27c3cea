"""CSV: one link per row, `from,to,polarity,delay`; a row with only `from` declares a variable.

Other tables are read too: matrices of weights, tuples of Python, and the columns of Kumu.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from threading import Lock

from cld.core.diagram import Diagram, Link
from cld.io.cells import defused, line
from cld.io.exchange import FormatError, Reading, Written, delay_value, without_mark, written
from cld.io.limits import MOST_CHARACTERS, MOST_STEPS, MOST_WORDS, within
from cld.io.sketch import Sketch
from cld.io.tablereading import COLUMNS, header, no_links, read_table
from cld.io.tablewriting import rows_in_order

_DELIMITERS = ",;\t|"
_LIMIT = Lock()


def read(text: str) -> Reading:
    """Read links from CSV with commas, semicolons, tabs or bars, with or without a header.

    >>> [link.polarity for link in read("source;target;sign\\nA;B;-").diagram.links]
    ['-']
    >>> read(",A,B\\nA,,0.5\\nB,-1,").diagram.link("A", "B").gain
    Gain(factor=0.5, per=None, low=None, high=None)
    """
    sketch = Sketch()
    if not read_table(sketch, _rows(without_mark(text))):
        raise no_links()
    return sketch.reading()


def write(diagram: Diagram) -> Written:
    """Write a diagram as CSV; rows with only `from` keep the order of the variables.

    A name that a spreadsheet would run as a formula gets an apostrophe before it (see `cells`).

    >>> from cld.core.diagram import Variable
    >>> write(Diagram(variables=(Variable("=1"),), links=(Link("=1", "=1", "-"),))).text
    "from,to,polarity,delay\\n'=1,'=1,-,\\n"
    """
    lines = map(line, (COLUMNS, *map(_row, rows_in_order(diagram))))
    return written("".join(lines), diagram, {"link delay"})


def _row(row: str | Link) -> tuple[str, ...]:
    if isinstance(row, str):
        return defused(row), "", "", ""
    return defused(row.cause), defused(row.effect), row.polarity, delay_value(row.delay)


def _rows(text: str) -> Iterator[list[str]]:
    """Yield the rows that are not empty, split at the delimiter of the first line."""
    first = next((line for line in io.StringIO(text) if line.strip()), "")
    delimiter = max(_DELIMITERS, key=lambda delimiter: _fitness(_cells(first, delimiter)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    within(max(text.count("\n"), text.count("\r")), MOST_STEPS, "lines")
    within(text.count(delimiter), MOST_WORDS, "cells")
    some: list[list[str]] | None = None
    while some != []:
        try:
            with _any_length():
                some = list(islice(reader, 1_000))
        except csv.Error as error:
            raise FormatError(f"this is not valid CSV: line {reader.line_num}: {error}") from None
        for row in some:
            within(len(row), MOST_STEPS, "columns")
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield cells


@contextmanager
def _any_length() -> Iterator[None]:
    """Allow cells as long as the text. The limit of Python applies to the whole process, so it is
    restored afterwards."""
    with _LIMIT:
        before = csv.field_size_limit(MOST_CHARACTERS)
        try:
            yield
        finally:
            csv.field_size_limit(before)


def _cells(line: str, delimiter: str) -> list[str]:
    """Return the cells of a line; a delimiter in quotes does not separate them."""
    if '"' not in line:
        return [cell.strip() for cell in line.split(delimiter, MOST_STEPS)]
    line = line.replace("\r", " ")  # a line end for the reader, in the middle of a line
    with _any_length():
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]


def _fitness(cells: list[str]) -> tuple[bool, int]:
    return header(cells) is not None, len(cells)


def header_of(line: str) -> dict[int, str] | None:
    """Return the columns of a header line with any delimiter, or None if it is not a header."""
    found = (header(_cells(line, delimiter)) for delimiter in _DELIMITERS)
    return next((columns for columns in found if columns is not None), None)
