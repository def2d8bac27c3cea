"""Reads a file in which a person matches names of an answer with names of the key."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

from cld.core.text import Lines, fold

_ARROW = "->"
# No name is longer; a quote that is never closed would otherwise take in the rest of the file.
MOST_LETTERS = 10_000
_HEADING = ("answer", "key")
_OPPOSITE = re.compile(r'opposite\s+"(.*)"', re.IGNORECASE)


class OppositeOf(str):
    """The name of a key variable that is the opposite of a variable of the answer."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class ByHand:
    """Matches made by hand: the key's name for each name of the answer, or None for no match.

    `problems` are messages about lines that could not be read, each with its line number.
    """

    names: dict[str, str | None]
    problems: tuple[tuple[int, str], ...] = ()


def read_by_hand(text: str) -> ByHand:
    """Read lines `name in the answer -> name in the key`, or a CSV of these two columns.

    An empty right side means that the variable matches nothing; `opposite "name in the key"` means
    that it is the opposite of that variable, and its links count with the other sign. Lines that
    begin with `#` and empty lines are skipped. Names may be in quotes, which is necessary if they
    contain an arrow or a comma (in a CSV file a quote within is doubled). Each line is read by
    itself: as a line with an arrow if there is one outside quotes, else as CSV. A first line
    `answer,key` is a heading. If a name is matched twice, the first match counts. Any text can be
    read; `problems` lists the lines that make no sense.

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
            message = (
                f"“{_short(answer)}” is already matched in line {said[answer]}; this is ignored"
            )
            problems.append((number, message))
            continue
        said.setdefault(answer, number)
        names[answer] = key or None
    return ByHand(names, tuple(problems))


def _sides(line: str) -> tuple[str, str]:
    """The two names of a line; the ValueError gives the reason if there are none."""
    if len(line) > MOST_LETTERS:
        raise ValueError(f"longer than {MOST_LETTERS:,} characters, the limit for a line")
    places = list(_arrows(line))
    if len(places) > 1:
        raise ValueError("more than one arrow: put a name that contains an arrow in quotes")
    if places:
        cells = [_unquoted(line[: places[0]]), _unquoted(line[places[0] + len(_ARROW) :])]
    elif "," in line:
        # An unclosed quote is read as a character: `strict` is off.
        cells = next(csv.reader([line], skipinitialspace=True), [])
    else:
        raise ValueError("no arrow and no comma: write “name in the answer -> name in the key”")
    if len(cells) > 2 and any(cell.strip() for cell in cells[2:]):
        raise ValueError("more than two columns: put a name that contains a comma in quotes")
    answer, key = fold(cells[0]), fold(cells[1]) if len(cells) > 1 else ""
    if not answer:
        raise ValueError("the name in the answer is missing")
    opposite = _OPPOSITE.fullmatch(key)
    return answer, OppositeOf(fold(opposite[1].replace('""', '"'))) if opposite else key


def _arrows(line: str) -> Iterator[int]:
    """The places of arrows outside quotes; a quote that is never closed is ignored."""
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
