"""The page of a report: what it says and holds."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from page_tools import HELD, MANY, ODD, Tags, drawn, odd_source, page
from strategies import ANY_TEXT, diagrams
from test_architecture import loaded_by
from test_cli import BAD, GOOD, run

from cld.analyze import analyze
from cld.language.write import write
from cld.loops.loop import UNLISTED
from cld.page.drawing import MOST_VARIABLES
from cld.page.tags import text
from cld.paint.render import report_on
from cld.prose.footnote import footnote
from cld.prose.loops import counts_words, round_trip
from cld.prose.meetings import meeting_items
from cld.selection import Wish, to_read_first

# -- what it holds --


def test_a_page_says_what_the_report_says() -> None:
    report = analyze(HELD, "held.cld")
    tags = Tags(page(report))
    assert [card["id"] for card in tags.with_class("card")] == ["R1", "B1", "B2"]
    assert counts_words(report) in tags.said
    for loop in report.loops:
        assert " ".join(round_trip(loop)) in tags.said
        assert loop.name and loop.name in tags.said
    for said in (
        "R1 reinforcing Retry storm",
        "delay 3min to 3min 15s (1 of 2 links marked)",
        "opposed by B1 “Autoscaler” and B2 “Circuit breaker”",
        "B1 responds after 30 to 32.5 cycles (3min to 3min 15s); B2 responds within one cycle",
        "B2 responds within one cycle (after 5s); one cycle takes 6s",
        "12 decisions, 11 of them before any effect is visible",
        "alone, it can oscillate: period at least 11min 30s if it settles, 6min to 13min",
        "goal: Latency <= 200ms",
        "warning · line 20 · CLD510 stale-controller",
        "20 Pods: stock, unit pods, every 15s",
        "hint: decide every 3min or less often, or wait: window 3min",
        "retry storm (failure pattern): R1",
        *(line for head, beneath in meeting_items(report) for line in (head, *beneath)),
    ):
        assert said in tags.said
    assert tags.said.count(footnote(report)) == 1
    heads = [tag for tag, _ in tags.all if re.fullmatch("h[1-6]", tag)]
    assert heads[:3] == ["h1", "h2", "h2"] and heads.count("h1") == 1
    places = {attrs["id"] for _, attrs in tags.all if "id" in attrs}
    links = [attrs["href"] for tag, attrs in tags.all if tag == "a"]
    assert links and all(link[0] == "#" and link[1:] in places for link in links)
    assert 'href="#B2">B2</a> “Circuit breaker”' in page(report)


def test_a_link_to_a_section_has_its_title_without_the_brackets() -> None:
    said = page(analyze(MANY))
    assert re.search(r"<h2[^>]*>[^/]*How loops interact \(the first \d+ of them\)", said)
    assert '<li><a href="#meetings">How loops interact</a></li>' in said


def test_a_page_stands_alone_and_is_the_same_twice() -> None:
    report = analyze(HELD, "held.cld")
    said = page(report)
    assert page(analyze(HELD, "held.cld")) == said
    without_namespace = said.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"https?:|=\"//|@import|url\((?!data:)", without_namespace)
    assert len(said.encode()) < 60_000
    tags = Tags(said)
    ids = [attrs["id"] for _, attrs in tags.all if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert not [key for _, attrs in tags.all for key in attrs if key.startswith("on")]
    policy = next(a["content"] for _, a in tags.all if "http-equiv" in a)
    assert "default-src 'none'" in policy and "script-src 'sha256-" in policy


def test_each_card_knows_its_links_and_its_badge() -> None:
    report = analyze(HELD)
    tags = Tags(page(report))
    links = tags.with_class("cld-link")
    for card, loop in zip(tags.with_class("card"), report.loops, strict=True):
        numbers = [int(number) for number in card["data-links"].split()]
        ends = [(links[n - 1]["data-cld-from"], links[n - 1]["data-cld-to"]) for n in numbers]
        assert ends == [(link.cause, link.effect) for link in loop.links]
        assert [links[n - 1]["id"] for n in numbers] == [f"cld-picture-link-{n}" for n in numbers]
        badge = tags.with_class("cld-loop")[int(card["data-badge"]) - 1]
        assert badge["data-cld-loop"] == loop.id


def test_loops_without_a_badge_or_an_id_have_cards_too() -> None:
    report = analyze(MANY, limit=30)
    tags = Tags(page(report, 200))
    cards = tags.with_class("card")
    assert len(cards) == 200 and len(tags.with_class("cld-loop")) == 14
    assert all(card["data-links"] for card in cards)
    assert sum("data-badge" in card for card in cards) == 14
    unlisted = [loop for loop in to_read_first(report, 200).loops if loop.id == UNLISTED]
    numbered = [card["id"] for card in cards if card["id"].startswith("loop-")]
    assert len(numbered) == len(unlisted) > 0
    assert "Showing 200 of 409 loops" in tags.said


def test_badges_are_for_the_loops_that_are_chosen() -> None:
    report = analyze(HELD)
    tags = Tags(page(report, wish=Wish(through=("Pods",))))
    assert [card["id"] for card in tags.with_class("card")] == ["B1"]
    assert [badge["data-cld-loop"] for badge in tags.with_class("cld-loop")] == ["B1"]
    assert "Showing 1 of 1 loop through Pods" in tags.said


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            "",
            ("There is nothing to draw", "The diagram contains no feedback loop.", "No findings."),
        ),
        ("A:\nB:", ("2 variables, 0 links, no loop", "isolated-variable")),
        ("A (+)-> B", ("1 link, no loop", "The diagram contains no feedback loop.")),
        (
            BAD,
            (
                "The file has 2 errors; the report covers the rest of it.",
                "not-a-statement",
                "3 foo",
                "B1 balancing",
            ),
        ),
        ("x" * 30, ("CLD101",)),
    ],
    ids=["empty", "no-links", "no-loops", "broken", "no-diagram"],
)
def test_odd_diagrams_have_pages(source: str, said: tuple[str, ...]) -> None:
    tags = Tags(page(analyze(source, "odd.cld")))
    for words in said:
        assert words in tags.said


def test_what_is_too_large_is_not_drawn() -> None:
    source = "\n".join(f"V{n} (+)-> V{n + 1}" for n in range(MOST_VARIABLES))
    said = page(analyze(f"{source}\nV1 (-)-> V0"))
    assert "501 variables and 501 links are too many for a picture" in Tags(said).said
    assert "<svg" not in said and 'id="B1"' in said and "data-links" not in said


def test_many_notes_of_a_kind_unfold() -> None:
    ring = "V{n} (+, delay 1s)-> W{n} (+)-> V{n}\nW{n} (+, delay 3s)-> X{n} (-)-> W{n}\n"
    source = "".join(ring.format(n=n) for n in range(30))
    tags = Tags(page(analyze(source)))
    assert "29 more" in tags.said and "details" in [tag for tag, _ in tags.all]
    assert tags.said.count("CLD513") == 30


def test_names_neither_break_nor_inject() -> None:
    report = analyze(odd_source(ODD), "<script>.cld")
    assert not [f for f in report.diagnostics if f.severity == "error"]
    said = page(report)
    tags = Tags(said)
    assert said.count("<script") == 1 and said.count("</script") == 1
    usual = {tag for tag, _ in Tags(drawn(HELD)).all} | {"tspan", "details", "summary"}
    assert {tag for tag, _ in tags.all} <= usual and "img" not in usual
    for name in ODD[:3]:
        assert name in tags.said


@given(ANY_TEXT)
@example("\x00\ud800<\u2028\u202e&#x27;")
def test_no_text_gets_out(said: str) -> None:
    escaped = text(said)
    assert not set("<>\"'\n\x00") & set(escaped)
    escaped.encode("utf-8")


@given(diagrams())
@settings(max_examples=15)
def test_any_diagram_has_a_page(diagram: Any) -> None:
    for report in (report_on(diagram), analyze(write(diagram))):
        tags = Tags(page(report, None))
        assert len(tags.with_class("card")) == len(report.loops)


# -- the command --


def test_the_command_writes_it_whole(tmp_path: Path) -> None:
    good, out = tmp_path / "good.cld", tmp_path / "report.html"
    good.write_text(GOOD, encoding="utf-8")
    done = run("analyze", good, "--format", "html", "-o", out)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    said = out.read_text(encoding="utf-8")
    assert said.startswith("<!doctype html>\n") and said.endswith("</html>\n")
    assert run("analyze", good, "--format", "html").stdout == said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["good.cld", "report.html"]
    done = run("analyze", good, "--format", "html", "-o", good)
    assert done.returncode == 2 and "would overwrite the diagram" in done.stderr
    assert good.read_text(encoding="utf-8") == GOOD
    bad = run("analyze", "-", "--format", "html", stdin=BAD.encode())
    assert bad.returncode == 1 and bad.stdout.endswith("</html>\n")


def test_a_terminal_without_unicode_gets_the_same_page() -> None:
    env = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    source = "Überlast (+)-> 漢字 (+)-> Überlast\n".encode()
    plain = run("analyze", "-", "--format", "html", stdin=source, env=env).stdout
    assert plain.isascii()
    assert (
        Tags(plain).said == Tags(run("analyze", "-", "--format", "html", stdin=source).stdout).said
    )


def test_twenty_loops_and_no_more_than_a_browser_can_show(tmp_path: Path) -> None:
    many = tmp_path / "many.cld"
    many.write_text(MANY, encoding="utf-8")
    assert run("analyze", many, "--format", "html").stdout.count('<li class="card') == 20
    dense = "\n".join(f"V{a} (+)-> V{b}" for a in range(8) for b in range(8) if a != b)
    many.write_text(dense, encoding="utf-8")
    done = run("analyze", many, "--format", "html", "--loops", "all")
    assert done.returncode == 2 and "at most 10,000 loops" in done.stderr


def test_other_formats_do_not_load_it(tmp_path: Path) -> None:
    good = tmp_path / "good.cld"
    good.write_text(GOOD, encoding="utf-8")
    command = "import sys\nfrom cld.cli import main\nsys.argv = ['cld', 'analyze', *{!r}]\n"
    command += "try: main()\nexcept SystemExit: pass"
    heavy = {"numpy", "fontTools", "cld.page", "cld.paint", "cld.picture"}
    assert not heavy & loaded_by(command.format([str(good)]))
    out = str(tmp_path / "out.html")
    loaded = loaded_by(command.format([str(good), "--format", "html", "-o", out]))
    assert "cld.page.html" in loaded and not {"fpdf", "resvg_py", "PIL"} & loaded
