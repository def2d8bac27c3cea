"""A feedback loop: a simple directed cycle of links, its type and its place in the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from cld.core.diagram import Diagram, Goal, Link, LoopType, Pairs, Polarity
from cld.core.text import Span

# Stands for the id of a loop that a report does not list.
UNLISTED = "–"

TYPE_NAMES: dict[LoopType, str] = {
    "R": "reinforcing",
    "B": "balancing",
    "U": "undetermined",
}


@dataclass(frozen=True)
class Loop:
    """A loop of the diagram.

    `links` go round once; the first leaves the variable that the file names first. `id` is
    the declared one or a number given here, `name` the declared one or None. `span` is the
    declaration's place, or None where no statement names the loop.
    """

    id: str
    name: str | None
    type: LoopType
    links: tuple[Link, ...]
    goals: tuple[Goal, ...] = ()
    extra: Pairs = ()
    span: Span | None = None

    @cached_property
    def variables(self) -> tuple[str, ...]:
        """The variables in the order the loop passes them."""
        return tuple(link.cause for link in self.links)

    @property
    def negative_links(self) -> int:
        """How many links have the polarity `-`."""
        return sum(link.polarity == "-" for link in self.links)

    @property
    def title(self) -> str:
        """Id and name, for messages: `R1 “Retry storm”`."""
        return f"{self.id} “{self.name}”" if self.name else self.id


def together(loops: Sequence[Loop], most_loops: int, most_links: int) -> Sequence[Loop]:
    """Return the first loops, so many at most, and fewer where these would have more links
    than so many together; two in any case, where there are two.

    >>> from cld.analyze import analyze
    >>> loops = analyze("A (+)-> B (+)-> A (+)-> C (+)-> A (+)-> D (+)-> A").loops
    >>> [loop.id for loop in together(loops, 3, most_links=4)]
    ['R1', 'R2']
    """
    links = 0
    for number, loop in enumerate(loops[:most_loops]):
        links += len(loop.links)
        if links > most_links and number >= 2:
            return loops[:number]
    return loops[:most_loops]


def loop_type(polarities: Iterable[Polarity]) -> LoopType:
    """Return R, B or U for the polarities around a loop.

    A loop with a link of unknown polarity is undetermined; else an even number of `-` links,
    none included, makes it reinforcing and an odd one balancing.

    References
    ----------
    J. D. Sterman, Business Dynamics, McGraw-Hill 2000, chapter 5.

    >>> loop_type("++-"), loop_type("--"), loop_type("-?")
    ('B', 'R', 'U')
    """
    signs = list(polarities)
    if "?" in signs:
        return "U"
    return "B" if signs.count("-") % 2 else "R"


def links_round(diagram: Diagram, names: Sequence[str]) -> tuple[Link, ...]:
    """Return the links from each variable to the next, and from the last to the first.

    >>> from cld.core.diagram import Variable
    >>> diagram = Diagram(variables=(Variable("A"),), links=(Link("A", "A", "+"),))
    >>> [link.polarity for link in links_round(diagram, ["A"])]
    ['+']
    """
    ends = zip(names, (*names[1:], *names[:1]), strict=True)
    links = (diagram.link(cause, effect) for cause, effect in ends)
    return tuple(link for link in links if link is not None)
