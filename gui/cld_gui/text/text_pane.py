"""The text pane: the text of a document with colours, problems, completion and find bar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from cld.core.diagnostics import Diagnostic
from cld.core.text import Edit, Span
from cld_gui.document.document import Document
from cld_gui.shared.focus import Focus, Looked
from cld_gui.shared.late import late
from cld_gui.text.code_edit import CodeEdit
from cld_gui.text.looks import Looks
from cld_gui.text.mentions import spans_of, spoken_of
from cld_gui.text.problems import at, next_problem, problem_text

if TYPE_CHECKING:
    from cld_gui.text import find_bar as bars
    from cld_gui.text import finder as finding
    from cld_gui.text import line_edits
    from cld_gui.text import popup as popups
    from cld_gui.text.find_bar import FindBar
    from cld_gui.text.finder import Finder
    from cld_gui.text.popup import Popup
else:
    line_edits = late("cld_gui.text.line_edits")
    bars, finding, popups = map(
        late, ("cld_gui.text.find_bar", "cld_gui.text.finder", "cld_gui.text.popup")
    )


class TextPane(QWidget):
    """Shows and edits the text of a document.

    Attributes
    ----------
    status
        Signal: the problem at the caret, or "".
    placed
        Signal: line and column of the caret, from 1.
    commands
        The actions of the pane by name, for menus. Their shortcuts work while the pane has the
        keyboard focus.
    """

    status = Signal(str)
    placed = Signal(int, int)

    def __init__(self, document: Document, focus: Focus, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._focus = document, focus
        self.editor = CodeEdit(document, self)
        self.editor.setAccessibleName("Diagram text")
        self.looks = Looks(self.editor, document)
        self._is_quiet = False
        self._looked = focus.looked
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.editor)
        self.setFocusProxy(self.editor)
        self.commands = self._commands()
        self._said = ""
        self.editor.cursorPositionChanged.connect(self._moved)
        self.editor.converted.connect(lambda title: self.status.emit(f"Pasted {title} as text."))
        self.editor.followed.connect(self._follow)
        self.editor.typed.connect(lambda: self.popup.follow())
        self.looks.changed.connect(self._tell)
        self.looks.margin.pressed.connect(self._pressed)
        focus.changed.connect(self._look)
        self._mark_mentions()

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """The problems shown, in the order of the text."""
        return self.looks.problems

    @cached_property
    def finder(self) -> Finder:
        """Finds and replaces. It is created, with its bar, at the first search."""
        made = finding.Finder(self.editor, self.find_bar)
        made.changed.connect(self._show_hits)
        return made

    @cached_property
    def find_bar(self) -> FindBar:
        """The find bar below the text."""
        made = bars.FindBar(self)
        self._column.addWidget(made)
        return made

    @cached_property
    def popup(self) -> Popup:
        """Offers completions. It is created when text is first typed."""
        return popups.Popup(self.editor)

    def go_to(self, span: Span) -> None:
        """Select a span of the text, scroll to it, and take the keyboard focus."""
        self._is_quiet = True
        self.editor.choose(span)
        self._is_quiet = False
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    def state(self) -> dict[str, Any]:
        """Return the font size, as plain values."""
        return {"size": self.editor.font().pointSizeF()}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Restore the font size."""
        size = state.get("size")
        if isinstance(size, int | float):
            self.editor.set_size(size)

    # -- commands --

    def _commands(self) -> dict[str, QAction]:
        table: tuple[tuple[str, str, str, Callable[[], object]], ...] = (
            ("find", "Find…", "Ctrl+F", lambda: self.finder.open_bar(with_replace=False)),
            ("replace", "Replace…", "Ctrl+H", lambda: self.finder.open_bar(with_replace=True)),
            ("find_next", "Find Next", "F3", lambda: self.finder.go_on()),
            (
                "find_previous",
                "Find Previous",
                "Shift+F3",
                lambda: self.finder.go_on(forward=False),
            ),
            ("next_problem", "Next Problem", "F8", self.next_problem),
            ("previous_problem", "Previous Problem", "Shift+F8", self.previous_problem),
            ("complete", "Complete Word", "Ctrl+Space", lambda: self.popup.ask()),
            ("format", "Format Text", "Ctrl+Shift+F", self.format_text),
            ("comment", "Toggle Comment", "Ctrl+/", self.toggle_comment),
            ("duplicate", "Duplicate Lines", "Ctrl+D", self.duplicate_lines),
            ("move_up", "Move Lines Up", "Alt+Up", lambda: self.move_lines(down=False)),
            ("move_down", "Move Lines Down", "Alt+Down", lambda: self.move_lines(down=True)),
        )
        found = {}
        for name, text, keys, do in table:
            action = QAction(text, self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _=False, do=do: do())
            self.addAction(action)
            found[name] = action
        wrap = QAction("Wrap Long Lines", self, checkable=True)
        wrap.toggled.connect(self.wrap_lines)
        return {**found, "wrap": wrap}

    def next_problem(self) -> None:
        """Go to the problem after the caret, or the first."""
        self._go_to_problem(forward=True)

    def previous_problem(self) -> None:
        """Go to the problem before the caret, or the last."""
        self._go_to_problem(forward=False)

    def _go_to_problem(self, forward: bool) -> None:
        problem = next_problem(self.problems, self.editor.chosen.start, forward)
        if problem:
            self.go_to(problem.span)
            self.status.emit(problem_text(problem))

    def format_text(self) -> None:
        """Format the text as one undo step."""
        self._document.apply(line_edits.formatted(self._document.source), "Format")

    def toggle_comment(self) -> None:
        """Turn the selected lines into comments, or back into statements."""
        edits = line_edits.toggle_comment(self._document.source.lines, self.editor.chosen)
        self._document.apply(edits, "Comment")

    def duplicate_lines(self) -> None:
        """Duplicate the selected lines."""
        editor = self.editor
        lines, newline = self._document.source.lines, editor.shown.newline
        self._do(line_edits.duplicate_lines(lines, editor.chosen, newline), "Duplicate lines")

    def move_lines(self, down: bool) -> None:
        """Move the selected lines up or down by one line."""
        change = line_edits.move(self._document.source.lines, self.editor.chosen, down)
        self._do(change, "Move lines")

    def _do(self, change: tuple[list[Edit], Span | None], label: str) -> None:
        edits, span = change
        self._document.apply(edits, label)
        if edits and span:
            self._is_quiet = True
            self.editor.choose(span)
            self._is_quiet = False

    def wrap_lines(self, on: bool) -> None:
        """Turn wrapping of long lines on or off."""
        modes = QPlainTextEdit.LineWrapMode
        self.editor.setLineWrapMode(modes.WidgetWidth if on else modes.NoWrap)

    def zoom(self, steps: int) -> None:
        """Make the font this many points larger. 0 restores the default size."""
        self.editor.zoom(steps)

    # -- the caret and the selection --

    def _moved(self) -> None:
        editor = self.editor
        if editor.changing:
            return
        self._tell()
        if self._is_quiet or editor.textCursor().hasSelection():
            return
        spoken = spoken_of(self._document.source, editor.caret)
        if spoken is None:
            return
        self._is_quiet = True
        if isinstance(spoken, str):
            self._focus.choose(variables=[spoken])
        else:
            self._focus.choose(links=[spoken])
        self._is_quiet = False

    def _look(self, looked: Looked) -> None:
        before, self._looked = self._looked, looked
        if (before.variables, before.links) == (looked.variables, looked.links):
            return
        self._mark_mentions()
        if not self._is_quiet:
            self._scroll_to_mentions()

    def _mark_mentions(self) -> None:
        self.looks.mentions = spans_of(self._document.source, self._looked)
        self.looks.mark()

    def _scroll_to_mentions(self) -> None:
        editor, mentions = self.editor, self.looks.mentions
        seen = editor.seen()
        if mentions and not any(seen.start <= span.start < seen.end for span in mentions):
            cursor = QTextCursor(editor.document())
            cursor.setPosition(editor.shown.to_qt(mentions[0].start))
            lines = editor.viewport().height() // max(editor.fontMetrics().lineSpacing(), 1)
            bar = editor.verticalScrollBar()
            bar.setValue(cursor.block().firstLineNumber() - lines // 3)

    def _follow(self) -> None:
        if self._looked.variables or self._looked.links:
            self._mark_mentions()

    def _show_hits(self) -> None:
        self.looks.hits = self.finder.found.hits
        self.looks.mark()

    def _pressed(self, line: int) -> None:
        """Go to the most severe problem of the line that was clicked, or else to its start."""
        bounds = self._document.source.lines.bounds(line + 1)
        here = [p for p in self.problems if bounds.start <= p.span.start <= bounds.end]
        at_start = Span(bounds.start, bounds.start)
        self.go_to(here[0].span if here else at_start)

    def _tell(self) -> None:
        place = self._document.source.lines.place(self.editor.caret)
        self.placed.emit(place.line, place.column)
        here = at(self.problems, self.editor.caret)
        said = problem_text(here[0]) if here else ""
        # Nothing new must not clear a message of another kind.
        if said or said != self._said:
            self.status.emit(said)
        self._said = said
