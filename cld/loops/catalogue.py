"""The loops of a diagram with their ids and names, declared ones first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sized
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from cld.core.diagnostics import Diagnostic
from cld.core.diagram import Diagram, Ends, Link
from cld.core.text import Lines
from cld.core.watch import Watch, unwatched
from cld.loops.components import successors_of
from cld.loops.counts import Counts
from cld.loops.cycles import DEFAULT_LIMIT, find_cycles
from cld.loops.declared import Declared, match_declared
from cld.loops.loop import Loop, begun_first, links_round, loop_type, numbered
from cld.loops.space import MOST_STATES, LoopSpace, loop_space

# The listed loops may have this many links on average; if loops are longer, fewer are listed.
# Statements about loops take time for each of their links.
LINKS_A_LOOP = 30


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The listed loops, the counts of all loops, and, if they fit into memory, all loops in
    compressed form."""

    loops: tuple[Loop, ...]
    counts: Counts
    space: LoopSpace | None

    @property
    def complete(self) -> bool:
        """True if every loop is listed."""
        return self.counts.exact and len(self.loops) == self.counts.total


def find_loops(
    diagram: Diagram, lines: Lines, limit: int = DEFAULT_LIMIT, watch: Watch = unwatched
) -> tuple[Catalogue, tuple[Diagnostic, ...]]:
    """Find the loops of a diagram, determine their types, and give each its id and name.

    Declared loops come first, in file order; the others follow in order of length, then of first
    mention, as R1, B1, U1 …, skipping ids that are taken. A loop is identified by its links, so its
    name survives edits elsewhere. If all loops fit into memory in compressed form, all are counted
    and the shortest listed. Otherwise the shortest are found one by one, and the counts are lower
    bounds. If loops are long, fewer are listed: all listed loops together have at most
    `LINKS_A_LOOP` times the limit links.

    Parameters
    ----------
    diagram, lines : the diagram, and the lines of its text for messages.
    limit : the maximum number of listed loops, in addition to the declared ones.
    watch : may stop the search, and scales its limits; the loops found until then are listed.
    """
    declared, findings = match_declared(diagram, lines)
    index = {variable.name: i for i, variable in enumerate(diagram.variables)}
    space = loop_space(diagram, int(watch.effort * MOST_STATES), watch)
    if isinstance(space, LoopSpace):
        rounds, all_found = _shortest(space, index, limit), False
    else:
        rounds, all_found = _one_by_one(diagram, index, limit, watch)
    known = {_all_ends(d.links) for d in declared}
    others = [links for links in rounds if _all_ends(links) not in known]
    loops = (*_declared_loops(declared, index), *_untitled(others))
    listed = _with_ids(loops, {loop.id.upper() for loop in diagram.loops if loop.id})
    if isinstance(space, LoopSpace):
        return Catalogue(listed, space.counts, space), findings
    kinds = Counter(loop.type for loop in loops)
    counts = Counts(kinds["R"], kinds["B"], kinds["U"], exact=all_found)
    if not all_found:
        findings = (*findings, _limit_reached(len(loops), lines))
    return Catalogue(listed, counts, None), findings


Rounds = list[tuple[Link, ...]]
Round = TypeVar("Round", bound=Sized)


def _shortest(space: LoopSpace, index: dict[str, int], limit: int) -> Rounds:
    """The shortest loops (all of them if they are not too many), in order of length and then of
    their variables. Each begins at the variable that is named first."""
    most_links = LINKS_A_LOOP * limit
    few = space.counts.total <= limit and space.counts.total * space.longest <= most_links
    rounds = space if few else islice(space.shortest(), limit)
    found = []
    for links in _no_more(rounds, most_links):
        begun = begun_first(links, index)
        found.append((len(links), [index[link.cause] for link in begun], begun))
    return [links for _, _, links in sorted(found, key=lambda item: item[:2])]


def _no_more(rounds: Iterable[Round], most_links: int) -> Iterator[Round]:
    """Yield cycles until they have this many links together; the first one is always yielded."""
    for round_ in rounds:
        yield round_
        most_links -= len(round_)
        if most_links <= 0:
            break


def _one_by_one(
    diagram: Diagram, index: dict[str, int], limit: int, watch: Watch
) -> tuple[Rounds, bool]:
    """The loops that were found, and whether these are all."""
    names = list(index)
    found = find_cycles(successors_of(diagram), limit, watch=watch)
    listed = list(_no_more(found.cycles[:limit], LINKS_A_LOOP * limit))
    rounds = [links_round(diagram, [names[i] for i in cycle]) for cycle in listed]
    return rounds, found.complete and len(listed) == len(found.cycles)


def _all_ends(links: tuple[Link, ...]) -> frozenset[Ends]:
    return frozenset(link.ends for link in links)


def _declared_loops(declared: tuple[Declared, ...], index: dict[str, int]) -> Iterator[Loop]:
    ids: set[str] = set()
    for entry in declared:
        said = entry.declaration
        links = begun_first(entry.links, index)
        # If an id is used twice, the first loop keeps it and the other gets a number.
        id_ = said.id if said.id and said.id.upper() not in ids else ""
        ids.add(id_.upper())
        yield Loop(id_, said.name, entry.type, links, said.goals, said.extra, said.span)


def _untitled(rounds: list[tuple[Link, ...]]) -> Iterator[Loop]:
    for links in rounds:
        yield Loop("", None, loop_type(link.polarity for link in links), links)


def _with_ids(loops: tuple[Loop, ...], taken: set[str]) -> tuple[Loop, ...]:
    """Number loops without an id in order of length, then of place in the list."""
    nameless = sorted((loop for loop in loops if not loop.id), key=lambda loop: len(loop.links))
    given = dict(zip(map(id, nameless), numbered(nameless, taken), strict=True))
    return tuple(given.get(id(loop), loop) for loop in loops)


def _limit_reached(count: int, lines: Lines) -> Diagnostic:
    place = lines.bounds(1)
    hint = "the shortest loops and those that the file names are listed; the report makes no claim "
    hint += "about the others"
    message = f"there are more loops than can be listed one by one: at least {count:,}"
    return Diagnostic("CLD601", place, message, hint)
