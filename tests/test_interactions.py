"""How loops meet, on the cases of the course and the textbook."""

from __future__ import annotations

import pytest
from hypothesis import given
from strategies import diagrams

from cld.analyze import analyze
from cld.behaviour.goals import exclude_each_other, goals_of
from cld.behaviour.interactions import Interaction, combinations, how_many_compared, interactions
from cld.core.diagram import Diagram, Goal, Link, Variable
from cld.core.text import Lines
from cld.loops.catalogue import find_loops
from cld.prose.loops import loop_goal_words
from cld.prose.meetings import meeting_words

SCALERS = """\
Queue depth (+{0})-> Pods (-)-> Queue depth
CPU (+{1})-> Pods (-)-> CPU
"""
GOALS = "Queue depth: goal <= 100\nCPU: goal = 70%\n"


def met(text: str) -> list[Interaction]:
    report = analyze(text)
    return list(interactions(report.diagram, report.loops))


def test_two_autoscalers_fight_over_the_pods() -> None:
    (fight,) = met(SCALERS.format("", "") + GOALS)
    assert (fight.kind, fight.pace, fight.shared_variables) == ("fight", "unknown", ("Pods",))
    assert "one lever, two goals" in fight.because
    assert "Queue depth <= 100" in fight.because and "CPU = 70%" in fight.because


def test_they_fight_too_when_one_is_ten_times_faster() -> None:
    (fight,) = met(SCALERS.format(", delay 10s", ", delay 100s") + GOALS)
    assert (fight.kind, fight.pace) == ("fight", "apart")
    # Which of them reaches its goal depends on strengths, not on pace: nothing is claimed.
    assert fight.because.endswith("(one lever, two goals)")


def test_what_close_delays_do_to_a_fight_is_not_claimed() -> None:
    (fight,) = met(SCALERS.format(", delay 10s", ", delay 30s") + GOALS)
    assert fight.pace == "close" and "oscillate" not in fight.because


def test_one_controller_with_two_goals_fights_with_itself() -> None:
    (fight,) = met(SCALERS.format("", "") + GOALS + "Pods: every 15s")
    assert fight.kind == "fight" and "one lever, two goals" in fight.because


def test_reinforcing_loops_that_move_what_they_share_against_each_other_do_not_amplify() -> None:
    text = (
        "Patients (-)-> Treatment\nPatients (+)-> Support (+)-> Treatment\n"
        "Treatment (+)-> Discharge (-)-> Patients\nTreatment (-)-> Deaths (+)-> Patients\n"
    )
    found = {met_.loops: met_ for met_ in met(text) if met_.kind != "cooperate"}
    kinds = {one.kind for one in found.values() if "opposite directions" in one.because}
    assert kinds <= {"restrain"}
    apart = "A (+)-> B (+)-> A\nA (-)-> C (+)-> B\nB (-)-> D (+)-> A"
    against = [one for one in met(apart) if "opposite directions" in one.because]
    assert [one.loops for one in against] == [("R1", "R2")]
    assert against[0].because == "R1 and R2 both move A the same way, but B in opposite directions"
    longer = "M (+)-> P (+)-> N (+)-> S (+)-> D (+)-> M\nP (+)-> Y (-)-> N\nN (+)-> T (-)-> D"
    (found,) = (one for one in met(longer) if one.kind == "restrain" and "N in opp" in one.because)
    assert "both move M, P and D the same way, but N in opposite directions" in found.because
    around = met("A (+)-> B (+)-> C (+)-> A\nB (+)-> D (+)-> C")
    assert [one.because for one in around] == [
        "R2 runs through every variable of R1, so each can drive the other"
    ]
    alike = "A (+)-> B (+)-> A\nA (+)-> C (+)-> B\nB (+)-> D (+)-> A"
    assert {one.kind for one in met(alike)} == {"amplify"}


def test_two_bounds_that_one_lever_serves_are_no_fight() -> None:
    (found,) = met(SCALERS.format("", "") + GOALS.replace("= 70%", "<= 70%"))
    assert found.kind == "cooperate"
    assert "for both Pods must move the same way" in found.because
    (fight,) = met(SCALERS.format("", "") + GOALS.replace("= 70%", ">= 70%"))
    assert fight.kind == "fight"


