"""Pictures between two, and pictures in which something is dragged."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import diagrams

from cld.core.diagram import Diagram
from cld.picture.layout import layout
from cld.picture.metrics import measure
from cld.picture.picture import Picture
from cld.picture.transitions import between, with_moved


def drawn(diagram: Diagram) -> Picture:
    return layout(diagram, (), "quick")


@settings(max_examples=20)
@given(diagrams(most=5, plain=True), st.floats(-300, 300), st.floats(-300, 300))
def test_links_follow_a_variable_that_is_dragged(diagram: Diagram, x: float, y: float) -> None:
    picture = drawn(diagram)
    assert with_moved(picture, {}) == picture and with_moved(picture, {"nobody": (x, y)}) == picture
    for name in picture.names[:1]:
        after = with_moved(picture, {name.variable: (x, y)})
        assert after.names[0].centre == (x, y)
        boxes = {n.variable: n for n in after.names}
        for arrow in after.arrows:
            for variable, (px, py) in ((arrow.cause, arrow.path[0]), (arrow.effect, arrow.head[0])):
                box = boxes[variable]
                dx = max(0.0, abs(px - box.centre[0]) - box.width / 2)
                dy = max(0.0, abs(py - box.centre[1]) - box.height / 2)
                covered = measure(after).name_overlaps > 0
                assert covered or math.hypot(dx, dy) < 8
        back = with_moved(after, {name.variable: name.centre})
        assert [n.centre for n in back.names] == [n.centre for n in picture.names]


@settings(max_examples=20)
@given(diagrams(most=5, plain=True), st.floats(0, 1))
def test_between_two_pictures_lies_between(diagram: Diagram, share: float) -> None:
    before = drawn(diagram)
    after = with_moved(
        before, {name.variable: (40.0 * n, 9.0) for n, name in enumerate(before.names)}
    )
    there = between(before, after, share)
    assert between(before, after, 0.0).names == before.names
    assert between(before, after, 1.0) == after
    for a, mid, b in zip(before.names, there.names, after.names, strict=True):
        assert math.isclose(
            math.dist(a.centre, mid.centre) + math.dist(mid.centre, b.centre),
            math.dist(a.centre, b.centre),
            abs_tol=1e-6,
        )
    assert between(Picture(None, (), (), (), before.box), after, 0.3).names == after.names
