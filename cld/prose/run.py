"""A run in words: what changed, what each part does, and what that rests on."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from cld.core.diagram import Diagram, Intervention
from cld.core.english import is_plural
from cld.core.plans import TimedPush
from cld.core.quantities import spoken_about
from cld.prose.wording import plural
from cld.sentences import run as say
from cld.sentences.naming import names_of
from cld.simulate.after import not_run
from cld.simulate.draws import Draws
from cld.simulate.run import Run, RunPiece
from cld.simulate.strengths import per_time, seconds_of_unit
from cld.simulate.verdict import PartOutcome

# So many variables are named in a sentence.
MOST_SHOWN = 6
# From so many turns on, a part that grows is said to swing.
LEAST_TURNS = 3


def push_words(diagram: Diagram, push: TimedPush) -> str:
    """Return a change in words, such as `Load changes by 1 at 10s for 2min`. A step of a stock is
    an amount for every second."""
    name, many = push.variable, is_plural(push.variable)
    at = say.AT(time=spoken_about(push.at)) if push.at else ""
    if push.kind == "jump":
        amount = _amount(diagram, push)
        return say.JUMPED(name=name, jump="jump" if many else "jumps", amount=amount, at=at)
    if push.kind == "hold":
        amount = _amount(diagram, push, per_second=name not in diagram.stocks)
        return say.HELD(name=name, are="are" if many else "is", amount=amount, at=at)
    lasts = say.LASTS(time=spoken_about(push.lasts)) if math.isfinite(push.lasts) else ""
    when = {"at": at, "lasts": lasts}
    if name in diagram.stocks:
        amount = _amount(diagram, replace(push, amount=abs(push.amount)), per_second=True)
        sentence = say.ADDED if push.amount >= 0 else say.TAKEN
        return sentence(name=name, amount=amount, **when)
    amount = _amount(diagram, push, per_second=True)
    return say.STEPPED(name=name, change="change" if many else "changes", amount=amount, **when)


def _amount(diagram: Diagram, push: TimedPush, per_second: bool = False) -> str:
    """The amount of a push with the unit of its variable; `per_second` is whether that of a stock,
    or of a flow without a unit, is one a second."""
    variable = diagram.variable(push.variable)
    unit = variable.unit if variable else None
    said = f"{push.amount:g} {unit}" if unit else f"{push.amount:g}"
    if not (variable and per_second):
        return said
    rate = per_time(diagram, variable) and seconds_of_unit(variable) is None
    return say.PER_SECOND(amount=said) if rate or variable.kind == "stock" else said


def run_remarks(diagram: Diagram, run: Run) -> Iterator[str]:
    """Yield the behaviour of each part, and the statements that the run rests on."""
    yield from behaviour_remarks(run)
    yield from basis_remarks(diagram, run)


def with_remarks(diagram: Diagram, intervention: Intervention, run: Run) -> Iterator[str]:
    """Yield the behaviour of each part with an intervention, and the limits of that run."""
    yield from behaviour_remarks(run)
    unsaid = [change for change in intervention.changes if change.value is None]
    if any(change.verb in ("weaken", "strengthen") for change in unsaid):
        yield say.BY_HALF()
    verbs = not_run(diagram, intervention)
    if verbs:
        yield say.LEFT_OUT(name=intervention.name, verbs=names_of([f"`{verb}`" for verb in verbs]))


def behaviour_remarks(run: Run) -> Iterator[str]:
    """Yield the behaviour of each part, and what met a bound or was not run."""
    for piece in run.pieces:
        if piece.refused:
            yield not_run_words(piece)
        for outcome in piece.outcomes:
            yield outcome_words(outcome, piece)
        if piece.full:
            yield say.OVERFLOWED(names=_names(piece.full))
        if piece.empty:
            yield say.EMPTIED(names=_names(piece.empty))
        if piece.cut:
            yield say.CUT()


_OUTCOMES = {
    "settles": "{count} settle",
    "grows": "{count} grow",
    "on the edge": "{count} are on the edge",
    "not decided": "{count} are not decided",
    "not counted": "{count} were not examined",
}


def draws_remarks(draws: Draws) -> Iterator[str]:
    """Yield the outcomes of runs with other strengths, and how these were drawn."""
    if not draws.drawn:
        yield say.NOTHING_DRAWN()
        return
    parts = []
    for names, outcomes in draws.outcomes.items():
        counts = [
            words.format(count=outcomes[kind])
            for kind, words in _OUTCOMES.items()
            if outcomes[kind]
        ]
        parts.append(f"{_names(names)}: {', '.join(counts)}")
    if parts:
        yield say.DRAWN(count=plural(draws.count, "run"), parts="; ".join(parts))
    one = draws.drawn == 1
    number = "one strength or delay" if one else f"{draws.drawn} strengths and delays"
    yield say.DRAWN_HOW(drawn=f"{number} {'was' if one else 'were'}")


def not_run_words(piece: RunPiece, most: int = MOST_SHOWN) -> str:
    """Return why a piece was not run, with the first `most` of its variables."""
    were = "was" if len(piece.names) == 1 else "were"
    return say.NOT_RUN(names=names_of(piece.names, most), were=were, reason=piece.refused)


def outcome_words(found: PartOutcome, piece: RunPiece | None = None) -> str:
    """Return the behaviour of a part in one sentence."""
    names, one = found.part.names, len(found.part.names) == 1
    many = is_plural(names[0]) if one else True
    words = {
        "names": _names(names),
        "settle": "settle" if many else "settles",
        "oscillate": "oscillate" if many else "oscillates",
        "keep": "keep" if many else "keeps",
        "grow": "grow" if many else "grows",
        "are": "are" if many else "is",
        "them": "them" if many else "it",
    }
    swings = found.period is not None and math.isfinite(found.period)
    period = spoken_about(float(f"{found.period:.4g}")) if found.period and swings else ""
    if found.outcome == "not decided":
        return (say.HANGS if found.part.spread else say.HANGS_ON_BEATS)(**words)
    if found.outcome == "not counted":
        return say.NOT_COUNTED(**words)
    if found.outcome == "on the edge":
        return say.EDGE(**words)
    if found.outcome == "settles":
        if swings:
            return say.SETTLES_SWINGING(**words, period=period)
        lasts = -1 / found.growth if found.growth else 0.0
        shown = float(piece.times[-1]) if piece is not None and len(piece.times) else math.inf
        if found.by_roots and lasts > shown:
            time = spoken_about(float(f"{lasts:.2g}"))
            return say.SETTLES_SLOWLY(**words, time=time, length=spoken_about(shown))
        return (say.SETTLES if found.by_roots else say.DECIDED_SETTLES)(**words)
    full = [name for name in piece.full if name in names] if piece else []
    if full:
        if set(full) == set(names):
            return say.GROWS_TO_BOUND(**words)
        reach = "reach" if len(full) > 1 or is_plural(full[0]) else "reaches"
        return say.GROWS_BOUNDED(**words, full=_names(tuple(full)), reach=reach)
    if swings:
        return say.GROWS_SWINGING(**words, period=period)
    turns = _turns(piece, names) if piece is not None and found.by_roots else 0
    if turns >= LEAST_TURNS and found.period is None:
        return say.GROWS_OR_SWINGS(**words)
    if turns >= LEAST_TURNS and found.several:
        return say.GROWS_AND_SWINGS(**words)
    return (say.GROWS if found.by_roots else say.DECIDED_GROWS)(**words)


def _turns(piece: RunPiece, names: tuple[str, ...]) -> int:
    """How often the variable of a part that turns most often rises after it fell, or falls after
    it rose."""
    values = piece.values[:, [piece.names.index(name) for name in names]]
    ways = np.sign(np.diff(values, axis=0))
    return max((int(np.sum(np.diff(way[way != 0]) != 0)) for way in ways.T), default=0)


def basis_remarks(diagram: Diagram, run: Run) -> Iterator[str]:
    """Yield the statements that a run rests on, and what was filled in."""
    if run.links:
        stocks = any(name in diagram.stocks for piece in run.pieces for name in piece.names)
        rest = (say.REST_FILL if stocks else say.REST)() if run.stated < run.links else ""
        yield say.STATED(stated=run.stated, links=run.links, rest=rest)
    parts = [outcome.part for piece in run.pieces for outcome in piece.outcomes]
    if any(part.spread for part in parts):
        yield say.SPREAD_OUT()
    for part in parts:
        if not part.timed:
            yield say.BEATS(names=_names(part.names))
        elif part.beaten:
            one = len(part.names) == 1 and not is_plural(part.names[0])
            follow, them = ("follows", "it") if one else ("follow", "them")
            yield say.BEAT(names=_names(part.names), follow=follow, them=them)
    if run.unsigned:
        one = run.unsigned == 1
        count = "1 link" if one else f"{run.unsigned:,} links"
        yield say.UNSIGNED(count=count, do="does" if one else "do")
    if run.unused:
        yield say.CAPACITY(names=_names(run.unused))
    yield say.EACH()


def _names(names: tuple[str, ...]) -> str:
    return names_of(names, MOST_SHOWN)
