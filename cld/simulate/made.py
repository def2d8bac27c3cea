"""Makes a run as a plan states it, and a second one with its intervention in place."""

from __future__ import annotations

from dataclasses import dataclass

from cld.core.diagram import Diagram, Intervention
from cld.core.plans import RunPlan
from cld.core.watch import Watch, unwatched
from cld.simulate.after import run_with
from cld.simulate.draws import Draws, drawn_runs
from cld.simulate.run import Run, RunLength, first_push, reached, run_diagram


@dataclass(frozen=True)
class MadeRun:
    """A run and, if the plan puts an intervention in place, the run with it from `at` on, in
    seconds; `names` are the variables to show, and `draws` runs with other strengths."""

    plan: RunPlan
    run: Run
    names: tuple[str, ...]
    intervention: Intervention | None = None
    at: float = 0.0
    after: Run | None = None
    draws: Draws | None = None


def make_run(
    diagram: Diagram,
    plan: RunPlan,
    margins: bool = False,
    draws: int = 0,
    watch: Watch = unwatched,
) -> MadeRun:
    """Return the run that a plan states, which has no problems.

    Parameters
    ----------
    margins : whether to look for the margins of each part.
    draws : how many runs to make with other strengths.
    watch : receives the progress of these.

    >>> from cld.language.source import source_of
    >>> diagram = source_of('A (+, gain 1/s)-> B\\nB: stock\\nrun "X" { step A 2, for 3s }').diagram
    >>> round(float(make_run(diagram, diagram.runs[0]).run.of("B")[1][-1]), 6)
    6.0
    """
    pushes = list(plan.pushes) or [first_push(diagram)]
    names = plan.watched or tuple(reached(diagram, pushes))
    run = run_diagram(diagram, pushes, plan.length, margins=margins)
    begins = plan.beginnings[0] if plan.beginnings else None
    if begins is None:
        drawn = drawn_runs(diagram, pushes, run, draws, watch) if draws else None
        return MadeRun(plan, run, names, draws=drawn)
    (chosen,) = [one for one in diagram.interventions if one.name == begins.intervention][:1]
    ends = {name: max(2 * begins.at, end) for name, end in _ends(run).items()}
    lengths: RunLength = plan.length or ends
    if begins.at and not plan.length and ends != _ends(run):
        run = run_diagram(diagram, pushes, ends, margins=margins)
    drawn = drawn_runs(diagram, pushes, run, draws, watch) if draws else None
    after = run_with(diagram, chosen, pushes, lengths, margins, begins.at)
    return MadeRun(plan, run, names, chosen, begins.at, after, drawn)


def _ends(run: Run) -> dict[str, float]:
    """Return how long each variable was run, in seconds: unconnected pieces have their own time."""
    return {
        name: float(piece.times[-1])
        for piece in run.pieces
        if len(piece.times)
        for name in piece.names
    }
