"""What hypothesis draws: names of any Unicode, diagrams of every kind."""

from __future__ import annotations

from math import inf

from hypothesis import strategies as st

from cld.core.diagram import Diagram, Goal, Link, LoopDeclaration, Sector, Variable
from cld.core.plans import PlannedIntervention, RunPlan, TimedPush
from cld.core.quantities import Delay, Gain
from cld.core.text import fold

# A carriage return ends a line wherever it stands, so no text of a file can hold one.
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=20)
NAMES = ANY_TEXT.map(fold).filter(bool)
WORDS = st.text(alphabet="abc é负0123456789.-<=/", min_size=1, max_size=8).map(fold).filter(bool)
KEYS = st.sampled_from(["colour", "owner", "weight"])

LENGTHS = st.sampled_from([0.0, 0.001, 0.25, 15.0, 60.0, 90.0, 180.0, 3600.0, 86400.0 * 1.5])
DELAYS = st.one_of(
    st.just(Delay()),
    st.just(Delay(smooth=True)),
    st.builds(lambda s, smooth: Delay(s, s, True, smooth), LENGTHS, st.booleans()),
    st.builds(lambda a, b: Delay(min(a, b), max(a, b), True), LENGTHS, LENGTHS),
)
GAINS = st.builds(
    Gain, st.sampled_from([0.5, 1.0, 2.0, 3.25]), st.sampled_from([None, 1.0, 60.0, 3600.0])
)
GOALS = st.builds(Goal, st.sampled_from(["", "<=", ">=", "="]), st.just("200ms"))


@st.composite
def diagrams(draw: st.DrawFn, most: int = 6, plain: bool = False) -> Diagram:
    """A diagram; `plain` ones hold names, links, polarities, delays and loops alone."""
    names = draw(st.lists(NAMES, unique=True, max_size=most))
    ends = st.tuples(st.sampled_from(names), st.sampled_from(names)) if names else st.nothing()
    pairs = draw(st.lists(ends, unique=True, max_size=3 * most)) if names else []
    links = tuple(draw(_link(*pair, plain)) for pair in pairs)
    variables = tuple(Variable(name) if plain else draw(_variable(name)) for name in names)
    loops = draw(st.lists(_loop(names), max_size=2)) if names else []
    if plain:
        return Diagram(None, variables, links, tuple(loops))
    title = draw(st.one_of(st.none(), ANY_TEXT))
    sectors = (
        draw(st.lists(_sector(names), max_size=2, unique_by=lambda s: s.name)) if names else []
    )
    runs = tuple(draw(st.lists(_run(names), max_size=2))) if names else ()
    return Diagram(title, variables, links, tuple(loops), sectors=tuple(sectors), runs=runs)


@st.composite
def _run(draw: st.DrawFn, names: list[str]) -> RunPlan:
    times = st.sampled_from([0.25, 1.0, 90.0, 3600.0])
    amounts = st.sampled_from([1.0, -60.0, 0.125, 1e6])
    name = st.sampled_from(names)
    pushes = st.one_of(
        st.builds(TimedPush, st.just("step"), name, amounts, times, st.one_of(times, st.just(inf))),
        st.builds(TimedPush, st.just("jump"), name, amounts, times),
        st.builds(TimedPush, st.just("hold"), name, amounts),
    )
    begin = st.builds(PlannedIntervention, ANY_TEXT, st.one_of(st.just(0.0), times))
    return RunPlan(
        draw(ANY_TEXT),
        tuple(draw(st.lists(pushes, max_size=3))),
        draw(st.one_of(st.none(), times)),
        tuple(draw(st.lists(name, unique=True, max_size=3))),
        tuple(draw(st.lists(begin, max_size=2))),
    )


def _link(cause: str, effect: str, plain: bool) -> st.SearchStrategy[Link]:
    polarity = st.sampled_from(["+", "-", "?"])
    delay = st.one_of(st.none(), DELAYS)
    if plain:
        return st.builds(lambda p, d: Link(cause, effect, p, d), polarity, delay)
    return st.builds(
        Link,
        st.just(cause),
        st.just(effect),
        polarity,
        delay,
        st.one_of(st.none(), GAINS),
        st.booleans(),
        st.one_of(st.none(), st.sampled_from([30.0, -12.5])),
        st.lists(ANY_TEXT, unique=True, max_size=2).map(tuple),
        st.dictionaries(KEYS, WORDS, max_size=1).map(lambda d: tuple(d.items())),
    )


def _variable(name: str) -> st.SearchStrategy[Variable]:
    return st.builds(
        Variable,
        st.just(name),
        st.sampled_from(["auxiliary", "stock", "flow", "constant"]),
        st.one_of(st.none(), GOALS),
        st.one_of(st.none(), WORDS),
        st.one_of(st.none(), LENGTHS.map(lambda s: Delay(s, s, True))),
        st.none(),
        st.one_of(st.none(), WORDS),
        st.none(),
        st.one_of(st.none(), st.just((120.0, -80.5))),
        st.lists(ANY_TEXT.filter(str.strip), unique=True, max_size=2).map(tuple),
        st.just(()),
        st.lists(ANY_TEXT, unique=True, max_size=2).map(tuple),
        st.dictionaries(KEYS, WORDS, max_size=1).map(lambda d: tuple(d.items())),
    )


def _sector(names: list[str]) -> st.SearchStrategy[Sector]:
    members = st.lists(st.sampled_from(names), min_size=1, max_size=4, unique=True).map(tuple)
    return st.builds(Sector, ANY_TEXT, members)


def _loop(names: list[str]) -> st.SearchStrategy[LoopDeclaration]:
    members = st.lists(st.sampled_from(names), min_size=1, max_size=4).map(tuple)
    return st.builds(
        LoopDeclaration,
        st.one_of(st.none(), st.sampled_from(["R1", "B2", "U7"])),
        st.one_of(st.none(), ANY_TEXT),
        st.sampled_from([None, "R", "B"]),
        members,
    )
