"""Sweeps over a kernel and gathers all its loops, equal beginnings only once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cld.loops.dag import NOTHING, Alternative, Dag, Node
from cld.loops.kernel import Adjacent

# What a place of a state says of the open vertex there. A beginning of a path is BEGIN + 2·place
# of its end, an end END + 2·place of its beginning. What can no longer be used is SPENT.
SPENT, FREE, BEGIN, END = 0, 1, 2, 3
# Links to open vertices that a state meets on average in models of any real shape; where there
# are more, a sweep takes long before it holds too many states.
WAYS_A_STATE = 6
# Places are numbers of one byte, so no more vertices than this can be open at once.
MOST_OPEN = 120

State = bytes


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """What taking one vertex means: where it is kept, and its links to open vertices.

    `place` is -1 for a vertex that no later one is linked to. `ways_in` and `ways_out` hold
    for each link its node, the place of the other end, and whether that end, untouched so
    far, may begin or end a path here. `stays_open_in` and `_out` tell whether later vertices
    lead to it, or it to them. `no_begin` and `no_end` are places where from now on no path
    may begin or end; `closed` those of which one or the other holds.
    """

    place: int
    ways_in: tuple[tuple[Node, int, bool], ...]
    ways_out: tuple[tuple[Node, int, bool], ...]
    stays_open_in: bool
    stays_open_out: bool
    no_begin: tuple[int, ...]
    no_end: tuple[int, ...]
    closed: tuple[int, ...]


class TooManyStatesError(Exception):
    """A sweep holds more states than it may."""


def sweep(
    dag: Dag, out: Adjacent, into: Adjacent, order: Sequence[int], most_states: int
) -> list[Alternative]:
    """Return the loops of a part of a kernel, as alternatives of a node of `dag`.

    Vertices are taken in order. A state says of each vertex that still has links to come:
    untouched, spent, or beginning or end of a path and where its other end lies. Equal states
    are one node. A path that closes while no other is open is a loop. Raises
    `TooManyStatesError` where more than `most_states` states come up.

    References
    ----------
    D. E. Knuth, The Art of Computer Programming 4A, 7.1.4 (Simpath); J. Kawahara et al.,
    Frontier-based search for enumerating all constrained subgraphs with compressed
    representation, IEICE Trans. Fundamentals E100-A(9), 2017. Here directed, with mates.

    >>> dag = Dag()
    >>> a, b = dag.leaf(0), dag.leaf(1)
    >>> sweep(dag, {0: {1: a}, 1: {0: b}}, {0: {1: b}, 1: {0: a}}, [0, 1], 10)
    [(0, 1, 2)]
    """
    steps = _steps(out, into, order)
    width = max((step.place + 1 for step in steps), default=0)
    if width > MOST_OPEN:
        raise TooManyStatesError
    loops: list[Alternative] = []
    most_ways = WAYS_A_STATE * most_states
    states: dict[State, Node] = {bytes(width): NOTHING}
    count = ways = 0
    for step in steps:
        following: dict[State, list[Alternative]] = {}
        for state, node in states.items():
            _take(step, state, node, following, loops)
            ways += len(step.ways_in) + len(step.ways_out) + 1
            if len(following) > most_states - count or ways > most_ways:
                raise TooManyStatesError
        count += len(following)
        states = {state: _node(dag, ways) for state, ways in following.items()}
    return loops


def _take(
    step: Step,
    state: State,
    node: Node,
    following: dict[State, list[Alternative]],
    loops: list[Alternative],
) -> None:
    """Add the states that follow when the vertex of a step is left aside or passed."""
    here = step.place
    new = bytearray(state)
    if here >= 0:
        new[here] = FREE if step.stays_open_in and step.stays_open_out else SPENT
    _put(step, new, (node,), following)
    sources = [way for way in step.ways_in if state[way[1]] % 2]  # untouched, or an end
    targets = [way for way in step.ways_out if _begins(state[way[1]])]
    if step.stays_open_in:
        for chains, place, may_end in targets:
            if may_end or state[place] != FREE:
                new = bytearray(state)
                end = _other_end(new, place, BEGIN)
                new[here], new[end] = BEGIN + 2 * end, END + 2 * here
                _put(step, new, (node, chains), following)
    for chains, place, may_begin in sources:
        if step.stays_open_out and (may_begin or state[place] != FREE):
            new = bytearray(state)
            begin = _other_end(new, place, END)
            new[here], new[begin] = END + 2 * begin, BEGIN + 2 * here
            _put(step, new, (node, chains), following)
        for further, other, may_end in targets:
            if place == other or state[place] == END + 2 * other:
                # The path closes; a loop, where it is the only one.
                paths = 0 if place == other else 2
                if len(state.translate(None, _NO_PATH)) == paths:
                    loops.append((node, chains, further))
            elif (may_begin or state[place] != FREE) and (may_end or state[other] != FREE):
                new = bytearray(state)
                begin, end = _other_end(new, place, END), _other_end(new, other, BEGIN)
                new[begin], new[end] = BEGIN + 2 * end, END + 2 * begin
                if here >= 0:
                    new[here] = SPENT
                _put(step, new, (node, chains, further), following)


_NO_PATH = bytes((SPENT, FREE))


def _begins(code: int) -> bool:
    """Whether a way may lead to a vertex: it is untouched, or a path begins there."""
    return code == FREE or (code >= BEGIN and code % 2 == 0)


def _other_end(state: bytearray, place: int, kind: int) -> int:
    """Join a path at its beginning or end, or an untouched vertex; return where the joined
    path's other end lies."""
    code = state[place]
    if code == FREE:
        return place
    state[place] = SPENT
    return (code - kind) >> 1


