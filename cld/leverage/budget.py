"""The limits on work for one intervention: the more there are in a file, the less for each."""

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
    """The work allowed for one intervention.

    `steps` limits the search for new loops, `links` the links of the listed loops that are
    examined, counted from the first loop, `nodes` the nodes of the graph of all loops for one
    question, `listed` the loops of a kind that are listed one by one. A single intervention has all
    that it may need.
    """

    steps: int = MOST_STEPS
    links: int = LINKS
    nodes: int = NODES
    listed: int = MOST_LISTED


# The share of an intervention that is alone.
ALONE = Share()


def share_of(count: int) -> Share:
    """Return the share of each intervention, for a number of interventions.

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
    """Return how many interventions can be applied to copies of a diagram of this size (variables
    and links together); at least one.

    >>> how_many_judged(400), how_many_judged(1_000_000)
    (1000, 1)
    """
    return max(1, COPIED // max(1, size))
