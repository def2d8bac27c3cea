"""A diagram that is edited: its text, the diagram and report read from it, its undo steps.

Only the document changes the text. All edits, typed or drawn, go through `apply`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoStack

from cld.core.diagnostics import Diagnostic
from cld.core.diagram import Diagram
from cld.core.rings import pairs_round
from cld.core.text import Edit, Span, apply_edits
from cld.core.watch import Watch
from cld.language.source import MAX_CHARACTERS, Source, source_of
from cld.picture.picture import Gear, Picture
from cld_gui.document.commands import EditText
from cld_gui.document.picture_cache import has_badges, keep, kept, shows
from cld_gui.document.work import analyze_for_window, layout_for_window, with_badges
from cld_gui.document.worker import Worker, give_way

if TYPE_CHECKING:
    from cld.loops.loop import Loop
    from cld.report import Report

# The pause between the last change of the text and its analysis, in milliseconds.
PAUSE = 60
# The pause between the last key and the layout of a large diagram, in milliseconds: two Python
# threads share one processor, and typing comes first.
PAUSE_OF_MANY = 300
# A new text of up to this number of characters is analysed before anything is shown.
AT_ONCE = 20_000
# A picture with more variables or links than this is always laid out in the background.
MANY, MANY_LINKS = 60, 70


@dataclass(frozen=True, slots=True)
class Changed:
    """A change of the text: the edits, and the source after them."""

    edits: tuple[Edit, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """The picture to show.

    `is_stale` is true if the text has errors: the picture is then that of the last text without.
    `smoothly` is true if names should glide to their new places.
    """

    picture: Picture
    is_stale: bool = False
    smoothly: bool = False


class Document(QObject):
    """The text of a diagram with its source, report, picture and undo steps.

    If the text has errors, report and picture stay as they were, and the picture is stale.

    Attributes
    ----------
    changed
        Signal: every change of the text, immediately.
    checked
        Signal: the report on the text, a little later.
    analysed
        Signal: the same report, if the text has no errors.
    shown
        Signal: the picture to show.
    refused
        Signal: the reason why an edit was rejected.
    seen
        The picture that is visible now: that of the text, or that of an intervention on trial.
    """

    refused = Signal(str)
    changed = Signal(object)
    checked = Signal(object)
    analysed = Signal(object)
    shown = Signal(object)

    def __init__(
        self, text: str = "", name: str = "untitled", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.name = name
        self.stack = QUndoStack(self)
        self.source = source_of(text)
        self._report: Report | None = None
        self._newest: Report | None = None
        self.picture = self.seen = Picture(None, (), (), (), (0.0, 0.0, 28.0, 28.0))
        self.is_stale = False
        self._is_new = False
        self._is_typing = self._glides = False
        self._is_undrawn = self._is_held = self._waits = False
        self._only: tuple[tuple[str, ...], ...] | None = None
        self.analyst, self.artist = Worker(self), Worker(self)
        self.analyst.done.connect(self._analysed)
        self.artist.done.connect(self._drawn)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._analyse)
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._redraw_many)

    @property
    def text(self) -> str:
        """The present text."""
        return self.source.text

    @property
    def diagram(self) -> Diagram:
        """The diagram, as far as the text could be read."""
        return self.source.diagram

    @property
    def report(self) -> Report:
        """The report on the last text without errors. During typing, it is slightly out of
        date."""
        if self._report is None:
            self._report = analyze_for_window(self.source, self.name)
        return self._report

    @property
    def newest(self) -> Report:
        """The newest report, even if the text has errors."""
        return self._newest or self.report

    @property
    def broken(self) -> Diagnostic | None:
        """The first error in the text, or None."""
        errors = (d for d in self.source.diagnostics if d.severity == "error")
        return min(errors, key=lambda d: d.span, default=None)

    def apply(self, edits: Sequence[Edit], label: str, is_typing: bool = False) -> None:
        """Apply edits to the text as one undo step. `label` is its name in the menu."""
        more = sum(len(edit.text) - (edit.span.end - edit.span.start) for edit in edits)
        if more > 0 and len(self.text) + more > MAX_CHARACTERS:
            # Text beyond the limit would be neither read nor saved.
            limit = f"the limit of {MAX_CHARACTERS:,} characters"
            self.refused.emit(f"Edit rejected: the text would be longer than {limit}.")
        elif edits:
            self._is_typing = is_typing
            self.stack.push(EditText(label, self.text, edits, self._set, is_typing))
            self._is_typing = False

    def replace_all(self, text: str, name: str) -> None:
        """Start again with another text. This clears the undo steps."""
        whole = (Edit(Span(0, len(self.text)), text),)
        self.name = name
        self.stack.clear()
        self.picture = self.seen = Picture(None, (), (), (), (0.0, 0.0, 28.0, 28.0))
        self.artist.cancel()
        self.source = source_of(text)
        self.changed.emit(Changed(whole, self.source))
        picture = kept(text)
        if picture is not None and not shows(picture, self.diagram):
            picture = None
        self._is_undrawn = picture is None
        if picture is not None:
            self._show(picture)
        if self._is_held:
            self._report = self._newest = None
            self._waits = True
        else:
            self._look_at_new()

    def hold(self) -> None:
        """Do not analyse or lay out anything before `release`, so that the window appears
        first."""
        self._is_held = True

    def release(self) -> None:
        """Start the analysis and the layout that were waiting."""
        self._is_held = False
        if self._waits:
            self._waits = False
            self._look_at_new()

    def keep(self) -> None:
        """Store the picture, so that it looks the same when this text is opened again."""
        # A large picture is laid out in the background, so it may be older than the text.
        is_behind = self._later.isActive() or (self.artist.is_busy and _is_large(self.diagram))
        is_whole = self.broken is None and self._only is None and not self._is_undrawn
        if is_whole and not is_behind and shows(self.picture, self.diagram):
            keep(self.text, self.picture)

    def _look_at_new(self) -> None:
        if len(self.text) <= AT_ONCE:
            self._begin(analyze_for_window(self.source, self.name))
        else:
            self._is_new = True
            self._analyse()

    def _begin(self, report: Report) -> None:
        self._is_new = False
        self._report = self._newest = report
        self.checked.emit(report)
        self.analysed.emit(report)
        if self._is_undrawn:
            self._begin_picture()
        elif self.broken is None and not has_badges(self.picture, self._loops(report)):
            # It was stored before its text was analysed.
            self._redraw()

    def _begin_picture(self) -> None:
        """Show a picture immediately if that is quick, and search for a better one meanwhile."""
        self._is_undrawn = False
        if len(self.diagram.variables) <= MANY:
            self.arrange("quick")
        self.arrange("best")

    def show_loops(self, rings: Sequence[tuple[str, ...]] | None) -> None:
        """Show only the badges of these loops; None shows the default ones. Nothing moves."""
        self._only = None if rings is None else tuple(rings)
        if self.broken is None:
            self._redraw()

    def preview(self, report: Report | None) -> None:
        """Show the picture of another diagram without changing the text. None ends that."""
        if report is None:
            self._tell(ShownPicture(self.picture, self.is_stale, smoothly=True))
        else:
            picture = layout_for_window(report.diagram, with_badges(report), "quick", self.picture)
            self._tell(ShownPicture(picture, smoothly=True))

    def arrange(self, gear: Gear = "best") -> None:
        """Lay out the picture again, in the background if that takes long. If the text has
        errors, the picture stays as it is."""
        if self.broken is not None and self.picture.names:
            self.refused.emit("The text contains an error. Fix it, then re-arrange the diagram.")
            return
        diagram, report = self.diagram, self.report
        # During typing, the report belongs to an earlier text. Some of its loops may be gone.
        loops = self._known_loops()
        if gear == "quick" and len(diagram.variables) <= MANY:
            self.artist.cancel()
            self._show(layout_for_window(diagram, loops, gear), smoothly=False)
            return
        is_whole = not self.broken and self._only is None and report.source.text == self.text
        text = self.text if is_whole else None

        def draw(watch: Watch) -> Picture:
            picture = layout_for_window(diagram, loops, gear, watch=watch)
            if text is not None and watch("Arranging"):
                keep(text, picture)
            return picture

        self._glides = True
        self._later.stop()
        self.artist.start(draw)

    def wait(self) -> None:
        """Wait until the background work has finished."""
        self._pause.stop()
        self._later.stop()
        self.analyst.wait()
        self.artist.wait()

    def close(self) -> None:
        """Shut down cleanly: stop all background work and clear the undo steps.

        If the undo steps live until Python collects them with their document, the process
        crashes.
        """
        self.wait()
        self.stack.clear()

    # -- applying edits --

    def _set(self, edits: Sequence[Edit]) -> None:
        give_way()
        before = self.diagram
        self.source = source_of(apply_edits(self.text, edits), self.source)
        self.changed.emit(Changed(tuple(edits), self.source))
        self._pause.start()
        if self.broken is not None:
            self._later.stop()
            self._show(self.picture, is_stale=True)
        elif self.diagram != before or self.is_stale:
            self._redraw()

    def _redraw(self) -> None:
        """Update the picture after an edit. Variables that were there before move little."""
        if _is_large(self.diagram):
            waits = self._is_typing and len(self.diagram.variables) > MANY
            self._later.start(PAUSE_OF_MANY if waits else 0)
        else:
            self.artist.cancel()
            self._show(layout_for_window(self.diagram, self._known_loops(), "quick", self.picture))

    def _redraw_many(self) -> None:
        diagram, loops, previous = self.diagram, self._known_loops(), self.picture
        self._glides = False
        self.artist.start(lambda watch: layout_for_window(diagram, loops, "quick", previous, watch))

    def _known_loops(self) -> list[Loop]:
        """The loops with a badge that still exist after an edit."""
        return [loop for loop in self._loops(self.report) if _is_in(self.diagram, loop.variables)]

    def _loops(self, report: Report) -> Sequence[Loop]:
        """The loops that get a badge."""
        if self._only is None:
            return with_badges(report)
        return [loop for loop in report.loops if loop.variables in self._only]

    def _show(self, picture: Picture, is_stale: bool = False, smoothly: bool = False) -> None:
        self.picture, self.is_stale = picture, is_stale
        self._tell(ShownPicture(picture, is_stale, smoothly))

    def _tell(self, shown: ShownPicture) -> None:
        self.seen = shown.picture
        self.shown.emit(shown)

    # -- in the background --

    def _analyse(self) -> None:
        if self.artist.is_busy and not self._glides:
            # The picture after an edit comes first: both at once would take longer.
            self._pause.start()
            return
        source, name = self.source, self.name
        self.analyst.start(lambda watch: analyze_for_window(source, name, watch=watch))

    def _analysed(self, report: Report) -> None:
        if report.source.text != self.text:
            return
        report = replace(report, file=self.name)
        if self._is_new:
            self._begin(report)
            return
        self._newest = report
        self.checked.emit(report)
        if self.broken is not None:
            return
        loops_before = [loop.variables for loop in self._loops(self.report)]
        self._report = report
        self.analysed.emit(report)
        if [loop.variables for loop in self._loops(report)] != loops_before:
            if self.artist.is_busy and self._glides:
                # A new layout is being computed. It must contain the new loops.
                self.arrange()
            else:
                self._redraw()

    def _drawn(self, picture: Picture) -> None:
        # The text may contain an error by now.
        self._show(picture, self.is_stale, smoothly=self._glides)


def _is_large(diagram: Diagram) -> bool:
    return len(diagram.variables) > MANY or len(diagram.links) > MANY_LINKS


def _is_in(diagram: Diagram, ring: Sequence[str]) -> bool:
    links = {link.ends for link in diagram.links}
    return all(ends in links for ends in pairs_round(ring))
