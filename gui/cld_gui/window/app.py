"""The editor as an application: opens windows and keeps what they share."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject
from PySide6.QtWidgets import QApplication

from cld_gui.document.beginning import Beginning
from cld_gui.document.document import Document
from cld_gui.document.recovery import discard, left_behind
from cld_gui.shared import settings, themes
from cld_gui.shared.folders import settings_file
from cld_gui.shared.late import late
from cld_gui.shared.settings import ThemeChoice
from cld_gui.window.window import Window

if TYPE_CHECKING:
    from cld_gui.window import dialogs
else:
    dialogs = late("cld_gui.window.dialogs")

SAMPLE = """title "Retry storm, and what opposes it"

# Draw the diagram or edit this text: both stay in sync.
# Link: cause (sign)-> effect. Sign + means same direction, - means opposite direction.
Load (+)-> Latency (+)-> Timeouts (+)-> Retries (+)-> Load
Latency (+, delay 3min)-> Pods (-)-> Latency
"""


class Windows(QObject):
    """The open windows, and the theme and settings they share."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self.open: list[Window] = []
        self.settings = settings.load_settings(settings_file())
        self._theme = themes.PICTURES[themes.apply_theme(self.settings.theme, app)]
        app.styleHints().colorSchemeChanged.connect(self._scheme_changed)

    def show(self, path: str = "", beginning: Beginning | None = None) -> Window:
        """Open a window: with a file, with a template, or empty."""
        window = Window(Document())
        window.document.hold()
        window.use_theme(self._theme)
        window.files.asked_for.connect(self.show)
        window.files.begun.connect(lambda begun: self.show(beginning=begun))
        window.theme_asked.connect(self._use_theme)
        window.closed.connect(self._closed)
        window.canvas.seen.connect(_collect)
        self.open.append(window)
        if self.settings.geometry:
            window.restoreGeometry(QByteArray(self.settings.geometry))
            window.restoreState(QByteArray(self.settings.state))
        window.docks.restore(json.loads(self.settings.panels))
        window.show()
        if path:
            window.files.open(path)
        elif beginning is not None:
            window.files.begin(beginning)
        if not path:
            window.show_hint()
        return window

    def restore(self) -> None:
        """Offer to restore unsaved changes after a crash, each in a separate window."""
        found = left_behind()
        if not found:
            return
        restored, discarded = dialogs.ask_to_restore(None, found)
        for left in discarded:
            discard(left)
        for left in restored:
            window = self.show()
            trouble = window.files.recovery.take(left)
            if trouble is not None:
                dialogs.tell(window, trouble)

    def _use_theme(self, choice: ThemeChoice) -> None:
        self.settings = replace(self.settings, theme=choice)
        self._theme = themes.PICTURES[themes.apply_theme(choice, self._app)]
        for window in self.open:
            window.use_theme(self._theme)
        settings.save(self.settings, settings_file())

    def _scheme_changed(self) -> None:
        if self.settings.theme == "system":
            self._use_theme("system")

    def _closed(self, window: Window) -> None:
        if not window.stage.is_on:
            geometry = bytes(window.saveGeometry().data())
            state = bytes(window.saveState().data())
            self.settings = replace(self.settings, geometry=geometry, state=state)
        panels = json.dumps(window.docks.state())
        self.settings = replace(self.settings, panels=panels)
        settings.save(self.settings, settings_file())
        self.open.remove(window)
        window.deleteLater()


def open_windows(paths: Sequence[str] = ()) -> int:
    """Open each file in a window, or a sample if there are none. Return the exit code when the
    last window is closed."""
    app = QApplication.instance()
    app = app if isinstance(app, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("cld")
    app.setOrganizationName("cld")
    windows = Windows(app)
    for path in paths:
        windows.show(path)
    windows.restore()
    if not windows.open:
        windows.show(beginning=Beginning("example", "Sample", "", "untitled", SAMPLE))
    return app.exec()


def _collect() -> None:
    """Turn on garbage collection, but exclude the objects that exist now: scanning them again
    and again would slow down typing."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
