"""The picture outside the window: in a file, on the clipboard, on paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QMimeData, QRectF
from PySide6.QtGui import (
    QClipboard,
    QGuiApplication,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPainter,
)

from cld.core.files import FileError, write_atomically
from cld.paint.choices import SCALES, PictureFormat
from cld.paint.limits import LARGEST, SMALLEST, TooLargeError, refuse_too_large
from cld.paint.png import png
from cld.paint.remarks import remarks
from cld.paint.render import paint
from cld.paint.shapes import Look
from cld.paint.sheet import sheet
from cld.paint.svg import svg
from cld.picture.picture import Picture
from cld_gui.document.trouble import Trouble

ENDINGS: dict[str, PictureFormat] = {
    ".svg": "svg", ".png": "png", ".pdf": "pdf", ".dot": "dot", ".gv": "dot",
}  # fmt: skip
# Dots to an inch: more than this no reader sees on paper. A point is a 72nd of an inch.
FINEST = 300
# On paper a picture is at most so much larger than it is drawn: a small one need not fill a page.
MOST_ENLARGED = 1.5
NO_PRINTING = Trouble("unwritable", "this installation of Qt cannot print: save a PDF and print it")


@dataclass(frozen=True, slots=True)
class Exported:
    """A picture that was written: where, and what is to be said of it, such as letters that no
    font here holds."""

    path: str
    remarks: tuple[str, ...]


def export(
    picture: Picture, path: str, look: Look, scale: float | None = None
) -> Exported | Trouble:
    """Write a picture as SVG, PNG, PDF or DOT, as the ending of the name says.

    `scale` is how large a point is; without it, what is usual for the format.
    """
    format_ = ENDINGS.get(Path(path).suffix.lower())
    if format_ is None:
        known = ", ".join(ENDINGS)
        said = f"“{Path(path).name}” does not tell the format of the picture: end it in {known}"
        return Trouble("unknown format", said)
    wanted = replace(look, scale=min(max(scale or SCALES[format_], SMALLEST), LARGEST))
    try:
        painted = paint(picture, format_, wanted)
        write_atomically(path, painted.encode() if isinstance(painted, str) else painted)
    except (FileError, ValueError) as error:
        reason = str(error).removeprefix(f"{path}: ")
        said = f"the picture cannot be saved as “{Path(path).name}”: {reason}"
        return Trouble("unwritable", said)
    return Exported(path, tuple(remarks(picture, format_, wanted)))


def copy(
    picture: Picture, look: Look, text: str, clipboard: QClipboard | None = None
) -> Trouble | None:
    """Put the picture on the clipboard, for programs that take pictures, and the text of the
    diagram for those that take text."""
    mime = QMimeData()
    try:
        refuse_too_large(len(picture.names), len(picture.arrows), "png")
    except TooLargeError as error:
        return Trouble("unwritable", f"the picture cannot be copied: {error}")
    drawn = png(picture, replace(look, scale=SCALES["png"]))
    image = QImage.fromData(drawn)
    if image.isNull():
        return Trouble("unwritable", "the picture cannot be copied: it is too large")
    mime.setImageData(image)
    mime.setData("image/png", QByteArray(drawn))
    mime.setData(
        "image/svg+xml", QByteArray(svg(picture, replace(look, scale=SCALES["svg"])).encode())
    )
    mime.setText(text)
    (clipboard or QGuiApplication.clipboard()).setMimeData(mime)
    return None


def orientation(picture: Picture) -> QPageLayout.Orientation:
    """Return how a page is to lie for a picture: as it does."""
    left, top, right, bottom = picture.box
    wide = right - left > bottom - top
    return QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait


def printer(picture: Picture) -> Any:
    """Return a QPrinter whose page lies as the picture does, to be asked about in a dialog, or a
    Trouble where this Qt has none."""
    try:
        # A part of Qt that some systems package by itself.
        support = import_module("PySide6.QtPrintSupport")
    except ImportError:
        return NO_PRINTING
    made = support.QPrinter(support.QPrinter.PrinterMode.HighResolution)
    made.setPageOrientation(orientation(picture))
    made.setDocName(picture.title or "Causal loop diagram")
    return made


def print_on(device: QPagedPaintDevice, picture: Picture, look: Look) -> Trouble | None:
    """Print a picture on a page as large as fits, and not much larger than it is drawn.

    Paper is white: what is dark on the screen is printed in the light colours.
    """
    try:
        refuse_too_large(len(picture.names), len(picture.arrows), "png")
    except TooLargeError as error:
        return Trouble("unwritable", f"the picture cannot be printed: {error}")
    look = replace(look, theme="light") if look.theme in ("auto", "dark") else look
    left, top, right, bottom = sheet(picture, look).box
    wide, high = max(right - left, 1.0), max(bottom - top, 1.0)
    painter = QPainter()
    if not painter.begin(device):
        return Trouble("unwritable", "the picture cannot be printed: the printer does not answer")
    page = painter.viewport()  # what of the page can be printed on
    # The unit of the page, in points of the picture.
    point = device.logicalDpiX() / 72
    size = min(page.width() / wide, page.height() / high, MOST_ENLARGED * point)
    scale = size * min(1.0, FINEST / device.logicalDpiX())
    look = replace(look, scale=min(max(scale, SMALLEST), LARGEST))
    image = QImage.fromData(png(picture, look))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    at = QRectF((page.width() - wide * size) / 2, 0.0, wide * size, high * size)
    painter.drawImage(at, image)
    is_done = painter.end() and not image.isNull()
    said = "the picture cannot be printed: the printer gave up"
    return None if is_done else Trouble("unwritable", said)
