"""Findings on a diagram that is read: one function a rule, one table of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from cld.behaviour.controllers import controllers
from cld.behaviour.delays import loop_delay
from cld.behaviour.goals import goals_of
from cld.core.diagnostics import Diagnostic
from cld.core.diagram import Diagram, Link, Variable
from cld.core.english import direction_in, near_key, negative_in, verb_in
from cld.core.quantities import spoken, spoken_delay
from cld.core.text import Lines, Span
from cld.insight import Insight
from cld.language.format import name_text
from cld.leverage.fit import MOST_SUGGESTIONS, misfits
from cld.loops.catalogue import Catalogue
from cld.loops.components import in_a_loop
from cld.loops.loop import Loop, together

MAX_LINKS_AT_ONE = 6


@dataclass(frozen=True, slots=True)
class RuleSubject:
    """What the rules look at: the diagram, its loops, what follows from them, and its lines
    for messages."""

    diagram: Diagram
    catalogue: Catalogue
    lines: Lines
    insight: Insight

    def line(self, span: Span) -> int:
        """The line a span begins in."""
        return self.lines.place(span.start).line


def lint(subject: RuleSubject) -> tuple[Diagnostic, ...]:
    """Return all findings of all rules; a rule that finds nothing yields nothing."""
    return tuple(finding for rule in RULE_FUNCTIONS.values() for finding in rule(subject))


def _first(thing: Variable | Link) -> Span:
    return thing.spans[0] if thing.spans else Span(0, 0)


# -- names --


def near_duplicate(subject: RuleSubject) -> Iterator[Diagnostic]:
    seen: dict[str, Variable] = {}
    for variable in subject.diagram.variables:
        other = seen.setdefault(near_key(variable.name), variable)
        if other is variable:
            continue
        where = subject.lines.said(_first(other).start, " of ")
        message = f"“{variable.name}” is nearly the name “{other.name}”{where}"
        hint = "if both are the same thing, give them one name"
        related = ((_first(other), "the other name"),)
        yield Diagnostic("CLD401", _first(variable), message, hint, related)


def _named(
    code: str, find: Callable[[str], str | None], what: str, hint: str
) -> Callable[[RuleSubject], Iterator[Diagnostic]]:
    def rule(subject: RuleSubject) -> Iterator[Diagnostic]:
        for variable in subject.diagram.variables:
            word = find(variable.name)
            if word is not None:
                message = f"“{variable.name}” {what.format(word=word)}"
                yield Diagnostic(code, _first(variable), message, hint)

    return rule


# -- structure --


def unknown_polarity(subject: RuleSubject) -> Iterator[Diagnostic]:
    links = [link for link in subject.diagram.links if link.polarity == "?"]
    if not links:
        return
    undetermined = [loop for loop in subject.catalogue.loops if loop.type == "U"]
    through = Counter(link.ends for loop in undetermined for link in loop.links)
    space = subject.catalogue.space
    at_least = "" if space else "at least "
    for link in links:
        ends = link.ends
        count = space.through[ends].U if space else through[ends]
        message = f"the sign of {link.cause} → {link.effect} is not known"
        if count:
            loops = "one loop" if count == 1 else f"{count:,} loops"
            message += f"; {at_least}{loops} through it cannot be typed"
        hint = "more of the cause: more of the effect (+), or less (-)?"
        yield Diagnostic("CLD501", _first(link), message, hint)


def isolated_variable(subject: RuleSubject) -> Iterator[Diagnostic]:
    diagram = subject.diagram
    for variable in diagram.variables:
        if not diagram.links_from[variable.name] and not diagram.links_to[variable.name]:
            message = f"“{variable.name}” has no link"
            hint = "link it to what it changes or to what changes it, or leave it out"
            yield Diagnostic("CLD502", _first(variable), message, hint)


def variable_in_no_loop(subject: RuleSubject) -> Iterator[Diagnostic]:
    if not subject.catalogue.loops:
        return
    diagram = subject.diagram
    in_loops = in_a_loop(diagram)
    for variable in diagram.variables:
        linked = diagram.links_from[variable.name] or diagram.links_to[variable.name]
        if variable.name in in_loops or variable.kind == "constant" or not linked:
            continue
        message = f"“{variable.name}” is in no loop: nothing it does comes back to it"
        hint = "does it change, perhaps later, one of its causes? Then a link is missing"
        if not diagram.links_to[variable.name]:
            message = f"“{variable.name}” is in no loop: nothing in the diagram changes it"
            hint = "is a link missing? If it is given from outside, mark it `constant`"
        yield Diagnostic("CLD503", _first(variable), message, hint)


def starburst(subject: RuleSubject) -> Iterator[Diagnostic]:
    diagram = subject.diagram
    for variable in diagram.variables:
        out, into = diagram.links_from[variable.name], diagram.links_to[variable.name]
        count = len(out) + len(into)
        if count > MAX_LINKS_AT_ONE:
            message = f"{count} links meet at “{variable.name}” ({len(into)} in, {len(out)} out)"
            hint = "it may stand for several things: try to name them one by one"
            yield Diagnostic("CLD504", _first(variable), message, hint)


def no_loop(subject: RuleSubject) -> Iterator[Diagnostic]:
    if subject.diagram.links and not subject.catalogue.loops:
        message = "this diagram holds no feedback loop"
        hint = "ask of each effect: does it change, perhaps later, what caused it?"
        yield Diagnostic("CLD509", _first(subject.diagram.links[0]), message, hint)


# -- loops --


def _place(subject: RuleSubject, loop: Loop) -> Span:
    """A loop's statement; else its first link that no other finding would point at first."""
    return loop.span or _first(loop.links[0])


