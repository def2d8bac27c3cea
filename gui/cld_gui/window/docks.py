"""The docks around the canvas: the text on the left, the panels on the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QTabBar, QTabWidget

from cld_gui.document.document import Document
from cld_gui.shared.focus import Focus
from cld_gui.shared.late import late
from cld_gui.text.text_pane import TextPane

if TYPE_CHECKING:
    from cld.loops.loop import Loop
    from cld_gui.panels import (
        findings_panel,
        interactions_panel,
        leverage_panel,
        loops_panel,
        reading_panel,
    )
    from cld_gui.panels.panel import Panel
else:
    findings_panel = late("cld_gui.panels.findings_panel")
    interactions_panel = late("cld_gui.panels.interactions_panel")
    leverage_panel = late("cld_gui.panels.leverage_panel")
    loops_panel = late("cld_gui.panels.loops_panel")
    reading_panel = late("cld_gui.panels.reading_panel")

LEFT, RIGHT = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
WIDTHS = (380, 430)


class Docks(QObject):
    """The text pane and the panels.

    A panel is created when it is first shown or requested, but not before `release`.

    Attributes
    ----------
    place_asked
        Signal: go to this place in the text.
    naming_asked
        Signal: ask for the name of this loop. Carries its present name too.
    intervention_shown
        Signal: show the effect of this intervention in the picture, or None to stop.
    reading_on
        Signal: the explanation of a loop moved to another step.
    """

    place_asked = Signal(object)
    naming_asked = Signal(object, str)
    intervention_shown = Signal(object)
    reading_on = Signal()

    def __init__(self, document: Document, focus: Focus, window: QMainWindow) -> None:
        super().__init__(window)
        self._document, self._focus, self._window = document, focus, window
        self._makers: dict[str, Callable[[], Panel]] = {
            "Loops": self._loops,
            "Findings": self._findings,
            "Interactions": self._interactions,
            "Leverage": self._leverage,
            "Explain": self._reading,
        }
        self._panels: dict[str, Panel] = {}
        self._to_restore: dict[str, Any] = {}
        self._is_held = True
        self.text = TextPane(document, focus, window)
        self.by_title = {"Text": self._dock("Text", LEFT)}
        self.by_title["Text"].setWidget(self.text)
        for title in self._makers:
            dock = self.by_title[title] = self._dock(title, RIGHT)
            dock.visibilityChanged.connect(partial(self._seen, title))
            if title != "Loops":
                window.tabifyDockWidget(self.by_title["Loops"], dock)
        window.setTabPosition(RIGHT, QTabWidget.TabPosition.North)
        self.by_title["Loops"].raise_()

    def panel(self, title: str) -> Panel:
        """Return the panel with this title. Create it if necessary."""
        if title not in self._panels:
            panel = self._panels[title] = self._makers[title]()
            self.by_title[title].setWidget(panel)
            self._restore(title, panel)
        return self._panels[title]

    def release(self) -> None:
        """Create the panels that are visible. The window calls this once it has been painted."""
        self._is_held = False
        for bar in self._window.findChildren(QTabBar):
            bar.setElideMode(Qt.TextElideMode.ElideNone)
        for title in self._makers:
            self._seen(title, not self.by_title[title].visibleRegion().isEmpty())

    def bring(self, title: str) -> None:
        """Show a dock in front of the other docks in its area."""
        self.by_title[title].show()
        self.by_title[title].raise_()

    def turn(self, title: str) -> None:
        """Show a dock and give it the keyboard focus. If it has the focus already, hide it."""
        dock = self.by_title[title]
        inside = self.text if title == "Text" else self.panel(title)
        at = QApplication.focusWidget()
        if at is not None and inside.isAncestorOf(at):
            dock.hide()
            return
        self.bring(title)
        (self.text.editor if title == "Text" else inside).setFocus()

    @property
    def is_reading(self) -> bool:
        """Whether a loop is being explained."""
        panel = self._panels.get("Explain")
        return isinstance(panel, reading_panel.ReadingPanel) and panel.loop is not None

    def read_aloud(self, loop: Loop) -> None:
        """Start to explain a loop."""
        self.bring("Explain")
        panel = self.panel("Explain")
        if isinstance(panel, reading_panel.ReadingPanel):
            panel.read(loop)

    def state(self) -> dict[str, Any]:
        """Return the settings of the text pane and the panels, as plain values."""
        made = {title: panel.state() for title, panel in self._panels.items()}
        return {**self._to_restore, **made, "Text": self.text.state()}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Restore the settings of the text pane and the panels, each when it is created."""
        self._to_restore = dict(state)
        self._restore("Text", self.text)
        for title, panel in self._panels.items():
            self._restore(title, panel)

    def _restore(self, title: str, inside: TextPane | Panel) -> None:
        state = self._to_restore.get(title)
        if isinstance(state, Mapping):
            inside.restore(state)

    def widen(self) -> None:
        """Give the text pane and the panels their default widths."""
        docks = [self.by_title["Text"], self.by_title["Loops"]]
        self._window.resizeDocks(docks, list(WIDTHS), Qt.Orientation.Horizontal)

    def wait(self) -> None:
        """Wait until the panels have finished their background work."""
        for panel in self._panels.values():
            panel.wait()

    def _dock(self, title: str, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, self._window)
        dock.setObjectName(title)
        self._window.addDockWidget(area, dock)
        return dock

    def _seen(self, title: str, is_visible: bool) -> None:
        if is_visible and not self._is_held:
            self.panel(title)

    # -- the panels --

    def _loops(self) -> Panel:
        panel = loops_panel.LoopsPanel(self._document, self._focus, self._window)
        panel.naming_asked.connect(self.naming_asked)
        panel.reading_asked.connect(self.read_aloud)
        return panel

    def _findings(self) -> Panel:
        panel = findings_panel.FindingsPanel(self._document, self._focus, self._window)
        panel.place_asked.connect(self.place_asked)
        return panel

    def _interactions(self) -> Panel:
        return interactions_panel.InteractionsPanel(self._document, self._focus, self._window)

    def _leverage(self) -> Panel:
        panel = leverage_panel.LeveragePanel(self._document, self._focus, self._window)
        panel.intervention_shown.connect(self.intervention_shown)
        return panel

    def _reading(self) -> Panel:
        panel = reading_panel.ReadingPanel(self._document, self._focus, self._window)
        panel.step_shown.connect(lambda step: self.reading_on.emit())
        return panel
