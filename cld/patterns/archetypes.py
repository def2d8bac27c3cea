"""The ten system archetypes as templates.

References
----------
P. M. Senge, The Fifth Discipline, 1990, appendix 2. W. Braun, The System Archetypes, 2002.
Templates, counts of loops and signs: the table of the design.
"""

from __future__ import annotations

from cld.patterns.template import Bound, Template, TemplateRing, Wait, read_arcs, read_ring

_GROWTH = read_ring("action > performance", "drives the growth")
_LIMIT = "a limit: a constant or a cause from outside, a capacity, or a stock that is used up"
_LIMITS_LEVERS = (
    "lift or ease the limit; pushing the growth harder meets it sooner",
    "look for the next limit before it is felt",
)

LIMITS_TO_GROWTH = Template(
    "limits to growth",
    read_arcs(
        "action>performance+, performance>action+, performance>slowing+, slowing>performance-",
    ),
    (_GROWTH, read_ring("performance > slowing", "slows what grows")),
    _LIMITS_LEVERS,
    bounds=(Bound("limit", "slowing", 1, True, _LIMIT),),
    limits_needed=1,
    turns=frozenset({"slowing"}),
)

# The slowing part bears on the action, so that both loops run from action to performance.
LIMITS_AT_THE_ACTION = Template(
    "limits to growth",
    read_arcs("action>performance+, performance>action+, performance>slowing+, slowing>action-"),
    (_GROWTH, read_ring("action > performance > slowing", "slows what grows")),
    _LIMITS_LEVERS,
    bounds=(Bound("limit", "slowing", 1, True, _LIMIT),),
    limits_needed=1,
    turns=frozenset({"slowing"}),
)

FIXES_THAT_FAIL = Template(
    "fixes that fail",
    read_arcs("symptom>fix+, fix>symptom-, fix>consequence+, consequence>symptom+"),
    (
        read_ring("symptom > fix", "relieves the symptom"),
        read_ring("symptom > fix > consequence", "brings the symptom back"),
    ),
    (
        "use the fix to win time only, and work on what causes the symptom",
        "find a fix without this consequence, or weaken the way from fix to consequence",
    ),
    waits=(
        Wait(
            (("fix", "consequence"), ("consequence", "symptom")),
            "the consequence comes later than the relief",
        ),
    ),
    turns=frozenset({"consequence"}),
    rule="relief first",
)

SHIFTING_THE_BURDEN = Template(
    "shifting the burden",
    read_arcs(
        "symptom>quick+, quick>symptom-, symptom>fundamental+, fundamental>symptom-,"
        " quick>side effect+, side effect>fundamental-",
    ),
    (
        read_ring("symptom > quick", "relieves the symptom quickly"),
        read_ring("symptom > fundamental", "solves the problem itself"),
        read_ring("symptom > quick > side effect > fundamental", "weakens the lasting solution"),
    ),
    (
        "strengthen the lasting solution; keep the quick one as a stopgap with an end",
        "weaken the side effect, so that the quick solution does not crowd out the other",
    ),
    waits=(
        Wait(
            (("symptom", "fundamental"), ("fundamental", "symptom")),
            "the lasting solution takes longer than the quick one",
        ),
    ),
    turns=frozenset({"side effect"}),
)

ERODING_GOALS = Template(
    "eroding goals",
    read_arcs("gap>action+, action>actual+, actual>gap-, gap>pressure+, pressure>goal-, goal>gap+"),
    (
        read_ring("gap > action > actual", "closes the gap by action"),
        read_ring("gap > pressure > goal", "closes the gap by lowering the goal"),
    ),
    (
        "hold the goal: tie it to something outside that the gap cannot move",
        "shorten the way from action to result, so that the goal is not the faster way out",
    ),
    waits=(
        Wait((("gap", "action"), ("action", "actual")), "action takes longer than a lower goal"),
    ),
)

_ESCALATION_LEVERS = (
    "agree on a limit for both, or look for a way in which both can reach their aim",
    "let one side step back first, and make that visible to the other",
)

ESCALATION = Template(
    "escalation",
    read_arcs(
        "act A>result A+, result A>A relative to B+, A relative to B>threat to A-,"
        " threat to A>act A+, act B>result B+, result B>A relative to B-,"
        " A relative to B>threat to B+, threat to B>act B+",
    ),
    (
        read_ring("A relative to B > threat to A > act A > result A", "lets A catch up"),
        read_ring("A relative to B > threat to B > act B > result B", "lets B catch up"),
    ),
    _ESCALATION_LEVERS,
)

# Drawn with levels: each side adjusts its own to what the other's calls for.
ESCALATION_OF_LEVELS = Template(
    "escalation",
    read_arcs(
        "level of A>change by B+, change by B>level of B+, level of B>change by A+,"
        " change by A>level of A+, level of A>change by A-, level of B>change by B-",
    ),
    (
        read_ring("change by A > level of A", "brings A to what it wants"),
        read_ring("change by B > level of B", "brings B to what it wants"),
        read_ring(
            "level of A > change by B > level of B > change by A",
            "makes each side answer the other",
        ),
    ),
    _ESCALATION_LEVERS,
    mirror=(0, 1),
    rule="levels",
)

