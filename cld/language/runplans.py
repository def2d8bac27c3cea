"""Makes the runs of a diagram from their statements."""

from __future__ import annotations

from collections.abc import Iterator

from cld.core.diagnostics import Diagnostic
from cld.core.plans import PlannedIntervention, PushKind, RunPlan, TimedPush
from cld.core.text import Span
from cld.language.syntax import RunBlock, RunLine

_UNTIMED = ("for", "watch", "with")
_KINDS: dict[str, PushKind] = {"step": "step", "jump": "jump", "hold": "hold"}


def said_twice(node: RunBlock, start: int) -> Iterator[Diagnostic]:
    """Yield the lengths of a run after the first, which do not count."""
    lengths = [one for one in node.operations if isinstance(one, RunLine) and one.verb == "for"]
    for line in lengths[1:]:
        message = "the length of the run was given already; the first counts"
        related = ((lengths[0].span.shift(start), "the first length"),)
        span = line.span.shift(start)
        yield Diagnostic("CLD207", span, message, "delete one of them", related)


def run_plan(node: RunBlock, start: int, extra: tuple[tuple[str, str], ...]) -> RunPlan:
    """Return the run that a statement states; lines that could not be read are left out.

    Parameters
    ----------
    node, start : the statement and its place in the text.
    extra : what its brackets say.
    """
    lines = [line for line in node.operations if isinstance(line, RunLine)]
    pushes, beginnings = [], []
    watched: dict[str, Span] = {}
    length: float | None = None
    for line in lines:
        span = line.span.shift(start)
        if line.verb in _KINDS and line.timed is not None:
            (name,) = line.named
            at, lasts = line.timed.at, line.timed.lasts
            kind = _KINDS[line.verb]
            pushes.append(TimedPush(kind, name.text, line.timed.amount, at, lasts, span))
        elif line.verb == "watch":
            watched |= {name.text: name.span.shift(start) for name in line.named if name.text}
        elif line.verb == "for" and line.seconds:
            length = length or line.seconds
        elif line.verb == "with" and line.text is not None:
            beginnings.append(PlannedIntervention(line.text.text, line.seconds, span))
    read = [line for line in lines if line.timed is not None or line.verb in _UNTIMED]
    return RunPlan(
        node.name.text,
        tuple(pushes),
        length,
        tuple(watched),
        tuple(beginnings),
        extra,
        node.name.span.shift(start),
        tuple(watched.values()),
        len(read) < len(node.operations),
    )
