"""Traces a loop of the key through an answer, step by step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from cld.core.diagram import Link, Polarity
from cld.grade.answer_paths import AnswerPath, AnswerPaths
from cld.grade.pairing import product
from cld.loops.loop import Loop

# The value of a reversed link, as a share of a right one.
TURNED = 0.25
# At most this many choices of paths are tried to find paths that do not cross.
MOST_CHOICES = 500
# If a loop has more optional variables than this, either all of them are skipped or none.
MOST_OPTIONAL = 5
# In longer loops each step takes the first path that is free.
LONGEST = 100

TraceState = Literal["right", "wrong sign", "no sign", "turned", "left out", "missing"]


@dataclass(frozen=True, slots=True)
class TraceStep:
    """A step from one matched variable of a loop of the key to the next.

    `links` are the key's; `between` are the variables on the step that the answer does not have;
    `way` is the path in the answer, in the reverse direction for `turned`. `sign` is the key's.
    """

    links: tuple[Link, ...]
    sign: Polarity
    state: TraceState
    way: AnswerPath | None = None
    between: tuple[str, ...] = ()

    @property
    def ends(self) -> tuple[str, str]:
        """Cause and effect, in the key's names."""
        return self.links[0].cause, self.links[-1].effect

    @property
    def faults(self) -> int:
        """The number of links of the loop that are not right."""
        if self.state == "right":
            return 0
        return max(1, len(self.between) + (self.state != "left out"))


@dataclass(frozen=True, slots=True)
class Trace:
    """A loop of the key in an answer: its steps, and the share of its points that it earns.

    `kept` is 1, or less if nearly all links between its variables are drawn; `turned` is the value
    of a reversed link, as a share of a right one.
    """

    loop: Loop
    steps: tuple[TraceStep, ...]
    kept: float = 1.0
    turned: float = TURNED

    @property
    def is_whole(self) -> bool:
        """Whether the answer has all steps of the loop."""
        return all(step.state == "right" for step in self.steps)

    @property
    def is_found(self) -> bool:
        """Whether the answer has the loop without drawing nearly every other loop too."""
        return self.is_whole and self.kept >= 1

    @property
    def share(self) -> float:
        """Full points for the whole loop, half with one fault, less with more; see `trace`."""
        return self.kept * self._share

    @property
    def _share(self) -> float:
        faults = sum(step.faults for step in self.steps)
        if faults <= 1 and (faults == 0 or len(self.steps) > 1):
            return 1.0 if faults == 0 else 0.5
        size = sum(max(1, len(step.between) + 1) for step in self.steps)
        worth = {"right": 1.0, "turned": self.turned}
        return 0.5 * sum(worth.get(step.state, 0.0) for step in self.steps) / size

    @property
    def ways(self) -> tuple[AnswerPath, ...]:
        """The paths of the answer, for the steps that are right."""
        return tuple(step.way for step in self.steps if step.way and step.state == "right")


def trace(
    loop: Loop, ways: AnswerPaths, optional: frozenset[str] = frozenset(), turned: float = TURNED
) -> Trace:
    """Return a loop of the key as it is in an answer. `turned` is the value of a reversed link, as
    a share of a right one.

    The answer leads from each matched variable of the loop to the next, directly or over extra
    variables, which are unmatched. Variables of the loop that the key marks optional may be left
    out; those that the answer has count if that gives a better result. Each step should have the
    sign that the key has between its ends.

    A loop whose steps are all right earns full points; a loop of several steps with a single fault
    earns half. With more faults it earns half of the share of links that are right, where a
    reversed link counts a quarter. A variable that is left out is one fault if the answer goes past
    it with the right sign. So a link with the wrong sign is worth as much as a missing one. No
    wrong link helps a loop except a reversed one, which costs at least as much as it earns.

    >>> from cld.analyze import analyze
    >>> from cld.grade.pairing import Pairing
    >>> key = analyze("Load (+)-> Latency (+)-> Retries (+)-> Load").loops[0]
    >>> names = {name: name for name in key.variables}
    >>> def share(answer):
    ...     return trace(key, AnswerPaths(analyze(answer).diagram, Pairing(names))).share
    >>> share("Load (+)-> queue (+)-> Latency (+)-> Retries (+)-> Load")
    1.0
    >>> share("Load (+)-> Latency (-)-> Retries (+)-> Load")
    0.5
    >>> round(share("Load (+)-> Latency"), 3)
    0.167
    """
    best: Trace | None = None
    for past in _choices(loop, ways, optional):
        one = _traced(loop, ways, past, turned)
        lonely = _lonely(one, optional)
        # A variable that the answer has outside this loop must not be worse than a missing
        # variable.
        if lonely is not None:
            one = max(one, _traced(loop, ways, past, turned, lonely), key=lambda found: found.share)
        if best is None or one.share > best.share:
            best = one
        if best.is_found:
            break
    assert best is not None  # there is one choice at least
    return best


