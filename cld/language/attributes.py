"""Reads attributes: the keys of the language, their values, and the errors in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from cld.core.diagnostics import Diagnostic
from cld.core.diagram import Goal
from cld.core.quantities import Delay, QuantityError, delay, gain
from cld.core.suggest import closest
from cld.core.text import Edit, Lines, Span
from cld.language.syntax import Attribute

# Keys the checklist of a loop asks for; they may stand on links, variables and loops.
CHECKLIST_KEYS = (
    "trigger",
    "metric",
    "jitter",
    "timeout",
    "retry",
    "backoff",
    "limit",
    "ttl",
    "breaker",
)
KINDS = ("stock", "flow", "constant")
# How a controller decides: it sets a total, multiplies what there is, or adds a step.
LAWS = ("total", "ratio", "step")
# How it is known that a link or a value is so: the author said it, a tool set it, it was measured,
# computed from equations, or guessed.
BASES = ("said", "default", "observed", "derived", "guess")
# These are kept with the other pairs, as the words that stand in the file.
_KEPT = (*CHECKLIST_KEYS, "optional", "level", "decides", "outside", "basis", "from")

_NUMBER = re.compile(r"[+-]?\d{1,12}(\.\d{1,12})?")
_GOAL = re.compile(r"(<=|>=|==|=|≤|≥|<|>)?\s*(\S.*)", re.DOTALL)
# A goal holds its bound: whether the bound itself still counts is beyond any diagram.
_RELATIONS = {"==": "=", "≤": "<=", "≥": ">=", "<": "<=", ">": ">="}
_BLANK = re.compile(" ")
_HALF_A_NUMBER = re.compile(r"\d+\s*[^\W\d]*(?:/[^\W\d]+)?")

AttributeReader = Callable[[str], Any]


def _nothing(words: str) -> bool:
    if words:
        raise QuantityError(f"this key takes no value, but “{words}” follows it")
    return True


def _text(words: str) -> str:
    if not words:
        raise QuantityError("a value is missing")
    return words


def _number(words: str) -> float:
    if not _NUMBER.fullmatch(words):
        raise QuantityError(f"“{words}” is not a number")
    return float(words)


def _place(words: str) -> tuple[float, float]:
    numbers = words.split()
    if len(numbers) != 2:
        raise QuantityError("a place is two numbers, as in `at 120 80`")
    return _number(numbers[0]), _number(numbers[1])


def _one_of(words: Sequence[str], what: str) -> AttributeReader:
    """A reader of one of some words; `what` they are, for its errors."""

    def read(said: str) -> str:
        if not said:
            raise QuantityError(f"{what} is missing; write {_or(words)}")
        if said not in words:
            raise QuantityError(f"“{said}” is not {what}; write {_or(words)}")
        return said

    return read


def _or(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _goal(words: str) -> Goal:
    found = _GOAL.fullmatch(words)
    if not found:
        raise QuantityError("a goal needs a value, as in `goal <= 200ms`")
    relation = found.group(1) or ""
    return Goal(_RELATIONS.get(relation, relation), found.group(2).strip())


def loop_goal(words: str, members: Iterable[str]) -> Goal:
    """Split a loop's goal into the variable of the loop it names, relation and value.

    >>> loop_goal("Latency <= 200ms", ["Pods", "Latency"])
    Goal(relation='<=', value='200ms', variable='Latency')
    """
    return loop_goals([words], members)[0]


def loop_goals(texts: Iterable[str], members: Iterable[str]) -> tuple[Goal, ...]:
    """Split the goals of one loop, as `loop_goal` does each."""
    known = frozenset(filter(None, members))
    longest = max(map(len, known), default=0)
    return tuple(_split_goal(words, known, longest) for words in texts)


def _split_goal(words: str, known: frozenset[str], longest: int) -> Goal:
    """The longest name that the words begin with, and what follows it."""
    ends = [blank.start() for blank in _BLANK.finditer(words, 0, longest + 1)]
    for end in reversed([*ends, *([len(words)] if len(words) <= longest else [])]):
        name = words[:end]
        if name in known:
            found = _GOAL.fullmatch(words[end:].strip())
            return replace(_goal(found.group()), variable=name) if found else Goal("", "", name)
    return _goal(words) if words else Goal("", "")


def _length(words: str) -> Any:
    if not words:
        raise QuantityError("a length of time is missing")
    if "smooth" in words.split():
        raise QuantityError("`smooth` goes with a delay only")
    return delay(words)


_CHECKLIST: dict[str, AttributeReader] = dict.fromkeys(CHECKLIST_KEYS, _text)
# Each fills the field of `Link` that is called so.
LINK_FIELDS: dict[str, AttributeReader] = {
    "delay": delay,
    "gain": gain,
    "info": _nothing,
    "bend": _number,
}
_ORIGIN: dict[str, AttributeReader] = {"basis": _one_of(BASES, "a basis"), "from": _text}
LINK_KEYS: dict[str, AttributeReader] = LINK_FIELDS | _ORIGIN | _CHECKLIST
VARIABLE_KEYS: dict[str, AttributeReader] = {
    **dict.fromkeys(KINDS, _nothing),
    "goal": _goal,
    "unit": _text,
    "every": _length,
    "window": _length,
    "decides": _one_of(LAWS, "a way to decide"),
    "capacity": _text,
    "initial": _text,
    "at": _place,
    "alias": _text,
    "opposite": _text,
    "optional": _nothing,
    "outside": str,
    **_ORIGIN,
    **_CHECKLIST,
}
LOOP_KEYS: dict[str, AttributeReader] = {"goal": _text, **_CHECKLIST}
INTERVENTION_KEYS: dict[str, AttributeReader] = {"level": _text}
EXERCISE_KEYS: dict[str, AttributeReader] = {"points": _text, "shows": _text}
EXPECT_KEYS: dict[str, AttributeReader] = dict.fromkeys(
    ("points", "hint", "level", "inflow", "outflow", "minus", "optional"), _text
)

# Words of others for what a key says.
_MEANT = {
    "strength": "gain",
    "weight": "gain",
    "lag": "delay",
    "target": "goal",
    "level": "stock",
    "container": "stock",
    "rate": "flow",
    "parameter": "constant",
}
# These may be said more than once, each time with another value.
_REPEATABLE = {"alias", "opposite"}


@dataclass
class Bag:
    """The attributes of one thing, from all the places that name it.

    `values` has the keys of the language, parsed; `notes` the texts in quotes; `extra`
    the other `key value` pairs, as written; `lists` the keys that may be said again.
    """

    what: str
    keys: dict[str, AttributeReader]
    values: dict[str, Any] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    notes: dict[str, None] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    _said: dict[str, tuple[str, Any, Span]] = field(default_factory=dict)

    def take(
        self, attributes: Iterable[Attribute], start: int, lines: Lines
    ) -> Iterable[Diagnostic]:
        """Add attributes; yield the errors in them. `start` is the offset of their spans."""
        before = None
        for attribute in attributes:
            span = attribute.span.shift(start)
            comma = _decimal_comma(before, attribute, start)
            before = attribute
            if comma is not None:
                yield comma
                self.extra[attribute.key] = (
                    attribute.value
                )  # kept, as with a blank behind the comma
                continue
            if not attribute.key:
                self.notes[attribute.value] = None
                continue
            yield from self._take_one(attribute, span, lines)

    def _take_one(self, attribute: Attribute, span: Span, lines: Lines) -> Iterable[Diagnostic]:
        key, words = attribute.key, attribute.value
        reader = self.keys.get(key)
        if key in _REPEATABLE or (key == "goal" and self.keys is LOOP_KEYS):
            self.lists.setdefault(key, []).append(words)
            return
        # stock, flow and constant are three values of one attribute
        slot = "kind" if key in KINDS and reader else key
        said = key if slot == "kind" else words
        try:
            value = reader(words) if reader else words
        except QuantityError as error:
            code = "CLD203" if reader in (delay, _length) else "CLD204"
            yield Diagnostic(code, span, f"{key}: {error}", _shape(key))
            if key == "delay":
                self.values.setdefault(slot, Delay())  # marked, but its length is not known
            return
        value = said if slot == "kind" else value
        before = self._said.setdefault(slot, (said, value, span))
        if before[1] != value:
            yield self._two_values(slot, before, said, span, lines)
        elif reader is None:
            self.extra[key] = words
            yield self._unknown(key, words, span)
        elif before[2] == span:
            self.values[slot] = value
            if key in _KEPT:
                self.extra[key] = words

    def _two_values(
        self, slot: str, before: tuple[str, Any, Span], said: str, span: Span, lines: Lines
    ) -> Diagnostic:
        first, second = lines.place(before[2].start).line, lines.place(span.start).line
        where = f" in line {first}" if first != second else ""
        values = f"“{before[0]}”{where} and “{said}” in line {second}"
        message = f"{self.what} has two values for {slot}: {values}; the first counts"
        hint = "say it once, or give both the same value"
        return Diagnostic("CLD202", span, message, hint, ((before[2], "the first value"),))

    def _unknown(self, key: str, words: str, span: Span) -> Diagnostic:
        found = _clear(f"{key} {words}".strip(), self.keys)
        if found is not None:
            said, instead = found
            message = f"“{said}” needs a key in front"
            hint, fix = f"write `{instead}`", Edit(span, instead)
            return Diagnostic("CLD204", span, message, hint, fix=fix)
        if key == "smooth" and "delay" in self.keys:
            message = "`smooth` belongs to a delay, without a comma between them"
            return Diagnostic("CLD204", span, message, "as in `delay 3min smooth`")
        near = closest(key, self.keys)
        near = near or next((one for one in [_MEANT.get(key)] if one in self.keys), None)
        if near and len(key) > 2:
            message = f"unknown key “{key}”"
            return Diagnostic("CLD206", span, message, f"did you mean “{near}”?")
        message = f"cld does not use the key “{key}”; it keeps it as written"
        used = f"the keys used here: {', '.join(self.keys)}" if self.keys else "leave it out"
        return Diagnostic("CLD205", span, message, used)


def _decimal_comma(before: Attribute | None, found: Attribute, start: int) -> Diagnostic | None:
    """A number that ends before a comma and goes on behind it: `delay 0,5min`."""
    if before is None or not before.value or not _HALF_A_NUMBER.fullmatch(found.key):
        return None
    last = before.parts[-1]
    if last.quoted or not last.text.isdecimal() or found.span.start != before.span.end + 1:
        return None
    if len(found.key) >= 3 and found.key[:3].isdecimal():  # 1,000 is a thousand to some
        hint = "write numbers without a comma, as in `1000s` or `0.5min`"
        message = f"“{found.key}” is behind a comma, which separates attributes"
        return Diagnostic("CLD204", found.span.shift(start), message, hint)
    number = f"{last.text}.{' '.join(part.text for part in found.parts)}"
    span = found.span.shift(start)
    fix = Edit(Span(last.span.start, found.span.end).shift(start), number)
    message = f"“{found.key}” is behind a comma, which separates attributes"
    hint = f"a decimal number is written with a point: `{number}`"
    return Diagnostic("CLD204", span, message, hint, fix=fix)


# A length of time in other words: `after 3min`, `3 months delay`, `delay=3min`, `lag: 2d`.
_LENGTH = re.compile(
    r"(?:after|delay(?:ed)?|lag|in|within)?\s*[=:]?\s*(\d+(?:\.\d+)?\s*[^\W\d]+)\s*(?:delay|lag|later)?",
    re.IGNORECASE,
)
_SMOOTH = re.compile(r"smooth\s+(\d+(?:\.\d+)?\s*[^\W\d]+)|(\d+(?:\.\d+)?\s*[^\W\d]+)\s+smooth")
_POINTS = re.compile(r"(?:points?\s*[=:]?\s*)?(\d+(?:\.\d+)?)\s*(?:points?)?", re.IGNORECASE)


def _clear(said: str, keys: Mapping[str, AttributeReader]) -> tuple[str, str] | None:
    """Return an attribute in other words that is clear, and the same as the language writes it."""
    if "delay" in keys:
        if said == "||":
            return said, "delay"
        smooth = _SMOOTH.fullmatch(said)
        if smooth and _is_length(smooth.group(1) or smooth.group(2)):
            return said, f"delay {smooth.group(1) or smooth.group(2)} smooth"
        found = _LENGTH.fullmatch(said)
        if found and _is_length(found.group(1)):
            return said, f"delay {found.group(1)}"
    if keys is EXPECT_KEYS and (found := _POINTS.fullmatch(said)):
        return said, f"points {found.group(1)}"
    return None


def _is_length(words: str) -> bool:
    try:
        delay(words)
    except QuantityError:
        return False
    return True


def _shape(key: str) -> str:
    shapes = {
        "delay": "as in `delay`, `delay 3min`, `delay 10s..60s` or `delay 3min smooth`",
        "gain": "as in `gain 0.5`, `gain 0.5/min` or `gain 0.3..3`",
        "every": "as in `every 15s`",
        "window": "as in `window 5min`",
        "decides": "as in `decides ratio`: `total` sets how much there is to be, `ratio` "
        "multiplies what there is, `step` adds to it",
        "basis": "as in `basis observed`: how it is known, such as `derived` from equations",
        "from": 'as in `from "limits.yaml:12"`: where it is written',
        "at": "as in `at 120 80`: points from the left and from the top",
        "bend": "as in `bend 30`",
        "goal": "as in `goal <= 200ms`",
        "unit": "as in `unit pods`",
        "outside": 'as in `outside "grows by births"`: it is given from outside, and why it moves',
    }
    if key in (*KINDS, "info", "optional"):
        return f"write `{key}` alone"
    return shapes.get(key, f"write `{key}` with its value, or leave it out")
