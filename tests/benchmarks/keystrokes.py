"""How long a key takes in the text of a large diagram, picture and analysis apart.

Run by hand: `PYTHONPATH=.:gui QT_QPA_PLATFORM=offscreen python tests/benchmarks/keystrokes.py`.
Prints medians and the slowest; asserts nothing.
"""

from __future__ import annotations

import random
import statistics
import time

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cld.language.source import source_of
from cld_gui.document.document import Document
from cld_gui.shared.focus import Focus
from cld_gui.text.text_pane import TextPane

VARIABLES, LINKS, KEYS = 250, 400, 120


class Bare(Document):
    """A document that draws nothing."""

    def _redraw(self) -> None:
        pass


def large() -> str:
    """Return the text of a diagram of so many variables and links."""
    draw = random.Random(7)
    names = [f"Variable number {n}" for n in range(VARIABLES)]
    pairs = dict.fromkeys(zip(names, [*names[1:], names[0]], strict=True))
    while len(pairs) < LINKS:
        pairs[draw.choice(names), draw.choice(names)] = None
    links = [f"{a} ({draw.choice('+-')}, delay 3min)-> {b}" for a, b in pairs]
    return "\n".join([f"{name}: unit pods" for name in names] + links) + "\n"


def told(what: str, taken: list[float]) -> None:
    """Print what a measurement found."""
    middle, most = statistics.median(taken) * 1000, max(taken) * 1000
    print(f"{what:<44} median {middle:6.1f} ms   slowest {most:6.1f} ms")


def typed(pane: TextPane, words: str) -> list[float]:
    """Type and return how long each key took."""
    taken = []
    for letter in words:
        start = time.perf_counter()
        QTest.keyClick(pane.editor, letter)
        QApplication.processEvents()
        taken.append(time.perf_counter() - start)
    return taken


def main() -> None:
    """Type in the middle of the text, plainly and with everything on."""
    app = QApplication.instance() or QApplication([])
    text = large()
    start = time.perf_counter()
    source = source_of(text)
    told("reading the text anew", [time.perf_counter() - start])
    again = []
    for n in range(20):
        start = time.perf_counter()
        source_of(f"{text}# {n}", source)
        again.append(time.perf_counter() - start)
    told("reading it again, of which one line is new", again)
    document = Bare(text)
    document.analyst.wait()
    pane = TextPane(document, Focus())
    pane.resize(700, 800)
    pane.show()
    pane.editor.moveCursor(pane.editor.textCursor().MoveOperation.End)
    words = ("Load per pod (+)-> Latency " * 9)[:KEYS]
    told("a key", typed(pane, words))
    pane._focus.choose(variables=[v.name for v in document.diagram.variables])
    told("a key, all variables chosen", typed(pane, words))
    pane.commands["find"].trigger()
    pane.find_bar.words.setText("number")
    told("a key, all chosen, the find bar open", typed(pane, words))
    document.wait()
    pane.close()
    del app


if __name__ == "__main__":
    main()
