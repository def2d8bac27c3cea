"""Exports the picture to a file, copies it to the clipboard, or prints it."""

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
# The resolution of prints in dots per inch, enough for paper. A point is 1/72 inch.
FINEST = 300
# The largest enlargement on paper: a small picture need not fill the page.
MOST_ENLARGED = 1.5
NO_PRINTING = Trouble("unwritable", "this installation of Qt cannot print; export a PDF instead")


@dataclass(frozen=True, slots=True)
class Exported:
    """A picture that was written: its path, and remarks such as characters that no installed
    font contains."""

    path: str
    remarks: tuple[str, ...]


def export(
    picture: Picture, path: str, look: Look, scale: float | None = None
) -> Exported | Trouble:
    """Write a picture as SVG, PNG, PDF or DOT, depending on the suffix of the name.

    `scale` is the scale factor; None means the default of the format.
    """
    format_ = ENDINGS.get(Path(path).suffix.lower())
    if format_ is None:
        known = ", ".join(ENDINGS)
        said = f"cannot infer the format from “{Path(path).name}”; use {known}"
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
    """Copy the picture to the clipboard, for programs that accept pictures, and the text of the
    diagram, for those that accept text."""
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
    """Return the page orientation that fits a picture: landscape if it is wider than high."""
    left, top, right, bottom = picture.box
    wide = right - left > bottom - top
    return QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait


def printer(picture: Picture) -> Any:
    """Return a QPrinter with the orientation of the picture, for the print dialog, or a Trouble
    if this Qt cannot print."""
    try:
        # A part of Qt that some systems package separately.
        support = import_module("PySide6.QtPrintSupport")
    except ImportError:
        return NO_PRINTING
    made = support.QPrinter(support.QPrinter.PrinterMode.HighResolution)
    made.setPageOrientation(orientation(picture))
    made.setDocName(picture.title or "Causal loop diagram")
    return made


def print_on(device: QPagedPaintDevice, picture: Picture, look: Look) -> Trouble | None:
    """Print a picture as large as the page allows, but not enlarged beyond a limit.

    Paper is white, so a dark picture is printed in the light colours.
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
        return Trouble("unwritable", "the picture cannot be printed: the printer does not respond")
    page = painter.viewport()  # the printable part of the page
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
    said = "the picture cannot be printed: the printer reported an error"
    return None if is_done else Trouble("unwritable", said)
