"""The shapes that a hand would draw: round pairs, straight links from outside, badges apart."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

import numpy as np
import pytest
from corpus import CORPUS, needs_corpus

from cld.analyze import analyze
from cld.core.bends import bend_of
from cld.io.known import FORMATS
from cld.language.write import write
from cld.picture.costs import Costs
from cld.picture.drawing import Drawing
from cld.picture.faces import Faces
from cld.picture.layout import layout
from cld.picture.metrics import measure
from cld.picture.pairs import improve_pairs
from cld.picture.picture import Picture
from cld.picture.plan import PAIR_BEND, Plan, plan
from cld.picture.planar import planar_places
from cld.picture.starts import circle
from cld.picture.stress import Stress, seeds
from cld.report import Report
from cld.selection import to_draw


def drawn(text: str | Report) -> Picture:
    report = analyze(text) if isinstance(text, str) else text
    return layout(report.diagram, to_draw(report))


def aims(text: str) -> Plan:
    report = analyze(text)
    return plan(report.diagram, to_draw(report))


def bends(picture: Picture) -> dict[tuple[str, str], float]:
    centre = {name.variable: name.centre for name in picture.names}
    return {a.ends: bend_of(centre[a.cause], centre[a.effect], a.path[0]) for a in picture.arrows}


def arcs_crossed(places: np.ndarray, links: Sequence[tuple[int, int]]) -> int:
    def side(a: int, b: int, c: int) -> float:
        (ax, ay), (bx, by), (cx, cy) = places[[a, b, c]]
        return float((bx - ax) * (cy - ay) - (by - ay) * (cx - ax))

    return sum(
        side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0
        for n, (a, b) in enumerate(links)
        for c, d in links[:n]
        if len({a, b, c, d}) == 4
    )


# -- pairs and links from outside --


def test_a_link_from_outside_the_loops_is_straight() -> None:
    picture = drawn("A (+)-> B (+)-> C (-)-> A\nPolicy (+)-> A\nC (+)-> Result\n")
    found = bends(picture)
    assert abs(found["Policy", "A"]) < 0.04 and abs(found["C", "Result"]) < 0.04
    assert abs(found["A", "B"]) > 0.1


def test_pairs_are_round_and_level_or_upright() -> None:
    picture = drawn("Hare (+)-> Lynx (-)-> Hare\nLynx (+)-> Trap (-)-> Lynx\nFood (+)-> Hare\n")
    centre = {name.variable: name.centre for name in picture.names}
    found = bends(picture)
    for a, b in (("Hare", "Lynx"), ("Lynx", "Trap")):
        assert found[a, b] + found[b, a] > 0.8
        (ax, ay), (bx, by) = centre[a], centre[b]
        assert min(abs(ax - bx), abs(ay - by)) < 2


def test_pairs_are_put_right_unless_something_gets_worse() -> None:
    aim = aims("A (+)-> B (-)-> A\nB (+)-> C\n")
    aslant = np.array([[0.0, 0.0], [140.0, 40.0], [300.0, 0.0]])
    drawing = Drawing(aim, aslant, np.array([0.2, 0.2, 0.0]))
    improve_pairs(drawing)
    assert drawing.bend.tolist() == [PAIR_BEND, PAIR_BEND, 0.0]
    assert min(abs(drawing.x[0] - drawing.x[1]), abs(drawing.y[0] - drawing.y[1])) < 1e-6
    pinned = aims("A (+, bend 10)-> B (-)-> A\nA: at 0 0\nB: at 140 40\n")
    drawing = Drawing(pinned, aslant[:2], np.array([0.1, 0.2]))
    improve_pairs(drawing)
    assert drawing.bend.tolist() == [0.1, 0.2] and drawing.y.tolist() == [0.0, 40.0]


# -- ends, badges and signs --


def test_an_end_on_a_passing_link_costs_more_than_a_crossing() -> None:
    aim = aims("A (+)-> B\nC (+)-> D\n")
    apart = [[0.0, 0.0], [300.0, 0.0], [150.0, -120.0]]
    ends, crosses, clear = (
        Costs(Drawing(aim, np.array([*apart, [150.0, low]]))) for low in (10.0, 90.0, -320.0)
    )
    v, at = 3, np.array([0.0])
    cost = [
        float(c.of_places(v, at + 150, at + float(c.drawing.y[v]))[0][0])
        for c in (ends, crosses, clear)
    ]
    assert cost[0] > cost[1] + 2 > cost[2] + 6


def test_faces_are_counted_by_cells() -> None:
    picture = drawn("A (+)-> B (+)-> C (-)-> A\n")
    lines = [np.array([arrow.path[0], arrow.path[-1], arrow.head[0]]) for arrow in picture.arrows]
    faces = Faces(picture.names, lines)
    inside, corner = picture.badges[0].centre, picture.names[0].centre
    assert faces.at(inside) > 0 and faces.at(corner) == 0
    assert faces.at(inside) != faces.at((picture.box[0], picture.box[1]))


def test_badges_of_loops_within_each_other_are_in_faces_of_their_own() -> None:
    text = "A (+)-> B (+)-> C (+)-> D (+)-> A\nB (+)-> A\nC (-)-> A\nD (-)-> C\n"
    report = analyze(text)
    picture = layout(report.diagram, report.loops)
    assert len(picture.badges) == 4
    metrics = measure(picture)
    assert metrics.badges_sharing == 0 and metrics.signs_nearer_others == 0


# -- starts --


def test_a_planar_diagram_starts_without_crossings() -> None:
    wheel = "".join(f"R{n} (+)-> R{(n + 1) % 7}\nHub (+)-> R{n}\n" for n in range(7))
    aim = aims(wheel)
    places = planar_places(aim)
    assert len(places) == 5
    assert all(arcs_crossed(found, aim.links) == 0 for found in places)
    complete = "".join(f"V{a} (+)-> V{b}\n" for a in range(5) for b in range(a))
    assert planar_places(aims(complete)) == []


def test_stress_falls_from_every_seed() -> None:
    aim = aims("".join(f"R{n} (+)-> R{(n + 1) % 9}\n" for n in range(9)))
    first = seeds(aim, 4, circle(aim))
    assert first.shape == (4, 9, 2) and np.array_equal(first[0], circle(aim))
    stress = Stress(aim)

    def missed(places: np.ndarray) -> float:
        away = np.hypot(*np.moveaxis(places[:, None] - places, -1, 0))
        return float((stress.weight * (away - stress.target) ** 2).sum())

    for before, after in zip(first[1:], stress.lowered(first)[1:], strict=True):
        assert missed(after) < missed(before)


COUNTED = """
import sys
from cld.analyze import analyze
from cld.picture.layout import layout
report = analyze("A (+)-> B (+)-> C (-)-> A (+)-> D")
layout(report.diagram, report.loops)
print("networkx" in sys.modules, "scipy" in sys.modules)
"""


def test_a_small_diagram_loads_no_library_for_graphs() -> None:
    done = subprocess.run([sys.executable, "-c", COUNTED], capture_output=True, text=True)
    assert done.stdout.split() == ["False", "False"], done.stderr


# -- the same everywhere --

PAINTED = """
import sys
from hashlib import sha256
import cld
for text in sys.stdin.read().split(chr(0)):
    print(sha256(cld.render(cld.loads(text), gear="quick").encode()).hexdigest())
