"""What is bounded where loops are many or long: nothing said becomes wrong, and it is said."""

from __future__ import annotations

import json
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import diagrams

import cld.loops.chains
from cld.analyze import analyze
from cld.behaviour.compared import Compared
from cld.behaviour.interactions import MOST_LINKS, how_many_compared
from cld.core.diagram import Diagram
from cld.core.text import Lines
from cld.leverage.budget import COPIED, share_of
from cld.leverage.where import where_to_act
from cld.loops.catalogue import LINKS_A_LOOP, find_loops
from cld.loops.components import components, successors_of
from cld.loops.cycles import find_cycles
from cld.loops.loop import Loop, together
from cld.loops.space import LoopSpace, loop_space
from cld.output.leverage_values import leverage_values
from cld.output.values import report_json
from cld.prose.loops import MOST_STEPS, rest_words, round_trip
from cld.prose.reading import reading
from cld.prose.surroundings import meeting_prose
from cld.report import Report
from cld.selection import Wish, select
from cld.sentences.leverage import NOT_JUDGED


def as_text(report: Report) -> str:
    return "".join(report_json(report, select(report, Wish(), len(report.loops)), Wish()))


def ring(size: int, chords: int, sign: str = "-") -> str:
    """A ring with short cuts over three links each: 2 to the power of `chords` loops."""
    links = [f"V{place} (+)-> V{(place + 1) % size}" for place in range(size)]
    step = size // max(1, chords)
    links += [f"V{step * place} ({sign})-> V{(step * place + 3) % size}" for place in range(chords)]
    return "\n".join(links)


def ladder(rungs: int) -> str:
    rows = []
    for rung in range(rungs):
        rows += [f"A{rung} (+)-> B{rung}", f"B{rung} (-)-> A{rung}"]
        if rung:
            rows += [f"A{rung - 1} (+)-> A{rung}", f"B{rung} (+)-> B{rung - 1}"]
    return "\n".join(rows)


def space_of(diagram: Diagram) -> LoopSpace:
    found = loop_space(diagram)
    assert isinstance(found, LoopSpace)
    return found


# -- what is listed --


@pytest.mark.parametrize("limit", [1, 5, 20, 200])
def test_long_loops_are_listed_fewer_and_all_are_counted(limit: int) -> None:
    report = analyze(ring(100, 8), limit=limit)
    assert report.counts.total == 256 and report.counts.exact
    lengths = [len(loop.links) for loop in report.loops]
    every = sorted(map(len, report.space or ()))
    assert lengths == every[: len(lengths)]
    assert sum(lengths[:-1]) < LINKS_A_LOOP * limit
    assert report.complete == (len(lengths) == 256)
    assert not report.complete
    chosen = select(report, Wish(), len(lengths))
    assert f"Showing {len(lengths)} of 256 loops" in rest_words(report, chosen, Wish())
    assert json.loads(as_text(report))["counts"]["listed"] == len(lengths)


def test_one_loop_is_listed_however_long_it_is() -> None:
    report = analyze(ring(400, 0), limit=1)
    assert [len(loop.links) for loop in report.loops] == [400]
    assert report.complete


def test_a_ladder_lists_its_shortest_loops() -> None:
    report = analyze(ladder(400))
    assert report.counts.total == 400 * 401 // 2
    wanted = sorted(2 * (above - below) + 2 for below in range(400) for above in range(below, 400))
    assert [len(loop.links) for loop in report.loops] == wanted[: len(report.loops)]


@given(diagrams(plain=True))
def test_ways_that_are_not_written_out_come_in_the_same_order(diagram: Diagram) -> None:
    space = space_of(diagram)
    written = [len(links) for links in space.shortest()]
    most, cld.loops.chains.MOST_WRITTEN = cld.loops.chains.MOST_WRITTEN, 0
    try:
        assert [len(links) for links in space.shortest()] == written
        assert len(set(space.shortest())) == len(written)
    finally:
        cld.loops.chains.MOST_WRITTEN = most


@given(diagrams(plain=True))
def test_no_loop_is_longer_than_the_longest(diagram: Diagram) -> None:
    space = space_of(diagram)
    assert space.longest >= max(map(len, space), default=0)
    assert space.longest <= len(diagram.links)


# -- sums over all loops --


