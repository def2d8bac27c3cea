"""Tables of links, matrices of weights, and lists of variables, with columns of any usual name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cld.core.diagram import Polarity, VariableKind
from cld.core.quantities import Gain
from cld.io.cells import meant
from cld.io.exchange import FormatError, label, polarity_of, read_delay
from cld.io.limits import MOST_STEPS, within
from cld.io.sketch import Sketch

Row = list[str]

COLUMNS = ("from", "to", "polarity", "delay")
# Names in use for the columns of a table of links.
_NAMES = {
    **dict.fromkeys(
        ("from", "source", "cause", "start", "tail", "src", "influencing", "von", "ursache"), "from"
    ),
    **dict.fromkeys(
        ("to", "target", "effect", "end", "head", "dst", "influenced", "nach", "wirkung"), "to"
    ),
    **dict.fromkeys(("polarity", "sign", "vorzeichen"), "polarity"),
    **dict.fromkeys(("type", "relation", "label", "prelabel", "postlabel"), "words"),
    **dict.fromkeys(("weight", "strength", "influence", "value"), "weight"),
    **dict.fromkeys(("delay", "delayed", "lag"), "delay"),
    **dict.fromkeys(("note", "notes", "description", "reason", "reasoning"), "note"),
    "direction": "direction",
}
# Those of a table of variables.
KINDS: dict[str, VariableKind] = {"stock": "stock", "flow": "flow", "constant": "constant"}
_ABOUT = {
    "type": "kind",
    "label": "name",
    "name": "name",
    "element": "name",
    "description": "note",
    "id": "id",
}
LONGEST = max(map(len, (*_NAMES, *_ABOUT)))
_WEIGHT = re.compile(r"[+\-\u2212]?(?:\d{1,9}(?:[.,]\d{0,20})?|[.,]\d{1,20})(?:[eE][+-]?\d{1,3})?")
# A number that is a thousand in English and one in most other languages.
_THOUSANDS = re.compile(r"[+\-\u2212]?[1-9]\d{0,2},\d{3}")
# A table without a header has no more columns than this.
_MOST_UNNAMED = 6
# A row of numbers as Python writes it: `(1, 2, -0.5),`.
_TRIPLE = re.compile(r"[(\[]+\s*(.*?)\s*[)\]]+")
# So many names of rows must be names of columns too.
_SHARED = 0.5
# Cells that mean “no link”.
_EMPTY = ("", "nan", "na", "n/a", "none", "null", ".", "x")
# A strength in letters, such as `H+` or `VL-`.
_STRENGTH = re.compile(r"(?:V?[LMH]|[LMH]{2})([+\-])", re.IGNORECASE)
# The line with which Excel names the separator, and the line below the header of a Markdown table.
_SEPARATOR = re.compile(r"sep=.?", re.IGNORECASE)
_RULE = re.compile(r":?-{2,}:?")
# A header is looked for in this many rows.
_MOST_ABOVE = 5


def weight_of(cell: str) -> float | None:
    """Return the number in a cell, with a point or a comma, or None.

    >>> weight_of("-0,5"), weight_of("+"), weight_of("1e400")
    (-0.5, None, None)
    """
    words = cell.strip()
    share = words.removesuffix("%").rstrip()
    if not _WEIGHT.fullmatch(share):
        return None
    found = float(share.replace(",", ".").replace("\u2212", "-"))
    found = found / 100 if share != words else found
    return found if abs(found) < 1e9 else None


def header(row: Sequence[str]) -> dict[int, str] | None:
    """Return the columns of a header of links, or None if a row is none.

    >>> header(["Source", "Target", "Comment"])
    {0: 'from', 1: 'to', 2: 'Comment'}
    """
    columns: dict[int, str] = {}
    taken: set[str] = set()
    for place, cell in enumerate(row):
        name = _NAMES.get(cell.strip().casefold(), cell) if len(cell) <= LONGEST else cell
        columns[place] = cell if name in taken and name != "words" else name
        taken.add(columns[place])
    return columns if {"from", "to"} <= taken else None


def is_matrix(rows: Sequence[Row]) -> bool:
    """Return whether rows are a matrix: names in the first row and column, and weights between.

    >>> is_matrix([["", "A", "B"], ["A", "", "0.5"], ["B", "-1", ""]])
    True
    """
    if len(rows) < 2 or len(rows[0]) < 2 or weight_of(rows[0][1]) is not None:
        return False
    columns, names = set(filter(None, rows[0][1:])), [row[0] for row in rows[1:] if row]
    shared = sum(name in columns for name in names)
    # With an empty corner the causes may be other variables than the effects.
    alike = shared and shared >= _SHARED * len(names) and rows[0][0] not in columns
    if not alike and (rows[0][0] or len(columns) < 2):
        return False
    cells = [cell for row in rows[1:] for cell in row[1:]]
    if not alike and not any(weight_of(cell) for cell in cells):
        return False
    return all(_weighs(cell) for cell in cells)


def is_bare_matrix(rows: Sequence[Row]) -> bool:
    """Return whether rows are names, and below them a square of numbers.

    >>> is_bare_matrix([["A", "B"], ["0", "1"], ["-1", "0"]])
    True
    """
    count = len(rows[0]) if rows else 0
    if count < 2 or len(rows) != count + 1 or any(weight_of(name) is not None for name in rows[0]):
        return False
    return all(
        len(row) == count and all(weight_of(cell) is not None for cell in row) for row in rows[1:]
    )


def _weighs(cell: str) -> bool:
    return (
        cell.casefold() in _EMPTY
        or weight_of(cell) is not None
        or polarity_of(cell) is not None
        or _STRENGTH.fullmatch(cell) is not None
    )


def read_table(sketch: Sketch, rows: Iterable[Row]) -> bool:
    """Take a table into a sketch, and return whether it has links or could have some.

    The rows have no empty ones among them, and no blanks around their cells.
    """
    said = [row for row in rows if not _is_rule(row)]
    said = said[1:] if said and _SEPARATOR.fullmatch("".join(said[0])) else said
    above = _above(said)
    if above:
        sketch.left_out("a row above the table" if above == 1 else f"{above} rows above the table")
        said = said[above:]
    table = list(map(_untupled, said))
    if not table or table[0][0].startswith("{"):
        return False
    columns = header(table[0])
    if columns is not None:
        _LinkRows(sketch, columns).read(table[1:])
        return True
    if table == said and is_bare_matrix(table):
        table = [
            ["", *table[0]],
            *([name, *row] for name, row in zip(table[0], table[1:], strict=True)),
        ]
        _matrix(sketch, table)
        return True
    if table == said and is_matrix(table):
        _matrix(sketch, table)
        return True
    about = _about(table[0])
    if about is not None:
        return _variables(sketch, about, table[1:])
    numbers = all(weight_of(cell) is not None for cell in table[0]) and table == said
    if len(table[0]) > _MOST_UNNAMED or (numbers and len(table[0]) > len(COLUMNS)):
        return False
    _LinkRows(sketch, dict(enumerate(COLUMNS))).read(table)
    return any(len(row) > 1 for row in table)


def no_links() -> FormatError:
    """Return the error for a table that has no links."""
    return FormatError("this is not a CSV of links; write one per row as `from,to,polarity`")


def _untupled(row: Row) -> Row:
    """Return the cells of a row that Python wrote as a tuple without its brackets."""
    # A name in brackets, such as `[0]`, is one cell; its row may have more, which are empty.
    if len(row) < 2 or not row[0].startswith(("(", "[")) or not row[1]:
        return row
    found = _TRIPLE.fullmatch(",".join(row).strip(", "))
    return [cell.strip().strip("'\"") for cell in found.group(1).split(",")] if found else row


def _is_rule(row: Row) -> bool:
    cells = [cell for cell in row if cell]
    return bool(cells) and all(map(_RULE.fullmatch, cells))


def _above(rows: Sequence[Row]) -> int:
    """Return how many rows with a single text come before a header or a matrix."""
    for count in range(1, min(_MOST_ABOVE, len(rows) - 1)):
        if sum(map(bool, rows[count - 1])) > 1:
            return 0
        if header(rows[count]) is not None or is_matrix(rows[count:]):
            return count
    return 0


def _matrix(sketch: Sketch, table: Sequence[Row]) -> None:
    """Take a matrix: a row is a cause, a column an effect, and an empty cell or 0 no link."""
    for name in (*table[0][1:], *(row[0] for row in table[1:])):
        if name:
            sketch.mention(meant(name))
    numbers = any(weight_of(cell) is not None for row in table[1:] for cell in row[1:])
    empty = (*_EMPTY, "-", "\u2212", "\u2013") if numbers else _EMPTY
    for row in table[1:]:
        for name, cell in zip(table[0][1:], row[1:], strict=False):
            weight, strength = weight_of(cell), _STRENGTH.fullmatch(cell)
            polarity = polarity_of(weight) if weight is not None else polarity_of(cell)
            if strength:
                polarity = polarity_of(strength.group(1))
                sketch.left_out("strength in letters", "link")
            if not (row[0] and name) or cell.casefold() in empty or weight == 0:
                continue
            ends = sketch.mention(meant(row[0])), sketch.mention(meant(name))
            sketch.link(*ends, polarity, gain=_gain(sketch, cell, weight))


def _gain(sketch: Sketch, cell: str, weight: float | None) -> Gain | None:
    """Return a weight as the gain of a link; one of 1 says no more than the sign."""
    if _THOUSANDS.fullmatch(cell.strip()) and weight is not None:
        sketch.note(f"“{cell.strip()}” was read as {weight:g}: a comma is a decimal comma")
    return Gain(abs(weight)) if weight and abs(weight) != 1 else None


def _about(row: Row) -> dict[int, str] | None:
    """Return the columns of a header of variables, or None."""
    columns = {p: _ABOUT.get(c.casefold(), c) for p, c in enumerate(row) if len(c) <= LONGEST}
    return columns if "name" in columns.values() and len(row) > 1 else None


def _variables(sketch: Sketch, columns: dict[int, str], rows: Iterable[Row]) -> bool:
    """Take a table of variables, which has no links; return whether it is one of Kumu."""
    for row in rows:
        said = {columns.get(place, ""): meant(cell) for place, cell in enumerate(row) if cell}
        if said.get("name"):
            kind = KINDS.get(said.get("kind", "").casefold())
            name = (
                sketch.variable(said["name"], None, kind) if kind else sketch.mention(said["name"])
            )
            sketch.note_on(name, said.get("note", ""))
            for column in said:
                if column not in ("name", "note", "id") and not (column == "kind" and kind):
                    sketch.left_out(column, "row")
    return False


@dataclass
class _LinkRows:
    """Reads the rows of a table of links."""

    sketch: Sketch
    columns: dict[int, str]

    def read(self, rows: Iterable[Row]) -> None:
        """Take all rows."""
        for row in rows:
            within(len(row), MOST_STEPS, "columns")
            self._row(row)

    def _row(self, row: Row) -> None:
        said: dict[str, str] = {}
        words: list[str] = []
        for place, cell in enumerate(row):
            name = self.columns.get(place, f"column {place + 1}")
            if name == "words":
                words += [meant(cell)] if cell else []
                continue
            said[name] = meant(cell)
            if cell and name not in _KNOWN:
                self.sketch.left_out(name, "row")
        cause, effect = said.get("from", ""), said.get("to", "")
        if cause and effect:
            ends = self.sketch.mention(cause), self.sketch.mention(effect)
            self._link(ends, said, words)
        elif cause:
            self.sketch.mention(cause)
        else:
            self.sketch.left_out("rows without a cause")

    def _link(self, ends: tuple[str, str], said: dict[str, str], words: list[str]) -> None:
        cell = said.get("polarity") or said.get("weight") or ""
        numbers = (said.get(column, "") for column in ("weight", "polarity"))
        number = next((cell for cell in numbers if weight_of(cell) is not None), "")
        weight = weight_of(number)
        if weight == 0:
            self.sketch.left_out("links with weight 0")
            return
        signs, notes, delayed = _read_words(words)
        known = polarity_of(cell) or (polarity_of(weight) if weight is not None else None)
        known = known or label(cell.rstrip(".")).polarity
        signs = [known] if known else signs
        value, understood = read_delay(said.get("delay", ""))
        if not understood:
            self.sketch.left_out("length of the delay", "link")
        delay = value or (read_delay(True)[0] if delayed else None)
        notes += [said["note"]] if said.get("note") else []
        direction = said.get("direction", "").casefold()
        self.sketch.link(
            *ends,
            signs[0] if signs else None,
            delay,
            notes,
            gain=_gain(self.sketch, number, weight),
        )
        if direction == "mutual":
            self.sketch.link(ends[1], ends[0], signs[-1] if signs else None, delay, notes)
        elif direction == "undirected":
            said_so = "links without a direction were read from the first to the second end"
            self.sketch.note(said_so)


_KNOWN = {"from", "to", "polarity", "delay", "weight", "note", "direction"}
# Words of Kumu for two signs at once: from the first end to the second, and back.
_TWO: dict[str, list[Polarity]] = {
    "++": ["+", "+"],
    "--": ["-", "-"],
    "+-": ["+", "-"],
    "-+": ["-", "+"],
}


def _read_words(words: Iterable[str]) -> tuple[list[Polarity], list[str], bool]:
    """Return the signs that words say, the other words, and whether they say a delay."""
    signs: list[Polarity] = []
    notes: list[str] = []
    delayed = False
    for one in _parts(words):
        two = _TWO.get(one.replace("\u2212", "-"))
        said = label(one)
        if two or said.polarity:
            signs = signs or two or ([said.polarity] if said.polarity else [])
            delayed = delayed or said.delay is not None
        elif one.casefold() in ("delay", "delayed", "||"):
            delayed = True
        elif one.casefold() in ("directed", "connection"):
            continue  # what other programs write where nothing is said
        else:
            notes.append(one)
    return signs, notes, delayed


def signs_of(words: Iterable[str]) -> tuple[list[Polarity], list[str], bool]:
    """Return the signs in the type or the label of a connection of Kumu, the other words, and
    whether it is delayed.

    >>> signs_of(["opposite|delayed"]), signs_of(["+-", "trade"])
    ((['-'], [], True), (['+', '-'], ['trade'], False))
    """
    return _read_words(words)


def _parts(words: Iterable[str]) -> Iterator[str]:
    for text in words:
        for part in text.split("|") if text.strip() != "||" else [text]:
            if part.strip():
                yield part.strip()