"""


def texts() -> list[str]:
    spread = "".join(f"V{n} (+)-> V{(n * 7 + 1) % 260}\n" for n in range(260))
    found = [spread, "A (+)-> B (+)-> C (-)-> A\nC (+)-> D (-)-> C\n"]
    if CORPUS:
        for path in sorted((CORPUS / "diagrams").glob("*.json"))[::4][:10]:
            diagram = FORMATS["json"].read(path.read_text(encoding="utf-8")).diagram
            found += [write(diagram)] if len(diagram.variables) <= 45 else []
    return found


@needs_corpus
@pytest.mark.parametrize(
    "changed",
    [
        {"OPENBLAS_CORETYPE": "Prescott", "PYTHONHASHSEED": "1", "OPENBLAS_NUM_THREADS": "1"},
        {"OPENBLAS_CORETYPE": "Haswell", "PYTHONHASHSEED": "2", "OPENBLAS_NUM_THREADS": "2"},
    ],
    ids=["one", "other"],
)
def test_pictures_do_not_depend_on_the_library_for_matrices(changed: dict[str, str]) -> None:
    found = []
    for settings in ({}, changed):
        done = subprocess.run(
            [sys.executable, "-c", PAINTED],
            input=chr(0).join(texts()),
            env={**os.environ, **settings},
            capture_output=True,
            text=True,
            check=True,
        )
        found.append(done.stdout.split())
    assert found[0] == found[1] and len(found[0]) == len(texts())
