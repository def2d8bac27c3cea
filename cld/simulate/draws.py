"""Many runs of a diagram, each with other strengths where the file states none.

A strength that is not stated is drawn between a third of the one that a run fills in and three
times that, evenly in its logarithm; a stated range of a gain likewise, and a range of a delay
evenly. How likely a strength is, a diagram does not say, so a share of these runs is not a
probability. Each link has its separate random numbers, so that neither the order of the lines nor a
diagram next to it changes them.
"""

from __future__ import annotations

import math
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from cld.core.diagram import Diagram, Ends, Link
from cld.core.plans import TimedPush
from cld.core.watch import Watch, unwatched
from cld.loops.drain import is_flow_into_stock
from cld.simulate.run import Run, run_diagram
from cld.simulate.system import Array

# A strength that is not stated is drawn within this factor of what is filled in.
SPAN = 3.0
# No more runs than this are made.
MOST_DRAWS = 1_000
# The shares of the runs between which a band lies.
SHARES = (10, 50, 90)


@dataclass(frozen=True)
class Draws:
    """Some runs with drawn strengths.

    Attributes
    ----------
    count, failed : how many runs were made, and how many of them were not run to the end.
    bands : for each variable the values below which 10, 50 and 90 % of the runs are, at the
        times of the run with the strengths that are filled in.
    outcomes : for each part, by its variables, how many of the runs had each outcome.
    drawn : how many strengths and delays were drawn.
    """

    count: int
    failed: int
    bands: dict[str, Array]
    outcomes: dict[tuple[str, ...], Counter[str]]
    drawn: int


def drawn_runs(
    diagram: Diagram,
    pushes: Sequence[TimedPush],
    run: Run,
    count: int,
    watch: Watch = unwatched,
) -> Draws:
    """Return runs with other strengths.

    Parameters
    ----------
    pushes, run : what changes, and the run with the strengths that are filled in.
    count : how many runs to make.
    watch : receives the progress, and may stop the work; fewer runs are made then.

    >>> from cld.language.source import source_of
    >>> diagram = source_of("A (-)-> A\\nA: stock").diagram
    >>> pushes = [TimedPush("jump", "A", 1.0)]
    >>> draws = drawn_runs(diagram, pushes, run_diagram(diagram, pushes), 20)
    >>> draws.count, dict(draws.outcomes["A",])
    (20, {'settles': 20})
    """
    open_ = [link for link in diagram.links if is_open_strength(diagram, link)]
    ranged = [link for link in diagram.links if _has_range(link)]
    shares = {link.ends: _numbers(link.ends, count) for link in diagram.links}
    courses: dict[str, list[Array]] = {}
    outcomes: dict[tuple[str, ...], Counter[str]] = {}
    made = failed = 0
    length = {
        name: float(one.times[-1]) for one in run.pieces if len(one.times) for name in one.names
    }
    for number in range(count):
        if not watch("running with other strengths", number / count):
            break
        factors = {link.ends: _factor(link, shares[link.ends][number, 0]) for link in open_}
        links = {link.ends: _timed(link, shares[link.ends][number, 1]) for link in ranged}
        other = replace(diagram, links=tuple(links.get(k.ends, k) for k in diagram.links))
        found = run_diagram(other, pushes, length, factors=factors)
        made += 1
        failed += any(piece.refused or piece.cut for piece in found.pieces)
        for piece, first in zip(found.pieces, run.pieces, strict=True):
            for outcome in piece.outcomes:
                outcomes.setdefault(outcome.part.names, Counter())[outcome.outcome] += 1
            for place, name in enumerate(piece.names):
                if len(piece.times) and len(first.times):
                    course = np.interp(first.times, piece.times, piece.values[:, place])
                    courses.setdefault(name, []).append(course)
    bands = {
        name: np.percentile(np.array(values), SHARES, axis=0) for name, values in courses.items()
    }
    return Draws(made, failed, bands, outcomes, len({k.ends for k in (*open_, *ranged)}))


def is_open_strength(diagram: Diagram, link: Link) -> bool:
    """Return whether the strength of a link is not stated, or only its range is. A flow passes on
    to its stock what it is."""
    if link.gain is None:
        return not is_flow_into_stock(diagram, link.ends)
    return link.gain.low is not None


def _has_range(link: Link) -> bool:
    delay = link.delay
    return delay is not None and delay.max is not None and delay.max > delay.min


def _numbers(ends: Ends, count: int) -> Array:
    seed = zlib.crc32("\n".join(ends).encode("utf-8", "surrogatepass"))
    return np.random.Generator(np.random.PCG64(seed)).random((count, 2))


def _factor(link: Link, share: float) -> float:
    """Return by how much the strength of a link is multiplied."""
    low, high = 1 / SPAN, SPAN
    gain = link.gain
    if gain is not None and gain.low is not None and gain.high is not None:
        low, high = gain.low / gain.factor, gain.high / gain.factor
        if not low:
            return high * share
    return math.exp(math.log(low) + share * (math.log(high) - math.log(low)))


def _timed(link: Link, share: float) -> Link:
    """Return a link with one delay within its range."""
    delay = link.delay
    assert delay is not None and delay.max is not None
    time = delay.min + share * (delay.max - delay.min)
    return replace(link, delay=replace(delay, min=time, max=time))
