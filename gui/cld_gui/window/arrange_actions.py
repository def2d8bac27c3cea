"""The actions of the menu Arrange."""

from __future__ import annotations

from cld_gui.canvas.strokes import Strokes
from cld_gui.document.document import Document

NUDGE = 10.0


class ArrangeActions:
    """Moves, aligns and unpins variables."""

    def __init__(self, document: Document, strokes: Strokes) -> None:
        self.document, self.strokes = document, strokes

    def arrange(self) -> None:
        """Find a new layout for all variables that are not pinned."""
        self.document.arrange("best")

    def stop_arranging(self) -> None:
        """Stop the layout that is running."""
        self.document.artist.cancel()

    def unplace(self) -> None:
        """Unpin the selected variables, or all if none is selected."""
        self.strokes.free()

    def align_row(self) -> None:
        """Align the selected variables in a row."""
        self.strokes.align(1)

    def align_column(self) -> None:
        """Align the selected variables in a column."""
        self.strokes.align(0)

    def distribute_across(self) -> None:
        """Space the selected variables evenly from left to right."""
        self.strokes.distribute(0)

    def distribute_down(self) -> None:
        """Space the selected variables evenly from top to bottom."""
        self.strokes.distribute(1)

    def nudge_left(self) -> None:
        """Move the selected variables to the left."""
        self.strokes.nudge(-NUDGE, 0)

    def nudge_right(self) -> None:
        """Move the selected variables to the right."""
        self.strokes.nudge(NUDGE, 0)

    def nudge_up(self) -> None:
        """Move the selected variables up."""
        self.strokes.nudge(0, -NUDGE)

    def nudge_down(self) -> None:
        """Move the selected variables down."""
        self.strokes.nudge(0, NUDGE)
