"""The verb that deletes variables and links, with the statements about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from cld.core.diagram import Ends
from cld.core.text import Span
from cld.edit.change import Draft, TextChange, blanks_after, blanks_before, refused
from cld.edit.cut import Fate, cut, stands
from cld.edit.labels import link_words, no_link, no_variable, one_or_many
from cld.edit.steps import chain_steps
from cld.language.format import run_name
from cld.language.source import Source
from cld.language.syntax import (
    Chain,
    InterventionBlock,
    LoopLine,
    Operation,
    RunBlock,
    RunLine,
    SectorLine,
    Statement,
    VariableLine,
)

# Operations on an existing link; the others may name a link that does not exist.
_ON_A_LINK = ("cut", "weaken", "strengthen", "delay")


def delete(source: Source, variables: Iterable[str] = (), links: Iterable[Ends] = ()) -> TextChange:
    """Return the edits that delete variables with their links, and single links.

    Loop statements that pass through a deleted part, and operations on it, are deleted too, and
    sectors lose the variables. The variables at the other ends stay; if the file no longer names
    one, it is declared.

    >>> from cld.language.source import source_of
    >>> from cld.core.text import apply_edits
    >>> text = "A (+)-> B (-)-> C (+)-> A"
    >>> apply_edits(text, delete(source_of(text), links=[("B", "C")]).edits)
    'A (+)-> B\\nC (+)-> A'
    """
    names, ends = frozenset(variables), frozenset(links)
    listed = [one_or_many(names, "variable")] if names else []
    listed += [one_or_many([link_words(one) for one in ends], "link")] if ends else []
    label = f"Delete {' and '.join(listed) or 'nothing'}"
    problems = [no_variable(name) for name in sorted(names) if not source.diagram.variable(name)]
    problems += [no_link(one) for one in sorted(ends) if not source.diagram.link(*one)]
    if problems:
        return refused(label, problems[0])
    draft = Draft(source)
    _cut_chains(draft, names, ends)
    for statement in source.syntax.statements:
        match statement.node:
            case VariableLine(name=name) if name.text in names:
                draft.empty(statement)
            case LoopLine() if _runs_through(statement.node, names, ends):
                draft.empty(statement)
            case SectorLine():
                _leave_sector(draft, statement, statement.node, names)
            case RunBlock():
                _run_lines(draft, statement, statement.node, names)
            case InterventionBlock():
                _operations(draft, statement, statement.node, names, ends)
    return draft.done(label)


def drop_loops(draft: Draft, ends: frozenset[Ends]) -> None:
    """Remove the loop statements that pass through some links."""
    for statement in draft.source.syntax.statements:
        node = statement.node
        if isinstance(node, LoopLine) and _runs_through(node, frozenset(), ends):
            draft.empty(statement)


def _cut_chains(draft: Draft, names: frozenset[str], ends: frozenset[Ends]) -> None:
    def goes(one: Ends) -> bool:
        return one in ends or one[0] in names or one[1] in names

    lonely = _lonely(draft.source, names, goes)
    for statement in draft.source.syntax.statements:
        node = statement.node
        if not isinstance(node, Chain):
            continue
        fates = _fates(node, goes)
        if "goes" not in fates:
            continue
        declare = set()
        for number, name in enumerate(node.names):
            if name.text in lonely and not stands(fates, number):
                lonely.discard(name.text)
                declare.add(number)
        its = chain_steps(draft.source, statement, node)
        cut(draft, statement, node, its, fates, declare)


def _fates(chain: Chain, goes: Callable[[Ends], bool]) -> list[Fate]:
    pairs = zip(chain.names, chain.names[1:], strict=False)
    return ["goes" if goes((a.text, b.text)) else "stays" for a, b in pairs]


def _lonely(source: Source, names: frozenset[str], goes: Callable[[Ends], bool]) -> set[str]:
    """Return the variables to keep that the file would no longer name."""
    standing = set(names)
    for statement in source.syntax.statements:
        node = statement.node
        if isinstance(node, VariableLine):
            standing.add(node.name.text)
        elif isinstance(node, Chain):
            fates = _fates(node, goes)
            standing.update(n.text for i, n in enumerate(node.names) if stands(fates, i))
    return {variable.name for variable in source.diagram.variables} - standing


def _runs_through(node: LoopLine, names: frozenset[str], ends: frozenset[Ends]) -> bool:
    ring = [name.text for name in node.members]
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return not names.isdisjoint(ring) or any(pair in ends for pair in pairs)


def _leave_sector(
    draft: Draft, statement: Statement, node: SectorLine, names: frozenset[str]
) -> None:
    """Remove names from the list of a sector, each with the comma on one side of it."""
    goes = [member.text in names for member in node.members]
    if all(goes):
        draft.empty(statement)
        return
    first = goes.index(False)
    for number, member in enumerate(node.members):
        if not goes[number]:
            continue
        if number < first:
            start, end = member.span.start, node.members[number + 1].span.start
        else:
            start, end = node.members[number - 1].span.end, member.span.end
        draft.replace(statement.start + start, statement.start + end)


def _operations(
    draft: Draft,
    statement: Statement,
    node: InterventionBlock,
    names: frozenset[str],
    ends: frozenset[Ends],
) -> None:
    for operation in node.operations:
        if isinstance(operation, Operation) and _speaks_of(operation, names, ends):
            _take_out(draft, statement, statement.locate(operation.span))


def _run_lines(draft: Draft, statement: Statement, node: RunBlock, names: frozenset[str]) -> None:
    """Remove the lines of a run that speak of variables which go; what else a `watch` shows
    stays."""
    pushes = [one for one in node.operations if isinstance(one, RunLine) and one.timed is not None]
    if pushes and all(names.issuperset(_named(one)) for one in pushes):
        _empty_block(draft, statement)  # without its changes it would be another run
        return
    together: dict[int, list[RunLine]] = {}
    for line in node.operations:
        if isinstance(line, RunLine):
            together.setdefault(draft.line(statement.locate(line.span).start), []).append(line)
    for lines in together.values():
        goes = [bool(line.named) and names.issuperset(_named(line)) for line in lines]
        if all(goes):
            _take_out(
                draft, statement, statement.locate(Span(lines[0].span.start, lines[-1].span.end))
            )
            continue
        first = goes.index(False)
        for number, line in enumerate(lines):
            if goes[number] and number < first:
                _drop(draft, statement, line.span.start, lines[number + 1].span.start)
            elif goes[number]:
                _drop(draft, statement, lines[number - 1].span.end, line.span.end)
            elif not names.isdisjoint(_named(line)):
                stay = ", ".join(run_name(n.text) for n in line.named if n.text not in names)
                span = statement.locate(line.span)
                draft.replace(span.start, span.end, f"{line.verb} {stay}")


def _empty_block(draft: Draft, statement: Statement) -> None:
    """Remove all lines of a statement, and keep its comments."""
    text, lines = draft.source.text, draft.source.lines
    starts = [statement.locate(comment.span).start for comment in statement.parsed.comments]
    end = statement.start + len(statement.parsed.text)
    for number in range(draft.line(statement.start), draft.line(max(statement.start, end - 1)) + 1):
        bounds = lines.bounds(number)
        comment = next((start for start in starts if bounds.start <= start < bounds.end), None)
        if comment is None:
            draft.gone.add(number)
        else:
            draft.replace(blanks_after(text, bounds.start), comment)


def _named(line: RunLine) -> list[str]:
    return [name.text for name in line.named]


def _drop(draft: Draft, statement: Statement, start: int, end: int) -> None:
    draft.replace(statement.start + start, statement.start + end)


def _speaks_of(operation: Operation, names: frozenset[str], ends: frozenset[Ends]) -> bool:
    said = operation.chain.names if operation.chain else ()
    if operation.name and operation.name.text in names:
        return True
    if any(name.text in names for name in said):
        return True
    pair = tuple(name.text for name in said[:2])
    return operation.verb in _ON_A_LINK and pair in ends


def _take_out(draft: Draft, statement: Statement, span: Span) -> None:
    """Remove an operation from its line, and the line too if it contains nothing else."""
    text, number = draft.source.text, draft.line(span.start)
    line = draft.source.lines.bounds(number)
    start, end = blanks_before(text, span.start), blanks_after(text, span.end)
    if start == line.start and end == line.end:
        draft.gone.add(number)
    elif end == line.end:
        draft.replace(start, span.end)
    else:
        draft.replace(span.start, end)
