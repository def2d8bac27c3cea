"""CSV: one link a row, `from,to,polarity,delay`; a row with only `from` declares a variable."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from cld.io.cells import defused, line, meant
from cld.io.exchange import (
    FormatError,
    Reading,
    Written,
    delay_words,
    read_delay,
    sign,
    without_mark,
    written,
)
from cld.io.sketch import Sketch
from cld.model import Diagram, Link

_COLUMNS = ("from", "to", "polarity", "delay")
# Other names in use for the columns.
_NAMES = {
    **dict.fromkeys(("from", "source", "cause", "start", "tail", "src"), "from"),
    **dict.fromkeys(("to", "target", "effect", "end", "head", "dst"), "to"),
    **dict.fromkeys(("polarity", "sign", "type", "weight"), "polarity"),
    **dict.fromkeys(("delay", "delayed", "lag"), "delay"),
}
_DELIMITERS = ",;\t|"


def read(text: str) -> Reading:
    """Read links from CSV, with commas, semicolons, tabs or bars, with or without a header.

    >>> [link.polarity for link in read("source;target;sign\\nA;B;-").diagram.links]
    ['-']
    """
    rows = _rows(without_mark(text))
    columns = _header(rows[0]) if rows else None
    if columns is None:
        if not any(len(row) > 1 for row in rows):
            raise FormatError(
                "this is no CSV of links: it needs rows such as `from,to,polarity,delay`"
            )
        columns = dict(enumerate(_COLUMNS))
    else:
        rows = rows[1:]
    sketch = Sketch()
    for row in rows:
        _row(sketch, row, columns)
    return sketch.reading()


def write(diagram: Diagram) -> Written:
    """Write a diagram as CSV; rows with only `from` keep the order of the variables.

    A name that a spreadsheet would take for a formula has an apostrophe before it (see `cells`).

    >>> from cld.model import Variable
    >>> write(Diagram(variables=(Variable("=1"),), links=(Link("=1", "=1", "-"),))).text
    "from,to,polarity,delay\\n'=1,'=1,-,\\n"
    """
    lines = map(line, (_COLUMNS, *_written_rows(diagram)))
    return written("".join(lines), diagram, {"link delay"})


def _written_rows(diagram: Diagram) -> Iterator[tuple[str, ...]]:
    """The rows, with a declaration wherever the next link would name variables too early."""
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
        yield defused(link.cause), defused(link.effect), link.polarity, delay_words(link.delay)
    for name in names[named:]:
        yield defused(name), "", "", ""


def _ends(link: Link) -> tuple[str, ...]:
    return (link.cause,) if link.cause == link.effect else (link.cause, link.effect)


def _rows(text: str) -> list[list[str]]:
    try:
        rows = max(
            (list(csv.reader(io.StringIO(text, newline=""), delimiter=d)) for d in _DELIMITERS),
            key=lambda rows: _fitness(rows[0] if rows else []),
        )
    except csv.Error as error:
        raise FormatError(f"this CSV cannot be read: {error}") from None
    return [row for row in ([cell.strip() for cell in row] for row in rows) if any(row)]


def _fitness(first: list[str]) -> tuple[bool, int]:
    return _header([cell.strip() for cell in first]) is not None, len(first)


def _header(row: list[str]) -> dict[int, str] | None:
    """What each column holds where the row is a header."""
    columns: dict[int, str] = {}
    for place, cell in enumerate(row):
        name = _NAMES.get(cell.casefold(), cell)
        columns[place] = cell if name in columns.values() else name
    return columns if {"from", "to"} <= set(columns.values()) else None


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
            sketch.mention(cause), sketch.mention(effect), sign(said.get("polarity")), value
        )
    elif cause:
        sketch.mention(cause)
    else:
        sketch.left_out("rows without a cause")
