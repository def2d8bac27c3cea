"""The explanation panel: explains a loop link by link, in type that a room can read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cld.core.diagram import Diagram, Ends
from cld.core.rings import from_least
from cld.loops.loop import TYPE_NAMES, Loop
from cld.prose.reading import beginning, link_sentences, outcome, reading
from cld.report import Report
from cld.selection import to_draw
from cld_gui.document.document import Document
from cld_gui.document.worker import Worker
from cld_gui.panels.panel import Nothing, Panel, button
from cld_gui.shared.colours import type_colour, type_icon
from cld_gui.shared.focus import Focus, Ring

NO_LOOP = "Choose a loop above, or select one in the list of loops and press Enter."
NO_LOOPS = "No loops yet. To close a loop, draw a link back to an earlier variable."
GONE = "This loop no longer exists. Choose another one."
# The font size in points, and the pixels of width that each point needs.
LEAST, MOST, PIXELS_A_POINT = 14, 44, 26
# The part of the panel's width and height that is not available for the text.
SIDES, ABOVE_AND_BELOW = 48, 130
FORTH = ("Right", "PgDown")
BACK = ("Left", "PgUp")


@dataclass(frozen=True, slots=True)
class ReadingStep:
    """A sentence, the link that it is about, and the notes below it in small type."""

    words: str
    link: Ends | None = None
    notes: str = ""


def reading_steps(diagram: Diagram, loop: Loop) -> Iterator[ReadingStep]:
    """Yield a sentence about the loop, one for each of its links, and one about the outcome.

    >>> from cld.analyze import analyze
    >>> report = analyze("A (+)-> B (-)-> A")
    >>> [step.link for step in reading_steps(report.diagram, report.loops[0])]
    [None, ('A', 'B'), ('B', 'A'), None]
    """
    yield ReadingStep(
        beginning(diagram, loop), notes=" → ".join((*loop.variables, loop.variables[0]))
    )
    for link, said in link_sentences(loop):
        yield ReadingStep(said, link.ends, "\n".join(f"“{note}”" for note in link.notes))
    yield ReadingStep(outcome(loop))


def aftermath(report: Report, loop: Loop) -> str:
    """Return further facts about a loop: the reason for its type, its delay, and which loops
    oppose it."""
    said = list(reading(report, loop))
    return "\n\n".join(said[said.index(outcome(loop)) + 1 :])


class ReadingPanel(Panel):
    """Explains a loop step by step.

    Meanwhile the loop is highlighted and the link of the step is selected. At the end, the loops
    that were highlighted before are highlighted again. `step_shown` is emitted for each step.
    """

    step_shown = Signal(object)

    def __init__(self, document: Document, focus: Focus, parent: QWidget | None = None) -> None:
        super().__init__(document, focus, "Explanation", parent)
        self.loop: Loop | None = None
        self.at = 0
        self.steps: tuple[ReadingStep, ...] = ()
        self._held_before: tuple[Ring, ...] = ()
        self.worker = Worker(self)
        self.worker.done.connect(self._more)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.loops = QComboBox()
        self.loops.setAccessibleName("Loop to explain")
        self.loops.setToolTip("Loop to explain")
        self.loops.activated.connect(lambda row: self.read(self.loops.itemData(row)))
        self.words, self.notes = QLabel(wordWrap=True), QLabel(wordWrap=True)
        for label in (self.words, self.notes):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.notes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.nothing = Nothing(NO_LOOP)
        self.back = button("◀ Previous", "Go to the previous step (Left, Page Up)")
        self.forth = button("Next ▶", "Go to the next step (Right, Page Down)")
        self.stop_button = button("Stop", "Stop the explanation (Esc)")
        self.progress, self.how_far = QProgressBar(), QLabel()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Progress of the explanation")
        self._lay_out()
        self._connect()
        self._show()

    # -- how it is made --

    def _lay_out(self) -> None:
        self.page = QWidget()
        text = QVBoxLayout(self.page)
        text.addWidget(self.words)
        text.addWidget(self.notes)
        text.addStretch(1)
        self.room = QScrollArea()
        self.room.setWidgetResizable(True)
        self.room.setWidget(self.page)
        self.room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        act = QHBoxLayout()
        act.addWidget(self.back)
        act.addWidget(self.forth)
        act.addWidget(self.progress, 1)
        act.addWidget(self.how_far)
        act.addWidget(self.stop_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self.loops)
        column.addWidget(self.room, 1)
        column.addWidget(self.nothing, 1)
        column.addLayout(act)

    def _connect(self) -> None:
        self.back.clicked.connect(self.go_back)
        self.forth.clicked.connect(self.go_on)
        self.stop_button.clicked.connect(self.stop)
        wishes: tuple[tuple[tuple[str, ...], Callable[[], None]], ...] = (
            (FORTH, self.go_on),
            (BACK, self.go_back),
            (("Home",), lambda: self.go_to(0)),
            (("End",), lambda: self.go_to(len(self.steps) - 1)),
            (("Esc",), self.stop),
        )
        for keys, do in wishes:
            for key in keys:
                shortcut = QShortcut(QKeySequence(key), self)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(do)

    # -- steps --

    def read(self, loop: Loop) -> None:
        """Start to explain a loop."""
        if self.loop is None:
            self._held_before = self.focus.looked.held
        diagram = self.document.report.diagram
        self.loop, self.steps = loop, tuple(reading_steps(diagram, loop))
        self._fit_letters()
        self.focus.hold_only((loop.variables,))
        self._offer()
        self.go_to(0)
        self.setFocus()

    def go_on(self) -> None:
        """Go to the next step."""
        self.go_to(self.at + 1)

    def go_back(self) -> None:
        """Go to the previous step."""
        self.go_to(self.at - 1)

    def go_to(self, place: int) -> None:
        """Go to a step, by its number from 0. Numbers past either end are ignored."""
        if self.loop is None or not 0 <= place < len(self.steps):
            return
        self.at = place
        step = self.steps[place]
        if step.link is None:
            self.focus.choose([self.loop.variables[0]])
        else:
            self.focus.choose(links=[step.link])
        self._show()
        self.step_shown.emit(step)

    def stop(self) -> None:
        """Stop the explanation and highlight the previous loops again."""
        if self.loop is not None:
            self.loop, self.steps, self.at = None, (), 0
            self.worker.cancel()
            self.focus.choose()
            self.focus.hold_only(self._held_before)
            self.nothing.setText(NO_LOOP)
            self.loops.setCurrentIndex(-1)
            self._show()

    # -- content --

    def refresh(self, report: Report) -> None:
        """After an edit: continue at the same step if the loop still exists."""
        loop = self.loop
        if loop is not None:
            now = {from_least(one.variables): one for one in report.loops}
            found = now.get(from_least(loop.variables))
            if found is None:
                self.stop()
                self.nothing.setText(GONE)
            else:
                self.loop = found
                self.steps = tuple(reading_steps(report.diagram, found))
                self.focus.hold_only((found.variables,))
        elif report.loops:
            self.nothing.setText(NO_LOOP)
        else:
            self.nothing.setText(NO_LOOPS)
        self._offer()
        self._show()

    def _offer(self) -> None:
        """List the loops that have a badge in the picture, and the one being explained."""
        shown = list(to_draw(self.document.report))
        rings = [loop.variables for loop in shown]
        if self.loop is not None and self.loop.variables not in rings:
            shown.insert(0, self.loop)
        self.loops.clear()
        for loop in shown:
            colour = type_colour(loop.type, self.palette()).name()
            icon = type_icon(loop.type, colour)
            self.loops.addItem(icon, f"{loop.title}, {TYPE_NAMES[loop.type]}", loop)
        read = self.loop.variables if self.loop else None
        row = next((row for row, one in enumerate(shown) if one.variables == read), -1)
        self.loops.setCurrentIndex(row)
        self.loops.setPlaceholderText("Choose a loop")
        self.loops.setEnabled(bool(shown))

    def _show(self) -> None:
        is_reading, last = self.loop is not None, len(self.steps) - 1
        self.room.setVisible(is_reading)
        self.nothing.setVisible(not is_reading)
        self.back.setEnabled(is_reading and self.at > 0)
        self.forth.setEnabled(is_reading and self.at < last)
        self.stop_button.setEnabled(is_reading)
        self.progress.setVisible(is_reading)
        self.how_far.setVisible(is_reading)
        if self.loop is None:
            return
        self.progress.setRange(0, max(1, last))
        self.progress.setValue(self.at)
        self.how_far.setText(f"{self.at + 1} of {last + 1}")
        step = self.steps[self.at]
        self.words.setText(step.words)
        self.notes.setText(step.notes)
        self.room.verticalScrollBar().setValue(0)
        if self.at == last:
            report, loop = self.document.report, self.loop
            self.worker.start(lambda watch: (loop, aftermath(report, loop)))
        else:
            self.worker.cancel()

    def _more(self, found: tuple[Loop, str]) -> None:
        loop, said = found
        if loop is self.loop and self.at == len(self.steps) - 1:
            self.notes.setText(said)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the largest font that fits the panel."""
        super().resizeEvent(event)
        self._fit_letters()

    def _fit_letters(self) -> None:
        """Set the largest font size at which every step of the loop fits. It stays the same for
        all steps."""
        width, height = self.width() - SIDES, self.height() - ABOVE_AND_BELOW
        points = next(
            (p for p in range(MOST, LEAST, -2) if p <= width // PIXELS_A_POINT
             and all(self._high(step, p, width) <= height for step in self.steps)),
            LEAST,
        )  # fmt: skip
        for label, size in ((self.words, points), (self.notes, _smaller(points))):
            label.setFont(self._font(size))

    def _high(self, step: ReadingStep, points: int, width: int) -> int:
        room = QRect(0, 0, width, 10_000)
        wrap = Qt.TextFlag.TextWordWrap
        texts = ((step.words, points), (step.notes, _smaller(points)))
        found = (QFontMetrics(self._font(size)).boundingRect(room, wrap, t) for t, size in texts)
        return sum(box.height() for box in found)

    def _font(self, points: int) -> QFont:
        font = QFont(self.font())
        font.setPointSize(points)
        return font

    def wait(self) -> None:
        """Wait until the background work has finished."""
        self.worker.wait()


def _smaller(points: int) -> int:
    return max(10, points * 5 // 9)
