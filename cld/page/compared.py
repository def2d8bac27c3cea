"""An answer and its key as pictures side by side, with found, wrong and missing links."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from cld.core.diagram import Diagram
from cld.core.watch import Watch
from cld.grade.grade import Grade
from cld.grade.marks import Mark, Marks, answer_marks, key_marks
from cld.loops.loop import Loop
from cld.page.drawing import MOST_FOR_BEST, MOST_LINKS, MOST_VARIABLES
from cld.page.tags import text
from cld.paint.prefix import prefixed
from cld.paint.render import picture_of
from cld.paint.shapes import Look
from cld.paint.svg import svg
from cld.picture.picture import Gear, Picture
from cld.prose.grades import View, is_told
from cld.selection import to_draw

# Share of the usual work for each of the two pictures: a page is one of hundreds.
EFFORT = 0.4
MEANINGS: dict[Mark, str] = {
    "found": "as in the reference",
    "wrong": "not right",
    "own": "not in the reference, or not recognised",
    "missing": "missing",
}


def compared(grade: Grade, view: View) -> Iterator[str]:
    """Yield both pictures, and the meaning of their lines; only the answer if the feedback may not
    show which links are right.

    A view that reveals the key shows all of it next to the answer, with missing links as dashed
    lines. Otherwise the second picture shows the parts of the key that the answer contains, in
    the words of the answer: the page contains no name, sign or delay that only the key has.
    """
    answer = grade.comparison.answer
    if not is_told(grade, view):
        yield '<div class="pair">'
        yield from _side("mine", "Your diagram", answer.diagram, to_draw(answer), {}, ())
        yield "</div>"
        return
    mine = answer_marks(grade)
    known = grade.comparison.pairing.key_of
    own = [v.name for v in answer.diagram.variables if v.name not in known]
    yield '<div class="pair">'
    loops = to_draw(answer)
    yield from _side("mine", "Your diagram", answer.diagram, loops, mine, own)
    marks = set(mine.values())
    if view.reveal:
        key, its = grade.key, key_marks(grade)
        matched = grade.comparison.pairing.answer_of
        lost = [v.name for v in key.diagram.variables if v.name not in matched]
        yield from _side("its", "The reference", key.diagram, to_draw(key.report), its, lost)
        marks |= set(its.values())
    else:
        found = _found(answer.diagram, mine, known)
        kept = frozenset(found.links)
        # The same loops by the same numbers.
        same = [loop for loop in loops if kept.issuperset(loop.links)]
        yield from _side("its", "Found parts of the reference", found, same, mine, own)
    yield "</div>"
    yield from _meanings(marks)


def _found(answer: Diagram, marks: Marks, known: Collection[str]) -> Diagram:
    """An answer, reduced to the parts that the key has too."""
    links = tuple(link for link in answer.links if marks[link.ends] == "found")
    ends = {end for link in links for end in link.ends}
    kept = tuple(v for v in answer.variables if v.name in known or v.name in ends)
    return replace(Diagram(), variables=kept, links=links)


def _side(
    id_: str,
    title: str,
    diagram: Diagram,
    loops: Sequence[Loop],
    marks: Marks,
    faint: Collection[str],
) -> Iterator[str]:
    yield f'<figure id="{id_}"><figcaption>{text(title)}</figcaption>'
    picture = _picture(diagram, loops)
    if picture is None:
        why = "Too large for a picture on a page." if diagram.variables else "Nothing yet."
        yield f'<p class="nothing">{why}</p>'
    else:
        yield f"<style>{''.join(_rules(id_, picture, marks, faint))}</style>"
        yield svg(picture, Look(title=False, id=id_))
    yield "</figure>"


def _picture(diagram: Diagram, loops: Sequence[Loop]) -> Picture | None:
    size = len(diagram.variables)
    if not size or size > MOST_VARIABLES or len(diagram.links) > MOST_LINKS:
        return None
    gear: Gear = "quick" if size > MOST_FOR_BEST else "best"
    return picture_of(diagram, loops, gear=gear, watch=Watch(effort=EFFORT))


def _rules(id_: str, picture: Picture, marks: Marks, faint: Collection[str]) -> Iterator[str]:
    """The styles of the lines and names of a picture, by their marks."""
    by_mark: dict[Mark, list[str]] = {}
    for number, arrow in enumerate(picture.arrows, 1):
        mark = marks.get(arrow.ends, "own")
        by_mark.setdefault(mark, []).append(f"#{prefixed(id_)}-link-{number}")
    for mark, places in by_mark.items():
        those = f"#{id_} :is({','.join(places)})"
        line = f"stroke:var(--{mark});{_LINES[mark]}"
        yield f"{those}{{color:var(--{mark})}}{those} .{prefixed('line')}{{{line}}}"
    names = [
        f"#{prefixed(id_)}-variable-{number}"
        for number, name in enumerate(picture.names, 1)
        if name.variable in faint
    ]
    if names:
        yield f"#{id_} :is({','.join(names)}){{color:var(--faint)}}"


# Lines differ by more than their colour.
_LINES: dict[Mark, str] = {
    "found": "stroke-width:2.2",
    "wrong": "stroke-width:2.6;stroke-dasharray:1.5 4",
    "own": "stroke-width:1.2",
    "missing": "stroke-width:1.6;stroke-dasharray:9 7",
}


def _meanings(marks: Collection[Mark]) -> Iterator[str]:
    yield '<ul class="key" aria-label="Lines">'
    for mark, meaning in MEANINGS.items():
        if mark in marks:
            line = f'<path d="M1,5H37" style="{_LINES[mark]}"/>'
            sample = f'<svg class="{mark}" width="38" height="10" aria-hidden="true">{line}</svg>'
            yield f"<li>{sample} {text(meaning)}</li>"
    yield "</ul>"