def _traced(
    loop: Loop, ways: AnswerPaths, past: frozenset[str], turned: float, lonely: str | None = None
) -> Trace:
    found = [_step(links, ways, past, lonely) for links in _pieces(loop, ways, past, lonely)]
    return Trace(loop, tuple(_apart(found)), turned=turned)


def _lonely(found: Trace, optional: frozenset[str]) -> str | None:
    """The variable with a fault on both sides, if everything else is right."""
    steps = found.steps
    wrong = [place for place, step in enumerate(steps) if step.state != "right"]
    if len(wrong) != 2 or len(steps) < 3:
        return None
    first, second = wrong if wrong[1] == wrong[0] + 1 else wrong[::-1]
    name = steps[second].ends[0]
    is_between = (first + 1) % len(steps) == second and name not in optional
    return name if is_between else None


def _choices(loop: Loop, ways: AnswerPaths, optional: frozenset[str]) -> Iterator[frozenset[str]]:
    """Yield the optional variables to skip: first none of those that the answer has, last all of
    them. The best choice counts, so having such a variable is never worse than not having it."""
    have = [v for v in loop.variables if v in optional and v in ways.pairing.answer_of]
    sizes = range(len(have) + 1) if len(have) <= MOST_OPTIONAL else (0, len(have))
    for size in sizes:
        for past in combinations(have, size):
            yield optional.difference(have) | set(past)


# A step that is still open: the paths that would be right, the best first, and the step if none
# of them is chosen.
Open = tuple[tuple[AnswerPath, ...], TraceStep]


def _pieces(
    loop: Loop, ways: AnswerPaths, optional: frozenset[str], lonely: str | None
) -> Iterator[tuple[Link, ...]]:
    """The links of a loop, split at the variables that the answer has and must have."""
    matched = ways.pairing.answer_of.keys() - {lonely or ""}
    ends = [v for v in loop.variables if v in matched and v not in optional]
    ends = ends or [v for v in loop.variables if v in matched] or [loop.variables[0]]
    piece: list[Link] = []
    for link in loop.turned_to(ends[0]).links:
        piece.append(link)
        if link.effect in ends:
            yield tuple(piece)
            piece = []


def _step(
    links: tuple[Link, ...], ways: AnswerPaths, optional: frozenset[str], lonely: str | None
) -> Open:
    names = ways.pairing.answer_of
    if lonely is not None:
        names = {key: mine for key, mine in names.items() if key != lonely}
    cause, effect = links[0].cause, links[-1].effect
    inner = [link.effect for link in links[:-1]]
    sign = product(tuple(link.polarity for link in links))
    between = tuple(name for name in inner if name not in names and name not in optional)
    if cause not in names:
        return (), TraceStep(links, sign, "missing", None, between)
    through = frozenset(names[name] for name in inner if name in names)
    there = ways.between(names[cause], names[effect], through)
    right = tuple(way for way in there if sign in ("?", way.sign))
    if between:
        state: TraceState = "left out" if right else "missing"
        return (), TraceStep(links, sign, state, right[0] if right else None, between)
    if there:
        unsigned = all(way.sign == "?" for way in there)
        return right, TraceStep(links, sign, "no sign" if unsigned else "wrong sign", there[0])
    turned = ways.turned(cause, effect, sign, through)
    return (), TraceStep(links, sign, "turned" if turned else "missing", turned)


def _apart(found: Sequence[Open]) -> Iterator[TraceStep]:
    """Choose paths that pass no variable twice, because a loop passes each variable once."""
    chosen = _choice([right for right, _ in found]) if len(found) <= LONGEST else None
    taken: set[str] = set()
    for number, (right, step) in enumerate(found):
        way = chosen[number] if chosen else _free(right, taken)
        if way is not None:
            taken.update(way.inner)
            yield TraceStep(step.links, step.sign, "right", way, step.between)
        else:
            is_crossed = bool(right)
            yield TraceStep(step.links, step.sign, "missing") if is_crossed else step


def _free(right: Sequence[AnswerPath], taken: set[str]) -> AnswerPath | None:
    return next((way for way in right if taken.isdisjoint(way.inner)), None)


def _choice(options: Sequence[tuple[AnswerPath, ...]]) -> tuple[AnswerPath | None, ...] | None:
    """One path per step that do not cross; None if a few tries find no such choice."""
    tries = [0]

    def go(number: int, taken: frozenset[str]) -> tuple[AnswerPath | None, ...] | None:
        if number == len(options):
            return ()
        if not options[number]:
            rest = go(number + 1, taken)
            return None if rest is None else (None, *rest)
        for way in options[number]:
            tries[0] += 1
            if tries[0] > MOST_CHOICES:
                return None
            if taken.isdisjoint(way.inner):
                rest = go(number + 1, taken | frozenset(way.inner))
                if rest is not None:
                    return (way, *rest)
        return None

    return go(0, frozenset())
