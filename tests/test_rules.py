"""Every rule has a page, and the diagrams on it show what the rule finds and what it does not."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

import cld.rules.rulebook
from cld.analyze import analyze, analyze_bytes
from cld.core.diagnostics import RULES, Diagnostic
from cld.grade.key import read_key
from cld.grade.key_check import dense, prove
from cld.language.source import decode
from cld.report import Report
from cld.rules.rulebook import rule_page

PAGES = Path(cld.rules.rulebook.__file__).parent / "pages"

# What a page can only illustrate: bytes that are no text, and what is too long to print.
BUILT: dict[str, str | bytes] = {
    "CLD109": "Teamgröße (+)-> Verzug (+)-> Teamgröße\n".encode("latin-1"),
    "CLD112": "A (+)-> " + "B" * 20_001 + "\n",
    "CLD601": "".join(f"V{a} (+)-> V{b}\n" for a, b in permutations(range(14), 2)),
}


def _bad(code: str) -> str | bytes:
    return BUILT.get(code, rule_page(code).bad)


def _report(bad: str | bytes) -> Report:
    return analyze_bytes(bad) if isinstance(bad, bytes) else analyze(bad)


def _found(report: Report) -> tuple[Diagnostic, ...]:
    """All findings on a diagram, and on it as a key."""
    key, problems = read_key(report)
    return (*report.diagnostics, *problems, *prove(key), *dense(key))


@pytest.mark.parametrize("code", sorted(RULES))
def test_page_says_why(code: str) -> None:
    text = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    assert text.split("\n", 1)[0] == f"# {code} {RULES[code].name}"
    assert len(rule_page(code).why) >= 80
    assert all(len(line) < 90 for line in text.split("\n"))


@pytest.mark.parametrize("code", sorted(RULES))
def test_bad_example_is_found(code: str) -> None:
    bad = _bad(code)
    text = decode(bad).text if isinstance(bad, bytes) else bad
    found = _found(_report(bad))
    assert code in {finding.code for finding in found}
    for finding in found:
        assert finding.message and finding.hint
        assert 0 <= finding.span.start < finding.span.end <= len(text)


@pytest.mark.parametrize("code", sorted(RULES))
def test_bad_example_has_no_other_error(code: str) -> None:
    found = _found(_report(_bad(code)))
    assert {finding.code for finding in found if finding.severity == "error"} <= {code}


@pytest.mark.parametrize("code", sorted(RULES))
def test_good_example_is_clean(code: str) -> None:
    found = _found(analyze(rule_page(code).good))
    assert code not in {finding.code for finding in found}
    assert [finding for finding in found if finding.severity == "error"] == []


def test_no_page_without_a_rule() -> None:
    assert sorted(path.name for path in PAGES.iterdir()) == [f"{code}.md" for code in sorted(RULES)]


def test_six_links_at_a_variable_are_no_starburst() -> None:
    links = [f"Cause {number} (+)-> Quality\n" for number in range(7)]
    assert "CLD504" in {found.code for found in _found(analyze("".join(links)))}
    assert "CLD504" not in {found.code for found in _found(analyze("".join(links[:6])))}


def test_a_brake_is_late_only_beside_a_turn_of_known_length() -> None:
    brake = "B (+, delay 3s)-> C (-)-> B\n"
    known, unknown = (f"A (+{delay})-> B (+)-> A\n{brake}" for delay in (", delay 1s", ""))
    assert "CLD513" in {found.code for found in _found(analyze(known))}
    assert "CLD513" not in {found.code for found in _found(analyze(unknown))}
