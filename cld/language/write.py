"""From a diagram to the text of a .cld file; parsing that text gives the diagram back."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator

from cld.core.diagram import (
    Change,
    Diagram,
    Goal,
    Intervention,
    Link,
    LoopDeclaration,
    Sector,
    Variable,
)
from cld.core.plans import RunPlan, TimedPush
from cld.core.quantities import Delay, Gain, spoken, written_delay, written_number
from cld.core.text import INDENT
from cld.language.format import name_text, quoted, run_name
from cld.language.marks import COMMENT
from cld.language.scan import begins_like_a_statement

WIDTH = 88
# The longest line of one sector.
_LONGEST_SECTOR = 2_000

_PLAIN_WORDS = re.compile(r'[^\s(){},:"#→]+( [^\s(){},:"#→]+)*')
_TYPES = {"R": "reinforcing ", "B": "balancing ", None: "", "U": ""}


def write(diagram: Diagram) -> str:
    """Return a .cld file that says what the diagram says, except an exercise's expectations.

    Variables and links keep their order: where the links alone would name the variables in
    another order, all variables are declared first.

    >>> print(write(Diagram("T", (Variable("A"), Variable("B")), (Link("A", "B", "+"),))), end="")
    title "T"
    <BLANKLINE>
    A (+)-> B
    """
    parts = [f"title {quoted(diagram.title)}"] if diagram.title is not None else []
    declared = "\n".join(_declarations(diagram))
    parts += [declared] if declared else []
    parts += ["\n".join(_chains(diagram.links))] if diagram.links else []
    parts += ["\n".join(map(loop_statement, diagram.loops))] if diagram.loops else []
    parts += ["\n".join(sector_lines(diagram.sectors))] if diagram.sectors else []
    parts += [intervention_block(intervention) for intervention in diagram.interventions]
    parts += [run_block(plan) for plan in diagram.runs]
    return "\n\n".join(parts) + "\n" if parts else ""


def loop_statement(loop: LoopDeclaration) -> str:
    """Return the `loop …` statement of a declaration.

    >>> loop_statement(LoopDeclaration("R1", "Growth", "R", ("A", "B")))
    'loop R1 "Growth" reinforcing: A, B'
    """
    id_ = f"{loop.id} " if loop.id else ""
    name = f"{quoted(loop.name)} " if loop.name is not None else ""
    head = f"loop {id_}{name}{_TYPES[loop.type]}".rstrip()
    settings = [loop_goal_text(goal.variable or "", goal) for goal in loop.goals]
    settings += _pairs(pair for pair in loop.extra if pair[0] != "note")
    settings += [quoted(value) for key, value in loop.extra if key == "note"]
    trailing = f" ({', '.join(settings)})" if settings else ""
    return f"{head}: {', '.join(map(name_text, loop.variables))}{trailing}"


def sector_lines(sectors: Iterable[Sector]) -> Iterator[str]:
    """Yield the `sector …` statements; one whose line would be too long is said in several.

    >>> list(sector_lines([Sector("Food", ("Land", "Yield"))]))
    ['sector "Food": Land, Yield']
    """
    for sector in sectors:
        head = f"sector {quoted(sector.name)}:"
        line = head
        for name in map(name_text, sector.variables):
            if line is not head and len(line) + len(name) > _LONGEST_SECTOR:
                yield line
                line = head
            line += f"{'' if line is head else ','} {name}"
        yield line


def loop_goal_text(name: str, goal: Goal) -> str:
    """Return the goal of a loop as the language writes it in the brackets of its statement.

    >>> loop_goal_text("Latency", Goal("<=", "200ms"))
    'goal Latency <= 200ms'
    """
    return f"goal {_words(name)} {goal_words(goal.relation, goal.value)}".strip()


def goal_words(relation: str, value: str) -> str:
    """Return `<= 200ms` as the language writes it."""
    return f"{relation} {_words(value)}".strip()


def variable_line(variable: Variable) -> str:
    """Return the line that declares a variable."""
    # Quotes say that a variable is meant where the name begins like a statement.
    like = begins_like_a_statement(variable.name)
    name = quoted(variable.name) if like else name_text(variable.name, begins="variable")
    return f"{name}: {', '.join(_about(variable))}".rstrip()


def link_bracket(link: Link) -> str:
    """Return the bracket and arrow of a link, such as `(+, delay 3min)->`."""
    said: list[str] = [link.polarity]
    if link.delay is not None:
        said.append(f"delay {written_delay(link.delay)}".rstrip())
    if link.gain is not None:
        said.append(f"gain {gain_words(link.gain)}")
    if link.info:
        said.append("info")
    if link.bend is not None:
        said.append(f"bend {written_number(link.bend)}")
    said += [quoted(note) for note in link.notes]
    said += _pairs(link.extra)
    return f"({', '.join(said)})->"


def gain_words(gain: Gain) -> str:
    """Return a gain as the language writes it: `0.5`, `0.5/min` or `0.3..3`."""
    said = written_number(gain.factor)
    if gain.low is not None and gain.high is not None:
        said = f"{written_number(gain.low)}..{written_number(gain.high)}"
    return said if gain.per is None else f"{said}/{spoken(gain.per).lstrip('1')}"


def intervention_block(intervention: Intervention) -> str:
    """Return the `intervention …` statement."""
    levels = " or ".join(map(str, intervention.levels))
    settings = ([f"level {levels}"] if levels else []) + _pairs(intervention.extra)
    trailing = f" ({', '.join(settings)})" if settings else ""
    head = f"intervention {quoted(intervention.name)}{trailing}"
    if not intervention.changes:
        return head
    lines = [f"{INDENT}{_change(change)}" for change in intervention.changes]
    return "\n".join([f"{head} {{", *lines, "}"])


def run_block(plan: RunPlan) -> str:
    """Return the `run …` statement.

    >>> print(run_block(RunPlan("More", (TimedPush("step", "Load", 5.0, 10.0),), 60.0, ("Load",))))
    run "More" {
        step Load 5 at 10s
        for 1min
        watch Load
    }
    """
    trailing = f" ({', '.join(_pairs(plan.extra))})" if plan.extra else ""
    lines = [push_line(push) for push in plan.pushes]
    lines += [f"for {_time(plan.length)}"] if plan.length else []
    lines += [f"watch {', '.join(map(run_name, plan.watched))}"] if plan.watched else []
    for one in plan.beginnings:
        lines.append(
            f"with {quoted(one.intervention)}" + (f" at {_time(one.at)}" if one.at else "")
        )
    inside = "\n".join(f"{INDENT}{line}" for line in lines)
    head = f"run {quoted(plan.name)}{trailing}"
    return f"{head} {{\n{inside}\n}}" if lines else f"{head} {{ }}"


def push_line(push: TimedPush) -> str:
    """Return a change as a line of a run: `step Load 5 at 10s`."""
    at = f" at {_time(push.at)}" if push.at else ""
    lasts = f" for {_time(push.lasts)}" if math.isfinite(push.lasts) else ""
    return f"{push.kind} {run_name(push.variable)} {push.amount:.12g}{at}{lasts}"


def _time(seconds: float) -> str:
    return written_delay(Delay(seconds, seconds, True))


def _declarations(diagram: Diagram) -> Iterator[str]:
    """The variables that need a line: those with attributes, without a link, or all of them
    where the links name them in another order."""
    told = [variable for variable in diagram.variables if _about(variable)]
    linked = {end for link in diagram.links for end in link.ends}
    needed = {v.name for v in told} | {v.name for v in diagram.variables if v.name not in linked}
    order = list(dict.fromkeys(v.name for v in diagram.variables if v.name in needed))
    for link in diagram.links:
        order += [end for end in link.ends if end not in needed]
    in_order = list(dict.fromkeys(order)) == [variable.name for variable in diagram.variables]
    for variable in diagram.variables:
        if not in_order or variable.name in needed:
            yield variable_line(variable)


def _about(variable: Variable) -> list[str]:
    said: list[str] = [] if variable.kind == "auxiliary" else [variable.kind]
    if variable.goal is not None:
        said.append(f"goal {goal_words(variable.goal.relation, variable.goal.value)}")
    for key, value in (("unit", variable.unit), ("capacity", variable.capacity)):
        said += [f"{key} {_words(value)}"] if value is not None else []
    said += [f"initial {_words(variable.initial)}"] if variable.initial is not None else []
    said += _lengths(variable.every, "every") + _lengths(variable.window, "window")
    if variable.at is not None:
        said.append("at " + " ".join(map(written_number, variable.at)))
    said += [f"alias {quoted(alias)}" for alias in variable.aliases]
    said += [f"opposite {quoted(opposite)}" for opposite in variable.opposites]
    said += [quoted(note) for note in variable.notes]
    return said + _pairs(variable.extra)


def _lengths(delay: Delay | None, key: str) -> list[str]:
    return [f"{key} {written_delay(delay)}"] if delay is not None else []


def _chains(links: tuple[Link, ...]) -> Iterator[str]:
    """Links in order, chained where one goes on from the last and the line stays short."""
    line, end = "", ""
    for link in links:
        step = f" {link_bracket(link)} {name_text(link.effect)}"
        if line and link.cause == end and len(line) + len(step) <= WIDTH:
            line += step
        else:
            if line:
                yield line
            line = name_text(link.cause, begins="link") + step
        end = link.effect
    if line:
        yield line


def _pairs(pairs: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{key} {_words(value)}".rstrip() if value else key for key, value in pairs]


def _words(value: str) -> str:
    """A value bare where it reads the same bare, else in quotes."""
    bare = _PLAIN_WORDS.fullmatch(value) and "->" not in value and value.isprintable()
    bare = bare and ";" not in value and not COMMENT.search(value)
    return value if bare or not value else quoted(value)


def _change(change: Change) -> str:
    if change.words is not None:
        return f"{change.verb} {quoted(change.words)}"
    values = ""
    if change.before is not None and change.after is not None:
        values = f": {_words(change.before)} to {_words(change.after)}"
    elif change.value is not None:
        values = f": {change.value}"
    if change.links:
        return f"{change.verb} {_operands(change)}{values}"
    return f"{change.verb} {name_text(change.name or '')}{values}"


def _operands(change: Change) -> str:
    """The chain of an operation; those on an existing link have no sign."""
    signed = change.verb == "add" or change.links[0].polarity != "?"
    said = name_text(change.links[0].cause)
    for link in change.links:
        said += f" {link_bracket(link) if signed else '->'} {name_text(link.effect)}"
    return said
