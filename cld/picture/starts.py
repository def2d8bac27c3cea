"""Where variables stand to begin with: several proposals, most of them by Graphviz."""

from __future__ import annotations

import math
import os
import shutil
import sysconfig
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain
from pathlib import Path

import numpy as np

from cld.core.watch import TookTooLongError
from cld.picture.arcs import Numbers
from cld.picture.plan import Plan
from cld.picture.spread import spread

PROGRAM = "graphviz-pure"
# What is asked of Graphviz takes it a second at most; what takes so long is stuck.
SECONDS = 120.0
AT_ONCE = 4
POINTS = 72.0
# Of more than so many links, or variables, some layouts make all they can in this many rounds;
# left alone they take minutes.
MANY_LINKS, MANY_VARIABLES = 300, 250
FEWER_ROUNDS = {
    "dot": {"nslimit": "0.1", "nslimit1": "0.1", "mclimit": "0.01"},
    "neato": {"maxiter": "60"},
}
# With so many more links than variables even that takes minutes.
MOST_CLOSED = {"dot": 1_000, "circo": 320}


def engine() -> str | None:
    """Return the program that gives places: the one `$CLD_DOT` names, the one installed with
    this package, or a `dot` of the system; None where there is none."""
    beside = Path(sysconfig.get_path("scripts")) / PROGRAM
    candidates = (os.environ.get("CLD_DOT"), str(beside), PROGRAM, "dot")
    return next((found for name in candidates if name and (found := shutil.which(name))), None)


def is_too_dense(engine: str, variables: int, links: int) -> bool:
    """Tell whether a Graphviz layout would take minutes for so many variables and links.

    >>> is_too_dense("circo", 60, 400), is_too_dense("neato", 60, 400)
    (True, False)
    """
    return links - variables > MOST_CLOSED.get(engine, links)


def proposals(
    plan: Plan, kinds: Iterable[tuple[str, int]], program: str | None = None
) -> list[Numbers]:
    """Return places for all variables, a proposal for each kind: the name of a Graphviz layout
    and a number to begin from, `circle`, `spread`, or `neato` with wanted distances as `rounds`.

    A layout that fails gives none. Variables that have a place stand there, the others around
    them. Raises TookTooLongError where Graphviz does not end.
    """
    program = program or engine()
    found = []
    by_layout: dict[str, list[str]] = {}
    for kind, number in kinds:
        if kind == "circle":
            found.append(circle(plan))
        elif kind == "spread":
            found.append(spread(len(plan.names), plan.links, plan.unit))
        else:
            by_layout.setdefault(_LAYOUT.get(kind, kind), []).append(_graph(plan, kind, number))
    if program is not None and by_layout:
        # Each is a process of its own that is waited for; they may run side by side.
        with ThreadPoolExecutor(AT_ONCE) as pool:
            run = partial(_run, program, len(plan.names))
            found += chain.from_iterable(pool.map(run, by_layout, by_layout.values()))
    return [_pinned(plan, places) for places in found or [circle(plan)]]


def _pinned(plan: Plan, places: Numbers) -> Numbers:
    """Turn and move places so that they fit those that are given, and take these as they are."""
    if not plan.at:
        return places
    pins = list(plan.at)
    wanted = np.array([plan.at[variable] for variable in pins])
    here, there = places[pins].mean(0), wanted.mean(0)
    before, after = places[pins] - here, wanted - there
    dot = float((before * after).sum())
    cross = float((before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]).sum())
    size = math.hypot(dot, cross)
    cos, sin = (dot / size, cross / size) if size > 0 else (1.0, 0.0)
    fitted = (places - here) @ np.array([[cos, sin], [-sin, cos]]) + there
    fitted[pins] = wanted
    return np.asarray(fitted)


_LAYOUT = {"rounds": "neato", "prism": "sfdp"}


