"""Every name, sign, badge and delay of a picture can be seen wherever a browser shows it.

`visible.js` looks at each picture of a window; its texts are compared with the diagram here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from page_tools import ROOT, drawn, quoted
from test_grade_command import run

from cld.analyze import analyze
from cld.core.quantities import written_delay
from cld.loops.loop import UNLISTED
from cld.output.live import LivePage
from cld.paint.margins import SIGNS
from cld.paint.render import paint, picture_of, render_with
from cld.paint.shapes import Look, painted_text
from cld.report import Report
from cld.selection import to_draw

LOOK = (Path(__file__).parent / "visible.js").read_text(encoding="utf-8")
# On paper the colours are those of paper, whatever the screen is like.
STATES = {
    "light": {"media": "screen", "color_scheme": "light"},
    "dark": {"media": "screen", "color_scheme": "dark"},
    "print": {"media": "print", "color_scheme": "dark"},
}
WHITE, DARK = "rgb(255, 255, 255)", "rgb(22, 24, 28)"
PAPERS = {"light": WHITE, "dark": DARK, "print": WHITE}
EXAMPLES = {path.stem: path.read_text() for path in sorted((ROOT / "examples").glob("*.cld"))}

# Names that pages, scripts and style sheets use for things of their own.
NASTY = [
    "flow", "paper", "held", "lit", "hidden", "R1", "picture", "constructor", "__proto__",
    "</style>", "<b>&amp;", "link", "cld-flow", "a very long name " * 12, "w" * 200,
    "שלום עולם", "مرحبا بالعالم", "缓存未命中率和延迟", "😀 mood 👩‍👩‍👧", "Ünïcödé–né",
]  # fmt: skip
KINDS = ("", "stock", "flow", "constant")
# With twenty names, each of these stands beside each kind.
BESIDE = ("", "goal <= 3 ms", "every 5s, window 3min", "unit ms", '"a note"')


def made(names: Sequence[str]) -> str:
    """A diagram in which these names take turns to be of every kind, with all that may stand
    beside that, every sign and every way to write a delay; some act on themselves."""
    delays = ("", ", delay", ", delay 3min", ", delay 1d..2d", ", delay 5s smooth")
    lines = [f'title "All of it"\nloop R1 "{"long " * 9}": {quoted(names[0])}, {quoted(names[1])}']
    for number, name in enumerate(names):
        said = ", ".join(filter(None, (KINDS[number % 4], BESIDE[number % len(BESIDE)])))
        lines.append(f"{quoted(name)}: {said}" if said else "")
        following = quoted(names[(number + 1) % len(names)])
        sign, delay = "+-?+"[number % 4], delays[number % len(delays)]
        lines.append(f"{quoted(name)} ({sign}{delay})-> {following}")
    lines.append(f"{quoted(names[1])} (+)-> {quoted(names[0])}")
    lines.append(f"{quoted(names[3])} (-, delay 2s)-> {quoted(names[3])}")
    return "\n".join(lines) + "\n"


MADE = {
    "kinds": made([f"{kind or 'auxiliary'} {n}" for n in (1, 2) for kind in KINDS]),
    "nasty": made(NASTY),
}


class Window:
    """A page in a browser, and what its pictures show there."""

    def __init__(self, browser: Any, **how: Any) -> None:
        size = {"width": 1400, "height": 1300}
        self.page = browser.new_context(viewport=size, **how).new_page()

    def open(self, path: Path, said: str) -> Window:
        path.write_text(said, encoding="utf-8")
        self.page.goto(path.as_uri())
        return self

    def pictures(self, state: str, dim: bool = False) -> list[dict[str, Any]]:
        self.page.emulate_media(**STATES[state])
        return list(self.page.evaluate(f"({LOOK})({'true' if dim else 'false'})"))


@pytest.fixture(scope="module")
def window(browser: Any) -> Window:
    """One window for all documents, one after the other."""
    return Window(browser)


Show = Callable[..., Window]


@pytest.fixture
def show(window: Window, tmp_path: Path) -> Show:
    return lambda said, name="page.html": window.open(tmp_path / name, said)


def plain(text: str) -> str:
    """A text without blanks, which is where lines are broken."""
    return "".join(painted_text(text).split())


def assert_seen(pictures: Sequence[dict[str, Any]], state: str) -> None:
    """Nothing is wrong with the marks of pictures, which follow their reader's screen."""
    for picture in pictures:
        assert picture["faults"] == [], state
        assert picture["paper"] == PAPERS[state]


