"""Sentences on leverage: both sides of an intervention, links on no loop, each said somewhere."""

from __future__ import annotations

from io import StringIO
from itertools import permutations

import pytest
from corpus import CORPUS, needs_corpus
from test_leverage import OPPOSED, STORM, judged

from cld.analyze import analyze, analyze_bytes
from cld.leverage.levels import Judgement
from cld.loops.space import TooLarge
from cld.output.leverage_page import leverage_markdown, print_leverage
from cld.output.terminal import Paper
from cld.prose.leverage import cut_words, leverage_words, worse_words
from cld.prose.surroundings import lever_prose
from cld.sentences import leverage as say
from cld.sentences import places
from cld.sentences.sentence import Sentence

# -- both sides --


@pytest.mark.parametrize(
    ("operations", "said"),
    [
        # B1 is Latency → Pods, B2 the breaker on Load → Latency → Timeouts, R1 the storm.
        (
            "weaken Load -> Latency",
            "cuts both ways: it weakens the reinforcing loop R1, and it weakens the balancing "
            "loop B2",
        ),
        (
            "cut Latency -> Timeouts",
            "cuts both ways: it opens the reinforcing loop R1, and it opens the balancing loop B2",
        ),
        (
            "strengthen Load -> Latency",
            "cuts both ways: it strengthens the balancing loop B2 (a stronger B2 overshoots more "
            "easily because of its delay), and it strengthens the reinforcing loop R1",
        ),
        (
            "weaken Latency -> Pods\nadd Timeouts (+)-> Pages (-)-> Load",
            "cuts both ways: it closes a balancing loop (Load → Latency → Timeouts → Pages → "
            "Load), and it weakens the balancing loop B1",
        ),
        (
            "weaken Latency -> Pods",
            "may make matters worse: it weakens the balancing loop B1",
        ),
        (
            "strengthen Retries -> Load",
            "may make matters worse while the loop runs the wrong way: it "
            "strengthens the reinforcing loop R1",
        ),
        (
            "strengthen Retries -> Load\ncut Latency -> Pods",
            "may make matters worse: it strengthens the reinforcing loop R1; it opens the "
            "balancing loop B1",
        ),
        ("weaken Retries -> Load", ""),
    ],
)
def test_both_sides_are_named_where_there_are_two(operations: str, said: str) -> None:
    assert worse_words(judged(operations, OPPOSED)) == said


def test_a_stronger_loop_with_a_delay_overshoots_more() -> None:
    late = "Queue (+, delay 1min)-> Pods (-)-> Queue\n"
    found = judged("strengthen Queue -> Pods", late)
    assert found.because.endswith("a stronger B1 overshoots more easily because of its delay")
    assert (
        "overshoots" not in judged("strengthen Queue -> Pods", late.replace("1min", "0s")).because
    )
    both = judged("strengthen Queue -> Pods", late + "Pods (+)-> Load (+)-> Queue\n")
    assert "B1 (a stronger B1 overshoots more easily because of its delay)" in worse_words(both)


def test_a_length_of_time_that_is_set_may_be_a_delay() -> None:
    found = judged("set Build time: 6mo to 3mo")
    assert (found.level, found.also) == (12, (9,))
    assert found.because == (
        "changes the value of Build time (not in the diagram) from 6mo to 3mo (level 9 if Build "
        "time is a delay of this system)"
    )
    goal = judged("set Growth goal: 5 % to 1 %").because
    assert goal.endswith("(level 3 if Growth goal is the goal of the whole system)")
    assert judged("set Price: 6 to 3").also == ()


def test_a_value_that_is_set_may_be_the_strength_of_reinforcing_loops() -> None:
    text = "Savings (+)-> Interest (+)-> Savings (+)-> Tax (-)-> Savings\n"
    text += "Rate (+)-> Interest\nTax rate (+)-> Tax\nRate: constant\nTax rate: constant\n"
    found = judged("set Rate: 5 % to 3 %", text)
    assert found.level == 12
    assert found.because.endswith("from 5 % to 3 % (level 7 if Rate sets how strong R1 is)")
    assert judged("set Tax rate: 1 % to 3 %", text).because.endswith("from 1 % to 3 %")
    twice = text + "Rate (+)-> Hope (+)-> Hope\n"
    assert judged("set Rate: 5 to 3", twice).because.endswith("how strong R1 and R2 are)")


