"""The diagram itself, independent of how it was written: variables, links, what is declared."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from cld.core.quantities import Delay, Gain
from cld.core.text import Span

if TYPE_CHECKING:
    import networkx

Polarity = Literal["+", "-", "?"]
LoopType = Literal["R", "B", "U"]
VariableKind = Literal["auxiliary", "stock", "flow", "constant"]
ExpectationKind = Literal[
    "link",
    "loop",
    "loop named",
    "at least loops",
    "at least combinations",
    "delays",
    "fight",
    "intervention",
    "interventions ranked",
    "loops labelled",
    "stock",
]
Pairs = tuple[tuple[str, str], ...]
# The cause and the effect of a link, by name.
Ends = tuple[str, str]

_FLIPPED: dict[Polarity, Polarity] = {"+": "-", "-": "+", "?": "?"}


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached: a relation (`<=`, `>=`, `=` or none) and a value, as written.

    `variable` is named where a loop states the goal, and None on a variable's own line.
    """

    relation: str
    value: str
    variable: str | None = None

    def __str__(self) -> str:
        return " ".join(part for part in (self.variable, self.relation, self.value) if part)


@dataclass(frozen=True, slots=True)
class Variable:
    """A thing that can be more or less.

    Attributes
    ----------
    name : what it is called; names are compared as they stand.
    kind : `auxiliary`, `stock`, `flow` or `constant`.
    goal : what the file wants of it, or None.
    unit, capacity, initial : as the file writes them, or None.
    every, window : how often it decides, and how long it waits before it decides again.
    at : its place on the canvas in points, y down, or None.
    aliases, opposites : other names, and names of what is less when this is more.
    notes : the texts in quotes.
    extra : all other `key value` pairs.
    spans : where it is named, each mention once; they do not count in comparisons.

    Examples
    --------
    >>> import cld
    >>> latency = cld.loads("Latency: goal <= 200ms, unit ms").variables[0]
    >>> latency.name, str(latency.goal), latency.unit
    ('Latency', '<= 200ms', 'ms')
    """

    name: str
    kind: VariableKind = "auxiliary"
    goal: Goal | None = None
    unit: str | None = None
    every: Delay | None = None
    window: Delay | None = None
    capacity: str | None = None
    initial: str | None = None
    at: tuple[float, float] | None = None
    aliases: tuple[str, ...] = ()
    opposites: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    extra: Pairs = ()
    spans: tuple[Span, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Link:
    """One variable's effect on another. There is at most one link from a variable to another.

    Attributes
    ----------
    cause, effect : the names of the two variables.
    polarity : `+` both change in the same direction, `-` in opposite ones, `?` not known.
    delay : how long the effect takes, `min` to `max` seconds; None where no delay is marked,
        and not `complete` where one is marked without a length.
    gain : by how much the effect changes, or None.
    info : True where the link carries information only.
    bend : how far it is bent aside, in points, or None.
    notes : the texts in quotes, such as why there is the link.
    extra : all other `key value` pairs.
    spans : where the text says it; they do not count in comparisons.
    ends : its cause and its effect.

    Examples
    --------
    >>> import cld
    >>> link = cld.loads("Load (+, delay 3min)-> Pods").links[0]
    >>> link.ends, link.polarity, link.delay.min
    (('Load', 'Pods'), '+', 180.0)
    """

    cause: str
    effect: str
    polarity: Polarity
    delay: Delay | None = None
    gain: Gain | None = None
    info: bool = False
    bend: float | None = None
    notes: tuple[str, ...] = ()
    extra: Pairs = ()
    spans: tuple[Span, ...] = field(default=(), compare=False, repr=False)
    ends: Ends = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        # Asked for hundreds of thousands of times in one analysis.
        object.__setattr__(self, "ends", (self.cause, self.effect))


def flipped(polarity: Polarity) -> Polarity:
    """Return the polarity of a link when the sense of one of its variables is turned.

    >>> flipped("+"), flipped("?")
    ('-', '?')
    """
    return _FLIPPED[polarity]


@dataclass(frozen=True, slots=True)
class LoopDeclaration:
    """What the text says of a loop: an id, a name, its type, its variables in order.

    `span` is where it is called so: its id and name, or else its first variable.
    """

    id: str | None
    name: str | None
    type: LoopType | None
    variables: tuple[str, ...]
    goals: tuple[Goal, ...] = ()
    extra: Pairs = ()
    span: Span = field(default=Span(0, 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Change:
    """One operation of an intervention; which fields are filled follows from the verb."""

    verb: str
    links: tuple[Link, ...] = ()
    name: str | None = None
    before: str | None = None
    after: str | None = None
    words: str | None = None
    span: Span = field(default=Span(0, 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Intervention:
    """Something that could be done, with its author's belief in its leverage level(s)."""

    name: str
    changes: tuple[Change, ...] = ()
    levels: tuple[int, ...] = ()
    extra: Pairs = ()
    span: Span = field(default=Span(0, 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Expectation:
    """What an answer is to hold (`kind`), or for `forbid` what it may not."""

    kind: ExpectationKind | Literal["forbid link", "forbid none"]
    links: tuple[Link, ...] = ()
    type: LoopType | None = None
    variables: tuple[str, ...] = ()
    count: int | None = None
    text: str | None = None
    breaks: str | None = None
    settings: Pairs = ()
    span: Span = field(default=Span(0, 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ExerciseKey:
    """The exercise a file is the answer key of: its title, what is expected, and settings of the
    whole, such as its points."""

    title: str | None
    expectations: tuple[Expectation, ...]
    settings: Pairs = ()


@dataclass(frozen=True)
class Diagram:
    """A causal loop diagram.

    Attributes
    ----------
    title : the title, or None.
    variables, links : in the order the file names them.
    loops : what the file says of its loops; `Report.loops` are those that were found.
    interventions : what could be done, as the file says it.
    exercise : what an answer is to hold, where the file is the key of an exercise.

    Examples
    --------
    >>> from cld import Diagram, Link, Variable
    >>> diagram = Diagram("Hunger", (Variable("Hunger"), Variable("Meals")), (
    ...     Link("Hunger", "Meals", "+"), Link("Meals", "Hunger", "-")))
    >>> diagram.link("Meals", "Hunger").polarity
    '-'
    >>> import cld
    >>> cld.render(diagram).startswith("<svg")
    True
    """

    title: str | None = None
    variables: tuple[Variable, ...] = ()
    links: tuple[Link, ...] = ()
    loops: tuple[LoopDeclaration, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    exercise: ExerciseKey | None = None

    @cached_property
    def _by_name(self) -> dict[str, Variable]:
        return {variable.name: variable for variable in self.variables}

    @cached_property
    def _by_ends(self) -> dict[tuple[str, str], Link]:
        return {link.ends: link for link in self.links}

    def variable(self, name: str) -> Variable | None:
        """Return the variable of that name, or None."""
        return self._by_name.get(name)

    def link(self, cause: str, effect: str) -> Link | None:
        """Return the link between two variables in that direction, or None."""
        return self._by_ends.get((cause, effect))

    @cached_property
    def deciding(self) -> frozenset[str]:
        """The variables that decide at intervals."""
        return frozenset(v.name for v in self.variables if v.every is not None)

    @cached_property
    def given(self) -> frozenset[str]:
        """The variables that are marked as given from outside: `constant`, or `outside "…"`."""
        return frozenset(
            variable.name
            for variable in self.variables
            if variable.kind == "constant" or "outside" in dict(variable.extra)
        )

    @cached_property
    def stocks(self) -> frozenset[str]:
        """The variables that are marked as stocks."""
        return frozenset(v.name for v in self.variables if v.kind == "stock")

    @cached_property
    def links_from(self) -> dict[str, tuple[Link, ...]]:
        """The links that leave each variable, in file order."""
        return _grouped(self.variables, [(link.cause, link) for link in self.links])

    @cached_property
    def links_to(self) -> dict[str, tuple[Link, ...]]:
        """The links that enter each variable, in file order."""
        return _grouped(self.variables, [(link.effect, link) for link in self.links])

    def to_networkx(self) -> networkx.DiGraph[str]:
        """Return the diagram as a networkx `DiGraph` with `polarity` and `delay` on edges.

        >>> Diagram(variables=(Variable("A"),), links=(Link("A", "A", "-"),)).to_networkx().edges
        OutEdgeView([('A', 'A')])
        """
        import networkx  # 130 ms: only for those who ask for it

        graph: networkx.DiGraph[str] = networkx.DiGraph()
        for variable in self.variables:
            graph.add_node(variable.name, kind=variable.kind)
        for link in self.links:
            graph.add_edge(link.cause, link.effect, polarity=link.polarity, delay=link.delay)
        return graph


def _grouped(
    variables: tuple[Variable, ...], pairs: list[tuple[str, Link]]
) -> dict[str, tuple[Link, ...]]:
    groups: dict[str, list[Link]] = {variable.name: [] for variable in variables}
    for name, link in pairs:
        groups[name].append(link)
    return {name: tuple(links) for name, links in groups.items()}
