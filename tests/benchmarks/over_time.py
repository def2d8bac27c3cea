"""How long runs over time and pushes take, beside `import networkx`.

Run by hand: `python tests/benchmarks/over_time.py`. Prints the best of interleaved runs of whole
processes and their ratios; asserts nothing.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 3
NETWORKX = "import networkx"


def drawn(seed: int, variables: int, links: int) -> str:
    """Return a diagram in which a fifth of the variables are stocks and a third of the links
    have a delay; one loop goes through all variables."""
    chance = random.Random(seed)
    names = [f"V{number}" for number in range(variables)]
    ends = {(names[k - 1], names[k]) for k in range(variables)}
    while len(ends) < links:
        ends.add(tuple(chance.sample(names, 2)))
    lines = []
    for cause, effect in sorted(ends):
        late = f", delay {chance.randint(5, 60)}s" if chance.random() < 1 / 3 else ""
        lines.append(f"{cause} ({chance.choice('+-')}{late})-> {effect}")
    lines += [f"{name}: stock" for name in names if chance.random() < 1 / 5]
    return "\n".join(lines) + "\n"


# The shortest delay is 5 s, and a step is at most a fiftieth of it.
SMALL = """\
A1 (+, gain 1, delay 20s)-> A2 (+)-> A3 (-, gain 0.05/s)-> A1
A3 (+, delay 5s)-> B1 (+)-> B2 (-, gain 0.1/s)-> B3 (+)-> B1
B3 (+)-> C1 (+, smooth delay 30s)-> C2 (-, gain 0.02/s)-> C3 (+, delay 10s)-> C1
C3 (+)-> D1 (+)-> D2 (-, gain 0.03/s)-> D3 (+)-> D1
D3 (+)-> E1
Load (+)-> A2
Load: constant
A1: stock
B3: stock
C3: stock
D3: stock
"""

CASES = {
    "run, 14 variables, 4,000 steps": (SMALL, ["run", "--for", "400s"], 5.0),
    "run, 250 variables, 420 links": (drawn(1, 250, 420), ["run"], 20.0),
    "push, 50 variables, 75 links": (drawn(2, 50, 75), ["push", "V0"], 10.0),
}


def seconds(command: list[str], folder: str) -> float:
    """Return how long one run takes."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, cwd=folder, check=True)
    return time.perf_counter() - start


def main() -> None:
    """Measure, and print what was found."""
    with tempfile.TemporaryDirectory() as folder:
        commands = {NETWORKX: [sys.executable, "-c", "import networkx"]}
        for number, (name, (text, (verb, *rest), _)) in enumerate(CASES.items()):
            Path(folder, f"{number}.cld").write_text(text, encoding="utf-8")
            commands[name] = [sys.executable, "-m", "cld", verb, f"{number}.cld", *rest]
        taken: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, command in commands.items():
                taken[name].append(seconds(command, folder))
    peer = min(taken[NETWORKX])
    print(f"{NETWORKX:34} {peer:6.2f} s")
    for name, (_, _, goal) in CASES.items():
        best = min(taken[name])
        print(f"{name:34} {best:6.2f} s, ratio {best / peer:5.1f} (goal {goal:g})")


if __name__ == "__main__":
    main()
