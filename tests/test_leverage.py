"""Leverage: what interventions do to the loops, their levels, and where to act."""

from __future__ import annotations

import re
from itertools import combinations, permutations
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import NAMES, diagrams

from cld.analyze import analyze, analyze_bytes
from cld.core.diagram import Change, Diagram, Link
from cld.core.quantities import Delay, written_delay
from cld.core.text import Lines
from cld.leverage.after import loops_after
from cld.leverage.apply import apply_changes
from cld.leverage.compare import compare, slower
from cld.leverage.cutset import cut_set
from cld.leverage.levels import Judgement
from cld.leverage.listed_loops import Known
from cld.leverage.reasons import clauses
from cld.leverage.where import where_to_act
from cld.loops.catalogue import find_loops
from cld.loops.cycles import find_cycles
from cld.loops.loop import Loop
from cld.loops.space import LoopSpace, loop_space
from cld.loops.through import loops_through
from cld.report import Report

STORM = "Load (+)-> Latency (+, delay 60s)-> Timeouts (+)-> Retries (+)-> Load\n"


def judged(operations: str, text: str = STORM) -> Judgement:
    report = analyze(f'{text}intervention "What if" {{\n{operations}\n}}\n')
    assert not [d for d in report.diagnostics if d.severity == "error"]
    (found,) = report.interventions
    return found


# -- the cases of the course on the bare retry storm --


@pytest.mark.parametrize(
    ("operations", "level", "also"),
    [
        ("add Timeouts (+)-> Circuit open (-)-> Load", 7, (8,)),
        ("add Latency (+)-> Pods (-)-> Latency", 8, (7,)),
        ("set Client timeout: 5s to 10s", 12, (9,)),
        ("capacity Connection pool: 50 to 100", 11, ()),
        ("delay Latency -> Timeouts: 60s to 15s", 9, ()),
        ("inform Latency -> On-call engineer", 6, ()),
        ('rule "every caller has a retry budget"', 5, ()),
        ('self-organise "teams set their own limits"', 4, ()),
        ('goal "reliability, not throughput"', 3, ()),
        ('paradigm "users are partners"', 2, ()),
        ('transcend "no model is the system"', 1, ()),
        ("cut Retries -> Load", 7, ()),
        ("weaken Retries -> Load", 7, ()),
        ("strengthen Retries -> Load", 7, ()),
        ("stock Retries", 10, ()),
        ("cut Timeouts -> Retries\nadd Timeouts (+)-> Backlog (+)-> Retries", 10, ()),
    ],
)
def test_levels_on_the_bare_retry_storm(operations: str, level: int, also: tuple[int, ...]) -> None:
    found = judged(operations)
    assert (found.level, found.also) == (level, also)
    assert found.strength == ("strong" if level <= 8 else "weak")
    assert found.because and not found.suggested


def test_the_strongest_counts_and_the_others_stand_beside_it() -> None:
    found = judged('set Client timeout: 5s to 10s\nrule "x"\ncut Retries -> Load')
    assert (found.level, found.also) == (5, (7, 9, 12))


def test_the_breaker_makes_a_loop_that_opposes_the_storm() -> None:
    found = judged("add Timeouts (+)-> Circuit open (-)-> Load")
    (made,) = found.effects.created
    assert (made.type, made.variables) == ("B", ("Load", "Latency", "Timeouts", "Circuit open"))
    assert [loop.id for loop in found.effects.opposed] == ["R1"]
    assert "which opposes R1 along a shared link" in found.because
    assert "R1 is then opposed by a balancing loop" in found.because
    assert not found.worse


def test_a_step_put_in_lengthens_the_loop_and_breaks_none() -> None:
    effects = judged("cut Timeouts -> Retries\nadd Timeouts (+)-> Backlog (+)-> Retries").effects
    ((before, after),) = effects.lengthened
    assert before.id == "R1" and "Backlog" in after.variables
    assert not effects.broken and not effects.created


