"""The editor as a program: opens windows, and keeps what they share."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from cld.paint.theme import THEMES
from cld_gui.document import Document
from cld_gui.recovery import left_behind
from cld_gui.themes import PICTURES, apply
from cld_gui.window import Window

SAMPLE = """title "Retry storm, and what holds it"

# Draw on the picture, or write here: both are one thing.
# A link: cause (sign)-> effect. + same direction, - opposite direction.
Load (+)-> Latency (+)-> Timeouts (+)-> Retries (+)-> Load
Latency (+, delay 3min)-> Pods (-)-> Latency
"""


class Windows(QObject):
    """The windows that are open."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self.open: list[Window] = []

    def show(self, path: str = "", sample: bool = False) -> Window:
        """Open a window with a file, with a sample, or with nothing."""
        document = Document()
        window = Window(document)
        window.use_theme(THEMES[PICTURES[apply("system", self._app)]])
        window.files.asked_for.connect(self.show)
        window.closed.connect(self._closed)
        self.open.append(window)
        if path:
            window.files.open(path)
        elif sample:
            window.files.file.begin(SAMPLE)
        if not path:
            window.hint.show()
        window.show()
        return window

    def restore(self) -> None:
        """Bring back unsaved work of windows that ended badly, each in a window of its own."""
        for left in left_behind():
            window = self.show()
            window.files.recovery.take(left)
            window.tell("This was not saved when the editor ended.")

    def _closed(self, window: Window) -> None:
        self.open.remove(window)
        window.deleteLater()


def main(paths: Sequence[str] = ()) -> int:
    """Open each file in a window, or a sample, and return when the last window is closed."""
    app = QApplication.instance()
    app = app if isinstance(app, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("cld")
    app.setOrganizationName("cld")
    windows = Windows(app)
    for path in paths:
        windows.show(path)
    windows.restore()
    if not windows.open:
        windows.show(sample=True)
    return app.exec()
