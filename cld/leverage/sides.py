"""The two sides of an intervention: how it may make things worse, and its opposite effects.

A reinforcing loop amplifies wanted growth as well as unwanted growth, so its side is worse only if
growth is unwanted. A balancing loop that is opened or weakened corrects less.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from cld.core.diagram import Diagram
from cld.leverage.compare import Effects
from cld.leverage.listed_loops import Known
from cld.leverage.naming import new_loops, of_type, titles, with_kind
from cld.leverage.reasons import overshooting
from cld.loops.drain import circulates, empties
from cld.loops.loop import Loop
from cld.sentences import leverage as say


@dataclass(frozen=True, slots=True)
class Sides:
    """Effects that may make things worse, and effects on the other side.

    `other` is empty if nothing is worse. `growth` is True if the worse side consists only of
    reinforcing loops, or of balancing ones that oppose such loops, so that it is worse only if
    growth is unwanted.
    """

    worse: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    growth: bool = False


def sides_of(diagram: Diagram, effects: Effects, known: Known) -> Sides:
    """Return both sides of the effects of an intervention on listed loops.

    A stock and its outflow correct nothing, and loops that only carry material from stock to stock
    amplify nothing: a change of these is on neither side.

    >>> from cld.analyze import analyze
    >>> report = analyze('A (+)-> B (+)-> A (+)-> C (-)-> A\\nintervention "I" { weaken A -> B\\n'
    ... 'weaken A -> C }')
    >>> report.interventions[0].other_side
    ('it weakens the reinforcing loop R1',)
    """
    effects = _without_material(diagram, effects)
    sides = both_sides(*sides_made_of(effects, known))
    driven = known.driven_after((), effects.created)
    opened = of_type("B", effects.broken)
    opposing = all(any(name in driven for name in loop.variables) for loop in opened)
    growth = bool(sides.worse) and opposing and not _may_swing_more(diagram, effects, known)
    return replace(sides, growth=growth)


def _may_swing_more(diagram: Diagram, effects: Effects, known: Known) -> bool:
    """Return whether a balancing loop that is opened or weakened shares a variable with another
    one that a delay or a second stock lets oscillate: it may be what damps it, as the loop of the
    supply line does in stock management.

    References
    ----------
    J. D. Sterman, Business Dynamics, 2000, chapter 17.
    """
    less = of_type("B", (*effects.broken, *effects.weakened))
    own = {loop.id for loop in less}
    places = {place for x in less for at in x.variables for place in known.by_variable.get(at, ())}
    return any(
        loop.type == "B"
        and loop.id not in own
        and (
            any(link.delay is not None and link.delay.max != 0 for link in loop.links)
            or len(diagram.stocks & set(loop.variables)) > 1
        )
        for loop in (known.loops[place] for place in places)
    )


def _without_material(diagram: Diagram, effects: Effects) -> Effects:
    """The effects on loops that carry more than material."""

    def rest(loops: tuple[Loop, ...]) -> tuple[Loop, ...]:
        return tuple(x for x in loops if not empties(diagram, x) and not circulates(diagram, x))

    return replace(
        effects,
        broken=rest(effects.broken),
        weakened=rest(effects.weakened),
        strengthened=rest(effects.strengthened),
        slowed=rest(effects.slowed),
        quickened=rest(effects.quickened),
    )


def sides_made_of(effects: Effects, known: Known) -> tuple[list[str], list[str], list[str]]:
    """Return effects that add to amplification, effects that reduce opposition, and opposite
    effects."""
    return (
        list(_amplified(effects)),
        list(_less_opposed(effects, known)),
        [*_less_amplified(effects), *_opposed(effects)],
    )


def both_sides(amplified: list[str], less_opposed: list[str], other: list[str]) -> Sides:
    """Return sides from their parts: more amplification and less opposition are worse, `other` is
    the opposite of both."""
    worse = (*amplified, *less_opposed)
    return Sides(worse, tuple(other) if worse else (), bool(amplified) and not less_opposed)


def _amplified(effects: Effects) -> Iterator[str]:
    closed = of_type("R", effects.created)
    if closed:
        one = len(closed) == 1 and effects.all_created
        loops = new_loops(closed, effects.all_created)
        yield say.SIDE_AMPLIFIES(loops=loops, amplify="amplifies" if one else "amplify")
    yield from _does("strengthens", of_type("R", effects.strengthened))
    yield from _does("shortens the round-trip time of", of_type("R", effects.quickened))


def _less_opposed(effects: Effects, known: Known) -> Iterator[str]:
    yield from _does("opens", of_type("B", effects.broken))
    driven = known.driven_after((), effects.created)

    def opposing(loops: Iterable[Loop]) -> list[Loop]:
        """A weaker or a slower balancing loop that opposes nothing may also settle sooner."""
        return [x for x in of_type("B", loops) if any(name in driven for name in x.variables)]

    yield from _does("weakens", opposing(effects.weakened))
    yield from _does("lengthens the round-trip time of", opposing(effects.slowed))
    if effects.unchecked:
        loops = titles(effects.unchecked)
        yield say.THEN_UNCHECKED(loops=loops, are="is" if len(effects.unchecked) == 1 else "are")


def _less_amplified(effects: Effects) -> Iterator[str]:
    yield from _does("opens", of_type("R", effects.broken))
    yield from _does("weakens", of_type("R", effects.weakened))
    yield from _does("lengthens the round-trip time of", of_type("R", effects.slowed))


def _opposed(effects: Effects) -> Iterator[str]:
    closed = of_type("B", effects.created)
    if closed:
        yield say.SIDE(does="closes", loops=new_loops(closed, effects.all_created))
    for said in _does("strengthens", of_type("B", effects.strengthened)):
        yield f"{said}{''.join(f' ({late})' for late in overshooting(effects))}"
    yield from _does("shortens the round-trip time of", of_type("B", effects.quickened))


def _does(does: str, loops: list[Loop]) -> Iterator[str]:
    if loops:
        yield say.SIDE(does=does, loops=with_kind(loops))
