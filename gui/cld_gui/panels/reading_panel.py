"""Reads a loop aloud, link by link, in type that a room can read."""

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

from cld.core.diagram import Ends
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

NO_LOOP = "Choose a loop above, or press Enter at one in the list of loops."
NO_LOOPS = "No loops yet: draw a link back."
GONE = "The loop that was read is there no more. Choose another one."
# The size of the letters, in points, and how many pixels of width each point asks for.
LEAST, MOST, PIXELS_A_POINT = 14, 44, 26
# What of the panel's width and height is not for the words.
SIDES, ABOVE_AND_BELOW = 48, 130
FORTH = ("Right", "PgDown")
BACK = ("Left", "PgUp")


@dataclass(frozen=True, slots=True)
class ReadingStep:
    """A sentence, the link that it is about, and what stands beneath it in small letters."""

    words: str
    link: Ends | None = None
    notes: str = ""


def reading_steps(loop: Loop) -> Iterator[ReadingStep]:
    """Yield what a loop is, each of its links, and what comes of it.

    >>> from cld.analyze import analyze
    >>> [step.link for step in reading_steps(analyze("A (+)-> B (-)-> A").loops[0])]
    [None, ('A', 'B'), ('B', 'A'), None]
    """
    yield ReadingStep(beginning(loop), notes=" → ".join((*loop.variables, loop.variables[0])))
    for link, said in link_sentences(loop):
        yield ReadingStep(said, link.ends, "\n".join(f"“{note}”" for note in link.notes))
    yield ReadingStep(outcome(loop))


def aftermath(report: Report, loop: Loop) -> str:
    """Return what else is known of a loop: why it has its type, its delay, what holds it."""
    said = list(reading(report, loop))
    return "\n\n".join(said[said.index(outcome(loop)) + 1 :])


class ReadingPanel(Panel):
    """Steps through a loop. While it is read it is held, and the link at hand is chosen; at
    the end what was held before is held again. `step_shown` tells each step."""

    step_shown = Signal(object)

    def __init__(self, document: Document, focus: Focus, parent: QWidget | None = None) -> None:
        super().__init__(document, focus, "Reading aloud", parent)
        self.loop: Loop | None = None
        self.at = 0
        self.steps: tuple[ReadingStep, ...] = ()
        self._held_before: tuple[Ring, ...] = ()
        self.worker = Worker(self)
        self.worker.done.connect(self._more)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.loops = QComboBox()
        self.loops.setAccessibleName("The loop to read")
        self.loops.setToolTip("The loop to read")
        self.loops.activated.connect(lambda row: self.read(self.loops.itemData(row)))
        self.words, self.notes = QLabel(wordWrap=True), QLabel(wordWrap=True)
        for label in (self.words, self.notes):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.notes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.nothing = Nothing(NO_LOOP)
        self.back = button("◀ Previous", "The step before (Left, Page Up)")
        self.forth = button("Next ▶", "The next step (Right, Page Down)")
        self.stop_button = button("Stop", "Stop reading (Esc)")
        self.progress, self.how_far = QProgressBar(), QLabel()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("How far the reading is")
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

    # -- reading --

    def read(self, loop: Loop) -> None:
        """Begin to read a loop."""
        if self.loop is None:
            self._held_before = self.focus.looked.held
        self.loop, self.steps = loop, tuple(reading_steps(loop))
        self._fit_letters()
        self.focus.hold_only((loop.variables,))
        self._offer()
        self.go_to(0)
        self.setFocus()

    def go_on(self) -> None:
        """Go to the next step."""
        self.go_to(self.at + 1)

    def go_back(self) -> None:
        """Go to the step before."""
        self.go_to(self.at - 1)

    def go_to(self, place: int) -> None:
        """Go to a step, by its number from 0; past either end nothing happens."""
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
        """Stop reading; what was held before is held again."""
        if self.loop is not None:
            self.loop, self.steps, self.at = None, (), 0
            self.worker.cancel()
            self.focus.choose()
            self.focus.hold_only(self._held_before)
            self.nothing.setText(NO_LOOP)
            self.loops.setCurrentIndex(-1)
            self._show()

    # -- what is shown --

    def refresh(self, report: Report) -> None:
        """After an edit: go on at the same place, where the loop is still there."""
        loop = self.loop
        if loop is not None:
            now = {from_least(one.variables): one for one in report.loops}
            found = now.get(from_least(loop.variables))
            if found is None:
                self.stop()
                self.nothing.setText(GONE)
            else:
                self.loop, self.steps = found, tuple(reading_steps(found))
                self.focus.hold_only((found.variables,))
        elif report.loops:
            self.nothing.setText(NO_LOOP)
        else:
            self.nothing.setText(NO_LOOPS)
        self._offer()
        self._show()

    def _offer(self) -> None:
        """Offer the loops that the picture shows, and the one that is read."""
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
        """Make the letters as large as the panel allows."""
        super().resizeEvent(event)
        self._fit_letters()

    def _fit_letters(self) -> None:
        """The largest letters that show each step of the loop whole: they stay as large as they
        are while it is read."""
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
        """Finish what is under way in the background."""
        self.worker.wait()


def _smaller(points: int) -> int:
    return max(10, points * 5 // 9)
