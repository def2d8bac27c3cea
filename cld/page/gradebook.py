"""`cld grade FOLDER --format html`: a class on one page, for the instructor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cld.grade.classwide import Standing
from cld.grade.key import Key
from cld.page.feedback import bullets, feedback_sections
from cld.page.head import page_head
from cld.page.tags import section, text
from cld.prose.classes import class_words
from cld.prose.grades import FULL, GradeValues, criterion_titles, measure_words
from cld.prose.wording import plural
from cld.version import __version__

# The length of the bar for all points.
WIDEST = 8.0


def gradebook(key: Key, answers: Sequence[GradeValues], standings: Sequence[Standing]) -> str:
    """Return the page of a class: a row for each answer that unfolds into its full feedback, and a
    summary of the class.

    `answers` are the values of `grade_values`; `standings` those of answers that were graded.
    """
    count = plural(len(answers), "answer")
    unread = len(answers) - len(standings)
    more = f", {unread} of which could not be graded" if unread else ""
    lines = [
        *page_head(key.title, ("base.css", "feedback.css")),
        "</head>",
        "<body>",
        f'<header><h1><bdi>{text(key.title)}</bdi></h1><p class="counts">{count}{more}; ',
        f"{key.total:g} points at most.</p></header>",
        '<main class="class">',
        *_common(key, standings),
        *section("answers", "Answers", _rows(answers)),
        "</main>",
        f"<footer><p>Made by cld {__version__}.</p></footer>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _common(key: Key, standings: Sequence[Standing]) -> Iterator[str]:
    for number, (title, lines) in enumerate(class_words(criterion_titles(key), standings)):
        yield from section(f"common-{number}", title, bullets(lines))


def _rows(answers: Sequence[GradeValues]) -> Iterator[str]:
    for answer in answers:
        name = f"<bdi>{text(answer['file'])}</bdi>"
        if answer["problem"]:
            why = text(answer["problem"]) + ("; needs review" if answer["needs_review"] else "")
            problem = f'<span class="problem">{why}</span>'
            yield f'<p class="unread"><span class="points">–</span> {name}: {problem}</p>'
            yield from bullets(answer["notes"])
            continue
        score, whole = answer["score"], answer["max_score"]
        wide = WIDEST * score / whole if whole else 0.0
        bar = f'<span class="room"><span class="bar" style="width:{wide:.2f}em"></span></span>'
        points = f'<span class="points">{score:.4g}</span>'
        yield f"<details><summary>{points} {bar} {name}</summary>"
        full = {"feedback": answer["criteria"], "feedback_charges": answer["charges"]}
        for _, title, lines in feedback_sections({**answer, **full}, FULL):
            if lines:
                yield f"<h3>{text(title)}</h3>"
                yield from lines
        yield "<h3>Not counted in the points</h3>"
        yield from bullets(measure_words(answer))
        yield "</details>"
