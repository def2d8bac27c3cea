"""Writes a diagram in another format, with places where the format needs them."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from cld.core.watch import Watch, unwatched
from cld.io.known import FORMATS
from cld.io.limits import FormatError

if TYPE_CHECKING:
    from cld.core.diagram import Diagram
    from cld.io.exchange import Written


# Two names are not brought closer to each other than this, in points.
_NEAREST = 90.0
# No window shows more than these.
_MOST_SHRUNK = 300


def written_as(diagram: Diagram, name: str, watch: Watch = unwatched) -> Written:
    """Return a diagram in a format that can be written.

    If the format draws a diagram, and the diagram has variables without a place, a layout gives
    each of them one, and each link its curve. Places that the diagram states are kept.
    """
    format_ = FORMATS[name]
    if format_.write is None:
        raise ValueError(f"{format_.title} cannot be written")
    if format_.draws and any(variable.at is None for variable in diagram.variables):
        from cld.picture.placed import placed  # numpy is slow to load

        laid_out = placed(diagram, watch=watch)
        if format_.window and all(variable.at is None for variable in diagram.variables):
            laid_out = _shrunk(laid_out, format_.window)
        result = format_.write(laid_out)
        # What the layout added is not lost.
        bent = any(link.bend is not None for link in diagram.links)
        kept = tuple(one for one in result.dropped if bent or not one.startswith("bend of "))
        return replace(result, dropped=kept)
    return format_.write(diagram)


def _shrunk(diagram: Diagram, window: tuple[float, float]) -> Diagram:
    """Return a diagram closer together, so that a window shows it as far as its names allow."""
    places = [variable.at for variable in diagram.variables if variable.at]
    if not 2 <= len(places) <= _MOST_SHRUNK:
        return diagram
    sizes = (max(side) - min(side) for side in zip(*places, strict=True))
    fits = min((most / size for most, size in zip(window, sizes, strict=True) if size), default=1.0)
    near = min(math.dist(a, b) for a, b in combinations(places, 2))
    factor = min(1.0, max(fits, _NEAREST / near if near else 1.0))
    moved = (
        replace(v, at=(v.at[0] * factor, v.at[1] * factor)) if v.at else v
        for v in diagram.variables
    )
    return replace(diagram, variables=tuple(moved))


def equations_in(path: str) -> int | None:
    """Return the number of equations in an existing file, which a diagram does not contain; None if
    it looks like a model that cld cannot read, and so may have some.

    >>> equations_in("no-such-file.mdl")
    0
    """
    from cld.core.files import FileError, read_bytes
    from cld.io.known import format_of
    from cld.io.opening import reading_of
    from cld.io.recognise import recognise

    try:
        if not Path(path).is_file():
            return 0
        data = read_bytes(path)
    except (FileError, OSError, ValueError):
        return 0
    try:
        return reading_of(recognise(data, path)).equations
    except FormatError:
        return None if data.strip() and format_of(path) in MODELS else 0


# Formats whose files may have equations.
MODELS = ("vensim", "xmile", "insightmaker")
