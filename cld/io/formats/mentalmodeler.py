"""Mental Modeler maps (.mmp): XML of older versions, JSON of newer ones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cld.core.diagram import Diagram, Polarity
from cld.core.quantities import Gain
from cld.io.exchange import (
    FormatError,
    Reading,
    Written,
    grouped,
    plain,
    polarity_of,
    rates,
    unsigned,
    without_mark,
    written,
)
from cld.io.jsontext import dumped, items, load_json, real, word
from cld.io.places import neat, places_of
from cld.io.sketch import Sketch
from cld.io.tablereading import weight_of
from cld.io.xmltree import first, inside, root_of, tag_of, words_in

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_HOLDS = {"title", "at", "note", "unit", "link note", "link gain", "sectors"}
_FIELDS = ("id", "name", "notes", "units", "group", "x", "y", "preferredState")
_OF_LINK = ("id", "name", "notes", "confidence", "influence")


def read(text: str) -> Reading:
    """Read a map: concepts are variables, and a relationship is a link with its influence as gain.

    >>> one = '{"id": 1, "name": "A", "relationships": [{"id": 1, "influence": "-0.5"}]}'
    >>> read(f'{{"concepts": [{one}]}}').diagram.links[0].gain
    Gain(factor=0.5, per=None, low=None, high=None)
    """
    text = without_mark(text)
    data = _of_xml(text) if text.lstrip().startswith("<") else load_json(text)
    concepts = items(data, "concepts")
    if not isinstance(data, dict) or "concepts" not in data:
        raise FormatError("this is not a map of Mental Modeler; it needs `concepts`")
    info = data.get("info")
    title = word(info.get("name")) if isinstance(info, dict) else ""
    sketch = Sketch(title or None)
    names = {}
    for raw in concepts:
        key = word(raw.get("id")) if isinstance(raw, dict) else ""
        if key:
            names[key] = _concept(sketch, raw, key)
        else:
            sketch.left_out("concepts without an id")
    for raw in concepts:
        cause = names.get(word(raw.get("id"))) if isinstance(raw, dict) else None
        for relation in items(raw, "relationships") if cause else ():
            effect = names.get(word(relation.get("id"))) if isinstance(relation, dict) else None
            if effect is None or cause is None:
                sketch.left_out("relationships without both ends")
            else:
                _relation(sketch, cause, effect, relation)
    _groups(sketch, data, names)
    return sketch.reading()


def write(diagram: Diagram) -> Written:
    """Write a diagram as a map in JSON; a link without a gain has influence 1 or -1, and so has a
    link whose gain is more than the 1 of its scale, or 0, which would mean “no link”.

    A link whose sign is not known is left out, since no influence means it.
    """
    ids = {variable.name: str(number) for number, variable in enumerate(diagram.variables, 1)}
    groups = {
        name: n for n, s in reversed([*enumerate(diagram.sectors, 1)]) for name in s.variables
    }
    twice = [
        s.name
        for n, s in enumerate(diagram.sectors, 1)
        if any(groups[name] != n for name in s.variables)
    ]
    places = places_of(diagram)
    concepts = []
    for variable in diagram.variables:
        x, y = places[variable.name]
        values = (
            *(ids[variable.name], variable.name, "\n".join(variable.notes), variable.unit or ""),
            *(str(groups.get(variable.name, 0)), neat(x), neat(y), "0"),
        )
        relations = [
            {
                "id": ids[link.effect],
                "name": link.effect,
                "notes": "\n".join(link.notes),
                "confidence": "0",
                "influence": _influence(link.polarity, link.gain),
            }
            for link in diagram.links_from[variable.name]
            if link.polarity != "?"
        ]
        concepts.append(dict(zip(_FIELDS, values, strict=True)) | {"relationships": relations})
    named = {str(number): sector.name for number, sector in enumerate(diagram.sectors, 1)}
    info = {"name": diagram.title or "", "version": "1.0", "author": "", "date": ""}
    data = {"info": info, "groupNames": named, "concepts": concepts}
    beyond = [f"{k.cause} -> {k.effect}" for k in diagram.links if k.gain and not _fits(k.gain)]
    result = written(dumped(data), diagram, _HOLDS)
    return replace(
        result,
        dropped=(
            *result.dropped,
            *rates(diagram),
            *unsigned(diagram),
            *grouped("gain beyond the scale", beyond, "links"),
            *grouped("variables in several sectors", twice, "sectors"),
        ),
    )


def _influence(polarity: Polarity, gain: Gain | None) -> str:
    factor = gain.factor if gain and _fits(gain) else 1.0
    return repr(-factor if polarity == "-" else factor)


def _fits(gain: Gain) -> bool:
    return 0 < gain.factor <= 1


# -- reading --


def _of_xml(text: str) -> dict[str, Any]:
    """Return a map in XML as its JSON would be."""
    root = root_of(text)
    if tag_of(root).casefold() != "mentalmodeler":
        raise FormatError("this XML is not a map of Mental Modeler")
    info, listed, groups = first(root, "info"), first(root, "concepts"), first(root, "groupNames")
    concepts = list(map(_concept_of, inside(listed, "concept"))) if listed is not None else []
    named = inside(groups, "groupName") if groups is not None else ()
    return {
        "info": {"name": words_in(info, "name") if info is not None else ""},
        "concepts": concepts,
        "groupNames": {one.get("index", ""): (one.text or "").strip() for one in named},
    }


def _concept_of(element: Element) -> dict[str, Any]:
    listed = first(element, "relationships")
    relations = inside(listed, "relationship") if listed is not None else ()
    return {key: words_in(element, key) for key in _FIELDS} | {
        "relationships": [{key: words_in(one, key) for key in _OF_LINK} for one in relations]
    }


def _concept(sketch: Sketch, raw: dict[str, Any], key: str) -> str:
    name = sketch.variable(word(raw.get("name")), ("id", key))
    sketch.unit(name, word(raw.get("units")))
    sketch.note_on(name, word(raw.get("notes")))
    x, y = real(raw.get("x")), real(raw.get("y"))
    if x is not None and y is not None:
        sketch.place(name, x, y)
    if real(raw.get("preferredState")):
        sketch.left_out("preferred state", "concept")
    return name


def _relation(sketch: Sketch, cause: str, effect: str, raw: dict[str, Any]) -> None:
    said = word(raw.get("influence")).strip()
    weight = weight_of(said)
    if weight == 0:
        sketch.left_out("relationships with influence 0")
        return
    gain, polarity = None, polarity_of(weight) if weight is not None else polarity_of(said[-1:])
    if weight is not None:
        gain = Gain(abs(weight)) if abs(weight) != 1 else None
    elif len(said) > 1:
        sketch.left_out("strength in a letter", "link")
    if real(raw.get("confidence")):
        sketch.left_out("confidence", "link")
    sketch.link(cause, effect, polarity, notes=[word(raw.get("notes"))], gain=gain)


def _groups(sketch: Sketch, data: dict[str, Any], names: dict[str, str]) -> None:
    """Make a sector of each group that has a name and members."""
    said = data.get("groupNames")
    members: dict[str, list[str]] = {}
    for raw in items(data, "concepts"):
        name = names.get(word(raw.get("id"))) if isinstance(raw, dict) else None
        if name is not None:
            members.setdefault(word(raw.get("group")), []).append(name)
    for group, title in said.items() if isinstance(said, dict) else ():
        if plain(word(title)).strip() and group in members:
            sketch.sector(word(title), members[group])
