"""Shared by all formats: results, errors, spellings of signs and delays, dropped features."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from cld.core.diagram import Diagram, Link, LoopDeclaration, Polarity
from cld.core.quantities import Delay, QuantityError, delay, written_delay
from cld.io.limits import FormatError as FormatError
from cld.language.attributes import LINK_FIELDS
from cld.language.marks import SIGN_WORDS
from cld.language.parse import parse
from cld.language.resolve import resolve
from cld.language.write import loop_statement

_SIGNS: dict[str, Polarity] = {
    **dict.fromkeys(("+", "s", "+1", "1", "positive", "pos", "same"), "+"),
    **dict.fromkeys(("-", "\u2212", "\u2013", "o", "-1", "negative", "neg", "opposite"), "-"),
    "?": "?",
}
# Besides the words of the language.
_SHORT_WORDS: dict[str, Polarity] = {
    "+ve": "+",
    "-ve": "-",
    "\u2212ve": "-",
    **dict.fromkeys(("raises", "boosts", "strengthens", "grows", "adds"), "+"),
    **dict.fromkeys(("reduces", "lowers", "weakens", "shrinks", "dampens", "removes"), "-"),
}
# Pictures of signs and wide ones, as people copy them.
_DRAWN = str.maketrans(
    {
        **dict.fromkeys("\u2795\uff0b\u2295\ufe62", "+"),
        **dict.fromkeys("\u2796\uff0d\u2296\ufe63\u2212\u2012\u2013", "-"),
    }
)
# A sign between bars or angles: the bars mark a delay.
_BARRED = re.compile(r"(?:\|{1,2}|\u2016|\u2225)\s*([+\-?])\s*(?:\|{1,2}|\u2016|\u2225)")
_ANGLE = "[\u2329\u232a\u27e8\u27e9\u203a\u2039<>]+"
_ANGLED = re.compile(rf"{_ANGLE}\s*([+\-?])\s*{_ANGLE}")
_UNKNOWN_LENGTH = "yes"
_YES = {"", "yes", "true", "delay", "delayed", "unknown", "1", "x", "||"}
_NO = {"", "no", "false", "none", "0", "0.0"}
_SIGN = r"([+\-\u2212\u2013?so])"
_LABEL = re.compile(rf"(?:\(\s*{_SIGN}\s*\)|{_SIGN}(?=[\s,|(]|$))[\s,]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """A diagram as read, with notes in plain sentences on changes and omissions.

    `unread` lists the errors in the text: the lines that were not read, or only in part.
    `equations` is how many variables have an equation, which a diagram does not contain.
    """

    diagram: Diagram
    notes: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    equations: int = 0


@dataclass(frozen=True, slots=True)
class Written:
    """A diagram as text, and the features of the diagram that the format does not support."""

    text: str
    dropped: tuple[str, ...] = ()


def written(text: str, diagram: Diagram, holds: Collection[str]) -> Written:
    """Return the result of a writer whose format supports some features (see `dropped`)."""
    return Written(_encodable(text), dropped(diagram, holds))


def polarity_of(value: object) -> Polarity | None:
    """Return the polarity that a value of any type means, or None.

    >>> polarity_of("(-)"), polarity_of("s"), polarity_of(-0.5), polarity_of("much")
    ('-', '+', '-', None)
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return "+" if value > 0 else "-" if value < 0 else "?" if value == 0 else None
    if not isinstance(value, str):
        return None
    return _SIGNS.get(value.translate(_DRAWN).strip().strip("()").strip().casefold())


def delay_value(value: Delay | None) -> str:
    """Return a delay as a separate value: empty for none, `yes` if its length is unknown.

    >>> delay_value(Delay()), delay_value(Delay(180.0, 180.0, True))
    ('yes', '3min')
    """
    return "" if value is None else written_delay(value) or _UNKNOWN_LENGTH