def test_a_balancing_loop_that_opposes_nothing_may_be_weakened() -> None:
    """A shower whose tap is turned less far oscillates less."""
    alone = "Queue (+, delay 1min)-> Pods (-)-> Queue\n"
    assert not judged("weaken Queue -> Pods", alone).worse
    assert judged("weaken Queue -> Pods", alone + "Queue (+)-> Queue\n").worse


def test_a_loop_weakened_and_strengthened_is_neither() -> None:
    found = judged("weaken Load -> Latency\nstrengthen Retries -> Load")
    assert [loop.id for loop in found.effects.unclear] == ["R1"] and found.level == 7
    assert found.because == "changes R1 in an unknown direction" and not found.worse


def test_a_loop_routed_anew_is_opposed_once() -> None:
    step = "cut Timeouts -> Retries\nadd Timeouts (+)-> Budget (+)-> Retries\n"
    found = judged(step + "add Latency (+)-> Pods (-)-> Load")
    assert "Latency → Pods → Load), which opposes R1 along a shared link;" in found.because


def test_growth_that_may_be_wanted_is_not_judged() -> None:
    """A flywheel that is strengthened is worse only where its growth is unwanted."""
    wheel = "Visits (+)-> Sellers (+)-> Choice (+)-> Visits\n"
    found = judged("strengthen Visits -> Sellers", wheel)
    assert found.worse and found.only_growth
    assert not judged("weaken Visits -> Sellers", wheel).worse


@needs_corpus
def test_the_slack_incident_has_two_sides() -> None:
    assert CORPUS is not None
    path = CORPUS / "truth" / "b10-slack.cld"
    found = {one.name: one for one in analyze_bytes(path.read_bytes(), path.name).interventions}
    assert worse_words(found["Read only the missing data"]) == (
        "cuts both ways: it weakens the reinforcing loops R1 “Cold cache” and R2 “Boot storm”, "
        "and it weakens the balancing loop B1 “Throttle”"
    )
    alert = found["Alert on hit rate"]
    ring = "Cache hit rate → Boot throttle → Client boot requests → Scatter queries → Cache fills"
    assert alert.worse == (
        f"it closes a reinforcing loop ({ring} → Cache hit rate), which amplifies any change",
    )
    assert f"closes a reinforcing loop ({ring} → Cache hit rate)" in alert.because
    (closed,) = [loop for loop in alert.effects.created if loop.type == "R"]
    assert [link.polarity for link in closed.links] == ["-", "-", "+", "+", "+"]
    assert alert.other_side and alert.other_side[0].startswith("it closes a balancing loop")


# -- links on no loop --

STOCKED = STORM + "Backlog: stock\nBacklog (+)-> Complaints\n"


@pytest.mark.parametrize(
    ("operations", "text", "level", "because"),
    [
        (
            "add Latency (+)-> Complaints",
            STORM,
            None,
            "Latency → Complaints is not on any loop, and touches nothing that is marked as a "
            "stock or "
            "flow",
        ),
        (
            "cut Backlog -> Complaints",
            STOCKED,
            10,
            "Backlog → Complaints is not on any loop, but touches the stock Backlog",
        ),
        (
            'rule "x"\nadd Latency (+)-> Complaints',
            STORM,
            5,
            "changes a rule: “x”; Latency → Complaints is not on any loop",
        ),
        (
            "add Load (+)-> Backlog\nadd Latency (+)-> Smiles\nadd Load (+)-> Frowns",
            STOCKED,
            10,
            "Load → Backlog is not on any loop, but touches the stock Backlog; "
            "Latency → Smiles and Load → Frowns are not on any loop",
        ),
        ("add Latency (+)-> Tears\nstock Tears", STORM, 10, ""),
        # To turn what is there up or down is to change a parameter, and no structure.
        (
            "strengthen Backlog -> Complaints",
            STOCKED,
            12,
            "Backlog → Complaints is not on any loop, so the change only adjusts a parameter",
        ),
        (
            "weaken Price -> Load",
            STORM + "Price (-)-> Load\nPrice: constant\n",
            12,
            "Price → Load is not on any loop, so the change only adjusts a parameter; this link "
            "acts on R1",
        ),
        ("weaken Price -> Load", STORM + "Price (-)-> Load\n", None, ""),
    ],
)
def test_a_link_on_no_loop_has_a_level_only_at_a_stock(
    operations: str, text: str, level: int | None, because: str
) -> None:
    found = judged(operations, text)
    assert (found.level, found.also) == (level, ())
    assert not because or found.because == because


