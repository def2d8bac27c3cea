"""Runs a diagram after an intervention, with the strengths it had before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cld.core.diagram import Change, Diagram, Intervention
from cld.core.plans import TimedPush
from cld.leverage.apply import apply_changes
from cld.simulate.model import model_of
from cld.simulate.run import Later, Run, RunLength, run_diagram

# The factors of links that are strengthened and weakened without a number.
STRONGER, WEAKER = 2.0, 0.5
_NUMBER = re.compile(r"\s*([-+]?\d+(?:\.\d+)?)")
# Operations that change links or numbers; others cannot be run.
_RUN = ("add", "cut", "weaken", "strengthen", "delay", "inform", "capacity", "stock", "set")


def run_with(
    diagram: Diagram,
    intervention: Intervention,
    pushes: Sequence[TimedPush],
    length: RunLength = None,
    margins: bool = False,
    at: float = 0.0,
) -> Run:
    """Run a diagram after the same pushes, with an intervention in place.

    A link that is weakened has half its strength, a strengthened one twice, unless the operation
    states a factor; `set` of a variable is a step of it by the difference. Every other link has the
    strength it had before.

    Parameters
    ----------
    length : as for `run_diagram`.
    margins : whether to look for margins, with the intervention in place.
    at : when the intervention is put in place, in seconds.
    """
    applied = apply_changes(diagram, intervention.changes)
    factors = dict.fromkeys(applied.strengthened, STRONGER)
    factors |= dict.fromkeys(applied.weakened, WEAKER)
    factors |= {
        link.ends: float(change.value)
        for change in intervention.changes
        if change.value is not None
        for link in change.links
    }
    before = model_of(diagram).strengths
    same = {v.name for v in diagram.variables if applied.diagram.variable(v.name) == v}
    kept = {
        link.ends: before[link.ends]
        for link in applied.diagram.links
        # A strength is per second or not, as the kinds of the two variables are.
        if link.ends in before and same.issuperset(link.ends)
    }
    steps = [*pushes, *(replace(s, at=at) for s in _steps(diagram, intervention.changes))]
    if not at:
        return run_diagram(
            applied.diagram, steps, length, factors=factors, kept=kept, margins=margins
        )
    own = {variable.name: variable for variable in diagram.variables}
    variables = tuple(own.get(v.name, v) for v in applied.diagram.variables)
    later = Later(at, applied.diagram, factors, kept)
    base = replace(diagram, variables=variables)
    return run_diagram(base, steps, length, margins=margins, later=later)


def _steps(diagram: Diagram, changes: Sequence[Change]) -> Iterator[TimedPush]:
    for change in changes:
        step = _step_of(diagram, change) if change.verb == "set" else None
        if step is not None:
            yield step


def _step_of(diagram: Diagram, change: Change) -> TimedPush | None:
    before, after = _NUMBER.match(change.before or ""), _NUMBER.match(change.after or "")
    if before and after and diagram.variable(change.name or ""):
        amount = float(after.group(1)) - float(before.group(1))
        return TimedPush("step", change.name or "", amount)
    return None


def not_run(diagram: Diagram, intervention: Intervention) -> list[str]:
    """Return the operations of an intervention that a run cannot follow, such as `rule`.

    >>> from cld.language.source import source_of
    >>> diagram = source_of('A (+)-> B\\nintervention "X" { rule "no A" }').diagram
    >>> not_run(diagram, diagram.interventions[0])
    ['rule']
    """
    return [
        change.verb
        for change in intervention.changes
        if change.verb not in _RUN or (change.verb == "set" and _step_of(diagram, change) is None)
    ]
