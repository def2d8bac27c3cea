"""Finds the loops of a diagram one by one: all of them or, past a limit, the shortest first."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cld.core.watch import Watch, unwatched
from cld.loops.components import Successors, components

Cycle = tuple[int, ...]

DEFAULT_LIMIT = 10_000
# Steps are extensions of a path, about 2 million a second. The limit does not depend on the clock,
# so the same file gives the same result everywhere.
WHOLE_STEPS = 1_000_000
ROOT_STEPS = 1_000_000
ROOTS_A_STEP = 3
SHORTEST_STEPS = 4_000_000
# The number of steps between checks whether to continue.
STEPS_A_LOOK = 16_000
# Storing a cycle counts as one step for this many links, because every stored cycle takes memory.
LINKS_A_STEP = 4


@dataclass(frozen=True, slots=True)
class Cycles:
    """Cycles as tuples of vertices, shortest first; each begins with its smallest vertex unless
    stated otherwise.

    `complete` is False if there may be more cycles than `cycles` contains.
    """

    cycles: tuple[Cycle, ...]
    complete: bool


class _OutOfStepsError(Exception):
    """The limit on work is reached."""


class _Steps:
    def __init__(self, steps: float, watch: Watch = unwatched) -> None:
        self.left, self.steps, self.watch = int(steps), steps, watch
        self.next_look = self.left

    def take(self, count: int = 1) -> None:
        self.left -= count
        if self.left < 0:
            raise _OutOfStepsError
        if self.left < self.next_look:
            self.next_look = self.left - STEPS_A_LOOK
            if not self.watch("looking for loops one by one", 1 - self.left / self.steps):
                raise _OutOfStepsError


def find_cycles(
    successors: Successors,
    limit: int = DEFAULT_LIMIT,
    steps: int = WHOLE_STEPS,
    watch: Watch = unwatched,
) -> Cycles:
    """Return the simple directed cycles of a graph, self-loops included.

    Parameters
    ----------
    successors : for each vertex 0 … n-1 the vertices its links lead to, each once.
    limit : the maximum number of cycles to return if they cannot all be found within a limit on
        work; the shortest are returned then.
    steps : the limit on work.
    watch : may stop the search; the cycles found until then are returned, and at least one if any
        exists.

    Returns
    -------
    The cycles in order of length, then of their vertices: all of them, if all could be found.

    References
    ----------
    Depth-first search from each cycle's smallest vertex within its strongly connected component (R.
    Tarjan, SIAM J. Comput. 1(2), 1972; 2(3), 1973), limited to vertices from which the rest of the
    path can still return; with increasing length if a full search is too much.

    >>> find_cycles([[1], [0, 2], [0, 2]]).cycles
    ((2,), (0, 1), (0, 1, 2))
    """
    roots = _roots(successors, watch)
    whole, shortest = (_Steps(watch.effort * most, watch) for most in (steps, SHORTEST_STEPS))
    if roots is None:
        found = _shortest_anywhere(successors, limit, shortest)
    else:
        found = _search(roots, True, len(successors), limit, whole, shortest)
    if found.complete or found.cycles:
        return found
    return Cycles(_first(successors)[:limit], complete=False)


def _first(successors: Successors) -> tuple[Cycle, ...]:
    """A shortest cycle through the smallest vertex that is in a strongly connected component, if
    there is one: so a diagram with loops is never reported to have none."""
    for start, *others in components(successors)[:1]:
        inside = {start, *others}
        before: dict[int, int] = {}
        queue = deque([start])
        while start not in before:
            current = queue.popleft()
            for target in successors[current]:
                if target in inside and target not in before:
                    before[target] = current
                    queue.append(target)
        path = [before[start]]
        while path[-1] != start:
            path.append(before[path[-1]])
        return (tuple(reversed(path)),)
    return ()


def find_cycles_through(
    successors: Successors,
    links: Sequence[tuple[int, int]],
    limit: int = DEFAULT_LIMIT,
    steps: int = WHOLE_STEPS,
) -> Cycles:
    """Return the simple directed cycles that pass at least one of the given links.

    As `find_cycles`, but each cycle begins with the first of these links that it passes, and if not
    all can be found, the shortest are searched within the same limit.

    >>> find_cycles_through([[1], [0, 2], [0, 2]], [(1, 2)]).cycles
    ((1, 2, 0),)
    """
    left = {vertex: list(targets) for vertex, targets in enumerate(successors)}
    roots, all_roots = [], True
    bound = _Steps(ROOTS_A_STEP * steps)
    # A cycle stays within one component.
    part_of = {v: part for part in map(set, components(successors)) for v in part}
    try:
        for cause, effect in links:
            inside = part_of.get(cause, set())
            if effect not in left[cause] or effect not in inside:
                continue
            only = {**left, cause: [effect]}
            roots.append(_root(cause, only, inside, bound))
            left[cause] = [target for target in left[cause] if target != effect]
    except _OutOfStepsError:
        all_roots = False
    return _search(roots, all_roots, len(successors), limit, _Steps(steps), _Steps(steps))


def _search(
    roots: list[_Root],
    all_roots: bool,
    longest: int,
    limit: int,
    whole: _Steps,
    shortest: _Steps,
) -> Cycles:
    found: list[Cycle] = []
    if all_roots:
        try:
            for root in roots:
                _from_root(root, longest, found.append, whole)
            return Cycles(tuple(sorted(found, key=_by_length)), complete=True)
        except _OutOfStepsError:
            pass
    return _shortest(roots, longest, limit, shortest)


def _by_length(cycle: Cycle) -> tuple[int, Cycle]:
    return len(cycle), cycle


def _shortest(roots: list[_Root], longest: int, limit: int, steps: _Steps) -> Cycles:
    """The shortest cycles, length by length, until there are enough or the work is too much."""
    in_order = sorted(roots, key=lambda root: root.vertex)
    return _length_by_length(lambda length: iter(in_order), longest, limit, steps)


def _length_by_length(
    roots: Callable[[int], Iterator[_Root]], longest: int, limit: int, steps: _Steps
) -> Cycles:
    """The shortest cycles through roots, which come in order of their vertices."""
    found: list[Cycle] = []
    level: list[Cycle] = []
    try:
        for length in range(1, longest + 1):
            for root in roots(length):
                _from_root(root, length, level.append, steps, length)
                # Cycles of further roots come later in the order.
                if len(found) + len(level) >= limit:
                    raise _OutOfStepsError
            found += sorted(level)
            level.clear()
    except _OutOfStepsError:
        found += sorted(level)
    return Cycles(tuple(found[:limit]), complete=False)


@dataclass(frozen=True, slots=True)
class _Root:
    """A vertex as the smallest of its cycles: the vertices they may use, and the distances back."""

    vertex: int
    successors: Successors | Mapping[int, Sequence[int]]
    back: dict[int, int]


def _shortest_anywhere(successors: Successors, limit: int, steps: _Steps) -> Cycles:
    """As `_shortest`, if there are too many roots to store: each searches only as far around itself
    as a cycle of that length can reach."""
    into: list[list[int]] = [[] for _ in successors]
    parts = components(successors)
    for part in parts:
        inside = set(part)
        for source in part:
            for target in successors[source]:
                if target in inside:
                    into[target].append(source)
    vertices = sorted(vertex for part in parts for vertex in part)

    def roots(length: int) -> Iterator[_Root]:
        for vertex in vertices:
            back = _around(vertex, into, length, steps)
            if vertex in back:
                yield _Root(vertex, successors, back)

    return _length_by_length(roots, len(successors), limit, steps)


def _around(vertex: int, into: Successors, longest: int, steps: _Steps) -> dict[int, int]:
    """Distances back to a vertex, up to the longest, from vertices that are not smaller."""
    back: dict[int, int] = {}
    edge = [vertex]
    for distance in range(1, longest + 1):
        further = []
        for current in edge:
            steps.take(len(into[current]))
            for source in into[current]:
                if source >= vertex and source not in back:
                    back[source] = distance
                    further.append(source)
        edge = further
    return back


def _roots(successors: Successors, watch: Watch) -> list[_Root] | None:
    """Return a root for each vertex that is the smallest of a cycle; None if that takes more steps
    than are left.

    Once the cycles through a vertex are covered, the vertex is removed, and the rest splits into
    smaller components (D. B. Johnson, SIAM J. Comput. 4(1), 1975).
    """
    roots: list[_Root] = []
    steps = _Steps(ROOT_STEPS, watch)
    pending = [set(component) for component in components(successors)]
    try:
        while pending:
            inside = pending.pop()
            vertex = min(inside)
            roots.append(_root(vertex, successors, inside, steps))
            inside.discard(vertex)
            within = {v: [w for w in roots[-1].successors[v] if w != vertex] for v in inside}
            steps.take(sum(map(len, within.values())))
            pending += [set(component) for component in components(within)]
    except _OutOfStepsError:
        return None
    return roots


def _root(
    vertex: int,
    successors: Successors | Mapping[int, Sequence[int]],
    inside: set[int],
    steps: _Steps,
) -> _Root:
    """Distances back to the vertex among the vertices it may use."""
    within = {v: [w for w in successors[v] if w in inside] for v in inside}
    into: dict[int, list[int]] = {v: [] for v in inside}
    for source, targets in within.items():
        steps.take(len(targets))
        for target in targets:
            into[target].append(source)
    back: dict[int, int] = {}
    queue = deque([(vertex, 0)])
    while queue:
        current, distance = queue.popleft()
        for source in into[current]:
            if source not in back:
                back[source] = distance + 1
                queue.append((source, distance + 1))
    return _Root(vertex, within, back)


def _from_root(
    root: _Root,
    longest: int,
    emit: Callable[[Cycle], None],
    steps: _Steps,
    shortest: int = 1,
) -> None:
    """Emit every cycle through the root of at least `shortest` and at most `longest` links."""
    start, successors, back = root.vertex, root.successors, root.back
    if back.get(start, longest + 1) > longest:
        return
    path, on_path = [start], {start}
    pending = [iter(successors[start])]
    while pending:
        for vertex in pending[-1]:
            steps.take()
            if vertex == start and len(path) >= shortest:
                steps.take(len(path) // LINKS_A_STEP)
                emit(tuple(path))
            elif vertex not in on_path and len(path) + back.get(vertex, longest) <= longest:
                path.append(vertex)
                on_path.add(vertex)
                pending.append(iter(successors[vertex]))
                break
        else:
            pending.pop()
            on_path.discard(path.pop())
