"""The feedback on an answer in words: all of it, or only the part a learner may see."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from cld.core.diagram import Link, LoopType
from cld.grade.comparison import Earned, Fact
from cld.grade.grade import Charge, Grade
from cld.grade.key import Criterion, Key
from cld.language.format import name_text
from cld.loops.loop import TYPE_NAMES
from cld.prose.wording import plural

# The values of a grade from `output/grade_values`.
GradeValues = Mapping[str, Any]
HowFar = Literal["all", "part", "none"]
STATES: dict[HowFar, str] = {"all": "met", "part": "met in part", "none": "not met"}


@dataclass(frozen=True, slots=True)
class View:
    """The parts of a key that may be shown: missing parts (`reveal`), points, hints."""

    reveal: bool = False
    points: bool = False
    hints: bool = False


FULL = View(reveal=True, points=True, hints=True)


@dataclass(frozen=True, slots=True)
class CriterionWords:
    """A criterion in words: its title, how far it is met, and the evidence."""

    number: int
    title: str
    state: HowFar
    points: float
    max_points: float
    lines: tuple[str, ...]
    hint: str = ""


def key_view(key: Key, reveal: bool = False) -> View:
    """Return the parts that a learner may see: those the key shows, or with `reveal` everything.

    A key shows its points or its hints with `exercise "…" (shows "points, hints")`.
    """
    if reveal:
        return FULL
    exercise = key.diagram.exercise
    shown = dict(exercise.settings).get("shows", "") if exercise else ""
    words = {word.strip().casefold() for word in shown.replace(",", " ").split()}
    return View(points="points" in words, hints="hints" in words)


def criterion_titles(key: Key) -> list[str]:
    """Return the title of each criterion of a key, with its number, for the instructor."""
    return [f"{one.number}. {title_of(one, reveal=True)}" for one in key.criteria]


def score_words(answer: Mapping[str, Any], points: bool) -> str:
    """Return the score in the values of an answer as a learner may see it: in points, or as a
    share.

    A share is shown in full percent, and is 100 only for a full score.

    >>> score_words({"score": 2.999, "max_score": 3.0}, points=False)
    '99 %'
    """
    score, whole = answer["score"], answer["max_score"]
    if points:
        # A score that is not full does not read as full.
        said = score if round(score, 2) == whole else round(score, 2)
        return f"{said:.10g} of {plural_points(whole)}"
    return f"{int(100 * score / whole + 1e-9) if whole else 0} %"


def problem_words(answer: Mapping[str, Any]) -> str:
    """Return why an answer could not be graded, and the consequence.

    >>> problem_words({"problem": "it is empty", "needs_review": False})
    'The answer could not be read: it is empty.'
    >>> problem_words({"problem": "it takes more than 10 seconds", "needs_review": True})
    'The answer was not graded: it takes more than 10 seconds. A person must look at it.'
    """
    if answer["needs_review"]:
        return f"The answer was not graded: {answer['problem']}. A person must look at it."
    return f"The answer could not be read: {answer['problem']}."


def plural_points(points: float) -> str:
    """Return a number of points in words."""
    return f"{points:g} point{'' if points == 1 else 's'}"


def match_words(answer: Mapping[str, Any], reveal: bool) -> list[str]:
    """Return the names of an answer that were matched to different names of the key: similar names
    always, so that a wrong match is seen, other matches only with `reveal`."""
    found = []
    for match in answer["matches"]:
        is_alike = match["how"] == "likeness"
        if is_alike or (reveal and match["how"] not in ("exact", "by hand")):
            likeness = f", {match['likeness']:.0%}" if is_alike else ""
            found.append(f"“{match['answer']}” for “{match['key']}” ({match['how']}{likeness})")
    return found


def crowd_words(grade: Grade) -> str:
    """Return a sentence if an answer draws nearly every possible link; else an empty text."""
    kept = grade.comparison.kept
    if kept >= 1:
        return ""
    said = "nearly every possible link between variables of the reference is drawn"
    also = "remove links to see which of them are right"
    return f"{said}, so the points count for {int(100 * kept)} %; {also}"


def is_told(grade: Grade, view: View) -> bool:
    """Return whether the feedback may show which links are right: an answer with all links must
    not reveal the key through its feedback."""
    return view.reveal or grade.comparison.kept >= 1


def measure_words(answer: Mapping[str, Any]) -> list[str]:
    """Return the measures in the values of an answer, for the instructor."""
    measures = answer["measures"]
    lines = [
        _agreement(measures["links"], "links"),
        _agreement(measures["loops"], "loops"),
    ]
    far = measures["distance"]
    lines.append(
        "distance from the reference, from 0 for the same to 1: "
        f"{far['langfield_smith_wirth']:.2f} after Langfield-Smith and Wirth, "
        f"{far['markoczy_goldberg']:.2f} after Markóczy and Goldberg, "
        f"{far['schaffernicht_groesser']:.2f} by loops after Schaffernicht and Groesser"
    )
    return lines


def _agreement(measure: Mapping[str, Any], what: str) -> str:
    shares = ", ".join(f"{name} {measure[name]:.2f}" for name in ("precision", "recall"))
    amounts = f"{measure['given']:,} in the answer, {measure['wanted']:,} in the reference"
    return f"{what}: {amounts}, {measure['right']:,} in both; {shares}, F1 {measure['f1']:.2f}"


def criteria_words(grade: Grade, view: View) -> tuple[CriterionWords, ...]:
    """Return each criterion of a grade in words."""
    return tuple(_told(grade, earned, view) for earned in grade.earned)


def _told(grade: Grade, earned: Earned, view: View) -> CriterionWords:
    criterion = earned.criterion
    state: HowFar = "all" if earned.share >= 1 else "part" if earned.share > 0 else "none"
    lines = tuple(_lines(grade, earned, view)) if is_told(grade, view) else ()
    hint = criterion.hint if view.hints and state != "all" else ""
    title = title_of(criterion, view.reveal)
    points = earned.points, criterion.points
    return CriterionWords(criterion.number, title, state, *points, lines, hint)


def title_of(criterion: Criterion, reveal: bool) -> str:
    """Return the title of a criterion; without `reveal` it contains no name of the key."""
    wanted = criterion.expectation
    kind = _typed(wanted.type)
    names = ", ".join(wanted.variables)
    link = next((f"{n.cause} ({n.polarity})-> {n.effect}" for n in wanted.links), "")
    combinations = plural(wanted.count or 1, "combination")
    flows = " and its flows" if {"inflow", "outflow"} & set(criterion.settings) else ""
    titles = {
        "link": ("a link", f"the link {link}"),
        "loop": (f"a {kind}loop", f"the {kind}loop {names}"),
        "loop named": ("a loop and its name", f"a loop named “{wanted.text}”"),
        "at least loops": (f"at least {plural(wanted.count or 1, f'{kind}loop')}",) * 2,
        "at least combinations": (f"at least {combinations} of loops",) * 2,
        "delays": (f"delays on {kind}loops",) * 2,
        "fight": ("a fight over a variable", f"a fight over {names}"),
        "intervention": ("an intervention", f"the intervention “{wanted.text}”"),
        "interventions ranked": ("interventions ranked by their leverage",) * 2,
        "loops labelled": ("loops labelled as reinforcing or balancing",) * 2,
        "stock": (f"a stock{flows}", f"the stock {names}{flows}"),
        "run": ("a run over time", f"the run “{wanted.text}” {wanted.outcome}"),
    }  # fmt: skip
    return titles[wanted.kind][reveal]


def _typed(type_: LoopType | None) -> str:
    return f"{TYPE_NAMES[type_]} " if type_ else ""


# -- the evidence for it --


# The words before the links of the answer that a fact comes from.
_OF_LINKS: dict[str, str] = {
    "found": "found",
    "wrong sign": "wrong sign",
    "no sign": "missing sign",
    "turned": "wrong direction",
}
# Complete sentences.
_PLAIN: dict[str, str] = {
    "stock": "the variable is there and is a stock",
    "no name": "the loop is there, but has another name or none",
    "level": "its leverage level is right",
    "crowded": "nearly every possible link between its variables is drawn, so the loop counts less",
}


def _lines(grade: Grade, earned: Earned, view: View) -> Iterator[str]:
    """Parts that are there and parts that are not; of missing parts only the number of steps."""
    hidden = 0
    for fact in earned.facts:
        if not view.reveal and fact.kind in ("missing", "left out"):
            hidden += fact.count or max(1, len(fact.wanted) - 1)
        elif fact.kind == "count":
            yield _count(fact, earned, view)
        else:
            yield _fact_words(grade, fact, view)
    if hidden:
        yield f"{plural(hidden, 'step')} {'is' if hidden == 1 else 'are'} missing"


def _fact_words(grade: Grade, fact: Fact, view: View) -> str:
    if fact.kind in _OF_LINKS:
        return f"{_OF_LINKS[fact.kind]}: {_way(grade, fact.said)}"
    if fact.kind == "left out":
        return f"left out: {', '.join(fact.wanted[1:-1])}, in {_way(grade, fact.said)}"
    return _PLAIN.get(fact.kind) or _SAID[fact.kind](fact, view)


def _missing(fact: Fact, view: View) -> str:
    return f"missing: {' → '.join(fact.wanted)}"


# The noun for a count, if the title does not give it.
_COUNTED: dict[str, str] = {
    "fight": "balancing loops found",
    "interventions ranked": "pairs in the right order",
    "delays": "found with a delay",
    "loops labelled": "labelled right",
}
# The number of these is known only from the key.
_OF_THE_KEY = ("delays", "loops labelled")


def _count(fact: Fact, earned: Earned, view: View) -> str:
    kind = earned.criterion.expectation.kind
    what = _COUNTED.get(kind, "found")
    if kind == "loops labelled" and fact.count == fact.of and earned.share < 1:
        return f"all {what}, but not all of these loops are complete"
    if kind == "interventions ranked" and not fact.of:
        return "no two of them state a level and work at different levels"
    if kind in _OF_THE_KEY and not view.reveal:
        amount = ", more are missing" if fact.count < fact.of else ", which are all"
        amount = amount.replace(" are", " is") if fact.count == 1 == fact.of else amount
        return f"{plural(fact.count, 'loop')} {what}{amount}" if fact.count else f"none {what}"
    more = "" if fact.count <= fact.of else ", more than asked for"
    return f"{min(fact.count, fact.of)} of {fact.of} {what}{more}"


def _intervention(fact: Fact, view: View) -> str:
    return f"it is there: {', '.join(f'“{name}”' for name in fact.wanted)}"


def _acts(fact: Fact, view: View) -> str:
    return f"it acts against {_that_loop(fact, view)}"


def _no_act(fact: Fact, view: View) -> str:
    return f"it does not act against {_that_loop(fact, view)}, as far as that loop is drawn"


def _that_loop(fact: Fact, view: View) -> str:
    return f"{fact.wanted[0]} of the reference" if view.reveal else "the loop it is meant for"


def _other_level(fact: Fact, view: View) -> str:
    levels = f": it is {' or '.join(fact.wanted)}" if view.reveal else ""
    return f"its leverage level is not right{levels}"


def _nothing(fact: Fact, view: View) -> str:
    return f"not there: {fact.wanted[0]}" if view.reveal and fact.wanted else "not there"


def _no_stock(fact: Fact, view: View) -> str:
    """Without `reveal`, the name would show which variable of the answer is the stock."""
    if view.reveal and fact.wanted:
        name = fact.wanted[-1]
        return f"“{name}” is not marked as a stock; `{name_text(name, 'variable')}: stock` marks it"
    return "the variable is there, but is not marked as a stock; a line `Name: stock` marks one"


def _behaves(fact: Fact, view: View) -> str:
    return f"with your diagram it {fact.wanted[0]}" if view.reveal else "it behaves as expected"


def _other_run(fact: Fact, view: View) -> str:
    found = " and ".join(fact.wanted[1:])
    said = "with your diagram it neither settles, grows nor oscillates for certain"
    said = f"with your diagram it {found}" if found else said
    return f"{said}, and does not {_PLURAL[fact.wanted[0]]}" if view.reveal and found else said


_PLURAL = {"settles": "settle", "grows": "grow", "oscillates": "oscillate"}


_SAID: dict[str, Callable[[Fact, View], str]] = {
    "missing": _missing,
    "no stock": _no_stock,
    "intervention": _intervention,
    "acts": _acts,
    "no act": _no_act,
    "other level": _other_level,
    "nothing": _nothing,
    "behaves": _behaves,
    "other run": _other_run,
}


def charge_words(grade: Grade, charge: Charge) -> str:
    """Return the reason why a link of the answer costs points."""
    link = _way(grade, (charge.link,))
    if charge.forbidden is not None:
        return f"this link is not allowed: {link}"
    if charge.wrong is not None and charge.wrong.kind == "far":
        return f"this link leaves out too many steps; draw each step: {link}"
    return f"this link is wrong, or its sign is: {link}"


def _way(grade: Grade, links: Sequence[Link]) -> str:
    """Links of the answer one after the other, with their lines."""
    said = links[0].cause + "".join(f" ({link.polarity})-> {link.effect}" for link in links)
    if not grade.comparison.answer.source.lines.in_file:
        return said  # lines of the text it was turned into are in no file of the learner's
    lines = sorted({_line(grade, link) for link in links})
    return f"{said} ({_in_lines(lines)})"


def _line(grade: Grade, link: Link) -> int:
    return grade.comparison.answer.source.lines.place(link.spans[0].start).line if link.spans else 0


def _in_lines(lines: Sequence[int]) -> str:
    if len(lines) == 1:
        return f"line {lines[0]}"
    return f"lines {', '.join(map(str, lines[:-1]))} and {lines[-1]}"
