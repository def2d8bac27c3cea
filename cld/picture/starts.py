"""Initial places of variables: several proposals, most of them by Graphviz."""

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
# Graphviz normally needs at most a second; a call that takes this long is stuck.
SECONDS = 120.0
AT_ONCE = 4
POINTS = 72.0
# For more links or variables than this, some layouts are limited to this many rounds; without a
# limit they take minutes.
MANY_LINKS, MANY_VARIABLES = 300, 250
FEWER_ROUNDS = {
    "dot": {"nslimit": "0.1", "nslimit1": "0.1", "mclimit": "0.01"},
    "neato": {"maxiter": "60"},
}
# With this many more links than variables, even limited layouts take minutes.
MOST_CLOSED = {"dot": 1_000, "circo": 320}


def engine() -> str | None:
    """Return the program that computes places: the one in `$CLD_DOT`, the one installed with this
    package, or the system's `dot`; None if there is none."""
    beside = Path(sysconfig.get_path("scripts")) / PROGRAM
    candidates = (os.environ.get("CLD_DOT"), str(beside), PROGRAM, "dot")
    return next((found for name in candidates if name and (found := shutil.which(name))), None)


def is_too_dense(engine: str, variables: int, links: int) -> bool:
    """Return whether a Graphviz layout would take minutes for these numbers of variables and links.

    >>> is_too_dense("circo", 60, 400), is_too_dense("neato", 60, 400)
    (True, False)
    """
    return links - variables > MOST_CLOSED.get(engine, links)


def proposals(
    plan: Plan, kinds: Iterable[tuple[str, int]], program: str | None = None
) -> list[Numbers]:
    """Return places for all variables, one proposal for each kind: the name of a Graphviz layout
    and an initial number, `circle`, `spread`, or `rounds` for `neato` with wanted distances.

    A layout that fails returns no proposal. Variables with a set place stay there, with the others
    around them. Raises TookTooLongError if Graphviz does not finish.
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
        # Each is a separate process that is waited for, so they can run in parallel.
        with ThreadPoolExecutor(AT_ONCE) as pool:
            run = partial(_run, program, len(plan.names))
            found += chain.from_iterable(pool.map(run, by_layout, by_layout.values()))
    return [_pinned(plan, places) for places in found or [circle(plan)]]


def _pinned(plan: Plan, places: Numbers) -> Numbers:
    """Rotate and move places to fit the set places, and replace them by the set places."""
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
    import graphviz  # with its dependencies: only loaded for a layout

    directed = kind in ("dot",)
    overlap = "prism" if kind == "prism" else "false" if kind in ("sfdp", "fdp") else "true"
    about = {"start": str(number), "overlap": overlap, "splines": "none"}
    about |= {"nodesep": "0.6", "ranksep": "0.9", "rankdir": "TB", "K": f"{plan.unit / POINTS:.3f}"}
    if len(plan.links) > MANY_LINKS if directed else len(plan.names) > MANY_VARIABLES:
        about |= FEWER_ROUNDS.get(kind, {})
    node = {"shape": "box", "fixedsize": "true", "label": ""}
    # Lines of numbers need no quotes, and there may be a hundred thousand: the package accepts them
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
    """The output of a program for some graphs; empty if the program cannot be started.

    `graphviz.pipe` is not used: it waits for ever, and it takes the program from a global,
    `DOT_BINARY`, that all threads share. So the package builds the command and runs it, and this
    function chooses the program and the time limit. Graphviz exits with an error after a graph that
    it rejects; its output for the others is used.
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
        # Never continue without it: the picture would depend on how busy the machine is.
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