def _reported(loops: Sequence[Loop]) -> Sequence[Loop]:
    return together(loops, MAX_LOOPS_REPORTED, MAX_LINKS_REPORTED)


def loop_without_name(subject: RuleSubject) -> Iterator[Diagnostic]:
    for loop in _reported(subject.catalogue.loops):
        if loop.name is None:
            message = f"{loop.id} has no name: {_round(loop)}"
            members = ", ".join(map(name_text, loop.variables))
            hint = f'a name is remembered, a number is not: `loop {loop.id} "…": {members}`'
            yield Diagnostic("CLD505", _place(subject, loop), message, hint)


def balancing_without_delay(subject: RuleSubject) -> Iterator[Diagnostic]:
    for loop in _reported(subject.catalogue.loops):
        if loop.type == "B" and not loop_delay(subject.diagram, loop).known:
            message = f"{loop.title} is balancing and no delay is marked on it"
            hint = "where does it take time? Mark it, as in `(+, delay 3min)->`"
            yield Diagnostic("CLD506", _place(subject, loop), message, hint)


def balancing_without_goal(subject: RuleSubject) -> Iterator[Diagnostic]:
    for loop in _reported(subject.catalogue.loops):
        if loop.type == "B" and not goals_of(subject.diagram, loop):
            message = f"{loop.title} is balancing, but the file does not say what it is after"
            first = name_text(loop.variables[0])
            hint = f"what does it hold, and where? As in `{first}: goal <= …`"
            yield Diagnostic("CLD507", _place(subject, loop), message, hint)


def reinforcing_unheld(subject: RuleSubject) -> Iterator[Diagnostic]:
    for loop in _reported([loop for loop in subject.catalogue.loops if loop.type == "R"]):
        protection = subject.insight.protection(loop)
        if protection is not None and protection.verdict == "unprotected":
            message = f"nothing holds {loop.title}: no balancing loop shares a variable with it"
            if protection.undetermined:
                message += "; an undetermined one does, and might, if its signs were known"
            hint = "what stops it in the end? If nothing does, that is the finding"
            yield Diagnostic("CLD508", _place(subject, loop), message, hint)


def late_brake(subject: RuleSubject) -> Iterator[Diagnostic]:
    if not subject.catalogue.complete:
        return
    by_id = subject.insight.by_id
    for loop in _reported([loop for loop in subject.catalogue.loops if loop.type == "R"]):
        protection = subject.insight.protection(loop)
        length = loop_delay(subject.diagram, loop)
        # With no delay marked a turn counts as immediate, and every brake as late.
        if protection is not None and protection.verdict == "late" and length.known:
            answer = loop_delay(subject.diagram, by_id[protection.by[0]]).total
            turn = length.total
            message = (
                f"what holds {loop.title} comes too late: it turns round in "
                f"{spoken_delay(turn)}, {by_id[protection.by[0]].title} answers in "
                f"{spoken_delay(answer)}"
            )
            hint = "what could hold it sooner, even roughly, until the slower loop answers?"
            yield Diagnostic("CLD513", _place(subject, loop), message, hint)


