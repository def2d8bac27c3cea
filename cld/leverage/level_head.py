"""The first statement of a text: the action and its object.

“Add an alert on queue depth so that nobody waits” is about an alert, not about queues or waiting.
The action is its first word; the object is the last word before the first word that joins (“on”).
Words after the first word of a side clause (“so that”) are a purpose or a condition and count less.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cld.leverage.level_cues import WORD_LISTS

BEGINNING = "^"
STOPS = frozenset(".;:!?")
# A phrase that begins after this many words counts one less.
SAID_FIRST = 6

# Words that may come before the action.
_HEDGES = frozenset(
    "please todo should shall will also then now consider ensure sure investigate "
    "explore action item items let's finally further immediately "
    "always".split()
)
# Together with “to” and “that” after them.
_HEDGE_TAILS = frozenset("to that".split())
# Words that begin a condition or purpose before the action.
_FRONTED = frozenset("to when if whenever where before during after once in for".split())
_JOINING = frozenset(
    "of for in on at to from with without by between into onto across when if while so that "
    "which who whom whose where as and or but not instead rather than before after until unless "
    "because over under per via through about against during within behind around near outside "
    "inside whenever once how what why whether is are was were be been must may can cannot "
    "should will would has have had do does did beyond toward towards among above below ahead "
    "need needs based using like we they you it he she people rather such also where".split()
)
# After these, the words that follow “of” count.
_LIGHT = frozenset(
    "set kind kinds sort type types use list lots lot piece pair couple handful introduction "
    "removal addition creation installation series means size depth capacity".split()
)
# The words before these count: a “validation step” is a validation.
_HOLLOW = frozenset(
    "step steps mechanism mechanisms capability capabilities ability tool tooling tools support "
    "logic mode strategy scheme schemes measures system systems programme program".split()
)
_SIDE_CLAUSE = frozenset("so because which that who when if while once whenever where".split())
# “to” begins a purpose before these.
_PURPOSES = frozenset(
    "avoid be catch check cover detect ensure find get give have help keep learn let limit lower "
    "make prevent protect reduce save see show stop support reach cut improve increase raise "
    "allow absorb handle cope carry control identify understand minimise minimize encourage "
    "survive".split()
)
_ACTORS = frozenset(
    "staff nurses doctors teachers officers engineers developers people employees inspectors "
    "drivers volunteers citizens residents neighbours neighbors patients pupils students parents "
    "customers users clients consumers farmers fishers tenants households teams members managers "
    "operators agents schools clinics hospitals cities towns villages companies firms businesses "
    "banks shops workers owners suppliers producers landlords reviewers responders police".split()
)
_ACTIONS = frozenset(
    form.rstrip("~")
    for kind in ("add", "rework", "tell", "check", "order", "quicken")
    for form in WORD_LISTS[kind].split()
) | frozenset("store keep hold stock save".split())
_ADVERBS = frozenset(
    "more less sooner faster earlier later first again too together online everywhere twice "
    "once monthly weekly daily early".split()
)


@dataclass(frozen=True, slots=True)
class Gist:
    """`thing` is the place of the object of the action; phrases that begin after `said_first` are a
    purpose or a detail."""

    thing: int
    said_first: int


def head_of(words: Sequence[str]) -> Gist:
    """Return the place of the object of a text, and the end of its first statement.

    >>> head_of("^ add an alert on queue depth so that nobody waits".split())
    Gist(thing=3, said_first=6)
    """
    place = thing = words.index(BEGINNING, 1) + 1 if BEGINNING in words[1:] else 1
    start = place
    while place < len(words):
        word = words[place]
        if word == "of" and words[place - 1] in _LIGHT:
            place += 1
            continue
        if word in STOPS or (place > start and (word == "," or word in _JOINING)):
            break
        hollow = word in _HOLLOW and place > start + 1
        if word not in _ADVERBS and not hollow and not word.endswith("ly"):
            thing = place
        place += 1
    return Gist(min(thing, len(words) - 1), _said_first(words))


def _said_first(words: Sequence[str]) -> int:
    for place in range(3, min(SAID_FIRST, len(words))):
        word, after = words[place], words[place + 1] if place + 1 < len(words) else ""
        if word in _SIDE_CLAUSE or (word == "to" and after in _PURPOSES):
            return place
    return SAID_FIRST


def without_hedges(words: Sequence[str]) -> int:
    """Return the place of the action: after a label, a number in a list, words like “we should”,
    and a purpose that comes before it.

    >>> without_hedges("^ we should add an alert".split())
    3
    >>> without_hedges("^ to save time , add an alert".split())
    5
    """
    place = 1
    for end in range(2, min(5, len(words) - 1)):
        if words[end] == ":" or (end == 2 and words[1] == "#" and words[2] == "."):
            place = end + 1
    if words[place : place + 1] and words[place] in _FRONTED and "," in words[place:-1]:
        place = words.index(",", place) + 1
    if words[place : place + 2] == ["make", "sure"]:
        place += 1
    start = place
    while place < len(words) - 1 and (
        words[place] in _HEDGES
        or (words[place] == "we" and words[place + 1] in _HEDGES)
        or (place > start and words[place] in _HEDGE_TAILS)
    ):
        place += 1
    return place


def subject_of(words: Sequence[str]) -> int:
    """Return how many words name the actors at the beginning of a text, else 0.

    >>> subject_of("ward nurses check the doses".split())
    2
    >>> subject_of("check the doses".split())
    0
    """
    for size in (1, 2):
        if len(words) > size + 1 and words[size - 1] in _ACTORS and words[size] in _ACTIONS:
            return size
    return 0
