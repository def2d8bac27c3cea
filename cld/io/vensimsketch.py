"""The sketch of a Vensim model: what is drawn on its views, as written.

Two grammars are in use. Version 300 has one object a line, `10,id,name,x,y,…`, and the text of a
comment on the line after it. Version 160, of older programs, begins objects with `|` and arrows
with `>`, and a text may take several lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cld.core.bends import Point
from cld.io.limits import MOST_STEPS, within

BEGIN = r"\\\---///"
_END = "///---\\\\\\"
_FIELD = re.compile(r'\s*("(?:\\.|[^"\\])*"|[^,]*)(?:,|$)')
_OLD_BEGIN = re.compile(r"[|>*$]|///")
_HANDLE = re.compile(r"\((-?\d+),(-?\d+)\)\|")
# The first fields of an arrow; the last of all is a list of places.
_MOST_FIELDS = 40
# Names of what only steers the simulation.
CONTROL = {"time", "time step", "initial time", "final time", "saveper"}
_PIPE = 22
_CLOUD = "48"


@dataclass(frozen=True, slots=True)
class DrawnName:
    """The name of a variable on a view; `flow` is true for the name at a valve."""

    id: int
    name: str
    at: Point
    size: Point
    shadow: bool = False
    boxed: bool = False
    flow: bool = False


@dataclass(frozen=True, slots=True)
class DrawnArrow:
    """An arrow between two objects of a view; `pipe` is true for the pipe of a flow, and then
    `outwards` is true at its source end."""

    cause: int
    effect: int
    polarity: int
    delayed: bool
    pipe: bool
    outwards: bool
    handle: Point | None


@dataclass(frozen=True, slots=True)
class DrawnComment:
    """A text or a picture on a view, such as the label of a loop. `turn` is 1 for clockwise, -1 for
    counter-clockwise, 0 for none; `icon` is that of Vensim."""

    text: str
    at: Point
    turn: int
    icon: str


@dataclass
class SketchView:
    """A page of a sketch. `flows` names the flow whose valve an object is."""

    name: str
    names: dict[int, DrawnName] = field(default_factory=dict)
    flows: dict[int, str] = field(default_factory=dict)
    arrows: list[DrawnArrow] = field(default_factory=list)
    comments: list[DrawnComment] = field(default_factory=list)
    others: int = 0

    def called(self, id_: int) -> str | None:
        """Return the name of the variable that an object stands for, or None."""
        drawn = self.names.get(id_)
        return drawn.name if drawn else self.flows.get(id_)


def read_views(text: str) -> list[SketchView]:
    """Return the views of a sketch, which begins with the line after `BEGIN`.

    >>> text = "V300\\n*View 1\\n10,1,Load,100,50,40,11,8,3\\n10,2,Queue,200,50,40,11,8,3\\n"
    >>> view = read_views(text + "1,3,1,2,1,0,43,0,0,129,0,-1--1--1,,1|(150,20)|")[0]
    >>> view.names[1].name, view.arrows[0].delayed, view.arrows[0].handle
    ('Load', True, (150.0, 20.0))
    """
    lines = text.replace("\r\n", "\n").split("\n")
    within(len(lines), MOST_STEPS, "lines")
    views: list[SketchView] = []
    valve: int | None = None
    old = False
    number = 0
    while number < len(lines):
        line = lines[number]
        number += 1
        if line.startswith(_END):
            break
        if re.match(r"V\d+\b", line):
            old = not line.startswith("V3")
        elif line.startswith("*") and line[1:2] != "*":
            views.append(SketchView(line[1:].strip()))
            valve = None
        elif views and old and line.startswith(("|", ">")):
            # A text of several lines has a quote that is never closed.
            while number < len(lines) and not _OLD_BEGIN.match(lines[number]):
                line += f" {lines[number]}"
                number += 1
            _old_object(views[-1], line)
        elif views:
            said = fields(line)
            kind = said[0]
            if kind == "10":
                valve = _name(views[-1], said, valve)
            elif kind == "11" and len(said) > 5:
                valve = _whole(said[1])
            elif kind == "1":
                _arrow(views[-1], said, line)
            elif kind == "12" and len(said) > 8:
                further = bool(_whole(said[8]) & 4)
                words = lines[number] if further and number < len(lines) else said[2]
                number += further
                _comment(views[-1], said, words if further else "")
    return views


def fields(line: str) -> list[str]:
    """Return the fields of an object, without quotes and blanks around them.

    >>> fields('10,1,"Cost, a year",3')
    ['10', '1', 'Cost, a year', '3']
    """
    found: list[str] = []
    place = 0
    while place < len(line) and len(found) < _MOST_FIELDS:
        match = _FIELD.match(line, place)
        if match is None:
            # A quote that is not closed, or more than a quote: the rest up to the comma.
            end = line.find(",", place)
            end = len(line) if end < 0 else end
            found.append(line[place:end].strip())
            place = end + 1
            continue
        found.append(unquoted(match.group(1)))
        place = match.end()
    return found or [""]


def unquoted(words: str) -> str:
    """Return a name without its quotes.

    >>> unquoted('"a \\\\"b\\\\""'), unquoted(" a ")
    ('a "b"', 'a')
    """
    words = words.strip()
    if len(words) > 1 and words[0] == words[-1] == '"':
        return re.sub(r"\\(.)", r"\1", words[1:-1].replace("\\n", " "), flags=re.DOTALL)
    return words


# -- version 300 --


def _name(view: SketchView, said: list[str], valve: int | None) -> int | None:
    """Add a name; return the valve that still waits for the name of its flow."""
    if len(said) < 9 or not said[2]:
        return valve
    id_, shape, bits = _whole(said[1]), _whole(said[7]), _whole(said[8])
    flow = bool(shape & 32) and valve is not None
    at, size = (_number(said[3]), _number(said[4])), (_number(said[5]), _number(said[6]))
    view.names[id_] = DrawnName(id_, said[2], at, size, not bits & 1, shape & 15 == 3, flow)
    if flow and valve is not None:
        view.flows[valve] = said[2]
        return None
    return valve


def _arrow(view: SketchView, said: list[str], line: str) -> None:
    if len(said) < 10:
        view.others += 1
        return
    pipe = _whole(said[7]) == _PIPE
    handles = _HANDLE.findall(line)
    handle = (float(handles[-1][0]), float(handles[-1][1])) if handles else None
    view.arrows.append(
        DrawnArrow(
            _whole(said[2]),
            _whole(said[3]),
            _whole(said[6]),
            bool(_whole(said[9]) & 1) and not pipe,
            pipe,
            pipe and said[4] == "100",
            None if said[4] == "0" or handle == (0.0, 0.0) else handle,
        )
    )


def _comment(view: SketchView, said: list[str], words: str) -> None:
    icon = said[2]
    if icon == _CLOUD and not words:
        return
    turn = {4: 1, 5: -1}.get(_whole(said[7]) & 15, 0)
    at = _number(said[3]), _number(said[4])
    view.comments.append(DrawnComment(words, at, turn, icon))


# -- version 160 --


def _old_object(view: SketchView, line: str) -> None:
    said = fields(line[1:])
    if line[0] == ">":
        if len(said) > 5:
            handles = _HANDLE.findall(line)
            at = (float(handles[-1][0]), float(handles[-1][1])) if handles else None
            ends = _whole(said[0]), _whole(said[1])
            view.arrows.append(DrawnArrow(*ends, _whole(said[4]), False, False, False, at))
        return
    if len(said) < 8:
        return
    at, size = (_number(said[2]), _number(said[3])), (_number(said[4]), _number(said[5]))
    words, turn = said[1].strip(' "'), {4: 1, 5: -1}.get(_whole(said[6]), 0)
    if turn:
        view.comments.append(DrawnComment(words, at, turn, "0"))
    elif words:
        view.names[_whole(said[0])] = DrawnName(_whole(said[0]), words, at, size)


def _whole(words: str) -> int:
    return int(words) if re.fullmatch(r"-?[0-9]{1,9}", words.strip()) else 0


def _number(words: str) -> float:
    return float(words) if re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,9})?", words.strip()) else 0.0


def is_control(name: str) -> bool:
    """Return whether a name is that of a variable that steers the simulation.

    >>> is_control("FINAL TIME"), is_control("Time to adapt")
    (True, False)
    """
    return " ".join(name.replace("_", " ").split()).casefold() in CONTROL