def circle(plan: Plan) -> Numbers:
    """Return the variables on a circle: those of the longest loop in its order, then others."""
    longest = max(plan.loops, key=len, default=())
    order = [*longest, *(v for v in range(len(plan.names)) if v not in set(longest))]
    radius = plan.unit / (2 * math.sin(math.pi / max(3, len(order))))
    places = np.zeros((len(order), 2))
    for number, variable in enumerate(order):
        angle = 2 * math.pi * number / len(order)
        places[variable] = radius * math.sin(angle), -radius * math.cos(angle)
    return places


def _graph(plan: Plan, kind: str, number: int) -> str:
    """A graph in Graphviz's language, variables by number, sizes and lengths in inches."""
    import graphviz  # with all it loads: only where something is laid out

    directed = kind in ("dot",)
    overlap = "prism" if kind == "prism" else "false" if kind in ("sfdp", "fdp") else "true"
    about = {"start": str(number), "overlap": overlap, "splines": "none"}
    about |= {"nodesep": "0.6", "ranksep": "0.9", "rankdir": "TB", "K": f"{plan.unit / POINTS:.3f}"}
    if len(plan.links) > MANY_LINKS if directed else len(plan.names) > MANY_VARIABLES:
        about |= FEWER_ROUNDS.get(kind, {})
    node = {"shape": "box", "fixedsize": "true", "label": ""}
    # Lines of numbers need no quotes, and there may be a hundred thousand: the package takes them
    # as they are.
    lines = []
    for variable in range(len(plan.names)):
        wide, high = plan.wide[variable] / 36, plan.high[variable] / 36
        lines.append(f"{variable} [width={wide:.3f}, height={high:.3f}];\n")
    pairs = np.argwhere(np.triu(plan.weight) > 0) if kind == "rounds" else plan.links
    arrow = "->" if directed else "--"
    for a, b in pairs:
        if kind == "rounds":
            long, weight = plan.wanted[a, b] / POINTS, plan.weight[a, b]
            lines.append(f"{a} {arrow} {b} [len={long:.3f}, weight={weight:.3f}];\n")
        else:
            lines.append(f"{a} {arrow} {b} [len={plan.wanted[a, b] / POINTS:.3f}];\n")
    graph = graphviz.Digraph if directed else graphviz.Graph
    return str(graph(graph_attr=about, node_attr=node, body=lines).source)


def _output(program: str, layout: str, graphs: Sequence[str]) -> bytes:
    """What a program prints for some graphs; nothing where it cannot be started.

    `graphviz.pipe` would not do: it waits without end, and it takes the program from a global,
    `DOT_BINARY`, that all threads share. So the package puts the command together and runs it,
    and this says which program, and for how long. Graphviz ends with an error after a graph that
    it finds fault with; what it printed of the others counts.
    """
    from subprocess import TimeoutExpired

    from graphviz.backend import CalledProcessError, ExecutableNotFound
    from graphviz.backend.dot_command import command
    from graphviz.backend.execute import run_check

    _, *options = command(layout, "plain")
    given = "\n".join(graphs).encode()
    try:
        done = run_check(
            [program, *options], input=given, capture_output=True, timeout=SECONDS, quiet=True
        )
    except CalledProcessError as error:
        return bytes(error.stdout)
    except TimeoutExpired:
        # Never without it: the picture would depend on how busy the machine is.
        raise TookTooLongError(f"Graphviz ({layout}) did not end within {SECONDS:g} s") from None
    except (ExecutableNotFound, OSError):
        return b""
    return bytes(done.stdout)


def _run(program: str, size: int, layout: str, graphs: Sequence[str]) -> list[Numbers]:
    found = []
    printed = _output(program, layout, graphs).decode("ascii", "replace")
    for text in printed.split("\nstop")[: len(graphs)]:
        places = np.zeros((size, 2))
        seen = 0
        for line in text.splitlines():
            words = line.split()
            if words[:1] == ["node"]:
                places[int(words[1])] = float(words[2]) * POINTS, -float(words[3]) * POINTS
                seen += 1
        if seen == size and np.isfinite(places).all():
            found.append(places)
    return found