def read_delay(value: object) -> tuple[Delay | None, bool]:
    """Return the delay that a value of any type means, and whether all of it was understood.

    >>> read_delay("3min")[0] == Delay(180.0, 180.0, True), read_delay("long"), read_delay(False)
    (True, (Delay(min=0.0, max=None, complete=False, smooth=False), False), (None, True))
    """
    if value is None or isinstance(value, bool):
        return (Delay() if value else None), True
    if isinstance(value, int | float):
        return (Delay() if value else None), value in (0, 1)
    if not isinstance(value, str):
        return Delay(), False
    words = value.strip().casefold()
    if words in _NO or words in _YES:
        return (None if words in _NO else Delay()), True
    try:
        return delay(value.strip()), True
    except QuantityError:
        return Delay(), False


@dataclass(frozen=True, slots=True)
class Label:
    """The content of an arrow's label: its sign, a delay, and other words."""

    polarity: Polarity | None
    delay: Delay | None
    words: str


def label(text: str) -> Label:
    """Read the label of an arrow, such as `+`, `(-)`, `(+) delay 3min` or `increases`.

    >>> label("(+) delay").delay, label("60% retry")
    (Delay(min=0.0, max=None, complete=False, smooth=False), \
Label(polarity=None, delay=None, words='60% retry'))
    >>> label("increases").polarity, label("-ve").polarity
    ('+', '-')
    >>> label("|\u2796|")
    Label(polarity='-', delay=Delay(min=0.0, max=None, complete=False, smooth=False), words='')
    """
    text = text.strip()
    drawn = text.translate(_DRAWN)
    barred = _BARRED.fullmatch(drawn) or _ANGLED.fullmatch(drawn)
    if barred:
        mark = Delay() if _BARRED.fullmatch(drawn) else None
        return Label(polarity_of(barred.group(1)), mark, "")
    found = _LABEL.match(drawn)
    if not found:
        word = drawn.strip("() ").casefold()
        sign = SIGN_WORDS.get(word) or _SHORT_WORDS.get(word)
        return Label(sign, None, "" if sign else text)
    rest = text[found.end() :].strip()
    polarity = polarity_of(found.group(1) or found.group(2))
    if rest == "||" or rest == "delay":
        return Label(polarity, Delay(), "")
    if rest.startswith("delay "):
        value, understood = read_delay(rest.removeprefix("delay "))
        return Label(polarity, value, "" if understood else rest)
    return Label(polarity, None, rest)


def plain(text: object) -> str:
    """Return a text that can be shown and saved: no lone surrogates, no control characters.

    >>> plain("a\\x00b\\r\\nc")
    'a b\\nc'
    """
    said = text if isinstance(text, str) else ""
    if said.isascii() and said.isprintable():
        return said
    return _encodable("".join(map(_printable, said.replace("\r\n", "\n"))))


def _printable(c: str) -> str:
    return " " if c != "\n" and unicodedata.category(c) in ("Cc", "Zl", "Zp") else c


def _encodable(text: str) -> str:
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def without_mark(text: str) -> str:
    """Return a text without the byte order mark that some programs write before it."""
    return text.removeprefix("\ufeff")


def loops_text(diagram: Diagram) -> str:
    """Return the declared loops as statements of the language, one per line."""
    return "\n".join(map(loop_statement, diagram.loops))


def loops_of_text(text: str) -> tuple[LoopDeclaration, ...]:
    """Return the loops that statements of the language declare; other statements are ignored."""
    lines = [line for line in text.split("\n") if line.lstrip().startswith("loop")]
    return resolve(parse("\n".join(lines))[0])[0].loops


def dropped(diagram: Diagram, holds: Collection[str]) -> tuple[str, ...]:
    """Return the features of a diagram that a format does not support, grouped for people.

    >>> from cld.core.diagram import Goal, Variable
    >>> dropped(Diagram("T", (Variable("A", goal=Goal("", "3"), unit="ms"),)), {"unit"})
    ('title', 'goal of A')
    """
    found = ["title"] if diagram.title is not None and "title" not in holds else []
    for feature, of_variable in _OF_VARIABLES.items():
        if feature not in holds:
            names = [v.name for v in diagram.variables if of_variable(v)]
            found += _grouped(feature, names, "variables")
    for feature, of_link in _OF_LINKS.items():
        if feature not in holds:
            ends = [f"{link.cause} -> {link.effect}" for link in diagram.links if of_link(link)]
            found += _grouped(feature.removeprefix("link "), ends, "links")
    found += _dropped_loops(diagram.loops, holds)
    if diagram.sectors and "sectors" not in holds:
        found.append(count_words(len(diagram.sectors), "sector"))
    if diagram.runs:
        found.append(count_words(len(diagram.runs), "run"))
    if diagram.interventions and "interventions" not in holds:
        found.append(count_words(len(diagram.interventions), "intervention"))
    if diagram.exercise is not None and "exercise" not in holds:
        found.append("the exercise and its expectations")
    return tuple(found)


