"""XMILE models of Stella, iThink and others (.stmx, .xmile, .itmx)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from cld.core.bends import Point, percent
from cld.core.diagram import Polarity, VariableKind
from cld.core.quantities import Delay
from cld.io.derivedsigns import derive_signs
from cld.io.equations import Names, limit_words, name_key
from cld.io.exchange import FormatError, Reading, count_words, plain, without_mark
from cld.io.looplabels import LoopLabel, declare_labelled, declare_members, loop_title
from cld.io.pages import side_by_side
from cld.io.sketch import Sketch
from cld.io.xmilemodel import UNKNOWN, Quantity, XmileConnector, XmileModel, models_of
from cld.io.xmltree import first, root_of, tag_of, words_in

_KINDS: dict[str, VariableKind | None] = {"stock": "stock", "flow": "flow", "aux": None}
_SIGNS: dict[str, Polarity] = {"+": "+", "-": "-", "s": "+", "o": "-"}
_NUMBER = re.compile(r"\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*")
_START = re.compile(r"[+-]?\d{1,12}(?:\.\d{1,12})?")


def read(text: str) -> Reading:
    """Read an XMILE model: links are its connectors and flows, or without a view its equations.

    >>> flow = '<flow name="rain"/><stock name="lake"><inflow>rain</inflow></stock>'
    >>> read(f"<xmile><model><variables>{flow}</variables></model></xmile>").diagram.links[0].ends
    ('rain', 'lake')
    """
    root = root_of(without_mark(text))
    if tag_of(root).casefold() != "xmile":
        raise FormatError("this XML is not an XMILE model; it needs <xmile> with a <model> inside")
    models = list(models_of(root))
    limit_words(one.equation for model in models for one in model.quantities.values())
    if models and not any(name_key(models[0].name) in model.modules for model in models):
        models[0].name = ""  # the main model needs no name before its variables
    if not models:
        raise FormatError("this XMILE file has no model")
    header = first(root, "header")
    title = plain(words_in(header, "name")) if header is not None else ""
    sketch = Sketch(title or None)
    whole = _Whole(sketch, models)
    whole.read()
    derive_signs(sketch, text, ".stmx", whole.names())
    return sketch.reading()


class _Whole:
    """Takes the models of a file into one diagram; names of modules come before a point."""

    def __init__(self, sketch: Sketch, models: list[XmileModel]) -> None:
        self.sketch, self.models = sketch, models
        self.modules = {name_key(model.name): model.name for model in reversed(models)}
        self.defined = {
            (model.name, key): quantity
            for model in reversed(models)
            for key, quantity in model.quantities.items()
        }
        self.homes: dict[tuple[str, str], tuple[str, str]] = {}
        self.joined = {
            self._absolute(to, model): self._absolute(source, model)
            for model in models
            for to, source in model.joined
        }

    def read(self) -> None:
        """Take variables with their places, links, and labels of loops."""
        shifts = side_by_side([list(model.places.values()) for model in self.models])
        for model, shift in zip(self.models, shifts, strict=True):
            for key, quantity in model.quantities.items():
                name = self._name(model, key)
                home = self._key(model, key) == (model.name, key)
                if home and name and key in model.places:
                    x, y = model.places[key]
                    self.sketch.place(name, x + shift[0], y + shift[1])
                if home and name:
                    self.sketch.unit(name, quantity.unit)
                    self.sketch.note_on(name, quantity.notes)
                    start = quantity.equation if quantity.tag != "flow" else ""
                    if _START.fullmatch(start) and start != "0" and not quantity.lookup:
                        self.sketch.initial(name, start)
        drawn = any(model.connectors for model in self.models)
        loose = 0
        for model in self.models:
            self._flows(model)
            if drawn:
                loose += self._connectors(model)
            else:
                self._equations(model)
        if loose:
            connectors = count_words(loose, "connector")
            self.sketch.left_out(f"{connectors} without a variable at each end")
        self._constants()
        self._sectors()
        for model, shift in zip(self.models, shifts, strict=True):
            self._labels(model, shift)
        texts = sum(model.texts for model in self.models)
        if texts:
            self.sketch.left_out("a text box" if texts == 1 else f"{texts:,} text boxes")
        said = (quantity.equation for _, quantity in self._all())
        self.sketch.equations = sum(_is_formula(equation) for equation in said)

    # -- names --

    def _absolute(self, name: str, model: XmileModel) -> tuple[str, str]:
        """Return the module and the key that a name such as `Hares.density` means."""
        module, point, rest = name.partition(".")
        if not point:
            return model.name, name_key(name)
        return self.modules.get(name_key(module), module), name_key(rest)

    def _key(self, model: XmileModel, key: str) -> tuple[str, str]:
        """Return where a variable is defined: an input of a module is defined elsewhere."""
        place, passed = (model.name, key), dict[tuple[str, str], None]()
        while place in self.joined and place not in passed and place not in self.homes:
            passed[place] = None
            place = self.joined[place]
        home = self.homes.get(place, place)
        self.homes |= dict.fromkeys(passed, home)
        return home

    def _name(self, model: XmileModel, key: str) -> str | None:
        """Return the name of a variable in the diagram, or None if the model has no such one."""
        place = self._key(model, key)
        quantity = self.defined.get(place) or model.quantities.get(key)
        if quantity is None:
            return None
        words = " ".join(quantity.name.split())
        full = f"{place[0]}.{words}" if place[0] else words
        return self.sketch.variable(full, ("key", place), _KINDS[quantity.tag])

    def names(self) -> dict[tuple[str, str], str]:
        """Return the variables by the keys of their module, empty in the main model, and name."""
        return {
            (name_key(model.name) if number else "", key): name
            for number, model in enumerate(self.models)
            for key in model.quantities
            if (name := self._name(model, key))
        }

    def _all(self) -> Iterable[tuple[XmileModel, Quantity]]:
        return ((m, quantity) for m in self.models for quantity in m.quantities.values())

    # -- links --

    def _flows(self, model: XmileModel) -> None:
        for key, quantity in model.quantities.items():
            stock = self._name(model, key)
            pairs: list[tuple[str, Polarity]] = [(name, "+") for name in quantity.inflows]
            pairs += [(name, "-") for name in quantity.outflows]
            for flow, sign in pairs:
                name = self._name(model, name_key(flow))
                if name and stock:
                    self.sketch.link(name, stock, sign)

    def _connectors(self, model: XmileModel) -> int:
        """Take the connectors of a model; return how many lack a variable at an end."""
        loose, delayed = 0, _delayed(model)
        for one in model.connectors:
            cause, effect = name_key(one.cause), name_key(one.effect)
            if cause in model.modules or effect in model.modules:
                continue  # what passes between modules is one variable in both
            names = self._name(model, cause), self._name(model, effect)
            if names[0] is None or names[1] is None:
                loose += 1
                continue
            delay = delayed.get(effect, {}).get(cause)
            bend = _bend(model, one, cause, effect)
            self.sketch.link(names[0], names[1], _SIGNS.get(one.polarity), delay, bend=bend)
        return loose

    def _equations(self, model: XmileModel) -> None:
        known, delayed = Names(model.quantities), _delayed(model)
        for key, quantity in model.quantities.items():
            effect = self._name(model, key)
            if quantity.tag == "stock" or effect is None:
                continue  # its equation is its value at the start
            for cause in known.within(quantity.equation):
                name = self._name(model, cause)
                if name:
                    self.sketch.link(name, effect, None, delayed[key].get(cause))

    def _constants(self) -> None:
        """Mark variables that are a number and have no cause as constants."""
        effects = {link.effect for link in self.sketch.links()}
        for model, quantity in self._all():
            place = (model.name, name_key(quantity.name))
            known = self.sketch.known(("key", place))
            number = quantity.tag == "aux" and _NUMBER.fullmatch(quantity.equation)
            if known and number and not quantity.lookup and known.name not in effects:
                self.sketch.variable(known.name, ("key", place), "constant")

    # -- parts and loops --

    def _sectors(self) -> None:
        """Make a sector of each module and of each group."""
        for model in self.models:
            home = [key for key in model.quantities if self._key(model, key) == (model.name, key)]
            names = [name for key in home if (name := self._name(model, key))]
            if model.name and names:
                self.sketch.sector(model.name, names)
            for group, members in model.groups.items():
                known = (self._name(model, name_key(member)) for member in members)
                inside = [name for name in known if name]
                if inside:
                    self.sketch.sector(group.replace("_", " ") or "Group", inside)

    def _labels(self, model: XmileModel, shift: Point) -> None:
        places = []
        for one in model.indicators:
            members = [name for key in one.members if (name := self._name(model, name_key(key)))]
            title = loop_title(one.label)
            if members and len(members) == len(one.members) and title:
                declare_members(self.sketch, members, title.id, one.name or title.name, title.type)
            else:
                at = one.at[0] + shift[0], one.at[1] + shift[1]
                places.append(LoopLabel(one.label, at, one.turn))
        declare_labelled(self.sketch, places)


def _is_formula(equation: str) -> bool:
    """Return whether a formula says how a variable is computed."""
    is_number = _NUMBER.fullmatch(equation) is not None
    return bool(equation) and not equation.startswith(UNKNOWN) and not is_number


def _delayed(model: XmileModel) -> dict[str, dict[str, Delay]]:
    """Return for each variable the causes that its equation delays or smooths."""
    known = Names([*model.quantities, *(one.cause for one in model.connectors)])
    return {key: known.delayed(one.equation) for key, one in model.quantities.items()}


def _bend(model: XmileModel, one: XmileConnector, cause: str, effect: str) -> float | None:
    """Return the bend of an arc that leaves its cause at an angle."""
    a, b = model.places.get(cause), model.places.get(effect)
    if one.ghost or one.angle is None or a is None or b is None or a == b:
        return None
    # Angles of XMILE turn against the clock, and y points down.
    straight = math.degrees(math.atan2(a[1] - b[1], b[0] - a[0]))
    turn = (one.angle - straight + 180) % 360 - 180
    return percent(math.tan(math.radians(max(-90.0, min(90.0, turn))) / 2) / 2) or None
