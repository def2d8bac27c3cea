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
from cld.loops.loop import UNLISTED
from cld.selection import Wish, select
from cld.write import write

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
