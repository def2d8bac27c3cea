"""Calls `cld` many times on hostile input and says what does not hold.

    python tests/full/fuzz.py --calls 100000 --seed 1
    python tests/full/fuzz.py --seed 1 --first 4711 --calls 1     one call again
    python tests/full/fuzz.py --replay fuzz-failures/1-4711.json  one that was saved

Every failure is printed with its seed and number; the first of each kind are made small and saved,
as JSON that `--replay` reads. Exits with 1 when there is one.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from fuzz_calls import Case, drawn_case, restored
from fuzz_checks import above_bounds, problems
from in_process import Done, home

# So many of a kind are made small and saved, with so many calls each.
SAVED_OF_A_KIND, TRIES = 2, 150
SAID_EVERY = 5_000


def kind(problem: str) -> str:
    """What a problem has in common with others: its words without numbers and quotations."""
    return re.sub(r"'[^']*'|\"[^\"]*\"|[0-9.]+", "…", problem)[:120]


def all_of(case: Case) -> tuple[list[str], Done]:
    """Make a call and return all that is wrong with it, bounds included."""
    found, done = problems(case)
    return [*found, *above_bounds(done)], done


def smaller(case: Case, wanted: str) -> Case:
    """Return the call with as little in it as still fails in the same way."""
    tries = 0

    def fails(made: Case) -> bool:
        nonlocal tries
        tries += 1
        return any(kind(problem) == wanted for problem in all_of(made)[0])

    for get in _parts(case):
        data = get(case)(None)
        size = len(data) // 2
        while size and tries < TRIES:
            start = 0
            while start < len(data) and tries < TRIES:
                shorter = data[:start] + data[start + size :]
                made = get(case)(shorter)
                if fails(made):
                    case, data = made, shorter
                else:
                    start += size
            size //= 2
    for number in range(len(case.arguments) - 1, 0, -1):
        made = replace(case, arguments=case.arguments[:number] + case.arguments[number + 1 :])
        if tries < 2 * TRIES and fails(made):
            case = made
    return case


def _parts(case: Case) -> Iterator[Callable[[Case], Callable]]:
    """What of a call can be made shorter: given None it is read, given bytes it is replaced."""
    for name in case.files:
        yield (
            lambda case, name=name: (
                lambda data: (
                    case.files[name]
                    if data is None
                    else replace(case, files={**case.files, name: data})
                )
            )
        )
    yield lambda case: lambda data: case.stdin if data is None else replace(case, stdin=data)


def report(case: Case, found: list[str], folder: Path, seen: Counter[str]) -> None:
    """Print a failure, and save the first of each kind."""
    for problem in found:
        seen[kind(problem)] += 1
        print(f"seed {case.seed}, call {case.number}: {problem}", flush=True)
        if seen[kind(problem)] <= SAVED_OF_A_KIND:
            least = smaller(case, kind(problem))
            folder.mkdir(parents=True, exist_ok=True)
            place = folder / f"{case.seed}-{case.number}.json"
            values = json.loads(least.saved()) | {"failed": problem}
            place.write_text(json.dumps(values, indent=1), encoding="utf-8")
            print(f"  cld {' '.join(map(repr, least.arguments))}")
            for name, data in least.files.items():
                print(f"  {name!r}: {data[:200]!r}{' …' if len(data) > 200 else ''}")
            print(f"  saved as {place}", flush=True)


def many(seed: int, first: int, calls: int, corpus: bool, folder: Path) -> int:
    """Make calls, print what fails and figures at the end; return the exit code."""
    seen: Counter[str] = Counter()
    codes: Counter[int | None] = Counter()
    commands: Counter[str] = Counter()
    slowest, largest, failing = (0.0, 0), (0.0, 0), 0
    start = time.process_time()
    for number in range(first, first + calls):
        case = drawn_case(seed, number, corpus)
        found, done = all_of(case)
        codes[done.code] += 1
        commands[case.command or "usage"] += 1
        slowest = max(slowest, (done.seconds, number))
        largest = max(largest, (done.megabytes, number))
        if found:
            failing += 1
            report(case, found, folder, seen)
        if (number - first + 1) % SAID_EVERY == 0:
            spent = time.process_time() - start
            print(f"{number - first + 1:,} calls, {failing} failing, {spent:,.0f} s", flush=True)
    print("calls: " + ", ".join(f"{name} {count:,}" for name, count in commands.most_common()))
    print("exit codes: " + ", ".join(f"{code}: {count:,}" for code, count in codes.most_common()))
    for name, count in seen.most_common():
        print(f"{count:6} × {name}")
    spent = time.process_time() - start
    print(
        f"{calls:,} calls, {failing} failing, {spent:,.0f} s of CPU; the slowest took "
        f"{slowest[0]:.1f} s (call {slowest[1]}), the largest {largest[0]:.0f} MB "
        f"(call {largest[1]})"
    )
    return 1 if failing else 0


def once(path: Path) -> int:
    """Make a saved call again and print how it ends."""
    case = restored(path)
    print("cld " + " ".join(map(repr, case.arguments)))
    found, done = all_of(case)
    print(f"exit code {done.code}, {done.seconds:.1f} s, {done.megabytes:.0f} MB")
    print(f"standard output: {done.out[:2_000]!r}\nstandard error: {done.err[:2_000]!r}")
    print(done.raised, *found, sep="\n")
    return 1 if found else 0


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--calls", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="the number of the first call")
    parser.add_argument("--corpus", action="store_true", help="take files of the corpus too")
    parser.add_argument("--replay", type=Path, metavar="FILE", help="make a saved call again")
    parser.add_argument("--save", type=Path, default=Path("fuzz-failures"), metavar="FOLDER")
    wanted = parser.parse_args()
    folder = wanted.save.absolute()
    with tempfile.TemporaryDirectory() as own, home(Path(os.path.realpath(own))):
        if wanted.replay:
            return once(wanted.replay)
        return many(wanted.seed, wanted.first, wanted.calls, wanted.corpus, folder)


if __name__ == "__main__":
    sys.exit(main())
