"""JSON in two styles: that of the corpus (`links`) and that of sd-ai (`relationships`)."""

from __future__ import annotations

from typing import Any

from cld.core.diagram import Diagram, Link, LoopDeclaration
from cld.io.exchange import Reading, Written, delay_value, written
from cld.io.jsonreading import KINDS, sketched
from cld.io.jsontext import dumped, load_json

_HOLDS = {"title", "kind", "note", "link delay", "link note", "loops", "sectors"}
_SD_AI_HOLDS = {"title", "link delay", "link note"}


def read(text: str) -> Reading:
    """Read a diagram from JSON in either style.

    >>> read('{"links": [{"from": "A", "to": "B", "polarity": "+"}]}').diagram.link("A", "B")
    Link(cause='A', effect='B', polarity='+', delay=None, gain=None, info=False, bend=None, \
notes=(), extra=())
    """
    return sketched(load_json(text)).reading()


def read_apart(text: str) -> Reading:
    """Read a diagram from JSON; nodes with equal names are several variables."""
    return sketched(load_json(text), apart=True).reading()


def write(diagram: Diagram) -> Written:
    """Write a diagram as the corpus does: `variables`, `links`, `loops`."""
    data: dict[str, Any] = {} if diagram.title is None else {"name": diagram.title}
    data["variables"] = [variable.name for variable in diagram.variables]
    for kind in KINDS:
        names = [variable.name for variable in diagram.variables if variable.kind == kind]
        data |= {f"{kind}s": names} if names else {}
    notes = {variable.name: list(variable.notes) for variable in diagram.variables}
    notes = {name: texts for name, texts in notes.items() if texts}
    data |= {"variable_notes": notes} if notes else {}
    data["links"] = [
        {
            **_ends(link),
            "delay": link.delay is not None,
            **_length(link),
            **({"notes": list(link.notes)} if link.notes else {}),
        }
        for link in diagram.links
    ]
    data["loops"] = [_loop_object(loop) for loop in diagram.loops]
    if diagram.sectors:
        data["sectors"] = [
            {"name": sector.name, "variables": list(sector.variables)} for sector in diagram.sectors
        ]
    return written(dumped(data), diagram, _HOLDS)


def write_sd_ai(diagram: Diagram) -> Written:
    """Write a diagram as sd-ai does: `variables`, `relationships`, the notes as `reasoning`.

    A delay is an additional key, which sd-ai ignores.
    """
    data: dict[str, Any] = {} if diagram.title is None else {"title": diagram.title}
    data["variables"] = [variable.name for variable in diagram.variables]
    data["relationships"] = [
        {
            **_ends(link),
            **({"delay": True, **_length(link)} if link.delay else {}),
            "reasoning": "\n".join(link.notes),
        }
        for link in diagram.links
    ]
    return written(dumped(data), diagram, _SD_AI_HOLDS)


# -- writing --


def _ends(link: Link) -> dict[str, str]:
    return {"from": link.cause, "to": link.effect, "polarity": link.polarity}


def _length(link: Link) -> dict[str, str]:
    words = delay_value(link.delay)
    return {} if words in ("", "yes") else {"delay_length": words}


def _loop_object(loop: LoopDeclaration) -> dict[str, Any]:
    data: dict[str, Any] = {"variables": list(loop.variables), "type": loop.type, "name": loop.name}
    data |= {"id": loop.id} if loop.id else {}
    return data | ({"goals": list(map(str, loop.goals))} if loop.goals else {})
