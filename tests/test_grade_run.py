"""Points for `expect run`: the run of a key, made with an answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_cli import run as command

from cld.analyze import analyze
from cld.grade.grade import graded
from cld.grade.key import read_key
from cld.grade.key_check import prove

KEY = """\
exercise "Shower"
Water (-, gain 1)-> Gap (+, gain {}/s)-> Tap (+, delay 10s, gain 1)-> Water
Tap: stock
run "Warmer" {{ step Gap 1 }}
expect run "Warmer" {} (points 3)
"""


def share(key: str, answer: str) -> float:
    known, findings = read_key(analyze(key))
    assert known is not None and not [f for f in findings if f.severity == "error"]
    found, _ = graded(known, analyze(answer))
    (earned,) = found.earned
    return earned.share


@pytest.mark.parametrize(
    ("gain", "outcome", "right"),
    [
        (0.1, "settles", True),
        (0.1, "oscillates", True),
        (0.1, "grows", False),
        (0.2, "settles", False),
        (0.2, "grows", True),
        (0.03, "oscillates", False),
    ],
)
def test_a_key_earns_its_points_where_it_behaves_so(gain: float, outcome: str, right: bool) -> None:
    key = KEY.format(gain, outcome)
    assert share(key, key) == right
    known, _ = read_key(analyze(key))
    assert known is not None
    assert [found.code for found in prove(known)] == ([] if right else ["CLD802"])


def test_an_answer_is_run_with_the_strengths_of_the_key_where_it_states_none() -> None:
    key = KEY.format(0.2, "grows")
    loop = "Water (-)-> Gap (+)-> Tap (+, delay 10s)-> Water"
    assert share(key, f"{loop}\nTap: stock") == 1
    assert share(key, f"{loop.replace('10s', '1s')}\nTap: stock") == 0
    assert share(key, f"{loop.replace('Gap (+)', 'Gap (+, gain 0.1/s)')}\nTap: stock") == 0
    assert share(key, loop.replace("Gap (+)", "Gap (-)") + "\nTap: stock") == 1  # grows, too
    assert share(key, "Water (-)-> Other (+)-> Tap") == 0  # nothing to push


def test_the_result_says_what_the_answer_does(tmp_path: Path) -> None:
    (tmp_path / "key.cld").write_text(KEY.format(0.2, "grows"), encoding="utf-8")
    answer = tmp_path / "answer.cld"
    answer.write_text("Water (-)-> Gap (+)-> Tap (+)-> Water\nTap: stock", encoding="utf-8")
    said = " ".join(
        command("grade", answer, "--key", tmp_path / "key.cld", "--reveal").stdout.split()
    )
    assert "the run “Warmer” grows" in said
    assert "with your diagram it settles, and does not grow" in said
    hidden = " ".join(command("grade", answer, "--key", tmp_path / "key.cld").stdout.split())
    assert "a run over time" in hidden and "Warmer" not in hidden
