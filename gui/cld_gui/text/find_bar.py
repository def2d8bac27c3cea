"""The bar for find and replace."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from cld_gui.text.search import MOST, Query


class FindBar(QWidget):
    """Emits signals for the user's requests, and shows the result with `tell`.

    Attributes
    ----------
    asked
        Signal: the query has changed.
    go_on
        Signal: go to the next hit (True) or to the previous one (False).
    replace, replace_all
        Signals: replace the selected hit, or all hits.
    closed
        Signal: the bar was closed.
    """

    asked = Signal()
    go_on = Signal(bool)
    replace = Signal()
    replace_all = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = _field("Find", "Find")
        self.put = _field("Replace with", "Replace with")
        self.match_case = _switch("Aa", "Match case")
        self.whole_word = _switch("Word", "Whole words only")
        self.pattern = _switch(".*", "Regular expression")
        self.count = QLabel()
        self.count.setMinimumWidth(self.count.fontMetrics().horizontalAdvance("10,000 of 10,000"))
        self.error = QLabel()
        self.error.setWordWrap(True)
        self.error.hide()
        self._before = _button("↑", "Find previous (Shift+Enter)")
        self._next = _button("↓", "Find next (Enter)")
        self._close = _button("×", "Close (Esc)")
        self._replace = QPushButton("Replace")
        self._replace_all = QPushButton("Replace All")
        self._lay_out()
        self.words.textChanged.connect(self.asked)
        for switch in (self.match_case, self.whole_word, self.pattern):
            switch.toggled.connect(self.asked)
        self._before.clicked.connect(lambda: self.go_on.emit(False))
        self._next.clicked.connect(lambda: self.go_on.emit(True))
        self._replace.clicked.connect(self.replace)
        self._replace_all.clicked.connect(self.replace_all)
        self._close.clicked.connect(self.close_bar)
        self.hide()

    def _lay_out(self) -> None:
        options = QHBoxLayout()
        for widget in (
            self.match_case,
            self.whole_word,
            self.pattern,
            self._before,
            self._next,
            self._close,
        ):
            options.addWidget(widget)
        buttons = QHBoxLayout()
        for button in (self._replace, self._replace_all):
            buttons.addWidget(button)
        buttons.addStretch()
        grid = QGridLayout(self)
        grid.setContentsMargins(6, 4, 6, 4)
        grid.addWidget(self.words, 0, 0)
        grid.addLayout(options, 0, 1)
        grid.addWidget(self.put, 1, 0)
        grid.addLayout(buttons, 1, 1)
        grid.addWidget(self.count, 2, 0)
        grid.addWidget(self.error, 3, 0, 1, 2)
        grid.setColumnStretch(0, 1)

    @property
    def wanted(self) -> Query:
        """The query: what to find, and how."""
        return Query(
            self.words.text(),
            self.match_case.isChecked(),
            self.whole_word.isChecked(),
            self.pattern.isChecked(),
        )

    def open_bar(self, words: str, with_replace: bool) -> None:
        """Show the bar. Find `words`, unless they are empty."""
        for widget in (self.put, self._replace, self._replace_all):
            widget.setVisible(with_replace)
        self.show()
        if words:
            self.words.setText(words)
        self.words.selectAll()
        self.words.setFocus()

    def close_bar(self) -> None:
        """Hide the bar."""
        self.hide()
        self.closed.emit()

    def tell(self, number: int | None, count: int, error: str) -> None:
        """Show the number of hits and which of them is selected (from 1), or an error."""
        of = f"{count:,}" if count < MOST else f"{MOST:,} or more"
        said = "" if not self.words.text() or error else "No results"
        if count:
            said = f"{number:,} of {of}" if number else f"{of} found"
        self.count.setText(said)
        self.error.setText(error)
        self.error.setVisible(bool(error))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter finds the next hit, Shift+Enter the previous one, Escape closes the bar."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if self.put.hasFocus() and not shift:
                self.replace.emit()
            else:
                self.go_on.emit(not shift)
        else:
            super().keyPressEvent(event)


def _field(hint: str, name: str) -> QLineEdit:
    field = QLineEdit()
    field.setPlaceholderText(hint)
    field.setAccessibleName(name)
    field.setClearButtonEnabled(True)
    return field


def _switch(text: str, name: str) -> QToolButton:
    button = _button(text, name)
    button.setCheckable(True)
    return button


def _button(text: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(name)
    button.setAccessibleName(name)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
