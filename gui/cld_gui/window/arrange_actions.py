"""What the menu Arrange does."""

from __future__ import annotations

from cld_gui.canvas.strokes import Strokes
from cld_gui.document.document import Document

NUDGE = 10.0


class ArrangeActions:
    """Puts variables where they are to stand."""

    def __init__(self, document: Document, strokes: Strokes) -> None:
        self.document, self.strokes = document, strokes

    def arrange(self) -> None:
        """Lay out anew what has no place of its own."""
        self.document.arrange("best")

    def stop_arranging(self) -> None:
        """Stop a layout under way."""
        self.document.artist.cancel()

    def unplace(self) -> None:
        """Free the chosen variables from their places."""
        self.strokes.free()

    def align_row(self) -> None:
        """Put the chosen variables in a row."""
        self.strokes.align(1)

    def align_column(self) -> None:
        """Put the chosen variables in a column."""
        self.strokes.align(0)

    def distribute_across(self) -> None:
        """Even distances from left to right."""
        self.strokes.distribute(0)

    def distribute_down(self) -> None:
        """Even distances from top to bottom."""
        self.strokes.distribute(1)

    def nudge_left(self) -> None:
        """Move what is chosen to the left."""
        self.strokes.nudge(-NUDGE, 0)

    def nudge_right(self) -> None:
        """Move what is chosen to the right."""
        self.strokes.nudge(NUDGE, 0)

    def nudge_up(self) -> None:
        """Move what is chosen up."""
        self.strokes.nudge(0, -NUDGE)

    def nudge_down(self) -> None:
        """Move what is chosen down."""
        self.strokes.nudge(0, NUDGE)
