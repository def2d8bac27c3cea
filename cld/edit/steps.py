"""One link of a chain as written in the text: its arrow and the content of its bracket."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

from cld.core.diagram import Ends, Polarity
from cld.core.text import Span
from cld.edit.change import Draft, blanks_after, blanks_before
from cld.edit.lists import in_brackets, revise, which
from cld.language.format import attribute_text
from cld.language.source import Source
from cld.language.syntax import ArrowText, Attribute, Chain, NameText, Statement


@dataclass(frozen=True, slots=True)
class ChainStep:
    """One link as written in a chain; spans count from the start of the file.

    `bracket` runs from the opening bracket, or from the arrow if there is none, to the end of the
    arrow. `end` is the end of the effect, or of a sign that follows it. `is_plain` is True if the
    bracket begins with a sign, as it should.
    """

    cause: NameText
    effect: NameText
    arrow: ArrowText
    start: int
    bracket: Span
    end: int
    is_plain: bool

    @property
    def ends(self) -> Ends:
        """The names of cause and effect."""
        return self.cause.text, self.effect.text


def chain_steps(source: Source, statement: Statement, chain: Chain) -> list[ChainStep]:
    """Return the links of a chain in order."""
    pairs = zip(chain.names, chain.arrows, chain.names[1:], strict=False)
    return [_step(source.text, statement.start, *three) for three in pairs]


def all_steps(
    source: Source, ends: Collection[Ends]
) -> Iterator[tuple[Statement, Chain, list[ChainStep]]]:
    """Yield each chain of a file that contains one of some links, with all its links."""
    for statement in source.syntax.statements:
        if isinstance(statement.node, Chain) and _says(statement.node, ends):
            yield statement, statement.node, chain_steps(source, statement, statement.node)


def _says(chain: Chain, ends: Collection[Ends]) -> bool:
    names = [name.text for name in chain.names]
    return any(pair in ends for pair in pairwise(names))


def _step(text: str, start: int, cause: NameText, arrow: ArrowText, effect: NameText) -> ChainStep:
    low, span, end = cause.span.end + start, arrow.span.shift(start), effect.span.end + start
    is_plain = ")" in text[span.start : span.end]
    behind = [a for a in arrow.attributes if a.span.start > arrow.span.start]
    inside = [a for a in arrow.attributes if a.span.start < arrow.span.start]
    opening = -1
    if is_plain:
        behind, opening = [], text.rfind("(", low, span.start)
    elif inside:
        opening = text.rfind("(", low, inside[0].span.start + start)
    elif text[blanks_before(text, span.start) - 1] == ")":
        opening = text.rfind("(", low, span.start)
    if not is_plain and (behind or (arrow.polarity is not None and not inside)):
        end = _end_behind(text, end, behind[-1].span.end + start if behind else None)
    bracket = Span(opening if opening >= 0 else span.start, span.end)
    return ChainStep(cause, effect, arrow, start, bracket, end, is_plain)


def _end_behind(text: str, end: int, last: int | None) -> int:
    """Return where a sign after a link ends, with its bracket."""
    opening = text.find("(", end)
    if opening < 0:
        return end
    last = blanks_after(text, blanks_after(text, opening + 1) + 1 if last is None else last)
    return last + 1 if text[last : last + 1] == ")" else last


def set_sign(draft: Draft, step: ChainStep, polarity: Polarity) -> None:
    """Set the sign of a link."""
    if step.is_plain:
        at = step.arrow.span.start + step.start
        if step.arrow.polarity != polarity:
            draft.replace(at, at + 1, polarity)
    else:
        _rewrite(draft, step, polarity, [attribute_text(a) for a in step.arrow.attributes])


def state(draft: Draft, step: ChainStep, key: str, words: str, new: bool) -> None:
    """Change an attribute of a link, or remove it if `words` is empty.

    `key` is empty for texts in quotes. If the link does not have the attribute, it is added only
    if `new` is true.
    """
    attributes, at = step.arrow.attributes, which(step.arrow.attributes, (key,))
    if not at and not (new and words):
        return
    if not step.is_plain:
        said = [attribute_text(a) for n, a in enumerate(attributes) if n not in at]
        _rewrite(draft, step, step.arrow.polarity, [*said, words] if words else said)
        return
    items = [a.span.shift(step.start) for a in attributes]
    head = step.arrow.span.start + step.start + 1
    if at:
        revise(draft, items, at, words, head, Span(head, head))
    else:
        # Numbers come first; texts and all other attributes come last.
        place = items[-1].end if items and not key else head
        draft.replace(place, place, f", {words}")


def _rewrite(draft: Draft, step: ChainStep, polarity: Polarity | None, said: list[str]) -> None:
    """Rewrite a bracket that does not begin with a sign, in the standard form."""
    inside = ", ".join([*([polarity] if polarity else []), *said])
    arrow = step.arrow.span.start + step.start
    draft.replace(step.bracket.start, arrow, f"({inside})" if inside else "")
    draft.replace(step.effect.span.end + step.start, step.end)


def spread_attribute(
    draft: Draft, chain: Chain, its: list[ChainStep], targets: Collection[Ends], key: str
) -> None:
    """Move an attribute from the settings of a chain to its other links.

    Settings apply to all links of a chain.
    """
    at = which(chain.settings, (key,))
    if not at:
        return
    from_file = [a.span.shift(its[0].start) for a in chain.settings]
    for step in its:
        if step.ends not in targets and (not key or not which(step.arrow.attributes, (key,))):
            _add_all(draft, step, [chain.settings[n] for n in at])
    drop_settings(draft, from_file, at)


def _add_all(draft: Draft, step: ChainStep, said: list[Attribute]) -> None:
    words = [attribute_text(a) for a in said]
    if step.is_plain:
        attributes = step.arrow.attributes
        last = attributes[-1].span.end if attributes else step.arrow.span.start + 1
        draft.replace(step.start + last, step.start + last, "".join(f", {w}" for w in words))
    else:
        own = [attribute_text(a) for a in step.arrow.attributes]
        _rewrite(draft, step, step.arrow.polarity, [*own, *words])


def drop_settings(draft: Draft, items: list[Span], at: list[int]) -> None:
    """Remove settings from a statement, and their line too if it contains nothing else."""
    whole = in_brackets(draft.source.text, items)
    line = draft.source.lines.bounds(draft.line(items[0].start))
    revise(draft, items, at, "", None, whole)
    if len(at) == len(items) and whole.start == line.start:
        rest = draft.source.text[whole.end : line.end].strip()
        if not rest:
            draft.gone.add(draft.line(items[0].start))
