"""Which loops are listed: through, avoiding, short ones, least delayed first."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import diagrams
from test_cli import run

from cld.analyze import analyze
from cld.core.diagram import Link
from cld.language.write import write
from cld.loops.loop import UNLISTED
from cld.prose.loops import rest_words
from cld.report import Report
from cld.selection import Wish, select, to_read_first

DENSE = "\n".join(
    f"{a} ({sign}, delay {i + 1}s)-> {b}"
    for i, a in enumerate("ABCDE")
    for b, sign in zip("ABCDE", "+-+-+", strict=True)
    if a != b
)


@given(diagrams(most=5, plain=True), st.data())
def test_what_is_selected_is_what_fits(diagram: object, data: st.DataObject) -> None:
    report = analyze(write(diagram))  # type: ignore[arg-type]
    names = [variable.name for variable in report.variables]
    some = st.lists(st.sampled_from(names), unique=True, max_size=2) if names else st.just([])
    wish = Wish(
        tuple(data.draw(some)),
        tuple(data.draw(some)),
        data.draw(st.one_of(st.none(), st.integers(1, 5))),
        data.draw(st.sampled_from(["shortest", "delay"])),
    )
    found = select(report, wish, most=None)
    fit = [
        loop
        for loop in report.loops
        if set(wish.through) <= set(loop.variables)
        and not set(wish.avoiding) & set(loop.variables)
        and (wish.longest is None or len(loop.links) <= wish.longest)
    ]
    assert sorted(loop.id for loop in found.loops) == sorted(loop.id for loop in fit)
    kinds = Counter(loop.type for loop in fit)
    assert (kinds["R"], kinds["B"], kinds["U"]) == (found.counts.R, found.counts.B, found.counts.U)
    lengths = [len(loop.links) for loop in found.loops]
    delays = [report.delay(loop).total.min for loop in found.loops]
    if wish.order == "shortest":
        assert lengths == sorted(lengths)
    elif not any(variable.every for variable in report.variables):
        assert [round(delay, 6) for delay in delays] == sorted(round(d, 6) for d in delays)


def test_loops_beyond_those_listed_have_no_id_and_are_found_by_their_variables() -> None:
    few = analyze(DENSE, limit=5)
    assert len(few.loops) == 5 and few.counts.total == 84
    found = select(few, Wish(through=("A",)), most=None)
    assert found.counts.exact and len(found.loops) == found.counts.total > 5
    known = {loop.variables: loop.id for loop in few.loops}
    for loop in found.loops:
        assert loop.id == known.get(loop.variables, UNLISTED)
        explained = few.loop(", ".join(loop.variables))
        assert explained is not None and explained.links == loop.links


def test_few_short_loops_by_delay_are_found_without_looking_at_all() -> None:
    """Where all the short loops are slow, millions of longer ones come before them."""
    names = [f"V{a}{b}" for a in range(5) for b in range(5)]
    near = [(a, b) for a in range(25) for b in range(25) if abs(a - b) in (1, 5)]
    text = "\n".join(
        f"{names[a]} (+{', delay 1d' if a == 0 else ''})-> {names[b]}" for a, b in near
    )
    report = analyze(text, limit=20)
    found = select(report, Wish(through=("V00",), longest=2, order="delay"), most=20)
    assert found.counts.total == len(found.loops) == 2


def test_least_delay_comes_first() -> None:
    report = analyze(DENSE)
    found = select(report, Wish(order="delay"), most=10)
    delays = [report.delay(loop).total.min for loop in found.loops]
    every = sorted(report.delay(loop).total.min for loop in report.loops)
    assert delays == every[:10]


@pytest.fixture
def dense(tmp_path: Path) -> Path:
    path = tmp_path / "dense.cld"
    path.write_text(DENSE, encoding="utf-8")
    return path


def test_the_command_says_what_it_lists(dense: Path) -> None:
    done = run("analyze", dense, "--through", "a", "--avoid", "C", "--max-length", "3")
    assert "Showing 9 of 9 loops through A that do not pass C of at most 3 links" in " ".join(
        done.stdout.split()
    )
    values = json.loads(
        run("analyze", dense, "--order", "delay", "--loops", "3", "-f", "json").stdout
    )
    assert len(values["loops"]) == 3 and values["selection"]["total"] == 84
    assert values["selection"]["order"] == "delay" and values["counts"]["total"] == 84
    unknown = run("analyze", dense, "--through", "Z")
    assert unknown.returncode == 2 and "no variable is called “Z”" in unknown.stderr


def test_where_loops_are_too_many_to_hold_those_found_are_looked_at() -> None:
    names = [f"V{number}" for number in range(24)]
    text = "\n".join(f"{a} (+)-> {b}" for a in names for b in names if a != b)
    report = analyze(text)
    assert report.space is None and not report.counts.exact
    found = select(report, Wish(through=("V1",), longest=2), most=None)
    assert not found.counts.exact and len(found.loops) == 23


WIDE = "\n".join(
    f"{a} ({sign})-> {b}"
    for a, signs in zip(
        "ABCDEF", ("+-+-++", "++--++", "+?++++", "-+-+-+", "++++++", "--++++"), strict=True
    )
    for b, sign in zip("ABCDEF", signs, strict=True)
    if a != b
)
INDEPENDENT = Wish(order="independent")
NAMED = 'loop "Long way": A, B, C, D, E, F\nloop "Back and forth" reinforcing: E, F\n'


def members(report: Report) -> set[frozenset[Link]]:
    return {frozenset(loop) for loop in report.independent.loops}


def test_first_come_the_loops_of_the_file_then_the_independent_set_then_the_others() -> None:
    report = analyze(f"{WIDE}\n{NAMED}")
    assert report.counts.total == 409 and report.independent.rank == 25
    found = to_read_first(report, most=60).loops
    assert [loop.name for loop in found[:3]] == ["Long way", "Back and forth", None]
    assert "Long way" not in {loop.name for loop in select(report, INDEPENDENT, None).loops}
    assert {frozenset(loop.links) for loop in found[1:26]} == members(report)
    assert list(found[26:]) == [loop for loop in report.loops if loop not in found[:26]][:34]
    lengths = [len(loop.links) for loop in found[2:26]]
    assert lengths == sorted(lengths) and lengths[-1] == 3
    assert to_read_first(report, most=60).counts == report.counts
    assert to_read_first(report, most=7).loops == found[:7]


def test_where_all_loops_are_shown_they_stand_as_in_the_report() -> None:
    report = analyze(f"{WIDE}\n{NAMED}")
    for most in (None, 409, 1000):
        found = to_read_first(report, most)
        assert found.loops == report.loops and found.independent is None
    # All loops are in the set: there is nothing to say of it.
    few = to_read_first(analyze("A (+)-> B (+)-> A (+)-> C (-)-> A"), most=1)
    assert len(few.loops) == 1 and few.independent is None


def test_the_independent_set_is_filtered_named_loops_first() -> None:
    report = analyze(f"{WIDE}\n{NAMED}")
    found = select(report, INDEPENDENT, most=None)
    assert found.loops[0].name == "Back and forth"
    assert {frozenset(loop.links) for loop in found.loops} == members(report)
    assert found.counts.exact and found.counts.total == 25
    wish = Wish(through=("A",), avoiding=("C",), longest=2, order="independent")
    some = select(report, wish, most=2)
    assert [loop.variables for loop in some.loops] == [("A", "B"), ("A", "D")]
    assert some.counts.total == 4 and some.loops[0].id == report.loop("A, B").id  # type: ignore[union-attr]


def test_loops_of_the_set_that_the_report_does_not_list_have_no_id() -> None:
    report = analyze(WIDE, limit=3)
    ids = [loop.id for loop in select(report, INDEPENDENT, most=None).loops]
    assert ids.count(UNLISTED) == 22 and {loop.id for loop in report.loops} < set(ids)


def said(path: Path, *options: str) -> str:
    text = run("analyze", path, *options).stdout
    return " ".join(text[text.index("Showing") :].split("\n\n")[0].split())


def test_the_command_says_what_the_set_is(tmp_path: Path) -> None:
    path = tmp_path / "wide.cld"
    path.write_text(f"{WIDE}\n{NAMED}", encoding="utf-8")
    every = (
        "Every other loop is a combination of loops in this set (links that occur twice cancel "
        "out)."
    )
    assert said(path) == (
        "Showing 20 of 409 loops: those named in the file, then the shortest of 25 independent "
        f"loops. {every} --loops 26 shows the whole set, --order shortest chooses from all loops, "
        "--loops all lists them."
    )
    assert said(path, "--loops", "30") == (
        "Showing 30 of 409 loops: those named in the file, then the rest of the 25 independent "
        "loops, then "
        f"the shortest others. {every} --order shortest chooses from all loops, --loops all "
        "lists them."
    )
    assert said(path, "--order", "independent") == (
        "Showing 20 of 25 independent loops, those named in the file and the shortest first. "
        f"{every} --loops 25 shows the whole set, --order shortest chooses from all loops, "
        "--loops all lists them."
    )
    assert said(path, "--order", "independent", "--through", "A", "--max-length", "2") == (
        "Showing 5 of 5 independent loops through A of at most 2 links, the shortest first. "
        "--order shortest chooses from all loops, --loops all lists them."
    )
    values = json.loads(run("analyze", path, "--order", "independent", "-f", "json").stdout)
    assert values["selection"]["order"] == "independent" and values["selection"]["total"] == 25
    assert len(values["loops"]) == 25
    plain = json.loads(run("analyze", path, "-f", "json").stdout)
    assert plain["selection"] is None and len(plain["loops"]) == 409
    assert [loop["id"] for loop in plain["loops"]] == [
        loop.id for loop in analyze(f"{WIDE}\n{NAMED}").loops
    ]


def test_too_many_loops_to_hold_are_begun_with_the_set_as_far_as_it_was_found() -> None:
    names = [f"V{number:02}" for number in range(60)]
    report = analyze("\n".join(f"{a} (+)-> {b}" for a in names for b in names if a != b))
    found = to_read_first(report, most=20)
    words = rest_words(report, found, Wish())
    assert {len(loop.links) for loop in found.loops} == {2} and not report.counts.exact
    count = f"{len(report.independent.loops):,}"
    assert f"the shortest of {count} independent loops." in words
    assert (
        "a combination of 3,481 such loops" in words and f"; {count} of them were found." in words
    )


def test_what_is_said_of_the_order_is_so() -> None:
    report = analyze(WIDE)
    first = select(report, Wish(), most=20)
    assert rest_words(report, first, Wish()) == (
        "Showing 20 of 409 loops, the shortest first; --loops N shows more."
    )
    names = [f"V{number:02}" for number in range(40)]
    links = "\n".join(f"{a} (+)-> {b}" for a in names for b in names if a != b)
    report = analyze(f"{links}\nloop R7: V00, V01, V02, V03\n", limit=200)
    assert report.space is None and report.loops[0].id == "R7"
    wish = Wish(through=("V00",))
    found = select(report, wish, most=None)
    assert "the shortest first" in rest_words(report, found, wish)
    assert [len(loop.links) for loop in found.loops] == [2] * 39 + [4]
    set_first = to_read_first(report, most=20)
    assert rest_words(report, set_first, Wish()).endswith(
        "--order shortest chooses from all loops that were found, --loops all lists them."
    )