def test_a_step_that_turns_the_sign_breaks_the_loop() -> None:
    found = judged("cut Timeouts -> Retries\nadd Timeouts (+)-> Backlog (-)-> Retries")
    assert [loop.type for loop in found.effects.created] == ["B"]
    assert [loop.id for loop in found.effects.broken] == ["R1"]
    assert found.level == 7 and not found.effects.lengthened


def test_a_step_taken_out_shortens_the_loop() -> None:
    found = judged("cut Latency -> Timeouts\ncut Timeouts -> Retries\nadd Latency (+)-> Retries")
    assert [before.id for before, _ in found.effects.shortened] == ["R1"]
    assert found.level == 10 and not found.effects.broken


def test_a_link_cut_and_drawn_anew_with_another_delay_is_a_matter_of_delay() -> None:
    found = judged("cut Latency -> Timeouts\nadd Latency (+, delay 90s)-> Timeouts")
    assert found.level == 9 and found.also == ()
    assert [loop.id for loop in found.effects.slowed] == ["R1"]


OPPOSED = (
    STORM + "Timeouts (+)-> Circuit open (-)-> Load\nLatency (+, delay 3min)-> Pods (-)-> Latency\n"
)


@pytest.mark.parametrize(
    ("operations", "said"),
    [
        ("strengthen Retries -> Load", "it strengthens the reinforcing loop R1"),
        (
            "add Retries (+)-> Timeouts",
            "it closes a reinforcing loop (Timeouts → Retries → Timeouts), which amplifies "
            "any change",
        ),
        (
            "delay Latency -> Timeouts: 60s to 15s",
            "it shortens the round-trip time of the reinforcing loop R1",
        ),
        ("cut Timeouts -> Circuit open", "it opens the balancing loop B2"),
        ("weaken Latency -> Pods", "it weakens the balancing loop B1"),
        (
            "delay Latency -> Pods: 3min to 10min",
            "it lengthens the round-trip time of the balancing loop B1",
        ),
    ],
)
def test_what_may_make_it_worse(operations: str, said: str) -> None:
    assert judged(operations, OPPOSED).worse == (said,)


def test_a_slow_balancing_loop_that_opposes_nothing_is_not_flagged() -> None:
    alone = "Queue (+, delay 1min)-> Pods (-)-> Queue\n"
    assert not judged("delay Queue -> Pods: 1min to 10min", alone).worse
    assert judged("cut Pods -> Queue", alone).worse == ("it opens the balancing loop B1",)


def test_a_loop_made_longer_and_weakened_is_both() -> None:
    """The strongest counts, and what may make it worse is still said."""
    step = "cut Retries -> Load\nadd Retries (+)-> Queue (+)-> Load\n"
    found = judged(step + "weaken Load -> Latency")
    assert (found.level, found.also) == (7, (10,))
    stronger = judged(step + "strengthen Load -> Latency").worse
    assert stronger == ("it strengthens the reinforcing loop R1",)
    bare = "B (+)-> C (+)-> B (-)-> B\n"
    gone = judged("cut B -> B\ncut B -> C\nadd B (+)-> X (+)-> C", bare)
    assert "R1 is then unchecked" in gone.worse


def test_to_declare_the_step_early_changes_nothing() -> None:
    declared = STORM + "Backlog: stock\n"
    effects = judged(
        "cut Timeouts -> Retries\nadd Timeouts (+)-> Backlog (+)-> Retries", declared
    ).effects
    assert [before.id for before, _ in effects.lengthened] == ["R1"] and not effects.broken


def test_a_new_loop_does_not_oppose_one_that_is_gone() -> None:
    found = judged("cut B -> A\nadd B (-)-> A", "A (+)-> B (+)-> A\n")
    assert found.level == 7 and "opposes" not in found.because


