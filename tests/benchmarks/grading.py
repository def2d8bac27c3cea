"""How long grading takes, beside analysing the same answers.

Run by hand: `PYTHONPATH=tests python tests/benchmarks/grading.py [RUNS]`. Answers are the students'
maps of the corpus, the key the links that a third of the maps after the course have. Each is read
and analysed, the peer, and then read, analysed and graded, in this process; printed are medians in
milliseconds for an answer, their ratio, and the seconds of the whole command with its processes.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from corpus import CORPUS

from cld.analyze import analyze
from cld.commands.grading import GradingOptions, Task, grade_one
from cld.grade.answer import read_answer
from cld.grade.key import Key, read_key
from cld.prose.grades import key_view

SHARE = 3


def key_text(files: list[Path]) -> str:
    """The links that a third of the maps at the end have, each asked for."""
    ends = [read_answer(str(file)).report for file in files if file.stem.endswith("-end")]
    reports = [report for report in ends if report is not None]
    counts = Counter((x.cause, x.polarity, x.effect) for report in reports for x in report.links)
    common = [link for link, count in counts.items() if SHARE * count >= len(reports)]
    lines = [f"{cause} ({sign})-> {effect}" for cause, sign, effect in sorted(common)]
    return "".join(f"{line}\nexpect link {line}\n" for line in lines)


def took(work: Callable[[str], object], files: list[Path]) -> float:
    """Milliseconds for one file, the median of all."""
    times = []
    for file in files:
        start = time.perf_counter()
        work(str(file))
        times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times)


def main() -> None:
    """Print the figures."""
    if CORPUS is None:
        sys.exit("no corpus is here")
    files = sorted((CORPUS / "students").glob("*.json"))
    said = key_text(files)
    key: Key = read_key(analyze(said))[0]
    way = GradingOptions(key, {}, False, key_view(key))
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    read, graded = [], []
    for _ in range(runs):
        read.append(took(read_answer, files))
        graded.append(took(lambda file: grade_one(Task(file, None, way)), files))
    alone, both = statistics.median(read), statistics.median(graded)
    print(f"an answer: analysed {alone:.1f} ms, graded too {both:.1f} ms: {both / alone:.2f} times")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "key.cld")
        path.write_text(said, encoding="utf-8")
        command = [sys.executable, "-m", "cld", "grade", str(CORPUS / "students"), "--key", path]
        for more in ([], ["--pages", folder]):
            start = time.perf_counter()
            subprocess.run([*command, *more], stdout=subprocess.DEVNULL, check=True)
            seconds = time.perf_counter() - start
            print(f"{len(files)} answers {' '.join(more[:1])}: {seconds:.1f} s")


if __name__ == "__main__":
    main()