# Drawn as one loop, which alone says nothing: the names must tell two sides.
ESCALATION_REDUCED = Template(
    "escalation",
    read_arcs("act A>threat to B+, threat to B>act B+, act B>threat to A+, threat to A>act A+"),
    (read_ring("act A > threat to B > act B > threat to A", "makes each side answer the other"),),
    _ESCALATION_LEVERS,
    rule="two sides",
)

SUCCESS_TO_THE_SUCCESSFUL = Template(
    "success to the successful",
    read_arcs(
        "share of A>means of A+, means of A>success of A+, success of A>share of A+,"
        " share of A>means of B-, means of B>success of B+, success of B>share of A-",
    ),
    (
        read_ring("share of A > means of A > success of A", "gives more to A as A succeeds"),
        read_ring("share of A > means of B > success of B", "gives more to A as B falls behind"),
    ),
    (
        "share out by something other than past success, or give both an aim in common",
        "part the two, so that one's gain is not the other's loss",
    ),
)

_COMMON = "a limit on what is shared"
_TRAGEDY_LEVERS = (
    "limit the use of what is shared, by agreement, by price, or by a rule that all can see",
    "let each one feel what the own use costs, sooner and as a share of the own gain",
)
_TRAGEDY_WAITS = (Wait((("total", "gain each"),), "the loss shows only after the use has grown"),)


def _tragedy(back: str) -> Template:
    """The loss bears on what `back` names: each one's net gain, or the act itself."""
    text, rings = "total>gain each-", []
    for x in "AB":
        act, net = f"act {x}", f"net gain {x}"
        text += f", {act}>{net}+, {net}>{act}+, {act}>total+, gain each>{back} {x}+"
        shared = (act, "total", "gain each", *((net,) if back == "net gain" else ()))
        rings.append(TemplateRing((act, net), f"pays {x} to do more"))
        rings.append(TemplateRing(shared, f"lets {x} feel what is lost to all"))
    bounds = (Bound("limit", "gain each", 1, True, _COMMON),)
    turns = frozenset({"gain each"})
    return Template(
        "tragedy of the commons", read_arcs(text), tuple(rings), _TRAGEDY_LEVERS, _TRAGEDY_WAITS,
        bounds, turns=turns,
    )  # fmt: skip


TRAGEDY_OF_THE_COMMONS = _tragedy("net gain")
TRAGEDY_AT_THE_ACT = _tragedy("act")

GROWTH_AND_UNDERINVESTMENT = Template(
    "growth and underinvestment",
    read_arcs(
        "action>demand+, demand>action+, demand>performance-, performance>demand+,"
        " performance>need-, need>investment+, investment>capacity+, capacity>performance+",
    ),
    (
        read_ring("action > demand", "drives the growth"),
        read_ring("demand > performance", "slows demand as performance falls"),
        read_ring(
            "performance > need > investment > capacity", "builds capacity when it is needed"
        ),
    ),
    (
        "build capacity ahead of demand, by a standard that stays where it is",
        "shorten the way from need to capacity",
    ),
    waits=(
        Wait((("need", "investment"), ("investment", "capacity")), "capacity takes time to build"),
    ),
    bounds=(Bound("standard", "need", 2, False, "a standard of performance to invest by"),),
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
        read_ring("success of A > fix by A", "helps A out of trouble"),
        read_ring("success of B > fix by B", "helps B out of trouble"),
        read_ring(
            "success of A > fix by A > success of B > fix by B",
            "makes each one's fix hurt the other",
        ),
        read_ring(
            "success of A > help for B > success of B > help for A", "lets both gain together"
        ),
        read_ring("success of A > fix by A > success of B > help for A", "costs A the help of B"),
        read_ring("success of B > fix by B > success of A > help for B", "costs B the help of A"),
    ),
    (
        "show both what their own fix does to the other, and agree on fixes that do not hurt",
        "strengthen what they gain together",
    ),
    mirror=(0, 1),
)

ATTRACTIVENESS_PRINCIPLE = Template(
    "attractiveness principle",
    read_arcs(
        "action>result+, result>action+, result>slowing 1+, slowing 1>result-,"
        " result>slowing 2+, slowing 2>result-",
    ),
    (
        read_ring("action > result", "drives the growth"),
        read_ring("result > slowing 1", "slows it in one way"),
        read_ring("result > slowing 2", "slows it in another way"),
    ),
    (
        "decide which limit to leave standing: not all can be lifted at once",
        "lift first the limit that bears on the other as well",
    ),
    bounds=(
        Bound("limit 1", "slowing 1", 1, True, "a limit behind the first slowing loop"),
        Bound("limit 2", "slowing 2", 2, True, "a limit behind the second slowing loop"),
    ),
    limits_needed=1,
    turns=frozenset({"slowing 1", "slowing 2"}),
    mirror=(1, 2),
)

# In the order in which candidates are listed.
ARCHETYPES = (
    LIMITS_TO_GROWTH,
    LIMITS_AT_THE_ACTION,
    FIXES_THAT_FAIL,
    SHIFTING_THE_BURDEN,
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