@pytest.mark.parametrize(
    ("delay", "pace"),
    [
        ("49s", "close"),
        ("50s", "apart"),
        ("30s..60s", "unknown"),
        ("3s..4s", "close"),
        ("1s..3s", "unknown"),
        ("1s..2s", "apart"),
    ],
)
def test_beside_a_loop_of_ten_seconds(delay: str, pace: str) -> None:
    for delays in ((", delay 10s", f", delay {delay}"), (f", delay {delay}", ", delay 10s")):
        (fight,) = met(SCALERS.format(*delays) + GOALS)
        assert (fight.kind, fight.pace) == ("fight", pace)


def test_the_goal_of_a_stock_is_pursued_beside_its_own_outflow() -> None:
    text = "Stock (-)-> Gap (+)-> Orders (+)-> Stock\nStock (+)-> Sales (-)-> Stock\n"
    report = analyze(text + "Stock: stock, goal = 200 cars")
    assert [bool(goals_of(report.diagram, loop)) for loop in report.loops] == [False, True]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "X (+)-> A (-)-> B (+)-> X\nX (+)-> C (-)-> D (+)-> X\nX: goal <= 3",
            "no loop is known to pursue the goal X <= 3, because several run through X; mark "
            "the one that does in a `loop` statement with `(goal X <= 3)`",
        ),
        (
            "A (+)-> B (+)-> A\nA: goal >= 1",
            "no balancing loop runs through A, so nothing in the diagram pursues the goal A >= 1",
        ),
        ("X (+)-> A (-)-> B (+)-> X\nX: goal <= 3", ""),
        ("X (?)-> A (-)-> B (+)-> X\nX: goal <= 3", ""),
    ],
)
def test_a_goal_that_no_loop_pursues_is_said(text: str, said: str) -> None:
    assert [one for one in meeting_words(analyze(text)) if "pursue" in one] == [said][: bool(said)]


def test_without_goals_they_may_fight_said_once() -> None:
    (found,) = met(SCALERS.format("", ""))
    assert (found.kind, found.loops) == ("may-fight", ("B1", "B2"))
    assert found.because.startswith("B1 and B2 share Pods, and neither states a goal")


@pytest.mark.parametrize(
    ("goal", "missing"), list(zip(GOALS.splitlines(), ("B2", "B1"), strict=True))
)
def test_where_one_alone_has_a_goal_the_other_is_named(goal: str, missing: str) -> None:
    (found,) = met(SCALERS.format("", "") + goal)
    assert found.kind == "may-fight"
    assert found.because.endswith(f"and {missing} states no goal")


def test_what_a_controller_may_aim_for_is_suggested_three_variables_not_four() -> None:
    text = "S (+)-> A (+)-> B (+)-> C (+)-> D (-)-> S (+)-> Z (-)-> S\nA: every 1s\n"
    (found,) = met(text)
    assert found.because.endswith("add a `goal` to the variable that it aims for, such as S on B2")
    (found,) = met(text + "Z: goal <= 3")
    assert found.because.endswith(
        "and B2 states no goal; add a `goal` to the variable that it aims for, such as S on B2"
    )
    # Nobody aims for a stock that an epidemic uses up.
    (found,) = met(
        "Ill (-)-> Susceptible (+)-> Infections (+)-> Ill (+)-> Fear (-)-> Ill\n"
        "Susceptible: stock\nFear: goal <= 3"
    )
    assert "such as" not in found.because


def test_loops_that_meet_at_several_variables_are_one_finding() -> None:
    (found,) = met("A (+)-> B (+)-> C (-)-> A\nB (+)-> D (-)-> A")
    assert (found.kind, found.shared_variables) == ("may-fight", ("A", "B"))


@pytest.mark.parametrize("mark", ["Pods: every 15s", "Pods: every 15s\nQueue depth: goal <= 9"])
def test_two_branches_of_one_controller_are_no_contenders(mark: str) -> None:
    text = "Queue depth (+)-> Pods (-)-> Queue depth\nPods (+)-> Cache (-)-> Queue depth\n"
    assert met(text + mark) == []
    assert met(text) != []
    informed = "Gap (+, info)-> Staff (-)-> Gap\nStaff (+)-> Speed (-)-> Gap\n"
    assert met(informed) == []


ROOM = """\
Room (-)-> Heater (+)-> Room
Room (+)-> Cooler (-)-> Room
"""


def test_two_heaters_with_one_goal_cooperate() -> None:
    (found,) = met(ROOM + "Room: goal = 20")
    assert found.kind == "cooperate"


