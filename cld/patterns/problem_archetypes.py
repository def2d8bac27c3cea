"""The archetypes of a problem and its solutions: fixes that fail, shifting the burden.

References
----------
P. M. Senge, The Fifth Discipline, 1990, appendix 2. W. Braun, The System Archetypes, 2002.
N. P. Repenning, J. D. Sterman, Nobody Ever Gets Credit for Fixing Problems that Never Happened,
2001 (the capability trap).
"""

from __future__ import annotations

from cld.patterns import archetype_words as words
from cld.patterns.template import (
    Delayed,
    GoalMarked,
    LoopNamed,
    Named,
    Order,
    Template,
    TemplateRing,
    Undrawn,
    Wait,
    read_arcs,
    read_ring,
    read_way,
)
from cld.sentences import patterns as says
from cld.sentences.sentence import Sentence

_FIX = Named(words.FIX, "fix", read_way("symptom > fix > symptom"))
_CONSEQUENCE = Named(
    words.CONSEQUENCE,
    "consequence",
    read_way("fix > consequence > symptom"),
    falling=words.GOODS,
)
# Two of: named like a fix, named like a consequence, later by the marks. Or the names of the
# loops; or a bound that the symptom is to stay below, which the fix serves, and the delay.
FIXES_THAT_FAIL = Template(
    "fixes that fail",
    read_arcs("symptom>fix+, fix>symptom-, fix>consequence+, consequence>symptom+"),
    (
        read_ring("symptom > fix", says.RELIEVES),
        read_ring("symptom > fix > consequence", says.BRINGS_BACK),
    ),
    (says.BUY_TIME, says.OTHER_FIX),
    (
        (_FIX, _CONSEQUENCE),
        (_FIX, Delayed()),
        (_CONSEQUENCE, Delayed()),
        (LoopNamed(words.RELIEF_LOOP, 0, 1),),
        (LoopNamed(words.BACKFIRE_LOOP, 1, 0),),
        (GoalMarked("symptom"), Delayed()),
    ),
    waits=(Wait(read_way("fix > consequence > symptom"), says.CONSEQUENCE_LATER),),
    orders=(Order(read_way("fix > symptom"), read_way("fix > consequence > symptom")),),
    turns=frozenset({"symptom", "consequence"}),
    rule="fix",
)

# Drawn without its relief, which people who apply the fix take for granted. Any reinforcing loop
# fits, so fix and consequence must be named, or the fix and the loop. If others feel the relief,
# the place where the two loops part is not a fix, but the symptom.
BACKFIRING_FIX = Template(
    "fixes that fail",
    read_arcs("symptom>fix+, fix>consequence+, consequence>symptom+"),
    (read_ring("symptom > fix > consequence", says.BRINGS_BACK),),
    (says.BUY_TIME, says.OTHER_FIX),
    (
        (Named(words.FIX, "fix"), _CONSEQUENCE),
        (Named(words.FIX, "fix"), LoopNamed(words.BACKFIRE_LOOP, 0)),
    ),
    turns=frozenset({"symptom", "consequence"}),
    rule="backfire",
    undrawn=(Undrawn("fix", "symptom", -1, says.NO_RELIEF),),
)


def _burden(
    taken: str, third: TemplateRing, lever: Sentence, more: tuple[Named, ...], turns: frozenset[str]
) -> Template:
    """A problem, a quick fix and a lasting solution, and how the fix weakens that solution.

    The structure is rare by chance, so one name is enough support; or a bound for the symptom,
    which both solutions serve, and the delay.
    """
    quickly = read_way("symptom > quick > symptom")
    lastingly = read_way("symptom > fundamental > symptom")
    return Template(
        "shifting the burden",
        read_arcs(
            f"symptom>quick+, quick>symptom-, symptom>fundamental+, fundamental>symptom-, {taken}"
        ),
        (
            read_ring("symptom > quick", says.RELIEVES_QUICKLY),
            read_ring("symptom > fundamental", says.SOLVES),
            third,
        ),
        (says.STRENGTHEN_LASTING, lever),
        (
            (GoalMarked("symptom"), Delayed()),
            (Named(words.FIX, "quick", quickly),),
            (Named(words.LASTING, "fundamental", lastingly),),
            *((clue,) for clue in more),
            *((LoopNamed(named, ring),) for ring, named in enumerate(words.BURDEN_LOOPS)),
        ),
        waits=(Wait(lastingly, says.LASTING_LATER),),
        orders=(Order(quickly, lastingly),),
        turns=turns,
        rule="burden",
    )


SHIFTING_THE_BURDEN = _burden(
    "quick>side effect+, side effect>fundamental-",
    read_ring("symptom > quick > side effect > fundamental", says.WEAKENS_SOLUTION),
    says.WEAKEN_SIDE_EFFECT,
    (Named(words.SIDE_EFFECT, "side effect", read_way("quick > side effect > fundamental")),),
    frozenset({"symptom", "side effect"}),
)
# What the quick fix takes, it takes from the lasting solution itself.
CROWDED_OUT = _burden(
    "quick>fundamental-",
    read_ring("symptom > quick > fundamental", says.CROWDS_OUT),
    says.PROTECT_LASTING,
    (),
    frozenset({"symptom"}),
)

# Drawn by its trap alone, as one loop: what the quick fix takes from the lasting solution brings
# the symptom back. Any loop may look so, and both must be named for what they are.
CAPABILITY_TRAP = Template(
    "shifting the burden",
    read_arcs("symptom>quick+, quick>fundamental-, fundamental>symptom-"),
    (read_ring("symptom > quick > fundamental", says.CROWDS_OUT),),
    (says.STRENGTHEN_LASTING, says.PROTECT_LASTING),
    ((Named(words.FIX, "quick"), Named(words.LASTING, "fundamental")),),
    turns=frozenset({"symptom"}),
    rule="trap",
    undrawn=(
        Undrawn("quick", "symptom", -1, says.NO_QUICK_RELIEF),
        Undrawn("symptom", "fundamental", 1, says.NO_CALL),
    ),
)
