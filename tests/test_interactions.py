"""How loops meet, on the cases of the course and the textbook."""

from __future__ import annotations

import pytest
from hypothesis import given
from strategies import diagrams

from cld.analyze import analyze
from cld.behaviour.goals import exclude_each_other
from cld.behaviour.interactions import Interaction, combinations, how_many_compared, interactions
from cld.core.diagram import Diagram, Goal, Link, Variable
from cld.core.text import Lines
from cld.loops.catalogue import find_loops

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
    assert "B1 is far the faster and gets its way; B2 never reaches its goal" in fight.because
    assert "without swinging" in fight.because


def test_at_a_close_pace_they_can_swing_against_each_other() -> None:
    (fight,) = met(SCALERS.format(", delay 10s", ", delay 30s") + GOALS)
    assert fight.pace == "close" and "can swing against each other" in fight.because


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


def test_without_goals_they_may_fight_said_once() -> None:
    (found,) = met(SCALERS.format("", ""))
    assert (found.kind, found.loops) == ("may-fight", ("B1", "B2"))
    assert "B1: Queue depth; B2: CPU" in found.because


@pytest.mark.parametrize("goal", GOALS.splitlines())
def test_where_one_alone_has_a_goal_they_may_fight(goal: str) -> None:
    (found,) = met(SCALERS.format("", "") + goal)
    assert found.kind == "may-fight"


def test_a_loop_may_be_after_each_of_three_variables_not_of_four() -> None:
    (found,) = met("S (+)-> A (+)-> B (+)-> C (+)-> D (-)-> S (+)-> Z (-)-> S")
    assert found.because.endswith("(B1: Z; B2: A or B or C)")


ROOM = """\
Room (-)-> Heater (+)-> Room
Room (+)-> Cooler (-)-> Room
"""


def test_two_heaters_with_one_goal_cooperate() -> None:
    (found,) = met(ROOM + "Room: goal = 20")
    assert found.kind == "cooperate"


def test_those_that_cooperate_say_what_each_is_after() -> None:
    heater, cooler = "loop B1: Room, Heater", "loop B2: Room, Cooler"

    def said(warm: str, cool: str) -> str:
        (found,) = met(f"{ROOM}{heater}{warm}\n{cooler}{cool}\n")
        assert found.kind == "cooperate"
        return found.because

    least, most = " (goal Room >= 18)", " (goal Room <= 22)"
    assert said(least, least) == "both B1 and B2 are after Room >= 18"
    assert said(least, most) == "B1 is after Room >= 18, B2 after Room <= 22"
    assert said(least, "") == "B1 is after Room >= 18, and B2 moves Room too"
    assert said("", most) == "B2 is after Room <= 22, and B1 moves Room too"


def test_of_two_goals_that_loops_share_the_first_is_told() -> None:
    (found,) = met("A (+)-> B (-)-> C (+)-> A\nC (+)-> D (+)-> A\nA: goal <= 1\nC: goal <= 2")
    assert found.because == "both B1 and B2 are after A <= 1"


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
    assert "B1 is after Queue depth <= 100" in found.because
    assert "B2, which holds Pods, resists" in found.because


def test_a_loop_that_pulls_the_same_way_does_not_resist() -> None:
    """Both want the queue shorter: the one for its own sake, the other for the waiting time."""
    text = (
        "Queue (+)-> Pods (-)-> Queue\n"
        "Queue (+)-> Waiting time (+)-> People turned away (-)-> Queue\n"
        "Waiting time: goal <= 1min\nQueue: goal <= 100"
    )
    (found,) = met(text)
    assert found.kind == "cooperate" and "move Queue the same way" in found.because
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
        ("A B C D E", "A, B, C, D, …"),
    ],
)
def test_of_shared_variables_four_are_named(shared: str, said: str) -> None:
    way = " (+)-> ".join(shared.split())
    last = shared[-1]
    (found,) = met(f"{way}\n{last} (+)-> X (+)-> A\n{last} (+)-> Y (+)-> A")
    assert found.because == f"more of {said} drives both: each can set the other off"


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
        (Goal("=", "reliability"), Goal("=", "speed"), True),
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
