"""How long the editor takes from the start of its process to its first paint, beside an empty
window of the same library.

Run by hand: `QT_QPA_PLATFORM=offscreen python tests/benchmarks/first_paint.py [RUNS]`. All are
processes of their own and take turns; printed are medians in milliseconds and their ratios to the
empty window. The editor is `cld edit FILE`, once as at the very first start, with nothing kept
from before, and once as later, with the parser and the picture of the file in the user's cache.
For each there are two times: the first paint of the window, with the text in it, and the first
with the picture.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EXAMPLE = Path(__file__).parents[2] / "examples" / "hourly-spike.cld"
# Each prints when a paint event has been handled, and ends.
EMPTY = """
import os
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Painted(QObject):
    def eventFilter(self, what, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, lambda: os._exit(0))
        return False
app = QApplication([]); window = QMainWindow(); painted = Painted()
window.installEventFilter(painted); window.resize(1440, 900); window.show(); app.exec()
"""
EDITOR = """
import os, sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from cld.cli import main
wanted = sys.argv.pop(1)
sys.argv.insert(1, "edit")
begin = QApplication.exec
class Painted(QObject):
    def eventFilter(self, what, event):
        if event.type() == QEvent.Type.Paint:
            is_drawn = bool(window.canvas.picture.names)
            is_done = {"text": True, "picture": is_drawn,
                       "best": is_drawn and not window.document.artist.is_busy}[wanted]
            if is_done:
                QTimer.singleShot(0, lambda: os._exit(0))
        return False
def run(*_):
    global window
    (window,) = (w for w in QApplication.topLevelWidgets() if hasattr(w, "canvas"))
    painted = Painted()
    window.canvas.viewport().installEventFilter(painted)
    return begin()
QApplication.exec = run
main()
"""


def took(code: str, *words: str, cache: str) -> float:
    """Milliseconds from the start of a process to its end."""
    environment = os.environ | {"XDG_CACHE_HOME": cache}
    start = time.perf_counter()
    command = [sys.executable, "-c", code, *words]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL, env=environment)
    return 1000 * (time.perf_counter() - start)


def main() -> None:
    """Print the medians and their ratios."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    times: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as kept:
        took(EDITOR, "best", str(EXAMPLE), cache=kept)
        for _ in range(runs):
            times.setdefault("empty window", []).append(took(EMPTY, cache=kept))
            for wanted in ("text", "picture"):
                words = (EDITOR, wanted, str(EXAMPLE))
                times.setdefault(f"{wanted}, later", []).append(took(*words, cache=kept))
                with tempfile.TemporaryDirectory() as new:
                    times.setdefault(f"{wanted}, first ever", []).append(took(*words, cache=new))
    empty = statistics.median(times["empty window"])
    for name, found in times.items():
        took_ms = statistics.median(found)
        print(f"{name:22} {took_ms:5.0f} ms  {took_ms / empty:4.1f}")


if __name__ == "__main__":
    main()
