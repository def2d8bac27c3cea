"""The output of `cld whatif`: the loops after a change, compared with those before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cld.behaviour.opposition import Opposition
from cld.core.gate import shown
from cld.leverage.levels import Judgement
from cld.loops.counts import Counts
from cld.loops.loop import TYPE_NAMES, Loop
from cld.output.json_text import streamed
from cld.output.leverage_values import intervention_values
from cld.output.markdown_text import markdown_escaped
from cld.output.terminal import TYPE_STYLES, Paper
from cld.output.values import SCHEMA_VERSION, TOOL, loop_values
from cld.output.whatif_pace import PacedLoop, pace_values, paced_groups
from cld.prose.leverage import as_sentence, level_words, worse_words
from cld.prose.loops import counts_words, filled_steps, round_trip
from cld.prose.opposition import opposed_words
from cld.prose.wording import plural
from cld.report import Report
from cld.sentences.loops import ENOUGH, STRUCTURE

MOST_LOOPS = 10
OTHERS = "Changed opposition"


def print_whatif(paper: Paper, before: Report, after: Report, found: Judgement) -> None:
    """Print the change, its level, and the loops it creates, opens or changes."""
    paper.paragraph(f"What if: {found.name}", style="bold")
    paper.paragraph(whatif_words(found))
    if found.worse:
        paper.paragraph(as_sentence(worse_words(found)), style="yellow")
    paper.line("")
    paper.paragraph(f"before: {counts_words(before)}")
    paper.paragraph(f"after: {counts_words(after)}")
    paper.line("")
    for title, loops, report in loop_groups(before, after, found):
        paper.line((title, "bold"))
        for loop in loops[:MOST_LOOPS]:
            name = f"  {loop.name}" if loop.name else ""
            paper.line((f"  {loop.id}", TYPE_STYLES[loop.type]), f"  {TYPE_NAMES[loop.type]}{name}")
            steps = [shown(step) for step in round_trip(loop, paper.signs)]
            for line in filled_steps(steps, paper.width - 6):
                paper.line(f"      {line}")
            opposed = opposed_words(report, loop)
            if opposed:
                paper.paragraph(opposed, 6)
        if len(loops) > MOST_LOOPS:
            paper.line(f"  and {len(loops) - MOST_LOOPS:,} more")
        paper.line("")
    for title, paced in paced_groups(before, after, found):
        paper.line((title, "bold"))
        for one in paced[:MOST_LOOPS]:
            _print_paced(paper, one)
        if len(paced) > MOST_LOOPS:
            paper.line(f"  and {len(paced) - MOST_LOOPS:,} more")
        paper.line("")
    changed = list(otherwise_opposed(before, after))
    if changed:
        paper.line((f"{OTHERS}: {plural(len(changed), 'loop')}", "bold"))
        for loop, was, is_ in changed[:MOST_LOOPS]:
            paper.paragraph(f"{loop.title} was {was}", 2)
            paper.paragraph(f"now {is_}", 6)
        if len(changed) > MOST_LOOPS:
            paper.line(f"  and {len(changed) - MOST_LOOPS:,} more")
        paper.line("")
    paper.paragraph(STRUCTURE(opposed=ENOUGH()), style="dim")


def _print_paced(paper: Paper, one: PacedLoop) -> None:
    if one.is_delay:
        change = f"{one.before[0]} {paper.signs.arrow} {one.after[0]}"
        paper.paragraph(f"{one.now.title}: {change}", 2)
        return
    paper.paragraph(one.now.title, 2)
    for when, lines in (("before", one.before), ("now", one.after)):
        for line in lines or ("timing unknown",):
            paper.paragraph(f"{when}: {line}", 6)


def whatif_words(found: Judgement) -> str:
    """Return the level of an intervention and its effects, as a sentence."""
    level = level_words(found)
    return f"{level[0].upper()}{level[1:]}: {found.because}."


def loop_groups(
    before: Report, after: Report, found: Judgement
) -> Iterator[tuple[str, Sequence[Loop], Report]]:
    """Loops that are new, gone, or rerouted, each with the report it is from."""
    old = {loop.id for loop in before.loops}
    now = {loop.id: loop for loop in after.loops}
    effects = found.effects
    groups: list[tuple[str, Sequence[Loop], Report]] = [
        ("New", [loop for loop in after.loops if loop.id not in old], after),
        ("Gone", effects.broken, before),
        ("Longer", [now[one.id] for one, _ in effects.lengthened], after),
        ("Shorter", [now[one.id] for one, _ in effects.shortened], after),
    ]
    for title, loops, report in groups:
        if loops:
            yield f"{title}: {plural(len(loops), 'loop')}", loops, report


def otherwise_opposed(before: Report, after: Report) -> Iterator[tuple[Loop, str, str]]:
    """Yield reinforcing loops that exist before and after, but with other opposing loops, with a
    sentence on their opposition before and after."""
    now = {loop.id: loop for loop in after.loops}
    for loop in before.loops:
        if loop.id in now:
            was, is_ = before.opposition(loop), after.opposition(now[loop.id])
            if was is not None and is_ is not None and _opposing(was) != _opposing(is_):
                yield loop, opposed_words(before, loop), opposed_words(after, now[loop.id])


def _opposing(found: Opposition) -> tuple[str, frozenset[str]]:
    return found.verdict, frozenset(one.loop for one in found.by)


def whatif_markdown(before: Report, after: Report, found: Judgement) -> str:
    """Return the same as Markdown."""
    return "\n".join(_markdown(before, after, found)) + "\n"


def _markdown(before: Report, after: Report, found: Judgement) -> Iterator[str]:
    yield from (
        f"# What if: {markdown_escaped(found.name)}",
        "",
        markdown_escaped(whatif_words(found)),
        "",
    )
    if found.worse:
        yield from (f"**{markdown_escaped(as_sentence(worse_words(found)))}**", "")
    yield from (f"- before: {counts_words(before)}", f"- after: {counts_words(after)}", "")
    for title, loops, report in loop_groups(before, after, found):
        yield from (f"## {title}", "")
        for loop in loops:
            opposed = opposed_words(report, loop)
            said = " ".join(round_trip(loop)) + (f". {opposed}" if opposed else "")
            yield f"- **{loop.id}** {TYPE_NAMES[loop.type]}: {markdown_escaped(said)}"
        yield ""
    for title, paced in paced_groups(before, after, found):
        yield from (f"## {title}", "")
        for one in paced:
            yield from _paced_markdown(one)
        yield ""
    changed = list(otherwise_opposed(before, after))
    if changed:
        yield from (f"## {OTHERS}: {plural(len(changed), 'loop')}", "")
        for loop, was, is_ in changed:
            yield f"- **{loop.id}** was {markdown_escaped(was)}; now {markdown_escaped(is_)}"
        yield ""
    yield f"*{STRUCTURE(opposed=ENOUGH())}*"


def _paced_markdown(one: PacedLoop) -> Iterator[str]:
    if one.is_delay:
        yield f"- {_named(one.now)}: {one.before[0]} → {one.after[0]}"
        return
    yield f"- {_named(one.now)}"
    for when, lines in (("before", one.before), ("now", one.after)):
        yield from (f"    - {when}: {markdown_escaped(x)}" for x in lines or ("timing unknown",))


def _named(loop: Loop) -> str:
    return markdown_escaped(loop.title).replace(loop.id, f"**{loop.id}**", 1)


def whatif_json(
    before: Report, after: Report, found: Judgement, operations: Sequence[str]
) -> Iterator[str]:
    """Yield the same as JSON text; `loops` are those that exist afterwards, and `slower`, `faster`
    and `timing` are those of `pace_values`."""
    values = {
        "schema_version": SCHEMA_VERSION,
        "tool": TOOL,
        "file": before.file,
        "operations": list(operations),
        "intervention": intervention_values(found),
        "before": _counts(before.counts),
        "after": _counts(after.counts),
        **pace_values(before, after, found),
        "loops": None,  # they are put here one by one
    }
    return streamed(values, "loops", (loop_values(after, loop) for loop in after.loops))


def _counts(counts: Counts) -> dict[str, Any]:
    return {"R": counts.R, "B": counts.B, "U": counts.U, "exact": counts.exact}
