"""A feedback loop: a simple directed cycle of links, its type and its place in the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from cld.core.diagram import Diagram, Ends, Goal, Link, LoopType, Pairs, Polarity
from cld.core.rings import pairs_round, turned
from cld.core.text import Span

# Used as the id of a loop that a report does not list.
UNLISTED = "–"

TYPE_NAMES: dict[LoopType, str] = {
    "R": "reinforcing",
    "B": "balancing",
    "U": "undetermined",
}


# The number of variables of a loop that are named in one line.
MOST_IN_LINE = 8


@dataclass(frozen=True, repr=False)
class Loop:
    """A feedback loop of a diagram: its links in a cycle, its id and its name.

    Attributes
    ----------
    id : the id that the file declares, or a number given by length: `R1`, `B1`, `U1`.
    name : the name in the file, or None.
    type : `R` reinforcing, `B` balancing, `U` undetermined, because a link has no known sign.
    links : the links in order; the first leaves the variable that the file names first.
    goals : the goals that the file states for the loop.
    extra : other `key value` pairs of its statement.
    span : the place of the loop's statement, or None if no statement names the loop.

    Examples
    --------
    >>> import cld
    >>> loop = cld.loads('Sales (+)-> Staff (+)-> Sales\\nloop R1 "Growth": Sales, Staff').loops[0]
    >>> loop
    <Loop R1 “Growth”, reinforcing: Sales → Staff>
    >>> loop.variables, loop.negative_links
    (('Sales', 'Staff'), 0)
    """

    id: str
    name: str | None
    type: LoopType
    links: tuple[Link, ...]
    goals: tuple[Goal, ...] = ()
    extra: Pairs = ()
    span: Span | None = None

    def __repr__(self) -> str:
        names = " → ".join(self.variables[:MOST_IN_LINE])
        more = len(self.links) - MOST_IN_LINE
        tail = f" and {more:,} more" if more > 0 else ""
        return f"<Loop {self.title}, {TYPE_NAMES[self.type]}: {names}{tail}>"

    @cached_property
    def variables(self) -> tuple[str, ...]:
        """The variables in the order the loop passes them."""
        return tuple(link.cause for link in self.links)

    @cached_property
    def ends(self) -> frozenset[Ends]:
        """The cause and the effect of each of its links."""
        return frozenset(link.ends for link in self.links)

    @property
    def negative_links(self) -> int:
        """The number of links with the polarity `-`."""
        return sum(link.polarity == "-" for link in self.links)

    def turned_to(self, variable: str) -> Loop:
        """Return the same loop, beginning at another of its variables.

        Raises ValueError if the loop does not pass the variable.

        >>> ring = Loop("R1", None, "R", (Link("A", "B", "+"), Link("B", "A", "+")))
        >>> ring.turned_to("B").variables
        ('B', 'A')
        """
        links = turned(self.links, self.variables.index(variable))
        return Loop(self.id, self.name, self.type, links, self.goals, self.extra, self.span)

    @property
    def title(self) -> str:
        """Id and name, for messages: `R1 “Retry storm”`."""
        return f"{self.id} “{self.name}”" if self.name else self.id


def begun_first(links: Sequence[Link], index: Mapping[str, int]) -> tuple[Link, ...]:
    """Return the links of a loop from the variable that the file names first; `index` has the place
    of each.

    >>> links = Link("B", "A", "+"), Link("A", "B", "+")
    >>> [link.cause for link in begun_first(links, {"A": 0, "B": 1})]
    ['A', 'B']
    """
    places = [index[link.cause] for link in links]
    return turned(links, places.index(min(places)))


# No loop is numbered after an id of more characters.
MOST_DIGITS = 7


def numbered(loops: Iterable[Loop], taken: Collection[str]) -> Iterator[Loop]:
    """Yield loops under new ids: R1, B1, U1 and so on, after all that are taken (in capitals).

    A number that is missing between those that an author gives may be that of a loop which the
    author knows and the diagram does not have.

    >>> [loop.id for loop in numbered([Loop("", None, "R", ())] * 2, {"R2"})]
    ['R3', 'R4']
    """
    last: Counter[str] = Counter()
    for id_ in taken:
        if id_[1:].isdecimal() and len(id_) <= MOST_DIGITS:
            last[id_[0]] = max(last[id_[0]], int(id_[1:]))
    for loop in loops:
        while True:
            last[loop.type] += 1
            id_ = f"{loop.type}{last[loop.type]}"
            if id_ not in taken:
                break
        yield Loop(id_, loop.name, loop.type, loop.links, loop.goals, loop.extra, loop.span)


def together(loops: Sequence[Loop], most_loops: int, most_links: int) -> Sequence[Loop]:
    """Return the first loops: at most `most_loops`, and fewer if these would have more than
    `most_links` links together; at least two if there are two.

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
    links = (diagram.link(cause, effect) for cause, effect in pairs_round(names))
    return tuple(link for link in links if link is not None)
