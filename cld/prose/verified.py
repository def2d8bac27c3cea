"""The result of `cld analyze --verify`, in words."""

from __future__ import annotations

from collections.abc import Iterator

from cld.core.diagram import LoopType
from cld.loops.counts import Counts
from cld.loops.loop import TYPE_NAMES, Loop
from cld.loops.verify import ENGINE, MOST_LOOPS, MOST_STEPS, Verification
from cld.prose.loops import round_trip
from cld.prose.wording import plural
from cld.report import Report
from cld.sentences import counts as say


def verified_words(report: Report) -> list[str]:
    """Return the result of the comparison; nothing without `--verify`.

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
    total = found.ours.total
    if found.theirs is None:
        return [say.NOT_CHECKED(reason=_reason(found))]
    if not total:
        return [say.NO_LOOP_EITHER(engine=ENGINE)]
    kinds = _kinds(found.ours)
    if found.verdict == "same loops":
        same = f"the same {plural(total, 'loop')}" if total > 1 else "the same loop"
        return [say.SAME_LOOPS(engine=ENGINE, same=same, kinds=kinds)]
    return [say.SAME_NUMBERS(engine=ENGINE, total=f"{total:,}", kinds=kinds)]


def _reason(found: Verification) -> str:
    loops = plural(found.ours.total, "loop")
    if found.verdict == "not counted":
        return say.NOT_COUNTED(loops=loops)
    if found.verdict == "stopped":
        return say.STOPPED(engine=ENGINE)
    if found.verdict == "too many":
        return say.TOO_MANY(loops=loops, engine=ENGINE, most=f"{MOST_LOOPS:,}")
    return say.TOO_LONG(engine=ENGINE, steps=f"{MOST_STEPS:,}", loops=loops)


def _different(found: Verification) -> Iterator[str]:
    theirs = found.theirs or Counts(0, 0, 0)
    least = "" if theirs.exact else "at least "
    finds = f"{least}{_counted(theirs)}"
    yield say.DIFFERENT(ours=_counted(found.ours), engine=ENGINE, theirs=finds)
    if found.only_ours:
        yield say.ONLY_ONE(engine="cld", around=_walked(found.only_ours))
    if found.only_theirs:
        yield say.ONLY_ONE(engine=ENGINE, around=_walked(found.only_theirs))


def _walked(loop: Loop) -> str:
    return f"{' '.join(round_trip(loop))} ({TYPE_NAMES[loop.type]})"


def _counted(counts: Counts) -> str:
    loops = plural(counts.total, "loop")
    return f"{loops} ({_kinds(counts)})" if counts.total else loops


def _kinds(counts: Counts) -> str:
    """The number of each type: `7 reinforcing and 5 balancing`."""
    numbers: dict[LoopType, int] = {"R": counts.R, "B": counts.B, "U": counts.U}
    *first, last = [f"{count:,} {TYPE_NAMES[kind]}" for kind, count in numbers.items() if count]
    return f"{', '.join(first)} and {last}" if first else last
