"""How long a step takes in the whole window with a large diagram: dragging a name, typing a name,
while the picture and the analysis follow in the background.

Run by hand: `QT_QPA_PLATFORM=offscreen python tests/benchmarks/strokes.py`. A step is an event of
the mouse or the keyboard and all that is painted because of it. Prints medians and the slowest.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, QStandardPaths, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cld_gui.document import picture_cache
from cld_gui.document.document import Document
from cld_gui.window import dialogs
from cld_gui.window.window import Window

VARIABLES, LINKS, STEPS = 250, 400, 60
LEFT = Qt.MouseButton.LeftButton


def diagram() -> str:
    """A text with so many variables and links."""
    chance = random.Random(1)
    ends = {(f"Variable {n}", f"Variable {n + 1}") for n in range(VARIABLES - 1)}
    while len(ends) < LINKS:
        cause, effect = chance.sample(range(VARIABLES), 2)
        ends.add((f"Variable {cause}", f"Variable {effect}"))
    return "".join(f"{cause} (+)-> {effect}\n" for cause, effect in sorted(ends))


def rest(window: Window, seconds: float = 120.0) -> float:
    """Wait until nothing is under way; return the seconds that took."""
    start = time.perf_counter()
    document = window.document
    while time.perf_counter() - start < seconds:
        QApplication.processEvents()
        if not (
            document.artist.is_busy
            or document.analyst.is_busy
            or document._pause.isActive()
            or document._later.isActive()
        ):
            break
        time.sleep(0.005)
    return time.perf_counter() - start


def timed(name: str, steps: list[Callable[[], object]]) -> None:
    """Do steps, each until it is painted, and print how long they took."""
    took = []
    for step in steps:
        start = time.perf_counter()
        step()
        QApplication.processEvents()
        took.append(1000 * (time.perf_counter() - start))
        QTest.qWait(20)
    print(
        f"{name:34} median {statistics.median(took):6.1f} ms   slowest {max(took):6.1f} ms",
        flush=True,
    )


def main() -> None:
    """Print the table."""
    QStandardPaths.setTestModeEnabled(True)
    picture_cache.pictures_folder = lambda: Path(tempfile.gettempdir()) / "cld-benchmark"
    app = QApplication([])
    dialogs.ask_on_close = lambda *_: "discard"
    window = Window(Document())
    window.show()
    window.files.file.begin(diagram())
    print(f"{VARIABLES} variables, {LINKS} links; the picture is there after {rest(window):.1f} s")
    view, canvas = window.canvas.viewport(), window.canvas

    start = canvas.mapFromScene(QPointF(*canvas.places()["Variable 7"]))
    QTest.mousePress(view, LEFT, pos=start)
    timed(
        "dragging a name",
        [lambda n=n: QTest.mouseMove(view, start + QPoint(5 + n, n // 2)) for n in range(STEPS)],
    )
    timed("letting it go", [lambda: QTest.mouseRelease(view, LEFT, pos=start + QPoint(70, 30))])
    print(f"picture and analysis are there {rest(window):.1f} s later")

    editor = window.docks.text.editor
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    words = "Variable 3 (+)-> A name that is new (-)-> Variable 9"
    timed("typing in the text", [lambda key=key: QTest.keyClicks(editor, key) for key in words])
    print(f"picture and analysis are there {rest(window):.1f} s later")

    window.focus.choose({"Variable 7"})
    window.draw.rename()
    field = window.draw.field
    timed(
        "typing a name on the canvas",
        [lambda key=key: QTest.keyClicks(field, key) for key in words],
    )
    timed("taking it", [lambda: QTest.keyClick(field, Qt.Key.Key_Return)])
    print(f"picture and analysis are there {rest(window):.1f} s later")
    window.close()
    app.processEvents()


if __name__ == "__main__":
    main()
