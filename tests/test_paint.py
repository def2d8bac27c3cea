"""Painters: what they write is sound, whatever the names; nothing of the picture is lost."""

from __future__ import annotations

import io
import re
import subprocess
import xml.etree.ElementTree as ElementTree
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from goldens import assert_golden
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pictures import ALL, EMPTY, OWN, PAIR, odd_pictures
from pictures import name as handmade
from PIL import Image
from pypdf import PdfReader
from strategies import diagrams

import cld
from cld.analyze import analyze
from cld.io.formats.dot import read as read_dot
from cld.paint.arabic import joined, unshaped
from cld.paint.dot import dot
from cld.paint.letters import font_face
from cld.paint.limits import MOST_PIXELS
from cld.paint.otherfonts import fonts_for
from cld.paint.pdf import pdf
from cld.paint.png import png
from cld.paint.remarks import remarks
from cld.paint.render import report_on
from cld.paint.shapes import Look, Words, held
from cld.paint.sheet import sheet
from cld.paint.svg import svg
from cld.paint.theme import ROLES, THEMES, contrast
from cld.picture.engines import program as graphviz
from cld.picture.fonts import SIZE, width
from cld.picture.picture import Picture
from cld.selection import to_draw

GOLDEN = Path(__file__).parent / "golden" / "picture"
SVG = "{http://www.w3.org/2000/svg}"
PLAIN = Look(font=False)
FULL = Look(font=False, legend=True, delays=True, highlight=("B1",), theme="contrast")

each = pytest.mark.parametrize("picture", ALL.values(), ids=ALL)


def tree(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)