@pytest.mark.parametrize(
    ("operations", "said"),
    [
        ("cut B -> C", "; this link leads from R1 to R2"),
        ("add X (+)-> C", "; this link acts on R2"),
        ("add X (+)-> C\nadd X (+)-> B", "; these links act on R1 and R2"),
        ("add B (+)-> Sum", "stock or flow"),
        ("add X (+)-> Far", "; this link acts through other links; nearest on the way: R1"),
    ],
)
def test_a_link_on_no_loop_says_which_loops_it_acts_on(operations: str, said: str) -> None:
    text = "A (+)-> B (+)-> A\nC (+)-> D (+)-> C\nB (+)-> C\nFar (+)-> Near (+)-> A\n"
    assert judged(operations, text).because.endswith(said)


def test_words_are_named_where_operations_give_no_level() -> None:
    text = 'A (+)-> B (-)-> A\nintervention "Landing size {}" {{ add C (-)-> A }}'
    (found,) = analyze(text.format("regulations")).interventions
    assert found.level is None and found.because.endswith("its name suggests level 5, rules")
    (found,) = analyze(text.format("chart")).interventions
    assert "suggests" not in found.because


def test_a_cut_list_of_loops_begins_with_those_the_file_names() -> None:
    text = "Load (+)-> Errors (+)-> Load\n"
    text += "".join(f"Errors (+)-> X{n} (-)-> Errors\n" for n in range(4))
    text += 'loop R1 "Swamping" reinforcing: Load, Errors\nloop B4 "Shed": Errors, X3'
    said = judged("add X (+)-> Errors", text + "\n").because
    assert said.endswith("acts on R1, B4, B5 and 2 more")


def test_what_is_strengthened_from_outside_is_a_parameter() -> None:
    text = STORM + "Price (-)-> Load\nPrice: {}\n"
    for mark in ("constant", 'outside "the market"'):
        assert judged("strengthen Price -> Load", text.format(mark)).level == 12

    # What is added from outside to what is there likewise, at a flow or at its stock.
    work = "Work (+)-> Completions (-)-> Work\nWork: stock\nCompletions: flow\n"
    for effect in ("Completions", "Work"):
        found = judged(f"add Process improvements (+)-> {effect}", work)
        assert found.level == 12
        assert found.because.endswith("only adjusts a parameter; this link acts on B1")
    assert judged("add Work (+)-> Reports", work).level == 10


# -- values that are set --


@pytest.mark.parametrize(
    ("variable", "level"),
    [("Price: constant", 12), ("Price: goal <= 3", 12), ("Price: stock", 12), ("Latency:", None)],
)
def test_what_the_diagram_moves_is_no_parameter(variable: str, level: int | None) -> None:
    name = variable.split(":")[0]
    found = judged(f"set {name}: 1 to 2", f"{STORM}Price (-)-> Load\n{variable}\n")
    assert found.level == level
    moved = f"the diagram then changes {name} further"
    assert (moved in found.because) is (level is None)


