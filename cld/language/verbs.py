"""Sentences such as `A increases B`: the verb between two names, and the sign it means."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cld.core.diagram import Polarity
from cld.core.text import Span
from cld.language.marks import FILLER

# Verbs in the third person, by the sign they mean; `?` where they give none.
_VERBS: dict[Polarity, str] = {
    "+": "increases raises boosts strengthens amplifies improves promotes encourages",
    "-": "decreases reduces lowers weakens dampens hinders inhibits prevents diminishes",
    "?": "affects influences causes impacts triggers produces drives changes limits cuts slows",
}
_PHRASES: dict[Polarity, tuple[str, ...]] = {
    "+": ("drives up", "pushes up", "speeds up", "adds to", "leads to more"),
    "-": ("drives down", "pushes down", "slows down", "takes from", "leads to less"),
    "?": ("leads to", "results in", "depends on"),
}
_BACKWARDS = "depends on"
_SIGN_OF: dict[str, Polarity] = {
    words: sign for sign in _VERBS for words in (*_PHRASES[sign], *_VERBS[sign].split())
}
_FOUND = re.compile(
    r"(?<=\s)(?:" + "|".join(sorted(_SIGN_OF, key=len, reverse=True)) + r")(?=\s)", re.IGNORECASE
)
# Other forms of these verbs, which may be a noun or a second sentence.
_STEM = "|".join(verb.removesuffix("s") for said in _VERBS.values() for verb in said.split())
_STEMS = re.compile(rf"\b(?:{_STEM})(?:s|d|ed|ing)?\b", re.IGNORECASE)
# With one of these, the sentence says more than one link, or something else.
_MORE = re.compile(
    r"\b(?:no|not|never|if|when|while|because|which|that|and|or|but|what|why|how|more|less|by|\w+ly)\b"
    rf"|[;,:?!()\[\]{{}}<>=&\"{FILLER}]|--",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class VerbInLine:
    """A verb between two names. `backwards` is true if the second is the cause."""

    cause: str
    effect: str
    words: str
    sign: Polarity
    span: Span
    backwards: bool


def verb_in_line(plain: str) -> VerbInLine | None:
    """Return the verb of a sentence that means one link, or None if it may mean anything else.

    >>> found = verb_in_line("Load increases Latency")
    >>> found.cause, found.sign, found.effect
    ('Load', '+', 'Latency')
    >>> verb_in_line("Load never increases Latency") is None
    True
    """
    found = list(_FOUND.finditer(plain))
    if len(found) != 1:
        return None
    (verb,) = found
    cause, effect = plain[: verb.start()].strip(), plain[verb.end() :].strip()
    rest = f"{cause} {effect}"
    if not cause or not effect or _MORE.search(rest) or _STEMS.search(rest):
        return None
    words = " ".join(verb.group().casefold().split())
    sign = _SIGN_OF[words]
    return VerbInLine(cause, effect, words, sign, Span(*verb.span()), words == _BACKWARDS)