def by_class(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [one for one in root.iter() if f"cld-{name}" in one.get("class", "").split()]


def texts(root: ElementTree.Element) -> list[str]:
    return ["".join(one.itertext()) for one in root.iter(f"{SVG}text")]


def told(one: ElementTree.Element) -> str:
    title = one.find(f"{SVG}title")
    assert title is not None
    return title.text or ""


# -- SVG --


@pytest.mark.parametrize("look", [PLAIN, FULL], ids=["plain", "full"])
@pytest.mark.parametrize("called", ALL)
def test_svg_is_the_golden_one(called: str, look: Look) -> None:
    painted = svg(ALL[called], look)
    assert_golden(GOLDEN / f"{called}-{'plain' if look is PLAIN else 'full'}.svg", painted)


def test_svg_says_what_it_shows() -> None:
    root = tree(svg(PAIR, PLAIN))
    assert root.get("role") == "img"
    called = [root.find(f"*[@id='{id_}']") for id_ in root.get("aria-labelledby", "").split()]
    assert [one.text for one in called if one is not None] == [
        "Autoscaler",
        "A causal loop diagram: 2 variables, 2 links, 1 loop shown. "
        "B1 Autoscaler, balancing: Latency → Pods → Latency.",
    ]
    assert [told(one) for one in by_class(root, "link")] == [
        "Latency → Pods, +, delay 3min",
        "Pods → Latency, −",
    ]
    assert [told(one) for one in by_class(root, "variable")] == ["Latency", "Pods (stock)"]
    assert [told(one) for one in by_class(root, "loop")] == [
        "B1 Autoscaler, balancing: Latency → Pods → Latency"
    ]
    assert texts(root) == ["Autoscaler", "+", "−", "Latency", "Pods", "B1"]


def test_programs_that_know_little_paint_it_right() -> None:
    """No style, no custom properties, no `currentColor`, no `paint-order`: SVG 1.1 as it was."""
    for theme in ("auto", "dark"):
        said = svg(PAIR, replace(FULL, theme=theme, highlight=()))  # type: ignore[arg-type]
        root = tree(re.sub("<style>.*?</style>", "", said, flags=re.DOTALL))
        shades = THEMES["light" if theme == "auto" else theme]
        attributes = {(key, value) for one in root.iter() for key, value in one.items()}
        assert not {key for key, _ in attributes} & {"href", "paint-order", "style", "filter"}
        paints = {value for key, value in attributes if key in ("fill", "stroke")}
        assert paints <= {"none", *(shades.colour(role) for role in ROLES)}
        for text in root.iter(f"{SVG}text"):
            assert text.get("stroke") == "none" and text.get("fill") != shades.paper
        first = by_class(root, "link")[0]
        assert first.get("stroke") == by_class(first, "head")[0].get("fill") == shades.positive
        assert by_class(first, "sign")[0].get("fill") == shades.positive


def test_paper_lies_behind_names_and_signs() -> None:
    """So that a line that passes there does not strike them through."""
    for group in by_class(tree(svg(PAIR, PLAIN)), "variable"):
        (paper,), (text,) = by_class(group, "halo"), by_class(group, "name")
        assert list(group).index(paper) < list(group).index(text)
        wide = width(text.text or "")
        assert float(paper.get("width", "0")) == pytest.approx(wide + 2 * 0.07 * SIZE, abs=0.01)
        assert float(paper.get("x", "0")) + float(paper.get("width", "0")) / 2 == pytest.approx(
            float(text.get("x", "0")), abs=0.02
        )
        assert float(paper.get("y", "0")) < float(text.get("y", "0")) - 8


def test_classes_and_data_are_there_for_pages() -> None:
    root = tree(svg(PAIR, PLAIN))
    first, second = by_class(root, "link")
    assert first.get("class") == "cld-link cld-positive cld-delayed"
    assert second.get("class") == "cld-link cld-negative"
    assert {key: first.get(f"data-cld-{key}") for key in ("from", "to", "polarity", "delay")} == {
        "from": "Latency", "to": "Pods", "polarity": "+", "delay": "3min",
    }  # fmt: skip
    lights = by_class(root, "link") + by_class(root, "variable")
    assert {one.get("data-cld-loops") for one in lights} == {"B1"}
    assert len(by_class(root, "stock")) == len(by_class(root, "frame")) == 1
    assert by_class(root, "loop")[0].get("class") == "cld-loop cld-balancing cld-clockwise"


def test_pictures_on_one_page_share_no_id() -> None:
    looks = [replace(FULL, id="a"), replace(FULL, id="b"), FULL, PLAIN, replace(FULL, delays=False)]
    painted = [*(svg(PAIR, look) for look in looks), svg(OWN, PLAIN), svg(EMPTY, PLAIN)]
    ids = [e.get("id", "") for one in painted for e in tree(one).iter() if e.get("id")]
    assert max(Counter(ids).values()) == 1
    assert all(re.fullmatch("cld-([ab]|[0-9a-f]{8})-[a-z]+(-[0-9]+)?", id_) for id_ in ids)
    assert svg(PAIR, FULL) == svg(PAIR, FULL)


def test_what_is_highlighted_is_wider_and_all_else_fades() -> None:
    picture = replace(PAIR, arrows=(*PAIR.arrows, *OWN.arrows), names=(*PAIR.names, *OWN.names))
    root = tree(svg(picture, replace(PLAIN, highlight=("B1",))))
    faded, lit = by_class(root, "faded"), by_class(root, "lit")
    assert {told(one) for one in faded} == {
        "Interest on savings → Interest on savings, +, delay",
        "Interest on savings",
    }
    assert all(float(one.get("opacity", "1")) < 0.5 for one in faded)
    assert len(lit) == 5
    assert all(float(one.get("stroke-width", "0")) > 2 for one in lit)
    assert not by_class(tree(svg(picture, PLAIN)), "faded")


def test_auto_is_light_and_dark_and_others_are_one() -> None:
    auto, dark = svg(PAIR, PLAIN), svg(PAIR, replace(PLAIN, theme="dark"))
    assert "prefers-color-scheme:dark" in auto and f"--cld-paper:{THEMES['dark'].paper}" in auto
    assert "@media" not in dark and THEMES["light"].positive not in dark
    assert THEMES["dark"].positive in dark
    # Programs that know no custom properties are to find them within @media only.
    outside = re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*\}", "", auto)
    assert "var(" not in outside


@pytest.mark.parametrize("theme", THEMES)
def test_colours_can_be_read(theme: str) -> None:
    shades = THEMES[theme]
    least = 7.0 if theme in ("contrast", "print") else 4.5
    for role in set(ROLES) - {"paper"}:
        assert contrast(shades.colour(role), shades.paper) >= least, role


def test_the_font_holds_the_letters_that_are_used_and_no_more() -> None:
    with_font = svg(PAIR)
    assert with_font.count("@font-face") == 2
    assert len(with_font) - len(svg(PAIR, PLAIN)) < 9_000
    assert "unicode-range:U+4C,U+50,U+61" in with_font  # L, P, a …
    assert svg(PAIR) == with_font
    assert font_face("漢", 400) == ""


def test_the_scale_is_that_of_the_page_not_of_the_view() -> None:
    one, two = tree(svg(PAIR, PLAIN)), tree(svg(PAIR, replace(PLAIN, scale=2)))
    assert one.get("viewBox") == two.get("viewBox")
    assert float(two.get("width", "")) == 2 * float(one.get("width", ""))


