"""Reads the names of variables: near-duplicates, directions, verbs, negative senses."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_PREPOSITION = re.compile(
    r" (?:per|of|in|for|at|to|on|with|without|by|from|under|over|between|against|about|after) "
)
_CAMEL = re.compile(r"(?<=[a-zß-ÿ])(?=[A-Z])")

# A variable is a noun that can be more or less; a direction belongs to the link's sign.
DIRECTIONS_FIRST = frozenset(
    "more less fewer increased decreased higher lower rising falling shrinking declining "
    "increase decrease reduced worse greater weakened".split()
)
# Those that reverse the sense of the name they precede.
DOWNWARDS = frozenset(
    "less fewer decreased lower falling shrinking declining decrease decreases reduced worse fall "
    "falls drop drops shrink shrinks decline declines weakened".split()
)
DIRECTIONS_LAST = frozenset(
    "increase increases increased decrease decreases decreased rise rises fall falls drop drops "
    "grow grows shrink shrinks decline declines".split()
)
VERBS_FIRST = frozenset("add adds enable hire improve invest make reduce remove send".split())
VERBS_LAST = frozenset(
    "happen happens occur occurs appear appears fail fails begin begins become becomes improve "
    "improves expire expires".split()
)
NEGATIVE_FIRST = frozenset("lack no not absence missing insufficient inadequate without".split())
# With one of these, a first word such as "higher" or "run" is part of a noun: Higher education.
NOUN_ENDINGS = frozenset(
    "bound limit education school house class court time times rate rates date factor cost costs "
    "count size speed frequency level queue pipeline budget capacity price prices value".split()
)


# For a name with such a word, less is usually better, or more is; for other names it is unknown.
LESS_IS_WANTED = frozenset(
    "latency delay error errors failure failures queue backlog load wait waiting timeouts timeout "
    "debt cost costs loss losses incidents defects bugs utilisation utilization cpu misses".split()
)
MORE_IS_WANTED = frozenset(
    "availability hits hit quality throughput uptime coverage satisfaction reliability accuracy "
    "health trust headroom".split()
)


# Irregular plurals, and words that only look like a plural.
PLURALS = frozenset("people children men women police mice feet teeth data media".split())
NO_PLURALS = frozenset("news bias chaos canvas kubernetes atlas gas series physics".split())
# Participles that may follow the noun of a name: “Jobs lost”, “Retries left”.
PARTICIPLES = frozenset("held lost left kept sent open taken known done made born sold".split())


def near_key(name: str) -> str:
    """Return a key that is the same for names that differ only in case, blanks, hyphens or plural.

    >>> near_key("Retry counts") == near_key("retry-Count")
    True
    """
    words = re.sub(r"[\s_\-]+", " ", name).strip().casefold().split(" ")
    return "".join([*words[:-1], _singular(words[-1])])


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def is_plural(name: str) -> bool:
    """Return whether a sentence about a variable needs the plural: “Pods rise”, “Load rises”.

    >>> is_plural("Pods"), is_plural("Retries per second"), is_plural("Load"), is_plural("Status")
    (True, True, False, False)
    >>> is_plural("Jobs lost"), is_plural("Houses under construction"), is_plural("News")
    (True, True, False)
    """
    words = _PREPOSITION.split(name.strip(), maxsplit=1)[0].casefold().split(" ")
    if len(words) > 1 and (words[-1] in PARTICIPLES or words[-1].endswith("ed")):
        words = words[:-1]  # “Connections held”: the noun is “Connections”
    head = words[-1]
    if head in PLURALS or head in NO_PLURALS:
        return head in PLURALS
    return _singular(head) != head


def words_of(name: str) -> list[str]:
    """Return the words of a name in lower case; `camelCase` and `snake_case` are split."""
    return [word.lower() for word in _WORD.findall(_CAMEL.sub(" ", name).replace("_", " "))]


def direction_in(name: str) -> str | None:
    """Return the word that gives a name a direction, as in “More load”, or None."""
    words = words_of(name)
    if len(words) < 2:
        return None
    if words[0] in DIRECTIONS_FIRST and not (
        words[0] in ("higher", "lower") and words[-1] in NOUN_ENDINGS
    ):
        return words[0]
    return words[-1] if words[-1] in DIRECTIONS_LAST else None


def verb_in(name: str) -> str | None:
    """Return the verb that makes a name a sentence or a command, as in “Add pods”, or None."""
    words = words_of(name)
    if len(words) < 2:
        return None
    joined = name[len(words[0]) : len(words[0]) + 1] == "-"  # “Add-on sales”
    if words[0] in VERBS_FIRST and words[-1] not in NOUN_ENDINGS and not joined:
        return words[0]
    return words[-1] if words[-1] in VERBS_LAST else None


def negative_in(name: str) -> str | None:
    """Return the word that gives a name a negative sense, as in “Lack of trust”, or None."""
    words = words_of(name)
    if len(words) < 2 or words[0] not in NEGATIVE_FIRST:
        return None
    # “No. of pods” is a count, and “No-shows” is a noun.
    return None if name[2:3] in (".", "-") or words[:2] == ["no", "of"] else words[0]


def wanted_relation(name: str) -> str:
    """Return the most likely relation of a goal for a variable, judging by its name.

    >>> wanted_relation("p99 latency"), wanted_relation("Cache hit rate"), wanted_relation("Room")
    ('<=', '>=', '=')
    """
    words = set(words_of(name))
    less, more = bool(words & LESS_IS_WANTED), bool(words & MORE_IS_WANTED)
    return "=" if less == more else "<=" if less else ">="
