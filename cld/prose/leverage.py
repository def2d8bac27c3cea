"""Leverage in words: what an intervention does, and where a change would matter."""

from __future__ import annotations

from collections.abc import Sequence

from cld.leverage.levels import LEVELS, Judgement
from cld.leverage.where import Lever
from cld.prose.wording import plural
from cld.report import Report

MOST_CUT = 12


def by_strength(judgements: Sequence[Judgement]) -> list[Judgement]:
    """Return interventions strongest first; those of which no level is known come last."""
    return sorted(judgements, key=lambda found: 13 if found.level is None else found.level)


def level_words(found: Judgement) -> str:
    """Return the level of an intervention: `level 7, gain of reinforcing loops (also 8)`."""
    return level_name(found) if found.level is None else f"level {found.level}, {level_name(found)}"


def level_name(found: Judgement) -> str:
    """Return what its level is called, and its other levels."""
    if found.level is None:
        return "level not known"
    said = LEVELS[found.level]
    if found.also:
        said += f" (also {' and '.join(map(str, found.also))})"
    return f"{said}, suggested" if found.suggested else said


def stated_words(found: Judgement) -> str:
    """Return what its author says of the level where the operations say otherwise."""
    if found.borne_out is not False:
        return ""
    stated = " or ".join(map(str, found.intervention.levels))
    return f"the file says level {stated}, which its operations do not bear out"


def worse_words(found: Judgement) -> str:
    """Return in what way an intervention may make things worse, or nothing."""
    return f"may make it worse: {'; '.join(found.worse)}" if found.worse else ""


def in_one_line(found: Judgement) -> str:
    """Return an intervention as one sentence, for a list."""
    said = [f"{found.name}: {level_words(found)}"]
    said += [found.strength] if found.level is not None else []
    said += [words for words in (stated_words(found), worse_words(found)) if words]
    return ", ".join(said[:2]) + "".join(f"; {words}" for words in said[2:])


def cut_words(report: Report) -> str:
    """Return the smallest set of links that opens every reinforcing loop, as a sentence."""
    cut = report.where.cut
    if not report.counts.R:
        known = "" if report.counts.exact else " was found"
        return f"no reinforcing loop{known}, so there is nothing to open"
    if cut.left:
        return (
            f"cutting {len(cut.links):,} links would open all but {cut.left:,} of the "
            f"{report.counts.R:,} reinforcing loops; the smallest cut was not found"
        )
    known = "" if report.where.complete else " that were found"
    loops = report.counts.R
    which = "the reinforcing loop" if loops == 1 else _all(loops)
    shown = ", ".join(f"{cause} → {effect}" for cause, effect in cut.links[:MOST_CUT])
    more = len(cut.links) - MOST_CUT
    shown += f" and {more:,} more" if more > 0 else ""
    if len(cut.links) == 1:
        said = f"cutting {shown} opens {which}{known}"
    else:
        count = f"cutting {len(cut.links):,} links opens {which}{known}"
        fewer = "and fewer cannot" if cut.exact else f"at least {cut.least:,} are needed"
        said = f"{count}, {fewer}: {shown}"
    if cut.balancing:
        said += f"; {plural(cut.balancing, 'balancing loop')} would be opened too"
    return said


def _all(loops: int) -> str:
    return "both reinforcing loops" if loops == 2 else f"all {loops:,} reinforcing loops"


def lever_rows(levers: Sequence[Lever[tuple[str, str]] | Lever[str]]) -> list[tuple[str, ...]]:
    """Return places as rows: unheld loops, all reinforcing loops, balancing loops, the place."""
    rows = []
    for lever in levers:
        place = lever.place if isinstance(lever.place, str) else " → ".join(lever.place)
        counts = (lever.unheld, lever.reinforcing, lever.balancing)
        rows.append((*("?" if count is None else f"{count:,}" for count in counts), place))
    return rows


def leverage_words(report: Report) -> list[str]:
    """Return what a report says of leverage in short: the cut, and each intervention."""
    said = []
    if report.counts.R:
        said.append(cut_words(report))
    if report.counts.R > 1:
        top = report.where.links[0]
        known = "" if report.where.complete else " that were found"
        place, loops = " → ".join(top.place), f"{top.reinforcing:,} of {report.counts.R:,}"
        free = ""
        if top.unheld:
            free = f"; nothing holds {top.unheld:,} of these"
            if top.unheld == top.reinforcing:
                free = f"; nothing holds {'it' if top.unheld == 1 else 'them'}"
        said.append(f"{place} carries {loops} reinforcing loops{known}{free}")
    return said + [in_one_line(found) for found in by_strength(report.interventions)]