def test_what_only_goes_round_drives_nothing() -> None:
    rings = "A (+)-> F1 (-)-> A\nF1 (+)-> B (+)-> F2 (-)-> B\nF2 (+)-> A\n"
    rings += "B (+)-> F3 (-)-> B\nF3 (+)-> C (+)-> F4 (-)-> C\nF4 (+)-> B\n"
    marks = "".join(f"{name}: stock\n" for name in "ABC")
    marks += "".join(f"F{number}: flow\n" for number in range(1, 5))
    carried = analyze(rings + marks)
    assert meeting_words(carried) == []
    assert ("amplify", ("R1", "R2")) not in [(one.kind, one.loops) for one in carried.interactions]
    assert "can drive the other" in " ".join(meeting_words(analyze(rings)))


def test_a_goal_is_sooner_that_of_loops_the_file_names() -> None:
    text = (
        "Load (+)-> Haste (+)-> Output (-)-> Load\nHaste (+)-> Staff\nLoad (+)-> Staff (-)-> Load\n"
    )
    text += "Load: goal <= 3\nOutput (+)-> Sales\n"
    named = 'loop B1 "Hurry": Load, Haste, Output\n'

    def aims(more: str) -> list[tuple[str, ...]]:
        report = analyze(text + more)
        return [one.variables for one in report.loops if goals_of(report.diagram, one)]

    tight = ("Load", "Staff")
    assert aims("") == [tight]
    assert aims(named) == []
    assert aims(named + 'loop B2 "Hire": Load, Staff') == []  # either of the two may
    assert aims(named + 'loop B2 "Hire": Load, Staff (goal Load <= 3)') == [tight]


def test_pairs_with_the_same_goals_are_one_line() -> None:
    warm = ROOM + "Room (-)-> Sun (+)-> Room\nRoom: goal = 20"
    assert meeting_words(analyze(warm)) == ["B1, B2 and B3 share a goal: all aim for Room = 20"]
    thrift = "Debt (+)-> Thrift (-)-> Debt\nThrift (-)-> Joy (+)-> Thrift (-)-> Fun (+)-> Thrift\n"
    words = meeting_words(analyze(thrift + "Debt: goal <= 5\nThrift: goal = 3"))
    assert words[0] == (
        "B1 aims for Debt <= 5; B2 and B3, which aim for Thrift = 3, resist where they meet"
    )
    assert words[1].startswith("B2 and B3 share a goal: both aim for Thrift = 3")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("constant, initial 20", "Room = 21, but the loop compares with Set (20)"),
        ("constant, initial 21", "Room = 21"),
        ("constant", "Room = 21"),
        ("stock, initial 20", "Room = 21"),
    ],
)
def test_what_a_loop_compares_with_is_said_where_it_is_not_the_goal(value: str, said: str) -> None:
    text = f"Room (-)-> Gap (+)-> Heat (+)-> Room\nSet (+)-> Gap\nSet: {value}\nRoom: goal = 21"
    report = analyze(text)
    assert loop_goal_words(report.diagram, report.loops[0]) == said


def test_those_that_share_a_variable_say_what_each_aims_for() -> None:
    heater, cooler = "loop B1: Room, Heater", "loop B2: Room, Cooler"

    def said(warm: str, cool: str) -> str:
        (found,) = met(f"{ROOM}{heater}{warm}\n{cooler}{cool}\n")
        assert found.kind == "cooperate"
        return found.because

    least, most = " (goal Room >= 18)", " (goal Room <= 22)"
    assert said(least, least) == "B1 and B2 share a goal: both aim for Room >= 18"
    assert said(least, most) == (
        "B1 and B2 both move Room: B1 aims for Room >= 18, B2 for Room <= 22"
    )


def test_where_only_one_states_a_goal_the_other_is_asked_for_one() -> None:
    (found,) = met(f"{ROOM}loop B1: Room, Heater (goal Room >= 18)\n")
    assert found.kind == "may-fight" and "B2 states no goal" in found.because


def test_goals_for_different_shared_variables_are_named_each() -> None:
    text = "A (+)-> B (-)-> C (+)-> A\nC (+)-> D (+)-> A\n"
    (found,) = met(text + "A: goal <= 1\nC: goal <= 2")
    assert "both aim for A <= 1" in found.because
    (found,) = met(text + "loop B1: A, B, C (goal A <= 1)\nloop B2: A, B, C, D (goal C <= 2)")
    assert found.because.endswith("B2 states a goal for another shared variable")


