"""Sweeps over a kernel and collects all its loops, with equal partial states only once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cld.loops.dag import NOTHING, Alternative, Dag, Node
from cld.loops.kernel import Adjacent

# The values of a state for an open vertex: the beginning of a path is BEGIN + 2·place of its end,
# an end is END + 2·place of its beginning. A vertex that can no longer be used is SPENT.
SPENT, FREE, BEGIN, END = 0, 1, 2, 3
# Places are numbers of one byte, so at most this many vertices can be open at once.
MOST_OPEN = 120
# The number of states between checks whether to continue.
AT_ONCE = 2_000

SweepState = bytes
Following = defaultdict[SweepState, list[Alternative]]
# A link to an open vertex: its node, the place of its other end, whether a path may begin or end
# there if it is untouched until now, and whether a path that does so already must take this link
# because it is the last one.
OpenLink = tuple[Node, int, bool, bool]


@dataclass(frozen=True, slots=True)
class Bounds:
    """The limits of a sweep on states and transitions, and the function that is asked whether to
    continue, with the number of the current vertex and the share of it that is done, from 0 to 1.
    """

    states: int
    ways: int
    goes_on: Callable[[int, float], bool]


class GaveUpError(Exception):
    """A sweep would exceed its limits, or was stopped."""


@dataclass(frozen=True, slots=True, eq=False)
class SweepStep:
    """The data for taking one vertex: its place, and its links to open vertices.

    `place` is -1 for a vertex that no later one is linked to. `stays_open_in` and `_out` are
    whether later vertices lead to it, or it to them. `closed` are the places where this vertex is
    the last that can use a vertex that is untouched. `rounds` are the loops with one other vertex.
    """

    place: int
    ways_in: tuple[OpenLink, ...]
    ways_out: tuple[OpenLink, ...]
    stays_open_in: bool
    stays_open_out: bool
    closed: tuple[int, ...]
    rounds: tuple[Alternative, ...]


def sweep(
    dag: Dag, out: Adjacent, into: Adjacent, order: Sequence[int], bounds: Bounds
) -> list[Alternative]:
    """Return the loops of a part of a kernel, as alternatives of a node of `dag`.

    Vertices are taken in order. A state records for each vertex with links still to come:
    untouched, spent, or beginning or end of a path, and where the other end of the path is. Equal
    states are one node. A path that closes while no other is open is a loop. Raises `GaveUpError`
    if the limits are reached.

    References
    ----------
    D. E. Knuth, The Art of Computer Programming 4A, 7.1.4 (Simpath); J. Kawahara et al.,
    Frontier-based search for enumerating all constrained subgraphs with compressed
    representation, IEICE Trans. Fundamentals E100-A(9), 2017. Here directed, with mates.

    >>> dag = Dag()
    >>> a, b = dag.leaf(0), dag.leaf(1)
    >>> bounds = Bounds(10, 10, lambda vertex, part: True)
    >>> sweep(dag, {0: {1: a}, 1: {0: b}}, {0: {1: b}, 1: {0: a}}, [0, 1], bounds)
    [(0, 1, 2)]
    """
    steps = _steps(out, into, order)
    width = max((step.place + 1 for step in steps), default=0)
    if width > MOST_OPEN:
        raise GaveUpError
    loops: list[Alternative] = []
    states: dict[SweepState, Node] = {bytes(width): NOTHING}
    count = ways = looked_at = 0
    for number, step in enumerate(steps):
        following: Following = defaultdict(list)
        before = looked_at
        for state, node in states.items():
            if looked_at % AT_ONCE == 0:
                _check(bounds, count + len(following), ways)
                if not bounds.goes_on(number, (looked_at - before) / len(states)):
                    raise GaveUpError
            looked_at += 1
            ways += _take(step, state, node, following, loops)
        loops += step.rounds
        left = len(steps) - number - 1
        if left <= width // 2:
            following = _completable(following, left)
        count += len(following)
        _check(bounds, count, ways)
        states = {state: _node(dag, ways) for state, ways in following.items()}
    return loops


def _check(bounds: Bounds, states: int, ways: int) -> None:
    if states > bounds.states or ways > bounds.ways:
        raise GaveUpError


def _take(
    step: SweepStep, state: SweepState, node: Node, following: Following, loops: list[Alternative]
) -> int:
    """Add the states that follow when the vertex of a step is skipped or passed; return the number
    of transitions."""
    # The vertices that can be joined: node, place, and the place of the other end of the path.
    sources, targets, due_in, due_out = [], [], [], []
    for chains, place, may_begin, is_last in step.ways_in:
        code = state[place]
        if code == FREE:
            if may_begin:
                sources.append((chains, place, place))
        elif code % 2:
            sources.append((chains, place, (code - END) >> 1))
            if is_last:
                due_in.append(sources[-1])
    for chains, place, may_end, is_last in step.ways_out:
        code = state[place]
        if code == FREE:
            if may_end:
                targets.append((chains, place, place))
        elif code and not code % 2:
            targets.append((chains, place, (code - BEGIN) >> 1))
            if is_last:
                due_out.append(targets[-1])
    if due_in or due_out:
        if len(due_in) > 1 or len(due_out) > 1:
            return 1
        sources, targets = due_in or sources, due_out or targets
    left = bytearray(state)
    for place in step.closed:
        if left[place] == FREE:
            left[place] = SPENT
    here = step.place
    if not due_in and not due_out:
        if here >= 0:
            left[here] = FREE if step.stays_open_in and step.stays_open_out else SPENT
        following[bytes(left)].append((node,))
    if here >= 0:
        left[here] = SPENT
    if step.stays_open_in and not due_in:
        for chains, place, end in targets:
            new = left[:]
            new[place] = SPENT
            new[here], new[end] = BEGIN + 2 * end, END + 2 * here
            following[bytes(new)].append((node, chains))
    if step.stays_open_out and not due_out:
        for chains, place, begin in sources:
            new = left[:]
            new[place] = SPENT
            new[here], new[begin] = END + 2 * begin, BEGIN + 2 * here
            following[bytes(new)].append((node, chains))
    for chains, place, begin in sources:
        for further, other, end in targets:
            if begin != other:
                new = left[:]
                new[place] = new[other] = SPENT
                new[begin], new[end] = BEGIN + 2 * end, END + 2 * begin
                following[bytes(new)].append((node, chains, further))
            elif place != other and _paths(state) == 1:
                loops.append((node, chains, further))
    return (len(sources) + 1) * (len(targets) + 1)


_FREE, _SPENT = bytes((FREE,)), bytes((SPENT,))
_NO_PATH = _FREE + _SPENT


def _paths(state: SweepState) -> int:
    """The number of open paths."""
    return len(state.translate(None, _NO_PATH)) // 2


def _completable(following: Following, left: int) -> Following:
    """The states that can still become a loop: each open path needs one of the remaining vertices
    to continue. If the paths need them all, untouched vertices can no longer be used."""
    found: Following = defaultdict(list)
    for state, ways in following.items():
        paths = _paths(state)
        if paths <= left:
            found[state.replace(_FREE, _SPENT) if paths == left else state] += ways
    return found


def _node(dag: Dag, ways: list[Alternative]) -> Node:
    """A node for a state; a state reached in one way, and by no link, is the state before."""
    if len(ways) == 1 and len(ways[0]) == 1:
        return ways[0][0]
    return dag.node(ways)


def _steps(out: Adjacent, into: Adjacent, order: Sequence[int]) -> list[SweepStep]:
    at = {vertex: number for number, vertex in enumerate(order)}
    last_in = {v: max((at[u] for u in into[v]), default=-1) for v in order}
    last_out = {v: max((at[w] for w in out[v]), default=-1) for v in order}
    places: dict[int, int] = {}
    unused: list[int] = []
    steps = []
    for now, vertex in enumerate(order):
        if max(last_in[vertex], last_out[vertex]) > now:
            places[vertex] = unused.pop() if unused else len(places)
        causes = [u for u in into[vertex] if at[u] < now]
        effects = [w for w in out[vertex] if at[w] < now]
        way_in = {
            u: (into[vertex][u], places[u], last_in[u] > now, last_out[u] == now) for u in causes
        }
        way_out = {
            w: (out[vertex][w], places[w], last_out[w] > now, last_in[w] == now) for w in effects
        }
        steps.append(
            SweepStep(
                places.get(vertex, -1),
                tuple(way_in.values()),
                tuple(way_out.values()),
                last_in[vertex] > now,
                last_out[vertex] > now,
                tuple(places[v] for v in places if now in (last_in[v], last_out[v])),
                tuple((NOTHING, way_in[w][0], way_out[w][0]) for w in effects if w in way_in),
            )
        )
        gone = [v for v in places if max(last_in[v], last_out[v]) <= now]
        unused.extend(places.pop(v) for v in gone)
    return steps