# -- the links on the reinforcing loops --


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A (+)-> B (-)-> A\n", "the diagram has no reinforcing loop"),
        (STORM, "cutting Load → Latency opens the reinforcing loop (where growth is unwanted)"),
        (
            OPPOSED,
            "cutting Timeouts → Retries opens the reinforcing loop (where growth is unwanted)",
        ),
        (
            STORM + "Timeouts (+)-> Load\nTimeouts (+)-> Calm (-)-> Load\n",
            "Load → Latency and Latency → Timeouts are on both reinforcing loops and on 1 "
            "balancing loop",
        ),
        (
            "A (+)-> B (+)-> C (+)-> A\nB (+)-> D (+)-> A\nB (+)-> E (-)-> A\n",
            "A → B is on both reinforcing loops and on 1 balancing loop",
        ),
        (
            "A (+)-> B (+)-> A (+)-> C (+)-> A\n",
            "both reinforcing loops run through A",
        ),
        (
            "A (+)-> B (+)-> C (+)-> D (+)-> A\nC (+)-> E (+)-> A\nA (+)-> F (-)-> A\n"
            "B (+)-> G (-)-> A",
            "B → C is on both reinforcing loops; so is A → B, which is also on 1 balancing loop",
        ),
    ],
)
def test_the_links_on_the_reinforcing_loops_are_counted(text: str, said: str) -> None:
    """A count and no advice: the growth may be wanted."""
    assert cut_words(analyze(text)) == said


def test_a_count_is_said_once_and_only_where_it_tells_loops_apart() -> None:
    assert leverage_words(analyze(STORM)) == []
    apart = "A (+)-> B (+)-> A\nC (+)-> D (+)-> C\n"
    assert leverage_words(analyze(apart)) == []
    joined = apart + "D (+)-> E (+)-> C\n"
    # Of two sets that do as well none is told; of the only one all is.
    assert leverage_words(analyze(joined + "D (+)-> F (-)-> D\n")) == []
    both = joined + "B (+)-> F (+)-> A\nA (+)-> G (-)-> B\n"
    of = (
        "each of the 4 reinforcing loops runs through at least one of these 2 links: A → B and "
        "C → D; no single link is on all of these loops"
    )
    assert leverage_words(analyze(both)) == [of]
    braked = both.replace("A (+)-> G (-)-> B", "B (+)-> G (-)-> A")
    assert leverage_words(analyze(braked)) == [f"{of}; 1 balancing loop runs through these too"]
    # Of a set of many links none is told: a count of loops says nothing of effects.
    assert leverage_words(analyze(joined + LONE)) == []
    # A flow changes its stock whatever one does.
    tank = "S (+)-> In (+)-> S (+)-> A (+)-> In\nS: stock\nIn: flow\n"
    assert leverage_words(analyze(tank)) == []
    assert cut_words(analyze(tank)) == "both reinforcing loops run through S and In"
    pool = "S (+)-> A (+)-> In (+)-> S (+)-> B (+)-> A\nS: stock\nIn: flow\n"
    assert leverage_words(analyze(pool)) == [
        "A → In is on both reinforcing loops (not counting links from a flow to its stock)"
    ]
    # Nor can it run without the stock that it drains.
    sink = "S (+)-> Out (-)-> S\nOut (+)-> A (+)-> In (+)-> S\nOut (+)-> B (+)-> In\n"
    assert leverage_words(analyze(sink + "S: stock\nIn: flow\nOut: flow\n")) == []
    # Many links on as many loops single out none.
    many = "C (+)-> D (+)-> E (+)-> F (+)-> H (+)-> C\nH (+)-> G (+)-> C\nA (+)-> B (+)-> A\n"
    assert leverage_words(analyze(many)) == []
    longer = "A (+)-> B (+)-> C (+)-> D (+)-> E (+)-> F (+)-> A\nF (+)-> G (+)-> A\n"
    assert leverage_words(analyze(longer)) == []
    on_all = analyze(STORM + "Timeouts (+)-> Load\n")
    assert leverage_words(on_all) == [
        "Load → Latency and Latency → Timeouts are on both reinforcing loops"
    ]


# -- where not all loops are listed --


