"""An answer that runs out of time or memory has no score in any format: a person must look."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree

import pytest
from test_grade_command import ANSWER, KEY, exercise, run

import cld.commands.grade
from cld.commands.grading import GradedFile, Task

WHY = "it takes more than 10 seconds"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three answers: one is graded, one is empty, one is too much."""

    def each(
        work: Callable[[Task], GradedFile],
        tasks: Sequence[Task],
        failed: Callable[[Task, str], GradedFile],
    ) -> Iterator[GradedFile]:
        for task in tasks:
            yield failed(task, WHY) if "slow" in task.file else work(task)

    monkeypatch.setattr(cld.commands.grade, "each", each)
    exercise(tmp_path, ANSWER)
    (tmp_path / "answers" / "none.cld").write_text("")
    (tmp_path / "answers" / "slow.cld").write_text(KEY)
    return tmp_path


def graded(folder: Path, format_: str, *more: object) -> str:
    result = run(
        "grade", folder / "answers", "--key", folder / "key.cld", "--format", format_, *more
    )
    assert result.return_value == 1
    return result.output


def test_json_has_no_score(folder: Path) -> None:
    mine, none, slow = json.loads(graded(folder, "json"))["answers"]
    assert mine["score"] > 0 and not mine["needs_review"]
    assert (none["score"], none["needs_review"]) == (0.0, False)
    assert (slow["score"], slow["needs_review"], slow["problem"]) == (None, True, WHY)


def test_a_grade_book_has_blank_cells(folder: Path) -> None:
    mine, none, slow = csv.DictReader(io.StringIO(graded(folder, "csv")))
    assert [row["needs_review"] for row in (mine, none, slow)] == ["", "", "yes"]
    assert none["score"] == none["raw_score"] == "0.0"
    points = [name for name in slow if name[0].isdigit()]
    assert len(points) == 5
    for name in ("score", "raw_score", "late_submission_penalty", *points):
        assert slow[name] == "" and none[name] != ""
    assert slow["max_score"] == "25.0"


@pytest.mark.parametrize("format_", ["text", "markdown", "html"])
def test_people_are_told(folder: Path, format_: str) -> None:
    said = graded(folder, format_)
    assert WHY in said and ("needs review" in said or "A person must look at it" in said)


def test_a_test_runner_sees_an_error(folder: Path) -> None:
    suites = list(ElementTree.fromstring(graded(folder, "junit").encode()))
    assert [suite.get("errors") for suite in suites] == ["0", "1", "1"]


def test_the_page_of_the_learner_gives_no_score(folder: Path) -> None:
    graded(folder, "json", "--pages", folder / "pages")
    slow = (folder / "pages" / "slow.html").read_text(encoding="utf-8")
    assert "Ungraded" in slow and WHY in slow and "<b>0</b>" not in slow
    none = (folder / "pages" / "none.html").read_text(encoding="utf-8")
    assert "<b>0</b>" in none and "could not be read" in none


def test_an_autograder_gives_no_score(folder: Path) -> None:
    for name in ("mine", "none"):
        (folder / "answers" / f"{name}.cld").unlink()
    # Read in a process of its own, as anything that is not small is.
    slow = folder / "answers" / "slow.cld"
    slow.write_text(KEY + "#" * cld.commands.grade.SMALL)
    found = json.loads(graded(folder, "gradescope"))
    assert "score" not in found and found["extra_data"] == {"needs_review": True}
    assert WHY in found["output"]
    assert json.loads(graded(folder, "prairielearn")) == {"gradable": False, "format_errors": [WHY]}
