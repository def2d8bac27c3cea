"""Drawing is bounded by counted work and by memory, whatever the diagram; no clock decides."""

from __future__ import annotations

import math
import random
import subprocess
import sys
import time
import tracemalloc
from itertools import combinations, pairwise, permutations, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from test_cli import run

from cld.analyze import analyze
from cld.core.diagram import Diagram
from cld.core.watch import Watch
from cld.language.source import source_of
from cld.paint import clearest, notes
from cld.picture import compose, engines, marks, metrics, selfloops
from cld.picture import layout as layouts
from cld.picture.arcs import Numbers
from cld.picture.costs import Costs
from cld.picture.curves import Arc
from cld.picture.drawing import Drawing
from cld.picture.layout import MOST_WORK, layout
from cld.picture.metrics import measure
from cld.picture.parts import parts
from cld.picture.picture import Box, Picture
from cld.picture.plan import plan
from cld.picture.rows import MOST_LINKED, MOST_LINKS, is_crowd
from cld.picture.search import improve
from cld.picture.spread import spread
from cld.picture.starts import circle
from cld.picture.work import Work
from cld.selection import to_draw


def complete(size: int) -> str:
    return "".join(f"V{a} (+)-> V{b}\n" for a, b in permutations(range(size), 2))


def at_random(variables: int, links: int, seed: int = 1) -> str:
    draw = random.Random(seed)
    found: dict[tuple[int, int], str] = {}
    while len(found) < links:
        found[draw.randrange(variables), draw.randrange(variables)] = draw.choice("+-")
    return "".join(f"V{a} ({sign})-> V{b}\n" for (a, b), sign in found.items())


def drawn(text: str, effort: float = 1.0) -> Picture:
    report = analyze(text)
    return layout(report.diagram, to_draw(report), watch=Watch(effort=effort))


