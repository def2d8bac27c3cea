"""What leaves the window is the picture that is seen."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest

pytest.importorskip("PySide6")

from PIL import Image
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize, QPdfWriter
from pytestqt.qtbot import QtBot

from cld.language.source import source_of
from cld.paint.choices import SCALES
from cld.paint.render import paint
from cld.paint.shapes import Look
from cld.picture.layout import layout
from cld.picture.picture import Picture
from cld_gui.document import export as module
from cld_gui.document.export import Exported, copy, export, orientation, print_on, printer
from cld_gui.document.trouble import Trouble

TEXT = 'title "T"\nLoad (+)-> Latency (+)-> Retries (+)-> Load\n'


@pytest.fixture(scope="module")
def picture() -> Picture:
    return layout(source_of(TEXT).diagram, (), "quick")


@pytest.mark.parametrize("ending", ["svg", "png", "pdf", "dot", "PNG", "gv"])
def test_a_file_is_what_render_writes(picture: Picture, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    assert export(picture, str(path), Look("dark")) == Exported(str(path), ())
    format_ = module.ENDINGS[path.suffix.lower()]
    painted = paint(picture, format_, Look("dark", scale=SCALES[format_]))
    assert path.read_bytes() == (painted.encode() if isinstance(painted, str) else painted)


def test_scale_is_taken_within_bounds(picture: Picture, tmp_path: Path) -> None:
    sizes = []
    for scale in (1.0, 3.0, 1e9):
        made = export(picture, str(tmp_path / "a.png"), Look(), scale)
        assert isinstance(made, Exported)
        with Image.open(tmp_path / "a.png") as drawn:
            sizes.append(drawn.width)
    assert sizes[1] == pytest.approx(3 * sizes[0], abs=3)
    assert sizes[2] > sizes[1]


def test_what_fails_is_said_and_leaves_nothing(picture: Picture, tmp_path: Path) -> None:
    for name, kind in (("a.bmp", "unknown format"), ("a", "unknown format"),
                       ("none/a.svg", "unwritable"), ("a\0.svg", "unwritable")):  # fmt: skip
        made = export(picture, str(tmp_path / name), Look())
        assert isinstance(made, Trouble) and made.kind == kind
        assert "\n" not in made.said
    assert not list(tmp_path.iterdir())


def test_letters_without_a_font_are_told(tmp_path: Path) -> None:
    odd = layout(source_of("A\U00016fe9\ua7ff (+)-> B").diagram, (), "quick")
    made = export(odd, str(tmp_path / "a.png"), Look())
    assert isinstance(made, Exported) and made.remarks


def test_the_clipboard_holds_picture_and_text(qtbot: QtBot, picture: Picture) -> None:
    assert copy(picture, Look(), TEXT) is None
    mime = QGuiApplication.clipboard().mimeData()
    assert {"image/png", "image/svg+xml", "text/plain"} <= set(mime.formats())
    assert mime.text() == TEXT
    drawn = Image.open(io.BytesIO(bytes(mime.data("image/png").data())))
    assert drawn.format == "PNG"
    assert QGuiApplication.clipboard().image().width() == drawn.width
    assert bytes(mime.data("image/svg+xml").data()).startswith(b"<svg")


@pytest.mark.parametrize("names", ["Load", "One long name after another long name here"])
def test_a_page_holds_the_whole_picture(qtbot: QtBot, tmp_path: Path, names: str) -> None:
    text = "".join(f"{names} {i} (+)-> {names} {(i * 7) % 23}\n" for i in range(23))
    drawn = layout(source_of(text).diagram, (), "quick")
    device = QPdfWriter(str(tmp_path / "a.pdf"))
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setPageMargins(QMarginsF(10, 10, 10, 10), QPageLayout.Unit.Millimeter)
    device.setPageOrientation(orientation(drawn))
    device.setResolution(600)
    assert print_on(device, drawn, Look("dark")) is None
    pdf = pypdf.PdfReader(tmp_path / "a.pdf")
    assert len(pdf.pages) == 1
    page = pdf.pages[0]
    lies = page.mediabox.width > page.mediabox.height
    assert lies == (drawn.box[2] - drawn.box[0] > drawn.box[3] - drawn.box[1])
    (image,) = page.images
    pixels = image.image
    assert pixels is not None
    # Fine enough for paper, on white, and as the picture lies.
    assert min(pixels.size) > 500
    assert pixels.convert("L").getpixel((2, 2)) == 255


def test_a_small_picture_stays_small(qtbot: QtBot, picture: Picture, tmp_path: Path) -> None:
    device = QPdfWriter(str(tmp_path / "a.pdf"))
    device.setResolution(300)
    assert print_on(device, picture, Look()) is None
    (image,) = pypdf.PdfReader(tmp_path / "a.pdf").pages[0].images
    assert image.image is not None
    wide = picture.box[2] - picture.box[0]
    assert image.image.width <= 1.5 * 300 / 72 * (wide + 100)


def test_printing_that_fails_is_said(qtbot: QtBot, picture: Picture, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    trouble = print_on(QPdfWriter(str(tmp_path / "a.pdf")), picture, Look())
    assert trouble is not None and trouble.kind == "unwritable"


def test_a_printer_is_set_up_or_the_lack_is_said(
    qtbot: QtBot, picture: Picture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made = printer(picture)
    assert made.docName() == "T"
    made.setOutputFileName(str(tmp_path / "a.pdf"))
    assert print_on(made, picture, Look()) is None
    assert len(pypdf.PdfReader(tmp_path / "a.pdf").pages) == 1

    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(module, "import_module", missing)
    assert isinstance(printer(picture), Trouble)
