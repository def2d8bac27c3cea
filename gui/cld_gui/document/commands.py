"""The one kind of undo step: edits of the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QUndoCommand

from cld.core.text import Edit, Span, invert

Set = Callable[[Sequence[Edit]], None]

# The id of steps that Qt may merge with the previous one: only typing.
TYPING = 1


class EditText(QUndoCommand):
    """Applies edits to the text of a document, and undoes them.

    `set_text` is called with the edits. Successive steps of typing within a word are merged into
    one step.
    """

    def __init__(
        self, label: str, text: str, edits: Sequence[Edit], set_text: Set, is_typing: bool = False
    ) -> None:
        super().__init__(label)
        self._set = set_text
        self._forth = tuple(edits)
        self._back = invert(text, edits)
        self._is_typing = is_typing and len(self._forth) == 1

    def redo(self) -> None:
        """Apply the edits."""
        self._set(self._forth)

    def undo(self) -> None:
        """Undo the edits."""
        self._set(self._back)

    def id(self) -> int:
        """Return the id by which Qt decides which steps to merge."""
        return TYPING if self._is_typing else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Merge a step of typing that continues where this one ended."""
        if not isinstance(other, EditText) or not (self._is_typing and other._is_typing):
            return False
        (forth,), (back,) = self._forth, self._back
        (their_forth,), (their_back,) = other._forth, other._back
        begins_word = their_forth.text[:1].isspace() != forth.text[-1:].isspace()
        if len(their_forth.text) > 1 or "\n" in forth.text + their_forth.text or begins_word:
            return False
        if their_forth.span == Span(back.span.end, back.span.end):
            self._forth = (Edit(forth.span, forth.text + their_forth.text),)
            self._back = (Edit(Span(back.span.start, their_back.span.end), back.text),)
            return True
        return False