@given(odd_pictures(), st.booleans())
@example(replace(PAIR, title="x" * 1000), True)
@settings(max_examples=60)
def test_no_name_breaks_an_svg_or_gets_into_it(picture: Picture, full: bool) -> None:
    highlight = (picture.badges[0].loop,) if full else ()
    look = replace(PLAIN, legend=full, delays=full, highlight=highlight)
    root = tree(svg(picture, look))
    tags = {one.tag.removeprefix(SVG) for one in root.iter()}
    assert tags <= {"svg", "title", "desc", "style", "rect", "g", "path", "text", "tspan"}
    assert not [key for one in root.iter() for key in one.keys() if key.startswith("on")]  # noqa: SIM118 - elements, no dictionary
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    said = [one.get("data-cld-name") for one in by_class(root, "variable")]
    assert said == [held(name.variable) for name in picture.names]


@given(diagrams())
@settings(max_examples=15)
def test_any_diagram_is_drawn_in_every_format(diagram: cld.analyze.Diagram) -> None:  # type: ignore[name-defined]
    for format in ("svg", "dot"):
        assert isinstance(cld.render(diagram, format, gear="quick", delays=True), str)
    assert cld.render(diagram, "png", gear="quick", scale=0.5)[:4] == b"\x89PNG"
    assert cld.render(diagram, "pdf", gear="quick", legend=True)[:5] == b"%PDF-"


# -- title, legend, delays --


def test_the_title_can_be_left_out_and_is_broken() -> None:
    assert texts(tree(svg(PAIR, replace(PLAIN, title=False))))[0] == "+"
    long = sheet(replace(PAIR, title="word " * 300))
    words = next(s for s in long.groups[0].shapes if isinstance(s, Words))
    assert len(words.lines) == 3 and words.lines[-1][0].endswith("…")
    assert long.box[2] - long.box[0] <= 310


def test_the_legend_explains_what_is_there_and_no_more() -> None:
    said = texts(tree(svg(PAIR, replace(PLAIN, legend=True))))
    assert said[6:] == [
        "+", "same direction", "−", "opposite direction", "delay", "stock", "B",
        "balancing loop", "B1", "Autoscaler",
    ]  # fmt: skip
    assert sheet(EMPTY, replace(PLAIN, legend=True)) == sheet(EMPTY, PLAIN)


def test_a_delay_is_written_where_it_hides_no_name() -> None:
    page = sheet(PAIR, replace(PLAIN, delays=True))
    notes = [
        shape.lines[0]
        for group in page.groups
        for shape in group.shapes
        if isinstance(shape, Words) and shape.part == "delay"
    ]
    assert [text for text, _ in notes] == ["3min"]
    # Above its bars, or below them if a name stood there.
    assert notes[0][1][1] < 10
    moved = replace(PAIR.names[0], centre=(140.0, 0.0))
    page = sheet(replace(PAIR, names=(moved, PAIR.names[1])), replace(PLAIN, delays=True))
    link = next(group for group in page.groups if group.kind == "link")
    assert [s.lines[0][1][1] > 20 for s in link.shapes if isinstance(s, Words)][-1]


def test_a_loop_of_one_variable_has_no_second_ring() -> None:
    loop = by_class(tree(svg(OWN, PLAIN)), "loop")[0]
    assert [one.tag for one in loop] == [f"{SVG}title", f"{SVG}text"]


# -- PNG --


@each
def test_png_is_as_large_as_asked_for(picture: Picture) -> None:
    page = sheet(picture).box
    for scale in (1.0, 2.0):
        image = Image.open(io.BytesIO(png(picture, Look(scale=scale))))
        assert abs(image.width - scale * (page[2] - page[0])) <= 1
        assert abs(image.height - scale * (page[3] - page[1])) <= 1


@pytest.mark.parametrize(("theme", "shade"), [("auto", 255), ("print", 255), ("dark", 0x16)])
def test_png_has_the_paper_and_the_ink_of_its_theme(theme: str, shade: int) -> None:
    image = Image.open(io.BytesIO(png(PAIR, Look(theme=theme)))).convert("RGB")  # type: ignore[arg-type]
    assert image.getpixel((1, 1))[0] == shade  # type: ignore[index]
    colours = image.getcolors(1 << 20) or []
    inks = {colour for _, colour in colours}
    ink = THEMES["light" if theme == "auto" else theme].positive
    assert tuple(int(ink[at : at + 2], 16) for at in (1, 3, 5)) in inks


