"""Points for the behaviour of a run over time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from cld.core.diagram import Diagram
from cld.core.plans import RunPlan
from cld.grade.comparison import Comparison, Earned, Fact, FactKind
from cld.grade.key import Criterion
from cld.simulate.planned import plan_problems


def run_outcome(comparison: Comparison, criterion: Criterion) -> Earned:
    """A run of the key, made with the answer: all points if it settles, grows or oscillates as
    expected. Links of the answer without a strength have the one that the key states for them."""
    expectation = criterion.expectation
    wanted = expectation.outcome or ""
    runs = comparison.key.diagram.runs
    plan = next((one for one in runs if one.name == expectation.text), None)
    names = comparison.pairing.answer_of
    if plan is None or any(push.variable not in names for push in plan.pushes):
        missing = [p.variable for p in plan.pushes if p.variable not in names] if plan else []
        return Earned(criterion, 0.0, (Fact("nothing", tuple(missing)),))
    if not plan.pushes:
        from cld.simulate.run import first_push  # numpy is slow to load

        plan = replace(plan, pushes=(first_push(comparison.key.diagram),))
        if plan.pushes[0].variable not in names:
            return Earned(criterion, 0.0, (Fact("nothing", (plan.pushes[0].variable,)),))
    diagram = _with_strengths(comparison)
    mine = _translated(plan, names)
    if any(plan_problems(diagram, mine)):
        return Earned(criterion, 0.0, (Fact("nothing", ()),))
    found = run_outcomes(diagram, mine)
    kind: FactKind = "behaves" if wanted in found else "other run"
    return Earned(criterion, float(wanted in found), (Fact(kind, (wanted, *found)),))


def _with_strengths(comparison: Comparison) -> Diagram:
    """Return the answer, with strengths of the key on links that state none."""
    answer = comparison.answer.diagram
    key_of = {mine: name for name, mine in comparison.pairing.answer_of.items()}
    links = []
    for link in answer.links:
        cause, effect = key_of.get(link.cause), key_of.get(link.effect)
        same = comparison.key.diagram.link(cause, effect) if cause and effect else None
        fills = same is not None and link.gain is None
        links.append(replace(link, gain=same.gain) if fills and same else link)
    return replace(answer, links=tuple(links))


def _translated(plan: RunPlan, names: Mapping[str, str]) -> RunPlan:
    """Return a run of the key in the names of the answer, without its interventions."""
    pushes = tuple(replace(push, variable=names[push.variable]) for push in plan.pushes)
    return replace(plan, pushes=pushes, watched=(), watched_spans=(), beginnings=())


def run_outcomes(diagram: Diagram, plan: RunPlan) -> tuple[str, ...]:
    """Return the behaviour of a run in the words of the language: `settles` if all loops that it
    reaches do, `grows` or `oscillates` if one of them does.

    >>> from cld.language.source import source_of
    >>> diagram = source_of('A (-, gain 0.1/s)-> A\\nA: stock\\nrun "X" { step A 1 }').diagram
    >>> run_outcomes(diagram, diagram.runs[0])
    ('settles',)
    """
    from cld.simulate.run import run_diagram  # numpy is slow to load

    run = run_diagram(diagram, plan.pushes, plan.length)
    parts = [one for piece in run.pieces for one in piece.outcomes]
    found = []
    if parts and all(one.outcome == "settles" for one in parts):
        found.append("settles")
    if any(one.outcome == "grows" for one in parts):
        found.append("grows")
    if any(one.period is not None and one.period < float("inf") for one in parts):
        found.append("oscillates")
    return tuple(found)