def test_heating_to_21_and_cooling_to_19_conflict() -> None:
    text = ROOM + "loop B1: Room, Heater (goal Room = 21)\nloop B2: Room, Cooler (goal Room = 19)"
    (found,) = met(text)
    assert found.kind == "conflict"
    assert "no value of Room satisfies both" in found.because
    (peace,) = met(text.replace("= 21", ">= 18").replace("= 19", "<= 22"))
    assert peace.kind == "cooperate"


def test_a_loop_without_a_goal_of_its_own_resists() -> None:
    (found,) = met(SCALERS.format("", "") + "Queue depth: goal <= 100\nPods: goal = 10")
    assert found.kind == "resist"
    assert "B1 aims for Queue depth <= 100 and moves Pods to reach it" in found.because
    assert "B2, which aims for Pods = 10, resists" in found.because


def test_a_loop_that_pulls_the_same_way_does_not_resist() -> None:
    """Both want the queue shorter: the one for its own sake, the other for the waiting time."""
    text = (
        "Queue (+)-> Pods (-)-> Queue\n"
        "Queue (+)-> Waiting time (+)-> People turned away (-)-> Queue\n"
        "Waiting time: goal <= 1min\nQueue: goal <= 100"
    )
    (found,) = met(text)
    assert found.kind == "cooperate" and "Queue must move the same way" in found.because
    turned = text.replace("(+)-> Waiting time (+)", "(-)-> Free places (-)")
    turned = turned.replace("Waiting time: goal <= 1min", "Free places: goal >= 5")
    assert [found.kind for found in met(turned)] == ["cooperate"]
    (other,) = met(text.replace("Queue: goal <= 100", "Queue: goal >= 100"))
    assert other.kind == "resist"
    (exact,) = met(text.replace("Queue: goal <= 100", "Queue: goal = 100"))
    assert exact.kind == "resist"
    (exact,) = met(text.replace("Waiting time: goal <=", "Waiting time: goal ="))
    assert exact.kind == "resist"


def test_births_and_deaths_restrain_and_nobody_wins() -> None:
    found = met(
        "Population (+)-> Births (+)-> Population\nPopulation (+)-> Deaths (-)-> Population"
    )
    assert [i.kind for i in found] == ["restrain"]
    assert not any(word in found[0].because for word in ("win", "dominat", "stronger"))


def test_reinforcing_loops_that_share_a_variable_are_one_combination() -> None:
    text = "A (+)-> B (+)-> A\nB (+)-> C (+)-> B\nC (+)-> D (+)-> C\nX (+)-> Y (+)-> X"
    (found,) = combinations(analyze(text).loops)
    assert found.loops == ("R1", "R2", "R3")
    assert found.shared_variables == ("B", "C")


def test_what_matters_most_is_told_first() -> None:
    text = (
        "Heat (-)-> Vent (+)-> Heat (-)-> Fan (+)-> Heat\nHeat: goal = 20\n"
        "Births (+)-> People (+)-> Births\nPeople (+)-> Deaths (-)-> People\n"
        "Fame (+)-> Sales (+)-> Fame\nSales (+)-> Income (+)-> Sales\n"
        "Stress (+)-> Rest (-)-> Stress (+)-> Sport (-)-> Stress\n"
        "Debt (+)-> Thrift (-)-> Debt\nThrift (-)-> Joy (+)-> Thrift\n"
        "Debt: goal <= 5\nThrift: goal = 3\n"
        f"{SCALERS.format('', '')}{GOALS}{ROOM}"
        "loop: Room, Heater (goal Room = 21)\nloop: Room, Cooler (goal Room = 19)\n"
    )
    kinds = [found.kind for found in met(text)]
    assert kinds == [
        "conflict", "fight", "resist", "may-fight", "amplify", "restrain", "cooperate",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("shared", "said"),
    [
        ("A", "A"),
        ("A B", "A and B"),
        ("A B C D", "A, B, C and D"),
        ("A B C D E", "A, B, C, D and E"),
    ],
)
def test_of_shared_variables_four_are_named(shared: str, said: str) -> None:
    way = " (+)-> ".join(shared.split())
    last = shared[-1]
    (found,) = met(f"{way}\n{last} (+)-> X (+)-> A\n{last} (+)-> Y (+)-> A")
    assert found.because == f"R1 and R2 share {said}, so each can drive the other"


def test_only_the_first_loops_are_compared() -> None:
    loops = analyze("".join(f"Hub (+)-> V{number} (+)-> Hub\n" for number in range(210))).loops
    assert how_many_compared(loops) == 200


