"""A grade printed for a learner, and grades in a table for an instructor."""

from __future__ import annotations

from collections.abc import Sequence

from cld.grade.classwide import Mistake, met, mistakes, twins
from cld.grade.grade import Grade
from cld.grade.matches import Matches
from cld.output.grade_words import State, Told, View, charge_words, title_of, told
from cld.output.terminal import Paper
from cld.output.wording import plural, shown

STYLES: dict[State, str] = {"all": "green", "part": "yellow", "none": "red"}
# Of what many have in common so much is told.
MOST_MISTAKES, MOST_PAIRS = 15, 30
WORDS: dict[State, str] = {"all": "met", "part": "in part", "none": "not met"}


def print_grade(grade: Grade, matches: Matches, view: View, paper: Paper) -> None:
    """Print what an answer earns and why, no more of the key than the view allows."""
    paper.line((shown(grade.key.title), "bold"))
    paper.line(f"{shown(grade.board.answer.file)}: {score_words(grade, view)}")
    for one in told(grade, view):
        paper.line("")
        _print_criterion(one, view, paper)
    if grade.charges:
        paper.line("")
        paper.line(("Links that cost points", "bold"))
        for charge in grade.charges:
            cost = f"{charge.cost:g}: " if view.points else ""
            paper.paragraph(shown(f"{cost}{charge_words(grade, charge)}"), 2)
    _print_matches(matches, view, paper)


def score_words(grade: Grade, view: View) -> str:
    """Return a score as a learner may see it: in points, or as a share.

    Without points a share is told in full percent, and 100 for nothing less than all.
    """
    if view.points:
        return f"{grade.score:.6g} of {plural_points(grade.max_score)}"
    share = int(100 * grade.score / grade.max_score + 1e-9) if grade.max_score else 0
    return f"{share} %"


def plural_points(points: float) -> str:
    """Return a number of points in words."""
    return f"{points:g} point{'' if points == 1 else 's'}"


def _print_criterion(one: Told, view: View, paper: Paper) -> None:
    points = f"{one.points:.4g} of {one.max_points:g}" if view.points else WORDS[one.state]
    paper.line((points, STYLES[one.state]), f"  {one.number}. {shown(one.title)}")
    for line in one.lines:
        paper.paragraph(shown(line), 4)
    if one.hint:
        paper.paragraph(shown(f"hint: {one.hint}"), 4)


def _print_matches(matches: Matches, view: View, paper: Paper) -> None:
    taken = [m for m in matches.pairs if m.how not in ("exact", "by hand")]
    if view.reveal and taken:
        paper.line("")
        paper.line(("Names that were taken for names of the key", "bold"))
        for match in taken:
            likeness = f", {match.likeness:.0%}" if match.how == "likeness" else ""
            said = f"“{match.answer}” for “{match.key}” ({match.how}{likeness})"
            paper.paragraph(shown(said), 2)
    if matches.unmatched_answer:
        names = ", ".join(matches.unmatched_answer[:20])
        more = len(matches.unmatched_answer) - 20
        rest = f" and {more:,} more" if more > 0 else ""
        paper.line("")
        count = plural(len(matches.unmatched_answer), "variable")
        paper.paragraph(shown(f"{count} of your own, which earn and cost nothing: {names}{rest}"))


def print_table(rows: Sequence[tuple[str, float | None, float, str]], paper: Paper) -> None:
    """Print a line for each answer: its file, its score or why there is none."""
    wide = max((len(shown(file)) for file, *_ in rows), default=0)
    for file, score, max_score, problem in rows:
        name = shown(file).ljust(min(wide, 60))
        if score is None:
            paper.line(f"{name}  ", ("–", "red"), f"  {shown(problem)}")
        else:
            paper.line(f"{name}  {score:8.6g} of {max_score:g}")


def print_class(grades: Sequence[Grade], paper: Paper) -> None:
    """Print what a class has in common, for the instructor."""
    if len(grades) < 2:
        return
    paper.line("")
    paper.line(("What was met", "bold"))
    for criterion, (whole, part) in zip(grades[0].key.criteria, met(grades), strict=True):
        in_part = f", {part} in part" if part else ""
        title = f"{criterion.number}. {title_of(criterion, reveal=True)}"
        paper.paragraph(shown(f"{whole} of {len(grades)}{in_part}: {title}"), 2)
    common = mistakes(grades)
    if common:
        paper.line("")
        paper.line(("Mistakes of more than one", "bold"))
        for mistake in common[:MOST_MISTAKES]:
            said = mistake_words(mistake)
            paper.paragraph(shown(f"{mistake.count} of {len(grades)} have {said}"), 2)
        if len(common) > MOST_MISTAKES:
            paper.line(f"  and {plural(len(common) - MOST_MISTAKES, 'more mistake')}")
    pairs = twins(grades)
    if pairs:
        paper.line("")
        paper.line(("Answers that are nearly the same", "bold"))
        for pair in pairs[:MOST_PAIRS]:
            links = plural(pair.shared, "link")
            said = f"{pair.one} and {pair.other}: {links} that are not the key's, in the same words"
            paper.paragraph(shown(said), 2)
        if len(pairs) > MOST_PAIRS:
            paper.line(f"  and {plural(len(pairs) - MOST_PAIRS, 'more pair')}")


def mistake_words(mistake: Mistake) -> str:
    """Return a wrong link in words."""
    if mistake.kind == "sign":
        return f"{mistake.cause} → {mistake.effect} with the other sign"
    if mistake.kind == "turned":
        return f"{mistake.effect} → {mistake.cause} the wrong way round"
    return f"{mistake.cause} ({mistake.sign})-> {mistake.effect}, which does not hold"
