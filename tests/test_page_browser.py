"""What a browser makes of the page of a report."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from page_tools import HELD, MANY, ODD, drawn, odd_source
from pypdf import PdfReader
from test_cli import BAD


class Shown:
    """A page in a browser, and all that it complained of."""

    def __init__(self, browser: Any, said: str, path: Path, where: str = "", **how: Any) -> None:
        path.write_text(said, encoding="utf-8")
        self.context = browser.new_context(**{"viewport": {"width": 1200, "height": 800}, **how})
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._asked)
        self.page.goto(path.as_uri() + where)

    def _asked(self, request: Any) -> None:
        if not request.url.startswith(("file:", "data:")):
            self.complaints.append(request.url)

    def lit(self) -> set[str]:
        """The titles of what is lit in the picture."""
        said = "all => all.map(one => one.querySelector('title').textContent)"
        return set(self.page.eval_on_selector_all("#picture .lit", said))

    def held(self) -> list[str]:
        said = "all => all.map(one => one.closest('.card').id)"
        return list(self.page.eval_on_selector_all(".pin[aria-pressed=true]", said))

    def marked(self) -> list[str]:
        return list(self.page.eval_on_selector_all(".card.marked", "all => all.map(one => one.id)"))

    def cards(self) -> list[str]:
        said = "all => all.filter(one => one.checkVisibility()).map(one => one.id)"
        return list(self.page.eval_on_selector_all(".card", said))

    def wait_for_cards(self, count: int) -> None:
        """Wait until so many cards are seen: with thousands, a busy machine takes a while."""
        seen = "[...document.querySelectorAll('.card')].filter(one => one.checkVisibility())"
        self.page.wait_for_function(f"() => {seen}.length === {count}")

    def colour(self, name: str) -> str:
        variable = f"document.querySelector('#picture .cld-variable[data-cld-name={name}]')"
        return str(self.page.evaluate(f"getComputedStyle({variable}).color"))

    def sideways(self) -> int:
        return int(self.page.evaluate("document.documentElement.scrollWidth - innerWidth"))


@pytest.fixture
def show(browser: Any, tmp_path: Path) -> Iterator[Any]:
    opened: list[Shown] = []

    def shown(source: str, most: int | None = 20, where: str = "", **how: Any) -> Shown:
        opened.append(Shown(browser, drawn(source, most), tmp_path / "page.html", where, **how))
        return opened[-1]

    yield shown
    for one in opened:
        complaints = one.complaints
        one.context.close()
        assert complaints == []


B1 = {
    "Latency", "Pods (stock)", "Latency → Pods, +, delay 3min", "Pods → Latency, −",
    "B1 Autoscaler, balancing: Latency → Pods → Latency",
}  # fmt: skip


def test_pointing_at_a_card_lights_its_loop(show: Any) -> None:
    shown = show(HELD)
    assert shown.lit() == set()
    shown.page.hover("#B1 .round")
    assert shown.lit() == B1
    assert shown.page.inner_text("#lit") == "B1 Autoscaler, balancing: Latency → Pods → Latency"
    assert shown.colour("Load") != shown.colour("Latency") == "rgb(28, 30, 33)"
    shown.page.hover("h1")
    assert shown.lit() == set() and shown.page.inner_text("#lit") == ""


def test_a_click_holds_several_and_escape_lets_go(show: Any) -> None:
    shown = show(HELD)
    shown.page.click("#B1 .facts")
    shown.page.click("#R1 .pin")
    shown.page.hover("h1")
    assert shown.held() == ["R1", "B1"]
    assert shown.lit() > B1 and len(shown.lit()) == 5 + 9 - 1
    assert shown.page.inner_text("#lit") == "B1 Autoscaler, balancing; R1 Retry storm, reinforcing"
    shown.page.click("#B1 .facts")
    assert shown.held() == ["R1"]
    shown.page.keyboard.press("Escape")
    assert shown.held() == [] and shown.lit() == set()


def test_the_keyboard_does_all_of_it(show: Any) -> None:
    shown = show(HELD)
    shown.page.focus("#sort")
    shown.page.keyboard.press("Tab")
    assert len(shown.lit()) == 9
    shown.page.keyboard.press("ArrowDown")
    assert shown.lit() == B1
    shown.page.keyboard.press("Enter")
    shown.page.keyboard.press("End")
    shown.page.keyboard.press("Space")
    assert shown.held() == ["B1", "B2"]
    shown.page.keyboard.press("Home")
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert shown.page.evaluate(outline) == "solid"
    shown.page.keyboard.press("Escape")
    assert shown.held() == []
    shown.page.keyboard.press("Tab")  # to the link within the first card, which leads to B1
    assert shown.page.evaluate("document.activeElement.hash") == "#B1"
    assert shown.lit() == B1
    shown.page.keyboard.press("Enter")
    assert shown.held() == ["B1"]


def test_a_tap_holds(show: Any) -> None:
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    shown = show(HELD, **phone)
    shown.page.tap("#B1 .pin")
    assert shown.held() == ["B1"] and shown.lit() == B1
    shown.page.tap("#B1 .pin")
    assert shown.held() == [] and shown.lit() == set()
    shown.page.tap("#picture .cld-loop .hit")
    assert shown.held() == ["R1"]
    shown.page.tap("#picture .cld-variable[data-cld-name=Pods] .hit")
    assert shown.marked() == ["B1"]


def test_pointing_at_the_picture_marks_the_cards(show: Any) -> None:
    shown = show(HELD)
    shown.page.hover("#picture .cld-variable[data-cld-name=Pods] .hit")
    assert shown.marked() == ["B1"] and shown.lit() == B1
    assert shown.page.inner_text("#lit") == "Pods (stock): 1 loop listed here"
    at = """line => {
        const middle = line.getPointAtLength(line.getTotalLength() / 2);
        const { x, y } = middle.matrixTransform(line.getScreenCTM());
        return [x, y];
    }"""
    link = "#picture .cld-link[data-cld-from=Load][data-cld-to=Latency] .hit"
    shown.page.mouse.move(*shown.page.eval_on_selector(link, at))
    assert shown.marked() == ["R1", "B2"]
    badge = "#picture .cld-loop[data-cld-loop=B2] .hit"
    shown.page.hover(badge)
    assert shown.marked() == ["B2"]
    shown.page.click(badge)
    shown.page.hover("h1")
    assert shown.held() == ["B2"] and len(shown.lit()) == 9


def test_a_loop_without_a_badge_lights_as_well(show: Any) -> None:
    shown = show(MANY, 100)
    last = shown.page.locator(".card:not([data-badge])").first
    last.hover()
    links = len(str(last.get_attribute("data-links")).split())
    assert len(shown.lit()) == 2 * links
    assert not [said for said in shown.lit() if ":" in said]


def test_an_address_names_a_loop(show: Any) -> None:
    shown = show(HELD, where="#B1")
    assert shown.held() == ["B1"] and shown.lit() == B1
    shown.page.click("#R1 a.to[href='#B2']")
    assert shown.held() == ["B2"]
    shown.page.hover("#meetings li")
    assert shown.marked() == ["B1", "B2"]


def test_cards_can_be_filtered_and_sorted(show: Any) -> None:
    shown = show(HELD)
    shown.page.fill("#find", "circuit POD")
    assert shown.cards() == []
    shown.page.fill("#find", "breaker")
    assert shown.cards() == ["R1", "B2"] and shown.page.inner_text("#shown") == "2 of 3 loops"
    shown.page.click("[data-kind=R]")
    assert shown.cards() == ["B2"]
    shown.page.fill("#find", "")
    assert shown.cards() == ["B1", "B2"]
    shown.page.click("#R1-none, #leverage h2")
    shown.page.click("#meetings a.to[href='#B1']")
    assert shown.held() == ["B1"]
    shown.page.evaluate("location.hash = '#R1'")
    shown.page.wait_for_function("document.querySelector('#R1.pinned')")
    assert shown.cards() == ["R1", "B1", "B2"]
    for order, first in (("short", "B1"), ("late", "B1"), ("soon", "B2"), ("long", "R1")):
        shown.page.select_option("#sort", order)
        assert shown.cards()[0] == first
    shown.page.select_option("#sort", "listed")
    assert shown.cards() == ["R1", "B1", "B2"]


def test_many_cards_are_short_first(show: Any) -> None:
    dense = "\n".join(f"V{a} (+)-> V{b}" for a in range(7) for b in range(7) if a != b)
    shown = show(dense, 1000)
    assert len(shown.cards()) == 40
    assert shown.page.inner_text("#all") == "Show all 1,000 loops"
    shown.page.click("#all")
    assert len(shown.cards()) == 1000
    shown.page.click("#all")
    assert len(shown.cards()) == 40
    shown.page.evaluate("location.hash = '#R900'")
    shown.page.wait_for_function("document.querySelector('#R900.pinned')")
    assert len(shown.cards()) == 1000
    assert shown.page.evaluate("""() => {
        const box = document.querySelector('#R900').getBoundingClientRect();
        return box.bottom > 0 && box.top < innerHeight;
    }""")


def test_one_loop_is_found_among_thousands(show: Any) -> None:
    ring = "\n".join(f"V{n} (+)-> V{n + 1} (+)-> V{n}" for n in range(400))
    dense = "\n".join(f"W{a} (+)-> W{b}" for a in range(8) for b in range(8) if a != b)
    cards = 5_000
    shown = show(f"{ring}\n{dense}", cards)
    shown.wait_for_cards(40)
    shown.page.fill("#find", "V399")
    assert shown.page.inner_text("#shown") == f"2 of {cards} loops" and len(shown.cards()) == 2
    shown.page.fill("#find", "")
    shown.page.click("#all")
    assert shown.page.locator(".card").count() == cards and not shown.page.is_hidden(".cards")
    shown.page.select_option("#sort", "long")
    shown.page.click("#all")
    shown.wait_for_cards(40)


def test_the_picture_zooms_and_moves(show: Any) -> None:
    shown = show(HELD)

    def view() -> list[float]:
        said = str(shown.page.get_attribute(".stage svg", "viewBox"))
        return [float(number) for number in said.split()]

    whole = view()
    shown.page.click("[data-zoom=in]")
    assert view()[2] == pytest.approx(whole[2] / 1.4)
    box = shown.page.locator(".stage").bounding_box()
    x, y = box["x"] + 30, box["y"] + box["height"] - 30
    before = view()
    shown.page.mouse.move(x, y)
    shown.page.mouse.down()
    shown.page.mouse.move(x + 60, y - 40, steps=4)
    shown.page.mouse.up()
    assert view()[0] < before[0] and view()[1] > before[1] and view()[2] == before[2]
    shown.page.click("[data-zoom=fit]")
    assert view() == pytest.approx(whole)
    assert shown.page.is_disabled("[data-zoom=lit]")
    shown.page.click("#B1 .pin")
    shown.page.click("[data-zoom=lit]")
    assert view()[2] < 0.7 * whole[2]
    shown.page.focus(".stage")
    shown.page.keyboard.press("0")
    assert view() == pytest.approx(whole)
    shown.page.keyboard.press("+")
    shown.page.keyboard.press("ArrowLeft")
    assert view()[0] < whole[0] + (whole[2] - whole[2] / 1.4) / 2
    shown.page.keyboard.down("Control")
    shown.page.mouse.move(x, y)
    shown.page.mouse.wheel(0, 2000)
    shown.page.keyboard.up("Control")
    assert view() == pytest.approx(whole)


def test_light_and_dark_and_the_button(show: Any) -> None:
    which = "[document.body, document.querySelector('.stage .cld-paper')]"
    papers = f"(([a, b]) => [a.backgroundColor, b.fill])({which}.map(one => getComputedStyle(one)))"
    light, dark = ["rgb(255, 255, 255)"] * 2, ["rgb(22, 24, 28)"] * 2
    for scheme, first, second, name in (
        ("light", light, dark, "Dark"),
        ("dark", dark, light, "Light"),
    ):
        shown = show(HELD, color_scheme=scheme)
        assert shown.page.evaluate(papers) == first
        assert shown.page.inner_text("#theme") == name
        shown.page.click("#theme")
        assert shown.page.evaluate(papers) == second
        shown.page.emulate_media(media="print")
        assert shown.page.evaluate(papers) == light


def test_nothing_moves_for_those_who_want_that(show: Any) -> None:
    names = {}
    for motion in ("reduce", "no-preference"):
        shown = show(HELD, reduced_motion=motion)
        shown.page.hover("#B1")
        flow = "getComputedStyle(document.querySelector('.lit .flow')).animationName"
        names[motion] = shown.page.evaluate(flow)
    assert names == {"reduce": "none", "no-preference": "flow"}


@pytest.mark.parametrize(
    "source", [HELD, odd_source(ODD), "", BAD], ids=["held", "odd", "empty", "bad"]
)
def test_a_phone_does_not_scroll_sideways(show: Any, source: str) -> None:
    for width in (360, 700, 1000):
        shown = show(source, viewport={"width": width, "height": 700})
        assert shown.sideways() <= 0
        shown.page.evaluate("scrollTo(0, 1e6)")
        frame = shown.page.locator(".stage")
        if frame.count():  # the picture stays in sight
            box = frame.bounding_box()
            assert box["y"] >= -1 and box["y"] + box["height"] <= 701


@pytest.mark.parametrize("source", [HELD, odd_source(ODD), BAD], ids=["held", "odd", "bad"])
def test_no_control_lies_on_the_picture_or_on_words(show: Any, source: str) -> None:
    overlaps = """() => {
        const box = (one) => one.getBoundingClientRect();
        const apart = (a, b) => a.right <= b.left || b.right <= a.left
            || a.bottom <= b.top || b.bottom <= a.top;
        const words = [...document.querySelectorAll("header :is(h1 bdi, p, nav a)")];
        const range = document.createRange();
        const lines = words.flatMap((one) => {
            range.selectNodeContents(one);
            return [...range.getClientRects()];
        });
        const picture = [box(document.querySelector(".stage"))];
        const pairs = [["#theme", lines], [".zoom, #lit", picture], [".zoom", [box(lit)]]];
        return pairs.filter(([which, others]) => [...document.querySelectorAll(which)].some(
            (one) => others.some((other) => !apart(box(one), other))));
    }"""
    for width, height in ((360, 700), (390, 844), (844, 390), (1000, 700), (1400, 900)):
        shown = show(source, viewport={"width": width, "height": height})
        shown.page.locator(".pin").first.click()
        assert shown.page.inner_text("#lit")
        assert shown.page.evaluate(overlaps) == [], width


def test_the_picture_stays_as_it_is_while_loops_light(show: Any) -> None:
    for width in (360, 1400):
        shown = show(HELD, viewport={"width": width, "height": 844})
        before = shown.page.locator(".stage").bounding_box()
        shown.page.focus(".pin")
        shown.page.keyboard.press("Enter")
        assert shown.page.inner_text("#lit")
        after = shown.page.locator(".stage").bounding_box()
        assert (after["width"], after["height"]) == (before["width"], before["height"])


def test_a_phone_on_its_side_shows_picture_and_card_together(show: Any) -> None:
    shown = show(HELD, viewport={"width": 844, "height": 390}, has_touch=True, is_mobile=True)
    shown.page.tap("#B2 .pin")
    assert shown.held() == ["B2"] and shown.sideways() <= 0
    picture, card = (shown.page.locator(one).bounding_box() for one in (".stage", "#B2"))
    assert picture["x"] + picture["width"] <= card["x"]
    assert picture["y"] > -5 and picture["y"] + picture["height"] < 390


def test_names_stay_names_in_a_browser(show: Any) -> None:
    shown = show(odd_source(ODD))
    assert shown.page.locator("script").count() == 1
    assert shown.page.title() == f"{ODD[0]} – causal loops"
    assert shown.page.inner_text("#R1 .name") == ODD[1]
    shown.page.hover("#R1 .facts")
    assert len(shown.lit()) == 2 * len(ODD) + 1


def test_a_page_prints_picture_first_and_all_loops(show: Any) -> None:
    shown = show(MANY, 45)
    shown.page.click("[data-zoom=in]")
    pages = [one.extract_text() for one in PdfReader(io.BytesIO(shown.page.pdf(format="A4"))).pages]
    text_ = "\n".join(pages)
    assert all(f"R{number}" in text_ for number in range(1, 15))
    assert text_.count("no delay marked") == 45
    assert "V0" in pages[0] and "same direction" in pages[0]
    for control in ("Show all", "Sort", "Fit", "Dark"):
        assert control not in text_


def test_what_is_folded_stays_folded_on_paper(show: Any) -> None:
    ring = "V{n} (+, delay 1s)-> W{n} (+)-> V{n}\nW{n} (+, delay 3s)-> X{n} (-)-> W{n}\n"
    shown = show("".join(ring.format(n=n) for n in range(30)))

    def said() -> str:
        pages = PdfReader(io.BytesIO(shown.page.pdf(format="A4"))).pages
        return "\n".join(one.extract_text() for one in pages)

    last = "each loop that opposes R30 takes"
    assert "29 more" in said() and last not in said()
    shown.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert "29 more" not in said() and last in said()


def test_without_a_script_all_can_be_read_and_addresses_light(show: Any) -> None:
    shown = show(HELD, where="#B1", java_script_enabled=False)
    assert shown.page.locator(".card").count() == 3
    assert not shown.page.is_visible("#theme") and not shown.page.is_visible("#find")
    assert shown.colour("Load") != shown.colour("Latency") == "rgb(28, 30, 33)"
    shown.page.click("#R1 .pin")
    assert shown.page.url.endswith("#R1")


def axe_script() -> str | None:
    named = os.environ.get("CLD_AXE")
    if named:
        return Path(named).read_text(encoding="utf-8")
    try:
        import axe_playwright_python
    except ImportError:
        return None
    found = Path(axe_playwright_python.__file__).parent / "axe.min.js"
    return found.read_text(encoding="utf-8") if found.is_file() else None


@pytest.mark.parametrize(
    ("source", "scheme"),
    [(HELD, "light"), (HELD, "dark"), (MANY, "dark"), (BAD, "light"), (BAD, "dark"), ("", "light")],
    ids=["held", "held dark", "many dark", "bad", "bad dark", "empty"],
)
def test_axe_finds_nothing(show: Any, source: str, scheme: str) -> None:
    script = axe_script()
    if script is None:
        pytest.skip("no axe (set CLD_AXE to axe.min.js)")
    for width in (1200, 360):
        shown = show(source, color_scheme=scheme, viewport={"width": width, "height": 800})
        if shown.page.locator(".pin").count():
            shown.page.locator(".pin").first.click()
        shown.page.evaluate(
            "for (const one of document.querySelectorAll('details')) one.open = true"
        )
        shown.page.evaluate(script)
        found = shown.page.evaluate("axe.run()")
        assert len(found["passes"]) > 10
        told = [(each["id"], each["nodes"][0]["html"][:200]) for each in found["violations"]]
        assert told == []
