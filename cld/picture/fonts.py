"""Measures the width of texts without a screen, and breaks names into lines."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

FAMILY = "Source Sans Pro"
FILES = {400: "SourceSansPro-Regular.ttf", 600: "SourceSansPro-Semibold.ttf"}
ADVANCES, UNITS = Path(__file__).with_name("advances.json"), 1000
# The size of names, and the distance of their lines.
SIZE, LINE = 14.0, 16.0
# The distance from the top of a line to its baseline.
ASCENT = 12.0
# A name is broken into as few lines of this width as possible, four at most.
WIDEST, MOST_LINES = 112.0, 4
# Longer lines are cut: names of a thousand letters are an accident.
LONGEST = 2.4 * WIDEST

# The places where a name may be broken: at blanks, after some marks, before a capital that follows
# a lower-case letter.
_BREAKS = re.compile(r"(?<=[_/\-–—])(?=.)|(?<=[^\W\d_])(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
# Scripts that are written without blanks may be broken anywhere.
_WIDE = frozenset("WF")


def font_file(weight: int = 400) -> Path:
    """Return the file of the font that texts are measured with."""
    package = find_spec("font_source_sans_pro")
    assert package is not None and package.origin is not None
    return Path(package.origin).parent / "files" / FILES[weight]


@cache
def _advances() -> dict[int, dict[int, int]]:
    """The advance width of each letter for each weight, in thousandths of the size.

    They are stored in a file, because reading the font takes a large part of a command's time.
    """
    table: dict[str, list[tuple[int, list[int]]]] = json.loads(ADVANCES.read_text("ascii"))
    return {
        int(weight): {first + n: a for first, run in runs for n, a in enumerate(run)}
        for weight, runs in table.items()
    }


@lru_cache(maxsize=20_000)
def width(text: str, size: float = SIZE, weight: int = 400) -> float:
    """Return the width of a text in points.

    Letters that the font does not contain are estimated: East Asian characters and pictures take a
    square, marks above and below letters nothing, others a little more than an average letter.

    >>> width("mmm") > width("iii"), width("漢字") == 28.0
    (True, True)
    """
    advances = _advances()[weight]
    total = 0.0
    for letter in text:
        advance = advances.get(ord(letter))
        total += _reckoned(letter) * UNITS if advance is None else advance
    return total * size / UNITS


def _reckoned(letter: str) -> float:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf", "Cc"):
        return 0.0
    if unicodedata.east_asian_width(letter) in _WIDE or ord(letter) >= 0x1F000:
        return 1.0
    return 0.6


# Joins two characters into one, as in emoji of families.
JOINER = "\u200d"


@lru_cache(maxsize=4_000)
def wrapped(name: str, widest: float = WIDEST) -> tuple[str, ...]:
    """Return a name in as few lines as fit a width, of similar length.

    A name that does not fit into four lines gets wider lines; even longer names are cut.

    >>> wrapped("Community Concerns About Content")
    ('Community', 'Concerns', 'About Content')
    >>> wrapped("CacheMissRateOfAllServers")
    ('CacheMissRate', 'OfAllServers')
    """
    pieces = [_cut(piece) for piece in _pieces(" ".join(name.split()))]
    if not pieces:
        return ("",)
    room = max(widest, *(width(piece.strip()) for piece in pieces))
    while len(lines := _filled(pieces, room)) > MOST_LINES and room < LONGEST:
        room *= 1.15
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1].rstrip()}…"]
        return tuple(lines)
    if len(lines) == 1:
        return tuple(lines)
    # The narrowest width that needs no further line, for lines of similar length.
    for part in range(1, 20):
        narrower = _filled(pieces, room * (1 - part / 20))
        if len(narrower) > len(lines):
            break
        lines = narrower
    return tuple(lines)


def _pieces(name: str) -> list[str]:
    found: list[str] = []
    for word in name.split(" "):
        parts = [part for part in _BREAKS.split(word) if part]
        split = [sign for part in parts for sign in _signs(part)]
        if split:
            split[-1] += " "
        found += split
    if found:
        found[-1] = found[-1].rstrip()
    return found


def _signs(part: str) -> list[str]:
    if not any(unicodedata.east_asian_width(letter) in _WIDE for letter in part):
        return [part]
    signs: list[str] = []
    for letter in part:
        # A mark over a letter, or a joined character, stays with the letter.
        joined = signs and (not _reckoned(letter) or signs[-1].endswith(JOINER))
        signs[-1:] = [signs[-1] + letter] if joined else [*signs[-1:], letter]
    return signs


def _cut(piece: str) -> str:
    if width(piece) <= LONGEST:
        return piece
    kept = piece
    while width(kept) > LONGEST - SIZE:
        kept = kept[: max(1, int(len(kept) * min(0.98, LONGEST / width(kept))))]
    return f"{kept}… " if piece.endswith(" ") else f"{kept}…"


def _filled(pieces: list[str], room: float) -> list[str]:
    lines: list[str] = []
    for piece in pieces:
        if lines and width((lines[-1] + piece).rstrip()) <= room:
            lines[-1] += piece
        else:
            lines.append(piece)
    return [line.strip() for line in lines]
