"""Long lists and long work: everything is listed, time runs out, somebody stops it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import weakref
from itertools import combinations, permutations
from pathlib import Path

import pytest
from interrupts import heed
from test_cli import run

from cld.analyze import analyze
from cld.core.watch import Watch
from cld.loops.cycles import find_cycles
from cld.output.values import loop_values
from cld.selection import MOST_BY_DELAY, Wish, select


def complete(size: int) -> str:
    pairs = permutations(range(size), 2)
    return "".join(f"V{a} ({'+-'[(a * b) % 2]})-> V{b}\n" for a, b in pairs)


def grid(side: int) -> str:
    places = [(x, y) for x in range(side) for y in range(side)]
    near = [(a, b) for a, b in combinations(places, 2) if abs(a[0] - b[0]) + abs(a[1] - b[1]) == 1]
    both = [f"V{a}{b} (+)-> V{c}{d} (+)-> V{a}{b}\n" for (a, b), (c, d) in near]
    return "".join(both)


MANY = complete(8)  # 16,064 loops: more than a report lists
COUNT = 16_064


@pytest.fixture
def many(tmp_path: Path) -> Path:
    path = tmp_path / "many.cld"
    path.write_text(MANY, encoding="utf-8")
    return path


@pytest.fixture
def huge(tmp_path: Path) -> Path:
    path = tmp_path / "huge.cld"
    path.write_text(grid(7), encoding="utf-8")
    return path


def test_every_loop_is_listed_once_and_typed_as_counted(many: Path) -> None:
    done = run("analyze", many, "--loops", "all", "--format", "json")
    values = json.loads(done.stdout)
    assert values["counts"]["listed"] == values["counts"]["total"] == COUNT
    rounds = {tuple(map(tuple, sorted(loop["links"]))) for loop in values["loops"]}
    assert len(rounds) == len(values["loops"]) == COUNT
    kinds = [loop["type"] for loop in values["loops"]]
    assert kinds.count("R") == values["counts"]["R"] and kinds.count("B") == values["counts"]["B"]
    lengths = [len(loop["links"]) for loop in values["loops"]]
    assert lengths == sorted(lengths)
    without_id = [loop for loop in values["loops"] if loop["id"] == "–"]
    assert len(without_id) == COUNT - 10_000


def test_by_default_json_lists_ten_thousand_and_says_so(many: Path) -> None:
    counts = json.loads(run("analyze", many, "--format", "json").stdout)["counts"]
    assert (counts["listed"], counts["total"]) == (10_000, COUNT)


def diamonds(size: int) -> str:
    sides = [(f"V{i}", f"{side}{i}", f"V{(i + 1) % size}") for i in range(size) for side in "AB"]
    return "".join(f"{a} (+)-> {b} (-)-> {c}\n" for a, b, c in sides)


def test_by_default_json_lists_fewer_where_loops_are_long(tmp_path: Path) -> None:
    path = tmp_path / "long.cld"
    path.write_text(diamonds(250), encoding="utf-8")
    counts = json.loads(run("analyze", path, "--format", "json").stdout)["counts"]
    assert (counts["listed"], counts["total"]) == (600, 2**250)
    more = json.loads(run("analyze", path, "--format", "json", "--loops", "700").stdout)
    assert more["counts"]["listed"] == len(more["loops"]) == 700


def test_more_loops_than_can_ever_be_listed(tmp_path: Path) -> None:
    path = tmp_path / "long.cld"
    path.write_text(diamonds(70), encoding="utf-8")
    done = run("analyze", path, "--loops", "all")
    assert done.returncode == 2 and "too many loops to list them all" in done.stderr
    few = run("analyze", path, "--loops", "all", "--order", "independent")
    assert few.returncode == 0 and "Showing 71 of 71 independent loops" in few.stdout


def test_a_number_of_loops_is_said_whatever_its_length(tmp_path: Path) -> None:
    path = tmp_path / "long.cld"
    path.write_text(diamonds(2_200), encoding="utf-8")
    digits = {"PYTHONINTMAXSTRDIGITS": "640"}  # Python writes no more unless told to
    done = run("analyze", path, "--loops", "1", env=digits)
    assert done.returncode == 0 and f"{2**2_200:,} loops" in " ".join(done.stdout.split())


def test_text_and_markdown_list_as_many_as_asked_for(many: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    assert run("analyze", many, "--loops", "10100", "-o", out).returncode == 0
    text = out.read_text(encoding="utf-8")
    assert "Showing 10,100 of 16,064 loops" in " ".join(text.split())
    assert sum(line.startswith("–  ") for line in text.splitlines()) == 100
    markdown = run("analyze", many, "--loops", "10100", "--format", "markdown").stdout
    rounds = markdown.split("## Each loop step by step")[1].split("\n## ")[0]
    assert sum(line.startswith("- **") for line in rounds.splitlines()) == 10_100


def test_a_selection_of_many_can_be_gone_through_again() -> None:
    report = analyze(MANY)
    found = select(report, Wish(through=("V1",)), most=None)
    first, again = list(found.loops), list(found.loops)
    assert first == again and len(first) == len(found.loops) == found.counts.total > 10_000
    assert all("V1" in loop.variables for loop in first)
    assert first[-1] in found.loops
    assert len({loop.links for loop in first}) == len(first)


def test_loops_that_are_gone_through_are_not_kept() -> None:
    report = analyze(MANY)
    seen = []
    for loop in select(report, Wish(), most=None).loops:
        loop_values(report, loop)
        seen.append(weakref.ref(loop))
    assert len(seen) == COUNT
    assert sum(one() is not None for one in seen) <= len(report.loops) + 1


def test_millions_of_loops_come_in_order_of_length() -> None:
    report = analyze(grid(7))
    found = select(report, Wish(longest=30), most=None)
    assert len(found.loops) > MOST_BY_DELAY
    some = [loop for loop, _ in zip(found.loops, range(15_000), strict=False)]
    assert len({loop.links for loop in some}) == 15_000
    lengths = [len(loop.links) for loop in some]
    assert lengths == sorted(lengths)


def test_too_many_to_put_in_order_of_delay_is_said(huge: Path) -> None:
    done = run("analyze", huge, "--order", "delay", "--loops", "all")
    assert done.returncode == 2 and "200,000" in done.stderr


def test_little_time_gives_what_there_is_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "dense.cld"
    path.write_text(complete(30), encoding="utf-8")
    done = run("analyze", path, "--budget", "0.2", "--format", "json", "--exit-zero")
    values = json.loads(done.stdout)
    assert not values["counts"]["exact"]
    assert "CLD601" in {finding["code"] for finding in values["diagnostics"]}
    assert len(values["loops"]) <= 1_000


def test_a_budget_is_a_number_of_seconds_of_work(many: Path) -> None:
    for wrong in ("0", "-1", "soon", "nan"):
        assert run("analyze", many, "--budget", wrong).returncode == 2


def test_a_search_that_is_told_to_stop_gives_what_it_found() -> None:
    successors = [[b for b in range(12) if a != b] for a in range(12)]
    asked: list[float | None] = []

    def ask(doing: str, part: float | None) -> bool:
        asked.append(part)
        return len(asked) < 3

    found = find_cycles(successors, watch=Watch(ask=ask))
    assert not found.complete and len(asked) >= 3
    parts = [part for part in asked if part is not None]
    assert all(0 <= part <= 1 for part in parts)


@pytest.mark.parametrize(
    ("successors", "first"),
    [
        ([[1], [2], []], ()),
        ([[1], [1]], ((1,),)),
        ([[1], [2, 3], [3], [1]], ((1, 3),)),
        ([[4], [2], [3], [1], []], ((1, 2, 3),)),
    ],
)
def test_where_there_is_a_loop_one_is_found_though_no_step_is_allowed(
    successors: list[list[int]], first: tuple[tuple[int, ...], ...]
) -> None:
    assert find_cycles(successors, steps=-1, watch=Watch(effort=0)).cycles == first


def test_no_report_without_steps_says_that_there_is_no_loop() -> None:
    text = "".join(f"V{v} (+)-> V{(v + s) % 3_000}\n" for v in range(3_000) for s in (1, 2))
    report = analyze(text, watch=Watch(effort=0))
    assert [loop.id for loop in report.loops] == ["R1"] and not report.counts.exact
    assert [finding.code for finding in report.diagnostics if finding.severity == "warning"] == [
        "CLD601"
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of Unix")
def test_a_terminal_sees_progress_that_goes_away(huge: Path, tmp_path: Path) -> None:
    import pty

    master, slave = pty.openpty()
    command = [sys.executable, "-m", "cld", "analyze", str(huge)]
    command += ["--loops", "all", "--format", "json", "-o", str(tmp_path / "out.json")]
    env = {**os.environ, "TERM": "xterm"}
    with subprocess.Popen(command, stderr=slave, env=env, preexec_fn=heed) as process:
        os.close(slave)
        said, stopped = b"", False
        while piece := read_terminal(master):
            said += piece
            if not stopped and b"listing loops" in said and b"%" in said:
                process.send_signal(signal.SIGINT)
                stopped = True
    assert process.returncode == 130
    assert b"cld: listing loops" in said and b"%" in said
    assert said.decode().rsplit("\r", 1)[-1].strip() == ""


def read_terminal(master: int) -> bytes:
    try:
        return os.read(master, 4096)
    except OSError:  # nobody writes to it any more
        return b""


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal of Unix")
def test_stopped_while_it_writes_it_leaves_nothing_behind(huge: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    command = [sys.executable, "-m", "cld", "analyze", str(huge), "--loops", "all"]
    command += ["-o", str(folder / "all.txt")]
    with subprocess.Popen(command, preexec_fn=heed) as process:
        for _ in range(600):
            if any(path.stat().st_size for path in folder.iterdir()):
                break
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
    assert process.returncode == 130
    assert list(folder.iterdir()) == []
