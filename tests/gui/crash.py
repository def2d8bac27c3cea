"""A program that edits until it is killed: for each folder on its input it forks an editor.

Forking spares each of them the time to load Qt. `edit` edits on and on, `save` saves after each
edit. What is told to be safe is noted in `log`.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer

from cld.core.text import Edit, Span
from cld_gui.document.document import Document
from cld_gui.document.files import FileOf
from cld_gui.document.recovery import Recovery


def text(number: int) -> str:
    return f"A (+)-> B\n# {number} " + "x" * 20_000 + f" {number}\n"


def work(folder: Path, saves: bool) -> None:
    app = QCoreApplication([])
    file = FileOf(Document())
    file.open(str(folder / "a.cld"))
    recovery = Recovery(file, folder / "recovery", pause=4, longest=10)
    log = os.open(folder / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    number = 0

    def note(what: str, which: int) -> None:
        os.write(log, f"{what} {which}\n".encode())

    def edit() -> None:
        nonlocal number
        number += 1
        whole = Span(0, len(file.document.text))
        file.document.apply([Edit(whole, text(number))], "Type")
        if saves:
            note("saving", number)
            assert file.save() is None
            note("saved", number)

    # What is safe is at least what stood there when the last writing began; `kept` comes later.
    begun: list[int] = []
    keep = recovery.keep

    def watched() -> None:
        begun[:] = [number]
        keep()

    for timer in (recovery._pause, recovery._longest):
        timer.timeout.disconnect()
        timer.timeout.connect(watched)
    recovery.kept.connect(lambda: note("kept", begun[0]))
    timer = QTimer(interval=3)
    timer.timeout.connect(edit)
    timer.start()
    note("begun", 0)
    app.exec()


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        folder, how = line.split()
        child = os.fork()
        if child == 0:
            work(Path(folder), how == "save")
        print(child, flush=True)


if __name__ == "__main__":
    main()
