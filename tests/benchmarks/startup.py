"""How long the command takes, cold, beside `import networkx` and an empty Python.

Run by hand: `python tests/benchmarks/startup.py`. Prints medians of interleaved runs and the
ratios that matter; asserts nothing.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

EXAMPLE = Path(__file__).parents[2] / "examples" / "retry-storm-held.cld"
ROUNDS = 21
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "import networkx": [sys.executable, "-c", "import networkx"],
    "cld --version": [sys.executable, "-m", "cld", "--version"],
    "cld analyze": [sys.executable, "-m", "cld", "analyze", str(EXAMPLE)],
}


def seconds(command: list[str]) -> float:
    """Return how long one run takes."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def main() -> None:
    """Measure all commands in turn, so that a slow moment of the machine hits all alike."""
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(ROUNDS):
        for name, command in COMMANDS.items():
            taken[name].append(seconds(command))
    medians = {name: statistics.median(times) for name, times in taken.items()}
    for name, median in medians.items():
        print(f"{name:<16} {median * 1000:7.1f} ms")
    version = medians["cld --version"] / medians["python -c pass"]
    analyze = medians["cld analyze"] / medians["import networkx"]
    print(f"cld --version / python -c pass   {version:.2f}  (at most 3)")
    print(f"cld analyze / import networkx    {analyze:.2f}  (at most 2)")


if __name__ == "__main__":
    main()
