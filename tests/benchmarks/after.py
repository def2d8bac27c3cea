"""How long a report takes once the loops are found, and how much memory, on hard inputs.

Run by hand: `python tests/benchmarks/after.py [COMMAND …]`, where a command is one of those of
`COMMANDS` (all without). Each runs on each input in a process of its own. Prints seconds of
the processor for reading, for finding loops and for everything after, and the peak of memory;
asserts nothing.
"""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from typing import Any

import cld.analyze
from cld.commands.app import cld as command

PATIENCE = 120.0
FILE, FIRST = "FILE", "FIRST"
COMMANDS = {
    "analyze": ["analyze", FILE],
    "analyze, JSON": ["analyze", FILE, "-f", "json"],
    "check": ["check", FILE],
    "leverage": ["leverage", FILE],
    "leverage, JSON": ["leverage", FILE, "-f", "json"],
    "explain": ["explain", FILE, "R1"],
    "checklist": ["checklist", FILE],
    "checklist, JSON": ["checklist", FILE, "-f", "json"],
    "whatif": ["whatif", FILE, FIRST],
    "whatif, JSON": ["whatif", FILE, FIRST, "-f", "json"],
}


# -- hard inputs; the first link of each is V0 -> V1 --


def complete(size: int) -> str:
    """Everything changes everything."""
    draw = random.Random(size)
    names = range(size)
    return _links((a, b, draw.choice("+-")) for a in names for b in names if a != b)


def drawn(size: int, degree: float) -> str:
    """Random links, and a ring that begins with the first."""
    draw = random.Random(size)
    names = range(size)
    pairs = [(a, b) for a in names for b in names if b not in (a, (a + 1) % size)]
    chosen = draw.sample(pairs, int(size * (degree - 1)))
    ring = [(a, (a + 1) % size) for a in names]
    return _links((a, b, draw.choice("+-")) for a, b in (*ring, *chosen))


def ladder(rungs: int) -> str:
    """Two chains that run in opposite ways, with rungs between them."""
    links = []
    for low in range(0, 2 * rungs, 2):
        links += [(low, low + 1, "+"), (low + 1, low, "-")]
        if low:
            links += [(low - 2, low, "+"), (low + 1, low - 1, "+")]
    return _links(links)


def chords(size: int, count: int) -> str:
    """A ring with random links across it."""
    draw = random.Random(size)
    links = {(a, (a + 1) % size): "+" for a in range(size)}
    links.update({(draw.randrange(size), draw.randrange(size)): "-" for _ in range(count)})
    return _links((a, b, sign) for (a, b), sign in links.items())


def short_cuts(size: int, count: int) -> str:
    """A ring with short cuts over three links each: 2 to the power of `count` loops."""
    links = [(a, (a + 1) % size, "+") for a in range(size)]
    links += [(a * (size // count), a * (size // count) + 3, "-") for a in range(count)]
    return _links(links)


def star(size: int) -> str:
    """Loops of two links through one variable."""
    return _links(link for a in range(1, size + 1) for link in ((0, a, "+"), (a, 0, "+-"[a % 2])))


def interventions(count: int, operations: int) -> str:
    """A diagram of the size of World3 with many long interventions."""
    text, draw = drawn(150, 1.6), random.Random(count)
    links = [line.replace("(+)", "").replace("(-)", "") for line in text.splitlines()]
    for number in range(count):
        text += f'intervention "I{number}" (level 7) {{\n'
        for verb in draw.choices(("cut", "weaken", "strengthen", "add"), k=operations):
            ends = f"V{draw.randrange(150)} ({draw.choice('+-')})-> V{draw.randrange(150)}"
            text += f"  {verb} {ends if verb == 'add' else draw.choice(links)}\n"
        text += "}\n"
    return text


def _links(links: Any) -> str:
    return "".join(f"V{cause} ({sign})-> V{effect}\n" for cause, effect, sign in links)


INPUTS: dict[str, Callable[[], str]] = {
    "all of 10 variables": lambda: complete(10),
    "all of 13": lambda: complete(13),
    "all of 20": lambda: complete(20),
    "all of 60": lambda: complete(60),
    "random, 45, degree 2.5": lambda: drawn(45, 2.5),
    "random, 60, degree 2.5": lambda: drawn(60, 2.5),
    "random, 100, degree 3": lambda: drawn(100, 3),
    "random, 200, degree 4": lambda: drawn(200, 4),
    "ladder, 1,000 rungs": lambda: ladder(1_000),
    "ladder, 2,000 rungs": lambda: ladder(2_000),
    "ring, 3,000, 200 chords": lambda: chords(3_000, 200),
    "ring, 3,000, 200 short cuts": lambda: short_cuts(3_000, 200),
    "ring, 20,000, 14 short cuts": lambda: short_cuts(20_000, 14),
    "star, 2,000 loops": lambda: star(2_000),
    "500 interventions of 50": lambda: interventions(500, 50),
    "600,000 characters, a ring": lambda: chords(35_000, 0),
    "600,000 characters, a star": lambda: star(17_000),
}


# -- measuring --


def measured(text: str, arguments: list[str]) -> tuple[float, float, float, float]:
    """Run a command; return seconds of reading, finding loops, all after, and megabytes."""
    spent = {"load": 0.0, "find_loops": 0.0, "loop_space": 0.0}
    for name in spent:
        setattr(cld.analyze, name, _timed(getattr(cld.analyze, name), spent, name))
    with tempfile.NamedTemporaryFile("w", suffix=".cld", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        words = {FILE: file.name, FIRST: "cut V0 -> V1"}
        start = time.process_time()
        with contextlib.ExitStack() as stack:
            stack.enter_context(contextlib.redirect_stdout(io.StringIO()))
            stack.enter_context(contextlib.redirect_stderr(io.StringIO()))
            stack.enter_context(contextlib.suppress(Exception))
            command.main([words.get(each, each) for each in arguments], standalone_mode=False)
        total = time.process_time() - start
    found = spent["find_loops"] + spent["loop_space"]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return spent["load"], found, total - found - spent["load"], peak


def _timed(work: Callable[..., Any], spent: dict[str, float], name: str) -> Callable[..., Any]:
    def timed(*arguments: Any) -> Any:
        start = time.process_time()
        try:
            return work(*arguments)
        finally:
            spent[name] += time.process_time() - start

    return timed


def _send(sender: Any, text: str, arguments: list[str]) -> None:
    sender.send(measured(text, arguments))


def rows(chosen: list[str]) -> Iterator[str]:
    """Yield a line for each input and command."""
    context = multiprocessing.get_context("spawn")
    for title, build in INPUTS.items():
        text = build()
        for name in chosen:
            receiver, sender = context.Pipe(duplex=False)
            process = context.Process(target=_send, args=(sender, text, COMMANDS[name]))
            process.start()
            if receiver.poll(PATIENCE):
                read, found, after, peak = receiver.recv()
                cells = f"{read:8.2f}{found:8.2f}{after:8.2f}{peak:8.0f}"
            else:
                cells = f"   not within {PATIENCE:.0f} s"
            process.kill()
            process.join()
            yield f"{title:<30}{name:<18}{cells}"


def main() -> None:
    """Print the table."""
    chosen = sys.argv[1:] or list(COMMANDS)
    print(f"{'':<48}{'read s':>8}{'find s':>8}{'after s':>8}{'MB':>8}")
    for row in rows(chosen):
        print(row, flush=True)


if __name__ == "__main__":
    main()