def test_what_signs_do_not_tell_is_neither_stronger_nor_weaker() -> None:
    for text, operation in (
        ("A (+)-> B (?)-> A\n", "add B (+)-> A"),
        ("A (+)-> B (+)-> A\n", "add B (?)-> A"),
    ):
        effects = judged(operation, text).effects
        assert effects.unclear and not effects.strengthened and not effects.weakened


def test_to_inform_along_a_link_that_stands_changes_no_loop() -> None:
    found = judged("inform Load (+)-> Latency")
    assert found.level == 6 and not found.worse and not found.effects.strengthened


def test_the_diagram_tells_what_a_delay_was() -> None:
    """Stated as 3min to 2min on a link of 1min, it makes the loop slower all the same."""
    found = judged("delay Latency -> Timeouts: 3min to 2min")
    assert [loop.id for loop in found.effects.slowed] == ["R1"]
    there = judged("delay Latency -> Timeouts: 60s to 2min\ndelay Latency -> Timeouts: 2min to 60s")
    assert not there.effects.slowed and not there.effects.quickened and there.level == 9


def test_what_changes_nothing_has_no_level() -> None:
    found = judged("add Load (+)-> New\ncut Load -> New")
    assert found.level is None and found.because == "nothing in the diagram changes"


def test_operations_are_judged_in_their_order() -> None:
    report = analyze(
        STORM
        + 'intervention "I" {\ncut Retries -> Load\nadd Retries (-)-> Load\n'
        + "delay Load -> Latency: 0s to 1h\ndelay Load -> Latency: 1h to 2h\n"
        + "cut Latency -> Timeouts\ncut Latency -> Timeouts\n}\n"
    )
    found = [d.message for d in report.diagnostics if d.code == "CLD209"]
    assert found == ["the diagram has no link Latency → Timeouts to cut"]


def test_to_leave_a_loop_unchecked_is_said() -> None:
    found = judged("cut Timeouts -> Circuit open\ncut Latency -> Pods", OPPOSED)
    assert "R1 is then unchecked" in found.worse


@pytest.mark.parametrize(
    "operations",
    ["cut Retries -> Load", "weaken Retries -> Load", "add Timeouts (+)-> Open (-)-> Load"],
)
def test_what_weakens_or_opposes_growth_is_not_flagged(operations: str) -> None:
    assert not judged(operations, OPPOSED).worse


def test_information_that_leads_there_already_is_no_new_flow() -> None:
    informed = STORM + "Latency (+, info)-> Dashboard (+, info)-> Team\n"
    there = judged("inform Latency -> Team", informed)
    assert there.level is None
    assert there.because == "information links already lead from Latency to Team"
    assert judged("inform Team -> Latency", informed).level == 6
    assert judged("add Latency (+, info)-> Team").level == 6


def test_to_add_a_link_that_stands_strengthens_it_or_works_against_it() -> None:
    assert [loop.id for loop in judged("add Retries (+)-> Load").effects.strengthened] == ["R1"]
    assert [loop.id for loop in judged("add Retries (-)-> Load").effects.weakened] == ["R1"]


def test_a_stated_level_is_borne_out_by_any_of_its_levels() -> None:
    text = STORM + 'intervention "Breaker" (level {}) {{ add Timeouts (+)-> C (-)-> Load }}'
    for stated, borne_out in (("7", True), ("8", True), ("12 or 8", True), ("12", False)):
        report = analyze(text.format(stated))
        assert report.interventions[0].borne_out is borne_out
        codes = [d.code for d in report.diagnostics]
        assert ("CLD512" in codes) is not borne_out


def test_without_operations_no_level_is_a_fact() -> None:
    report = analyze(STORM + 'intervention "Publish the latency on a dashboard" (level 12)')
    (found,) = report.interventions
    assert found.suggested and found.level == 6 and found.words
    assert found.borne_out is None
    assert "CLD512" not in [d.code for d in report.diagnostics]


# -- before and after --


