"""Writes Vensim models (.mdl): causes as equations, and a sketch with places, arcs and signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from cld.core.bends import Point, middle_of
from cld.core.diagram import Diagram, Link, Sector, Variable
from cld.io.exchange import Written, grouped, lengths, written
from cld.io.looplabels import LoopLabel, placed_labels
from cld.io.places import places_of
from cld.io.simulationnames import distinct_names, respelt
from cld.io.stocksflows import NUMBER, Structure, lost_kinds, lost_starts, structure_of
from cld.io.vensimequations import without_range

_HOLDS = {"initial", "kind", "unit", "note", "at", "link delay", "link bend", "loops", "sectors"}
_HEAD = "{UTF-8}\n"
# Vensim asks for these in every model.
_CONTROL = """********************************************************
\t.Control
********************************************************~
\t\tSimulation Control Parameters
\t|

FINAL TIME  = 100
\t~\tMonth
\t~\tThe final time for the simulation.
\t|

INITIAL TIME  = 0
\t~\tMonth
\t~\tThe initial time for the simulation.
\t|

SAVEPER  = \n        TIME STEP
\t~\tMonth [0,?]
\t~\tThe frequency with which output is stored.
\t|

TIME STEP  = 1
\t~\tMonth [0,?]
\t~\tThe time step for the simulation.
\t|

