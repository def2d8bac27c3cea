"""A checklist for reading: as text, as Markdown with boxes, and as values for JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.cells import cell_len

from cld.checklist.items import Checklist, ChecklistItem, LoopPart, only_open
from cld.checklist.lines import in_lines
from cld.core.gate import shown
from cld.loops.loop import TYPE_NAMES
from cld.output.markdown_text import code, markdown_escaped
from cld.output.terminal import TYPE_STYLES, Paper
from cld.output.values import SCHEMA_VERSION, TOOL
from cld.prose.wording import broken, plural
from cld.report import Report

DIAGRAM = "The whole diagram"
HOW_TO = (
    "[x]: the file answers the question. [ ]: it does not; if possible, a line that you can add to "
    "the file follows, with example values. Links without a delay count as immediate."
)
HOW_TO_BOXES = (
    "Questions that the file answers are ticked. The lines to add contain example values. Links "
    "without a delay count as immediate."
)
NO_LOOP = (
    "This diagram contains no feedback loop yet, so there is nothing to review. Ask for each "
    "effect: does it change its own cause, perhaps later?"
)


def print_checklist(paper: Paper, report: Report, found: Checklist, open_only: bool) -> None:
    """Print a checklist, or only its open questions."""
    paper.paragraph(report.title or report.file, style="bold")
    if not report.loops:
        paper.paragraph(NO_LOOP)
        return
    paper.paragraph(_size(report, found))
    paper.line("")
    paper.paragraph(HOW_TO)
    written: dict[str, str] = {}
    for part in (only_open(found) if open_only else found).loops:
        if part.items:
            _print_loop(paper, part, written)
    diagram = (only_open(found) if open_only else found).diagram
    if diagram:
        paper.line("")
        paper.line((DIAGRAM, "bold"))
        for item in diagram:
            _print_item(paper, item, 2, "", written)
    done = _done(found) if open_only else ""
    if done:
        paper.line("")
        paper.paragraph(done)


def markdown_checklist(report: Report, found: Checklist, open_only: bool) -> str:
    """Return a checklist as Markdown: `- [x]` answered, `- [ ]` open."""
    return "\n".join(_markdown(report, found, open_only)) + "\n"


def checklist_values(report: Report, found: Checklist, open_only: bool) -> dict[str, Any]:
    """Return a checklist as JSON values; `answered` and `open` count all that is listed."""
    listed = only_open(found) if open_only else found
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": TOOL,
        "file": report.file,
        "title": report.title,
        "loops": [
            {
                "id": one.loop.id,
                "name": one.loop.name,
                "type": one.loop.type,
                "variables": list(one.loop.variables),
                "parts": [
                    {"name": part.name, "items": [_item_values(item) for item in part.items]}
                    for part in one.parts
                ],
            }
            for one in listed.loops
        ],
        "diagram": [_item_values(item) for item in listed.diagram],
        "answered": found.answered,
        "open": found.open,
        "loops_total": report.counts.total,
        "loops_exact": report.counts.exact,
    }


def _item_values(item: ChecklistItem) -> dict[str, Any]:
    return {
        "question": item.question,
        "answer": item.answer,
        "line": item.line,
        "note": item.note or None,
    }


def _size(report: Report, found: Checklist) -> str:
    total = f"{report.counts.total:,}{'' if report.counts.exact else ' or more'}"
    loops = plural(len(found.loops), "loop")
    if len(found.loops) < report.counts.total or not report.counts.exact:
        more = "; --loops all shows all that were found"
        more = more if len(found.loops) < len(report.loops) else ""
        loops = f"{len(found.loops):,} of {total} loops{more}"
    return f"Design review of {loops}. Answered {found.answered:,}, open {found.open:,}."


def _done(found: Checklist) -> str:
    done = [one.loop.id for one in found.loops if one.answered == len(one.items)]
    return f"No open questions on {', '.join(done)}." if done else ""


def _print_loop(paper: Paper, one: LoopPart, written: dict[str, str]) -> None:
    loop = one.loop
    paper.line("")
    head = [loop.name] if loop.name else []
    said = f" {paper.signs.dot} ".join([*head, TYPE_NAMES[loop.type]])
    first, *rest = broken(said.split(" "), paper.width - cell_len(loop.id) - 2)
    paper.line((loop.id, TYPE_STYLES[loop.type]), f"  {first}")
    for line in rest:
        paper.line(f"    {line}")
    alike: dict[str, list[str]] = {}
    for part in one.parts:
        rest_of_part = []
        for item in part.items:
            before = written.get(item.line or "", loop.id)
            if item.answer is None and not item.note and before != loop.id:
                alike.setdefault(before, []).append(item.question)
            else:
                rest_of_part.append(item)
        if rest_of_part:
            paper.line((f"  {part.name}", "bold"))
        for item in rest_of_part:
            _print_item(paper, item, 4, loop.id, written)
    for before, questions in alike.items():
        _print_alike(paper, before, questions)


def _print_alike(paper: Paper, before: str, questions: Sequence[str]) -> None:
    """Print the questions that the lines for an earlier loop answer, too, in one item."""
    lines = "lines" if len(questions) > 1 else "line"
    said = f"{' '.join(questions)} Same {lines} as for {before}."
    first, *rest = broken(shown(said).split(), paper.width - 6)
    paper.line("  ", ("[ ]", "bold yellow"), f" {first}")
    for line in rest:
        paper.line(f"      {line}")


def _print_item(
    paper: Paper, item: ChecklistItem, indent: int, where: str, written: dict[str, str]
) -> None:
    blanks = " " * indent
    box, style = ("[ ]", "bold yellow") if item.answer is None else ("[x]", "green")
    first, *rest = broken(shown(_words(item)).split(), paper.width - indent - 4)
    paper.line(blanks, (box, style), f" {first}")
    for line in rest:
        paper.line(f"{blanks}    {line}")
    if item.line is None:
        return
    before = written.setdefault(item.line, where)
    if before != where:
        paper.line(f"{blanks}    same line as for {before}")
        return
    for line in in_lines(item.line, paper.width - indent - 4):
        paper.line(f"{blanks}    ", (line, "cyan"))


def _words(item: ChecklistItem) -> str:
    if item.answer is not None:
        return f"{item.question} {item.answer}"
    return f"{item.question} ({item.note})" if item.note else item.question


def _markdown(report: Report, found: Checklist, open_only: bool) -> Iterator[str]:
    yield f"# {markdown_escaped(report.title or report.file)}"
    yield ""
    if not report.loops:
        yield NO_LOOP
        return
    yield _size(report, found)
    yield ""
    yield HOW_TO_BOXES
    listed = only_open(found) if open_only else found
    for one in listed.loops:
        if one.items:
            yield ""
            yield f"## {markdown_escaped(one.loop.title)}, {TYPE_NAMES[one.loop.type]}"
            for part in one.parts:
                yield from _markdown_items(part.name.capitalize(), part.items)
    if listed.diagram:
        yield ""
        yield f"## {DIAGRAM}"
        yield ""
        yield from map(_markdown_item, listed.diagram)
    done = _done(found) if open_only else ""
    if done:
        yield ""
        yield markdown_escaped(done)


def _markdown_items(name: str, items: Sequence[ChecklistItem]) -> Iterator[str]:
    yield ""
    yield f"**{name}**"
    yield ""
    yield from map(_markdown_item, items)


def _markdown_item(item: ChecklistItem) -> str:
    box = "- [ ]" if item.answer is None else "- [x]"
    line = f" Write {code(item.line)}" if item.line is not None else ""
    return f"{box} {markdown_escaped(_words(item))}{line}"
