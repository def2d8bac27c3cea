"""Writes a diagram in another format, with places where the format needs them."""

from __future__ import annotations

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

        diagram = placed(diagram, watch=watch)
    return format_.write(diagram)


def equations_in(path: str) -> int:
    """Return how many equations an existing file contains that no diagram can.

    >>> equations_in("no-such-file.mdl")
    0
    """
    from cld.core.files import FileError, read_bytes
    from cld.io.opening import reading_of
    from cld.io.recognise import recognise

    try:
        if not Path(path).is_file():
            return 0
        found = recognise(read_bytes(path), path)
        return reading_of(found).equations if FORMATS[found.format].draws else 0
    except (FileError, FormatError, OSError, ValueError):
        return 0
