"""A push in words: what ends up higher and lower, and what that rests on."""

from __future__ import annotations

from collections.abc import Iterator

from cld.core.diagram import Diagram
from cld.core.english import is_plural
from cld.sentences import push as say
from cld.sentences.naming import names_of
from cld.sentences.sentence import Sentence
from cld.simulate.answers import MOST_TRIED, Direction, Push, PushedPart
from cld.simulate.push import MOST_UNSIGNED

# So many variables or links are named in a sentence.
MOST_SHOWN = 8

_KINDS: dict[Direction, Sentence] = {
    "higher": say.HIGHER,
    "lower": say.LOWER,
    "unchanged": say.UNCHANGED,
    "either": say.EITHER,
    "open": say.OPEN,
    "no level": say.NO_LEVEL,
    "no answer": say.NO_ANSWER,
    "not decided": say.NOT_DECIDED,
}

_SURE: tuple[Direction, ...] = ("higher", "lower", "unchanged")


def push_heading(found: Push) -> str:
    """Return the line above the answers."""
    name, many = found.variable, is_plural(found.variable)
    are, stay = ("are", "stay") if many else ("is", "stays")
    if found.held:
        return say.HELD(name=name, are=are)
    if any(name in part.stocks for part in found.parts):
        return say.FED(name=name)
    return say.PUSHED(name=name, are=are, stay=stay)


def push_rows(found: Push) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each kind of answer that occurs, with its variables in file order."""
    for direction, sentence in _KINDS.items():
        names = found.of(direction)
        if names:
            yield sentence(), names


def push_remarks(diagram: Diagram, found: Push) -> Iterator[str]:
    """Yield the marks that the answers rest on, and why some variables have no answer.

    >>> from cld.analyze import analyze
    >>> from cld.simulate.push import pushed
    >>> diagram = analyze("A (+)-> B (+)-> A\\nB: stock").diagram
    >>> print(next(push_remarks(diagram, pushed(diagram, "A"))))  # doctest: +ELLIPSIS
    As drawn, nothing empties B: with B as a stock and without limits, A and B cannot settle, ...
    """
    moved = [name for kind in _SURE for name in found.of(kind) if name != found.variable]
    if moved:
        yield say.WHATEVER()
    for part in found.parts:
        yield from part_words(part)
    stocks = tuple(name for part in found.parts for name in part.stocks)
    if stocks:
        kind = "a stock" if len(stocks) == 1 else "stocks"
        yield say.RESTS_ON(stocks=names_of(stocks, MOST_SHOWN), kind=kind)
        smoothed = [name for name in stocks if _is_smoothed(diagram, name)]
        if smoothed:
            yield say.SMOOTHED(
                stocks=names_of(smoothed, MOST_SHOWN),
                them="it" if len(smoothed) == 1 else "each",
            )
        yield from _undrained(diagram, found)
        for together, is_sum in found.kept:
            sentence = say.SAME_TOTAL if is_sum else say.MOVED_TOGETHER
            yield sentence(stocks=names_of(together, MOST_SHOWN))
    elif found.parts and moved:
        names = [n for part in found.parts for n in part.names if n in diagram.stocks]
        if names:
            yield say.SET_STOCK(
                stocks=names_of(names, MOST_SHOWN),
                follow="follow" if len(names) > 1 or is_plural(names[0]) else "follows",
            )
        else:
            yield say.NO_STOCK()
    if found.unsigned:
        one = len(found.unsigned) == 1
        links = names_of([f"{a} → {b}" for a, b in found.unsigned], MOST_SHOWN)
        have, them = ("has", "it") if one else ("have", "them")
        many = len(found.unsigned) > MOST_UNSIGNED
        sentence = say.MANY_UNSIGNED if many else say.UNSIGNED
        yield sentence(links=links, have=have, them=them)


def _undrained(diagram: Diagram, found: Push) -> Iterator[str]:
    """Yield which stocks keep what they get: why some variables come back to where they were."""
    if not found.of("unchanged"):
        return
    summed = {name for names, _ in found.kept for name in names}
    stocks = [
        name
        for part in found.parts
        if part.verdict in ("settles", "can settle")
        for name in part.stocks
        if name not in summed and not _is_drained(diagram, name)
    ]
    if stocks:
        them = "it" if len(stocks) == 1 else "them"
        yield say.NO_OUTFLOW(stocks=names_of(stocks, MOST_SHOWN, last="or"), them=them)


def _is_smoothed(diagram: Diagram, name: str) -> bool:
    """Return whether a smooth delay leads to a stock: it may be the time in which that adjusts."""
    return any(link.delay is not None and link.delay.smooth for link in diagram.links_to[name])


def _is_drained(diagram: Diagram, name: str) -> bool:
    """Return whether a stock is on a balancing loop of one link or two."""
    for link in diagram.links_to[name]:
        back = link if link.cause == name else diagram.link(name, link.cause)
        if back is None:
            continue
        signs = {link.polarity, back.polarity}
        if signs == ({"-"} if back is link else {"+", "-"}):
            return True
    return False


def part_words(part: PushedPart) -> Iterator[str]:
    """Yield a sentence on whether a part settles, if its signs say that."""
    names = names_of(part.names, MOST_SHOWN)
    one = len(part.names) == 1
    if part.verdict == "settles":
        yield say.SETTLES(names=names, settle="settles" if one else "settle")
    elif part.verdict == "no level":
        yield say.NO_SINGLE_LEVEL(names=names, have="has" if one else "have")
    elif part.verdict == "not seen to settle":
        settle, they = ("settles", "it") if one else ("settle", "they")
        names = names if one else "these variables"
        yield say.NOT_SEEN(names=names, settle=settle, they=they, number=f"{MOST_TRIED:,}")
    elif part.verdict == "not decided":
        yield say.TOO_LARGE(names=names, are="is" if one else "are")
    elif part.verdict == "cannot settle":
        yield _unsettled(part, names)


def _unsettled(part: PushedPart, names: str) -> str:
    them = (
        f"{names_of(part.stocks, MOST_SHOWN)} as {'a stock' if len(part.stocks) == 1 else 'stocks'}"
    )
    if part.undamped:
        return say.SWINGS(them=them, names=names)
    if not part.filled:
        return say.GROWS(them=them, names=names)
    return say.FILLS_ONLY(
        stocks=names_of(part.filled, MOST_SHOWN),
        them=them,
        names=names,
        which="it" if len(part.filled) == 1 else "one of them",
    )
