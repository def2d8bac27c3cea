"""Places of variables by a layout of Graphviz, the program of the system."""

from __future__ import annotations

import os
import shutil

import numpy as np

from cld.core.watch import TookTooLongError
from cld.picture.arcs import Numbers
from cld.picture.pins import pinned
from cld.picture.plan import Plan

# Graphviz normally needs at most a second; a call that takes this long is stuck.
SECONDS = 120.0
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
INSTALL = (
    "install it with `apt install graphviz` (Linux), `brew install graphviz` (macOS) or "
    "`winget install graphviz` (Windows)"
)


class EngineError(ValueError):
    """A layout of Graphviz that cannot be had; its text is for people."""


def program() -> str | None:
    """Return the program that computes places: the one in `$CLD_DOT`, or the system's `dot`; None
    if there is none."""
    candidates = (os.environ.get("CLD_DOT"), "dot")
    return next((found for name in candidates if name and (found := shutil.which(name))), None)


def is_too_dense(engine: str, variables: int, links: int) -> bool:
    """Return whether a layout would take minutes for these numbers of variables and links.

    >>> is_too_dense("circo", 60, 400), is_too_dense("neato", 60, 400)
    (True, False)
    """
    return links - variables > MOST_CLOSED.get(engine, links)


def engine_places(plan: Plan, engine: str) -> Numbers:
    """Return the places that a layout of Graphviz, such as `dot`, gives all variables.

    Variables with a set place stay there, with the others around them. Raises EngineError if the
    diagram is too dense for the layout, if Graphviz is missing, and if it fails; TookTooLongError
    if it does not finish.
    """
    size = len(plan.names)
    if is_too_dense(engine, size, len(plan.links)):
        raise EngineError(f"this diagram is too large for the layout {engine}")
    found = program()
    if found is None:
        raise EngineError(f"the layout {engine} requires Graphviz, which was not found; {INSTALL}")
    places = _read(_output(found, engine, _graph(plan, engine)), size)
    if places is None:
        raise EngineError(f"Graphviz ({found}) did not return a layout {engine} of this diagram")
    return pinned(plan, places)


def _graph(plan: Plan, engine: str) -> str:
    """A graph in Graphviz's language, variables by number, sizes and lengths in inches."""
    import graphviz  # with its dependencies: only loaded for a layout

    directed = engine == "dot"
    about = {"start": "1", "overlap": "false" if engine in ("sfdp", "fdp") else "true"}
    about |= {"nodesep": "0.6", "ranksep": "0.9", "rankdir": "TB", "splines": "none"}
    about |= {"K": f"{plan.unit / POINTS:.3f}"}
    if len(plan.links) > MANY_LINKS if directed else len(plan.names) > MANY_VARIABLES:
        about |= FEWER_ROUNDS.get(engine, {})
    node = {"shape": "box", "fixedsize": "true", "label": ""}
    # Lines of numbers need no quotes, and there may be a hundred thousand: the package accepts them
    # as they are.
    lines = []
    for variable in range(len(plan.names)):
        wide, high = plan.wide[variable] / 36, plan.high[variable] / 36
        lines.append(f"{variable} [width={wide:.3f}, height={high:.3f}];\n")
    arrow = "->" if directed else "--"
    for a, b in plan.links:
        lines.append(f"{a} {arrow} {b} [len={plan.wanted[a, b] / POINTS:.3f}];\n")
    graph = graphviz.Digraph if directed else graphviz.Graph
    return str(graph(graph_attr=about, node_attr=node, body=lines).source)


def _output(program: str, engine: str, graph: str) -> bytes:
    """The output of a program for a graph; empty if the program cannot be started.

    `graphviz.pipe` is not used: it waits for ever, and it takes the program from a global,
    `DOT_BINARY`, that all threads share. So the package builds the command and runs it, and this
    function chooses the program and the time limit. Graphviz exits with an error after a graph that
    it finds fault with; what it printed before is used.
    """
    from subprocess import TimeoutExpired

    from graphviz.backend import CalledProcessError, ExecutableNotFound
    from graphviz.backend.dot_command import command
    from graphviz.backend.execute import run_check

    _, *options = command(engine, "plain")
    try:
        done = run_check(
            [program, *options],
            input=graph.encode(),
            capture_output=True,
            timeout=SECONDS,
            quiet=True,
        )
    except CalledProcessError as error:
        return bytes(error.stdout)
    except TimeoutExpired:
        # Never continue without it: the picture would depend on how busy the machine is.
        raise TookTooLongError(f"Graphviz ({engine}) did not end within {SECONDS:g} s") from None
    except (ExecutableNotFound, OSError):
        return b""
    return bytes(done.stdout)


def _read(printed: bytes, size: int) -> Numbers | None:
    """The places that Graphviz printed; None if some are missing."""
    places = np.full((size, 2), np.nan)
    for line in printed.decode("ascii", "replace").splitlines():
        words = line.split()
        if words[:1] == ["node"]:
            try:
                x, y = float(words[2]), float(words[3])
                places[int(words[1])] = x * POINTS, -y * POINTS
            except (ValueError, IndexError):
                return None
    return places if np.isfinite(places).all() else None
