"""The diagram, independent of its file format: variables, links, and declarations."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from cld.core.plans import RunPlan
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
    "run",
]
Pairs = tuple[tuple[str, str], ...]
# The cause and the effect of a link, by name.
Ends = tuple[str, str]

_FLIPPED: dict[Polarity, Polarity] = {"+": "-", "-": "+", "?": "?"}


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal: a relation (`<=`, `>=`, `=` or none) and a value, as written.

    `variable` is set if a loop states the goal, and None on the line of a variable.
    """

    relation: str
    value: str
    variable: str | None = None

    def __str__(self) -> str:
        return " ".join(part for part in (self.variable, self.relation, self.value) if part)


@dataclass(frozen=True, slots=True)
class Variable:
    """A quantity that can increase or decrease.

    Attributes
    ----------
    name : its name; names are compared exactly.
    kind : `auxiliary`, `stock`, `flow` or `constant`.
    goal : the goal that the file states for it, or None.
    unit, capacity, initial : the values as written in the file, or None.
    every, window : how often it decides, and how long it waits before it decides again.
    at : its position on the canvas in points, with y pointing down, or None.
    aliases, opposites : other names for it, and names of quantities that are low when it is high.
    notes : the texts in quotes.
    extra : all other `key value` pairs.
    spans : every place where it is named; ignored in comparisons.

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
    """The effect of one variable on another. A pair of variables has at most one link in each
    direction.

    Attributes
    ----------
    cause, effect : the names of the two variables.
    polarity : `+` if both change in the same direction, `-` if in opposite ones, `?` if unknown.
    delay : how long the effect takes, `min` to `max` seconds. It is None if no delay is marked,
        and not `complete` if one is marked without a length.
    gain : the factor or rate by which the effect changes, or None.
    info : True if the link carries information only.
    bend : the distance by which it is bent to the side, in points, or None.
    notes : the texts in quotes, such as the reason for the link.
    extra : all other `key value` pairs.
    spans : every place where the text states it; ignored in comparisons.
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
        # Stored because one analysis reads it hundreds of thousands of times.
        object.__setattr__(self, "ends", (self.cause, self.effect))


def flipped(polarity: Polarity) -> Polarity:
    """Return the polarity of a link after the sense of one of its variables is reversed.

    >>> flipped("+"), flipped("?")
    ('-', '?')
    """
    return _FLIPPED[polarity]


@dataclass(frozen=True, slots=True)
class LoopDeclaration:
    """A loop as declared in the text: an id, a name, a type, and its variables in order.

    `span` covers its id and name, or else its first variable.
    """

    id: str | None
    name: str | None
    type: LoopType | None
    variables: tuple[str, ...]
    goals: tuple[Goal, ...] = ()
    extra: Pairs = ()
    span: Span = field(default=Span(0, 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Sector:
    """A named part of the diagram, such as a page of a large model: its variables in order."""

    name: str
    variables: tuple[str, ...]
    span: Span = field(default=Span(0, 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Change:
    """One operation of an intervention; the verb decides which fields are set."""

    verb: str
    links: tuple[Link, ...] = ()
    name: str | None = None
    before: str | None = None
    after: str | None = None
    words: str | None = None
    value: str | None = None
    span: Span = field(default=Span(0, 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Intervention:
    """A possible intervention, with the leverage levels that its author claims for it. `unread` is
    true if some of its operations contain errors."""

    name: str
    changes: tuple[Change, ...] = ()
    levels: tuple[int, ...] = ()
    extra: Pairs = ()
    span: Span = field(default=Span(0, 0), compare=False, repr=False)
    unread: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Expectation:
    """Something that an answer must contain, or for the `forbid` kinds must not contain."""

    kind: ExpectationKind | Literal["forbid link", "forbid none"]
    links: tuple[Link, ...] = ()
    type: LoopType | None = None
    variables: tuple[str, ...] = ()
    count: int | None = None
    text: str | None = None
    breaks: str | None = None
    outcome: str | None = None
    settings: Pairs = ()
    span: Span = field(default=Span(0, 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ExerciseKey:
    """The exercise of an answer key: its title, its expectations, and settings for the whole
    exercise, such as its points."""

    title: str | None
    expectations: tuple[Expectation, ...]
    settings: Pairs = ()


@dataclass(frozen=True)
class Diagram:
    """A causal loop diagram.

    Attributes
    ----------
    title : the title, or None.
    variables, links : in the order in which the file names them.
    loops : the loops that the file declares; `Report.loops` are those that were found.
    interventions : the interventions that the file describes.
    exercise : the expected answer, if the file is the answer key of an exercise.
    sectors : the named parts of the diagram, each with its variables.
    runs : the runs over time that the file states.

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
    sectors: tuple[Sector, ...] = ()
    runs: tuple[RunPlan, ...] = ()

    @cached_property
    def _by_name(self) -> dict[str, Variable]:
        return {variable.name: variable for variable in self.variables}

    @cached_property
    def _by_ends(self) -> dict[tuple[str, str], Link]:
        return {link.ends: link for link in self.links}

    def variable(self, name: str) -> Variable | None:
        """Return the variable with that name, or None."""
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
        """The variables that are marked as given from outside, by `constant` or `outside "…"`."""
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

    @cached_property
    def _ways_back(self) -> dict[Ends, int]:
        """For each link from a variable with a goal, the number of links of the shortest way round
        from more of the variable to less of it."""
        goals = (v.name for v in self.variables if v.goal is not None)
        found = {
            link.ends: self._way_back(link) for name in goals for link in self.links_from[name]
        }
        return {ends: length for ends, length in found.items() if length}

    def _way_back(self, first: Link) -> int:
        """The number of links of the shortest way round that begins with a link; 0 if none does. A
        way that passes a variable twice counts, too."""
        edge = {(first.effect, -1 if first.polarity == "-" else 1)}
        reached, length = set(edge), 1
        while edge:
            if (first.cause, -1) in edge:
                return length
            length += 1
            edge = {
                (link.effect, -sign if link.polarity == "-" else sign)
                for cause, sign in edge
                for link in self.links_from[cause]
                if link.polarity != "?"
            }
            edge -= reached
            reached |= edge
        return 0

    def to_networkx(self) -> networkx.DiGraph[str]:
        """Return the diagram as a networkx `DiGraph` with `polarity` and `delay` on edges.

        >>> Diagram(variables=(Variable("A"),), links=(Link("A", "A", "-"),)).to_networkx().edges
        OutEdgeView([('A', 'A')])
        """
        import networkx  # takes 130 ms, so it is imported only here

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
