"""A run over time as a picture: small curves above each other."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

from cld.core.diagram import Diagram
from cld.core.plans import RunPlan
from cld.core.quantities import spoken_about
from cld.loops.drain import is_flow_into_stock
from cld.paint.runs import RunPanel, run_sheet
from cld.paint.shapes import PLAIN, Sheet
from cld.paint.svg import svg_file
from cld.prose.run import not_run_words, push_words
from cld.prose.wording import plural
from cld.sentences.run import BAND, DASHED, DASHED_FROM
from cld.simulate.made import MadeRun
from cld.simulate.run import Run, bounds_used, goal_used, reached
from cld.simulate.system import Array


def run_picture(diagram: Diagram, made: MadeRun) -> Sheet:
    """Return a run as a picture, together with the run that has an intervention in place.

    >>> from cld.language.source import source_of
    >>> from cld.simulate.made import make_run
    >>> diagram = source_of('A (+, gain 1/s)-> B\\nB: stock\\nrun "X" { step A 1 }').diagram
    >>> page = run_picture(diagram, make_run(diagram, diagram.runs[0]))
    >>> [line for line, _ in page.lines()][:3]
    ['X', 'A changes by 1.', 'A']
    """
    run, after, names = made.run, made.after, made.names
    notes = [f"{push_words(diagram, push)}." for push in run.pushes]
    if made.intervention is not None:
        name, time = made.intervention.name, spoken_about(made.at)
        notes.append(DASHED_FROM(name=name, time=time) if made.at else DASHED(name=name))
    bands = made.draws.bands if made.draws else {}
    if made.draws and bands:
        notes.append(BAND(count=plural(made.draws.count, "run")))
    notes += [not_run_words(piece, 2) for piece in run.pieces if piece.refused]
    later = {piece.names: piece for piece in after.pieces} if after else {}
    panels = []
    for piece in run.pieces:
        following = {name: one for names_, one in later.items() for name in names_}
        for number, name in enumerate(piece.names):
            if name not in names or not len(piece.times):
                continue
            variable = diagram.variable(name)
            assert variable is not None
            other = following.get(name)
            dashed: tuple[tuple[float, float], ...] = ()
            if other is not None and len(other.times):
                column = other.values[:, other.names.index(name)]
                dashed = tuple(zip(other.times.tolist(), column.tolist(), strict=True))
            course = zip(piece.times.tolist(), piece.values[:, number].tolist(), strict=True)
            kinds = {name: "stock"}
            least, most = bounds_used(diagram, kinds, [name]).get(name, (0.0, 0.0))
            bounds = tuple(one for one in (least, most) if one and abs(one) != float("inf"))
            panels.append(
                RunPanel(
                    name,
                    (variable.unit or "") if unit_is_known(diagram, name) else "",
                    tuple(course),
                    dashed,
                    bounds,
                    goal_used(variable),
                    _band(piece.times, bands.get(name)),
                )
            )
    timed = all(one.part.timed for piece in run.pieces for one in piece.outcomes)
    return run_sheet(made.plan.name, notes, panels, beats=not timed)


def _band(times: Array, band: Array | None) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Return the lowest and the highest of the courses of a band."""
    if band is None:
        return ()
    return tuple(tuple(zip(times.tolist(), band[row].tolist(), strict=True)) for row in (0, -1))


def unit_is_known(diagram: Diagram, name: str) -> bool:
    """Return whether all strengths on the ways to a variable are stated, so that an amount in its
    unit may be shown. A flow passes on to its stock what it is.

    >>> from cld.language.source import source_of
    >>> diagram = source_of("A (+, gain 2)-> B (+)-> C").diagram
    >>> unit_is_known(diagram, "B"), unit_is_known(diagram, "C")
    (True, False)
    """
    pending, seen = [name], {name}
    while pending:
        for link in diagram.links_to[pending.pop()]:
            if link.gain is None and not is_flow_into_stock(diagram, link.ends):
                return False
            if link.cause not in seen:
                seen.add(link.cause)
                pending.append(link.cause)
    return True


@dataclass(frozen=True)
class ShownRun(Run):
    """A run that a notebook shows as a picture."""

    diagram: Diagram = field(default_factory=Diagram, repr=False, compare=False)

    def _repr_svg_(self) -> str:
        """Return the picture that a notebook shows."""
        names = tuple(reached(self.diagram, self.pushes))
        made = MadeRun(RunPlan("", self.pushes), self, names)
        return svg_file(run_picture(self.diagram, made), PLAIN)


def shown_run(diagram: Diagram, run: Run) -> ShownRun:
    """Return a run with its diagram, for notebooks."""
    return ShownRun(**{one.name: getattr(run, one.name) for one in fields(run)}, diagram=diagram)
