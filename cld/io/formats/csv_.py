"""CSV: one link per row, `from,to,polarity,delay`; a row with only `from` declares a variable."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from threading import Lock

from cld.core.diagram import Diagram, Link
from cld.io.cells import defused, line, meant
from cld.io.exchange import (
    FormatError,
    Reading,
    Written,
    delay_value,
    polarity_of,
    read_delay,
    without_mark,
    written,
)
from cld.io.limits import MOST_CHARACTERS, MOST_STEPS, MOST_WORDS, within
from cld.io.sketch import Sketch

_COLUMNS = ("from", "to", "polarity", "delay")
# Other names in use for the columns.
_NAMES = {
    **dict.fromkeys(("from", "source", "cause", "start", "tail", "src"), "from"),
    **dict.fromkeys(("to", "target", "effect", "end", "head", "dst"), "to"),
    **dict.fromkeys(("polarity", "sign", "type", "weight"), "polarity"),
    **dict.fromkeys(("delay", "delayed", "lag"), "delay"),
}
_DELIMITERS = ",;\t|"
_LONGEST = max(map(len, _NAMES))
_LIMIT = Lock()


def read(text: str) -> Reading:
    """Read links from CSV with commas, semicolons, tabs or bars, with or without a header.

    >>> [link.polarity for link in read("source;target;sign\\nA;B;-").diagram.links]
    ['-']
    """
    sketch = Sketch()
    columns: dict[int, str] | None = None
    links = False
    for row in _rows(without_mark(text)):
        if columns is None:
            columns = header(row)
            links = columns is not None
            if columns is not None:
                continue
            columns = dict(enumerate(_COLUMNS))
        links = links or len(row) > 1
        _row(sketch, row, columns)
    if not links:
        raise FormatError("this is not a CSV of links; write one per row as `from,to,polarity`")
    return sketch.reading()


def write(diagram: Diagram) -> Written:
    """Write a diagram as CSV; rows with only `from` keep the order of the variables.

    A name that a spreadsheet would run as a formula gets an apostrophe before it (see `cells`).

    >>> from cld.core.diagram import Variable
    >>> write(Diagram(variables=(Variable("=1"),), links=(Link("=1", "=1", "-"),))).text
    "from,to,polarity,delay\\n'=1,'=1,-,\\n"
    """
    lines = map(line, (_COLUMNS, *_written_rows(diagram)))
    return written("".join(lines), diagram, {"link delay"})


def _written_rows(diagram: Diagram) -> Iterator[tuple[str, ...]]:
    """Yield the rows, with a declaration where the next link would name variables too early."""
    places = {variable.name: place for place, variable in enumerate(diagram.variables)}
    names, named = list(places), 0
    for link in diagram.links:
        new = [places[end] for end in _ends(link) if places[end] >= named]
        if new == list(range(named, named + len(new))):
            named += len(new)
        else:
            for name in names[named : max(new) + 1]:
                yield defused(name), "", "", ""
            named = max(new) + 1
        yield defused(link.cause), defused(link.effect), link.polarity, delay_value(link.delay)
    for name in names[named:]:
        yield defused(name), "", "", ""


def _ends(link: Link) -> tuple[str, ...]:
    return (link.cause,) if link.cause == link.effect else link.ends


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
    return [cell.strip().strip('"').strip() for cell in line.split(delimiter, MOST_STEPS)]


def _fitness(cells: list[str]) -> tuple[bool, int]:
    return header(cells) is not None, len(cells)


def header_of(line: str) -> dict[int, str] | None:
    """Return the columns of a header line with any delimiter, or None if it is not a header."""
    found = (header(_cells(line, delimiter)) for delimiter in _DELIMITERS)
    return next((columns for columns in found if columns is not None), None)


def header(row: list[str]) -> dict[int, str] | None:
    """Return the columns of a header row, or None if the row is not a header.

    >>> header(["Source", "Target", "note"])
    {0: 'from', 1: 'to', 2: 'note'}
    """
    columns: dict[int, str] = {}
    taken: set[str] = set()
    for place, cell in enumerate(row):
        name = _NAMES.get(cell.casefold(), cell) if len(cell) <= _LONGEST else cell
        columns[place] = cell if name in taken else name
        taken.add(columns[place])
    return columns if {"from", "to"} <= taken else None


def _row(sketch: Sketch, row: list[str], columns: dict[int, str]) -> None:
    said: dict[str, str] = {}
    for place, cell in enumerate(row):
        name = columns.get(place, f"column {place + 1}")
        said[name] = meant(cell)
        if cell and name not in _COLUMNS:
            sketch.left_out(name, "row")
    cause, effect = said.get("from", ""), said.get("to", "")
    if cause and effect:
        value, understood = read_delay(said.get("delay", ""))
        if not understood:
            sketch.left_out("length of the delay", "link")
        sketch.link(
            sketch.mention(cause), sketch.mention(effect), polarity_of(said.get("polarity")), value
        )
    elif cause:
        sketch.mention(cause)
    else:
        sketch.left_out("rows without a cause")