def without_crossings(run: dict[str, Any]) -> dict[str, Any]:
    """A run, whose curves may lie on each other and on their zero: its texts may not."""
    crossed = re.compile("cld-(bars|curve) .*: lies under cld-(bars|curve)")
    return run | {"faults": [fault for fault in run["faults"] if not crossed.match(fault)]}


def assert_told(picture: dict[str, Any], report: Report, delays: bool) -> None:
    """Each text of a picture is the diagram's, and nothing of the diagram is missing."""
    told = {name: (kind, lines, frames) for name, kind, lines, frames in picture["variables"]}
    assert set(told) == {variable.name for variable in report.diagram.variables}
    for variable in report.diagram.variables:
        kind, (lines,), frames = told[variable.name]
        said, name = plain("".join(lines)), plain(variable.name)
        cut = "…" in said and len(variable.name) > 100
        assert all(part in name for part in said.split("…")) if cut else said == name
        assert (kind, frames) == (variable.kind, int(variable.kind == "stock"))
    ends = {(cause, effect): rest for cause, effect, *rest in picture["links"]}
    assert len(ends) == len(report.links)
    for link in report.diagram.links:
        length = written_delay(link.delay) if link.delay else ""
        note = [[length.replace("..", "–")]] if delays and length else []
        expected = [[[SIGNS[link.polarity]]], int(link.delay is not None), note]
        assert ends[link.cause, link.effect] == expected
    for loop, ((badge,),) in picture["loops"]:
        types = {each.type for each in report.loops} if loop == UNLISTED else {loop}
        assert badge in types


# -- reports, and pictures by themselves --


@pytest.mark.parametrize("called", [*EXAMPLES, *MADE])
def test_a_report_shows_the_whole_picture(show: Show, called: str) -> None:
    source = {**EXAMPLES, **MADE}[called]
    report, window = analyze(source), show(drawn(source))
    for state in STATES:
        picture, *runs = window.pictures(state)
        assert len(runs) == len(report.diagram.runs)
        assert_seen([picture, *map(without_crossings, runs)], state)
        assert_told(picture, report, delays=True)
        assert len(picture["loops"]) == len(to_draw(report))


@pytest.mark.parametrize("called", [*EXAMPLES, *MADE])
def test_a_picture_by_itself_shows_all_of_it(show: Show, called: str) -> None:
    report = analyze({**EXAMPLES, **MADE}[called])
    picture = picture_of(report.diagram, to_draw(report), gear="quick")
    assert picture is not None
    window = show(str(paint(picture, "svg", Look(delays=True, legend=True))), "picture.svg")
    for state in STATES:
        (found,) = window.pictures(state)
        assert_seen([found], state)
        assert_told(found, report, delays=True)


@pytest.mark.parametrize("theme", ["light", "dark", "print", "contrast"])
def test_a_theme_stays_what_it_is(show: Show, theme: Any) -> None:
    window = show(str(render_with(analyze(MADE["kinds"]), "svg", Look(theme))), "picture.svg")
    for state in STATES:
        (picture,) = window.pictures(state)
        assert picture["faults"] == [], state
        assert picture["paper"] == (DARK if theme == "dark" else WHITE)


# -- other pages --


@pytest.mark.parametrize(
    ("called", "reveal"),
    [("made", ()), ("made", ("--reveal",)), ("hourly-spike", ("--reveal",))],
    ids=["made-learner", "made-reveal", "hourly-spike-reveal"],
)
def test_feedback_shows_both_pictures(
    show: Show, tmp_path: Path, called: str, reveal: tuple[str, ...]
) -> None:
    folder = ROOT / "examples" / "exercises"
    answer, key = folder / f"{called}-weak.cld", folder / f"{called}-key.cld"
    if called == "made":
        answer, key = tmp_path / "answer.cld", tmp_path / "key.cld"
        names = NASTY[:12]
        ring = ", ".join(map(quoted, names))
        key.write_text(f'exercise "All of it"\n{made(names)}expect loop: {ring} (points 3)\n')
        answer.write_text(made([*names[:9], "found by myself"]))
    said = run("grade", answer, "--key", key, "--format", "html", *reveal).stdout
    window = show(said)
    report = analyze(answer.read_text())
    for state in STATES:
        mine, its = window.pictures(state)
        assert_seen([mine, its], state)
        assert_told(mine, report, delays=False)
        if reveal:
            assert_told(its, analyze(key.read_text()), delays=False)
        else:
            assert {name for name, *_ in its["variables"]} <= {v.name for v in report.variables}


