"""Writes a diagram in another format, with places where the format needs them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cld.core.watch import Watch, unwatched
from cld.io.known import FORMATS
from cld.io.limits import FormatError

if TYPE_CHECKING:
    from cld.core.diagram import Diagram
    from cld.io.exchange import Written


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

        result = format_.write(placed(diagram, watch=watch))
        # What the layout added is not lost.
        bent = any(link.bend is not None for link in diagram.links)
        kept = tuple(one for one in result.dropped if bent or not one.startswith("bend of "))
        return replace(result, dropped=kept)
    return format_.write(diagram)


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
