"""`cld grade` and `cld key check` as their users meet them."""

from __future__ import annotations

import csv
import html
import io
import json
import os
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from cld.commands.app import cld
from cld.grade.classwide import Standing, criteria_met, mistakes, twins

KEY = """exercise "Retries" (points 25)
Load (+)-> Latency (+)-> Timeouts (+)-> Retries (+, delay 1s)-> Load
Latency (+, delay 3min)-> Pods (-)-> Latency
Retries: alias "client retries"
expect loop reinforcing: Load, Latency, Timeouts, Retries (points 10, hint "Who asks again?")
expect loop balancing: Latency, Pods (points 8)
expect at least 2 loops (points 2)
expect delays on balancing loops (points 3)
expect link Load (+)-> Latency (points 2)
"""
# One sign is wrong, a step is the learner's own, one link does not hold.
ANSWER = """# mine
load (+)-> queue (+)-> Latency (-)-> timeouts (+)-> Client retries (+)-> load
Latency (+, delay 2min)-> Pods (-)-> Latency
Pods (-)-> Client retries
Pods (+)-> load
"""


def exercise(folder: Path, answer: str) -> Path:
    """Put a key and an answer in a folder of answers there."""
    (folder / "key.cld").write_text(KEY)
    (folder / "answers").mkdir()
    (folder / "answers" / "mine.cld").write_text(answer)
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return exercise(tmp_path, ANSWER)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cld, [str(a) for a in arguments], standalone_mode=False)


def graded(folder: Path, *more: object) -> Result:
    return run("grade", folder / "answers" / "mine.cld", "--key", folder / "key.cld", *more)


def test_a_learner_learns_what_is_not_right_and_not_what_the_key_says(folder: Path) -> None:
    (folder / "answers" / "mine.cld").write_text("Load (+)-> Latency (-)-> Timeouts\n")
    said = graded(folder).output
    assert "wrong sign: Latency (-)-> Timeouts (line 1)" in said
    assert "2 steps are missing" in said
    more = ("1 of 1", "0 of 1")  # how many loops have a delay is the key's to know
    for secret in ("Retries (", "→ Retries", "Pods", "Who asks", "of 10", "points", "of 25", *more):
        assert secret not in said
    assert said.startswith("Retries\n")  # the exercise is called so


def test_reveal_shows_all(folder: Path) -> None:
    (folder / "answers" / "mine.cld").write_text("Load (+)-> Latency\n")
    said = graded(folder, "--reveal").output
    assert (
        "missing: Latency → Timeouts → Retries → Load" in said and "hint: Who asks again?" in said
    )
    assert "of 25 points" in said


def test_a_key_may_show_its_points_and_hints(folder: Path) -> None:
    key = folder / "key.cld"
    key.write_text(KEY.replace("(points 25)", '(points 25, shows "points, hints")'))
    (folder / "answers" / "mine.cld").write_text("Load (+)-> Latency\n")
    said = graded(folder).output
    assert "of 25 points" in said and "hint: Who asks again?" in said
    assert "Timeouts" not in said


def test_points_and_where_they_come_from(folder: Path) -> None:
    (answer,) = json.loads(graded(folder, "--format", "json").stdout)["answers"]
    points = [criterion["points"] for criterion in answer["criteria"]]
    assert points == [5.0, 8.0, 1.0, 3.0, 2.0]
    # Pods lowers Retries by way of two variables that the answer has as well: too far for a link.
    far, wrong = answer["charges"]
    assert "Pods (-)-> Client retries (line 4)" in far["words"]
    assert "Pods (+)-> load (line 5)" in wrong["words"]
    assert far["cost"] == wrong["cost"] == pytest.approx(25 / 6 / 2)
    assert answer["score"] == round(19 - 25 / 6, 6) and answer["max_score"] == 25
    assert answer["measures"]["links"] == {
        "precision": pytest.approx(4 / 9),
        "recall": pytest.approx(4 / 6),
        "f1": pytest.approx(8 / 15),
        "right": 4,
        "given": 9,
        "wanted": 6,
    }
    assert answer["measures"]["loops"]["right"] == 1
    assert 0 < answer["measures"]["distance"]["markoczy_goldberg"] < 1
    hows = {match["answer"]: match["how"] for match in answer["matches"]}
    assert hows["Client retries"] == "alias" and hows["load"] == "spelling"
    assert answer["unmatched"]["answer"] == ["queue"]
    assert "Retries" not in json.dumps(answer["feedback"]).replace("Client retries", "")


