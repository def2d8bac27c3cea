"""Reads a file in which a person says which name of an answer is which of the key."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

from cld.core.text import Lines, fold

_ARROW = "->"
# No name is longer; where a quote is never closed the rest of the file would be one.
MOST_LETTERS = 10_000
_HEADING = ("answer", "key")
_OPPOSITE = re.compile(r'opposite\s+"(.*)"', re.IGNORECASE)


class OppositeOf(str):
    """The name of a variable of the key whose opposite a variable of the answer is."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class ByHand:
    """What was said by hand: for names of the answer the key's, or None for none.

    `problems` tell what could not be read, in plain words, each with the number of its line.
    """

    names: dict[str, str | None]
    problems: tuple[tuple[int, str], ...] = ()


def read_by_hand(text: str) -> ByHand:
    """Read lines `name in the answer -> name in the key`, or a CSV of these two columns.

    Where the right side is empty the variable is to match nothing; where it is
    `opposite "name in the key"` it is the opposite of that, and its links count with the other
    sign. Lines that begin with `#`
    and empty ones are left out. Names may stand in quotes, where they hold an arrow or a comma
    (in a CSV file a quote within is doubled). Each line is read by itself: as one with an
    arrow where one stands outside of quotes, else as CSV; a first line `answer,key` is a
    heading. What is said twice counts the first time. Any text can be read; what makes no
    sense is told in `problems`.

    >>> found = read_by_hand("# by hand\\nretry rate -> Retries\\nWeather ->\\nLoad\\n")
    >>> found.names
    {'retry rate': 'Retries', 'Weather': None}
    >>> found.problems
    ((4, 'no arrow and no comma: write “name in the answer -> name in the key”'),)
    >>> read_by_hand('answer,key\\n"Load, total",Load').names
    {'Load, total': 'Load'}
    >>> type(read_by_hand('Slack -> opposite "Load"').names["Slack"]).__name__
    'OppositeOf'
    """
    names: dict[str, str | None] = {}
    said: dict[str, int] = {}
    problems: list[tuple[int, str]] = []
    lines = Lines(text.removeprefix("\ufeff"))
    for number in range(1, len(lines) + 1):
        line = lines.line(number)
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            answer, key = _sides(line)
        except ValueError as error:
            problems.append((number, str(error)))
            continue
        if not said and (answer.casefold(), key.casefold()) == _HEADING:
            continue
        before = names.get(answer)
        if answer in said and (before != (key or None) or type(before) is not type(key or None)):
            message = f"“{_short(answer)}” is said already in line {said[answer]}; that counts"
            problems.append((number, message))
            continue
        said.setdefault(answer, number)
        names[answer] = key or None
    return ByHand(names, tuple(problems))


def _sides(line: str) -> tuple[str, str]:
    """The two names of a line; ValueError says why there are none."""
    if len(line) > MOST_LETTERS:
        raise ValueError(f"longer than {MOST_LETTERS:,} letters, which no pair of names is")
    places = list(_arrows(line))
    if len(places) > 1:
        raise ValueError("more than one arrow: put a name that holds one in quotes")
    if places:
        cells = [_unquoted(line[: places[0]]), _unquoted(line[places[0] + len(_ARROW) :])]
    elif "," in line:
        # A quote that is not closed is taken as it stands: `strict` is off.
        cells = next(csv.reader([line], skipinitialspace=True), [])
    else:
        raise ValueError("no arrow and no comma: write “name in the answer -> name in the key”")
    if len(cells) > 2 and any(cell.strip() for cell in cells[2:]):
        raise ValueError("more than two columns: put a name that holds a comma in quotes")
    answer, key = fold(cells[0]), fold(cells[1]) if len(cells) > 1 else ""
    if not answer:
        raise ValueError("the name in the answer is missing")
    opposite = _OPPOSITE.fullmatch(key)
    return answer, OppositeOf(fold(opposite[1].replace('""', '"'))) if opposite else key


def _arrows(line: str) -> Iterator[int]:
    """Where arrows stand outside of quotes; a quote that is never closed is none."""
    quoted = False
    closed = line.count('"') % 2 == 0
    for place, letter in enumerate(line):
        if letter == '"' and closed:
            quoted = not quoted
        elif not quoted and line.startswith(_ARROW, place):
            yield place


def _unquoted(words: str) -> str:
    words = words.strip()
    if len(words) > 1 and words[0] == words[-1] == '"':
        return words[1:-1].replace('""', '"')
    return words


def _short(name: str) -> str:
    return name if len(name) <= 60 else f"{name[:59]}…"