@given(diagrams(plain=True), st.data())
def test_loops_without_some_links(diagram: Diagram, data: st.DataObject) -> None:
    ends = [(link.cause, link.effect) for link in diagram.links]
    barred = set(data.draw(st.lists(st.sampled_from(ends), max_size=4))) if ends else set()
    space = space_of(diagram)
    left = [r for r in space if barred.isdisjoint((k.cause, k.effect) for k in r)]
    assert space.without(barred).total == len(left)
    assert space.without(barred) == space.narrowed(barred=barred).counts


@given(diagrams(plain=True))
def test_loops_of_each_part_are_those_that_avoid_all_other_variables(diagram: Diagram) -> None:
    names = [variable.name for variable in diagram.variables]
    parts = components(successors_of(diagram))
    space = space_of(diagram)
    found = space.by_part({names[i]: number for number, part in enumerate(parts) for i in part})
    assert sorted(found) == list(range(len(parts)))
    for number, part in enumerate(parts):
        inside = {names[i] for i in part}
        assert found[number] == space.avoiding([name for name in names if name not in inside])


def test_many_parts_are_counted_each() -> None:
    parts = "\n".join(f"A{n} (+)-> B{n} (+)-> A{n} (+)-> C{n} (-)-> A{n}" for n in range(40))
    report = analyze(parts, limit=3)
    assert len(report.loops) == 3
    assert {(part.R, part.B) for part in report.clusters} == {(1, 1)}


@given(diagrams(plain=True))
def test_a_cut_of_one_link_is_found_from_the_sums_alone(diagram: Diagram) -> None:
    space = space_of(diagram)
    lines = Lines("")
    every, _ = find_loops(diagram, lines)
    few, _ = find_loops(diagram, lines, limit=1)
    known = where_to_act(diagram, every.loops, space).cut
    found = where_to_act(diagram, few.loops, space).cut
    if len(known.links) == 1:
        assert found == known
    assert found.left or len(found.links) >= len(known.links)


# -- how loops meet --


def test_pairs_are_looked_at_among_as_many_loops_as_is_said() -> None:
    report = analyze(ring(600, 8))
    among = how_many_compared(report.loops)
    assert 2 <= among < len(report.loops)
    assert sum(len(loop.links) for loop in report.loops[:among]) <= MOST_LINKS
    values = json.loads(as_text(report))
    assert values["interactions_among"] == among
    ids = [loop.id for loop in report.loops[:among]]
    met = {id_ for found in report.interactions for id_ in found.loops}
    assert met == set(ids)
    told = [
        loop for loop in report.loops if "was not examined" in " ".join(meeting_prose(report, loop))
    ]
    assert [loop.id for loop in told] == [loop.id for loop in report.loops[among:]]


def deciders(diagram: Diagram, loop: Loop) -> frozenset[str]:
    return Compared(diagram, loop).deciders


@given(diagrams())
def test_every_pair_that_shares_a_variable_is_judged_or_may_fight(diagram: Diagram) -> None:
    catalogue, _ = find_loops(diagram, Lines(""))
    report = Report("-", analyze("").source, catalogue.loops, catalogue.counts, ())
    typed = [loop for loop in catalogue.loops if loop.type != "U"]
    pairs = {
        frozenset((one.id, other.id))
        for one, other in combinations(typed, 2)
        if set(one.variables) & set(other.variables)
        # One controller of both is not two that contend.
        and not (
            one.type == other.type == "B" and deciders(diagram, one) & deciders(diagram, other)
        )
    }
    together_ = [set(found.loops) for found in report.interactions]
    assert all(any(pair <= ids for ids in together_) for pair in pairs)


def test_the_first_two_loops_are_compared_whatever_they_are() -> None:
    links = analyze(ring(3, 0)).loops[0].links * 2_000
    loops = [Loop(f"R{n}", None, "R", links) for n in range(4)]
    assert how_many_compared(loops) == 2
    assert how_many_compared(loops[:1]) == 1
    assert len(together(loops, 3, 10**9)) == 3


# -- interventions --


def interventions(count: int, operation: str) -> str:
    return "\n".join(f'intervention "I{n}" {{ {operation} }}' for n in range(count))


def test_each_of_many_interventions_is_judged_alike() -> None:
    report = analyze(f"{ring(30, 6)}\n{interventions(300, 'cut V0 -> V1')}")
    found = report.interventions
    assert len({(one.level, one.also, one.because) for one in found}) == 1
    alone = analyze(f"{ring(30, 6)}\n{interventions(1, 'cut V0 -> V1')}").interventions[0]
    assert found[0].level == alone.level
    values: list[dict[str, Any]] = leverage_values(report)["interventions"]
    assert all(len(each["broken"]) <= share_of(300).listed for each in values)
    assert {each["how_many"]["broken"] for each in values} == {len(alone.effects.broken)}