def judged_of_many(operations: str, text: str) -> Judgement:
    full = "".join(f"{a} (+)-> {b}\n" for a, b in permutations("ABCDEF", 2))
    report = analyze(f'{full}{text}intervention "I" {{\n{operations}\n}}\n', limit=9)
    assert not report.complete
    return report.interventions[0]


def test_of_delays_that_change_both_ways_it_is_not_said_which_loops_take_longer() -> None:
    apart = "A (+, delay 1h)-> X (+, delay 1h)-> Y (-)-> A\n"
    later = judged_of_many("delay A -> X: 1h to 2h", apart)
    assert "lengthens the round-trip time of 1 balancing loop" in later.because
    both = judged_of_many("delay A -> X: 1h to 2h\ndelay X -> Y: 1h to 1min", apart)
    assert "round-trip" not in both.because and not both.worse and both.level == 9


def test_what_is_not_counted_is_named_where_it_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cld.leverage.budget.NODES", 2)
    found = judged_of_many("cut X -> A\ncut A -> X", "A (+)-> X (-)-> A\nloop B1: A, X\n")
    assert "the total number of loops that it opens was not counted" in found.because
    assert found.worse == ("it opens the balancing loop B1",)


# -- the questions --


def answers(text: str, level: int) -> tuple[str, ...]:
    (found,) = [one for one in analyze(text).questions if one.level == level]
    return found.answers


def test_the_amplification_is_told_by_name_or_by_number() -> None:
    two = "A (+)-> B (+)-> A\nC (+)-> D (+)-> C\n"
    assert answers(two, 7) == ("reinforcing and unchecked: R1 and R2",)
    opposed = answers(two + "D (+)-> E (-)-> D\n", 7)
    assert opposed == ("reinforcing: R1 and R2", "unchecked: R1")
    assert answers("A (+)-> B (-)-> A\n", 7) == ("the diagram has no reinforcing loop",)


def test_who_sees_late_is_said_of_whole_delays_only() -> None:
    """A smooth delay lets a part through at once."""
    text = "Queue (+, delay 2min{})-> Pods (-)-> Queue\nPods: every 15s\n"
    assert answers(text.format(""), 6) == (
        "Pods see their effect in B1 only after 2min, by the marked delays",
    )
    assert answers(text.format(" smooth"), 6) == ()


def test_a_goal_that_no_link_leaves_is_named() -> None:
    assert answers("A (+)-> B\nB: goal <= 3\n", 6) == ("B has a goal, but no link leaves it",)


# -- the sentences --

FULL = "".join(f"{a} (+)-> {b}\n" for a, b in permutations("ABCDEFG", 2))
MANY = [
    (a, b)
    for i, a in enumerate("ABCDEFG")
    for j, b in enumerate("ABCDEFG")
    if a != b and (i + 2 * j) % 4
]
EVERY_VERB = """
set TTL: 1h to 2h
capacity Pool: 5 to 9
stock Load
delay Latency -> Timeouts: 60s to 2min
inform Latency -> Team
rule "a"
self-organise "b"
goal "c"
paradigm "d"
transcend "e"
"""
STATED = """
Load: goal <= 5, every 1s
Latency: goal <= 2
Team: constant, limit 4
Team (+)-> Load
Alarm: goal = 3
Latency (+)-> Alarm
"""


def does(*operations: str) -> str:
    return "".join(f'intervention "I{i}" {{\n{one}\n}}\n' for i, one in enumerate(operations))


