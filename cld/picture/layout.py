"""From a diagram to its picture: several starts, a search from each, the best one kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from cld.loops.loop import Loop
from cld.model import Diagram
from cld.picture.compose import compose
from cld.picture.drawing import Drawing
from cld.picture.metrics import measure
from cld.picture.picture import Picture
from cld.picture.plan import plan
from cld.picture.search import improve
from cld.picture.starts import proposals
from cld.watch import Watch, unwatched

Gear = Literal["quick", "best"]


def layout(
    diagram: Diagram,
    loops: Sequence[Loop] = (),
    gear: Gear = "best",
    previous: Picture | None = None,
    watch: Watch = unwatched,
) -> Picture:
    """Return the picture of a diagram.

    Parameters
    ----------
    diagram : what is drawn; variables `at` a place stay there.
    loops : loops that get a badge and are drawn round, what matters most first.
    gear : `quick` takes one start, `best` several.
    previous : the picture before an edit; what it holds moves little.
    watch : may stop the search; the best picture found by then is returned.
    """
    aim = plan(diagram, loops)
    kinds = [("rounds", 1)] if gear == "quick" else [("rounds", 1), ("rounds", 2), ("sfdp", 1)]
    found: list[Picture] = []
    for number, places in enumerate(proposals(aim, kinds)):
        drawing = Drawing(aim, places)
        improve(drawing, 6 if gear == "quick" else 10)
        found.append(compose(diagram, drawing, loops))
        if not watch("drawing", (number + 1) / len(kinds)):
            break
    return min(found, key=lambda picture: measure(picture).faults)