def test_what_is_not_judged_is_said() -> None:
    size = COPIED // 10
    links = "\n".join(f"A{n} (+)-> A{n + 1}" for n in range(size // 2 // 4))
    text = f"{links}\nA1 (+)-> A0\n{interventions(60, 'cut A0 -> A1')}"
    found = analyze(text).interventions
    judged = [one for one in found if one.because != NOT_JUDGED()]
    assert 1 <= len(judged) < len(found)
    assert list(found[: len(judged)]) == judged
    assert {one.level for one in judged} == {7}
    assert {(one.level, one.strength) for one in found[len(judged) :]} == {(None, "unknown")}


def test_new_loops_that_were_not_all_found_are_at_least_so_many() -> None:
    names = range(12)
    dense = "\n".join(f"V{a} (+)-> V{b}" for a in names for b in names if a < b)
    back = " ".join(f"add V{a} (+)-> V{b};" for a in names for b in names if a > b)
    operations = "\n".join(part for part in back.split("; "))
    text = f'{dense}\nintervention "All" {{\n{operations.replace(";", "")}\n}}'
    (found,) = analyze(text).interventions
    assert not found.effects.all_created
    assert f"closes at least {len(found.effects.created):,} reinforcing loops" in found.because


def test_loops_in_all_are_counted_or_it_is_said_that_they_are_not() -> None:
    text = f'{ring(60, 20)}\nintervention "I" {{\n cut V0 -> V1\n cut V0 -> V3\n}}\n'
    report = analyze(text, limit=2)
    assert "in total, it opens 524,288 reinforcing, 524,288 balancing loops" in (
        report.interventions[0].because
    )
    many = text + interventions(20_000, "cut V0 -> V1\n cut V0 -> V3").replace("{ ", "{\n")
    first = analyze(many, limit=2).interventions[0]
    assert "the total number of loops that it opens was not counted" in first.because


def test_only_the_first_misfits_are_asked_what_was_meant() -> None:
    text = f"Load (+)-> Latency (+)-> Load\n{interventions(50, 'cut Load -> Latencie')}"
    found = [d for d in analyze(text).diagnostics if d.code == "CLD209"]
    assert len(found) == 50
    assert sum("did you mean" in d.hint for d in found) == 20


# -- texts --


@pytest.mark.parametrize("size", [MOST_STEPS, MOST_STEPS + 1, 1_000])
def test_the_middle_of_a_long_loop_is_left_out_and_it_is_said(size: int) -> None:
    report = analyze(ring(size, 0) + "\nV0: stock")
    (loop,) = report.loops
    steps = round_trip(loop)
    assert steps[-1] == "→ V0 ↑↑"
    told = [step for step in steps if "more link" in step]
    if size == MOST_STEPS:
        assert not told
        assert len(steps) == size + 1
    else:
        assert told == [
            f"→ … {size - MOST_STEPS:,} more link{'' if size == MOST_STEPS + 1 else 's'} …"
        ]
        assert len(steps) == MOST_STEPS + 2
    read = list(reading(report, loop))
    numbered = [paragraph for paragraph in read if paragraph[0].isdigit()]
    assert len(numbered) == min(size, MOST_STEPS + 1)
    assert numbered[-1].startswith(f"{size}. When V{size - 1} rises, V0 rises: ")


def test_the_same_file_gives_the_same_report() -> None:
    text = f"{ring(90, 14)}\n{interventions(30, 'add V7 (-)-> V2')}"
    once, again = analyze(text), analyze(text)
    assert as_text(once) == as_text(again)


def test_loops_found_one_by_one_are_no_more_than_the_limit() -> None:
    names = range(14)
    dense = "\n".join(f"V{a} (+)-> V{b}" for a in names for b in names if a != b)
    report = analyze(dense, limit=50)
    assert report.space is None
    assert len(report.loops) <= 50
    assert not report.counts.exact


def test_to_write_a_long_cycle_down_counts_as_steps() -> None:
    size = 2_000
    successors = [
        [(v + 1) % size, *([(v + 3) % size] if v % 100 == 0 else [])] for v in range(size)
    ]
    found = find_cycles(successors, limit=10, steps=100_000)
    assert not found.complete
    assert sum(map(len, found.cycles)) <= 10 * size