def test_loops_keep_their_ids_afterwards() -> None:
    report = analyze(OPPOSED)
    after = report.after((Change("cut", (Link("Latency", "Pods", "?"),)),))
    assert {loop.id for loop in after.loops} == {"R1", "B2"}
    grown = analyze('A (+)-> B (+)-> A\nintervention "I" { add A (+)-> A }')
    more = grown.after(grown.diagram.interventions[0].changes)
    assert {loop.id: loop.variables for loop in more.loops} == {"R1": ("A", "B"), "R2": ("A",)}


def test_the_report_afterwards_knows_the_new_delays() -> None:
    report = analyze(OPPOSED + 'intervention "I" { delay Latency -> Pods: 3min to 30s }')
    loop, storm = report.loop("B1"), report.loop("R1")
    after = report.after(report.diagram.interventions[0].changes)
    then, storm_then = after.loop("B1"), after.loop("R1")
    assert loop and then and storm and storm_then
    assert (report.delay(loop).total.min, after.delay(then).total.min) == (180, 30)
    found = after.opposition(storm_then)
    assert found is not None and "B1" in {one.loop for one in found.by}


def test_loops_that_are_not_listed_are_counted() -> None:
    """A complete diagram, and one long balancing loop that is far from the shortest."""
    names = [f"V{i}" for i in range(6)]
    text = "\n".join(f"{a} (+)-> {b}" for a in names for b in names if a != b)
    text += "\nV0 (+)-> C0 (+)-> C1 (+)-> C2 (+)-> C3 (+)-> C4 (+)-> C5 (+)-> C6 (-)-> V0\n"
    text += 'intervention "Cut" { cut C6 -> V0 }\nintervention "Weak" { weaken C6 -> V0 }\n'
    text += 'intervention "Late" { delay C6 -> V0: 0s to 1d }\n'
    report = analyze(text, limit=50)
    assert not report.complete and report.loop("B1") is None and report.counts.B == 1
    cut, weak, late = report.interventions
    assert cut.level == weak.level == 8 and late.level == 9
    assert cut.worse == ("it opens 1 balancing loop",)
    assert weak.worse == ("it weakens 1 balancing loop",)
    assert late.worse == ("it lengthens the round-trip time of 1 balancing loop",)
    assert "in total, it opens 1 balancing loop" in cut.because
    (group,) = report.combinations
    assert report.is_opposed(group) is True


def test_that_nothing_opposes_loops_is_said_only_where_all_are_known() -> None:
    def opposed(text: str) -> bool | None:
        report = analyze(text, limit=50)
        return report.is_opposed(report.combinations[0])

    few = "A (+)-> B (+)-> A (+)-> C (+)-> A\n"
    many = "".join(f"{a} (+)-> {b}\n" for a, b in permutations("ABCDEFGHIJKLMN", 2))
    limit = "A (+)-> Limit (-)-> A\n"
    assert (opposed(few), opposed(few + limit)) == (False, True)
    assert (opposed(many), opposed(many + limit)) == (None, True)


# -- where to act --


def test_where_to_act_ranks_unchecked_loops_first() -> None:
    report = analyze("A (+)-> B (+)-> A\nC (+)-> D (+)-> C\nD (+)-> E (+)-> C\nD (+)-> F (-)-> D\n")
    where = report.where
    top = where.links[0]
    assert (top.place, top.unchecked, top.reinforcing) == (("A", "B"), 1, 1)
    ranked = {lever.place: (lever.unchecked, lever.reinforcing) for lever in where.links}
    assert ranked[("C", "D")] == (0, 2) and ranked[("E", "C")] == (0, 1)
    assert [lever.place for lever in where.variables][:4] == ["A", "B", "C", "D"]
    assert where.cut.exact and len(where.cut.links) == 2


