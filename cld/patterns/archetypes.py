"""The ten system archetypes as templates, with the support that each requires.

References
----------
P. M. Senge, The Fifth Discipline, 1990, appendix 2. W. Braun, The System Archetypes, 2002.
Templates, counts of loops and signs: the table of the design.
"""

from __future__ import annotations

from itertools import product

from cld.core.diagram import Polarity
from cld.patterns import archetype_words as words
from cld.patterns.problem_archetypes import (
    BACKFIRING_FIX,
    CAPABILITY_TRAP,
    CROWDED_OUT,
    FIXES_THAT_FAIL,
    SHIFTING_THE_BURDEN,
)
from cld.patterns.template import (
    Bound,
    Clue,
    FromOutside,
    Limited,
    LoopNamed,
    Named,
    Order,
    Shared,
    Template,
    TemplateArc,
    TwoSides,
    Wait,
    read_arcs,
    read_ring,
    read_way,
)
from cld.sentences import patterns as says

# The signs by which a cause from outside may lead to a role.
_EITHER, _MORE, _LESS = frozenset({1, -1}), frozenset({1}), frozenset({-1})


def _limit(role: str, on: str, ring: int) -> Bound:
    named = (
        FromOutside(words.CONSTRAINTS, _EITHER),
        FromOutside(words.CAPACITIES, _LESS),
        FromOutside(words.SUPPLIES, _LESS, fills=True),
    )
    return Bound(role, on, ring, True, named, says.LIMIT_OUTSIDE, says.NO_LIMIT)


def _slowing(role: str, before: str, after: str, ring: int, bound: int) -> tuple[Clue, ...]:
    """Evidence that a loop slows growth by a limit, any one of these: the limit, a name, the name
    of the loop.

    Without it, a reinforcing loop that meets a balancing one is not a pattern: births and deaths,
    for example.
    """
    arcs = ((before, role), (role, after))
    named = Named(words.SLOWING, role, arcs, falling=words.ROOM, apart=True)
    return (Limited(bound), named, LoopNamed(words.SLOWING_LOOP, ring, apart=True))


def _limits_to_growth(
    arcs: str,
    growth: str,
    slows: str,
    after: str = "performance",
    eased: str = "",
) -> Template:
    """Growth meets a slowing factor: any limit, a name for the factor, or the name of its loop
    supports it.

    The slowing factor is not on the growth loop: there, it would be a fix and its cost. A stated
    limit may be felt early; without one, a slowing loop that is quicker than the growth, by the
    marks, leaves nothing to grow.
    """
    rings = [read_ring(growth, says.DRIVES_GROWTH), read_ring(slows, says.SLOWS_GROWTH)]
    if eased:
        rings.append(read_ring(eased, says.EASES))
    return Template(
        "limits to growth",
        read_arcs(arcs),
        tuple(rings),
        (says.EASE_LIMIT,),
        tuple((clue,) for clue in _slowing("slowing", "performance", after, 1, 0)),
        orders=(Order(rings[0].arcs, rings[1].arcs, unlimited=True),),
        bounds=(_limit("limit", "slowing", 1),),
        turns=frozenset({"action", "performance", "slowing"}),
        rule="growth",
    )


LIMITS_TO_GROWTH = _limits_to_growth(
    "action>performance+, performance>action+, performance>slowing+, slowing>performance-",
    "action > performance",
    "performance > slowing",
)
# The slowing part bears on the action, so that both loops run from action to performance.
LIMITS_AT_THE_ACTION = _limits_to_growth(
    "action>performance+, performance>action+, performance>slowing+, slowing>action-",
    "action > performance",
    "action > performance > slowing",
    "action",
)
# Growth eases what slows it: sales pay for staff, and staff take the load off while they make
# the sales.
LIMITS_EASED = _limits_to_growth(
    "action>performance+, performance>action+, performance>slowing+, slowing>performance-,"
    " action>slowing-",
    "action > performance",
    "performance > slowing",
    eased="performance > action > slowing",
)

# Two balancing loops that meet are common: what falls must be a goal, by its name, a mark or
# the name of its loop.
ERODING_GOALS = Template(
    "eroding goals",
    read_arcs("gap>action+, action>actual+, actual>gap-, gap>pressure+, pressure>goal-, goal>gap+"),
    (
        read_ring("gap > action > actual", says.CLOSES_BY_ACTION),
        read_ring("gap > pressure > goal", says.CLOSES_BY_GOAL),
    ),
    (says.FIRM_GOAL, says.BEST_SETS_GOAL),
    (
        (Named(words.GOAL, "goal", read_way("pressure > goal > gap")),),
        (LoopNamed(words.GOAL_LOOP, 1),),
    ),
    waits=(Wait(read_way("gap > action > actual"), says.ACTION_LATER),),
    orders=(
        Order(read_way("gap > pressure > goal > gap"), read_way("gap > action > actual > gap")),
    ),
)

