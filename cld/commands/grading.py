"""One answer graded: what `cld grade` does with each file, in whatever process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from cld.grade.answer import Answer, read_answer
from cld.grade.classwide import Standing, standing
from cld.grade.grade import graded
from cld.grade.key import Key
from cld.output.grade_values import grade_values, ungraded_values
from cld.prose.grades import View


@dataclass(frozen=True, slots=True)
class GradingOptions:
    """How to grade: by which key, with which names matched by a person, how strictly, what a
    learner may see, and whether a page for them is wanted."""

    key: Key
    by_hand: Mapping[str, str | None]
    strict: bool
    view: View
    with_page: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """A file to grade, the folder it may not lead out of, and how. `data` is what is in it where
    that was read already, as standard input must be: another process has its own."""

    file: str
    within: str | None
    way: GradingOptions
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class GradedFile:
    """What came of a file: its values for reports, what it is compared with others by (None
    where it could not be graded), and the learner's page, if it is wanted."""

    values: dict[str, Any]
    standing: Standing | None = None
    page: str = ""

    def within(self, folder: str) -> GradedFile:
        """Return this with the file called as it is within a folder."""
        file = str(self.values["file"]).removeprefix(folder)
        standing = replace(self.standing, file=file) if self.standing else None
        return GradedFile({**self.values, "file": file}, standing, self.page)


def grade_one(task: Task) -> GradedFile:
    """Return what comes of a file. Raises MissingLibraryError."""
    answer, way = read_answer(task.file, task.within, task.data), task.way
    if answer.report is None:
        return _ungraded(task, answer.problem, needs_review=False)
    found, matches = graded(way.key, answer.report, way.by_hand, way.strict)
    values = grade_values(found, matches, way.view, answer.notes)
    page = ""
    if way.with_page:
        # Not at the top: pictures load what takes time.
        from cld.page.feedback import feedback

        page = feedback(found, values, way.view)
    return GradedFile(values, standing(found), page)


def unfinished(task: Task, problem: str) -> GradedFile:
    """Return what comes of a file whose grading ran out of time or memory: a person must look."""
    return _ungraded(task, problem, needs_review=True)


def _ungraded(task: Task, problem: str, needs_review: bool) -> GradedFile:
    key = task.way.key
    values = ungraded_values(Answer(task.file, None, problem), key.total, needs_review)
    if not task.way.with_page:
        return GradedFile(values)
    from cld.page.feedback import ungraded

    return GradedFile(values, page=ungraded(key, values))
