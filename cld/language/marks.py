"""Marks of other notations: signs in words, brackets around signs, comments, list marks."""

from __future__ import annotations

import re

from cld.core.diagram import Polarity

# Words and signs that people write for a polarity.
SIGN_WORDS: dict[str, Polarity] = {
    **dict.fromkeys(
        ("+", "++", "+1", "s", "same", "plus", "positive", "pos", "+ve", "direct", "increase",
         "increases", "up", "more"), "+",
    ),
    **dict.fromkeys(
        ("-", "--", "−", "–", "-1", "o", "opposite", "minus", "negative", "neg", "-ve", "inverse",
         "decrease", "decreases", "down", "less"), "-",
    ),
    **dict.fromkeys(("?", "+/-", "±", "unknown", "unclear"), "?"),
}  # fmt: skip

# A stretch that no mark is looked for in: quoted text, and what is inside brackets.
FILLER = "\ue000"
_STRING = re.compile(r'"(?:\\.|[^"\\])*"?')
_BRACKETS = re.compile(r"\(([^()]*)\)")

_SIGN = "|".join(re.escape(word) for word in sorted(SIGN_WORDS, key=len, reverse=True))
# A sign in brackets; in the round ones, attributes may follow it.
SIGN_IN_BRACKETS = (
    rf"(?:(?i:\(\s*(?:{_SIGN})\s*(?:,[^()]*)?\)|\[\s*(?:{_SIGN})\s*\]|\|\s*(?:{_SIGN})\s*\|))"
)
COMMENT = re.compile(r"(?:^|(?<=\s))(?://|%%|/\*)(?=\s|$)|^(?://|%%|/\*)")
BULLET = re.compile(r"(?:(?:[-+*•–]|\d{1,3}[.)])\s+)++(?![-=]*>|[→(:])(?=[^\W\d]|['‘“„«`\"])")
# The words that an operation of an intervention begins with, and not the name of a variable.
OPERATION = re.compile(r"(?:add|cut|weaken|strengthen|inform)\s+(?=\S)")
_ARROWS = r"[=~–—]>|<[-~–—](?!\d)|<=[=>]|>>|-\.|[⟶⟹⇒➔➜⇨↔⇔⟷⟵←⇐]"
# A plain line, as most are: words, signs, and a delay at most. A still quicker look.
PLAIN = re.compile(
    r"(?!loop\b|(?:add|cut|weaken|strengthen|inform)\s)(?!.*\s(?:after|within)\s+\d)[^\W\d_][\w ]*"
    r"(?:\([+\-?](?:, delay [\w.]+)?\)-> [^\W\d_][\w ]*)+"
)
# A name without quotes that has one of these is read as another notation.
FOREIGN = re.compile(
    rf";|\s&\s|{COMMENT.pattern}|{_ARROWS}|{SIGN_IN_BRACKETS}|^['‘“„«`”’]|\s[+−-]$"
    rf"|^{OPERATION.pattern}"
)
# A line whose brackets are emptied, `A ()-> B`, and that has none of these is in no other notation:
# a quick look, so that long files cost little.
_SUSPECT = re.compile(
    rf"[;&,'‘“„«`”’<=~|\[]|{_ARROWS}|//|%%|/\*|^\s*(?:[-+*•–]|\d|loop\b|{OPERATION.pattern})"
    r"|\s(?:after|within)\s+\d|[-+−]\s*(?:->|→)|(?:>|→)\s*[(+−-]|\s[+−-]$|-\(|\(\)(?!\s*(?:-{1,3}>|→))"
)


def masked(code: str) -> str:
    """Return a text whose quoted texts, and attributes in brackets, are filled; each other
    character keeps its place.

    >>> masked('A (+, "x")-> B').replace(FILLER, ".")
    'A (+,....)-> B'
    """
    plain = _STRING.sub(lambda found: FILLER * len(found.group()), code)
    return _BRACKETS.sub(_filled, plain)


def _filled(found: re.Match[str]) -> str:
    inside = found.group(1)
    first, comma, rest = inside.partition(",")
    if comma and first.strip().casefold() in SIGN_WORDS:
        return f"({first},{FILLER * len(rest)})"
    is_sign = not comma and first.strip().casefold() in SIGN_WORDS
    return found.group() if is_sign else f"({FILLER * len(inside)})"


def is_suspect(plain: str) -> bool:
    """Return whether a masked text may be in another notation, by a quick look.

    >>> is_suspect("A (+)-> B"), is_suspect("A => B")
    (False, True)
    """
    return _SUSPECT.search(_BRACKETS.sub("()", plain)) is not None