_ESCALATION_LEVERS = (says.BOTH_AIMS, says.STEP_BACK)
# Names of two sides alone could be two rooms that share their heat, or two friends: the names
# must speak of a contest too.
_TWO_AGAINST_EACH_OTHER: tuple[Clue, ...] = (TwoSides(), Named(words.CONTEST))

ESCALATION = Template(
    "escalation",
    read_arcs(
        "act A>result A+, result A>A relative to B+, A relative to B>threat to A-,"
        " threat to A>act A+, act B>result B+, result B>A relative to B-,"
        " A relative to B>threat to B+, threat to B>act B+",
    ),
    (
        read_ring("A relative to B > threat to A > act A > result A", says.LETS_A_CATCH_UP),
        read_ring("A relative to B > threat to B > act B > result B", says.LETS_B_CATCH_UP),
    ),
    _ESCALATION_LEVERS,
    (
        _TWO_AGAINST_EACH_OTHER,
        (LoopNamed(words.CONTEST_LOOP, 0, 1),),
        (LoopNamed(words.CONTEST_LOOP, 1, 0),),
    ),
)

# Drawn with levels: each side adjusts its own to what the other's calls for.
ESCALATION_OF_LEVELS = Template(
    "escalation",
    read_arcs(
        "level of A>change by B+, change by B>level of B+, level of B>change by A+,"
        " change by A>level of A+, level of A>change by A-, level of B>change by B-",
    ),
    (
        read_ring("change by A > level of A", says.ADJUSTS_A),
        read_ring("change by B > level of B", says.ADJUSTS_B),
        read_ring(
            "level of A > change by B > level of B > change by A",
            says.EACH_ANSWERS,
        ),
    ),
    _ESCALATION_LEVERS,
    (_TWO_AGAINST_EACH_OTHER, (LoopNamed(words.CONTEST_LOOP, 2),)),
    mirror=(0, 1),
    rule="levels",
)

# Drawn as one loop, which is any loop of four links and more: the names alone decide.
ESCALATION_REDUCED = Template(
    "escalation",
    read_arcs("act A>threat to B+, threat to B>act B+, act B>threat to A+, threat to A>act A+"),
    (read_ring("act A > threat to B > act B > threat to A", says.EACH_ANSWERS),),
    _ESCALATION_LEVERS,
    (_TWO_AGAINST_EACH_OTHER,),
)

# Two rivals: by their names, by what is shared out between them, or by the name of a loop.
SUCCESS_TO_THE_SUCCESSFUL = Template(
    "success to the successful",
    read_arcs(
        "share of A>means of A+, means of A>success of A+, success of A>share of A+,"
        " share of A>means of B-, means of B>success of B+, success of B>share of A-",
    ),
    (
        read_ring("share of A > means of A > success of A", says.GIVES_A_FOR_SUCCESS),
        read_ring("share of A > means of B > success of B", says.GIVES_A_AS_B_FALLS),
    ),
    (says.COMMON_AIM, says.PART_THE_TWO),
    (
        (TwoSides(),),
        (Shared("means of A", "means of B"),),
        (LoopNamed(words.SUCCESS_LOOP, 0),),
        (LoopNamed(words.SUCCESS_LOOP, 1),),
    ),
)


def _tragedy(back: str) -> Template:
    """The loss acts on the role `back`: each one's net gain, or the act itself.

    Support is the names of two users, and for the shared resource its name, its limit, or the name
    of a loop.
    """
    arcs: dict[TemplateArc, Polarity] = {("total", "gain each"): "-"}
    rings, orders = [], []
    for x, pays, costs in (
        ("A", says.PAYS_A, says.COSTS_A_LOSS),
        ("B", says.PAYS_B, says.COSTS_B_LOSS),
    ):
        act, net, hurt = f"act {x}", f"net gain {x}", f"{back} {x}"
        arcs |= read_arcs(f"{act}>{net}+, {net}>{act}+, {act}>total+, gain each>{hurt}+")
        rings.append(read_ring(f"{act} > {net}", pays))
        shared = f"{act} > total > gain each"
        rings.append(read_ring(shared if hurt == act else f"{shared} > {net}", costs))
        orders.append(Order(read_way(f"{act} > {net}"), read_way(f"{shared} > {hurt}")))
    named = (
        FromOutside(words.CONSTRAINTS, _EITHER),
        FromOutside(words.CAPACITIES, _MORE),
        FromOutside(words.COMMON_SUPPLIES, _MORE, fills=True),
    )
    limit = Bound("limit", "gain each", 1, True, named, says.LIMIT_OUTSIDE, says.NO_COMMON_LIMIT)
    return Template(
        "tragedy of the commons",
        arcs,
        tuple(rings),
        (says.MANAGE_COMMONS, says.FEEL_THE_COST),
        (
            (TwoSides(),),
            (Named(words.COMMONS, "total", read_way("total > gain each"), either=True),),
            (Named(words.COMMONS, "gain each", either=True),),
            (Limited(0),),
            *((LoopNamed(words.COMMONS_LOOP, ring),) for ring in range(4)),
        ),
        waits=(Wait(read_way("total > gain each"), says.LOSS_LATER),),
        orders=tuple(orders),
        bounds=(limit,),
        turns=frozenset({"gain each"}),
    )