def brute_cut(loops: list[Loop], ends: list[tuple[str, str]]) -> tuple[int, tuple[int, ...]]:
    """Fewest balancing loops opened and the places of the best smallest cut, by trying all."""
    around = [
        (loop.type, {(link.cause, link.effect) for link in loop.links})
        for loop in loops
        if loop.type != "U"
    ]
    for size in range(len(ends) + 1):
        best = []
        for chosen in combinations(range(len(ends)), size):
            cut = {ends[place] for place in chosen}
            if all(cut & links for type_, links in around if type_ == "R"):
                opened = sum(1 for type_, links in around if type_ == "B" and cut & links)
                best.append((opened, chosen))
        if best:
            return min(best)
    raise AssertionError("all links together open every loop")


@given(diagrams(most=4, plain=True))
def test_the_cut_is_the_smallest_that_opens_fewest_balancing_loops_first_in_the_file(
    diagram: Diagram,
) -> None:
    loops, _ = find_loops(diagram, Lines(""))
    ends = [(link.cause, link.effect) for link in diagram.links]
    found = cut_set(loops.loops, ends)
    opened, places = brute_cut(list(loops.loops), ends)
    assert found.exact
    assert found.links == tuple(ends[place] for place in places)
    assert found.balancing == opened


def test_where_a_smallest_cut_is_too_much_work_a_bound_is_said() -> None:
    names = [f"V{i}" for i in range(8)]
    text = "\n".join(f"{a} (+)-> {b}" for a in names for b in names if a != b)
    cut = analyze(text).where.cut
    assert len(cut.links) == 28  # a tournament's worth: one of each pair
    assert cut.least <= 28 and cut.exact == (cut.least == 28)
    report = analyze(text)
    open_ = [
        loop
        for loop in report.loops
        if not {(link.cause, link.effect) for link in loop.links} & set(cut.links)
    ]
    assert not open_


def test_the_cut_is_exact_where_only_a_few_loops_are_listed() -> None:
    """Cut of the listed loops, mended by loops that it leaves."""
    names = "ABCDEFG"
    text = "\n".join(
        f"{a} ({'-' if (i * j) % 3 == 0 else '+'})-> {b}"
        for i, a in enumerate(names)
        for j, b in enumerate(names)
        if a != b and (i + 2 * j) % 4
    )
    full, few = analyze(text), analyze(text, limit=12)
    assert full.complete and len(few.loops) == 12 and few.counts == full.counts
    assert few.where.links == full.where.links and few.where.variables == full.where.variables
    assert few.where.cut.exact and full.where.cut.exact
    assert len(few.where.cut.links) == len(full.where.cut.links)
    for loop in full.loops:
        if loop.type == "R":
            assert {(k.cause, k.effect) for k in loop.links} & set(few.where.cut.links)


@given(diagrams(most=5, plain=True))
def test_unchecked_loops_are_those_that_share_no_variable_with_a_balancing_one(
    diagram: Diagram,
) -> None:
    loops = find_loops(diagram, Lines(""))[0].loops
    expected = {
        one.id
        for one in loops
        if one.type == "R"
        and not any(
            other.type == "B" and set(one.variables) & set(other.variables) for other in loops
        )
    }
    space = loop_space(diagram)
    assert isinstance(space, LoopSpace)
    where = where_to_act(diagram, loops, space)
    assert where.unchecked == len(expected) and where.free is not None
    assert {x.id for x in loops if x.type == "R" and where.free >= set(x.variables)} == expected
    for lever in where.variables:
        through = [loop for loop in loops if lever.place in loop.variables]
        assert lever.reinforcing == sum(loop.type == "R" for loop in through)
        assert lever.unchecked == sum(loop.id in expected for loop in through)


# -- laws --


