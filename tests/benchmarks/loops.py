"""How fast all loops are counted and listed, beside networkx and rustworkx, in one run.

Run by hand: `pip install -e '.[bench]' && python tests/benchmarks/loops.py [FOLDER]`, where the
folder holds models as `source,target,sign` tables (else the one beside the project, or
`CLD_GRAPHS`); random signed diagrams need none. Prints a table of times and ratios and checks
that all counts agree; a peer that takes longer than a minute is stopped. Where a sign is not
known it is read as `+`, so that networkx has the same work.
"""

from __future__ import annotations

import csv
import multiprocessing
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import networkx
import rustworkx

from cld.core.diagram import Diagram, Link, Variable
from cld.loops.basis import independent_loops
from cld.loops.space import LoopSpace, loop_space

BESIDE = Path(__file__).resolve().parents[3] / "shared" / "graphs"
FOLDER = Path(os.environ.get("CLD_GRAPHS") or BESIDE)
PATIENCE = 60.0
SHORTEST = 10_000
LISTED_UP_TO = 5_000_000
# Variables and links a variable of the random diagrams.
RANDOM = ((10, 2.0), (20, 2.0), (40, 1.5), (45, 2.5), (60, 2.5), (100, 1.6))

Result = tuple[float, object]


def model(path: Path) -> Diagram:
    """Read a table of links."""
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = dict.fromkeys(row[end] for row in rows for end in ("source", "target"))
    links = (Link(r["source"], r["target"], "-" if r["sign"] == "-" else "+") for r in rows)
    return Diagram(path.stem, tuple(map(Variable, names)), tuple(links))


def drawn(size: int, degree: float) -> Diagram:
    """Draw a random signed diagram, always the same."""
    draw = random.Random(size)
    names = [f"V{number}" for number in range(size)]
    pairs = [(a, b) for a in names for b in names if a != b]
    links = (Link(a, b, draw.choice("+-")) for a, b in draw.sample(pairs, int(size * degree)))
    title = f"random, {size} variables, degree {degree:g}"
    return Diagram(title, tuple(map(Variable, names)), tuple(links))


# -- what is measured: each returns what it found --


def count(diagram: Diagram) -> tuple[int, int]:
    """Count reinforcing and balancing loops, from the diagram on."""
    counts = space_of(diagram).counts
    return counts.R, counts.B


def count_through(diagram: Diagram) -> int:
    """Count as well through every variable and link."""
    space = space_of(diagram)
    return len(space.through) + len(space.through_variables)


def shortest(diagram: Diagram) -> int:
    """List the shortest loops, each as the links it runs through."""
    return len(list(islice(space_of(diagram).shortest(), SHORTEST)))


def independent(diagram: Diagram) -> int:
    """Find the shortest independent loop set."""
    return len(independent_loops(diagram).loops)


def every(diagram: Diagram) -> tuple[int, int]:
    """List every loop with its sign."""
    kinds = [0, 0]
    for sign in space_of(diagram).signs():
        kinds[sign < 0] += 1
    return kinds[0], kinds[1]


def by_networkx(diagram: Diagram) -> tuple[int, int]:
    """Count with signs by networkx, one by one."""
    graph = networkx.DiGraph()
    for link in diagram.links:
        graph.add_edge(link.cause, link.effect, sign=-1 if link.polarity == "-" else 1)
    kinds = [0, 0]
    for cycle in networkx.simple_cycles(graph):
        sign, before = 1, cycle[-1]
        for name in cycle:
            sign *= graph[before][name]["sign"]
            before = name
        kinds[sign < 0] += 1
    return kinds[0], kinds[1]


def by_rustworkx(diagram: Diagram) -> int:
    """Count without signs by rustworkx, one by one."""
    graph = rustworkx.PyDiGraph()
    index = {variable.name: graph.add_node(variable.name) for variable in diagram.variables}
    for link in diagram.links:
        graph.add_edge(index[link.cause], index[link.effect], None)
    return sum(1 for _ in rustworkx.simple_cycles(graph))


def space_of(diagram: Diagram) -> LoopSpace:
    """Return all loops of a diagram."""
    found = loop_space(diagram)
    if not isinstance(found, LoopSpace):
        raise SystemExit(f"{diagram.title}: too large, some {found.states:,.0f} states")
    return found


# -- measuring --


def seconds(work: Callable[[Diagram], object], diagram: Diagram) -> Result:
    """Return the best of three runs and what they found; one run where it takes long."""
    best, found = float("inf"), None
    for _ in range(3):
        start = time.perf_counter()
        found = work(diagram)
        best = min(best, time.perf_counter() - start)
        if best > 2:
            break
    return best, found


def within(work: Callable[[Diagram], object], diagram: Diagram) -> Result | None:
    """Return the same from a process that is stopped when it takes too long."""
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=_send, args=(sender, work, diagram))
    process.start()
    result: Result | None = receiver.recv() if receiver.poll(PATIENCE) else None
    process.kill()
    process.join()
    return result


def _send(sender: object, work: Callable[[Diagram], object], diagram: Diagram) -> None:
    sender.send(seconds(work, diagram))  # type: ignore[attr-defined]


def diagrams(folder: Path) -> Iterator[Diagram]:
    """The models of a folder, if there is one, and random diagrams."""
    yield from map(model, sorted(folder.glob("*.csv")))
    for size, degree in RANDOM:
        yield drawn(size, degree)


def shown(result: Result | None) -> str:
    """A time in milliseconds, or that it was stopped."""
    return f"{result[0] * 1000:10,.1f}" if result else f"  > {PATIENCE * 1000:,.0f}"


def main() -> None:
    """Print the table."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    columns = (
        "count",
        "through",
        "10,000 first",
        "independent",
        "every one",
        "networkx",
        "rustworkx",
    )
    print(f"{'milliseconds':<34}{'loops':>14}" + "".join(f"{c:>14}" for c in columns))
    for diagram in diagrams(folder):
        counted = seconds(count, diagram)
        reinforcing, balancing = counted[1]  # type: ignore[misc]
        loops = reinforcing + balancing
        listed = seconds(every, diagram) if loops <= LISTED_UP_TO else None
        peers = within(by_networkx, diagram), within(by_rustworkx, diagram)
        for found, known in zip((listed, *peers), (counted[1], counted[1], loops), strict=True):
            if found is not None and found[1] != known:
                raise SystemExit(f"{diagram.title}: {found[1]} is not {known}")
        asked = [seconds(work, diagram) for work in (count_through, shortest, independent)]
        times = [counted, *asked, listed]
        cells = [shown(t) if t else "-" for t in times] + [shown(peer) for peer in peers]
        print(f"{diagram.title:<34}{loops:>14,}" + "".join(f"{cell:>14}" for cell in cells))
        ratio = (peers[0][0] if peers[0] else PATIENCE) / counted[0]
        more = "" if peers[0] else "more than "
        each = f", listed {peers[0][0] / listed[0]:.1f}" if peers[0] and listed else ""
        print(f"{'':<34}counted {more}{ratio:,.0f} times as fast as networkx{each}")


if __name__ == "__main__":
    main()
