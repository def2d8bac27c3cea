"""Analyses, draws, formats, converts and grades the examples again and again in one process, and
looks at its memory: it must not grow.

    python tests/full/soak.py --analyses 1000

Exits with 1 when the second half of the run ends with more than a little memory beyond the first,
or when files stay open.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from fuzz_inputs import ANSWERS, EXAMPLES, KEYS
from in_process import home, run

# Megabytes that a thousand more analyses may add: allocators keep some of what they had.
MOST_GROWN = 2.0


def calls() -> list[list[str]]:
    """Return what is done in turn: mostly analyses, and some of all else."""
    found = []
    for path in EXAMPLES:
        file = str(path)
        found += [
            ["analyze", file],
            ["analyze", file, "-f", "json"],
            ["analyze", file, "-f", "sarif"],
        ]
        found += [["check", file], ["leverage", file], ["checklist", file], ["fmt", "--diff", file]]
        found += [["convert", file, "-", "--to", "graphml"], ["convert", file, "-", "--to", "dot"]]
        found.append(["analyze", file, "--order", "independent"])
    for path in EXAMPLES[:3]:
        found.append(["render", str(path), "-o", "-", "-f", "svg", "--gear", "quick"])
    for key in KEYS:
        found += [["grade", str(answer), "--key", str(key)] for answer in ANSWERS[:3]]
    return found


def memory() -> float:
    """Megabytes that this process has."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096 / 1e6


def files() -> int:
    """How many files are open."""
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - the number alone


def main() -> int:
    """Run, print memory and files now and then, and judge."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--analyses", type=int, default=1_000)
    wanted = parser.parse_args().analyses
    every = calls()
    seen: list[tuple[float, int]] = []
    with tempfile.TemporaryDirectory() as place, home(Path(place)):
        for arguments in every:  # what is loaded once, and kept, is no growth
            run(arguments)
        quarter = max(1, wanted // 4)
        for number, arguments in enumerate(islice(cycle(every), 4 * quarter), 1):
            done = run(arguments)
            if done.code not in (0, 1):
                print(f"cld {' '.join(arguments)}: exit code {done.code} {done.raised}{done.err}")
                return 1
            if number % quarter == 0:
                seen.append((memory(), files()))
                print(
                    f"{number:,} calls: {seen[-1][0]:.1f} MB, {seen[-1][1]} files open", flush=True
                )
    grown = (seen[-1][0] - seen[1][0]) * 1_000 / (2 * quarter)
    opened = seen[-1][1] - seen[0][1]
    print(
        f"{4 * quarter:,} calls; the second half grew by {grown:.1f} MB for each 1,000, "
        f"and left {opened} files open"
    )
    return 1 if grown > MOST_GROWN or opened > 0 else 0


if __name__ == "__main__":
    sys.exit(main())