@given(diagrams(most=5, plain=True), st.data())
def test_loops_through_links_are_those_of_all_loops(diagram: Diagram, data: st.DataObject) -> None:
    ends = [(link.cause, link.effect) for link in diagram.links]
    chosen = data.draw(st.lists(st.sampled_from(ends), max_size=3)) if ends else []
    found, complete = loops_through(diagram, chosen)
    everything = find_loops(diagram, Lines(""))[0].loops
    expected = {
        loop.variables: loop.type
        for loop in everything
        if {(link.cause, link.effect) for link in loop.links} & set(chosen)
    }
    assert complete
    assert {loop.variables: loop.type for loop in found} == expected
    assert len(found) == len(expected)


def rounds(diagram: Diagram) -> dict[tuple[tuple[str, str, str], ...], tuple[float, float | None]]:
    """Every loop by its links, with its delay."""
    loops = find_loops(diagram, Lines(""))[0].loops
    report = {
        tuple(sorted((link.cause, link.effect, link.polarity) for link in loop.links)): (
            sum(link.delay.min for link in loop.links if link.delay),
            sum(1.0 for link in loop.links if link.delay and link.delay.max is None),
        )
        for loop in loops
    }
    return dict(report)


@st.composite
def interventions(draw: st.DrawFn) -> tuple[Diagram, list[Change], list[Change]]:
    """A diagram, changes to it, and the changes that take them back."""
    diagram = draw(diagrams(most=5, plain=True))
    names = [variable.name for variable in diagram.variables]
    there = {(link.cause, link.effect): link for link in diagram.links}
    changes: list[Change] = []
    inverse: list[Change] = []
    for _ in range(draw(st.integers(1, 4))):
        if draw(st.booleans()) and there:
            link = there.pop(draw(st.sampled_from(sorted(there))))
            changes.append(Change("cut", (link,)))
            inverse.insert(0, Change("add", (link,)))
        else:
            ends = draw(st.tuples(st.sampled_from(names), NAMES)) if names else ("A", "B")
            if ends in there or diagram.link(*ends):
                continue
            link = Link(*ends, draw(st.sampled_from(["+", "-"])))
            there[ends] = link
            changes.append(Change("add", (link,)))
            inverse.insert(0, Change("cut", (link,)))
    for link in diagram.links:
        exact = link.delay and link.delay.complete and not link.delay.smooth
        if (link.cause, link.effect) in there and exact and link.delay and draw(st.booleans()):
            was = written_delay(link.delay)
            changes.append(Change("delay", (link,), before=was, after="7s"))
            inverse.insert(0, Change("delay", (link,), before="7s", after=was))
    return diagram, changes, inverse


@given(interventions())
def test_an_intervention_and_its_inverse_restore_the_loops(
    drawn: tuple[Diagram, list[Change], list[Change]],
) -> None:
    diagram, changes, inverse = drawn
    there = apply_changes(diagram, changes).diagram
    back = apply_changes(there, inverse).diagram
    assert rounds(back) == rounds(diagram)


@given(interventions())
def test_effects_account_for_every_loop(
    drawn: tuple[Diagram, list[Change], list[Change]],
) -> None:
    """What stood, less what is gone, plus what is new, is what a new search finds."""
    diagram, changes, _ = drawn
    loops = find_loops(diagram, Lines(""))[0].loops
    applied = apply_changes(diagram, changes)
    effects = compare(diagram, Known(loops, complete=True), applied)
    pairs = (*effects.lengthened, *effects.shortened)
    lost = {loop.id for loop in (*effects.broken, *(before for before, _ in pairs))}
    after = [loop for loop in loops if loop.id not in lost]
    after += [*effects.created, *(new for _, new in pairs)]
    expected = find_loops(applied.diagram, Lines(""))[0].loops
    assert sorted(_signed(loop) for loop in after) == sorted(_signed(loop) for loop in expected)
    for before, new in pairs:
        assert before.type == new.type