def test_a_person_overrules_how_names_are_matched(folder: Path) -> None:
    by_hand = folder / "names.txt"
    by_hand.write_text("Client retries ->\nsame -> other -> third\n")
    result = graded(folder, "--match", by_hand, "--format", "json")
    (answer,) = json.loads(result.stdout)["answers"]
    assert "Client retries" in answer["unmatched"]["answer"]
    assert "names.txt:2: " in result.stderr


def test_a_person_says_that_a_name_is_the_opposite(folder: Path) -> None:
    (folder / "answers" / "mine.cld").write_text("Load (+)-> Free time (-)-> Pods\n")
    by_hand = folder / "names.txt"
    by_hand.write_text('Free time -> opposite "Latency"\n')
    (answer,) = json.loads(graded(folder, "--match", by_hand, "--format", "json").stdout)["answers"]
    (match,) = (match for match in answer["matches"] if match["answer"] == "Free time")
    assert match["key"] == "Latency" and match["flipped"] and match["how"] == "by hand"
    assert answer["criteria"][4]["lines"] == ["wrong sign: Load (+)-> Free time (line 1)"]


def test_what_cannot_be_read_of_an_answer_is_told(folder: Path) -> None:
    (folder / "answers" / "mine.cld").write_text("Load (+)-> Latency\nthis is no line\n")
    for format_ in ("text", "json", "csv", *FORMATS):
        for more in ((), ("--reveal",)):
            said = " ".join(graded(folder, "--format", format_, *more).stdout.split())
            assert ("line 2 was not graded: " in said and "hint: " in said) or format_ == "junit"
    (folder / "answers" / "mine.cld").write_text("Sun (+)-> Moon\n")
    assert "none of the variables matches a variable of the reference" in graded(folder).output


@pytest.mark.parametrize("format_", ["text", "json", "csv", "markdown", "html"])
def test_each_line_of_an_answer_without_a_readable_line_is_listed(
    folder: Path, format_: str
) -> None:
    (folder / "answers" / "mine.cld").write_text("Load (((-> Latency\n\nthis is no line\n")
    (folder / "answers" / "b.cld").write_text(KEY)
    for one in ("answers/mine.cld", "answers"):
        result = run("grade", folder / one, "--key", folder / "key.cld", "--format", format_)
        said = " ".join(result.stdout.split())
        assert "line 1 was not graded: this bracket is not closed" in said
        assert "line 3 was not graded: " in said or (format_ == "text" and one == "answers")


def test_unread_lines_are_given_to_programs(folder: Path) -> None:
    text = "Load (+)-> Latency\nPods (((-> Load\n" + "junk line\n" * 30
    (folder / "answers" / "mine.cld").write_text(text)
    (answer,) = json.loads(graded(folder, "--format", "json").stdout)["answers"]
    assert [one["line"] for one in answer["unread"]] == list(range(2, 33))
    assert answer["unread"][0]["message"] == "this bracket is not closed"
    assert answer["unread"][0]["hint"].startswith("close it with") and answer["unread"][1]["hint"]
    table = run("grade", folder / "answers", folder / "key.cld", "--key", folder / "key.cld").stdout
    assert "31 lines with errors; line 2 was not graded" in table
    assert "11 more lines were not graded, or only in part" in answer["notes"]


def test_a_line_that_was_read_in_part_is_listed_as_such(folder: Path) -> None:
    (folder / "answers" / "mine.cld").write_text("Load (+)-> Latency\nLatency -> Pods\n")
    (answer,) = json.loads(graded(folder, "--format", "json").stdout)["answers"]
    assert answer["notes"][0].startswith("line 2 was read only in part: the link from “Latency”")
    assert [(one["line"], one["partly"]) for one in answer["unread"]] == [(2, True)]


