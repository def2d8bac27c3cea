"""A grade printed for a learner, and grades in a table for an instructor."""

from __future__ import annotations

from collections.abc import Sequence

from cld.core.gate import shown
from cld.grade.classwide import Standing
from cld.output.terminal import Paper
from cld.prose.classes import class_words
from cld.prose.grades import (
    STATES,
    GradeValues,
    HowFar,
    View,
    match_words,
    measure_words,
    score_words,
)
from cld.prose.unmatched import alias_words, own_words
from cld.prose.wording import plural

# In a table a name has so many characters at most before the columns give way, and what is said
# of an answer so many at least before it is cut.
MOST_WIDE, LEAST_SAID = 60, 60
STYLES: dict[HowFar, str] = {"all": "green", "part": "yellow", "none": "red"}


def print_grade(title: str, answer: GradeValues, view: View, paper: Paper) -> None:
    """Print the score of an answer and the reasons, with no more of the key than the view allows.

    `title` is the exercise's, `answer` the values of `grade_values`.
    """
    paper.line((title, "bold"))
    paper.line(f"{answer['file']}: {score_words(answer, view.points)}")
    for note in answer["notes"]:
        paper.paragraph(note, 2)
    for told, criterion in zip(answer["feedback"], answer["criteria"], strict=True):
        paper.line("")
        _print_criterion(told, criterion, view, paper)
    if answer["feedback_charges"]:
        paper.line("")
        paper.line(("Links that cost points", "bold"))
        for charge in answer["feedback_charges"]:
            cost = f"{charge['cost']:.4g}: " if view.points else ""
            paper.paragraph(f"{cost}{charge['words']}", 2)
    _print_matches(answer, view, paper)
    if view.reveal:
        paper.line("")
        paper.line(("Not counted in the points", "bold"))
        for said in measure_words(answer):
            paper.paragraph(said, 2)


def _print_criterion(told: GradeValues, criterion: GradeValues, view: View, paper: Paper) -> None:
    state: HowFar = told["state"]
    points = f"{criterion['points']:.4g} of {criterion['max_points']:g}"
    said = points if view.points else STATES[state]
    paper.line((said, STYLES[state]), f"  {told['number']}. {told['title']}")
    for line in told["lines"]:
        paper.paragraph(line, 4)
    if "hint" in told:
        paper.paragraph(f"hint: {told['hint']}", 4)


def _print_matches(answer: GradeValues, view: View, paper: Paper) -> None:
    taken = match_words(answer, view.reveal)
    if taken:
        paper.line("")
        paper.line(("Names matched to names of the reference", "bold"))
        for said in taken:
            paper.paragraph(said, 2)
    own = own_words(answer)
    if own:
        paper.line("")
        paper.paragraph(f"{own}.")
    for line in alias_words(answer) if view.reveal else ():
        paper.paragraph(line, 2)


def print_table(answers: Sequence[GradeValues], points: float, folder: str, paper: Paper) -> None:
    """Print a line for each answer: its file, its points or the reason why it has none, and the
    first note. `folder` is the folder that contains all of them, if there is one."""
    if folder:
        paper.line((f"{len(answers):,} answers in {folder}", "bold"))
    names = [shown(answer["file"]) for answer in answers]
    wide = min(max(map(len, names), default=0), MOST_WIDE)
    for name, answer in zip(names, answers, strict=True):
        notes = answer["notes"]
        room = max(paper.width - wide - 20, LEAST_SAID)
        if answer["problem"]:
            review = "; needs review" if answer["needs_review"] else ""
            problem = f"  {answer['problem']}{review}"
            paper.line(f"{name:{wide}}  ", (f"{'–':>8}", "red"), problem)
            if len(answers) > 1:
                notes = [_cut(shown(note), room) for note in notes[:1]]
            for note in notes:
                paper.paragraph(note, 2)
            continue
        wrong = len(answer["charges"])
        costs = f"{plural(wrong, 'link')} cost{'s' if wrong == 1 else ''} points" if wrong else ""
        unread = len(answer["unread"])
        lost = f"{plural(unread, 'line')} with errors" if unread > 1 else ""
        said = "; ".join(filter(None, (costs, lost, *map(shown, notes[:1]))))
        score = f"{round(answer['score'], 2):8g} of {points:g}"
        paper.line(f"{name:{wide}}  {score}  {_cut(said, room)}".rstrip())


def _cut(said: str, room: int) -> str:
    return said if len(said) <= room else f"{said[: room - 1].rstrip()}…"


def print_class(titles: Sequence[str], standings: Sequence[Standing], paper: Paper) -> None:
    """Print the summary of a class, for the instructor."""
    for title, lines in class_words(titles, standings):
        paper.line("")
        paper.line((title, "bold"))
        for line in lines:
            paper.paragraph(line, 2)
