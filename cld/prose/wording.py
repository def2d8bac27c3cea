"""Tools for all texts for people: signs, numbers with their nouns, line breaking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from cld.report import Report


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of a report, in Unicode or, if the output cannot show it, in ASCII."""

    up: str
    down: str
    arrow: str
    dash: str
    bars: str
    dot: str
    rule: str


UNICODE = Signs("↑", "↓", "→", "—", "‖", "·", "─")
ASCII = Signs(" up", " down", "->", "-", "||", "-", "-")


def plural(count: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: `1 loop`, `2,000 loops`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def broken(words: Sequence[str], width: int) -> list[str]:
    """Return words put into lines of at most `width` cells; a longer word has its own line."""
    lines: list[str] = []
    for word in words:
        if lines and cell_len(lines[-1]) + 1 + cell_len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def titles_of(report: Report, ids: Sequence[str]) -> list[str]:
    """Return the titles of loops that are listed.

    >>> from cld.analyze import analyze
    >>> titles_of(analyze('A (+)-> A\\nloop R1 "Growth": A'), ["R1"])
    ['R1 “Growth”']
    """
    return [loop.title for loop in map(report.loop, ids) if loop is not None]