def test_files_left_out_of_a_folder_are_listed(folder: Path) -> None:
    answers = folder / "answers"
    (answers / "zoe.txt").write_text("My answer\nLoad (+)-> Latency\n")
    (answers / "z.cld.txt").write_text("Load (+)-> Latency\n")
    (answers / "dora.docx").write_bytes(b"PK\x03\x04 word/document.xml")
    (answers / "notes.txt").write_text("no answer")
    (answers / "link.txt").symlink_to(answers / "zoe.txt")
    (answers / ".hidden").write_text("")
    (answers / "key.txt").write_text(KEY)
    result = run("grade", answers, "--key", answers / "key.txt")
    graded_ones = [line.split()[0] for line in result.stdout.split("\n\n")[0].splitlines()[1:]]
    assert graded_ones == ["mine.cld", "z.cld.txt", "zoe.txt"]
    assert "3 files skipped: " in result.stderr and "answers end in .cld, in .txt" in result.stderr
    for name in ("dora.docx", "link.txt", "notes.txt"):
        assert name in result.stderr
    assert ".hidden" not in result.stderr and "key.txt" not in result.stderr


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("out.csv", "assignment,"), ("out.HTML", "<!doctype html>"), ("out.json", "{"),
        ("out.md", "# Retries"), ("out.xml", "<?xml"), ("out.txt", "Retries"), ("out", "Retries"),
    ],
)  # fmt: skip
def test_the_name_of_the_result_decides_its_format(folder: Path, name: str, begins: str) -> None:
    graded(folder, "-o", folder / name)
    assert (folder / name).read_text(encoding="utf-8").startswith(begins)
    graded(folder, "-o", folder / name, "--format", "text")
    assert (folder / name).read_text(encoding="utf-8").startswith("Retries")


NAMED = "Load (+)-> Pods of the web tier (-)-> Latency\nLoad (+)-> sharks\n"
ALIAS = 'Pods: alias "Pods of the web tier"'


def test_a_name_that_was_not_recognised_may_cost_points(folder: Path) -> None:
    (folder / "answers" / "mine.cld").write_text(NAMED)
    for format_ in ("text", "html", "markdown", "gradescope", "prairielearn"):
        said = " ".join(graded(folder, "--format", format_).stdout.split())
        assert "without any effect" not in said and "Pods: " not in said
        assert "2 variables are not recognised: “Pods of the web tier”, “sharks”" in said
        assert "the points for that variable are lost" in said
    assert ALIAS in " ".join(graded(folder, "--reveal").stdout.split())
    (answer,) = json.loads(graded(folder, "--format", "json").stdout)["answers"]
    assert answer["unmatched"]["nearest"] == {"Pods of the web tier": "Pods"}
    (folder / "key.cld").write_text(f"{KEY}{ALIAS}\n")
    assert "1 variable is not recognised: “sharks”" in " ".join(graded(folder).stdout.split())


@pytest.mark.parametrize("format_", ["text", "markdown", "html", "json"])
def test_names_that_match_nothing_are_counted_over_a_class(folder: Path, format_: str) -> None:
    answers = folder / "answers"
    (answers / "mine.cld").write_text(NAMED)
    (answers / "b.cld").write_text("Load (+)-> pods of the Web tier (-)-> Latency\n")
    result = run("grade", answers, "--key", folder / "key.cld", "--format", format_)
    if format_ == "json":
        assert json.loads(result.stdout)["class"]["unmatched"] == [
            {"name": "Pods of the web tier", "nearest": "Pods", "count": 2},
            {"name": "sharks", "nearest": "", "count": 1},
        ]
        return
    said = " ".join(html.unescape(result.stdout).split())
    first, second = said.index("2 of 2: “Pods of the"), said.index("1 of 2: “sharks” resembles no")
    assert first < second and said.index(ALIAS) < second


