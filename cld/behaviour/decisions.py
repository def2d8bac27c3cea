"""A sentence on the decisions of a controller before it sees their effect."""

from __future__ import annotations

from cld.behaviour.controllers import Controller, HowMany
from cld.behaviour.pace import decision_pace
from cld.core.quantities import spoken_delay
from cld.sentences import loops as say


def blind_words(found: Controller) -> str:
    """Return how many decisions a controller makes before it sees their effect, by its law if the
    file states one.

    >>> from cld.analyze import analyze
    >>> report = analyze("Queue (+, delay 120s)-> Pods (-)-> Queue\\nPods: every 15s")
    >>> blind_words(report.controllers(report.loops[0])[0])
    '8 decisions, 7 of them before any effect is visible'
    """
    if found.law == "total" and found.stale:
        return say.SETS_TOTAL(wait=spoken_delay(found.wait))
    if found.law == "ratio" and found.stale and found.age and found.repeated:
        count = _how_many(found.repeated, "decision")
        return say.REPEATS(age=spoken_delay(found.age), count=count)
    if found.wait.smooth and found.stale is None:
        return say.GRADUAL()
    if found.stale is False and found.decisions == (1, 1):
        pace = decision_pace(found.every, found.window)
        sooner = found.wait.max is not None and found.wait.max < pace.min
        return (say.SEES_EACH if sooner else say.SEES_ABOUT)()
    count = _how_many(found.decisions, "decision")
    if not found.stale:
        return say.DECISIONS(count=count)
    least, most = found.decisions
    blind = _how_many((least - 1, None if most is None else most - 1))
    return say.DECISIONS_STALE(count=count, blind=blind)


def _how_many(bounds: HowMany, noun: str = "") -> str:
    least, most = bounds
    if most is None:
        said, count = f"at least {least:,}", least
    else:
        said, count = f"{least:,}" if least == most else f"{least:,} to {most:,}", most
    return f"{said} {noun}{'' if count == 1 else 's'}" if noun else said