def test_the_live_page_shows_the_whole_picture(window: Window) -> None:
    report = analyze(MADE["nasty"])
    with LivePage("nasty") as page:
        page.show(str(render_with(report, "svg", Look(), gear="quick")))
        window.page.goto(page.url)
        window.page.wait_for_selector("svg .cld-variable")
        for state in STATES:
            (picture,) = window.pictures(state)
            assert_seen([picture], state)
            assert_told(picture, report, delays=False)


HOSTILE = """<!doctype html><style>
:root { --paper: #f00; --ink: #f00; --positive: #f00; --negative: #f00; --quiet: #f00 }
.flow, .stock, .constant, .variable, .link, .loop, .name, .sign, .badge, .lit { display: none }
.paper, .halo, .head, .line, .bars, .ring, .frame, .delay, .ink, .quiet { opacity: 0 }
.title, .positive, .negative, .delayed, .clockwise { visibility: hidden; fill: none }
[data-name], [data-kind], [data-loop], [data-loops], #picture, #cld { display: none }
</style><main class="variable-free">"""


def test_pictures_share_a_page_with_each_other_and_with_anything(show: Show) -> None:
    """As in a notebook: no theme, no id and no style of one reaches another, or the page."""
    report = analyze(MADE["kinds"])
    looks = [Look(), Look("dark"), Look("contrast", delays=True), Look(legend=True, title=False)]
    picture = picture_of(report.diagram, to_draw(report), gear="quick")
    assert picture is not None
    window = show(HOSTILE + "".join(str(paint(picture, "svg", look)) for look in looks))
    for state, paper in PAPERS.items():
        found = window.pictures(state)
        assert [one["faults"] for one in found] == [[]] * len(looks), state
        assert [one["paper"] for one in found] == [paper, DARK, WHITE, paper]
        for one, look in zip(found, looks, strict=True):
            assert_told(one, report, delays=look.delays)
    ids = window.page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(set(ids)) == len(ids)
    labelled = """[...document.querySelectorAll("svg")].map((svg) => svg.contains(
        document.getElementById(svg.getAttribute("aria-labelledby").split(" ")[0])))"""
    assert window.page.evaluate(labelled) == [True] * len(looks)


# -- what is lit --


@pytest.mark.parametrize("state", STATES)
def test_what_is_not_lit_can_still_be_read(show: Show, state: str) -> None:
    """A loop that is held stays lit, its links move, and the others fade behind it."""
    source = EXAMPLES["hourly-spike"]
    window = show(drawn(source))
    window.page.locator(".card .facts").first.click()
    window.page.mouse.move(0, 0)
    (picture,) = window.pictures(state, dim=True)
    assert_seen([picture], state)
    assert_told(picture, analyze(source), delays=True)
    flowing = """[...document.querySelectorAll("#picture .cld-link.lit .flow")].map((one) =>
        [one.checkVisibility(), getComputedStyle(one).animationName])"""
    moving = window.page.evaluate(flowing)
    links = len(analyze(source).loops[0].links)
    shown = [False, "flow"] if state == "print" else [True, "flow"]
    assert moving == [shown] * links


def test_without_a_script_an_address_lights_a_loop_and_the_rest_can_be_read(
    browser: Any, tmp_path: Path
) -> None:
    source = EXAMPLES["hourly-spike"]
    window = Window(browser, java_script_enabled=False).open(tmp_path / "page.html", drawn(source))
    window.page.goto(f"{window.page.url}#R1")
    for state in STATES:
        assert_seen(window.pictures(state, dim=True), state)


def test_a_click_on_a_variable_does_not_choose_among_the_loops(show: Show) -> None:
    """Its kind once was taken for that of a button which filters loops."""
    window = show(drawn(EXAMPLES["hourly-spike"]))
    window.page.locator(".cld-variable .hit").first.click()
    assert window.page.inner_text("#shown") == ""
    assert not window.page.locator(".cld-variable[aria-pressed]").count()
