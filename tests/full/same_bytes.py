"""Runs `cld` on every example, and compares what comes out byte for byte: with two hash seeds, with
one and two threads, in another order, with a clock that leaps, and with pauses in the middle.

    python tests/full/same_bytes.py              all of it
    python tests/full/same_bytes.py --sample 40  so many outputs, two ways

Exits with 1 when an output differs, and prints which, and the first line that does. Diagrams and
maps of the corpus are taken too where it is there.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))

ROOT = TESTS.parent
EXERCISES = ROOT / "examples" / "exercises"
GRADES = ("text", "json", "csv", "markdown", "html", "junit", "gradescope", "prairielearn")
FORMATS = ("cld", "json", "sd-ai", "csv", "graphml", "dot", "mermaid")
# A picture of more variables takes long: one format of it is enough.
LARGE = 40
# Longer than any bound of time in the command, so that one that looks at the clock is found.
PAUSE, BETWEEN, LEAP = 12.0, 9.0, 15.0
MOST_PAUSES = 10
STUDENTS, DIAGRAMS = 8, 12

Arguments = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """How to run the command: what must make no difference."""

    name: str
    hash_seed: int = 1
    threads: int = 1
    backwards: bool = False
    leaping: bool = False
    paused: bool = False


FIRST = Way("hash seed 1, one thread")
OTHERS = (
    Way("hash seed 2, two threads, backwards", hash_seed=2, threads=2, backwards=True),
    Way("a clock that leaps", leaping=True),
    Way("pauses", threads=2, paused=True),
)
SAMPLED = (Way("hash seed 2, a clock that leaps, backwards", 2, 2, backwards=True, leaping=True),)


def calls(corpus: Path | None) -> list[Arguments]:
    """Return every call whose output is compared."""
    own = sorted((ROOT / "examples").glob("*.cld")) + sorted(EXERCISES.glob("*.cld"))
    found = [call for path in own for call in of_diagram(path, path)]
    found += list(of_exercises())
    if corpus:
        maps = sorted((corpus / "diagrams").glob("*.json"))[::2][:DIAGRAMS]
        maps += sorted((corpus / "students").glob("*.json"))[::9][:STUDENTS]
        for path in maps:
            found.append(("convert", str(path), f"{path.stem}.cld"))
            found += list(of_diagram(path, Path(f"{path.stem}.cld")))
    return found


def of_diagram(path: Path, called: Path) -> Iterator[Arguments]:
    """Every command on one diagram, which is read from `path` here and is called as said there."""
    diagram = _diagram(path)
    file = str(called)
    for format_ in ("text", "json", "markdown", "html", "github", "sarif"):
        yield "analyze", file, "-f", format_
    yield "analyze", file, "--order", "delay"
    yield "analyze", file, "--verify"
    yield "analyze", file, "--order", "independent", "-f", "json"
    for format_ in ("text", "json", "sarif"):
        yield "check", file, "-f", format_
    yield "fmt", "--diff", file
    for format_ in ("text", "json", "markdown"):
        yield "leverage", file, "-f", format_
        yield "checklist", file, "-f", format_
        yield "explain", file, "R1", "-f", format_
        if diagram.links:
            link = diagram.links[0]
            yield "whatif", file, f'cut "{link.cause}" -> "{link.effect}"', "-f", format_
    for format_ in ("text", "json"):
        for variable in diagram.variables[:1]:
            yield "causes", file, variable.name, "-f", format_
            yield "uses", file, variable.name, "-f", format_
            yield "push", file, variable.name, "-f", format_
            yield "run", file, "--step", f"{variable.name} 1", "-f", format_
    yield "run", file, "--margins"
    yield "run", file, "-f", "svg"
    if len(diagram.variables) <= LARGE // 4:
        yield "run", file, "--runs", "10", "-f", "json"
    for format_ in FORMATS:
        yield "convert", file, "-", "--to", format_
    yield "render", file, "-f", "svg", "-o", "-"
    if len(diagram.variables) > LARGE:
        return
    yield "render", file, "-f", "svg", "-o", "-", "--theme", "dark", "--highlight", "R1", "--legend"
    yield "render", file, "-f", "svg", "-o", "-", "--gear", "quick", "--delays", "--loops", "all"
    for format_ in ("png", "pdf", "dot"):
        yield "render", file, "-f", format_, "-o", "-"
    yield "render", file, "--metrics"


def of_exercises() -> Iterator[Arguments]:
    """Answers to the exercises, one by one and together, in every format."""
    for key in sorted(EXERCISES.glob("*-key.cld")):
        yield "key", "check", str(key)
        stem = key.stem.removesuffix("-key")
        answers = [str(path) for path in sorted(EXERCISES.glob(f"{stem}-*.cld")) if path != key]
        for format_ in GRADES:
            for how in ((), ("--reveal",), ("--strict",)):
                yield "grade", answers[0], "--key", str(key), "-f", format_, *how
        for format_ in GRADES[:6]:
            yield "grade", *answers, str(key), "--key", str(key), "-f", format_
        yield "grade", *answers, "--key", str(key), "--reveal", "--pages", f"pages-{stem}"


def _diagram(path: Path):
    from cld.io.known import FORMATS as READERS
    from cld.language.source import source_of

    text = path.read_text(encoding="utf-8")
    return READERS["json"].read(text).diagram if path.suffix == ".json" else source_of(text).diagram


# -- one way, in a process of its own --


def work(way: Way, wanted: list[tuple[int, Arguments]]) -> None:
    """Make all calls in this process, each to a file of its number."""
    if way.leaping:
        leap()
    from fuzz_checks import graded_here
    from in_process import home, run

    import cld.commands.grade

    if way.leaping:  # processes of their own have a bound of time, and it is documented
        cld.commands.grade.each = graded_here
    with home(Path.cwd()):
        for number, arguments in wanted:
            done = run(arguments)
            data = f"exit code {done.code}\n{done.raised}{done.err}".encode() + done.out
            if "--pages" in arguments:
                pages = sorted(Path(arguments[-1]).iterdir())
                data += b"".join(f"\n{page}\n".encode() + page.read_bytes() for page in pages)
            Path(f"{number}.out").write_bytes(data)


def leap() -> None:
    """Let every look at a clock see it long after the last one. Modules that wait for others keep
    the clock as it is."""
    import multiprocessing.connection
    import selectors
    import socket
    import subprocess  # noqa: F401
    import threading  # noqa: F401

    keep = (multiprocessing.connection, selectors, socket)
    assert all(keep)
    seen = 0

    def leaping(clock):
        def look():
            nonlocal seen
            seen += 1
            return clock() + seen * LEAP

        return look

    for name in ("monotonic", "perf_counter", "time", "process_time", "thread_time"):
        setattr(time, name, leaping(getattr(time, name)))


# -- all ways --


def outputs(way: Way, wanted: list[tuple[int, Arguments]], folder: Path) -> tuple[float, int]:
    """Run a way in a process of its own; return the seconds of CPU it took and how many pauses."""
    folder.mkdir()
    threads = str(way.threads)
    own = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), threads)
    environment = {**os.environ, **own, "PYTHONHASHSEED": str(way.hash_seed)}
    # Those that make the files that others read come first, whatever the order.
    ordered = sorted(wanted, key=lambda one: one[0] * (-1 if way.backwards else 1))
    ordered.sort(key=lambda one: one[1][0] != "convert" or one[1][2] == "-")
    said = json.dumps([[getattr(way, name) for name in Way.__slots__], ordered])
    process = subprocess.Popen(
        [sys.executable, __file__, "--work"], stdin=subprocess.PIPE, cwd=folder, env=environment
    )
    with ThreadPoolExecutor(1) as pool:
        pauses = pool.submit(_pause, process) if way.paused else None
        try:
            process.communicate(said.encode())
        finally:
            process.kill()
        found = pauses.result() if pauses else 0
    if process.returncode:
        raise SystemExit(f"{way.name}: the process ended with {process.returncode}")
    return float((folder / "seconds").read_text(encoding="ascii")), found


def _pause(process: subprocess.Popen[bytes]) -> int:
    """Stop the process for a while, again and again; return how often."""
    for number in range(MOST_PAUSES):
        try:
            process.wait(BETWEEN)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGSTOP)
            time.sleep(PAUSE)
            process.send_signal(signal.SIGCONT)
        else:
            return number
    return MOST_PAUSES


def difference(one: bytes, other: bytes) -> str:
    """The first line in which two outputs differ, as each has it."""
    pairs = zip_longest(one.split(b"\n"), other.split(b"\n"), fillvalue=b"(nothing)")
    for line, (a, b) in enumerate(pairs, 1):
        if a != b:
            at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), 0)
            start = max(0, at - 60)
            return f"line {line}:\n    {a[start : at + 60]!r}\n    {b[start : at + 60]!r}"
    return "none"


def compare(wanted: list[tuple[int, Arguments]], ways: tuple[Way, ...]) -> int:
    """Run all ways, print what differs from the first one and figures; return the exit code."""
    different, started = 0, time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        first = Path(place, "first")
        spent, _ = outputs(FIRST, wanted, first)
        print(f"{FIRST.name}: {len(wanted)} outputs, {spent:.0f} s of CPU", flush=True)
        codes = [(first / f"{n}.out").read_bytes().split(b"\n", 1)[0] for n, _ in wanted]
        for number, way in enumerate(ways):
            folder = Path(place, str(number))
            spent, pauses = outputs(way, wanted, folder)
            here = 0
            for index, arguments in wanted:
                one, other = ((f / f"{index}.out").read_bytes() for f in (first, folder))
                if hashlib.sha256(one).digest() != hashlib.sha256(other).digest():
                    here += 1
                    print(f"  {way.name}: cld {' '.join(arguments)}: {difference(one, other)}")
            different += here
            after = f", {pauses} pauses of {PAUSE:g} s" if way.paused else ""
            print(f"{way.name}: {here} different, {spent:.0f} s of CPU{after}", flush=True)
    odd = sum(code not in (b"exit code 0", b"exit code 1") for code in codes)
    print(
        f"{len(wanted)} outputs, {1 + len(ways)} ways, {different} different; {odd} of the calls "
        f"ended with a message alone; {time.monotonic() - started:.0f} s"
    )
    return 1 if different else 0


def main() -> int:
    """Compare, or work for one who does."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sample", type=int, metavar="K", help="compare K outputs, two ways")
    parser.add_argument("--only", metavar="WORD", help="compare calls that hold a word")
    parser.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
    said = parser.parse_args()
    if said.work:
        begun = time.process_time
        way, wanted = json.load(sys.stdin)
        work(Way(*way), [(number, tuple(arguments)) for number, arguments in wanted])
        Path("seconds").write_text(str(begun()), encoding="ascii")
        return 0
    from corpus import CORPUS

    every = list(enumerate(calls(None if said.sample else CORPUS)))
    if said.only:
        every = [one for one in every if said.only in one[1] or one[1][2:3] == (said.only,)]
    if said.sample:
        return compare(sorted(random.Random(1).sample(every, said.sample)), SAMPLED)
    return compare(every, OTHERS)


if __name__ == "__main__":
    sys.exit(main())
