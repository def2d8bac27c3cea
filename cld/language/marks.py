"""Marks of other notations: signs in words, brackets around signs, comments, list marks."""

from __future__ import annotations

import re

from cld.core.diagram import Polarity

# Words and signs that people write for a polarity.
SIGN_WORDS: dict[str, Polarity] = {
    **dict.fromkeys(
        ("+", "++", "+1", "s", "same", "plus", "positive", "pos", "direct", "increase", "increases",
         "up", "more"), "+",
    ),
    **dict.fromkeys(
        ("-", "--", "−", "–", "-1", "o", "opposite", "minus", "negative", "neg", "inverse",
         "decrease", "decreases", "down", "less"), "-",
    ),
    **dict.fromkeys(("?", "+/-", "±", "unknown", "unclear"), "?"),
}  # fmt: skip

_SIGN = "|".join(re.escape(word) for word in sorted(SIGN_WORDS, key=len, reverse=True))
# A sign in brackets, in the round ones with attributes behind it.
SIGN_IN_BRACKETS = (
    rf"(?:\(\s*(?:{_SIGN})\s*(?:,[^()]*)?\)|\[\s*(?:{_SIGN})\s*\]|\|\s*(?:{_SIGN})\s*\|)"
)
COMMENT = re.compile(r"(?:^|(?<=\s))(?://|%%|/\*|--)(?=\s|$)|^(?://|%%|/\*)")
BULLET = re.compile(r"(?:(?:[-+*•–]|\d{1,3}[.)])\s+)++(?![-=]*>|[→(:])(?=\S)")
# A link, a variable or a loop without any of these is in no other notation: a quick look, so that
# long files cost little.
SUSPECT = re.compile(
    r"[;&'‘“„«`”’<=~|\[⟶⟹⇒➔➜⇨↔⇔⟷⟵←⇐]|//|%%|/\*|--|–|—|>>|-\.|,(?![^()]*\))|^\s*(?:[-+*•]|\d|loop\b)"
    r"|[-+−)]\s*(?:->|→|>)(?<!\)->)(?<!\)→)|(?:>|→)\s*[(+−-]|\(\s*\S+\s*\)\s*(?:[(]|$)|-\(|\s[+−-]$|\)\s+\S+$"
)
# A name without quotes that has one of these is read as another notation.
FOREIGN = re.compile(
    rf";|\s&\s|{COMMENT.pattern}|[=~–—]>|<[-~–—]|<=[=>]|>>|-\.|[⟶⟹⇒➔➜⇨↔⇔⟷⟵←⇐]|{SIGN_IN_BRACKETS}"
    r"|^['‘“„«`”’]|\s[+−-]$"
)