def test_a_png_stays_within_bounds() -> None:
    assert not list(remarks(EMPTY, "png", Look(scale=20.0)))
    huge = replace(EMPTY, box=(0.0, 0.0, 40_000.0, 30_000.0))
    assert list(remarks(huge, "png", Look())) == ["too large at scale 1; made at 0.183 instead"]
    assert list(remarks(huge, "pdf", Look())) == ["too large at scale 1; made at 0.36 instead"]
    image = Image.open(io.BytesIO(png(huge)))
    assert image.width * image.height <= MOST_PIXELS * 1.01


# -- PDF --


def test_pdf_holds_the_texts_and_is_the_same_twice() -> None:
    look = Look(legend=True, delays=True)
    data = pdf(PAIR, look)
    assert pdf(PAIR, look) == data
    reader = PdfReader(io.BytesIO(data))
    assert len(reader.pages) == 1
    said = reader.pages[0].extract_text()
    for text in ("Autoscaler", "Latency", "Pods", "3min", "+", "−", "B1", "opposite direction"):
        assert text in said
    assert reader.metadata is not None and reader.metadata.title == "Autoscaler"
    page = sheet(PAIR, look).box
    size = reader.pages[0].mediabox
    assert abs(float(size.width) - (page[2] - page[0])) < 0.1
    assert abs(float(size.height) - (page[3] - page[1])) < 0.1


@each
def test_pdf_embeds_its_fonts_and_scales(picture: Picture) -> None:
    one, two = (PdfReader(io.BytesIO(pdf(picture, Look(scale=s)))) for s in (1.0, 2.0))
    assert abs(float(two.pages[0].mediabox.width) - 2 * float(one.pages[0].mediabox.width)) < 0.1
    if picture.names:
        assert b"/FontFile2" in pdf(picture)


@given(odd_pictures())
@settings(max_examples=40)
def test_no_name_breaks_a_pdf_or_a_png(picture: Picture) -> None:
    look = Look(legend=True, delays=True, highlight=("B1",))
    PdfReader(io.BytesIO(pdf(picture, look))).pages[0].extract_text()
    assert png(picture, replace(look, scale=0.5))[:4] == b"\x89PNG"


def test_letters_that_no_font_holds_are_boxes_and_named() -> None:
    strange = replace(PAIR, title="\U000e0fff\ue123")
    assert fonts_for({"\U0010fffd"}) == []
    assert pdf(strange)[:5] == b"%PDF-"
    lost = replace(PAIR, title="Load \U0010fffd")
    for format in ("png", "pdf"):
        (said,) = remarks(lost, format, PLAIN)
        assert "no font on this system has \U0010fffd; boxes are shown instead" in said
        assert not list(remarks(PAIR, format, Look(legend=True, delays=True)))
    assert not list(remarks(lost, "svg", PLAIN))
    many = replace(PAIR, title=" ".join(map(chr, range(0x10FF00, 0x10FF19))))
    assert "and 15 more" in next(remarks(many, "pdf", PLAIN))


def test_a_letter_that_is_lost_takes_no_other_with_it() -> None:
    """Beside it, letters of the system's fonts are painted still."""
    if not fonts_for("\N{HEAVY BLACK HEART}"):
        pytest.skip("no font holds the sign")
    name = "\N{HEAVY BLACK HEART}"
    alone, beside = (
        replace(EMPTY, box=(0, 0, 90, 30), names=(handmade("x", 45, 15, lines=(said,)),))
        for said in (f"\u2610{name}", f"\U0010fffd{name}\ufe0f")
    )
    assert png(alone) == png(beside)


def test_no_name_is_read_as_another_in_a_picture() -> None:
    """A sign that turns what follows it is in what programs read, and not in what is seen."""
    turned = replace(PAIR, title="a\u202etxt.exe", badges=())
    assert texts(tree(svg(turned, PLAIN)))[0] == "atxt.exe"
    assert png(turned) == png(replace(turned, title="atxt.exe"))


