"""Grades as Markdown: the feedback of each answer, for a page or a comment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cld.grade.classwide import Standing
from cld.output.markdown_text import markdown_escaped
from cld.prose.classes import class_words
from cld.prose.grades import GradeValues, match_words, problem_words, score_words
from cld.prose.unmatched import own_words

MARKS = {"all": "✓", "part": "◐", "none": "✗"}


def grades_markdown(
    title: str,
    answers: Sequence[GradeValues],
    points: bool,
    titles: Sequence[str] = (),
    standings: Sequence[Standing] = (),
) -> str:
    """Return the feedback that learners may see; with `points` the score in points.

    Where there are several answers a table of them, and what they have in common, come first:
    that is for the instructor. `titles` are those of the criteria.

    >>> print(grades_markdown("Loops", [], points=True), end="")
    # Loops
    """
    table = _table(answers) if len(answers) > 1 else ()
    common = _common(titles, standings)
    return (
        "\n".join((f"# {markdown_escaped(title)}", *table, *common, *_answers(answers, points)))
        + "\n"
    )


def _table(answers: Sequence[GradeValues]) -> Iterator[str]:
    yield "\n| answer | points | of |"
    yield "| --- | ---: | ---: |"
    for answer in answers:
        points = f"{answer['score']:.6g}" if not answer["problem"] else "–"
        yield f"| {markdown_escaped(answer['file'])} | {points} | {answer['max_score']:g} |"


def _common(titles: Sequence[str], standings: Sequence[Standing]) -> Iterator[str]:
    for title, lines in class_words(titles, standings):
        yield f"\n**{title}**\n"
        yield from (f"- {markdown_escaped(line)}" for line in lines)


def _answers(answers: Sequence[GradeValues], points: bool) -> Iterator[str]:
    for answer in answers:
        yield f"\n## {markdown_escaped(answer['file'])}\n"
        if answer["problem"]:
            yield markdown_escaped(problem_words(answer))
            if answer["notes"]:
                yield ""
            yield from (f"> - {markdown_escaped(note)}" for note in answer["notes"])
            continue
        yield f"{score_words(answer, points)}\n"
        if answer["notes"]:
            yield from (f"> - {markdown_escaped(note)}" for note in answer["notes"])
            yield ""
        for told in answer["feedback"]:
            title = markdown_escaped(told["title"])
            yield f"- {MARKS[told['state']]} **{told['number']}. {title}**"
            yield from (f"  - {markdown_escaped(line)}" for line in told["lines"])
            if "hint" in told:
                yield f"  - *hint: {markdown_escaped(told['hint'])}*"
        if answer["feedback_charges"]:
            yield "\nLinks that cost points:\n"
            yield from (
                f"- {markdown_escaped(charge['words'])}" for charge in answer["feedback_charges"]
            )
        taken = match_words(answer, reveal=False)
        if taken:
            yield "\nNames matched to names of the reference:\n"
            yield from (f"- {markdown_escaped(said)}" for said in taken)
        own = own_words(answer)
        if own:
            yield f"\n{markdown_escaped(own)}."
