"""The content of an XMILE model, as written: variables, modules, and what is drawn on the views."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cld.core.bends import Point
from cld.io.equations import name_key, without_remarks
from cld.io.limits import MOST_VARIABLES, within
from cld.io.xmltree import attribute, first, inside, number, tag_of, words_in

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# No number: what cld writes where it knows no equation.
UNKNOWN = "NAN"
KINDS = ("stock", "flow", "aux")

# Stella writes names smaller: its places are this much closer together.
SCALE = 1.5


@dataclass
class Quantity:
    """A variable of a model. `delays` is true if its equation delays or smooths its input, and
    `outside` if it stands for a variable of another module."""

    name: str
    tag: str
    equation: str
    unit: str
    notes: str
    inflows: tuple[str, ...]
    outflows: tuple[str, ...]
    delays: bool
    outside: bool
    lookup: bool


@dataclass(frozen=True, slots=True)
class XmileConnector:
    """An arrow on a view; `angle` is how it leaves its cause, in degrees against the clock. `ghost`
    is true if it leaves a ghost of its cause, which is drawn elsewhere."""

    cause: str
    effect: str
    polarity: str
    angle: float | None
    ghost: bool


@dataclass(frozen=True, slots=True)
class Indicator:
    """The label of a loop; `members` are the variables of the loop, if it says them."""

    label: str
    name: str
    turn: int
    at: Point
    members: tuple[str, ...]


@dataclass
class XmileModel:
    """A model of a file; all but the main one are modules, with a name.

    `joined` are pairs of an input and the variable, perhaps of another module, that it stands for.
    """

    name: str
    quantities: dict[str, Quantity] = field(default_factory=dict)
    joined: list[tuple[str, str]] = field(default_factory=list)
    modules: dict[str, Point | None] = field(default_factory=dict)
    places: dict[str, Point] = field(default_factory=dict)
    connectors: list[XmileConnector] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    groups: dict[str, list[str]] = field(default_factory=dict)
    texts: int = 0


def name_of(words: str | None) -> str:
    """Return a name without the quotes that equations and connectors put around some.

    >>> name_of('"Cost_(a_year)"')
    'Cost_(a_year)'
    """
    said = (words or "").strip()
    if len(said) > 1 and said[0] == said[-1] == '"':
        said = said[1:-1]
    return unescaped(said)


def unescaped(words: str) -> str:
    r"""Return a name without escapes: `\n` in it is a line break, which counts as a blank.

    >>> unescaped(r"hare\nbirths")
    'hare births'
    """
    return re.sub(r"\\(.)", lambda found: " " if found.group(1) == "n" else found.group(1), words)


def models_of(root: Element) -> Iterator[XmileModel]:
    """Yield the models of a file, the main one first as it is written."""
    for element in inside(root, "model"):
        model = XmileModel(attribute(element, "name"))
        for variables in inside(element, "variables"):
            for child in variables:
                _variable(model, child)
        for views in inside(element, "views"):
            for view in inside(views, "view"):
                if attribute(view, "type") in ("", "stock_flow", "normal", "cld"):
                    _view(model, view)
        yield model


def _variable(model: XmileModel, element: Element) -> None:
    tag, name = tag_of(element), unescaped(attribute(element, "name"))
    if tag == "module":
        model.modules[name_key(name)] = None
        for wire in inside(element, "connect"):
            model.joined.append((name_of(attribute(wire, "to")), name_of(attribute(wire, "from"))))
    elif tag == "group":
        names = [attribute(one, "name") or name_of(one.text) for one in inside(element, "var")]
        model.groups.setdefault(name, []).extend(names)
    elif tag in KINDS and name_key(name):
        within(len(model.quantities) + 1, MOST_VARIABLES, "variables")
        equation = words_in(element, "eqn")
        if not equation:
            parts = (words_in(one, "eqn") for one in inside(element, "element"))
            equation = " + ".join(dict.fromkeys(words for words in parts if words))
        model.quantities[name_key(name)] = Quantity(
            name,
            tag,
            without_remarks(equation).strip(),
            words_in(element, "units"),
            words_in(element, "doc"),
            tuple(name_of(one.text) for one in inside(element, "inflow")),
            tuple(name_of(one.text) for one in inside(element, "outflow")),
            first(element, "delay_aux") is not None,
            attribute(element, "access") == "input",
            first(element, "gf") is not None,
        )


def _view(model: XmileModel, view: Element) -> None:
    ghosts: dict[str, str] = {}
    for element in view:
        if tag_of(element) == "alias":
            ghosts[attribute(element, "uid")] = name_of(words_in(element, "of"))
    for element in view:
        tag, key = tag_of(element), name_key(unescaped(attribute(element, "name")))
        if tag in (*KINDS, "module") and key:
            at = _at(element)
            if at is not None:
                model.places.setdefault(key, at)
        elif tag == "connector":
            _connector(model, element, ghosts)
        elif tag == "loop_indicator":
            _indicator(model, element)
        elif tag == "text_box" and (element.text or "").strip():
            model.texts += 1


def _at(element: Element) -> Point | None:
    x, y = number(element.get("x")), number(element.get("y"))
    return None if x is None or y is None else (x * SCALE, y * SCALE)


def _connector(model: XmileModel, element: Element, ghosts: dict[str, str]) -> None:
    cause, effect = first(element, "from"), first(element, "to")
    if cause is None or effect is None:
        return  # only a style
    ghost = first(cause, "alias")
    name = ghosts.get(attribute(ghost, "uid"), "") if ghost is not None else name_of(cause.text)
    angle = number(element.get("angle"))
    polarity = attribute(element, "polarity")
    said = XmileConnector(name, name_of(effect.text), polarity, angle, ghost is not None)
    model.connectors.append(said)


def _indicator(model: XmileModel, element: Element) -> None:
    entities = first(element, "entities")
    at = _at(element)
    if at is None:
        return  # only a style
    names = inside(entities, "entity") if entities is not None else ()
    turn = {"clockwise": 1, "counter_clockwise": -1}.get(attribute(element, "orientation"), 0)
    model.indicators.append(
        Indicator(
            attribute(element, "text"),
            words_in(element, "name"),
            turn,
            at,
            tuple(name_of(attribute(one, "name")) for one in names),
        )
    )