def _put(
    step: Step, new: bytearray, way: Alternative, following: dict[State, list[Alternative]]
) -> None:
    """Add a way to a state, unless a path of it can no longer be continued."""
    for place in step.no_begin:
        if new[place] >= BEGIN and new[place] % 2 == 0:
            return
    for place in step.no_end:
        if new[place] >= END and new[place] % 2:
            return
    for place in step.closed:
        if new[place] == FREE:
            new[place] = SPENT
    following.setdefault(bytes(new), []).append(way)


def _node(dag: Dag, ways: list[Alternative]) -> Node:
    """A state that is reached in one way, and by no link, is the state before."""
    if len(ways) == 1 and len(ways[0]) == 1:
        return ways[0][0]
    return dag.node(ways)


def _steps(out: Adjacent, into: Adjacent, order: Sequence[int]) -> list[Step]:
    at = {vertex: number for number, vertex in enumerate(order)}
    last_in = {v: max((at[u] for u in into[v]), default=-1) for v in order}
    last_out = {v: max((at[w] for w in out[v]), default=-1) for v in order}
    places: dict[int, int] = {}
    unused: list[int] = []
    steps = []
    for now, vertex in enumerate(order):
        open_ = list(places)
        stays = max(last_in[vertex], last_out[vertex]) > now
        if stays:
            places[vertex] = unused.pop() if unused else len(places)
        steps.append(
            Step(
                places.get(vertex, -1),
                tuple(
                    (chains, places[u], last_in[u] > now)
                    for u, chains in into[vertex].items()
                    if at[u] < now
                ),
                tuple(
                    (chains, places[w], last_out[w] > now)
                    for w, chains in out[vertex].items()
                    if at[w] < now
                ),
                last_in[vertex] > now,
                last_out[vertex] > now,
                tuple(places[v] for v in open_ if last_in[v] == now),
                tuple(places[v] for v in open_ if last_out[v] == now),
                tuple(places[v] for v in open_ if now in (last_in[v], last_out[v])),
            )
        )
        gone = [v for v in places if max(last_in[v], last_out[v]) <= now]
        unused.extend(places.pop(v) for v in gone)
    return steps
