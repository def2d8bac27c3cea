"""`cld grade ANSWER --format html`: the feedback for a learner on one self-contained page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from cld.grade.grade import Grade
from cld.grade.key import Key
from cld.page.compared import compared
from cld.page.head import page_head
from cld.page.tags import Section, section, text
from cld.prose.grades import (
    STATES,
    GradeValues,
    View,
    match_words,
    problem_words,
    score_words,
)
from cld.prose.unmatched import alias_words, own_words
from cld.version import __version__

# Parts without a line break: a sign with its arrow, a place.
_WHOLE, _SPAN = re.compile(r"\([+?-]\)-&gt;|\(line \d+\)"), r"<span>\g<0></span>"
MARKS = {"all": "✓", "part": "◐", "none": "✗"}


def feedback(grade: Grade, answer: GradeValues, view: View) -> str:
    """Return the page of an answer, with no more of the key than the view allows.

    `answer` are the values of `grade_values` for the same view.
    """
    told = (line for part in feedback_sections(answer, view) for line in section(*part))
    body = [*compared(grade, view), *told]
    return _page(grade.key, answer, score_words(answer, view.points), body)


def ungraded(key: Key, answer: GradeValues) -> str:
    """Return the page of an answer that could not be graded."""
    problem = f'<p class="problem">{text(problem_words(answer))}</p>'
    body = [problem, *section("notes", "Notes", bullets(answer["notes"]))]
    return _page(key, answer, "Ungraded" if answer["needs_review"] else "0 %", body)


def _page(key: Key, answer: GradeValues, score: str, body: Iterable[str]) -> str:
    amount, _, rest = score.partition(" ")
    name = PurePath(answer["file"]).name
    file = f"<bdi>{text(name)}</bdi>"
    lines = [
        *page_head(f"{key.title} – {name}", ("base.css", "feedback.css")),
        "</head>",
        "<body>",
        f"<header><h1><bdi>{text(key.title)}</bdi></h1>",
        f'<p class="score"><b>{text(amount)}</b>{text(rest)} · {file}</p>',
        "</header>",
        '<main class="feedback">',
        *body,
        "</main>",
        f"<footer><p>Made by cld {__version__}.</p></footer>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def feedback_sections(answer: GradeValues, view: View) -> Iterator[Section]:
    """Yield the criteria and how far they are met, links that cost points, and matched names."""
    yield "notes", "Notes", list(bullets(answer["notes"]))
    yield "criteria", "Expectations", list(_criteria(answer, view))
    yield "charges", "Links that cost points", list(_charges(answer, view))
    taken = match_words(answer, view.reveal)
    yield "names", "Names matched to names of the reference", list(bullets(taken))
    own = own_words(answer)
    lines = bullets(alias_words(answer) if view.reveal else ())
    yield "own", "Extra variables", [f"<p>{text(own)}.</p>", *lines] if own else []


def _criteria(answer: GradeValues, view: View) -> Iterator[str]:
    yield '<div class="criteria">'
    for told, criterion in zip(answer["feedback"], answer["criteria"], strict=True):
        state = told["state"]
        said = f"{criterion['points']:.4g} of {criterion['max_points']:g}"
        mark = f"{MARKS[state]} {said if view.points else STATES[state]}"
        yield f'<article class="criterion {state}">'
        yield f"<h3><span>{told['number']}. {text(told['title'])}</span>"
        yield f'<span class="state">{text(mark)}</span></h3>'
        yield from bullets(told["lines"])
        if "hint" in told:
            yield f'<p class="hint">hint: {text(told["hint"])}</p>'
        yield "</article>"
    yield "</div>"


def _charges(answer: GradeValues, view: View) -> Iterator[str]:
    said = [
        f"{charge['cost']:.4g}: {charge['words']}" if view.points else charge["words"]
        for charge in answer["feedback_charges"]
    ]
    return bullets(said)


def bullets(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines as a list, or nothing for none."""
    items = [f"<li>{_WHOLE.sub(_SPAN, text(line))}</li>" for line in lines]
    if items:
        yield '<ul class="lines">'
        yield from items
        yield "</ul>"
