"""A report as plain values for JSON, schema version 2. Times are seconds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from cld.behaviour.controllers import Controller
from cld.behaviour.goals import goals_of
from cld.behaviour.opposition import Opposition
from cld.behaviour.oscillation import Oscillation
from cld.core.diagnostics import RULES, Diagnostic
from cld.core.diagram import Goal, Link, Variable
from cld.core.quantities import Delay
from cld.core.text import Lines
from cld.loops.loop import Loop
from cld.output.json_text import streamed
from cld.output.sections import SECTIONS
from cld.output.verified_values import verified_values
from cld.report import Report
from cld.selection import Selection, Wish
from cld.version import __version__

SCHEMA_VERSION = 2
TOOL = f"cld {__version__}"


def report_json(
    report: Report, selection: Selection, wish: Wish, output: str | None = None
) -> Iterator[str]:
    """Yield a report as JSON text, loop by loop.

    The keys are those of schema version 2: keys may be added, none is renamed. `output` is the
    file it is for.
    """
    loops = (loop_values(report, loop) for loop in selection.loops)
    return streamed(_report_values(report, selection, wish), "loops", loops, output)


def _report_values(report: Report, selection: Selection, wish: Wish) -> dict[str, Any]:
    counts = report.counts
    in_loops = _in_loops(report)
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": TOOL,
        "file": report.file,
        "format": report.source.format,
        "notes": list(report.source.notes),
        "title": report.title,
        "variables": [_variable(v, in_loops[v.name]) for v in report.variables],
        "links": [_link(link, report.source.lines) for link in report.links],
        "counts": {
            "R": counts.R,
            "B": counts.B,
            "U": counts.U,
            "total": counts.total,
            "exact": counts.exact,
            "listed": len(selection.loops),
        },
        **verified_values(report),
        "selection": _selection(selection, wish),
        "loops": None,  # they are put here one by one
        **{key: value for section in SECTIONS for key, value in section.values(report).items()},
        "diagnostics": [diagnostic_values(d, report.source.lines) for d in report.diagnostics],
    }


def _selection(selection: Selection, wish: Wish) -> dict[str, Any] | None:
    """Return which loops were asked for and how many there are, or None without such a wish."""
    if wish.is_plain:
        return None
    counts = selection.counts
    return {
        "through": list(wish.through),
        "avoiding": list(wish.avoiding),
        "max_length": wish.longest,
        "order": wish.order or "shortest",
        "R": counts.R,
        "B": counts.B,
        "U": counts.U,
        "total": counts.total,
        "exact": counts.exact,
    }


def _in_loops(report: Report) -> Counter[str]:
    """The number of loops through each variable: of all loops, or else of those listed."""
    if report.space is None:
        return Counter(name for loop in report.loops for name in loop.variables)
    return Counter({name: c.total for name, c in report.space.through_variables.items()})


def loop_values(report: Report, loop: Loop) -> dict[str, Any]:
    """Return one loop as JSON values."""
    delay = report.delay(loop)
    return {
        "id": loop.id,
        "name": loop.name,
        "type": loop.type,
        "variables": list(loop.variables),
        "links": [[link.cause, link.effect] for link in loop.links],
        "negative_links": loop.negative_links,
        "declared": loop.span is not None,
        "delay": _delay(delay.total) if delay.known else None,
        "links_with_delay": delay.marked,
        "oscillation": _oscillation(report.oscillation(loop)),
        "opposition": _opposition(report.opposition(loop)),
        "controllers": [_controller(controller) for controller in report.controllers(loop)],
        "goals": list(goals_of(report.diagram, loop)) if loop.type == "B" else [],
    }


def _oscillation(found: Oscillation | None) -> dict[str, Any] | None:
    if found is None:
        return None
    settling, growing = found.period_if_settling, found.period_if_growing
    return {
        "verdict": found.verdict,
        "alone": True,
        "model": found.model,
        "period_if_settling": list(settling) if settling else None,
        "period_if_growing": list(growing) if growing else None,
        "smooth": found.smooth,
        "mixed": found.mixed,
    }


def _opposition(found: Opposition | None) -> dict[str, Any] | None:
    """`by` names the soonest first; `number` counts the listed loops that oppose it."""
    if found is None:
        return None
    return {
        "verdict": found.verdict,
        "by": [
            {
                "loop": one.loop,
                "timing": one.timing,
                "turns": list(one.turns) if one.turns else None,
                "reason": one.reason or None,
            }
            for one in found.by
        ],
        "number": found.number,
        "by_complete": found.all_named,
        "undetermined": list(found.undetermined),
        "undetermined_number": found.undetermined_number,
    }


def _controller(controller: Controller) -> dict[str, Any]:
    """`decisions_before_effect` is a number, or least and most if a length is a range."""
    least, most = controller.decisions
    return {
        "variable": controller.variable,
        "every": controller.every.max,
        "window": controller.window.max if controller.window else None,
        "decisions_before_effect": least if least == most else [least, most],
        "stale": controller.stale,
        "decides": controller.law,
        "repeats": list(controller.repeated)
        if controller.law == "ratio" and controller.repeated
        else None,
    }


def diagnostic_values(finding: Diagnostic, lines: Lines) -> dict[str, Any]:
    """Return one finding as JSON values; lines and columns count from 1, in code points. A
    finding in a file of another format has no place."""
    span, known = finding.span, lines.in_file
    start, end = (lines.place(at) if known else None for at in (span.start, span.end))
    return {
        "code": finding.code,
        "rule": RULES[finding.code].name,
        "severity": finding.severity,
        "line": start.line if start else None,
        "column": start.column if start else None,
        "end_line": end.line if end else None,
        "end_column": end.column if end else None,
        "message": finding.message,
        "hint": finding.hint,
    }


def _variable(variable: Variable, in_loops: int) -> dict[str, Any]:
    goal: Goal | None = variable.goal
    return {
        "name": variable.name,
        "kind": variable.kind,
        "goal": str(goal) if goal else None,
        "in_loops": in_loops,
        "unit": variable.unit,
        "every": variable.every.max if variable.every else None,
        "window": variable.window.max if variable.window else None,
        "capacity": variable.capacity,
        "initial": variable.initial,
        "notes": list(variable.notes),
    }


def _link(link: Link, lines: Lines) -> dict[str, Any]:
    return {
        "from": link.cause,
        "to": link.effect,
        "polarity": link.polarity,
        "delay": _delay(link.delay) if link.delay else None,
        "lines": sorted({lines.place(span.start).line for span in link.spans if lines.in_file}),
        "notes": list(link.notes),
    }


def _delay(delay: Delay) -> dict[str, Any]:
    """`max` is null and `complete` false if a length is unknown."""
    return {
        "min": delay.min,
        "max": delay.max,
        "complete": delay.complete,
        "smooth": delay.smooth,
    }
