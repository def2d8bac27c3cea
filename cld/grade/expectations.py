"""Points that an answer earns for each expectation of a key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from cld.grade.comparison import Comparison, Earned, Fact, FactKind, earned_by_count
from cld.grade.expect_intervention import intervention, ranked
from cld.grade.expect_loops import combined_loops, fight, labelled, loop_named
from cld.grade.expect_run import run_outcome
from cld.grade.expect_stock import stock
from cld.grade.key import Criterion
from cld.grade.trace import Trace, TraceStep


def earned(comparison: Comparison, criterion: Criterion) -> Earned:
    """Return the points for an expectation, reduced if the answer draws nearly all links."""
    if not comparison.kept:
        return Earned(criterion, 0.0)
    found = RULES[criterion.expectation.kind](comparison, criterion)
    return replace(found, share=found.share * comparison.kept) if found.share else found


def _link(comparison: Comparison, criterion: Criterion) -> Earned:
    """A link: full points with the right sign, direct or over extra variables; a quarter if it is
    reversed."""
    (link,) = criterion.expectation.links[:1]
    names, said = comparison.pairing.answer_of, link.ends
    if link.cause not in names or link.effect not in names:
        return Earned(criterion, 0.0, (Fact("missing", said),))
    there = comparison.ways.between(names[link.cause], names[link.effect])
    right = next((way for way in there if link.polarity in ("?", way.sign)), None)
    if right is not None:
        return Earned(criterion, 1.0, (Fact("found", said, right.links),))
    if there:
        kind: FactKind = "no sign" if there[0].sign == "?" else "wrong sign"
        return Earned(criterion, 0.0, (Fact(kind, said, there[0].links),))
    turned = comparison.ways.turned(link.cause, link.effect, link.polarity)
    if turned is not None:
        return Earned(criterion, comparison.turned, (Fact("turned", said, turned.links),))
    return Earned(criterion, 0.0, (Fact("missing", said),))


def _loop(comparison: Comparison, criterion: Criterion) -> Earned:
    """A loop; see `trace`."""
    if criterion.loop is None:
        return Earned(criterion, 0.0, (Fact("missing", criterion.expectation.variables),))
    found = comparison.trace(criterion.loop)
    return Earned(criterion, found.share, facts_of(found))


def facts_of(found: Trace) -> tuple[Fact, ...]:
    """Return the steps of a loop that an answer has and lacks, as facts."""
    crowded = () if found.kept >= 1 else (Fact("crowded"),)
    if found.is_whole:
        said = tuple(link for way in found.ways for link in way.links)
        return (Fact("found", found.loop.variables, said), *crowded)
    return (*map(_fact_of, found.steps), *crowded)


def _fact_of(step: TraceStep) -> Fact:
    return Fact(
        "found" if step.state == "right" else step.state,
        _wanted(step),
        step.way.links if step.way else (),
        count=len(step.between) + (step.state != "left out"),
    )


def _wanted(step: TraceStep) -> tuple[str, ...]:
    """The names reported for a step: where it leads and what it passes, or the variables that are
    left out."""
    cause, effect = step.ends
    if step.state == "left out":
        return (cause, *step.between, effect)
    return (cause, *(link.effect for link in step.links))


def _at_least_loops(comparison: Comparison, criterion: Criterion) -> Earned:
    """A number of loops of the key, of a type if one is given."""
    wanted = criterion.expectation
    found = [
        one for one in comparison.traces
        if one.is_found and wanted.type in (None, one.loop.type)
    ]  # fmt: skip
    return earned_by_count(criterion, len(found))


def _delays(comparison: Comparison, criterion: Criterion) -> Earned:
    """Delays on loops: of the key's loops with a delay, the number that have one in the answer."""
    wanted = criterion.expectation.type
    delayed = [
        one for one in comparison.traces
        if wanted in (None, one.loop.type) and any(link.delay for link in one.loop.links)
    ]  # fmt: skip
    done = [
        one for one in delayed
        if one.is_found and any(link.delay for way in one.ways for link in way.links)
    ]  # fmt: skip
    share = len(done) / len(delayed) if delayed else 0.0
    return Earned(criterion, share, (Fact("count", count=len(done), of=len(delayed)),))


RULES: Mapping[str, Callable[[Comparison, Criterion], Earned]] = {
    "link": _link,
    "loop": _loop,
    "at least loops": _at_least_loops,
    "delays": _delays,
    "at least combinations": combined_loops,
    "fight": fight,
    "stock": stock,
    "loop named": loop_named,
    "intervention": intervention,
    "interventions ranked": ranked,
    "loops labelled": labelled,
    "run": run_outcome,
}
