"""Pages of graded answers: what learners and instructors see, and what is not in them."""

from __future__ import annotations

import html
import re
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_tools import Tags
from test_grade_command import KEY, exercise, graded, run

from cld.analyze import analyze
from cld.commands.pages import names
from cld.grade.grade import graded as grade_of
from cld.grade.key import read_key
from cld.grade.marks import answer_marks, key_marks

ANSWER = """Load (+)-> queue (+)-> Latency (-)-> Timeouts
Retries (-)-> Timeouts
Pods (+)-> Load
queue (+)-> mood
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return exercise(tmp_path, ANSWER)


def test_each_link_is_found_wrong_own_or_missing() -> None:
    key, _ = read_key(analyze(KEY))
    found, _ = grade_of(key, analyze(ANSWER))
    assert answer_marks(found) == {
        ("Load", "queue"): "found",
        ("queue", "Latency"): "found",
        ("Latency", "Timeouts"): "wrong",
        ("Retries", "Timeouts"): "wrong",
        ("Pods", "Load"): "wrong",
        ("queue", "mood"): "own",
    }
    assert key_marks(found) == {
        ("Load", "Latency"): "found",
        ("Latency", "Timeouts"): "wrong",
        ("Timeouts", "Retries"): "wrong",
        ("Retries", "Load"): "missing",
        ("Latency", "Pods"): "missing",
        ("Pods", "Latency"): "missing",
    }


def test_where_nothing_is_wrong_by_itself_links_are_the_learners_own() -> None:
    key, _ = read_key(analyze(f"{KEY}forbid none\n"))
    found, _ = grade_of(key, analyze(ANSWER))
    marks = answer_marks(found)
    assert marks["Pods", "Load"] == "own" and marks["Latency", "Timeouts"] == "wrong"


def page(folder: Path, *more: object) -> Tags:
    return Tags(graded(folder, "--format", "html", *more).stdout)


def variables(found: Tags) -> list[str]:
    return [data["data-cld-name"] for _, data in found.all if "data-cld-name" in data]


def test_a_learner_sees_both_pictures_and_nothing_that_is_missing(folder: Path) -> None:
    (folder / "answers" / "mine.cld").write_text(ANSWER.replace("Pods (+)-> Load\n", ""))
    said = graded(folder, "--format", "html").stdout
    found = Tags(said)
    assert [tag for tag, _ in found.all].count("figure") == 2
    assert variables(found) == [
        "Load", "queue", "Latency", "Timeouts", "Retries", "mood",
        "Load", "queue", "Latency", "Timeouts", "Retries",
    ]  # fmt: skip
    assert "Pods" not in said and "Who asks" not in said
    assert "stroke-dasharray:9 7" not in said
    revealed = graded(folder, "--format", "html", "--reveal").stdout
    assert "Pods" in revealed and "Who asks" in revealed
    assert "stroke-dasharray:9 7" in revealed  # the gap


HIDING = """exercise "Hidden"
Kernel (+)-> Middle (+, delay 17min)-> Outer (-)-> Kernel
Kernel: stock, alias "Core", "a note on it"
Outer: alias "Rim"
Middle: optional
loop B77 "Balance of all" balancing: Kernel, Middle, Outer
intervention "Shield" { weaken Outer -> Kernel }
expect loop balancing: Kernel, Middle, Outer (points 13, hint "look inside")
expect delays on loops (points 11)
expect stock Kernel (points 7)
expect loop named "Balance of all" (points 6)
expect loops labelled (points 5)
expect intervention "Shield" breaks B77 (points 3)
forbid none
"""
SECRETS = (
    "Kernel", "Middle", "Outer", "17", "a note", "B77", "Balance of", "Shield", "look inside",
    "13", "11", " points",
)  # fmt: skip


@pytest.mark.parametrize("answer", ["Core (+)-> Rim (?)-> Core\n", "Rim (-)-> Core\n", "Rim:\n"])
def test_no_page_and_no_format_says_what_the_learner_did_not(folder: Path, answer: str) -> None:
    (folder / "key.cld").write_text(HIDING)
    (folder / "answers" / "mine.cld").write_text(answer)
    for format_ in ("text", "markdown", "html", "junit", "gradescope", "prairielearn"):
        told = graded(folder, "--format", format_).stdout.replace(str(folder), "")
        # The path as Markdown escapes it: the number of this run of pytest is no secret.
        told = re.sub(r"pytest\W*\d+", "", told)
        told = re.sub(r'<style.*?</style>|[\w-]+="[-\d.,MLCZHV ]+"', "", told, flags=re.DOTALL)
        assert [secret for secret in SECRETS if secret in told] == []
    assert 'data-cld-kind="stock"' not in graded(folder, "--format", "html").stdout


@pytest.mark.parametrize(
    "format_", ["text", "markdown", "html", "junit", "gradescope", "prairielearn"]
)
def test_who_draws_every_link_does_not_learn_which_are_right(folder: Path, format_: str) -> None:
    names = ("Load", "Latency", "Timeouts", "Retries", "Pods")
    text = "".join(f"{a} (+)-> {b}\n" for a, b in permutations(names, 2))
    (folder / "answers" / "mine.cld").write_text(text)
    said = graded(folder, "--format", format_).stdout
    assert "nearly every possible link" in " ".join(said.split()) or format_ == "junit"
    for telling in ("(+)-", "line 1", "found", "is wrong", "--wrong)", "not right"):
        assert telling not in re.sub(r"<style>:root.*?</style>", "", said, flags=re.DOTALL), telling
    assert "Load (+)-" in html.unescape(graded(folder, "--format", format_, "--reveal").stdout)


def test_a_page_fetches_nothing_and_runs_nothing(folder: Path) -> None:
    for found in (page(folder), page(folder, "--reveal")):
        tags = {tag for tag, _ in found.all}
        assert not tags & {"script", "iframe", "img", "object", "form"}
        assert all("on" not in {key[:2] for key in data} for _, data in found.all)
        for _, data in found.all:
            assert not re.match("https?:", data.get("href", "") + data.get("src", ""))


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_no_name_becomes_a_tag(name: str) -> None:
    from cld.output.grade_values import grade_values
    from cld.page.feedback import feedback
    from cld.prose.grades import key_view

    key, _ = read_key(analyze("A (+)-> B (+)-> A\nexpect loop: A, B (points 2)\n"))
    said = name.replace("\\", "").replace('"', "'")
    found, matches = grade_of(key, analyze(f'A (+)-> "<b>{said}</b>" (+)-> B\n'))
    values = grade_values(found, matches, key_view(key))
    Tags(feedback(found, values, key_view(key)))


def test_an_answer_that_cannot_be_read_has_a_page_too(folder: Path) -> None:
    (folder / "answers" / "mine.cld").write_bytes(b"")
    assert "it is empty" in " ".join(page(folder).words)


def test_a_class_has_a_page_and_each_learner_theirs(folder: Path) -> None:
    for name in "abc":
        (folder / "answers" / f"{name}.cld").write_text(ANSWER)
    (folder / "answers" / "none.cld").write_text("")
    pages = folder / "pages"
    result = run(
        "grade", folder / "answers", "--key", folder / "key.cld", "--format", "html",
        "--pages", pages,
    )  # fmt: skip
    assert result.return_value == 1
    words = " ".join(Tags(result.stdout).words)
    assert "4 of 4 have Timeouts → Retries in the wrong direction" in words
    assert "Nearly identical answers" in words
    assert "it is empty" in words
    assert sorted(path.name for path in pages.iterdir()) == [
        "a.html", "b.html", "c.html", "mine.html", "none.html",
    ]  # fmt: skip
    alone = graded(folder, "--format", "html").stdout
    assert (pages / "mine.html").read_text(encoding="utf-8") == alone


def test_pages_that_cannot_be_written_are_told(folder: Path) -> None:
    result = graded(folder, "--pages", folder / "key.cld")
    assert "cannot write the pages" in str(result.exception)


@given(st.lists(st.sampled_from(["a/x.cld", "b/X.cld", "x.json", "c/x-2.cld", "-", "..cld", "é"])))
def test_each_page_has_a_name_of_its_own(files: list[str]) -> None:
    found = names(files)
    assert len({name.casefold() for name in found}) == len(files)
    assert all(re.fullmatch(r"[^/.]+\.html", name) for name in found)


def test_a_long_name_leaves_room_for_its_page(folder: Path) -> None:
    long = folder / "answers" / f"{'é' * 120}.cld"
    long.write_text(ANSWER)
    result = run("grade", long, "--key", folder / "key.cld", "--pages", folder / "pages")
    assert result.return_value == 0 and "1 page written" in result.stderr
    assert len(list((folder / "pages").iterdir())) == 1


def test_loops_have_the_same_numbers_in_both_pictures(folder: Path) -> None:
    own = "Load (+)-> heat (+)-> Load\nLatency (+)-> Pods (-)-> Latency\nPods (+)-> x (-)-> Pods\n"
    (folder / "answers" / "mine.cld").write_text(f"loop B7 balancing: Latency, Pods\n{own}")
    said = graded(folder, "--format", "html").stdout
    mine, its = said.split('<figure id="its">')
    assert "B7" in mine and "B7" in its.split("</figure>")[0]


def test_labels_of_loops_that_are_not_whole_are_told_so(folder: Path) -> None:
    line = "loop balancing: Latency, Pods\n"
    (folder / "key.cld").write_text(f"{KEY}{line}expect loops labelled\n".replace("25", "26"))
    (folder / "answers" / "mine.cld").write_text(f"Latency (+)-> Pods\n{line}")
    assert "all labelled right, but not all of these loops" in graded(folder).output