def test_arabic_letters_are_joined() -> None:
    for plain_, shapes in (
        ("سلام", "ﺳﻼﻡ"),
        ("مرحبا بالعالم", "ﻣﺮﺣﺒﺎ ﺑﺎﻟﻌﺎﻟﻢ"),
        ("پنجره", "ﭘﻨﺠﺮﻩ"),
        ("مُحَمَّد", "ﻣُﺤَﻤَّﺪ"),
        ("ب\u200cب", "ﺏ\u200cﺏ"),
        ("ـب ", "ـﺐ "),
        ("Load 漢 שלום", "Load 漢 שלום"),
    ):
        assert joined(plain_) == shapes
    shapes = set(joined("سلام"))
    if {letter for _, letters in fonts_for(shapes) for letter in letters} < shapes:
        pytest.skip("no font holds the shapes")
    page = PdfReader(io.BytesIO(pdf(replace(PAIR, title="سلام")))).pages[0]
    assert shapes <= set(page.extract_text())


@given(st.text(alphabet="ابتسلمهيﻼ\u064e\u200c\u200dـ xپ漢", max_size=12))
def test_joining_changes_shapes_and_no_letters(text: str) -> None:
    assert "".join(map(unshaped, joined(text))) == "".join(map(unshaped, text))


# -- DOT --


def test_dot_holds_places_and_signs() -> None:
    said = dot(PAIR, Look(delays=True, highlight=("B1",)))
    assert 'v1 [pos="40,-80!"' in said
    assert '-> v2 [pos="e,' in said and 'label="+"' in said and 'xlabel="|| 3min"' in said
    assert 'label="−"' in said and 'polarity="-"' in said
    assert 'v2 [pos="240,-80!"' in said and 'shape="box"' in said


@pytest.mark.skipif(graphviz() is None, reason="Graphviz is not installed")
@pytest.mark.parametrize("called", ["pair", "own"])
def test_graphviz_leaves_it_as_it_is(called: str) -> None:
    program = graphviz()
    assert program is not None
    done = subprocess.run(
        [program, "-Kneato", "-n2", "-Tplain"],
        input=dot(ALL[called]).encode(),
        capture_output=True,
        check=True,
    )
    nodes = [line.split() for line in done.stdout.decode().splitlines() if line[:6] == "node v"]
    places = [(float(words[2]) * 72, float(words[3]) * 72) for words in nodes]
    names = ALL[called].names
    assert len(places) == len(names)
    for one, other, first, second in zip(places, places[1:], names, names[1:], strict=False):
        assert other[0] - one[0] == pytest.approx(second.centre[0] - first.centre[0], abs=0.5)
        assert other[1] - one[1] == pytest.approx(first.centre[1] - second.centre[1], abs=0.5)


@given(odd_pictures())
def test_no_name_breaks_a_dot_file(picture: Picture) -> None:
    said = dot(picture, Look(delays=True))
    assert len(said.splitlines()) >= 8
    if not re.search("[\u2028\u2029\x85]", said):
        found = read_dot(said).diagram
        assert len(found.links) == 2


# -- from Python --


def test_a_scale_is_a_number_within_reason() -> None:
    report = cld.loads("A (+)-> B (-)-> A")
    for scale in (0, -1, float("nan"), float("inf"), 1e9):
        for format in ("svg", "png", "pdf"):
            with pytest.raises(ValueError, match=r"scale must be from 0\.05 to 20, not"):
                cld.render(report, format, scale=scale, gear="quick")  # type: ignore[arg-type]


def test_cld_render_draws_reports_and_diagrams() -> None:
    report = cld.loads('A (+)-> B (-, delay 2d)-> A\nA (+)-> C (+)-> A\nloop B1 "Brake": A, B')
    assert [loop.id for loop in to_draw(report)] == ["B1"]
    for what in (report, report.diagram):
        drawn = cld.render(what, gear="quick")
        assert isinstance(drawn, str)
        assert texts(tree(drawn)) == ["+", "−", "+", "+", "A", "B", "C", "B1"]
    lit = cld.render(report, highlight=["Brake", "R1"], loops=[], gear="quick", font=False)
    assert len(by_class(tree(str(lit)), "loop")) == 2
    with pytest.raises(ValueError, match="no loop is called “R9”"):
        cld.render(report, highlight=["R9"])


def test_notebooks_get_a_picture() -> None:
    report = analyze('title "T"\nA (+)-> B (-)-> A')
    assert texts(tree(report._repr_svg_()))[0] == "T"
    assert "B1" in report.after(())._repr_svg_()


def test_a_diagram_without_a_text_has_its_loops() -> None:
    report = report_on(analyze('A (+)-> B (-)-> A\nloop B7 "Seven": A, B').diagram)
    assert [(loop.id, loop.name) for loop in to_draw(report)] == [("B7", "Seven")]
