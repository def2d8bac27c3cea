"""Removes links from a chain, or reverses them, and leaves the other links as written.

Where a link is removed, the chain splits. Each piece begins a new line. Comments stay in their
lines, and the settings of the chain are repeated on each piece.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Literal

from cld.core.text import fold
from cld.edit.change import Draft, blanks_before, has_break, line_break
from cld.edit.mentions import declared, link_start
from cld.edit.steps import ChainStep, drop_settings
from cld.language.format import name_text, settings_text
from cld.language.syntax import Chain, NameText, Statement

Fate = Literal["stays", "goes", "turns"]


@dataclass
class _Line:
    """The state of one line of the text, up to the part that was processed."""

    number: int
    start: int
    has_code: bool = False


@dataclass
class _Cut:
    """A chain that is being cut: the current line, and the beginning of new lines."""

    draft: Draft
    statement: Statement
    chain: Chain
    its: Sequence[ChainStep]
    fates: Sequence[Fate]
    lonely: Collection[int]
    line: _Line
    indent: str
    end: str
    empty: list[int] = field(default_factory=list)


def stands(fates: Sequence[Fate], number: int) -> bool:
    """Return whether a name of a chain remains in it after links were removed or reversed."""
    around = fates[max(0, number - 1) : number + 1]
    return any(fate != "goes" for fate in around)


def cut(
    draft: Draft,
    statement: Statement,
    chain: Chain,
    its: Sequence[ChainStep],
    fates: Sequence[Fate],
    lonely: Collection[int],
) -> None:
    """Remove links of a chain, or reverse them, as `fates` says for each.

    `lonely` contains the numbers of the names to declare on separate lines, since the file does
    not name them anywhere else.
    """
    text = draft.source.text
    number = draft.line(statement.start)
    start = draft.source.lines.bounds(number).start
    it = _Cut(
        draft,
        statement,
        chain,
        its,
        fates,
        lonely,
        _Line(number, start),
        text[start : statement.start],
        line_break(text),
    )
    _first_name(it)
    for place in range(len(its)):
        _one_link(it, place)
    _settings(it)
    _finish_line(it)


def _first_name(it: _Cut) -> None:
    name = it.chain.names[0]
    span = it.statement.locate(name.span)
    it.line.has_code = it.fates[0] == "stays" or 0 in it.lonely
    if it.fates[0] != "stays":
        said = declared(name.text) if 0 in it.lonely else ""
        it.draft.replace(span.start, span.end, said)


def _one_link(it: _Cut, place: int) -> None:
    text, step, fate = it.draft.source.text, it.its[place], it.fates[place]
    before = it.its[place - 1].end if place else step.cause.span.end + step.start
    breaks = has_break(text[before : step.bracket.start])
    if breaks:
        _finish_line(it)
        number = it.draft.line(step.bracket.start)
        it.line = _Line(number, it.draft.source.lines.bounds(number).start)
    if fate == "stays":
        it.line.has_code = True
        return
    said = [_turned(it, step)] if fate == "turns" else []
    effect = place + 1
    if effect in it.lonely:
        said.append(declared(step.effect.text))
    if effect < len(it.fates) and it.fates[effect] == "stays":
        said.append(_opened(it, effect))
    start = it.line.start if breaks else before
    if not said:
        it.draft.replace(start, step.end)
        return
    lead = ""
    if it.line.has_code:
        lead = it.end + it.indent
    elif it.line.number != it.draft.line(it.statement.start):
        lead = it.indent
    it.draft.replace(start, step.end, lead + (it.end + it.indent).join(said))
    it.line.has_code = True


def _turned(it: _Cut, step: ChainStep) -> str:
    """Return the line of a reversed link."""
    text = it.draft.source.text
    arrow = text[step.bracket.start : step.bracket.end]
    behind = text[step.effect.span.end + step.start : step.end]
    said = f"{link_start(step.effect.text)} {arrow} {name_text(step.cause.text)}{behind}"
    return said + settings_text(it.chain.settings)


def _opened(it: _Cut, place: int) -> str:
    """Return a name of the chain as the beginning of a piece."""
    name, text = it.chain.names[place], it.draft.source.text
    gap = text[it.its[place - 1].end : it.its[place].bracket.start]
    said = link_start(name.text, alone=has_break(gap))
    return _as_written(it, name) if said == name.text else said


def _as_written(it: _Cut, name: NameText) -> str:
    """Return a name with the blanks its author typed, if it is read as the same name."""
    span = it.statement.locate(name.span)
    said = it.draft.source.text[span.start : span.end]
    return said if not name.quoted and fold(said) == name.text else name.text


def _settings(it: _Cut) -> None:
    """Repeat the settings of a chain on each of its pieces; drop them where the last link is
    removed."""
    settings = it.chain.settings
    if not settings:
        return
    for place, fate in enumerate(it.fates[:-1]):
        if fate == "stays" and it.fates[place + 1] != "stays":
            at = it.its[place].end
            it.draft.replace(at, at, settings_text(settings))
    if it.fates[-1] != "stays":
        spans = [it.statement.locate(a.span) for a in settings]
        drop_settings(it.draft, spans, list(range(len(spans))))


def _finish_line(it: _Cut) -> None:
    """Remove the line if it is empty now; if it has a comment, keep only that."""
    if it.line.has_code:
        return
    text, number = it.draft.source.text, it.line.number
    for comment in it.statement.parsed.comments:
        span = it.statement.locate(comment.span)
        if it.draft.line(span.start) == number:
            blanks = blanks_before(text, span.start)
            is_first = number == it.draft.line(it.statement.start)
            it.draft.replace(blanks, span.start, "" if is_first else it.indent)
            return
    it.draft.gone.add(number)