@pytest.mark.parametrize("text", [complete(45), at_random(120, 900)], ids=["complete", "random"])
def test_a_search_ends_when_its_work_is_used_up(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[Work] = []

    class Counted(Work):
        def __init__(self, left: float = 0.0) -> None:
            super().__init__(left)
            begun.append(self)

    monkeypatch.setattr(layouts, "Work", Counted)
    drawn(text, effort=0.05)
    # The last look may overshoot, by what one variable and all bends of one link cost.
    assert all(-0.1 * MOST_WORK["best"] < work.left for work in begun)
    assert min(work.left for work in begun) <= 0


def test_more_effort_looks_further() -> None:
    text = at_random(30, 90)
    hasty, thorough = (measure(drawn(text, effort)).faults for effort in (0.002, 0.3))
    assert thorough < hasty


def test_what_is_counted_is_what_is_done() -> None:
    """The same search counts the same, and a search of twice the rounds more."""
    report = analyze(at_random(30, 120))
    aim = plan(report.diagram, to_draw(report))

    def counted(rounds: int) -> float:
        work = Work(1e15)
        improve(Drawing(aim, circle(aim)), rounds, lambda number: True, work=work)
        return 1e15 - work.left

    assert counted(2) == counted(2) > 1.5 * counted(1)


def test_arcs_compared_piece_by_piece_cost_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    report = analyze(at_random(40, 300))
    aim = plan(report.diagram, to_draw(report))
    costs = Costs(Drawing(aim, circle(aim)))
    at_once, bends = costs.faults(), np.linspace(-0.4, 0.4, 9)
    whole = costs.of_bends(3, bends, 0.1)[0]
    monkeypatch.setattr("cld.picture.costs.AT_ONCE", 500)
    assert costs.faults() == pytest.approx(at_once, rel=1e-12)
    assert np.allclose(costs.of_bends(3, bends, 0.1)[0], whole, rtol=1e-12)


def test_a_crossing_costs_more_at_a_flat_angle_and_within_a_loop() -> None:
    """Of two links that are the diagonals of a box."""

    def cost(text: str, high: float, loops: bool = False, crossed: bool = True) -> float:
        report = analyze(text)
        corners = [(0, 0), (600, high), (0, high), (600, 0)]
        places = np.array(corners if crossed else [(0, 0), (600, 0), (0, high), (600, high)])
        aim = plan(report.diagram, report.loops if loops else ())
        costs = Costs(Drawing(aim, places.astype(float), np.zeros(len(report.links))))
        return float(costs.of_bends(0, np.zeros(1), 0.0)[0][0])

    apart = "A (+)-> B\nC (+)-> D"
    ring = "A (+)-> B (+)-> C (+)-> D (+)-> A"
    assert cost(apart, 600, crossed=False) < cost(apart, 600) < cost(apart, 120)
    assert cost(ring, 600) < cost(ring, 600, loops=True)


def test_a_pause_in_the_middle_changes_nothing() -> None:
    report = analyze(at_random(12, 40))
    asked = 0

    def pause(doing: str, part: float | None) -> bool:
        nonlocal asked
        asked += 1
        if asked % 5 == 0:
            time.sleep(0.05)
        return True

    diagram, loops = report.diagram, to_draw(report)
    paused = layout(diagram, loops, watch=Watch(pause, effort=0.2))
    assert paused == layout(diagram, loops, watch=Watch(effort=0.2))
    assert asked > 5


MEASURED = """
import re, sys
from pathlib import Path
from cld.analyze import analyze
from cld.cli import main
from cld.picture.layout import layout
from cld.selection import to_draw
report = analyze(sys.stdin.read())
layout(report.diagram, to_draw(report))
# Not `ru_maxrss`: a process begins with that of the one that started it.
print(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="needs the memory figures of Linux")
@pytest.mark.parametrize(
    "text", [complete(44), complete(60), at_random(590, 1_990)], ids=["K44", "K60", "wide"]
)
def test_a_drawing_takes_at_most_500_megabytes(text: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MEASURED], input=text, capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < 500_000


def test_too_many_links_or_variables_stand_in_rows() -> None:
    def crowded(text: str) -> bool:
        return is_crowd(parts(source_of(text).diagram))

    def ring(size: int) -> str:
        return "".join(f"V{n} (+)-> V{(n + 1) % size}\n" for n in range(size))

    assert not crowded(ring(MOST_LINKED)) and crowded(ring(MOST_LINKED + 1))
    assert not crowded(at_random(300, MOST_LINKS)) and crowded(at_random(300, MOST_LINKS + 1))
    many = "".join(f"A{n} (+)-> B{n}\n" for n in range(700))
    assert not crowded(many) and crowded(many + "".join(f"C{n}: stock\n" for n in range(200)))
    assert not is_crowd(parts(Diagram()))


def test_in_rows_nothing_overlaps_and_what_is_linked_is_near() -> None:
    size = 700
    text = "".join(f"V{n * 37 % size} (+)-> V{(n + 1) * 37 % size}\n" for n in range(size))
    picture = drawn(text)
    assert measure(picture).name_overlaps == 0
    place = {name.variable: np.array(name.centre) for name in picture.names}
    lengths = [float(np.hypot(*(place[a.cause] - place[a.effect]))) for a in picture.arrows]
    wide = picture.box[2] - picture.box[0]
    assert float(np.median(lengths)) < wide / 4


def test_a_spread_keeps_links_about_as_long_as_wanted() -> None:
    side = 12
    links = [(n, n + 1) for n in range(side * side) if (n + 1) % side]
    links += [(n, n + side) for n in range(side * (side - 1))]
    places = spread(side * side, links, 100.0)
    ends = np.array(links)
    lengths = np.hypot(*(places[ends[:, 0]] - places[ends[:, 1]]).T)
    assert 70 < lengths.mean() < 130 and lengths.std() < 0.25 * lengths.mean()
    corner, other = places[0], places[side * side - 1]
    assert float(np.hypot(*(corner - other))) > 8 * 100


@pytest.mark.parametrize("size", [0, 1, 2, 3])
def test_a_spread_of_next_to_nothing(size: int) -> None:
    places = spread(size, [(0, 1)] if size > 1 else [], 100.0)
    assert places.shape == (size, 2) and np.isfinite(places).all()


def test_a_png_or_pdf_of_too_much_is_refused_and_an_svg_made(tmp_path: Path) -> None:
    source = tmp_path / "wide.cld"
    source.write_text("".join(f"A{n} (+)-> B{n}\n" for n in range(3_400)))
    for format_ in ("png", "pdf"):
        out = tmp_path / f"wide.{format_}"
        result = run("render", source, "-o", out)
        assert result.returncode == 2 and not out.exists()
        assert "make an SVG instead" in result.stderr and "10,200" in result.stderr
    out = tmp_path / "wide.svg"
    assert run("render", source, "-o", out).returncode == 0
    assert out.read_text(encoding="utf-8").count("<g ") == 10_200
    refused = run("render", source, "--engine", "dot", "-o", out)
    assert refused.returncode == 2 and "too large for the layout dot" in refused.stderr
    refused = run("render", source, "--metrics")
    assert refused.returncode == 2 and "has 6,800 and 3,400" in refused.stderr


def test_of_too_much_no_picture_is_made_and_it_is_said_how_much_is_drawn(tmp_path: Path) -> None:
    source, out = tmp_path / "wide.cld", tmp_path / "wide.svg"
    source.write_text("".join(f"A{n}(+)->B{n}\n" for n in range(13_400)))
    for ending in ("svg", "dot", "png"):
        out = out.with_suffix(f".{ending}")
        result = run("render", source, "-o", out)
        assert result.returncode == 2 and not out.exists()
        assert "there are 40,200; draw a part of it" in result.stderr


@pytest.mark.skipif(engines.program() is None, reason="Graphviz is not installed")
@pytest.mark.parametrize("engine", ["dot", "circo"])
def test_a_layout_that_would_take_minutes_is_refused_and_a_sparse_one_made(
    engine: str, tmp_path: Path
) -> None:
    source, out = tmp_path / "dense.cld", tmp_path / "out.svg"
    ends = [(a, b) for a in range(31) for b in range(31, 62)]
    source.write_text("".join(f"V{a} (+)-> V{b} (-)-> V{a}\n" for a, b in ends))
    refused = run("render", source, "--engine", engine, "-o", out)
    assert refused.returncode == 2 and not out.exists()
    assert f"too large for the layout {engine}" in refused.stderr
    source.write_text("".join(f"V{a} (+)-> V{a + 1}\n" for a in range(500)))
    assert run("render", source, "--engine", engine, "-o", out).returncode == 0
    assert out.read_text(encoding="utf-8").count("<g ") == 1_001


def test_crossings_are_those_of_each_pair_of_links() -> None:
    draw = random.Random(15)
    lines = [np.array([[draw.random(), draw.random()] for _ in range(4)]) for _ in range(30)]
    expected = [
        angle
        for one, other in combinations(lines, 2)
        for a, b in product(pairwise(one), pairwise(other))
        if (angle := met(a, b)) is not None
    ]
    count, least = metrics._crossings(lines)
    assert count == len(expected) > 100
    assert least == pytest.approx(min(expected))


def met(one: tuple[Numbers, Numbers], other: tuple[Numbers, Numbers]) -> float | None:
    """The angle at which two straight pieces cross, by solving for where they do."""
    (a, b), (c, d) = one, other
    share, along = map(float, np.linalg.solve(np.stack([b - a, c - d], 1), c - a))
    if not (0 <= share < 1 and 0 <= along < 1):
        return None
    turn = float((b - a) @ (d - c)) / math.dist(a, b) / math.dist(c, d)
    return math.degrees(math.acos(min(1.0, abs(turn))))


@pytest.mark.skipif(sys.platform != "linux", reason="needs the memory figures of Linux")
@pytest.mark.parametrize("count", [1, 599])
def test_a_hub_of_many_links_takes_little_memory(count: int) -> None:
    """All pairs of the links of one variable took a gigabyte."""
    star = "".join(f"Hub (+)-> V{n} (-)-> Hub\n" for n in range(count))
    done = subprocess.run(
        [sys.executable, "-c", MEASURED], input=star, capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < 300_000


# -- what stands where the file says --


def test_names_pinned_far_apart_take_no_memory() -> None:
    text = "A (+)-> B (-)-> A\nC (+)-> A\nA: at 0 0\nB: at 1000000 -999999\n"
    tracemalloc.start()
    try:
        picture = drawn(text)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 50e6
    assert np.isfinite(picture.box).all()


def test_arcs_together_have_a_bounded_number_of_points() -> None:
    arc = Arc(0.0, 0.0, 1e12, (0.0, -1.0), (1.0, 0.0), -1.0, 1.0)
    lines = compose._lines([arc] * 400)
    assert sum(map(len, lines)) <= compose.MOST_OF_ALL


def test_many_names_without_links_may_be_pinned() -> None:
    text = "".join(f"V{number}: stock\n" for number in range(301)) + "V0: at 5 5\n"
    assert len(drawn(text.replace("V0: stock\n", "")).names) == 301


def test_room_is_the_same_seen_from_all_places_at_once_or_from_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    draw = np.random.default_rng(1)
    lines = [np.cumsum(draw.normal(0, 3, (40, 2)), 0) for _ in range(12)]
    around = marks.Surroundings(np.array([[5.0, 5.0, 20.0, 8.0]]), lines)
    around.add((10.0, -10.0), 6.0)
    places = draw.normal(0, 25, (50, 2))
    together = around.costs(places, 9.0, 3)
    monkeypatch.setattr(marks, "AT_ONCE", 1)
    assert (around.costs(places, 9.0, 3) == together).all()
    alone = around.clearance(places, 30.0)
    assert alone.shape == (50,) and (alone <= 30.0).all()


def test_marks_are_not_copied_at_each_look() -> None:
    around = marks.Surroundings(np.zeros((0, 4)), [])
    for number in range(1000):
        around.add((float(number), 0.0), 6.0)
    assert around.discs.shape == (1000, 3) and around.discs[999, 0] == 999
    assert np.shares_memory(around.discs, around.discs)


def test_one_search_is_enough_where_the_file_says_all_places(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun: list[Drawing] = []
    search = layouts._searched

    def counted(drawing: Drawing, *more: Any) -> Drawing:
        begun.append(drawing)
        return search(drawing, *more)

    monkeypatch.setattr(layouts, "_searched", counted)
    drawn("A (+)-> B (-)-> C (+)-> A\nA: at 0 0\nB: at 300 0\nC: at 100 200\n")
    assert len(begun) == 1


def test_circles_of_links_to_oneself_see_what_is_near_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks: list[int] = []
    hypot = np.hypot

    def counted(x: Numbers, y: Numbers) -> Numbers:
        looks.append(np.size(x))
        return hypot(x, y)

    text = "".join(f"V{n}: at {n * 300} 0\nV{n} (+)-> V{n}\n" for n in range(60))
    diagram = source_of(text).diagram
    drawing = Drawing(plan(diagram, ()), np.array([v.at for v in diagram.variables]))
    monkeypatch.setattr(np, "hypot", counted)
    assert len(selfloops.self_arcs(drawing, diagram.links, [])) == 60
    assert sum(looks) < 60 * 16 * 13


def test_lengths_of_thousands_of_delays_are_written_without_looking_at_each_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked = 0
    met = clearest.boxes_met

    def counted(box: Box, others: Numbers) -> int:
        nonlocal looked
        looked += len(others)
        return met(box, others)

    monkeypatch.setattr(clearest, "boxes_met", counted)
    for count in (40, notes.MOST_LOOKED + 1):
        text = "".join(f"A{n} (+, delay 9min)-> B{n}\n" for n in range(count))
        picture = layout(source_of(text).diagram, gear="quick")
        assert len(notes.delay_notes(picture)) == count
        assert looked <= 2 * 40 * (2 * 40 + 2 * 40)


def test_pairs_of_a_dense_diagram_are_not_each_compared_with_all_links(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counted, faults = [0], Costs.faults

    def count(self: Costs) -> float:
        counted[0] += 1
        return faults(self)

    monkeypatch.setattr(Costs, "faults", count)
    names = [f"V{number}" for number in range(16)]
    text = "\n".join(f"{a} (+)-> {b}" for a in names for b in names if a != b)
    layout(source_of(text).diagram, gear="quick")
    assert counted[0] <= 40
