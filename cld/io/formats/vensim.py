"""Vensim models (.mdl): variables, links and places from the sketch, stocks from the equations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cld.core.bends import bend_of, percent
from cld.core.diagram import LoopType, Polarity, VariableKind
from cld.core.quantities import Delay
from cld.io.derivedsigns import derive_signs
from cld.io.equations import Names, name_key
from cld.io.exchange import FormatError, Reading, count_words, without_mark
from cld.io.looplabels import LoopLabel, declare_labelled
from cld.io.pages import side_by_side
from cld.io.sketch import Sketch, short
from cld.io.vensimequations import Equation, read_equations
from cld.io.vensimsketch import (
    BEGIN,
    DrawnArrow,
    DrawnComment,
    SketchView,
    is_control,
    read_views,
    unquoted,
)

# The character codes of the signs `+ - s S o O`; others are digits that mean nothing here.
_SIGNS: dict[int, Polarity] = {
    **dict.fromkeys((43, 83, 115), "+"),
    **dict.fromkeys((45, 79, 111), "-"),
}
# Icons without a text: a pair of scales, a snowball.
_ICONS: dict[str, LoopType] = {"1": "B", "2": "R"}
_CAUSE = re.compile(r'(?:"(?:\\.|[^"\\])*"|\[[^\]]*\]|[^,\[]|\[)+')
_SUBSCRIPT = re.compile(r"\[[^\]]*\]")
_START = re.compile(r"[+-]?\d{1,12}(?:\.\d{1,12})?")
_LISTS = re.compile(r"A\s+FUNCTION\s+OF", re.IGNORECASE)
_LABEL_END = re.compile(r"\|<<\w*>>\|\s*$")
# Texts that are the label of a loop although they do not turn.
_LABEL = re.compile(r"[RB]\d{1,3}", re.IGNORECASE)


def read(text: str) -> Reading:
    """Read a Vensim model.

    Links come from the sketch, with the signs that are drawn; the links of a model without a sketch
    come from its equations. A flow has the sign with which it enters the equation of its stock.

    >>> read("Load = A FUNCTION OF(Queue) ~~|").diagram.links[0].ends
    ('Queue', 'Load')
    """
    text = without_mark(text)
    equations = read_equations(text)
    start = text.find(BEGIN)
    views = read_views(text[start:]) if start >= 0 else []
    if not any(one.right for one in equations.values()) and not views:
        raise FormatError("this is not a Vensim model; it has neither equations nor a sketch")
    sketch = Sketch()
    if any(view.names for view in views):
        _Drawing(sketch, equations).read(views)
    else:
        _from_equations(sketch, equations)
    _constants(sketch, equations)
    _unclosed(sketch, equations)
    sketch.equations = sum(one.is_formula for one in equations.values())
    known = ((sketch.known(("key", key)), key) for key in equations)
    names = {("", key): variable.name for variable, key in known if variable}
    lists = (names.get(("", key)) for key, one in equations.items() if _LISTS.search(one.right))
    derive_signs(sketch, text, ".mdl", names, {name for name in lists if name})
    return sketch.reading()


def _variable(
    sketch: Sketch, equations: Mapping[str, Equation], name: str, kind: VariableKind | None = None
) -> str:
    """Declare a variable, with what its equation says of it."""
    key = name_key(name)
    said = equations.get(key)
    if said and said.rate is not None:
        kind = "stock"
    known = sketch.variable(said.name if said else name, ("key", key), kind)
    if said:
        sketch.unit(known, said.unit)
        sketch.note_on(known, said.comment)
        start = said.right if said.is_number else said.initial
        if _START.fullmatch(start.strip()) and start.strip() != "0":
            sketch.initial(known, start.strip())
    return known


def _constants(sketch: Sketch, equations: Mapping[str, Equation]) -> None:
    """Mark variables that are a number and have no cause as constants."""
    effects = {link.effect for link in sketch.links()}
    for key, one in equations.items():
        known = sketch.known(("key", key))
        if known and known.kind == "auxiliary" and known.name not in effects and one.is_number:
            sketch.variable(known.name, ("key", key), "constant")


def _unclosed(sketch: Sketch, equations: Mapping[str, Equation]) -> None:
    """Note the equations in which a quote is not closed, since the rest of its line is a name."""
    lost = [one.name for one in equations.values() if one.unclosed]
    if lost:
        more = f" and {len(lost) - 3:,} more" if lost[3:] else ""
        said = "a quote is not closed on its line, so the rest of the line was read as a name"
        sketch.note(f"{said}: in the equation of {', '.join(map(short, lost[:3]))}{more}")


class _Drawing:
    """Takes the views of a sketch into a diagram."""

    def __init__(self, sketch: Sketch, equations: Mapping[str, Equation]) -> None:
        self.sketch, self.equations = sketch, equations
        self.names = Names([one.name for one in equations.values()])
        self.flows: dict[str, dict[str, Polarity]] = {}
        self.loose = 0

    def read(self, views: list[SketchView]) -> None:
        """Take all views: first the places where a variable itself is drawn, then its shadows."""
        drawn = [list(view.names.values()) for view in views]
        offsets = side_by_side([[one.at for one in names] for names in drawn])
        ordered = sorted(
            ((one, offset) for names, offset in zip(drawn, offsets, strict=True) for one in names),
            key=lambda pair: pair[0].shadow,
        )
        homes: dict[str, tuple[float, float]] = {}
        for one, offset in ordered:
            if not is_control(one.name):
                kind: VariableKind | None = "flow" if one.flow else None
                name = _variable(self.sketch, self.equations, one.name, kind)
                homes.setdefault(name, offset)
                if homes[name] == offset:
                    self.sketch.place(name, one.at[0] + offset[0], one.at[1] + offset[1])
        steering = dict.fromkeys(one.name for one, _ in ordered if is_control(one.name))
        if steering:
            said = f"what steers the simulation was left out: {', '.join(steering)}"
            self.sketch.note(said)
        for view in views:
            for arrow in view.arrows:
                self._arrow(view, arrow)
        self._sectors(views)
        self._rest(views, offsets)

    def _name(self, view: SketchView, id_: int) -> str | None:
        called = view.called(id_)
        if called is None or is_control(called):
            return None
        return _variable(self.sketch, self.equations, called)

    def _arrow(self, view: SketchView, arrow: DrawnArrow) -> None:
        cause, effect = self._name(view, arrow.cause), self._name(view, arrow.effect)
        if cause is None or effect is None:
            steered = (view.called(end) for end in (arrow.cause, arrow.effect))
            if not arrow.pipe and not any(name and is_control(name) for name in steered):
                self.loose += 1
            return
        polarity = _SIGNS.get(arrow.polarity)
        if arrow.pipe:
            drawn: Polarity = "-" if arrow.outwards else "+"
            polarity = self._into(effect).get(name_key(cause), drawn)
        delay = Delay() if arrow.delayed else None
        self.sketch.link(cause, effect, polarity, delay, bend=_bend(view, arrow))

    def _into(self, stock: str) -> dict[str, Polarity]:
        """Return the signs with which flows enter the equation of a stock."""
        key = name_key(stock)
        if key not in self.flows:
            said = self.equations.get(key)
            self.flows[key] = self.names.terms(said.rate) if said and said.rate else {}
        return self.flows[key]

    def _sectors(self, views: list[SketchView]) -> None:
        """Make a sector of each view; of the groups of equations if there is one view."""
        drawn = [view for view in views if view.names]
        if len(drawn) > 1:
            for view in drawn:
                home = [one.id for one in view.names.values() if not one.shadow]
                inside = [name for id_ in home if (name := self._name(view, id_))]
                self.sketch.sector(view.name or "View", inside)
            return
        groups: dict[str, list[str]] = {}
        for view in drawn:
            for one in view.names.values():
                said = self.equations.get(name_key(one.name))
                name = self._name(view, one.id)
                if said and said.group and name:
                    groups.setdefault(said.group, []).append(name)
        # A group of all variables is only the name of the model.
        count = sum(map(len, groups.values()))
        if len(groups) > 1 or count < len(list(self.sketch.variables())):
            for group, names in groups.items():
                self.sketch.sector(group, names)

    def _rest(self, views: list[SketchView], offsets: list[tuple[float, float]]) -> None:
        """Declare the labelled loops; note what else is drawn and is left out."""
        labels, texts = [], 0
        for view, (dx, dy) in zip(views, offsets, strict=True):
            for comment in view.comments:
                label = _label(comment, dx, dy)
                if label:
                    labels.append(label)
                elif comment.text.strip():
                    texts += 1
        declare_labelled(self.sketch, labels)
        if texts:
            self.sketch.left_out("texts on the sketch" if texts > 1 else "a text on the sketch")
        if self.loose:
            arrows = count_words(self.loose, "arrow")
            self.sketch.left_out(f"{arrows} without a variable at each end")
        known = {name_key(variable.name) for variable in self.sketch.variables()}
        hidden = [one.name for key, one in self.equations.items() if key not in known]
        if hidden:
            shown = ", ".join(map(short, hidden[:3]))
            more = f" and {len(hidden) - 3} more" if hidden[3:] else ""
            verbs = ("is", "was") if len(hidden) == 1 else ("are", "were")
            said = f"{count_words(len(hidden), 'variable')} {verbs[0]} on no view of the sketch"
            self.sketch.note(f"{said} and {verbs[1]} left out: {shown}{more}")


def _bend(view: SketchView, arrow: DrawnArrow) -> float | None:
    """Return the bend of an arrow through its handle, if both ends are drawn."""
    a, b = view.names.get(arrow.cause), view.names.get(arrow.effect)
    if a is None or b is None or arrow.handle is None or arrow.pipe or a.at == b.at:
        return None
    return percent(bend_of(a.at, b.at, arrow.handle)) or None


def _label(comment: DrawnComment, dx: float, dy: float) -> LoopLabel | None:
    words = _LABEL_END.sub("", comment.text).strip()
    if not comment.turn and not _LABEL.fullmatch(words):
        return None
    at = comment.at[0] + dx, comment.at[1] + dy
    kind = None if words else _ICONS.get(comment.icon)
    return LoopLabel(words, at, comment.turn, kind)


def _listed(causes: str) -> Iterator[tuple[str, Polarity | None]]:
    """Yield the causes in the brackets of `A FUNCTION OF`; only `-` says a sign."""
    for words in _CAUSE.findall(causes):
        name = unquoted(_SUBSCRIPT.sub("", words).strip().lstrip("-"))
        if name and not is_control(name):
            yield " ".join(name.split()), "-" if words.strip().startswith("-") else None


def _from_equations(sketch: Sketch, equations: Mapping[str, Equation]) -> None:
    """Take the links of a model without a sketch from the names in its equations."""
    names = Names([one.name for one in equations.values()])
    for one in equations.values():
        _variable(sketch, equations, one.name)
    for key, one in equations.items():
        effect = _variable(sketch, equations, one.name)
        if one.causes is not None:
            for cause, sign in _listed(one.causes):
                if name_key(cause) != key:  # Vensim adds a variable that has a value at the start
                    sketch.link(_variable(sketch, equations, cause), effect, sign)
            continue
        signs = names.terms(one.rate or "")
        delays = names.delayed(one.right)
        for cause in names.within(one.right if one.rate is None else one.rate):
            known = _variable(sketch, equations, equations[cause].name)
            sketch.link(known, effect, signs.get(cause), delays.get(cause))
    sketch.note("this model has no sketch: its links were read from its equations")
