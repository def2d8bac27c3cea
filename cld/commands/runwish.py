"""Puts the run together that `cld run` is asked for: one of the file, changed by the options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from cld.commands.options import variable_called
from cld.commands.unusable import UnusableInput
from cld.core.diagram import Intervention
from cld.core.plans import PlannedIntervention, PushKind, RunPlan, TimedPush
from cld.core.quantities import QuantityError
from cld.core.suggest import near_name
from cld.language.timed import EXAMPLES, duration, split_words, timed
from cld.report import Report
from cld.sentences.naming import names_of
from cld.simulate.planned import plan_problems
from cld.simulate.run import first_push


@dataclass(frozen=True, slots=True)
class RunWish:
    """The arguments of `cld run`: the name of a run of the file, changes as words by their kind, an
    intervention, the length, the variables to show, whether to look for margins, the number of
    drawn runs, and the behaviour that is a failure."""

    name: str | None
    changes: Mapping[str, Sequence[str]]
    intervention: str | None
    lasting: str | None
    watched: str | None
    draws: int
    margins: bool
    fail_if: str | None


def wished_plan(report: Report, wish: RunWish) -> RunPlan:
    """Return the run that is asked for. Raises UnusableInput."""
    pushes = tuple(
        _push(report, cast(PushKind, kind), words)
        for kind, said in wish.changes.items()
        for words in said
    )
    plan = _of_file(report, wish.name, bool(pushes))
    if pushes:
        plan = replace(plan, pushes=pushes)
    if wish.lasting:
        plan = replace(plan, length=_time("--for", wish.lasting))
    if wish.watched is not None:
        plan = replace(plan, watched=_watched(report, wish.watched), watched_spans=())
    if wish.intervention is not None:
        plan = replace(plan, beginnings=(_beginning(report, wish.intervention),))
    if not plan.pushes:
        plan = replace(plan, pushes=(first_push(report.diagram),))
    problem = next(plan_problems(report.diagram, plan), None)
    if problem is not None:
        raise UnusableInput(f"{problem.message}; {problem.hint}")
    return plan


def _of_file(report: Report, name: str | None, changed: bool) -> RunPlan:
    runs = report.diagram.runs
    if name is None:
        return runs[0] if runs and not changed else RunPlan("")
    known = {run.name: run for run in reversed(runs)}
    folded = {called.casefold(): run for called, run in known.items()}
    found = known.get(name) or folded.get(name.casefold())
    if found is None:
        near = near_name(name, list(known))
        listed = f"the file has {names_of([f'“{run.name}”' for run in runs])}" if runs else ""
        hint = f"did you mean “{near}”?" if near else listed or "the file states no runs"
        raise UnusableInput(f"no run is called “{name}”; {hint}")
    if found.unread:
        raise UnusableInput(
            f"the run “{found.name}” has lines with errors; `cld check {report.file}` shows them"
        )
    return found


def intervention_of(report: Report, name: str) -> Intervention | None:
    """Return the intervention with that name, whatever its case."""
    known = {one.name: one for one in report.diagram.interventions}
    folded = {called.casefold(): one for called, one in known.items()}
    return known.get(name) or folded.get(name.casefold())


def _beginning(report: Report, words: str) -> PlannedIntervention:
    found = intervention_of(report, words)
    if found is not None:
        return PlannedIntervention(found.name)
    name, _, time = words.rpartition(" at ")
    found = intervention_of(report, name.strip()) if time else None
    if found is not None:
        return PlannedIntervention(found.name, _time("--with", time, beginning=True))
    known = [f"“{one.name}”" for one in report.diagram.interventions]
    hint = f"the file has {names_of(known)}" if known else "the file contains no interventions"
    raise UnusableInput(f"--with: no intervention is called “{words}”; {hint}")


def _push(report: Report, kind: PushKind, words: str) -> TimedPush:
    said = split_words(words)
    try:
        found = timed(kind, said)
    except QuantityError as error:
        raise UnusableInput(f"--{kind}: {error}; write it {EXAMPLES[kind]}") from None
    name = variable_called(report, " ".join(said[: found.named]))
    return TimedPush(kind, name, found.amount, found.at, found.lasts)


def _time(option: str, words: str, beginning: bool = False) -> float:
    try:
        return duration(words, beginning)
    except QuantityError as error:
        raise UnusableInput(f"{option}: {error}") from None


def _watched(report: Report, words: str) -> tuple[str, ...]:
    """Return the variables of a list with commas; a name that contains one may have quotes."""
    found, rest = [], words.strip()
    known = {variable.name for variable in report.variables}
    while rest:
        if rest.startswith('"') and '"' in rest[1:]:
            name, _, rest = rest[1:].partition('"')
        else:
            # The longest name that begins the list, so that names with commas are found.
            pieces = rest.split(",")
            starts = [",".join(pieces[:n]).strip() for n in range(len(pieces), 0, -1)]
            name = next((start for start in starts if start in known), pieces[0].strip())
            rest = rest[rest.index(name) + len(name) :]
        rest = rest.strip().removeprefix(",").strip()
        if name:
            found.append(variable_called(report, name))
    if not found:
        raise UnusableInput(f"--watch: “{words}” names no variable")
    return tuple(dict.fromkeys(found))
