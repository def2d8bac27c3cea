"""What `cld analyze --verify` compared, in words."""

from __future__ import annotations

from collections.abc import Iterator

from cld.core.diagram import LoopType
from cld.loops.counts import Counts
from cld.loops.loop import TYPE_NAMES, Loop
from cld.loops.verify import ENGINE, MOST_LOOPS, MOST_STEPS, Verification
from cld.prose.loops import round_trip
from cld.prose.wording import plural
from cld.report import Report


def verified_words(report: Report) -> list[str]:
    """Return what was compared and what came of it; nothing where `--verify` was not asked for.

    >>> from dataclasses import replace
    >>> from cld.analyze import analyze
    >>> from cld.loops.verify import verify
    >>> report = analyze("A (+)-> B (-)-> A (+)-> A")
    >>> verified_words(report)
    []
    >>> found = verify(report.diagram, report.loops, report.counts)
    >>> verified_words(replace(report, verification=found))
    ['Checked: networkx.simple_cycles finds the same 2 loops, 1 reinforcing and 1 balancing.']
    """
    found = report.verification
    if found is None:
        return []
    if found.verdict == "different":
        return list(_different(found))
    total, finds = found.ours.total, f"Checked: {ENGINE} finds"
    if found.theirs is None:
        return [f"Not checked: {_reason(found)}"]
    if not total:
        return [f"{finds} no loop either."]
    if found.verdict == "same loops":
        same = f"the same {plural(total, 'loop')}" if total > 1 else "the same loop"
        return [f"{finds} {same}, {_kinds(found.ours)}."]
    return [
        f"{finds} as many loops, {total:,}: {_kinds(found.ours)}. Each loop is compared only where "
        "all are listed; here they are too many or too long for that."
    ]


def _reason(found: Verification) -> str:
    loops = plural(found.ours.total, "loop")
    if found.verdict == "not counted":
        return f"there are at least {loops}, and not all could be counted."
    if found.verdict == "stopped":
        return f"{ENGINE} was stopped."
    if found.verdict == "too many":
        return f"{loops}, and {ENGINE} would have to list each; the bound is {MOST_LOOPS:,}."
    return (
        f"{ENGINE} could need more than {MOST_STEPS:,} steps to list {loops} in a diagram of this "
        "size; that is the bound."
    )


def _different(found: Verification) -> Iterator[str]:
    theirs = found.theirs or Counts(0, 0, 0)
    least = "" if theirs.exact else "at least "
    yield (
        f"Error: cld finds {_counted(found.ours)}; {ENGINE} finds {least}{_counted(theirs)}. One "
        "of them is wrong, so do not rely on this report. Please report it with the file."
    )
    if found.only_ours:
        yield f"The first loop that only cld finds: {_walked(found.only_ours)}"
    if found.only_theirs:
        yield f"The first loop that only {ENGINE} finds: {_walked(found.only_theirs)}"


def _walked(loop: Loop) -> str:
    return f"{' '.join(round_trip(loop))} ({TYPE_NAMES[loop.type]})"


def _counted(counts: Counts) -> str:
    loops = plural(counts.total, "loop")
    return f"{loops} ({_kinds(counts)})" if counts.total else loops


def _kinds(counts: Counts) -> str:
    """How many there are of each type: `7 reinforcing and 5 balancing`."""
    numbers: dict[LoopType, int] = {"R": counts.R, "B": counts.B, "U": counts.U}
    *first, last = [f"{count:,} {TYPE_NAMES[kind]}" for kind, count in numbers.items() if count]
    return f"{', '.join(first)} and {last}" if first else last