def unsigned(diagram: Diagram) -> tuple[str, ...]:
    """Return the links without a known sign, for a format that has none.

    >>> unsigned(Diagram(links=(Link("A", "B", "?"),)))
    ('links without a known sign of A -> B',)
    """
    ends = [f"{link.cause} -> {link.effect}" for link in diagram.links if link.polarity == "?"]
    return tuple(_grouped("links without a known sign", ends, "links"))


def rates(diagram: Diagram) -> tuple[str, ...]:
    """Return the gains that are rates, for a format whose weights have no unit of time.

    >>> from cld.core.quantities import Gain
    >>> rates(Diagram(links=(Link("A", "B", "+", gain=Gain(0.5, 60.0)),)))
    ('rate of A -> B',)
    """
    ends = [f"{k.cause} -> {k.effect}" for k in diagram.links if k.gain and k.gain.per is not None]
    return tuple(_grouped("rate", ends, "links"))


def lengths(diagram: Diagram) -> tuple[str, ...]:
    """Return the delays with a length, for a format that only marks delays.

    >>> lengths(Diagram(links=(Link("A", "B", "+", Delay(5.0, 5.0, True)),)))
    ('delay length of A -> B',)
    """
    ends = [f"{k.cause} -> {k.effect}" for k in diagram.links if k.delay and written_delay(k.delay)]
    return tuple(_grouped("delay length", ends, "links"))


def grouped(what: str, names: list[str], things: str) -> tuple[str, ...]:
    """Return a feature with the things that lose it: their names, or their number if they are many.

    >>> grouped("kind", ["A", "B"], "variables"), grouped("kind", [], "variables")
    (('kind of A, B',), ())
    """
    return tuple(_grouped(what, names, things))


def count_words(count: int, thing: str) -> str:
    """Return `1 link`, `2 links`."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def _is_set(field: str) -> Callable[[Link], bool]:
    return lambda link: getattr(link, field) not in (None, False)


# Functions that check whether a variable or a link uses a feature.
_OF_VARIABLES: dict[str, Callable[..., object]] = {
    "kind": lambda variable: variable.kind != "auxiliary",
    "goal": lambda variable: variable.goal,
    "unit": lambda variable: variable.unit,
    "every": lambda variable: variable.every,
    "window": lambda variable: variable.window,
    "capacity": lambda variable: variable.capacity,
    "initial": lambda variable: variable.initial,
    "at": lambda variable: variable.at,
    "alias": lambda variable: variable.aliases,
    "opposite": lambda variable: variable.opposites,
    "note": lambda variable: variable.notes,
    "other attributes": lambda variable: variable.extra,
}
_OF_LINKS: dict[str, Callable[[Link], object]] = {
    # An attribute that no format supports is reported too.
    **{f"link {field}": _is_set(field) for field in LINK_FIELDS},
    "link range of the gain": lambda link: link.gain is not None and link.gain.low is not None,
    "link note": lambda link: link.notes,
    "link other attributes": lambda link: link.extra,
}


def _dropped_loops(loops: Iterable[LoopDeclaration], holds: Collection[str]) -> list[str]:
    loops = tuple(loops)
    if "loops" not in holds:
        return [count_words(len(loops), "declared loop")] if loops else []
    extra = [loop.name or loop.id or ", ".join(loop.variables) for loop in loops if loop.extra]
    return [] if "loop extra" in holds else _grouped("other attributes", extra, "loops")


def _grouped(what: str, names: list[str], things: str) -> list[str]:
    if not names:
        return []
    return [f"{what} of {', '.join(names) if len(names) <= 3 else f'{len(names)} {things}'}"]