def stale_controller(subject: RuleSubject) -> Iterator[Diagnostic]:
    for loop in _reported(subject.catalogue.loops):
        if loop.type != "B":
            continue
        for controller in controllers(subject.diagram, loop):
            variable = subject.diagram.variable(controller.variable)
            if not controller.stale or variable is None:
                continue
            least, most = controller.decisions
            count = (
                f"{least}"
                if least == most
                else f"{least} to {most}"
                if most
                else f"{least} or more"
            )
            wait = spoken_delay(controller.wait)
            message = (
                f"“{variable.name}” acts on stale information in {loop.title}: it decides every "
                f"{spoken_delay(controller.every)}, the effect shows after {wait}; "
                f"{count} decisions, all but the first in the dark"
            )
            slowest = controller.wait.max or controller.wait.min
            hint = (
                f"decide every {spoken(slowest)} or less often, or wait: `window {spoken(slowest)}`"
            )
            span = variable.spans[-1] if variable.spans else _place(subject, loop)
            yield Diagnostic("CLD510", span, message, hint)


def fighting_loops(subject: RuleSubject) -> Iterator[Diagnostic]:
    by_id = subject.insight.by_id
    for found in subject.insight.interactions:
        if found.kind in ("fight", "conflict"):
            last = by_id[found.loops[-1]]
            hint = "give each a lever of its own, let one yield, or make one goal of the two"
            yield Diagnostic("CLD511", _place(subject, last), found.because, hint)


def _round(loop: Loop) -> str:
    names = loop.variables
    shown = names if len(names) <= 6 else (*names[:5], "…")
    return " → ".join((*shown, names[0]))


# -- interventions --


def operation_does_not_fit(subject: RuleSubject) -> Iterator[Diagnostic]:
    suggestions = MOST_SUGGESTIONS
    for intervention in subject.diagram.interventions:
        for change, found in misfits(subject.diagram, intervention.changes, suggestions):
            suggestions -= 1
            yield Diagnostic("CLD209", change.span, found.message, found.hint)


def level_not_borne_out(subject: RuleSubject) -> Iterator[Diagnostic]:
    interventions = subject.diagram.interventions
    if not any(intervention.levels and intervention.changes for intervention in interventions):
        return
    for found in subject.insight.interventions:
        intervention = found.intervention
        if found.borne_out is False and found.level is not None:
            stated = " or ".join(map(str, intervention.levels))
            also = "".join(f" or {level}" for level in found.also)
            message = (
                f"“{intervention.name}” is stated as level {stated}; its operations are level "
                f"{found.level}{also}: {found.because}"
            )
            hint = "sources differ on levels; if more changes than this, add the operation for it"
            yield Diagnostic("CLD512", intervention.span, message, hint)


# Beyond this many loops, or links of these, a finding a loop tells nobody anything.
MAX_LOOPS_REPORTED = 200
MAX_LINKS_REPORTED = 20_000

RULE_FUNCTIONS: dict[str, Callable[[RuleSubject], Iterator[Diagnostic]]] = {
    "CLD209": operation_does_not_fit,
    "CLD401": near_duplicate,
    "CLD402": _named(
        "CLD402",
        direction_in,
        "carries a direction (“{word}”), so its opposite has no name",
        "name the thing itself; whether it rises or falls is said by the links",
    ),
    "CLD403": _named(
        "CLD403",
        verb_in,
        "is an action (“{word}”), not something that can be more or less",
        "use a noun for what changes",
    ),
    "CLD404": _named(
        "CLD404",
        negative_in,
        "has a negative sense (“{word}”): less of it is hard to say",
        "name the positive thing, and turn the signs of its links round",
    ),
    "CLD501": unknown_polarity,
    "CLD502": isolated_variable,
    "CLD503": variable_in_no_loop,
    "CLD504": starburst,
    "CLD505": loop_without_name,
    "CLD506": balancing_without_delay,
    "CLD507": balancing_without_goal,
    "CLD508": reinforcing_unheld,
    "CLD509": no_loop,
    "CLD510": stale_controller,
    "CLD511": fighting_loops,
    "CLD512": level_not_borne_out,
    "CLD513": late_brake,
}
