"""Findings on loops: one function for each rule, one table of all."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

from cld.behaviour.compared import Compared
from cld.behaviour.controllers import Controller, controllers
from cld.behaviour.decisions import blind_words
from cld.behaviour.delays import loop_delay
from cld.behaviour.goals import goals_of
from cld.core.diagnostics import Diagnostic
from cld.core.english import wanted_relation
from cld.core.quantities import Delay, spoken, spoken_delay
from cld.language.format import name_text
from cld.loops.loop import Loop
from cld.rules.subject import RuleSubject, first_loops, loop_place
from cld.sentences import findings as say
from cld.sentences.naming import names_of


def loop_without_name(subject: RuleSubject) -> Iterator[Diagnostic]:
    """Yield once that the file names no loop; a file that names some has named those it means."""
    loops = subject.catalogue.loops
    if len(loops) < 2 or any(loop.name for loop in loops):
        return
    first = next((loop for loop in loops if loop.span is not None), loops[0])
    members = ", ".join(map(name_text, first.variables))
    hint = f'name the loops that matter, as in `loop {first.id} "…": {members}`'
    if first.span is not None:  # a second statement would name it twice
        hint = "name the loops that matter; the statement of this loop has no name yet"
    message = say.NO_NAMES() if first.span is None else say.NO_NAMES_STATED()
    yield Diagnostic("CLD505", loop_place(first), message, hint)


def balancing_without_goal(subject: RuleSubject) -> Iterator[Diagnostic]:
    """Yield the variables that decide on balancing loops without a goal, with the variable they
    watch; natural loops have no goal."""
    decides: dict[str, list[Loop]] = {}
    watches: dict[str, dict[str, None]] = {}
    loops = first_loops(subject.catalogue.loops)
    for loop in loops:
        if loop.type != "B" or goals_of(subject.diagram, loop):
            continue
        # A goal on the loop is stated, whether or not the loop pursues it.
        if any(v is not None and v.goal for v in map(subject.diagram.variable, loop.variables)):
            continue
        deciders = Compared(subject.diagram, loop).deciders
        for link in loop.links:
            if link.effect in deciders:
                decides.setdefault(link.effect, []).append(loop)
                watches.setdefault(link.effect, {})[link.cause] = None
    for name, on in decides.items():
        variable = subject.diagram.variable(name)
        titles = [loop.title for loop in on]
        message = say.NO_GOAL(name=name, loops=names_of(titles))
        among = _among(loops, subject.catalogue.loops).removeprefix("/")
        message = say.AMONG(number=among, said=message) if among else message
        seen = next(iter(watches[name]))
        hint = f"state its goal, as in `{name_text(seen)}: goal {wanted_relation(seen)} …`"
        place = variable.spans[-1] if variable and variable.spans else loop_place(on[0])
        yield Diagnostic("CLD507", place, message, hint)


def reinforcing_unchecked(subject: RuleSubject) -> Iterator[Diagnostic]:
    """Yield the reinforcing loops that share no variable with a balancing loop."""
    driven = [loop for loop in subject.catalogue.loops if loop.type == "R"]
    first = first_loops(driven)
    for loop in first:
        opposition = subject.insight.opposition(loop)
        if opposition is not None and opposition.verdict == "unchecked":
            message = say.UNCHECKED(loop=loop.title)
            if opposition.undetermined:
                message += say.UNCHECKED_PERHAPS()
            hint = (
                "what stops this in the end? If nothing in the diagram does, a link may be missing"
            )
            among = _among(first, driven)
            # If all are opposed alike, no loop has a separate line that gives the reason.
            alike = "all unchecked" if subject.insight.opposed_alike else "unchecked"
            short = message if subject.insight.opposed_alike else ""
            yield Diagnostic(
                "CLD508",
                loop_place(loop),
                message,
                hint,
                about=loop.title,
                alike=alike + among,
                short=short or say.UNCHECKED_SHORT(loop=loop.title),
            )


def opposed_later(subject: RuleSubject) -> Iterator[Diagnostic]:
    """Yield the reinforcing loops to which every opposing loop responds later than one cycle."""
    if not subject.catalogue.complete:
        return
    by_id = subject.insight.by_id
    for loop in first_loops([loop for loop in subject.catalogue.loops if loop.type == "R"]):
        found = subject.insight.opposition(loop)
        if found is None or not found.by or not found.all_named:
            continue
        later = [one for one in found.by if one.timing == "later"]
        if len(later) == len(found.by) and all(not one.turns or one.turns[0] > 1 for one in later):
            soonest = by_id[found.by[0].loop]
            message = say.OPPOSED_LATER(
                loop=loop.title,
                cycle=spoken_delay(loop_delay(subject.diagram, loop).total),
                other=soonest.title,
                answer=spoken_delay(loop_delay(subject.diagram, soonest).total),
            )
            hint = "does anything work against it sooner?"
            short = say.OPPOSED_LATER_SHORT(loop=loop.title)
            yield Diagnostic("CLD513", loop_place(loop), message, hint, short=short)


def stale_controller(subject: RuleSubject) -> Iterator[Diagnostic]:
    """Yield the controllers of balancing loops that act on stale information, each once."""
    stale: dict[str, list[tuple[Loop, Controller]]] = {}
    for loop in first_loops(subject.catalogue.loops):
        for found in controllers(subject.diagram, loop) if loop.type == "B" else ():
            if found.stale and subject.diagram.variable(found.variable) is not None:
                stale.setdefault(found.variable, []).append((loop, found))
    for name, met in stale.items():
        variable = subject.diagram.variable(name)
        loop, slowest = max(met, key=lambda one: _longest(one[1].wait))
        said = {"name": name, "loop": loop.title}
        message = say.STALE(**said, count=blind_words(slowest))
        short = say.STALE_SHORT(**said)
        if len(met) > 1:
            loops = names_of([one.id for one, _ in met])
            alike = {(one.wait, one.decisions, one.repeated) for _, one in met}
            where = say.IN_EACH() if len(alike) == 1 else say.SLOWEST(loop=loop.id)
            message = say.STALE_SEVERAL(
                name=name, loops=loops, where=where, count=blind_words(slowest)
            )
            short = say.STALE_SHORT(name=name, loop=loops)
        by_law = say.STALE_BY_LAW() if slowest.law is None else ""
        span = variable.spans[-1] if variable and variable.spans else loop_place(loop)
        hint = _less_often(slowest)
        yield Diagnostic("CLD510", span, message + by_law, hint, short=short + by_law)


def _longest(wait: Delay) -> float:
    return math.inf if wait.max is None else wait.max


def _less_often(found: Controller) -> str:
    if found.law == "ratio" and found.age:
        # Information just as old as the pace does not show the last decision yet.
        oldest = spoken(found.age.max or found.age.min)
        return f"decide less often than every {oldest}, or wait longer than that: `window …`"
    if found.law == "total":
        # Nothing piles up, so a longer pace would only make each decision later.
        return "shorten the delay, or react less strongly; to decide less often does not help"
    if found.wait.max is None:
        return (
            f"the effect takes at least {spoken(found.wait.min)}: decide less often, or wait longer"
        )
    slowest = spoken(found.wait.max)
    hint = f"decide every {slowest} or less often, or wait: `window {slowest}`"
    if found.law is None:
        hint += (
            "; write `decides total`, `decides ratio` or `decides step` for a more precise finding"
        )
    return hint


def fighting_loops(subject: RuleSubject) -> Iterator[Diagnostic]:
    """Yield the balancing loops whose goals work against each other."""
    by_id = subject.insight.by_id
    for found in subject.insight.interactions:
        if found.kind in ("fight", "conflict"):
            last = by_id[found.loops[-1]]
            hint = "give each its own lever, let one yield, or combine the two goals into one"
            one, other = found.loops
            short = say.FIGHT_SHORT(one=one, other=other, fight=found.kind)
            yield Diagnostic("CLD511", loop_place(last), found.because, hint, short=short)


def _among(loops: Sequence[Loop], every: Sequence[Loop]) -> str:
    """The number of loops examined, if these are not all."""
    return f"/{len(loops):,}" if len(loops) < len(every) else ""


LOOP_RULES: dict[str, Callable[[RuleSubject], Iterator[Diagnostic]]] = {
    "CLD505": loop_without_name,
    "CLD507": balancing_without_goal,
    "CLD508": reinforcing_unchecked,
    "CLD510": stale_controller,
    "CLD511": fighting_loops,
    "CLD513": opposed_later,
}