# Texts on which each sentence on leverage is said at least once, with how many loops are listed.
LONE = "".join(f"X{n} (+)-> Y{n} (+)-> X{n}\n" for n in range(3))
SAID_ON = [
    (
        "Fear (+)-> Stress (+)-> Fear (+)-> Noise (+)-> Stress (-)-> Rest (-)-> Fear\n"
        "Well (+)-> Fall ill (+)-> Ill (+)-> Recover (+)-> Well\nFall ill (-)-> Well\n"
        "Recover (-)-> Ill\nWell: stock\nIll: stock\nFall ill: flow\nRecover: flow\n"
        "Ill (+, info, delay 2mo)-> Care (+)-> Recover",
        None,
    ),
    (
        'A (+)-> B (+)-> A (+)-> C (-)-> A\nintervention "I" { weaken A -> C }',
        None,
    ),
    ('Target (+)-> Gap (+)-> Orders (+)-> Level (-)-> Gap\nTarget: outside "the board"\n', None),
    ("S (+)-> In (+)-> S\nS: stock\nIn: flow\n" + does("inform S (-)-> In"), None),
    ('A (+)-> B (-)-> A\nintervention "No way" { snip A -> B }', None),
    ('A (+)-> B (-)-> A\nintervention "Landing size regulations" { add C (-)-> A }', None),
    (LONE + "A (+)-> B (+)-> A\nB (+)-> C (+)-> A\nP (+)-> Q (+)-> P\n", None),
    ("S (+)-> A (+)-> In (+)-> S (+)-> B (+)-> In\nA (+)-> B\nS: stock\nIn: flow\n", None),
    (
        "S (+)-> A (+)-> In (+)-> S (+)-> Out (-)-> S\nA (+)-> B (+)-> In\nS: stock\nIn: flow\n"
        "Out: flow\nS (-)-> C (-)-> In\n"
        + does("strengthen Rain -> In", "set Rain: 3 to 4")
        + "Rain (+)-> In\nRain: constant\n",
        None,
    ),
    (STORM + does(EVERY_VERB), None),
    (STORM + STATED + does("cut Retries -> Load\nadd Retries (-)-> Load"), None),
    (OPPOSED + does("weaken Load -> Latency", "cut Latency -> Pods", "add Load (+)-> Sum"), None),
    (OPPOSED + does('rule "x"\nadd Load (+)-> Sum', "stock Sum\nadd Load (+)-> Sum"), None),
    (
        OPPOSED
        + does("cut Timeouts -> Circuit open\ncut Latency -> Pods", "strengthen Load -> Latency"),
        None,
    ),
    (
        OPPOSED
        + does(
            "strengthen Retries -> Load",
            "add Retries (?)-> Load",
            "delay Latency -> Pods: 3min to 1s",
        ),
        None,
    ),
    (STORM + does("add Retries (+)-> Timeouts", "add Timeouts (+)-> Open (-)-> Load"), None),
    (STORM + does("add Latency (+)-> Pods (-)-> Latency"), None),
    (STORM + does("add Latency (+)-> P (-)-> Latency\nadd Latency (+)-> Q (-)-> Latency"), None),
    (STORM + does("add Load (+)-> P (-)-> Load\nadd Timeouts (+)-> Q (-)-> Load"), None),
    (STORM + does("add Latency (+)-> P (-)-> Load\nadd Timeouts (+)-> Q (-)-> Load"), None),
    (STORM + does("set Load: 1 to 2", "set A goal: 1 to 2"), None),
    ("A (+)-> B (+)-> A\nC (+)-> D (+)-> C\nB (+)-> C\n" + does("cut B -> C"), None),
    ("A (+)-> B (+)-> A\nC (-)-> D (+)-> C\nE (+)-> F (+)-> A\n" + does("cut C -> D"), None),
    ("A (+)-> B (+)-> A\nE (+)-> F (+)-> A\n" + does("add X (+)-> E"), None),
    (
        "A (+)-> B (+)-> C (+)-> A\nB (+)-> D (+)-> A\nE (+)-> F (+)-> E\nF (+)-> G (+)-> E\n"
        "B (+)-> H (-)-> A\n",
        None,
    ),
    ("A (+)-> B (-)-> A\n" + does("add B (+)-> C (-)-> B"), None),
    ("A (+)-> B (+)-> C (+)-> A\n" + does("cut A -> B\ncut B -> C\nadd A (+)-> C"), None),
    ("A (+)-> B (+)-> A\n" + does("cut A -> B\nadd A (+)-> X (+)-> B"), None),
    (
        "S (+)-> Out (-)-> S\nOut (+)-> A (+)-> In (+)-> S\nOut (+)-> B (+)-> In\nA (+)-> B\n"
        "S: stock\nIn: flow\nOut: flow",
        None,
    ),
    ("A (+, info)-> B (+, info)-> C\n" + does("inform A -> C"), None),
    (STORM + 'intervention "Publish the latency" (level 12)\nintervention "Blue"\n', None),
    (STORM + 'intervention "I" (level 12) { cut Retries -> Load }\n', None),
    (
        STORM
        + does(
            "\n".join(f"set V{i}: 1 to 2" for i in range(14)),
            "add Load (+)-> N\ncut Load -> N",
        ),
        None,
    ),
    ("A (+)-> B (+)-> C (+)-> A\nB (+)-> D (+)-> A\nB (+)-> E (-)-> A\n", None),
    ("A (+)-> B (+)-> A (+)-> C (+)-> A\n", None),
    (
        "A (+)-> B (+)-> C (+)-> D (+)-> A\nC (+)-> E (+)-> A\n"
        "A (+)-> F (-)-> A\nB (+)-> G (-)-> A",
        None,
    ),
    ("A (+)-> B (+)-> C (+)-> D (+)-> A\nD (+)-> E (+)-> A\nC (+)-> G (-)-> A", None),
    ('A (+)-> A\nintervention "Rule" { rule "never" }', None),
    ("A (+)-> B (+)-> A\nC (+)-> D (+)-> C\nD (+)-> E (+)-> C\n", None),
    ("A (+)-> B (+)-> A (+)-> C (+)-> A (+)-> D (-)-> A\nE (+)-> F (+)-> E\n", None),
    (FULL + does("cut A -> B", "weaken A -> B", "cut A -> B\ncut B -> C"), 9),
    (FULL + "H (+)-> I (+)-> H\n", 9),
    (FULL + does("cut A -> B\nadd A (+)-> Mid (+)-> B"), 9),
    (
        'A (+, "alpha")-> B (+)-> A\nintervention "Tune" { set alpha: 1 to 2 }',
        None,
    ),
    (
        "Here (+)-> go (-)-> Here\ngo (+)-> There (+)-> back (-)-> There\nback (+)-> Here\n"
        "Here: stock\nThere: stock\ngo: flow\nback: flow",
        None,
    ),
]


