"""Which way the reinforcing loops of a group run while they drive each other."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from strategies import diagrams

from cld.analyze import analyze
from cld.behaviour.directions import directions
from cld.core.diagram import Diagram
from cld.language.write import write
from cld.prose.meetings import meeting_words
from cld.report import Report

# A growing code base slows those who join.
BARRIER = (
    "Merges (+)-> Code (+)-> Requests (+)-> Merges\n"
    "Code (+)-> Complexity (-)-> Joining (+)-> Contributors (+)-> Load (-)-> Merges\n"
    "Contributors (+)-> Reputation (+)-> Joining\n"
)
# Each two of three agree, and not all three: what raises the precursors hides them too.
TRIANGLE = (
    "T (+)-> U (+)-> A (+)-> T\nU (+)-> X (-)-> D (+)-> P (-)-> U\nT (+)-> D\nP (+)-> M (+)-> T\n"
)
RING = "A (+)-> B (+)-> A\nB (+)-> C (+)-> B\nC (+)-> D (+)-> C\nD ({0})-> A ({0})-> D\n"


def said(text: str) -> str:
    (one,) = [one for one in meeting_words(analyze(text)) if "drive each other" in one]
    return one


def pairs_of(report: Report) -> list[tuple[str, str, str]]:
    return [
        (one.loops[0], one.loops[1], one.shared_variables[0])
        for one in report.interactions
        if one.kind == "amplify"
    ]


def test_loops_that_run_the_other_way_are_named() -> None:
    assert said(BARRIER).endswith("while the others run as written, R2 runs the other way")
    assert "run" not in said(RING.format("+")).split(":")[0]
    assert "other way" not in said(RING.format("+")) and "at once" not in said(RING.format("+"))


def test_three_that_cannot_all_drive_each_other_are_named() -> None:
    report = analyze(TRIANGLE)
    found = directions([x for x in report.loops if x.type == "R"], pairs_of(report))
    assert len(found.odd) == 3 and not found.agree and found.turned == ()
    assert said(TRIANGLE).endswith("cannot all drive each other at once")


def test_further_three_that_cannot_are_counted() -> None:
    one, two = "P (+)-> N (+)-> T\n", "P (+)-> O (+)-> T\n"
    named = "R1, R2 and R4 cannot all drive each other at once, nor can 1 other group of three"
    assert said(TRIANGLE + one).endswith(named)
    assert said(TRIANGLE + one + two).endswith("nor can 2 other groups of three")
    # Of many loops three are no picture of the whole.
    many = said(TRIANGLE + "".join(f"T (+)-> Z{n} (+)-> T\n" for n in range(6)))
    assert "not all of them can do so at once" in many


def test_pairs_are_counted_over_the_whole_group() -> None:
    """R3 drives none of the others, and is on six of the 21 pairs."""
    text = "A (+)-> E (+)-> G (+)-> I\nA (-)-> F (+)-> G\nE (+)-> F (-)-> J (+)-> I\n"
    text += "J (-)-> K (-)-> I\nI (+)-> L (+)-> A\nI (+)-> M (-)-> A\n"
    words = meeting_words(analyze(text))[-1]
    assert words.startswith("5 of the 21 pairs among R1, R2, R3, R4, R5, R6 and R7 share a")
    assert "; 16 other pairs move some of their shared variables in opposite directions" in words


def test_a_large_group_is_counted_and_no_pair_is_picked() -> None:
    many = "A (+)-> B (+)-> A\n" + "".join(
        f"A (-)-> C{n} (+)-> B (-)-> D{n} (+)-> A\n" for n in range(3)
    )
    words = meeting_words(analyze(many))[-1]
    assert "9 other pairs move some of their shared variables in opposite directions" in words
    assert words.endswith("; each of these includes R1")


def test_a_longer_ring_may_disagree_though_no_three_do() -> None:
    report = analyze(RING.format("-"))
    found = directions([x for x in report.loops if x.type == "R"], pairs_of(report))
    assert not found.agree and found.odd == ()
    assert "not all of them can do so at once" in said(RING.format("-"))


@given(diagrams())
def test_directions_are_found_where_there_are_some(diagram: Diagram) -> None:
    """Against trying all of them."""
    report = analyze(write(diagram))
    loops = [loop for loop in report.loops if loop.type == "R"][:8]
    ids = [loop.id for loop in loops]
    pairs = [pair for pair in pairs_of(report) if {pair[0], pair[1]} <= set(ids)]
    found = directions(loops, pairs)
    signs = {loop.id: _signs(loop.links) for loop in loops}
    fits = [
        ways
        for ways in product((1, -1), repeat=len(ids))
        if all(
            dict(zip(ids, ways, strict=True))[one] * signs[one][name]
            == dict(zip(ids, ways, strict=True))[two] * signs[two][name]
            for one, two, name in pairs
        )
    ]
    assert found.agree == bool(fits)
    if fits:
        way = tuple(-1 if id_ in found.turned else 1 for id_ in ids)
        assert way in fits


def _signs(links: object) -> dict[str, int]:
    sign, found = 1, {}
    for link in links:  # type: ignore[attr-defined]
        found[link.cause] = sign
        sign *= -1 if link.polarity == "-" else 1
    return found
