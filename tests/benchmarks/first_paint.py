"""How long the editor takes from the start of the process to its first paint, beside an empty
window of the same library.

Run by hand: `QT_QPA_PLATFORM=offscreen python tests/benchmarks/first_paint.py [RUNS]`. Both are
processes of their own and take turns; printed are medians in milliseconds and their ratio.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

EXAMPLE = Path(__file__).parents[2] / "examples" / "hourly-spike.cld"
# Each prints when its first paint event has been handled, and ends.
SHOWN = """
from PySide6.QtCore import QEvent, QObject, QTimer
class Painted(QObject):
    def eventFilter(self, what, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, lambda: (print(flush=True), os._exit(0)))
        return False
"""
EMPTY = f"""
import os, sys
from PySide6.QtWidgets import QApplication, QMainWindow
{SHOWN}
app = QApplication([]); window = QMainWindow(); painted = Painted()
window.installEventFilter(painted); window.resize(1440, 900); window.show(); app.exec()
"""
EDITOR = f"""
import os, sys
from PySide6.QtWidgets import QApplication
from cld_gui.app import Windows
{SHOWN}
app = QApplication([]); windows = Windows(app); painted = Painted()
window = windows.show({str(EXAMPLE)!r})
window.canvas.viewport().installEventFilter(painted); app.exec()
"""


def took(code: str) -> float:
    """Milliseconds from the start of a process to its first paint."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
    return 1000 * (time.perf_counter() - start)


def main() -> None:
    """Print the medians and their ratio."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    times: dict[str, list[float]] = {EMPTY: [], EDITOR: []}
    for _ in range(runs):
        for code, found in times.items():
            found.append(took(code))
    empty, editor = (statistics.median(found) for found in times.values())
    print(f"empty window {empty:.0f} ms, editor {editor:.0f} ms: {editor / empty:.1f} times")


if __name__ == "__main__":
    main()