def test_each_sentence_on_leverage_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    said: set[int] = set()
    plain = Sentence.__call__

    def recorded(self: Sentence, **values: object) -> str:
        said.add(id(self))
        return plain(self, **values)

    def say_all(text: str, limit: int | None = None) -> None:
        report = analyze(text) if limit is None else analyze(text, limit=limit)
        leverage_markdown(report, None)
        print_leverage(Paper("never", StringIO()), report, None)
        leverage_words(report)
        for loop in report.loops[:9]:
            list(lever_prose(report, loop))

    monkeypatch.setattr(Sentence, "__call__", recorded)
    for text, limit in SAID_ON:
        say_all(text, limit)
    with monkeypatch.context() as few:  # where the work is cut short
        few.setattr("cld.leverage.where.MOST_ROUNDS", 0)
        say_all(FULL, 9)
        few.setattr("cld.leverage.cutset.MOST_CHOICES", 1)
        few.setattr("cld.leverage.cutset.FEWEST_CHOICES", 1)
        say_all("".join(f"{a} (+)-> {b}\n" for a, b in MANY))
        few.setattr("cld.leverage.levels.how_many_judged", lambda size: 1)
        few.setattr("cld.leverage.budget.NODES", 2)
        say_all(FULL + does("cut A -> B\ncut B -> C", "cut A -> B"), 9)
    with monkeypatch.context() as none:
        none.setattr("cld.loops.catalogue.loop_space", lambda *given: TooLarge(1.0))
        say_all(FULL + does("cut A -> B"), 9)
        signed = (f"{a} ({'+' if a < b else '-'})-> {b}\n" for a, b in permutations("ABCDE", 2))
        say_all("".join(signed), 1)
    unsaid = [
        f"{table.__name__}.{name}"
        for table in (say, places)
        for name, one in vars(table).items()
        if isinstance(one, Sentence) and id(one) not in said
    ]
    assert not unsaid, unsaid
