"""Full screen: only the diagram, with the explanation of a loop below it."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QObject, Qt
from PySide6.QtWidgets import QMainWindow, QToolBar

from cld_gui.window.docks import Docks

# The share of the screen's height that the explanation gets.
SHARE = 0.28


class Stage(QObject):
    """Turns full screen on and off for a window, and restores the window afterwards."""

    def __init__(self, window: QMainWindow, docks: Docks) -> None:
        super().__init__(window)
        self._window, self._docks = window, docks
        self._before: QByteArray | None = None
        self._was_maximized = False
        docks.reading_on.connect(self._make_room)

    @property
    def is_on(self) -> bool:
        """Whether full screen is on."""
        return self._before is not None

    def toggle(self) -> None:
        """Turn full screen on or off."""
        if self._before is None:
            self._begin()
        else:
            self._end(self._before)

    def _begin(self) -> None:
        window = self._window
        self._before, self._was_maximized = window.saveState(), window.isMaximized()
        for title, dock in self._docks.by_title.items():
            dock.setVisible(title == "Explain" and self._docks.is_reading)
        for bar in window.findChildren(QToolBar):
            bar.hide()
        window.menuBar().hide()
        window.statusBar().hide()
        if self._docks.is_reading:
            self._make_room()
        window.showFullScreen()

    def _end(self, before: QByteArray) -> None:
        window = self._window
        self._before = None
        window.showMaximized() if self._was_maximized else window.showNormal()
        window.restoreState(before)
        window.menuBar().show()
        window.statusBar().show()

    def _make_room(self) -> None:
        """Move the explanation below the diagram, where there is width for large type."""
        if not self.is_on:
            return
        window, dock = self._window, self._docks.by_title["Explain"]
        below = Qt.DockWidgetArea.BottomDockWidgetArea
        if dock.isVisible() and window.dockWidgetArea(dock) == below:
            return
        window.addDockWidget(below, dock)
        dock.show()
        height = round(window.screen().size().height() * SHARE)
        window.resizeDocks([dock], [height], Qt.Orientation.Vertical)
