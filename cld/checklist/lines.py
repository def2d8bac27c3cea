"""The lines that a checklist suggests, which answer a question when added to the file.

Each line is valid without a change. A value in quotes is a placeholder that says what to write.
"""

from __future__ import annotations

import math

from rich.cells import cell_len

from cld.core.diagram import Link, LoopDeclaration, Variable
from cld.core.english import wanted_relation
from cld.core.quantities import Delay, QuantityError, delay, written_delay
from cld.language.format import name_text, quoted
from cld.language.parse import parse
from cld.language.scan import MAX_LINE
from cld.language.syntax import Chain
from cld.language.write import loop_statement, variable_line
from cld.loops.loop import Loop

STAND_INS = {
    "trigger": "what sets it off",
    "metric": "name of the metric",
    "jitter": "spread by how much",
    "timeout": "how long, and then what",
    "limit": "the maximum, and then what",
    "breaker": "what opens it, and for how long",
    "backoff": "how the waits grow",
    "goal": "the level to keep",
}


def on_variable(name: str, said: str) -> str | None:
    """Return the line that adds an attribute to a variable.

    >>> on_variable("Pods", "every 15s")
    'Pods: every 15s'
    """
    return _readable(f"{variable_line(Variable(name))} {said}")


def on_link(link: Link, said: str) -> str | None:
    """Return the line that adds an attribute to a link.

    >>> on_link(Link("Load", "Latency", "+"), "delay 3min")
    'Load (+, delay 3min)-> Latency'
    """
    cause = name_text(link.cause, begins="link")
    return _readable(f"{cause} ({link.polarity}, {said})-> {name_text(link.effect)}")


def names_loop(loop: Loop) -> str | None:
    """Return the statement that names a loop.

    >>> names_loop(Loop("R1", None, "R", (Link("A", "B", "+"), Link("B", "A", "+"))))
    'loop R1 "name of the loop" reinforcing: A, B'
    """
    said = LoopDeclaration(loop.id, "name of the loop", loop.type, loop.variables)
    return _readable(loop_statement(said))


def stand_in(key: str, variable: str = "") -> str:
    """Return a key with a placeholder for its value, such as `metric "name of the metric"`. A goal
    gets the relation that the name of its variable suggests.

    >>> stand_in("goal", "Latency")
    'goal <= "the level to keep"'
    """
    relation = f"{wanted_relation(variable)} " if key == "goal" else ""
    return f"{key} {relation}{quoted(STAND_INS[key])}"


def at_least(seconds: float) -> str | None:
    """Return a length of time as written in a file, equal or slightly longer, or None.

    >>> at_least(180), at_least(4.2)
    ('3min', '5s')
    """
    step = 1.0 if seconds >= 1 else 0.001
    rounded = math.ceil(round(seconds / step, 6)) * step
    said = written_delay(Delay(rounded, rounded, True))
    try:
        read = delay(said)
    except QuantityError:
        return None  # more digits than the language reads
    return said if read.min >= seconds else None


def in_lines(line: str, fits: int) -> list[str]:
    """Return a line unchanged, or a link that is too long to fit as two lines.

    A link may continue on the next line if that is indented and begins with the bracket. All other
    statements must be on one line.

    >>> in_lines("Load (+, delay 3min)-> Latency", 20)
    ['Load', '    (+, delay 3min)-> Latency']
    """
    # Most long lines are those of loops, of which there may be thousands.
    chain = _chain(line) if "->" in line and cell_len(line) > fits else None
    if chain is None:
        return [line]
    bracket = line.rindex("(", 0, chain.arrows[0].span.start + 1)
    lines = [line[:bracket].rstrip(), "    " + line[bracket:]]
    # A cause such as `loop R1` would begin another statement if it were alone on a line.
    return lines if _chain("\n".join(lines)) else [line]


def _chain(line: str) -> Chain | None:
    node = parse(line)[0].statements[0].node
    return node if isinstance(node, Chain) else None


def _readable(line: str) -> str | None:
    return line if len(line) <= MAX_LINE else None
