"""Choosing and silencing findings; delays and durations; names."""

from __future__ import annotations

import pytest

from cld.analyze import analyze
from cld.behaviour.delays import loop_delay
from cld.core.diagnostics import Diagnostic
from cld.core.english import direction_in, near_key, negative_in, verb_in
from cld.core.quantities import (
    Delay,
    QuantityError,
    delay,
    length,
    spoken,
    spoken_about,
    spoken_delay,
)
from cld.core.text import Span
from cld.rules.suppress import chosen


def codes(text: str) -> list[str]:
    return [finding.code for finding in analyze(text).diagnostics]


LONELY = 'A (+)-> B (+, "x")-> A\nloop R1 "r": A, B\nC:'


def test_a_comment_silences_its_line() -> None:
    assert codes(LONELY) == ["CLD508", "CLD502"]
    assert codes(f"{LONELY}  # cld: ignore CLD502") == ["CLD508"]
    assert codes(f"{LONELY}  # cld: ignore CLD5: it is lonely") == ["CLD508"]


def test_a_comment_of_its_own_silences_the_next_statement() -> None:
    above = LONELY.replace("loop R1", "# cld: ignore CLD508\nloop R1")
    assert codes(above) == ["CLD502"]


def test_a_suppression_that_silences_nothing_is_found() -> None:
    assert codes(f"{LONELY}  # cld: ignore CLD502, CLD501") == ["CLD508", "CLD701"]
    assert codes(f"{LONELY}  # cld: ignore CLD502, CLD999") == ["CLD508", "CLD702"]
    assert codes(f"{LONELY}  # cld: ignore CLD5029") == ["CLD508", "CLD502", "CLD702"]
    assert codes(f"{LONELY}  # cld: ignore") == ["CLD508", "CLD502", "CLD702"]


def test_of_two_prefixes_the_longer_decides() -> None:
    found = [Diagnostic(code, Span(0, 1), "") for code in ("CLD501", "CLD502", "CLD101")]

    def kept(select: str, ignore: str) -> list[str]:
        chosen_ = chosen(found, tuple(filter(None, [select])), tuple(filter(None, [ignore])))
        return [d.code for d in chosen_]

    assert kept("", "") == ["CLD501", "CLD502", "CLD101"]
    assert kept("CLD5", "") == ["CLD501", "CLD502"]
    assert kept("CLD5", "CLD501") == ["CLD502"]
    assert kept("CLD501", "CLD5") == ["CLD501"]
    assert kept("", "CLD") == []


@pytest.mark.parametrize(
    ("words", "seconds"),
    [("200ms", 0.2), ("3 min", 180), ("1.5h", 5400), ("2d", 172800), ("1wk", 604800),
     ("1mo", 30.4375 * 86400), ("1y", 365.25 * 86400), ("0", 0)],
)  # fmt: skip
def test_lengths(words: str, seconds: float) -> None:
    assert length(words) == pytest.approx(seconds)


@pytest.mark.parametrize("words", ["3", "3m", "abc", "-3s", "3 fortnights", "1e9s", "٣s2", ""])
def test_lengths_that_are_none(words: str) -> None:
    with pytest.raises(QuantityError):
        length(words)


def test_delays() -> None:
    assert delay("10s..60s smooth") == Delay(10, 60, True, True)
    assert delay("10..60s") == Delay(10, 60, True)
    assert delay("smooth") == Delay(smooth=True)
    with pytest.raises(QuantityError):
        delay("60s..10s")


def test_spoken() -> None:
    assert [spoken(s) for s in (0, 0.05, 59, 60, 195, 7200, 86400 * 8)] == [
        "0s", "50ms", "59s", "1min", "3min 15s", "2h", "8d",
    ]  # fmt: skip
    assert spoken_delay(Delay(180, None, False)) == "at least 3min"
    # Tenths say what two units do not, and "about" belongs to the number that was rounded.
    assert [spoken_about(s) for s in (146_880, 5400, 90, 5)] == [
        "1.7d",
        "1h 30min",
        "1min 30s",
        "5s",
    ]
    assert spoken_delay(Delay(0, 170_000, True)) == "0s to about 1d 23h"
    assert spoken_delay(Delay(90_001, 170_001, True)).count("about") == 1
    # Both ends of a range are said in one unit, unless the least is less than half of it.
    day = 86_400
    assert spoken_delay(Delay(57.23 * day, 119 * day + 1, True)) == "about 1.9mo to 3.9mo"
    assert spoken_delay(Delay(2.91 * day, 119 * day + 1, True)) == "about 2.9d to 3.9mo"


@pytest.mark.parametrize(
    ("links", "total"),
    [
        ("A (+)-> B (-)-> A", Delay(0, 0, True)),
        ("A (+, delay 3min)-> B (-, delay 15s)-> A", Delay(195, 195, True)),
        ("A (+, delay 10s..1min)-> B (-, delay 5s)-> A", Delay(15, 65, True)),
        ("A (+, delay 3min)-> B (-, delay)-> A", Delay(180, None, False)),
        ("A (+, delay 3min)-> B (-)-> A\nB: every 15s", Delay(180, 195, True)),
        ("A (+, delay 3min)-> B (-)-> A\nB: every 10s..20s", Delay(180, 200, True)),
    ],
)
def test_the_delay_of_a_loop(links: str, total: Delay) -> None:
    report = analyze(links)
    assert loop_delay(report.diagram, report.loops[0]).total == total


@pytest.mark.parametrize(
    "name", ["More load", "Latency increases", "increasedUse", "lower_morale", "Costs rise"]
)
def test_names_with_a_direction(name: str) -> None:
    assert direction_in(name)


@pytest.mark.parametrize(
    "name", ["Growth", "Load", "Rise of fares", "Load per pod", "Decrease", "Higher education"]
)
def test_names_without_a_direction(name: str) -> None:
    assert direction_in(name) is None


def test_verbs_and_negatives() -> None:
    assert verb_in("Add pods") == "add" and verb_in("Timeouts occur") == "occur"
    assert verb_in("Use") is None and verb_in("Added value") is None and verb_in("Run rate") is None
    assert negative_in("Lack of trust") == "lack" and negative_in("Notes taken") is None
    assert negative_in("No. of pods") is None and negative_in("No-shows") is None


def test_near_duplicates() -> None:
    assert near_key("Time outs") == near_key("time-out") == near_key("TimeOut")
    assert near_key("Status") != near_key("Stat")
    assert near_key("Load 1") != near_key("Load 2")


def test_an_r_loop_is_unchecked_only_where_no_b_touches_it() -> None:
    assert "CLD508" in codes("A (+)-> B (+)-> A")
    assert "CLD508" not in codes("A (+)-> B (+)-> A\nB (-)-> C (+)-> B")
    undetermined = analyze("A (+)-> B (+)-> A\nB (?)-> C (+)-> B").diagnostics
    (finding,) = [d for d in undetermined if d.code == "CLD508"]
    assert finding.message == (
        "R1 is unchecked: no balancing loop shares a variable with it; an undetermined one does"
    )
