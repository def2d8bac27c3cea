"""The exercises that come with cld: keys that are sound, and pages that learners get."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from goldens import assert_golden

from cld.analyze import analyze, analyze_bytes
from cld.commands.app import cld
from cld.grade.grade import graded
from cld.grade.key import read_key
from cld.grade.key_check import dense, prove

ROOT = Path(__file__).parents[1]
FOLDER = Path("examples") / "exercises"
GOLDEN = Path(__file__).parent / "golden" / "exercises"
# Each answer with its key, and the least and the most that a fair teacher would give it.
ANSWERS = [
    ("examples/api-cascade.cld", "api-review-key.cld", 100, 100),
    ("examples/exercises/api-review-weak.cld", "api-review-key.cld", 25, 45),
    ("examples/hourly-spike.cld", "hourly-spike-key.cld", 100, 100),
    ("examples/exercises/hourly-spike-weak.cld", "hourly-spike-key.cld", 25, 45),
    ("examples/exercises/polarity-model.cld", "polarity-key.cld", 100, 100),
    ("examples/exercises/polarity-weak.cld", "polarity-key.cld", 45, 65),
    ("examples/exercises/contention-model.cld", "contention-key.cld", 100, 100),
    ("examples/exercises/contention-weak.cld", "contention-key.cld", 35, 55),
]


@pytest.mark.parametrize("path", sorted((ROOT / FOLDER).glob("*-key.cld")), ids=lambda p: p.stem)
def test_a_key_is_sound(path: Path) -> None:
    key, problems = read_key(analyze_bytes(path.read_bytes()))
    assert not problems and not prove(key) and not dense(key)
    assert key.stated == key.total == 100


@pytest.mark.parametrize(("answer", "key", "least", "most"), ANSWERS)
def test_feedback_is_as_it_was_read(
    answer: str, key: str, least: float, most: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    arguments = ["grade", answer, "--key", str(FOLDER / key), "--color", "never"]
    said = CliRunner().invoke(cld, arguments, standalone_mode=False).output
    assert_golden(GOLDEN / f"{Path(answer).stem}.txt", said)
    score = float(said.splitlines()[1].split(": ")[1].split(" of ")[0])
    assert least <= score <= most


def test_the_page_tells_the_points_of_weak_answers() -> None:
    page = (ROOT / FOLDER / "README.md").read_text(encoding="utf-8")
    for stem in ("api-review", "hourly-spike", "polarity", "contention"):
        said = (GOLDEN / f"{stem}-weak.txt").read_text(encoding="utf-8").splitlines()[1]
        points = round(float(said.split(": ")[1].split(" of ")[0]))
        assert f"[{points} points]({stem}-weak.cld)" in page


def test_the_keys_on_the_page_are_sound() -> None:
    page = (ROOT / FOLDER / "README.md").read_text(encoding="utf-8")
    blocks = [block.split("```")[0] for block in page.split("```cld\n")[1:]]
    assert len(blocks) == 2
    key, problems = read_key(analyze_bytes(blocks[-1].encode()))
    assert not problems and not prove(key) and key.total == key.stated == 20


@pytest.mark.parametrize("path", sorted((ROOT / FOLDER).glob("*-key.cld")), ids=lambda p: p.stem)
def test_nothing_is_to_be_had_without_knowing(path: Path) -> None:
    key, _ = read_key(analyze_bytes(path.read_bytes()))
    names = [variable.name for variable in key.diagram.variables]
    pairs = [(a, b) for a in names for b in names if a != b]
    for signs in ("+", "-", "?", "+-"):
        flood = "".join(f"{a} ({signs[n % len(signs)]})-> {b}\n" for n, (a, b) in enumerate(pairs))
        assert graded(key, analyze(flood))[0].score == 0
    assert graded(key, analyze("".join(f"{name}:\n" for name in names)))[0].score == 0
    weak = path.with_name(path.name.replace("-key", "-weak")).read_text(encoding="utf-8")
    before = graded(key, analyze(weak))[0].score
    more = "".join(f"idea {n} (+)-> idea {n + 1}\n" for n in range(50))
    assert graded(key, analyze(weak + more))[0].score == before
    everything = "".join(f"{a} (+)-> {b}\n" for a, b in pairs)
    assert graded(key, analyze(weak + everything))[0].score < before


def test_the_commands_of_the_readme_run_in_the_top_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text = (ROOT / FOLDER / "README.md").read_text(encoding="utf-8")
    commands = text.split("```sh\n")[1].split("```")[0].splitlines()
    assert len(commands) == 3
    monkeypatch.chdir(ROOT)
    for command in commands:
        _, *arguments = command.split()
        there = [str(tmp_path / word) if word in ("class.html", "pages") else word
                 for word in arguments]  # fmt: skip
        result = CliRunner().invoke(cld, there, standalone_mode=False)
        assert result.exception is None and result.return_value == 0, command
    assert (tmp_path / "class.html").read_text(encoding="utf-8").startswith("<!doctype html>")