"""
_SKETCH = (
    "\\\\\\---/// Sketch information - do not modify anything except names\n"
    "V300  Do not put anything below this section - it will be ignored\n"
    "*View 1\n"
    "$192-192-192,0,Times New Roman|12||0-0-0|0-0-0|0-0-255|-1--1--1|-1--1--1|96,96,100,0\n"
)
_END = "///---\\\\\\\n:L<%^E!@\n"
_PLAIN = re.compile(r"[^\W\d_][\w '$]*")
_CODES = {"+": 43, "-": 45, "?": 0}
# Half the height of a line, and half the width of a letter, of a name on a sketch.
_LINE, _LETTER = 11, 4
_WIDEST = 60
# How far below its valve the name of a flow is.
_BELOW = 16


def write(diagram: Diagram) -> Written:
    """Write a diagram as a model that Vensim opens as a causal loop diagram.

    A stock that only flows change is a stock with an equation; other variables have lists of
    causes. Sectors become groups. Declared loops become labels, if a label at some place belongs to
    no smaller loop.
    """
    names = distinct_names(diagram)
    structure = structure_of(diagram)
    kept = [sector for sector in diagram.sectors if _is_group(sector, diagram)]
    groups = {name: s.name for s in reversed(kept) for name in s.variables}
    labels, lost_loops = placed_labels(diagram, places_of(diagram))
    text = "".join(
        (
            _HEAD,
            *_equations(diagram, names, structure, groups),
            _CONTROL,
            _SKETCH,
            *_Page(diagram, names, structure).lines(labels),
            _END,
        )
    )
    result = written(text, diagram, _HOLDS)
    twice = [
        sector.name
        for sector in kept
        if any(groups[name] != sector.name for name in sector.variables)
    ]
    more = (
        *grouped("kind", lost_kinds(diagram, structure), "variables"),
        *grouped("initial", lost_starts(diagram, structure), "variables"),
        *grouped("exact spelling", respelt(diagram, names), "variables"),
        *grouped(
            "`|` or `~` in the note",
            [v.name for v in diagram.variables if _safe(_note(v)) != _note(v)],
            "variables",
        ),
        *grouped(
            "exact unit",
            [v.name for v in diagram.variables if _read_unit(v) != _unit(v)],
            "variables",
        ),
        *grouped("exact title", [s.name for s in kept if _safe(s.name) != s.name], "sectors"),
        *lengths(diagram),
        *grouped("loop label", lost_loops, "loops"),
        *grouped("variables in several sectors", twice, "sectors"),
        *grouped("sector", [s.name for s in diagram.sectors if s not in kept], "sectors"),
    )
    return replace(result, dropped=(*result.dropped, *more))


def _is_group(sector: Sector, diagram: Diagram) -> bool:
    """Return whether a sector can be a group: Vensim uses one name itself, and a group of all
    variables is the name of a model."""
    whole = len(diagram.sectors) == 1 and len(sector.variables) == len(diagram.variables)
    return sector.name.strip().casefold() != "control" and not whole and bool(sector.name.strip())


# -- equations --


def _equations(
    diagram: Diagram, names: dict[str, str], structure: Structure, groups: dict[str, str]
) -> Iterator[str]:
    """Yield the equations, those of each group together."""
    titles = dict.fromkeys(groups.get(variable.name, "") for variable in diagram.variables)
    for title in sorted(titles, key=lambda title: title != ""):
        if title:
            stars = "*" * 56
            yield f"{stars}\n\t.{_safe(title)}\n{stars}~\n\t\t\n\t|\n\n"
        for variable in diagram.variables:
            if groups.get(variable.name, "") == title:
                yield _equation(diagram, variable, names, structure)


def _equation(
    diagram: Diagram, variable: Variable, names: dict[str, str], structure: Structure
) -> str:
    name = _quoted(names[variable.name])
    into = diagram.links_to[variable.name]
    if variable.name in structure.stocks:
        pipes = [k for k in into if k.ends in structure.pipes]
        rate = "".join(f"{k.polarity}{_quoted(names[k.cause])}" for k in pipes).lstrip("+") or "0"
        first = structure.initials.get(variable.name)
        start = _quoted(names[first]) if first else _start(variable)
        right = f"= INTEG (\n\t{rate},\n\t\t{start})"
    elif variable.kind == "constant" and not into:
        right = f"=\n\t{_start(variable)}"
    else:
        causes = ",".join(_quoted(names[k.cause]) for k in into)
        right = f"  = A FUNCTION OF( {causes})"
    note = _safe(_note(variable))
    return f"{name}{right}\n\t~\t{_safe(_unit(variable))}\n\t~\t{note}\n\t|\n\n"


def _start(variable: Variable) -> str:
    said = variable.initial or ""
    return said if NUMBER.fullmatch(said) else "0"


def _quoted(name: str) -> str:
    """Return a name as Vensim writes it: in quotes if it has other signs than letters, digits."""
    if _PLAIN.fullmatch(name) and name.isascii():
        return name
    if all(c.isalpha() or c == " " for c in name):
        return name
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _note(variable: Variable) -> str:
    return " ".join(" ".join(variable.notes).split())


def _unit(variable: Variable) -> str:
    return variable.unit or ""


def _read_unit(variable: Variable) -> str:
    """Return the unit as a reader finds it: without what looks like the range of a slider."""
    return without_range(_safe(_unit(variable)))


def _safe(words: str) -> str:
    """Return words without the signs that separate the parts of an equation."""
    return words.replace("|", "/").replace("~", "-").replace("\n", " ")


# -- the sketch --


class _Page:
    """Numbers and writes the objects of a view."""

    def __init__(self, diagram: Diagram, names: dict[str, str], structure: Structure) -> None:
        self.diagram, self.names, self.structure = diagram, names, structure
        self.places = places_of(diagram)
        self.ids: dict[str, int] = {}
        self.valves: dict[str, int] = {}
        self.count = 0

    def lines(self, labels: list[LoopLabel]) -> Iterator[str]:
        """Yield the lines: names with their valves and pipes, arrows, labels of loops."""
        for variable in self.diagram.variables:
            self.ids[variable.name] = self._next()
        for variable in self.diagram.variables:
            if variable.name in self.structure.flows:
                yield from self._flow(variable.name)
            yield self._name(variable.name)
        for link in self.diagram.links:
            if link.ends not in self.structure.pipes:
                yield self._arrow(link)
        for label in labels:
            x, y = map(_whole, label.at)
            turn = 4 if label.turn > 0 else 5
            yield f"12,{self._next()},0,{x},{y},20,20,{turn},7,0,0,-1,0,0,0\n{label.text}\n"

    def _next(self) -> int:
        self.count += 1
        return self.count

    def _name(self, name: str) -> str:
        words = self.names[name]
        x, y = map(_whole, self.places[name])
        letters = min(len(words) * _LETTER, _WIDEST)
        lines = -(-len(words) * _LETTER // _WIDEST)
        shape = 40 if name in self.structure.flows else 3 if name in self.structure.stocks else 8
        size = f"{max(letters, 20)},{_LINE * lines}"
        return f"10,{self.ids[name]},{_quoted(words)},{x},{y},{size},{shape},3,0,0,0,0,0,0\n"

    def _flow(self, name: str) -> Iterator[str]:
        """Yield the valve of a flow, its pipes, and a cloud where it has no stock."""
        valve = self.valves[name] = self._next()
        x, y = map(_whole, self.places[name])
        y -= _BELOW
        ends = {"+": 0, "-": 0}
        for link in self.diagram.links:
            if link.cause == name and link.ends in self.structure.pipes:
                ends[link.polarity] = self.ids[link.effect]
        for sign, shape, side in (("+", 4, 60), ("-", 100, -60)):
            end = ends[sign]
            if not end:
                end = self._next()
                yield f"12,{end},48,{x + side},{y},10,8,0,3,0,0,-1,0,0,0\n"
            yield f"1,{self._next()},{valve},{end},{shape},0,0,22,0,0,0,-1--1--1,,1|({x},{y})|\n"
        yield f"11,{valve},0,{x},{y},6,8,34,3,0,0,1,0,0,0\n"

    def _arrow(self, link: Link) -> str:
        a, b = self.places[link.cause], self.places[link.effect]
        x, y = map(_whole, self._handle(link, a, b))
        mark = 129 if link.delay is not None else 128
        ends = f"{self.ids[link.cause]},{self.ids[link.effect]}"
        code = _CODES[link.polarity]
        return f"1,{self._next()},{ends},1,0,{code},0,2,{mark},0,-1--1--1,|12||0-0-0,1|({x},{y})|\n"

    def _handle(self, link: Link, a: Point, b: Point) -> Point:
        if link.cause == link.effect:
            return a[0] + 40, a[1] - 40
        return middle_of(a, b, (link.bend or 0) / 100)


def _whole(value: float) -> int:
    """Return a place as Vensim has it."""
    return round(value)
