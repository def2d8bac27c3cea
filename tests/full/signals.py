"""Ends every command that writes, by a signal at some moment in its middle, and looks at what is
left: each file is the old one or the new one, whole; nothing else is there, except after KILL,
and that the next run clears; the exit code is the one the help documents.

By hand, since it takes minutes:

    python tests/full/signals.py --count 112
"""

from __future__ import annotations

import argparse
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import permutations
from pathlib import Path

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL)
# Moments are spread evenly, however many there are of them.
GOLDEN = 0.6180339887
# A line of a traceback that stands in the program.
OWN = re.compile(rb"[/\\\\]cld[/\\\\]\w")
ENDING = ".cldpart"
BIG, MANY = (
    "".join(f"V{a} (+)-> V{b}\n" for a, b in permutations(range(size), 2)) for size in (7, 8)
)
SMALL = """Load (+)-> Latency (+)-> Retries (+)-> Load
Latency (+, delay 3min)-> Pods (-)-> Latency
"""
KEY = 'exercise "X" (points 3)\nA (+)-> B (-)-> A\nexpect loop balancing: A, B (points 3)\n'
ANSWER = "A (+)-> B (-)-> A\nA (+)-> Cx\n"
OLD = b"old\n"


@dataclass(frozen=True, slots=True)
class Work:
    """A command that writes: its arguments, and what it writes, in a folder of its own."""

    arguments: Sequence[str]
    writes: Sequence[str]


@dataclass
class Done:
    """What each command writes when nobody ends it, its exit code, and how long it takes."""

    code: int
    seconds: float
    files: dict[str, bytes] = field(default_factory=dict)


def works() -> list[Work]:
    """Return every command that writes, in each format it has a way of its own to write."""
    analyses = [
        Work(["analyze", "many.cld", "--loops", "all", "-f", format_, "-o", f"out.{format_}"],
             [f"out.{format_}"])
        for format_ in ("text", "json", "markdown")
    ]  # fmt: skip
    pages = [f"pages/a{n}.html" for n in range(6)]
    return [
        *analyses,
        Work(["analyze", "small.cld", "-f", "html", "-o", "out.html"], ["out.html"]),
        Work(["analyze", "big.cld", "-f", "sarif", "-o", "out.sarif"], ["out.sarif"]),
        *(
            Work(["render", "small.cld", "-o", f"out.{ending}"], [f"out.{ending}"])
            for ending in ("svg", "png", "pdf", "dot")
        ),
        Work(["fmt", "f1.cld", "f2.cld", "f3.cld"], ["f1.cld", "f2.cld", "f3.cld"]),
        Work(["convert", "big.cld", "out.graphml"], ["out.graphml"]),
        Work(["checklist", "big.cld", "-o", "out.txt"], ["out.txt"]),
        Work(["leverage", "big.cld", "-f", "json", "-o", "out.json"], ["out.json"]),
        Work(["grade", "answers", "--key", "key.cld", "--pages", "pages", "-f", "html", "-o",
              "out.html"], ["out.html", *pages]),
    ]  # fmt: skip


def lay_out(folder: Path, work: Work) -> None:
    """Put into a folder what a command reads, and old files where it writes."""
    for name, said in (("big", BIG), ("many", MANY), ("small", SMALL), ("key", KEY)):
        (folder / f"{name}.cld").write_text(said)
    (folder / "answers").mkdir()
    (folder / "pages").mkdir()
    for number in range(6):
        (folder / "answers" / f"a{number}.cld").write_text(ANSWER)
    for name in work.writes:
        text = BIG.replace(" (+)-> ", "(+)->").encode() if work.arguments[0] == "fmt" else OLD
        (folder / name).write_bytes(text)


def start(folder: Path, work: Work) -> subprocess.Popen[bytes]:
    """Run a command in a folder, as a process that signals reach."""
    return subprocess.Popen(
        [sys.executable, "-m", "cld", *work.arguments],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=heed,
    )


def heed() -> None:
    """Let signals end this process, however its caller was started."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def whole(work: Work) -> Done:
    """Return what a command does when nobody ends it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lay_out(folder, work)
        begun = time.monotonic()
        with start(folder, work) as process:
            process.communicate()
        files = {name: (folder / name).read_bytes() for name in work.writes}
        return Done(process.returncode, time.monotonic() - begun, files)


def there(folder: Path) -> set[str]:
    """Return the names of all files in a folder and those in it."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def wrong(
    folder: Path, work: Work, number: signal.Signals, after: float, done: Done, came: Counter[str]
) -> list[str]:
    """End a command by a signal after so many seconds; return what is not as it is to be.

    `came` counts what the signal came to.
    """
    lay_out(folder, work)
    before, old = there(folder), {name: (folder / name).read_bytes() for name in work.writes}
    with start(folder, work) as process:
        time.sleep(after)
        process.send_signal(number)
        said = process.communicate()[1]
    code, found = process.returncode, list[str]()
    if number == signal.SIGINT and b"KeyboardInterrupt" in said and not OWN.search(said):
        came["early"] += 1  # Python itself had not started yet; what is left is looked at
        code, said = 128 + number, b""
    came["done" if code == done.code else "middle"] += 1
    # The signal comes before the program has begun, in its middle, or when it is done.
    if code not in (-number, 128 + number, done.code):
        found.append(f"exit code {code}")
    if b"Traceback" in said or b"internal error" in said:
        found.append(said.decode("utf-8", "replace")[-300:])
    found += [
        f"{name} is neither the old nor the new one"
        for name in work.writes
        if (folder / name).read_bytes() not in (old[name], done.files[name])
    ]
    left = there(folder) - before
    came["left"] += bool(left)
    if number != signal.SIGKILL and left:
        found.append(f"left behind: {left}")
    if any(not name.endswith(ENDING) for name in left):
        found.append(f"left behind, and not to be told: {left}")
    if number == signal.SIGKILL:
        with start(folder, work) as process:
            process.communicate()
        if process.returncode != done.code:
            found.append(f"exit code {process.returncode} of the next run")
        if there(folder) != before:
            found.append(f"not cleared by the next run: {there(folder) - before}")
        if any((folder / name).read_bytes() != done.files[name] for name in work.writes):
            found.append("the next run wrote something else")
    return found


def main() -> int:
    """Send as many signals as are asked for; return 1 where something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=112, help="how many signals to send")
    count = parser.parse_args().count
    every = works()
    known = [whole(work) for work in every[: max(1, count)]]
    failed, codes, came = 0, Counter[int](), Counter[str]()
    for turn in range(count):
        work, done = every[turn % len(every)], known[turn % len(every)]
        number = SIGNALS[(turn + turn // len(every)) % len(SIGNALS)]
        after = done.seconds * (0.1 + 0.9 * ((turn + 1) * GOLDEN % 1))
        folder = Path(tempfile.mkdtemp())
        try:
            found = wrong(folder, work, number, after, done, came)
        finally:
            shutil.rmtree(folder)
        codes[number] += 1
        for what in found:
            failed += 1
            print(f"{number.name} after {after:.2f} s of cld {' '.join(work.arguments)}: {what}")
    sent = ", ".join(f"{codes[number]} {number.name}" for number in SIGNALS)
    print(
        f"signals: {count} sent ({sent}) to {len(every)} commands; {came['middle']} came before "
        f"the end, {came['early']} while Python started; {came['left']} left a file for the next "
        f"run to clear; {failed} wrong"
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
