"""PDF: one page of the picture's size, with vector lines and selectable text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import groupby

from fpdf import FPDF
from fpdf.bidi import BidiParagraph
from fpdf.drawing import PaintedPath
from fpdf.fonts import TTFFont

from cld.paint.arabic import joined, unshaped
from cld.paint.halos import halo_box
from cld.paint.limits import fitting_scale
from cld.paint.otherfonts import codes_of, fonts_for, missing_in, unseen
from cld.paint.shapes import (
    FADED,
    LIT,
    LIT_BARS,
    PLAIN,
    Bars,
    Curve,
    Frame,
    Group,
    Head,
    Look,
    Shape,
    Sheet,
    Words,
    held,
    painted_text,
)
from cld.paint.sheet import sheet
from cld.paint.theme import Theme, fixed
from cld.picture.fonts import font_file
from cld.picture.fonts import width as reckoned
from cld.picture.picture import Box, Picture, Point
from cld.picture.picture import Path as Way

# The height of the box for a letter that no font contains, as a part of the text size.
BOX_HIGH = 0.66
# The library requires a date. The real date would make the bytes differ each time.
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)


def pdf(picture: Picture, look: Look = PLAIN) -> bytes:
    """Return a picture as a PDF file, with `scale` points of the page per point of the picture.

    Letters that the measured font does not contain come from the system's fonts; letters that no
    font contains become boxes. The date in the file is always the same, so the bytes are
    reproducible.
    """
    return _Painter(sheet(picture, look), fixed(look.theme), look.scale).painted()


class _Painter:
    """Paints a sheet on the only page of a document."""

    def __init__(self, page: Sheet, theme: Theme, scale: float) -> None:
        left, top, right, bottom = page.box
        self.page, self.theme = page, theme
        self.scale = fitting_scale(page.box, "pdf", scale)
        self.left, self.top = left, top
        size = max((right - left) * self.scale, 3.0), max((bottom - top) * self.scale, 3.0)
        # A page that is wider than high is `landscape` for this library, whatever its size.
        self.pdf = FPDF(unit="pt", format=(min(size), max(size)))
        self.pdf.set_auto_page_break(False)
        self.pdf.set_margin(0)
        self.pdf.c_margin = 0
        self.pdf.set_creation_date(NO_DATE)
        self.pdf.set_title(held(page.title))
        self.pdf.set_subject(held(page.about))
        self.pdf.set_creator("cld")
        self.pdf.add_page(orientation="L" if size[0] > size[1] else "P")
        self.size = size
        self.fonts = _Fonts(self.pdf, page)

    def painted(self) -> bytes:
        """Paint all groups in order, and return the file."""
        with self.pdf.new_path() as path:
            path.style.fill_color = self.theme.paper
            path.style.stroke_color = None
            path.rectangle(0, 0, *self.size)
        for group in self.page.groups:
            with self._light(group):
                for shape in group.shapes:
                    self._shape(shape, group)
        data = bytes(self.pdf.output())
        self.fonts.close()
        return data

    @contextmanager
    def _light(self, group: Group) -> Iterator[None]:
        if group.light == "faded":
            with self.pdf.local_context(fill_opacity=FADED, stroke_opacity=FADED):
                yield
        else:
            yield

    def _shape(self, shape: Shape, group: Group) -> None:
        colour = self.theme.colour(group.role)
        line = self.theme.line * self.scale * (LIT if group.light == "lit" else 1.0)
        if isinstance(shape, Words):
            self._words(shape, self.theme.colour(shape.role) if shape.role else colour)
            return
        with self.pdf.new_path() as path:
            path.style.stroke_color = None if isinstance(shape, Head) else colour
            path.style.fill_color = colour if isinstance(shape, Head) else None
            path.style.auto_close = False
            path.style.stroke_width = line
            path.style.stroke_cap_style = "butt"
            if group.light == "faded":
                path.style.stroke_opacity = path.style.fill_opacity = FADED
            if isinstance(shape, Curve):
                path.style.stroke_width = line * shape.width
                self._curve(path, shape.path)
            elif isinstance(shape, Head):
                self._lines(path, *shape.points)
                path.close()
            elif isinstance(shape, Bars):
                if group.light == "lit":
                    path.style.stroke_width = line * LIT_BARS / LIT
                for segment in shape.segments:
                    self._lines(path, *segment)
            elif isinstance(shape, Frame):
                path.style.stroke_width = line * shape.width
                left, top, right, bottom = shape.box
                self._lines(path, (left, top), (right, top), (right, bottom), (left, bottom))
                path.close()

    def _at(self, point: Point) -> Point:
        return (point[0] - self.left) * self.scale, (point[1] - self.top) * self.scale

    def _curve(self, path: PaintedPath, way: Way) -> None:
        path.move_to(*self._at(way[0]))
        for number in range(1, len(way), 3):
            one, two, end = (self._at(point) for point in way[number : number + 3])
            path.curve_to(*one, *two, *end)

    def _lines(self, path: PaintedPath, first: Point, *others: Point) -> None:
        path.move_to(*self._at(first))
        for point in others:
            path.line_to(*self._at(point))

    def _words(self, words: Words, colour: str) -> None:
        size = words.size * self.scale
        self.pdf.set_text_color(colour)
        for text, place in words.lines:
            x, y = self._at(place)
            runs = self.fonts.runs(painted_text(text), words.weight, size)
            long = sum(wide for _, _, wide in runs)
            x -= long / 2 if words.anchor == "middle" else 0.0
            if words.halo:
                self._fill(halo_box(text, x, y, long, size))
            for family, piece, wide in runs:
                if family is None:
                    self._box(x, y, wide, size, colour)
                else:
                    self.pdf.set_font(family, size=size)
                    self.pdf.text(x, y, piece)
                x += wide

    def _fill(self, box: Box) -> None:
        left, top, right, bottom = box
        with self.pdf.new_path() as path:
            path.style.fill_color, path.style.stroke_color = self.theme.paper, None
            path.rectangle(left, top, right - left, bottom - top)

    def _box(self, x: float, y: float, wide: float, size: float, colour: str) -> None:
        with self.pdf.new_path() as path:
            path.style.fill_color, path.style.stroke_color = None, colour
            path.style.stroke_width, high = 0.05 * size, BOX_HIGH * size
            path.rectangle(x + 0.06 * size, y - high, wide - 0.12 * size, high)


# The font (None for a letter that no font contains), the text, and its width.
_TextRun = tuple[str | None, str, float]


class _Fonts:
    """The fonts of a document: the measured fonts, and system fonts for other letters."""

    def __init__(self, pdf: FPDF, page: Sheet) -> None:
        self.pdf = pdf
        self.family: dict[tuple[str, int], str] = {}
        letters: dict[int, set[str]] = {}
        shapes: set[str] = set()
        for line, weight in page.lines():
            letters.setdefault(weight, set()).update(line)
            shapes.update(joined(line))
        for weight, used in sorted(letters.items()):
            name = f"text{weight}"
            pdf.add_font(name, fname=font_file(weight))
            codes = codes_of(font_file(weight))
            self._shown({letter for letter in used if ord(letter) in codes}, (weight,), name)
        missing = missing_in(page)
        if missing:
            missing |= shapes.difference(*letters.values())
        for number, (path, held_letters) in enumerate(fonts_for(missing)):
            name = f"system{number}"
            if self._added(name, str(path)):
                self._shown(held_letters, letters, name)

    def _shown(self, letters: Iterable[str], weights: Iterable[int], family: str) -> None:
        for letter in letters:
            for weight in weights:
                self.family.setdefault((letter, weight), family)

    def _added(self, name: str, path: str) -> bool:
        try:
            self.pdf.add_font(name, fname=path)
        except Exception:  # a font that cannot be embedded counts as missing
            return False
        return True

    def close(self) -> None:
        """Close the files of all fonts."""
        for font in self.pdf.fonts.values():
            if isinstance(font, TTFFont):
                font.close()

    def runs(self, text: str, weight: int, size: float) -> list[_TextRun]:
        """Return a line in pieces of one font each, from left to right as displayed."""
        found: list[_TextRun] = []
        formed = "".join(
            shape if (shape, weight) in self.family else unshaped(shape) for shape in joined(text)
        )
        shown = "".join(letter for letter in _from_left(formed) if not self._skips(letter, weight))
        for family, letters in groupby(shown, lambda letter: self.family.get((letter, weight))):
            piece = "".join(letters)
            if family is None:
                found += [(None, c, max(reckoned(c, size), 0.3 * size)) for c in piece]
            else:
                self.pdf.set_font(family, size=size)
                found.append((family, piece, self.pdf.get_string_width(piece)))
        return found

    def _skips(self, letter: str, weight: int) -> bool:
        return (letter, weight) not in self.family and unseen(letter)


def _from_left(text: str) -> str:
    """A line in display order, with letters of right-to-left scripts reordered."""
    if text.isascii() or not any(unicodedata.bidirectional(c) in ("R", "AL", "AN") for c in text):
        return text
    return BidiParagraph(text).get_reordered_string()