TRAGEDY_OF_THE_COMMONS = _tragedy("net gain")
TRAGEDY_AT_THE_ACT = _tragedy("act")

# Stock that is ordered anew has the same signs: what is built must be capacity, by its name, by
# that of its loop, or by a standard to invest by.
GROWTH_AND_UNDERINVESTMENT = Template(
    "growth and underinvestment",
    read_arcs(
        "action>demand+, demand>action+, demand>performance-, performance>demand+,"
        " performance>need-, need>investment+, investment>capacity+, capacity>performance+",
    ),
    (
        read_ring("action > demand", says.DRIVES_GROWTH),
        read_ring("demand > performance", says.SLOWS_DEMAND),
        read_ring("performance > need > investment > capacity", says.BUILDS_CAPACITY),
    ),
    (says.BUILD_AHEAD,),
    (
        (Named(words.CAPACITY, "need", read_way("performance > need > investment")),),
        (Named(words.CAPACITY, "investment", read_way("need > investment > capacity")),),
        (Named(words.CAPACITY, "capacity", read_way("investment > capacity > performance")),),
        (LoopNamed(words.CAPACITY_LOOP, 2),),
        (Limited(0),),
    ),
    waits=(Wait(read_way("need > investment > capacity"), says.CAPACITY_LATER),),
    orders=(
        Order(
            read_way("demand > performance"),
            read_way("performance > need > investment > capacity > performance"),
        ),
    ),
    bounds=(
        Bound(
            "standard",
            "need",
            2,
            False,
            (FromOutside(words.STANDARDS, _MORE),),
            says.STANDARD_OUTSIDE,
            says.NO_STANDARD,
        ),
    ),
    turns=frozenset({"performance"}),
)

ACCIDENTAL_ADVERSARIES = Template(
    "accidental adversaries",
    read_arcs(
        "success of A>help for B+, help for B>success of B+, success of B>help for A+,"
        " help for A>success of A+, success of A>fix by A-, fix by A>success of A+,"
        " success of B>fix by B-, fix by B>success of B+, fix by A>success of B-,"
        " fix by B>success of A-",
    ),
    (
        read_ring("success of A > fix by A", says.HELPS_A_OUT),
        read_ring("success of B > fix by B", says.HELPS_B_OUT),
        read_ring("success of A > fix by A > success of B > fix by B", says.FIXES_HURT),
        read_ring("success of A > help for B > success of B > help for A", says.GAIN_TOGETHER),
        read_ring("success of A > fix by A > success of B > help for A", says.COSTS_A_HELP),
        read_ring("success of B > fix by B > success of A > help for B", says.COSTS_B_HELP),
    ),
    (says.SHOW_THE_HURT, says.GAIN_IN_COMMON),
    ((TwoSides(),), *((LoopNamed(words.PARTNERS, ring),) for ring in range(6))),
    mirror=(0, 1),
)

# Each of the two slowing loops must be one, by what shows that a loop slows.
ATTRACTIVENESS_PRINCIPLE = Template(
    "attractiveness principle",
    read_arcs(
        "action>result+, result>action+, result>slowing 1+, slowing 1>result-,"
        " result>slowing 2+, slowing 2>result-",
    ),
    (
        read_ring("action > result", says.DRIVES_GROWTH),
        read_ring("result > slowing 1", says.SLOWS_ONE_WAY),
        read_ring("result > slowing 2", says.SLOWS_ANOTHER_WAY),
    ),
    (says.CHOOSE_LIMIT, says.LINKED_LIMITS),
    tuple(
        product(
            _slowing("slowing 1", "result", "result", 1, 0),
            _slowing("slowing 2", "result", "result", 2, 1),
        )
    ),
    bounds=(_limit("limit 1", "slowing 1", 1), _limit("limit 2", "slowing 2", 2)),
    turns=frozenset({"result", "slowing 1", "slowing 2"}),
    mirror=(1, 2),
    rule="growth",
)

# In the order in which candidates are listed.
ARCHETYPES = (
    LIMITS_TO_GROWTH,
    LIMITS_AT_THE_ACTION,
    LIMITS_EASED,
    FIXES_THAT_FAIL,
    BACKFIRING_FIX,
    SHIFTING_THE_BURDEN,
    CROWDED_OUT,
    CAPABILITY_TRAP,
    ERODING_GOALS,
    ESCALATION,
    ESCALATION_OF_LEVELS,
    ESCALATION_REDUCED,
    SUCCESS_TO_THE_SUCCESSFUL,
    TRAGEDY_OF_THE_COMMONS,
    TRAGEDY_AT_THE_ACT,
    GROWTH_AND_UNDERINVESTMENT,
    ACCIDENTAL_ADVERSARIES,
    ATTRACTIVENESS_PRINCIPLE,
)