def test_a_stock_that_is_not_marked_is_named_to_the_teacher(folder: Path) -> None:
    key = folder / "key.cld"
    stocked = KEY.replace("expect", "Pods: stock\nexpect", 1) + "expect stock Pods\n"
    key.write_text(stocked.replace("(points 25)", ""))
    assert "“Pods” is not marked as a stock" in graded(folder, "--reveal").stdout
    said = " ".join(graded(folder).stdout.split())
    assert "is not marked as a stock" in said and "“Pods”" not in said
    key.write_text(key.read_text().replace("Pods: stock\n", ""))
    checked = " ".join(run("key", "check", key).stdout.split())
    assert "“Pods” is not marked as a stock" in checked and "`Pods: stock`" in checked


def test_json_tells_what_a_class_has_in_common(folder: Path) -> None:
    (folder / "answers" / "b.cld").write_text(ANSWER)
    result = run("grade", folder / "answers", "--key", folder / "key.cld", "--format", "json")
    common = json.loads(result.stdout)["class"]
    assert common["met"][1] == {
        "criterion": "2. the balancing loop Latency, Pods", "whole": 2, "part": 0, "of": 2,
    }  # fmt: skip
    assert common["mistakes"][0]["count"] == 2
    assert [(pair["one"][-5:], pair["shared"]) for pair in common["nearly_the_same"]] == [
        ("b.cld", 7)
    ]
    page = run("grade", folder / "answers", "--key", folder / "key.cld", "--format", "markdown")
    assert (
        "**Mistakes in more than one answer**" in page.stdout
        and "| answer | points |" in page.stdout
    )


def test_a_name_that_is_only_alike_is_always_told(folder: Path) -> None:
    (folder / "answers" / "mine.cld").write_text("Load (+)-> Latenncy (+)-> Client retries\n")
    for format_ in FORMATS:
        said = graded(folder, "--format", format_).stdout
        assert "“Latenncy” for “Latency” (likeness" in said or format_ == "junit"
        assert "“Client retries”" not in said
    assert "“Client retries” for “Retries” (alias)" in graded(folder, "--reveal").stdout


def test_strict_takes_names_as_they_are(folder: Path) -> None:
    (answer,) = json.loads(graded(folder, "--strict", "--format", "json").stdout)["answers"]
    assert {match["answer"] for match in answer["matches"]} == {"Latency", "Pods"}


def test_a_folder_gives_a_table_and_goes_on_past_what_cannot_be_read(folder: Path) -> None:
    answers = folder / "answers"
    (answers / "b.cld").write_text(KEY)
    (answers / "c.cld").write_bytes(b"\x00\xff\xfe" * 400)
    (answers / "d.cld").write_text("")
    (answers / "e.cld").write_bytes(b"x" * 10_000_001)
    (answers / "f.cld").write_text("".join(f"V{n} (+)-> W{n}\n" for n in range(3000)))
    (answers / "g.cld").symlink_to(folder / "key.cld")
    (answers / "notes.txt").write_text("no answer")
    if hasattr(os, "mkfifo"):
        os.mkfifo(answers / "h.cld")
    result = run("grade", answers, "--key", folder / "key.cld")
    table = result.output.split("\n\n")[0].splitlines()
    rows = {Path(line.split()[0]).name: line for line in table}
    assert result.return_value == 1
    assert rows["b.cld"].endswith("25 of 25") and "notes.txt" not in rows
    assert rows["mine.cld"].endswith("2 links cost points")
    assert "it is not a text file" in rows["c.cld"]
    assert "it is empty" in rows["d.cld"]
    assert "1 MB" in rows["e.cld"] and "2,000 links" in rows["f.cld"]
    assert "points outside the folder of answers" in rows["g.cld"]
    if hasattr(os, "mkfifo"):
        assert "not a regular file" in rows["h.cld"]
    again = run("grade", answers, "--key", folder / "key.cld")
    assert again.output == result.output


def test_a_complete_graph_earns_nothing_much(folder: Path) -> None:
    names = [*("Load", "Latency", "Timeouts", "Retries", "Pods"), *(f"X{n}" for n in range(35))]
    text = "".join(f"{a} (+)-> {b}\n" for a in names for b in names if a != b)
    (folder / "answers" / "mine.cld").write_text(text)
    (answer,) = json.loads(graded(folder, "--format", "json").stdout)["answers"]
    assert answer["score"] < 15


