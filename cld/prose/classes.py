"""Results and mistakes that answers of a class share, in words."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from cld.grade.classwide import (
    Mistake,
    Standing,
    criteria_met,
    mistakes,
    twins,
    unmatched_names,
)
from cld.prose.unmatched import unmatched_words
from cld.prose.wording import plural

# At most this many common mistakes, unmatched names, and pairs of similar answers, are listed.
MOST_MISTAKES, MOST_NAMES, MOST_PAIRS = 15, 20, 30

ClassPart = tuple[str, list[str]]


def common_folder(files: Sequence[str]) -> str:
    """Return the folder that contains all of these files, with its slash, or nothing.

    >>> common_folder(["class/a.cld", "class/late/b.cld"]), common_folder(["a.cld", "x/b.cld"])
    ('class/', '')
    """
    try:
        shared = os.path.commonpath([str(PurePath(file).parent) for file in files])
    except ValueError:  # some from the root, some from here
        return ""
    inside = str(PurePath(shared, "-"))[:-1]
    return inside if len(files) > 1 and all(file.startswith(inside) for file in files) else ""


def class_words(titles: Sequence[str], standings: Sequence[Standing]) -> Iterator[ClassPart]:
    """Yield the parts of a summary of a class, each with its title and its lines.

    `titles` are the titles of the criteria. A single answer has none.

    >>> nobody = Standing("a.cld", (0.0,), frozenset(), frozenset())
    >>> list(class_words(["1. a loop"], [nobody, nobody]))
    [('Expectations met', ['0 of 2: 1. a loop'])]
    """
    if len(standings) < 2:
        return
    size = len(standings)
    yield "Expectations met", list(_met(titles, standings))
    common = [
        f"{mistake.count} of {size} have {_words(mistake)}" for mistake in mistakes(standings)
    ]
    if common:
        yield "Mistakes in more than one answer", _cut(common, MOST_MISTAKES, "mistake")
    names = list(unmatched_words(unmatched_names(standings), size))
    if names:
        yield "Names not recognised", _cut(names, MOST_NAMES, "name")
    pairs = [
        f"{pair.one} and {pair.other}: {plural(pair.shared, 'identical link')} that the "
        "reference lacks or has in other words"
        for pair in twins(standings)
    ]
    if pairs:
        yield "Nearly identical answers", _cut(pairs, MOST_PAIRS, "pair")


def _met(titles: Sequence[str], standings: Sequence[Standing]) -> Iterator[str]:
    for title, (whole, part) in zip(titles, criteria_met(standings), strict=True):
        in_part = f", {part} in part" if part else ""
        yield f"{whole} of {len(standings)}{in_part}: {title}"


def _cut(lines: list[str], most: int, what: str) -> list[str]:
    more = len(lines) - most
    return lines if more <= 0 else [*lines[:most], f"and {plural(more, f'more {what}')}"]


def _words(mistake: Mistake) -> str:
    """A wrong link, with the names that the key gives its ends."""
    if mistake.kind == "sign":
        return f"{mistake.cause} → {mistake.effect} with the other sign"
    if mistake.kind == "turned":
        return f"{mistake.effect} → {mistake.cause} in the wrong direction"
    why = "leaves out too many steps" if mistake.kind == "far" else "is not right"
    return f"{mistake.cause} ({mistake.sign})-> {mistake.effect}, which {why}"
