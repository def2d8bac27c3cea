"""How long the command takes, beside `import networkx` and an empty Python.

Run by hand: `python tests/benchmarks/startup.py [--cold]`. Prints medians of interleaved runs of
whole processes and the ratios that matter; asserts nothing. Best run in an environment the package
is installed in as users install it, not in editable form. With `--cold` no module at
all is compiled beforehand, neither of this package nor of others.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "examples"
ROUNDS = 21
EMPTY = "python -c pass"
NETWORKX = "import networkx"
COMPLETION = {"_CLD_COMPLETE": "bash_complete", "COMP_WORDS": "cld an", "COMP_CWORD": "1"}
# What is run, and how many times as long as another it may take.
CLD = [sys.executable, "-m", "cld"]
COMMANDS = {
    EMPTY: [sys.executable, "-c", "pass"],
    NETWORKX: [sys.executable, "-c", "import networkx"],
    "cld --version": [*CLD, "--version"],
    "cld --help": [*CLD, "--help"],
    "cld an<TAB>": CLD,
    "cld render --help": [*CLD, "render", "--help"],
    "cld analyze hourly-spike.cld": [*CLD, "analyze", str(EXAMPLES / "hourly-spike.cld")],
    "cld analyze retry-storm-held.cld": [*CLD, "analyze", str(EXAMPLES / "retry-storm-held.cld")],
}
AT_MOST = {
    "cld --version": (EMPTY, 3.0),
    "cld --help": (NETWORKX, 1.0),
    "cld an<TAB>": (NETWORKX, 1.0),
    "cld analyze hourly-spike.cld": (NETWORKX, 1.2),
    "cld analyze retry-storm-held.cld": (NETWORKX, 1.2),
}


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """Return how long one run takes."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, env=environment, check=True)
    return time.perf_counter() - start


def measured(environment: dict[str, str]) -> dict[str, float]:
    """Return medians of all commands, run in turn, so that a slow moment hits all alike."""
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for round_ in range(ROUNDS + 1):
        for name, command in COMMANDS.items():
            more = COMPLETION if name.endswith("<TAB>") else {}
            found = seconds(command, environment | more)
            if round_ > 0:  # the first round compiles and fills the caches of files
                taken[name].append(found)
    return {name: statistics.median(times) for name, times in taken.items()}


def main() -> None:
    """Measure, and print what was found."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as nothing:
        if "--cold" in sys.argv[1:]:
            # Compiled modules are looked for in an empty folder, and none are written there.
            environment |= {"PYTHONPYCACHEPREFIX": nothing, "PYTHONDONTWRITEBYTECODE": "1"}
        medians = measured(environment)
    for name, median in medians.items():
        print(f"{name:<34} {median * 1000:7.1f} ms", end="")
        if name in AT_MOST:
            other, most = AT_MOST[name]
            print(f"   {median / medians[other]:5.2f} times {other} (at most {most})", end="")
        print()


if __name__ == "__main__":
    main()