def test_a_grade_book_gets_a_row_for_each_file(folder: Path) -> None:
    (folder / "answers" / "=cmd.cld").write_text(KEY)
    (folder / "answers" / "none.cld").write_text("")
    out = folder / "grades.csv"
    run("grade", folder / "answers", "--key", folder / "key.cld", "--format", "csv", "-o", out)
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert [row["student_id"] for row in rows] == ["'=cmd", "mine", "none"]
    assert [row["score"] for row in rows] == ["25.0", rows[1]["raw_score"], "0.0"]
    assert rows[0]["2. the balancing loop Latency, Pods"] == "8.0"
    assert rows[2]["problem"] == "it is empty" and {row["max_score"] for row in rows} == {"25.0"}
    assert "wrong sign" in rows[1]["feedback"]


def test_an_instructor_sees_what_a_class_has_in_common(folder: Path) -> None:
    answers = folder / "answers"
    (answers / "mine.cld").unlink()
    right = KEY.split("expect", maxsplit=1)[0].replace('exercise "Retries" (points 25)', "")
    (answers / "a.cld").write_text(right)
    turned = "Retries (-)-> Timeouts\nLoad (-)-> Latency\n"
    own = "Load (+)-> heat (+)-> noise (-)-> sleep\n"
    for name in "bc":
        (answers / f"{name}.cld").write_text(f"{turned}{own}Latency (-)-> Pods\n# {name}\n")
    (answers / "d.cld").write_text(f"{turned}Timeouts (-)-> Pods\n")
    said = " ".join(run("grade", answers, "--key", folder / "key.cld").output.split())
    assert "1 of 4: 1. the reinforcing loop" in said
    assert "3 of 4 have Timeouts → Retries in the wrong direction" in said
    assert "3 of 4 have Load → Latency with the other sign" in said
    assert "2 of 4 have Latency → Pods with the other sign" in said
    twins = said.split("Nearly identical answers")[1]
    assert "identical links that the reference lacks or has in other words" in twins
    assert "b.cld and" in twins and "a.cld" not in twins and "d.cld" not in twins


FORMATS = ("markdown", "html", "junit", "gradescope", "prairielearn")


@pytest.mark.parametrize("format_", FORMATS)
def test_no_format_gives_a_learner_what_the_key_hides(folder: Path, format_: str) -> None:
    (folder / "answers" / "mine.cld").write_text("Load (+)-> Latency (-)-> Timeouts\n")
    said = re.sub("</?span>", "", graded(folder, "--format", format_).stdout)
    assert "Latency (-)-" in said and "line 1" in said
    said = re.sub(r"<(style|svg).*?</\1>", "", said, flags=re.DOTALL)
    for secret in ("Pods", "Who asks", "10.0", "of 10", "8.0"):
        assert secret not in said
    revealed = graded(folder, "--format", format_, "--reveal").stdout
    assert "Pods" in revealed


def test_autograders_get_their_files(folder: Path) -> None:
    key = folder / "key.cld"
    key.write_text(KEY.replace("(points 25)", '(points 25, shows "points")'))
    found = json.loads(graded(folder, "--format", "gradescope").stdout)
    earned = sum(test["score"] for test in found["tests"])
    assert found["score"] == pytest.approx(earned - 25 / 6)
    parts = {"score", "max_score", "status", "visibility", "name", "output"}
    assert parts <= set(found["tests"][0])
    found = json.loads(graded(folder, "--format", "prairielearn").stdout)
    assert found["gradable"] and 0 < found["score"] < 1
    assert sum(test["max_points"] for test in found["tests"]) == 25
    (folder / "answers" / "mine.cld").write_bytes(b"")
    found = json.loads(graded(folder, "--format", "prairielearn").stdout)
    assert found == {"gradable": False, "format_errors": ["it is empty"]}
    found = json.loads(graded(folder, "--format", "gradescope").stdout)
    assert found["score"] == 0 and "it is empty" in found["output"]
    (folder / "answers" / "other.cld").write_text(KEY)
    result = run("grade", folder / "answers", "--key", key, "--format", "gradescope")
    assert "takes one answer, and there are" in str(result.exception)