@given(interventions())
def test_opposition_afterwards_is_what_a_new_search_finds(
    drawn: tuple[Diagram, list[Change], list[Change]],
) -> None:
    diagram, changes, _ = drawn
    loops = find_loops(diagram, Lines(""))[0].loops
    known = Known(loops, complete=True)
    applied = apply_changes(diagram, changes)
    effects = compare(diagram, known, applied)
    there = loops_after(loops, applied, effects)

    def opposed(loop: Loop, others: tuple[Loop, ...]) -> bool:
        return any(o.type == "B" and set(o.variables) & set(loop.variables) for o in others)

    before = {loop.id: opposed(loop, loops) for loop in loops if loop.type == "R"}
    after = {x.id: opposed(x, there) for x in there if x.id in before}
    assert {x.id for x in effects.opposed} == {i for i in after if after[i] and not before[i]}
    assert {x.id for x in effects.unchecked} == {i for i in after if before[i] and not after[i]}
    # What a new balancing loop is said to oppose stands afterwards, and meets it.
    said = re.compile(r"which opposes (R\d+).* (along a shared link|at a shared variable)")
    for words in clauses(diagram, changes, applied, effects, known, has_level=True):
        match = said.search(words)
        if match:
            (new,) = [loop for loop in effects.created if loop.type == "B"]
            (met,) = [loop for loop in there if loop.id == match[1]]
            shared = {x.ends for x in new.links} & {x.ends for x in met.links}
            assert bool(shared) is (match[2] == "along a shared link")
            assert set(new.variables) & set(met.variables)


@given(interventions())
def test_links_said_to_be_on_no_loop_are_on_none(
    drawn: tuple[Diagram, list[Change], list[Change]],
) -> None:
    diagram, changes, _ = drawn
    loops = find_loops(diagram, Lines(""))[0].loops
    applied = apply_changes(diagram, changes)
    idle = set(compare(diagram, Known(loops, complete=True), applied).idle)
    before = {link.ends for loop in loops for link in loop.links}
    there = find_loops(applied.diagram, Lines(""))[0].loops
    after = {link.ends for loop in there for link in loop.links}
    assert idle & set(applied.cut) == set(applied.cut) - before
    assert idle & set(applied.added) >= set(applied.added) - after - set(applied.cut)
    assert not (idle - set(applied.cut)) & after


@given(st.tuples(*[st.integers(0, 3)] * 4), st.tuples(*[st.booleans()] * 2))
def test_a_delay_is_longer_only_where_no_value_says_otherwise(
    drawn: tuple[int, int, int, int], bounded: tuple[bool, bool]
) -> None:
    """Longer: whatever the two delays are in their ranges, at no rank is the later one less."""
    (a, b, c, d), (first, second) = drawn, bounded
    before = Delay(a, a + b if first else None, first)
    after = Delay(c, c + d if second else None, second)
    sign = slower(before, after)
    assert slower(after, before) == -sign
    if first and second:
        assert (sign > 0) is (c >= a and c + d >= a + b and before != after)
    if sign > 0:
        assert after.min >= before.min


def _signed(loop: Loop) -> tuple[str, list[tuple[str, str, str]]]:
    links = sorted((link.cause, link.effect, link.polarity) for link in loop.links)
    return loop.type, links


@given(diagrams(most=5, plain=True))
def test_cycles_are_found_whatever_their_number(diagram: Diagram) -> None:
    assume(diagram.links)
    everything, _ = loops_through(diagram, [(link.cause, link.effect) for link in diagram.links])
    names = [variable.name for variable in diagram.variables]
    index = {name: place for place, name in enumerate(names)}
    successors = [[index[link.effect] for link in diagram.links_from[name]] for name in names]
    assert len(everything) == len(find_cycles(successors).cycles)


def test_the_examples_state_levels_their_operations_bear_out() -> None:
    folder = Path(__file__).parent.parent / "examples"
    stated = 0
    for path in sorted(folder.glob("*.cld")):
        report: Report = analyze_bytes(path.read_bytes(), path.name)
        for found in report.interventions:
            if found.intervention.levels:
                stated += 1
                assert found.borne_out, f"{path.name}: {found.name}"
    assert stated >= 20
