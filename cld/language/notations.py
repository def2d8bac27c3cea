"""Recognises lines in another notation, and writes them as the language does.

People bring the habits of other languages: `A => B`, `A; B`, `A increases B`. Read as it is, such a
line would be lost, or would make a variable that nobody meant. A corrected line is offered only if
its meaning is clear; if two readings are possible, the message alone says what is wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from cld.core.quantities import LONG_NAMES, UNITS
from cld.core.text import Span
from cld.language.arrows import (
    ARROW,
    BARE,
    SIGN_ALONE,
    SignedArrow,
    sign_alone,
    sign_in,
    signed_arrow,
    ways_of,
    why_not,
)
from cld.language.format import name_text, quoted
from cld.language.marks import (
    FILLER,
    OPERATION,
    SIGN_IN_BRACKETS,
    SIGN_WORDS,
    is_suspect,
    masked,
)
from cld.language.verbs import verb_in_line

_TRAILING_SIGN = re.compile(rf"{SIGN_IN_BRACKETS}$|\s{BARE}$")
_TRAILING_BRACKET = re.compile(r"\s*\([^()]*\)$")
_UNIT = re.compile(r"\((?P<unit>[^()\s]{1,12})\)$")
_LOOP_HEAD = re.compile(r"loop\b(?P<head>[^:]*):(?P<rest>.*)", re.DOTALL)
_TITLE = re.compile(r"(?P<word>title|exercise|intervention)\s+(?P<text>[^\s\"=:(].*)")
# A name with one of these was cut in a wrong place, and no line is offered.
_BROKEN = re.compile(
    rf"[;:{{}}#<>=→\"{FILLER}]|(?:^|\s)[-+−](?:\s|$)|^(?:and|or|if|delay|gain|after)\s|[\[|]|^['‘“„«`]"
)
# A delay behind the effect of a link.
_LATE = re.compile(r"\s(?:after|within)\s+(?P<length>\d+(?:\.\d+)?\s*[^\W\d]+)$")
_DELAY_BEHIND = "a delay is an attribute of its link, in the bracket before the arrow"
# A semicolon before a key of a declaration.
_NEXT_KEY = re.compile(r";\s*(?:stock|flow|constant|goal|unit|every|window|capacity)\b")
# Longer names are not repeated in a hint.
_LONGEST_NAME = 60
# Lists of names that make more links than this are not written out.
_MOST_LINKS = 40


@dataclass(frozen=True, slots=True)
class Misread:
    """A line in another notation: the place that shows it, a message, and the line to write.

    `instead` is empty if the meaning is not clear. `more` adds to the hint.
    """

    span: Span
    message: str
    instead: str = ""
    more: str = ""


class _UnclearError(Exception):
    """No line to write follows."""


def misread_in(code: str, kind: str) -> Misread | None:
    """Return the first place of a statement that is in another notation, or None.

    Parameters
    ----------
    code : the statement as one line, without comments and marks that are left out.
    kind : the kind of statement that its first words and marks make it.

    >>> found = misread_in("A => B", "words")
    >>> found.instead
    'A (?)-> B'
    """
    plain = masked(code)
    return looked_at(code, kind) if kind == "words" or is_suspect(plain) else None


def looked_at(code: str, kind: str) -> Misread | None:
    """Return the same without the quick look for marks of other notations.

    >>> looked_at("A (+)-> B", "link") is None
    True
    """
    plain = masked(code)
    if kind == "words" and (found := _without_arrow(code, plain)):
        return found
    if kind in ("link", "words", "loop") and (found := _loop(code, plain)):
        return found
    if kind in ("link", "words"):
        return _several(code, plain) or _operation(code, plain) or _links(code, plain)
    return _declared(code, plain) if kind == "variable" else None


# -- one way to be misread after another --


def _without_arrow(code: str, plain: str) -> Misread | None:
    """Lines without an arrow and a colon: a title without quotes, a sentence with a verb."""
    if title := _TITLE.fullmatch(plain):
        word, text = title.group("word"), code[title.start("text") :].strip()
        what = "name" if word == "intervention" else "text"
        settings = _TRAILING_BRACKET.search(plain)
        said = "" if settings or '"' in text else f"{word} {quoted(text)}"
        return Misread(Span(0, len(code)), f"the {what} of this {word} needs quotes", said)
    verb = verb_in_line(plain)
    if verb is None:
        return None
    ends = (_bare_or_none(verb.cause), _bare_or_none(verb.effect))
    cause, effect = ends[::-1] if verb.backwards else ends
    said = f"{cause} ({verb.sign})-> {effect}" if cause and effect else ""
    return Misread(verb.span, f"“{verb.words}” is not an arrow", said)


def _several(code: str, plain: str) -> Misread | None:
    """Statements with `;` between them."""
    at = plain.find(";")
    if at < 0:
        return None
    pieces = [piece.strip() for piece in _cut(code, plain, ";")]
    lines = []
    for piece in filter(None, pieces):
        found = looked_at(piece, "link" if ARROW.search(masked(piece)) else "words")
        lines.append(found.instead if found else piece)
    arrows = all(ARROW.search(masked(line)) for line in lines)
    said = "\n".join(lines) if all(lines) and arrows else ""
    return Misread(Span(at, at + 1), "each statement goes on a separate line", said)


def _declared(code: str, plain: str) -> Misread | None:
    """A declaration with `;` between attributes, or `&` in its name."""
    name, _, attributes = plain.partition(":")
    found = re.search(r"\s&\s", name)
    if found:
        span = Span(found.start() + 1, found.end() - 1)
        said = f"{quoted(' '.join(code[: len(name)].split()))}{code[len(name) :]}"
        return Misread(span, "a name with `&` needs quotes", said)
    between = re.search(
        r";\s*(?:stock|flow|constant|goal|unit|every|window|capacity)\b", attributes
    )
    if not between:
        return None
    at = len(name) + 1 + between.start()
    said = code[:at] + "," + code[at + 1 :]
    return Misread(Span(at, at + 1), "attributes are separated by commas, not by `;`", said)


def _operation(code: str, plain: str) -> Misread | None:
    """An operation outside the braces of an intervention."""
    found = OPERATION.match(plain)
    if not found or not ARROW.search(plain):
        return None
    verb = found.group().strip()
    message = f"`{verb}` is an operation, and belongs in the braces of an intervention"
    return Misread(Span(0, len(verb)), message, f'intervention "What if" {{ {code} }}')


def _loop(code: str, plain: str) -> Misread | None:
    """`loop R1: A -> B -> A`: a loop lists its variables."""
    found = _LOOP_HEAD.fullmatch(plain)
    if not found:
        return None
    start = found.start("rest")
    semicolon = plain.find(";", start)
    if semicolon >= 0:
        names = _cut(code[start:], plain[start:], ";")
        said = f"{code[:start]} {', '.join(name.strip() for name in names)}"
        message = "the variables of a loop are separated by commas, not by `;`"
        return Misread(Span(semicolon, semicolon + 1), message, said)
    arrows = list(ARROW.finditer(plain, start))
    if not arrows:
        return None
    end = len(plain.rstrip())
    settings = _TRAILING_BRACKET.search(plain, arrows[-1].end(), end)
    said = code[settings.start() : end] if settings else ""
    tail = said if "," in said or " " in said.strip() else ""
    stop = settings.start() if tail and settings else end
    begins = [start, *(arrow.end() for arrow in arrows)]
    ends = [*(arrow.start() for arrow in arrows), stop]
    names = [code[a:b].strip() for a, b in zip(begins, ends, strict=True)]
    message = "a loop lists its variables, with commas between them"
    unclear = any(ways_of(arrow["arrow"]) != ">" for arrow in arrows) or not all(names)
    unclear = unclear or any("," in masked(name) or " & " in name for name in names)
    try:
        said = "" if unclear else f"{code[:start]} {', '.join(_listed_once(names))}{tail}"
    except _UnclearError:
        said = ""
    return Misread(Span(*arrows[0].span("arrow")), message, said)


def _listed_once(names: list[str]) -> list[str]:
    """The names of a cycle, without its first one again at the end."""
    closed = len(names) > 1 and names[0] == names[-1]
    return [_bracketed(name) for name in (names[:-1] if closed else names)]


def _links(code: str, plain: str) -> Misread | None:
    """Links with another arrow, a sign in another place, or lists of names at an arrow."""
    steps = [signed_arrow(code, found) for found in ARROW.finditer(plain)]
    if not steps:
        steps = [sign_alone(code, found) for found in SIGN_ALONE.finditer(plain)]
    if not steps:
        return None
    begins = [0, *(step.span.end for step in steps)]
    ends = [*(step.span.start for step in steps), len(code)]
    names = [code[begin:end].strip() for begin, end in zip(begins, ends, strict=True)]
    if not all(names):
        return None
    tail = ""
    if behind := _TRAILING_SIGN.search(masked(names[-1])):
        if steps[-1].sign is not None:
            return None
        tail = names[-1][behind.start() :].strip()
        names[-1] = names[-1][: behind.start()].strip()
    lists = [_cut(name, masked(name), r",|\s&\s") for name in names]
    several = next((n for n, names_ in enumerate(lists) if len(names_) > 1), None)
    unit = _unit(names, steps)
    foreign = next((step for step in steps if not step.own), None)
    bare_tail = tail if tail[:1] not in ("", "(") else ""
    late = _LATE.search(names[-1]) if not steps[-1].attributes and len(names[-1]) < 200 else None
    more = ""
    if foreign is not None:
        span, message = foreign.span, why_not(code, foreign)
    elif several is not None:
        at, sign = _separator(plain, begins[several], ends[several])
        span = Span(at, at + 1)
        message = f"a link has one cause and one effect: `{sign}` cannot join names"
        if sign == "&" and len(names[several]) <= _LONGEST_NAME:
            more = f"if it is one name, put it in quotes: `{quoted(names[several])}`"
    elif bare_tail:
        span = Span(len(code) - len(bare_tail), len(code))
        message = f"the sign of a link is written in round brackets before its arrow: `{bare_tail}`"
    elif late is not None:
        span, message = Span(len(code) - len(late.group().lstrip()), len(code)), _DELAY_BEHIND
        names[-1], lists[-1] = names[-1][: late.start()], [names[-1][: late.start()]]
        steps[-1] = replace(steps[-1], attributes=f", delay {late['length']}")
    elif unit is not None:
        at = begins[unit] + code[begins[unit] : ends[unit]].rindex("(")
        span, message = Span(at, at + 1), "a name with brackets needs quotes"
        more = _unit_apart(names[unit])
    else:
        return None
    try:
        said = _written(steps, lists, tail, unit)
    except _UnclearError:
        said, more = "", more if several is not None else ""
    return Misread(span, message, said, more)


def _cut(code: str, plain: str, at: str) -> list[str]:
    """A text cut at a separator that is outside brackets and quotes."""
    parts, begin = [], 0
    for one in re.finditer(at, _outside(plain)):
        parts.append(code[begin : one.start()])
        begin = one.end()
    return [part.strip() for part in [*parts, code[begin:]] if part.strip()]


def _outside(plain: str) -> str:
    return re.sub(r"\([^()]*\)", lambda found: FILLER * len(found.group()), plain)


def _separator(plain: str, begin: int, end: int) -> tuple[int, str]:
    found = re.search(
        r",|&", re.sub(r"\([^()]*\)", lambda f: FILLER * len(f.group()), plain)[begin:end]
    )
    return (begin + found.start(), found.group()) if found else (begin, ",")


def _unit(names: list[str], steps: list[SignedArrow]) -> int | None:
    """The place of a name that ends in a bracket with a unit, as `P99 (ms)` does. At the end of a
    chain a bracket may have an attribute of the links, so there it must be a unit."""
    for place, name in enumerate(names):
        found = _UNIT.search(name)
        if not found or found.start() == 0:
            continue
        if found["unit"].casefold() in SIGN_WORDS and found["unit"] not in UNITS:
            continue  # one of two signs
        last = place == len(steps)
        if not last and steps[place].own and steps[place].sign is None:
            continue  # the bracket belongs to the arrow
        if not last or _is_unit(found["unit"]):
            return place
    return None


def _is_unit(word: str) -> bool:
    folded = word.casefold().removesuffix("s")
    known = folded in UNITS or folded in LONG_NAMES or word.casefold() in UNITS
    return known or any(sign in word for sign in "/%€$£°") or (len(word) <= 3 and word != "new")


def _unit_apart(name: str) -> str:
    unit = name[name.rindex("(") :].strip("() ")
    said = _bare_or_none(name[: name.rindex("(")])
    return f"or keep the unit apart: `{said}: unit {unit}`" if said and _is_unit(unit) else ""


def _written(steps: list[SignedArrow], lists: list[list[str]], tail: str, unit: int | None) -> str:
    """The links as the language writes them: one chain, else a line for each."""
    if not all(step.clear for step in steps):
        raise _UnclearError
    brackets = []
    for number, step in enumerate(steps):
        sign, attributes = step.sign, step.attributes
        if sign is None and tail and number == len(steps) - 1:
            sign, attributes = sign_in(tail)
        brackets.append(f"({sign or '?'}{attributes})->")
    names = [
        [_bracketed(name, unit == place) for name in group] for place, group in enumerate(lists)
    ]
    if all(len(group) == 1 for group in names) and all(step.ways == ">" for step in steps):
        said = names[0][0]
        for bracket, group in zip(brackets, names[1:], strict=True):
            said += f" {bracket} {group[0]}"
        return said
    # A list in the middle of a chain may be the end of one link and the start of another.
    if any(len(group) > 1 for group in names[1:-1]):
        raise _UnclearError
    if any(one[-1:].isdigit() and other[:1].isdigit() for g in lists for one, other in pairwise(g)):
        raise _UnclearError  # a decimal comma
    if sum(len(one) * len(two) for one, two in pairwise(names)) > _MOST_LINKS:
        raise _UnclearError
    lines = []
    for step, bracket, (causes, effects) in zip(steps, brackets, pairwise(names), strict=True):
        for cause in causes:
            for effect in effects:
                lines += [f"{cause} {bracket} {effect}"] if ">" in step.ways else []
                lines += [f"{effect} {bracket} {cause}"] if "<" in step.ways else []
    return "\n".join(dict.fromkeys(lines))


def _bracketed(name: str, unit: bool = True) -> str:
    """A name as the language writes it; one with a bracket is quoted only if it is a unit."""
    name = " ".join(name.split())
    if name.startswith('"') and name.endswith('"') and len(name) > 1:
        return name
    bracket = _UNIT.search(name)
    if bracket and unit and not _BROKEN.search(name[: bracket.start()]):
        return quoted(name)
    return _bare(name)


def _bare(name: str) -> str:
    """A name that needs no quotes; raises if it was cut in a wrong place."""
    said = _bare_or_none(name)
    if said is None:
        raise _UnclearError
    return said


def _bare_or_none(name: str) -> str | None:
    name = " ".join(name.split())
    if name.startswith('"'):
        return name
    broken = not name or _BROKEN.search(name) or "(" in name or ")" in name
    return None if broken else name_text(name, begins="link")