@pytest.mark.parametrize(
    ("one", "other", "exclude"),
    [
        (Goal("=", "21"), Goal("=", "19"), True),
        (Goal("", "21"), Goal("=", "21"), False),
        (Goal("<=", "5"), Goal(">=", "6"), True),
        (Goal("<=", "5"), Goal(">=", "5"), False),
        (Goal("<=", "200ms"), Goal(">=", "1s"), True),
        (Goal("<=", "200ms"), Goal(">=", "1 pod"), False),
        (Goal("=", "cheap"), Goal("=", "reliable"), False),
        (Goal("=", "20..25"), Goal("=", "21..25"), False),
        (Goal("=", "20 ± 2 °C"), Goal("=", "21 ± 2 °C"), False),
        (Goal("=", "20 °C"), Goal("=", "21 °C"), True),
        (Goal("", "reliability"), Goal("=", "speed"), False),
        (Goal("=", "20 °C"), Goal("=", "293 K"), False),
    ],
)
def test_goals_that_exclude_each_other(one: Goal, other: Goal, exclude: bool) -> None:
    assert exclude_each_other(one, other) is exclude
    assert exclude_each_other(other, one) is exclude


def kinds(diagram: Diagram) -> list[tuple[str, str, frozenset[str]]]:
    catalogue, _ = find_loops(diagram, Lines(""))
    names = {loop.id: frozenset(loop.variables) for loop in catalogue.loops}
    return sorted(
        (i.kind, i.pace, frozenset().union(*(names[id_] for id_ in i.loops)))
        for i in interactions(diagram, catalogue.loops)
    )  # type: ignore[return-value]


@given(diagrams(most=5, plain=True))
def test_reordering_the_file_changes_no_interaction(diagram: Diagram) -> None:
    turned = Diagram(None, diagram.variables[::-1], diagram.links[::-1])
    plain = Diagram(None, diagram.variables, diagram.links)
    assert sorted(map(str, map(_loose, kinds(plain)))) == sorted(
        map(str, map(_loose, kinds(turned)))
    )


@given(diagrams(most=5, plain=True))
def test_renaming_changes_no_type_and_no_interaction(diagram: Diagram) -> None:
    new = {v.name: f"V{len(diagram.variables) - i}" for i, v in enumerate(diagram.variables)}
    renamed = Diagram(
        None,
        tuple(Variable(new[v.name]) for v in diagram.variables),
        tuple(
            Link(new[link.cause], new[link.effect], link.polarity, link.delay)
            for link in diagram.links
        ),
    )
    plain = Diagram(None, diagram.variables, diagram.links)
    before = find_loops(plain, Lines(""))[0].loops
    after = find_loops(renamed, Lines(""))[0].loops
    assert [(x.id, x.type, tuple(new[n] for n in x.variables)) for x in before] == [
        (x.id, x.type, x.variables) for x in after
    ]
    assert [
        (kind, how, sorted(new[name] for name in names)) for kind, how, names in kinds_of(plain)
    ] == [(kind, how, sorted(names)) for kind, how, names in kinds_of(renamed)]


def kinds_of(diagram: Diagram) -> list[tuple[str, str, tuple[str, ...]]]:
    loops = find_loops(diagram, Lines(""))[0].loops
    found = interactions(diagram, loops)
    return [(each.kind, each.pace, each.shared_variables) for each in found]


def _loose(found: tuple[str, str, frozenset[str]]) -> tuple[str, str, list[str]]:
    return found[0], found[1], sorted(found[2])


@given(diagrams(most=5, plain=True))
def test_turning_the_sense_of_a_variable_keeps_every_type(diagram: Diagram) -> None:
    if not diagram.variables:
        return
    turned_name = diagram.variables[0].name
    flip = {"+": "-", "-": "+", "?": "?"}
    links = tuple(
        Link(link.cause, link.effect, flip[link.polarity])  # type: ignore[arg-type]
        if (link.cause == turned_name) != (link.effect == turned_name)
        else Link(link.cause, link.effect, link.polarity)
        for link in diagram.links
    )
    variables = tuple(Variable(variable.name) for variable in diagram.variables)
    before = find_loops(Diagram(None, variables, diagram.links), Lines(""))[0].loops
    after = find_loops(Diagram(None, variables, links), Lines(""))[0].loops
    assert {loop.variables: loop.type for loop in before} == {
        loop.variables: loop.type for loop in after
    }
