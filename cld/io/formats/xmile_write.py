"""Writes XMILE models: variables with their causes, and a view with places, arcs and signs."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from cld.core.bends import Point
from cld.core.diagram import Diagram, Link, Variable
from cld.io.exchange import Written, grouped, plain, written
from cld.io.places import neat, places_of
from cld.io.simulationnames import distinct_names, respelt
from cld.io.stocksflows import NUMBER, Structure, lost_kinds, lost_starts, structure_of
from cld.io.xmilemodel import SCALE, UNKNOWN
from cld.io.xmltree import as_xml

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_HOLDS = {
    "initial",
    "title",
    "kind",
    "unit",
    "note",
    "at",
    "link delay",
    "link bend",
    "loops",
    "sectors",
}
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_NAMESPACE = "http://docs.oasis-open.org/xmile/ns/XMILE/v1.0"
_ISEE = "http://iseesystems.com/XMILE"


def write(diagram: Diagram) -> Written:
    """Write a diagram as a model for Stella and other programs that read XMILE.

    A stock that only flows change is a stock; other variables are converters. An equation is a sum
    of the causes with their signs, from which programs know the links, and NAN, so that no result
    looks like one.
    """
    from xml.etree.ElementTree import Element, SubElement, indent, tostring

    names = distinct_names(diagram)
    structure = structure_of(diagram)
    root = Element("xmile", {"version": "1.0", "xmlns": _NAMESPACE, "xmlns:isee": _ISEE})
    header = SubElement(root, "header")
    if diagram.title is not None:
        SubElement(header, "name").text = _text(diagram.title)
    SubElement(header, "vendor").text = "cld"
    SubElement(header, "product", version="1.0").text = "cld"
    steps = SubElement(root, "sim_specs", method="Euler", time_units="Months")
    SubElement(steps, "start").text = "0"
    SubElement(steps, "stop").text = "100"
    SubElement(steps, "dt").text = "1"
    model = SubElement(root, "model")
    variables = SubElement(model, "variables")
    for variable in diagram.variables:
        _variable(variables, diagram, variable, names, structure)
    for sector in diagram.sectors:
        group = SubElement(variables, "group", name=_text(sector.name))
        for name in sector.variables:
            SubElement(group, "var").text = _key(names[name])
    _view(SubElement(model, "views"), diagram, names, structure)
    indent(root)
    text = f"{_HEAD}{tostring(root, encoding='unicode')}\n"
    result = written(text, diagram, _HOLDS)
    lost = [k for k in diagram.links if k.delay and (k.delay.complete or k.delay.max is not None)]
    more = (
        *grouped("kind", lost_kinds(diagram, structure), "variables"),
        *grouped("initial", lost_starts(diagram, structure), "variables"),
        *grouped("exact spelling", respelt(diagram, names), "variables"),
        *grouped("delay length", [f"{k.cause} -> {k.effect}" for k in lost], "links"),
    )
    return replace(result, dropped=(*result.dropped, *more))


def _text(words: str) -> str:
    return as_xml(plain(words))


def _key(name: str) -> str:
    """Return a name as equations and connectors write it."""
    words = "_".join(_text(name).split())
    if words.replace("_", "a").isalnum() and not words[0].isdigit():
        return words
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _attribute(name: str) -> str:
    """Return a name as the attribute of a variable; a backslash begins an escape there."""
    return _text(name).replace("\\", "\\\\")


# -- variables --


def _variable(
    parent: Element,
    diagram: Diagram,
    variable: Variable,
    names: dict[str, str],
    structure: Structure,
) -> None:
    from xml.etree.ElementTree import SubElement

    element = SubElement(
        parent, _tag(variable.name, structure), name=_attribute(names[variable.name])
    )
    if variable.notes:
        SubElement(element, "doc").text = _text("\n".join(variable.notes))
    into = diagram.links_to[variable.name]
    equation = SubElement(element, "eqn")
    if variable.name in structure.stocks:
        first = structure.initials.get(variable.name)
        equation.text = _key(names[first]) if first else _start(variable)
        for link in (k for k in into if k.ends in structure.pipes):
            way = "inflow" if link.polarity == "+" else "outflow"
            SubElement(element, way).text = _key(names[link.cause])
    elif into:
        equation.text = f"{UNKNOWN}{''.join(_term(link, names) for link in into)}"
        if any(link.delay for link in into):
            SubElement(element, "isee:delay_aux")
    else:
        equation.text = _start(variable) if variable.kind == "constant" else UNKNOWN
    if variable.unit:
        SubElement(element, "units").text = _text(variable.unit)


def _term(link: Link, names: dict[str, str]) -> str:
    """Return a cause as a term of a sum; one that works later is in a function that delays it."""
    cause = _key(names[link.cause])
    if link.delay is not None:
        cause = f"SMTH1({cause}, 1)" if link.delay.smooth else f"DELAY({cause}, 1)"
    return f" + {UNKNOWN}*{cause}" if link.polarity == "?" else f" {link.polarity} {cause}"


def _start(variable: Variable) -> str:
    said = variable.initial or ""
    return said if NUMBER.fullmatch(said) else "0"


def _tag(name: str, structure: Structure) -> str:
    return "stock" if name in structure.stocks else "flow" if name in structure.flows else "aux"


# -- the view --


def _view(parent: Element, diagram: Diagram, names: dict[str, str], structure: Structure) -> None:
    from xml.etree.ElementTree import SubElement

    about = {"type": "stock_flow", "page_width": "800", "page_height": "600"}
    view = SubElement(parent, "view", about)
    places = {name: (x / SCALE, y / SCALE) for name, (x, y) in places_of(diagram).items()}
    for variable in diagram.variables:
        x, y = places[variable.name]
        place = {"x": neat(x, 4), "y": neat(y, 4), "name": _attribute(names[variable.name])}
        tag = _tag(variable.name, structure)
        element = SubElement(view, tag, place)
        if tag == "flow":
            _pipe(element, diagram, variable.name, structure, places)
    number = 0
    for link in diagram.links:
        if link.ends not in structure.pipes:
            number += 1
            angle = neat(_angle(link, places[link.cause], places[link.effect]), 3)
            sign = {} if link.polarity == "?" else {"polarity": link.polarity}
            connector = SubElement(view, "connector", {"uid": str(number), **sign, "angle": angle})
            SubElement(connector, "from").text = _key(names[link.cause])
            SubElement(connector, "to").text = _key(names[link.effect])
    for loop in diagram.loops:
        number += 1
        middle = [places[name] for name in loop.variables if name in places] or [(0.0, 0.0)]
        x, y = (sum(at[i] for at in middle) / len(middle) for i in (0, 1))
        about = {"text": _label(loop.id, loop.type), "uid": str(number), "x": neat(x), "y": neat(y)}
        indicator = SubElement(
            view, "isee:loop_indicator", {**about, "width": "30", "height": "30"}
        )
        if loop.name is not None:
            SubElement(indicator, "name").text = _text(loop.name)
        entities = SubElement(indicator, "isee:entities")
        for name in loop.variables:
            SubElement(entities, "entity", name=_key(names.get(name, name)))


def _label(id_: str | None, type_: str | None) -> str:
    """Return the text of a label, from which the id and the type can be read again."""
    letter = type_ if type_ in ("R", "B") else ""
    if id_ and id_[0].upper() != letter and (letter or id_[0].upper() in "RB"):
        return f"{id_} ({letter or '?'})"
    return id_ or letter or "?"


def _pipe(
    element: Element,
    diagram: Diagram,
    flow: str,
    structure: Structure,
    places: dict[str, Point],
) -> None:
    """Add the ends of the pipe of a flow: its stocks, or places to its left and right."""
    from xml.etree.ElementTree import SubElement

    x, y = places[flow]
    ends = {"-": (x - 60, y), "+": (x + 60, y)}
    for link in diagram.links_from[flow]:
        if link.ends in structure.pipes:
            ends[link.polarity] = places[link.effect]
    points = SubElement(element, "pts")
    for at in (ends["-"], ends["+"]):
        SubElement(points, "pt", x=neat(at[0], 2), y=neat(at[1], 2))


def _angle(link: Link, a: Point, b: Point) -> float:
    """Return the angle at which an arc leaves its cause; angles turn against the clock."""
    straight = math.degrees(math.atan2(a[1] - b[1], b[0] - a[0]))
    bend = (link.bend or 0) / 100
    return (straight + math.degrees(2 * math.atan(2 * bend))) % 360
