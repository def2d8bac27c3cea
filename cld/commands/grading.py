"""Grade one answer: the work `cld grade` does for each file, in any process."""

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
    """How to grade.

    Attributes
    ----------
    key : the answer key.
    by_hand : the names that a person matched.
    strict : True if only identical names and aliases match.
    view : the parts of the result that a learner may see.
    with_page : True if a page for the learner is made.
    """

    key: Key
    by_hand: Mapping[str, str | None]
    strict: bool
    view: View
    with_page: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """A file to grade.

    Attributes
    ----------
    file : its name.
    within : the folder that the file must not lead out of, or None.
    way : how to grade it.
    data : its content if it was read already, else None. Standard input must be read before,
        since another process has a standard input that is not this one.
    """

    file: str
    within: str | None
    way: GradingOptions
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class GradedFile:
    """The result for one file.

    Attributes
    ----------
    values : the values for reports.
    standing : the facts by which it is compared with other answers; None if it could not be
        graded.
    page : the learner's page, or an empty text if none is made.
    """

    values: dict[str, Any]
    standing: Standing | None = None
    page: str = ""

    def within(self, folder: str) -> GradedFile:
        """Return the same result with the file name relative to a folder."""
        file = str(self.values["file"]).removeprefix(folder)
        standing = replace(self.standing, file=file) if self.standing else None
        return GradedFile({**self.values, "file": file}, standing, self.page)


def grade_one(task: Task) -> GradedFile:
    """Return the result for a file. Raises MissingLibraryError."""
    answer, way = read_answer(task.file, task.within, task.data), task.way
    if answer.report is None:
        return _ungraded(task, answer, needs_review=False)
    found, matches = graded(way.key, answer.report, way.by_hand, way.strict)
    values = grade_values(found, matches, way.view, answer.notes, answer.unread)
    page = ""
    if way.with_page:
        # Imported here because drawing loads slow libraries.
        from cld.page.feedback import feedback

        page = feedback(found, values, way.view)
    return GradedFile(values, standing(found), page)


def unfinished(task: Task, problem: str) -> GradedFile:
    """Return the result for a file whose grading ran out of time or memory; it needs a review
    by a person."""
    return _ungraded(task, Answer(task.file, None, problem), needs_review=True)


def _ungraded(task: Task, answer: Answer, needs_review: bool) -> GradedFile:
    key = task.way.key
    values = ungraded_values(answer, key.total, needs_review)
    if not task.way.with_page:
        return GradedFile(values)
    from cld.page.feedback import ungraded

    return GradedFile(values, page=ungraded(key, values))
