"""The base class of all panels, and the widgets they share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolButton, QWidget

from cld.report import Report
from cld_gui.document.document import Document
from cld_gui.shared.focus import Focus, Looked


class Panel(QWidget):
    """A panel next to the canvas. A hidden panel does no work; it catches up when shown."""

    report: Report | None = None
    # Whether the panel also shows the report on a text with errors. Otherwise it keeps the last
    # report without errors, as the picture does.
    follows_broken = False

    def __init__(
        self, document: Document, focus: Focus, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.document, self.focus = document, focus
        self.setAccessibleName(name)
        self.setWindowTitle(name)
        document.checked.connect(self._checked)
        document.analysed.connect(self._checked)
        focus.changed.connect(self.look)

    def refresh(self, report: Report) -> None:
        """Show another report."""
        raise NotImplementedError

    def look(self, looked: Looked) -> None:
        """Follow the selection and the highlighted loops."""

    def recolour(self) -> None:
        """Use the colours of the palette."""

    def state(self) -> dict[str, Any]:
        """Return the settings of the panel, to be stored as JSON."""
        return {}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Restore the settings of the panel. Invalid ones are ignored."""

    def wait(self) -> None:
        """Wait until the background work has finished, so that the program can exit cleanly."""

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with the changes since the panel was hidden."""
        super().showEvent(event)
        self._catch_up()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change between light and dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.report is not None:
            self.recolour()

    def _checked(self, _: Report) -> None:
        if self.isVisible():
            self._catch_up()

    def _catch_up(self) -> None:
        known = self.document.newest if self.follows_broken else self.document.report
        if self.report is not known:
            self.report = known
            self.recolour()
            self.refresh(self.report)


class Nothing(QLabel):
    """A label that explains why a panel is empty."""

    def __init__(self, words: str) -> None:
        super().__init__(words, alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setMargin(24)


def halves(value: object) -> list[int] | None:
    """Return the stored sizes of the two parts of a panel, or None if they are not valid."""
    if isinstance(value, list) and len(value) == 2:
        sizes = [size for size in value if isinstance(size, int) and 20 <= size <= 10_000]
        return sizes if len(sizes) == 2 else None
    return None


def button(words: str, hint: str, is_switch: bool = False) -> QToolButton:
    """Return a text button with a tooltip. A switch stays down when clicked."""
    made = QToolButton()
    made.setText(words)
    made.setToolTip(hint)
    made.setCheckable(is_switch)
    return made
