"""What one intervention of a file may cost: the more there are, the less each."""

from __future__ import annotations

from dataclasses import dataclass

# In all, for a file: steps of the search for new loops, links of listed loops that are gone
# through, nodes of the graph of all loops, variables and links of copies of the diagram, and
# loops that are given one by one.
STEPS = 600_000
LINKS = 3_000_000
NODES = 3_000_000
COPIED = 400_000
LISTED = 2_000
# For one intervention, however few there are; and however many.
MOST_STEPS, FEWEST_STEPS = 60_000, 600
MOST_LISTED, FEWEST_LISTED = 50, 3


@dataclass(frozen=True, slots=True)
class Share:
    """What may be spent on one intervention.

    `steps` for the search for new loops, `links` of the listed loops, the first ones, that are
    looked at, `nodes` of the graph of all loops for one question put to it, `listed` loops of
    a kind that are given one by one. One intervention alone has all that it may need.
    """

    steps: int = MOST_STEPS
    links: int = LINKS
    nodes: int = NODES
    listed: int = MOST_LISTED


# The share of an intervention that is alone.
ALONE = Share()


def share_of(count: int) -> Share:
    """Return the share of each of so many interventions.

    >>> share_of(1) == Share(), share_of(100).steps
    (True, 6000)
    """
    count = max(1, count)
    return Share(
        min(MOST_STEPS, max(FEWEST_STEPS, STEPS // count)),
        LINKS // count,
        NODES // count,
        min(MOST_LISTED, max(FEWEST_LISTED, LISTED // count)),
    )


def how_many_judged(size: int) -> int:
    """Return how many interventions can be done to copies of a diagram of so many variables
    and links together; one in any case.

    >>> how_many_judged(400), how_many_judged(1_000_000)
    (1000, 1)
    """
    return max(1, COPIED // max(1, size))
