"""Links of a text that are not those of its diagram: of interventions and expectations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cld.core.diagnostics import Diagnostic
from cld.core.diagram import Ends, Link, Polarity
from cld.core.text import Lines, Span
from cld.language.attributes import LINK_FIELDS, LINK_KEYS, Bag
from cld.language.syntax import ArrowText, Chain, NameText


def steps(chain: Chain) -> Iterator[tuple[NameText, ArrowText, NameText]]:
    """Yield each arrow of a chain with the names at its ends."""
    return zip(chain.names, chain.arrows, chain.names[1:], strict=False)


def link_of(ends: Ends, polarity: Polarity, bag: Bag, spans: Iterable[Span]) -> Link:
    """Return a link with what its brackets say. Every link that a text speaks of, in the diagram or
    not, is made here."""
    return Link(
        *ends,
        polarity,
        **{field: value for field, value in bag.values.items() if field in LINK_FIELDS},
        notes=tuple(bag.notes),
        extra=tuple(bag.extra.items()),
        spans=tuple(spans),
    )


def loose_links(
    chain: Chain | None, start: int, lines: Lines
) -> tuple[tuple[Link, ...], tuple[Diagnostic, ...]]:
    """Return the links of a chain that is not part of the diagram, and what is wrong with them."""
    links: list[Link] = []
    findings: list[Diagnostic] = []
    for cause, arrow, effect in steps(chain) if chain else ():
        bag = Bag(f"the link from “{cause.text}” to “{effect.text}”", LINK_KEYS)
        findings += bag.take(arrow.attributes, start, lines)
        span = Span(cause.span.start, effect.span.end).shift(start)
        links.append(link_of((cause.text, effect.text), arrow.polarity or "?", bag, [span]))
    return tuple(links), tuple(findings)