def test_junit_has_a_suite_for_each_file(folder: Path) -> None:
    (folder / "answers" / "b.cld").write_text(KEY)
    (folder / "answers" / "c.cld").write_text("")
    result = run("grade", folder / "answers", "--key", folder / "key.cld", "--format", "junit")
    suites = list(ElementTree.fromstring(result.stdout.encode()))
    counts = [(s.get("tests"), s.get("failures"), s.get("errors")) for s in suites]
    assert counts == [("5", "0", "0"), ("1", "0", "1"), ("5", "2", "0")]


# -- keys --


def test_a_sound_key_is_proved(folder: Path) -> None:
    result = run("key", "check", folder / "key.cld")
    assert result.return_value == 0 and "5 expectations, 25 points" in result.output


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("(points 25)", "(points 30)", "has 30 points"),
        ("loop balancing: Latency, Pods", "loop balancing: Latency, Load", "earns 0 of 8"),
        ("at least 2 loops", "at least 3 loops", "of 2"),
        ("points 8", "points eight", "not a number of points"),
        ("loop balancing: Latency, Pods", "loop reinforcing: Latency, Pods", "is balancing, not"),
    ],
)
def test_what_is_wrong_with_a_key_is_told(folder: Path, old: str, new: str, said: str) -> None:
    (folder / "key.cld").write_text(KEY.replace(old, new))
    result = run("key", "check", folder / "key.cld")
    assert said in result.output
    assert result.return_value == (0 if "30" in new else 1)


def test_what_is_no_key_grades_nothing(folder: Path) -> None:
    (folder / "key.cld").write_text(ANSWER)
    result = graded(folder)
    assert "not an answer key" in str(result.exception)
    assert "not an answer key" in str(run("key", "check", folder / "key.cld").exception)


# -- answers of all kinds --


def test_what_a_file_is_called_does_not_leave_it_out(folder: Path) -> None:
    answers = folder / "answers"
    (answers / "UPPER.CLD").write_text(KEY)
    (answers / "m.mermaid").write_text("flowchart LR\n Load -- (+) --> Latency\n")
    (answers / "steering\x1b[31m.cld").write_text(KEY)
    result = run("grade", answers, "--key", folder / "key.cld", "--format", "csv")
    rows = {row["student_id"]: row["score"] for row in csv.DictReader(io.StringIO(result.stdout))}
    assert rows["UPPER"] == "25.0" and float(rows["m"]) > 0
    assert "\x1b" not in result.stdout


def test_standard_input_is_graded_beside_files(folder: Path) -> None:
    command = ["grade", "-", str(folder / "answers" / "mine.cld"), "--key", str(folder / "key.cld")]
    said = CliRunner().invoke(cld, command, standalone_mode=False, input=KEY).output
    assert "25 of 25" in said.splitlines()[0]


def test_an_answer_on_standard_input_has_bounds_too(folder: Path) -> None:
    command = ["grade", "-", "--key", str(folder / "key.cld")]
    result = CliRunner().invoke(cld, command, standalone_mode=False, input="A (+)-> B\n" * 200_000)
    assert result.return_value == 1 and "larger than 1 MB" in result.output


@pytest.mark.parametrize(
    ("name", "text"), [("a.json", "{}"), ("a.cld", "A (+)-> B\n" * 9000)], ids=["json", "large"]
)
def test_one_answer_that_may_take_long_is_graded_within_bounds(
    folder: Path, name: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / name).write_text(text)
    monkeypatch.setattr("cld.commands.grading.read_answer", None)  # not in this process
    result = run("grade", folder / name, "--key", folder / "key.cld")
    assert result.return_value in (0, 1), result.exception


def test_a_few_letters_of_an_older_encoding_are_read(folder: Path) -> None:
    (folder / "answers" / "mine.cld").write_bytes("Load (+)-> Latency\n# Größe\n".encode("latin-1"))
    assert "found: Load (+)-> Latency (line 1)" in graded(folder).output


