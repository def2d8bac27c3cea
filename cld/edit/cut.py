"""Takes links out of a chain, or turns them round, so that the others stay as they stand.

A chain falls into pieces where a link goes. Each piece begins a line; comments stay in their
lines, and settings of the chain are said on each piece.
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
    """What stands in one line of the text now, as far as it has been looked at."""

    number: int
    start: int
    has_code: bool = False


@dataclass
class _Cut:
    """A chain that is cut: the line that is looked at, and what new lines begin with."""

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
    """Tell whether a name of a chain stands in it still when links have gone or been turned."""
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
    """Take out links of a chain, or turn them round, as `fates` says for each.

    `lonely` numbers the names that are to be declared on a line of their own, for they stand
    nowhere else any more.
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
    """The line of a link that is turned round."""
    text = it.draft.source.text
    arrow = text[step.bracket.start : step.bracket.end]
    behind = text[step.effect.span.end + step.start : step.end]
    said = f"{link_start(step.effect.text)} {arrow} {name_text(step.cause.text)}{behind}"
    return said + settings_text(it.chain.settings)


def _opened(it: _Cut, place: int) -> str:
    """A name of the chain as it begins a piece."""
    name, text = it.chain.names[place], it.draft.source.text
    gap = text[it.its[place - 1].end : it.its[place].bracket.start]
    said = link_start(name.text, alone=has_break(gap))
    return _as_written(it, name) if said == name.text else said


def _as_written(it: _Cut, name: NameText) -> str:
    """A name with the blanks its author set, where it reads the same so."""
    span = it.statement.locate(name.span)
    said = it.draft.source.text[span.start : span.end]
    return said if not name.quoted and fold(said) == name.text else name.text


def _settings(it: _Cut) -> None:
    """Say the settings of a chain on each of its pieces, and no more where the last is gone."""
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
    """A line that holds nothing any more goes; where it has a comment, that alone stays."""
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
