"""The list of completions while typing."""

from __future__ import annotations

from PySide6.QtCore import QObject, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QListView

from cld.core.text import Edit, Span
from cld_gui.text.code_edit import CodeEdit
from cld_gui.text.completion import Completions, completions

# After this number of letters, completions are offered automatically.
LETTERS = 2
_MOST_SHOWN = 10


class Popup(QObject):
    """Offers completions at the caret: automatically after two letters, or on demand.

    Tab and Enter accept the selected completion, Escape closes the list.
    """

    def __init__(self, editor: CodeEdit) -> None:
        super().__init__(editor)
        self._editor = editor
        self._offer: Completions | None = None
        self._model = QStringListModel(self)
        self.completer = QCompleter(self._model, self)
        self.completer.setWidget(editor)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setMaxVisibleItems(_MOST_SHOWN)
        self.completer.activated.connect(self._take)
        self.view = QListView()
        self.completer.setPopup(self.view)
        self.view.setAccessibleName("Completions")
        editor.popup = self.view
        editor.cursorPositionChanged.connect(self._moved)

    @property
    def words(self) -> tuple[str, ...]:
        """The completions on offer, none if the list is closed."""
        return self._offer.words if self._offer and self.view.isVisible() else ()

    def ask(self) -> None:
        """Offer all completions at the caret."""
        self._show(least=0, asked=True)

    def close(self) -> None:
        """Close the list."""
        self._offer = None
        self.view.hide()

    def follow(self) -> None:
        """Update the completions after typing."""
        self._show(least=0 if self.words else LETTERS)

    def _moved(self) -> None:
        if self.view.isVisible() and not self._editor.changing:
            self.close()

    def _show(self, least: int, asked: bool = False) -> None:
        editor = self._editor
        found = completions(editor.diagram_document.source, editor.caret)
        letters = len(found.typed.strip()) if found else 0
        # A complete word needs no completion, so that Enter is a line break again.
        is_done = found is not None and found.typed in found.words and not asked
        if found is None or is_done or letters < least:
            self.close()
            return
        self._offer = found
        self._model.setStringList(list(found.words))
        self.completer.setCompletionPrefix("")
        self.view.setCurrentIndex(self._model.index(0, 0))
        place = editor.cursorRect()
        place.translate(editor.viewport().pos())
        bar = self.view.verticalScrollBar().sizeHint().width()
        place.setWidth(self.view.sizeHintForColumn(0) + bar + 8)
        self.completer.complete(place)
        self.view.setCurrentIndex(self._model.index(0, 0))

    def _take(self, word: str) -> None:
        found, editor = self._offer, self._editor
        self._offer = None
        if found is None:
            return
        span = Span(found.start, editor.caret)
        editor.diagram_document.apply([Edit(span, word)], "Complete")
        editor.choose(Span(found.start + len(word), found.start + len(word)))
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