def test_one_thing_by_two_names_is_told(folder: Path) -> None:
    (folder / "answers" / "mine.cld").write_text("Load (+)-> Latency\nLatency (+)-> load\n")
    assert "“load”" in graded(folder).output.split("1. ")[0]


def test_a_key_with_every_possible_link_is_told(folder: Path) -> None:
    ring = "Load (+)-> Latency (+)-> Load\nexpect loop: Load, Latency\n"
    both = "Load (+)-> Pods (+)-> Load\nPods (+)-> Latency\n"
    for text, said in (ring, "earns 1 of 1 point"), (both + ring, "all but one"):
        (folder / "key.cld").write_text(text)
        result = run("key", "check", folder / "key.cld")
        assert result.return_value == 0 and "CLD804" in result.output and said in result.output
    (folder / "key.cld").write_text(KEY)
    assert "CLD804" not in run("key", "check", folder / "key.cld").output


def test_a_folder_that_cannot_be_read_has_a_row(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = folder / "answers" / "closed"
    closed.mkdir()
    scandir = os.scandir

    def refuse(path: str) -> object:
        if str(path) == str(closed):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    # Modes keep nothing from an administrator, as who runs the tests may be.
    monkeypatch.setattr(os, "scandir", refuse)
    result = run("grade", folder / "answers", "--key", folder / "key.cld")
    assert result.return_value == 1
    rows = [line.split() for line in result.output.splitlines()]
    assert ["closed", "–", "this", "folder", "cannot", "be", "read"] in rows
    assert "mine.cld" in result.output


def test_the_key_is_no_answer(folder: Path) -> None:
    (folder / "answers" / "key.cld").write_text(KEY)
    result = run("grade", folder / "answers", "--key", folder / "answers" / "key.cld")
    assert "key.cld" not in result.output and "mine.cld" in result.output


def test_measures_stand_beside_the_points(folder: Path) -> None:
    (answer,) = json.loads(graded(folder, "--format", "json").stdout)["answers"]
    measures = answer["measures"]
    said = " ".join(graded(folder, "--reveal").output.split())
    links = measures["links"]
    amounts = f"{links['given']} in the answer, {links['wanted']} in the reference"
    assert f"links: {amounts}, {links['right']} in both" in said
    assert f"{measures['distance']['markoczy_goldberg']:.2f} after Markóczy" in said
    assert "Markóczy" not in graded(folder).output
    (folder / "answers" / "b.cld").write_text(KEY)
    both = ("grade", folder / "answers", "--key", folder / "key.cld", "--format")
    assert run(*both, "html").output.count("after Markóczy") == 2
    best, _ = json.loads(run(*both, "json").stdout)["answers"]
    pairs = best["measures"]["distance"]["loops"]
    assert [pair["distance"] for pair in pairs] == [0, 0]
    assert ["Latency", "Pods"] in [sorted(pair["answer"]) for pair in pairs]


def test_answers_are_nearly_the_same_from_four_own_links_in_five_on() -> None:
    def shared(one: str, other: str) -> list[int]:
        def said(name: str, causes: str) -> Standing:
            own = frozenset((cause, "Mine", "+") for cause in causes)
            return Standing(name, (), frozenset(), own)

        return [found.shared for found in twins([said("one", one), said("other", other)])]

    assert shared("ABCDE", "ABCDF") == [4]
    assert shared("ABCDEG", "ABCDF") == shared("ABCDF", "ABCDEG") == []
    assert shared("ABC", "ABC") == [3]
    assert shared("AB", "AB") == []


def test_of_a_class_the_most_common_mistakes_come_first() -> None:
    rare, often, once = (("A", name, "+", "extra") for name in "BCD")
    answers = [
        Standing("one", (1.0, 0.5), frozenset({rare, often}), frozenset()),
        Standing("two", (1.0, 0.0), frozenset({rare, often}), frozenset()),
        Standing("three", (0.0, 1.0), frozenset({often, once}), frozenset()),
    ]
    assert [(one.effect, one.count) for one in mistakes(answers)] == [("C", 3), ("B", 2)]
    assert criteria_met(answers) == ((2, 0), (1, 1))
