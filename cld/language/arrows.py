"""Arrows of any notation, with the sign before, in or behind them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cld.core.diagram import Polarity
from cld.core.text import Span
from cld.language.marks import SIGN_IN_BRACKETS, SIGN_WORDS

_DASH = r"[-=~–—−]"


BARE = r"[+\-−]"


# An arrow of any notation, with the sign before it, in it or behind it.
ARROW = re.compile(
    rf"(?:(?P<before>{SIGN_IN_BRACKETS}|(?<=\s){BARE}(?=\s))\s*)?"
    rf"(?P<arrow><{_DASH}{{1,3}}(?:{SIGN_IN_BRACKETS}|\+)?{_DASH}{{0,3}}>|"
    rf"{_DASH}{{1,3}}(?:{SIGN_IN_BRACKETS}|\+)?{_DASH}{{0,3}}>{{1,2}}|"
    rf"<(?:[-~–—−]{{1,3}}|={{2,3}})(?!\d)(?:{SIGN_IN_BRACKETS}|\+)?{_DASH}{{0,3}}|"
    rf"-\.+->|{SIGN_IN_BRACKETS}\s?>|[→⟶⟹⇒➔➜⇨↔⇔⟷⟵←⇐])"
    rf"\s*(?P<behind>{SIGN_IN_BRACKETS}|{BARE}(?=\s*[^\W\d]))?"
)


# What the language itself reads: the sign in round brackets, then a plain arrow.
_OWN_ARROWS = ("->", "-->", "--->", "→")


_INNER = re.compile(rf"{SIGN_IN_BRACKETS}|\+")


SIGN_ALONE = re.compile(rf"(?<=\s){SIGN_IN_BRACKETS}(?=\s)")


@dataclass(frozen=True, slots=True)
class SignedArrow:
    """An arrow with the sign around it; `attributes` is what follows the sign in its bracket."""

    span: Span
    sign: Polarity | None
    attributes: str
    ways: str
    own: bool
    clear: bool = True


def signed_arrow(code: str, found: re.Match[str]) -> SignedArrow:
    """Return an arrow with the signs around it, from a match of `ARROW` on the masked line."""
    arrow = found["arrow"]
    inner = _INNER.search(arrow)
    behind = found["behind"]
    if found["before"] and behind and len(behind) == 1:
        behind = None  # the first sign of a name such as “-5 degrees”
    places = [
        found.span("before") if found["before"] else None,
        (found.start("arrow") + inner.start(), found.start("arrow") + inner.end())
        if inner
        else None,
        found.span("behind") if behind else None,
    ]
    signs = [sign_in(code[slice(*place)]) for place in places if place]
    start = found.start("before") if found["before"] else found.start("arrow")
    end = found.end("behind") if behind else found.end("arrow")
    own_bracket = not signs or ((found["before"] or "")[:1] == "(" and len(signs) == 1)
    sign, attributes = signs[0] if signs else (None, "")
    return SignedArrow(
        Span(start, end),
        sign,
        attributes,
        ways_of(arrow),
        own_bracket and arrow in _OWN_ARROWS,
        len(signs) < 2,
    )


def sign_alone(code: str, found: re.Match[str]) -> SignedArrow:
    """Return a sign in brackets that has no arrow, as one that has."""
    sign, attributes = sign_in(code[slice(*found.span())])
    return SignedArrow(Span(*found.span()), sign, attributes, ">", False)


def ways_of(arrow: str) -> str:
    """Return the direction of an arrow: `>`, `<`, or `<>` for both."""
    if arrow in "↔⇔⟷" or (arrow[0] == "<" and arrow.endswith(">")):
        return "<>"
    return "<" if arrow in "⟵←⇐" or arrow[0] == "<" else ">"


def sign_in(bracket: str) -> tuple[Polarity | None, str]:
    """Return the sign in a bracket, and what follows it.

    >>> sign_in("(same, delay 3min)")
    ('+', ', delay 3min')
    """
    word, comma, rest = bracket.strip("()[]|{} ").partition(",")
    return SIGN_WORDS.get(word.strip().casefold()), f"{comma}{rest}".rstrip()


def why_not(code: str, step: SignedArrow) -> str:
    """Return why an arrow is not one of the language."""
    said = " ".join(code[step.span.start : step.span.end].split())
    said = said if len(said) <= 40 else f"{said[:39]}…"
    if not step.clear:
        return f"`{said}` has two signs"
    if step.ways == "<>":
        return f"`{said}` means two links: each direction needs its own"
    if step.ways == "<":
        return f"`{said}` points backwards: a link goes from its cause to its effect"
    if step.sign is not None:
        return f"the sign of a link is written in round brackets before its arrow, not as `{said}`"
    return f"`{said}` is not an arrow of the language"
