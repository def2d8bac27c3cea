"""Work on many files side by side: in order, and on past whatever one of them does."""

from __future__ import annotations

import os
import signal
import sys
import time

import pytest

from cld.grade.batch import each


def work(item: str) -> str:
    if item == "hangs":
        time.sleep(600)
    while item == "works":
        pass
    if item == "rests":
        time.sleep(2)
    if item == "grows":
        bytearray(2_000_000_000)
    if item == "ends":
        os._exit(3)
    if item == "slow":
        time.sleep(0.3)
    return item.upper()


def failed(item: str, why: str) -> str:
    return f"{item}: {why}"


def test_results_come_in_the_order_of_the_items() -> None:
    items = ["slow", *(f"item {n}" for n in range(20))]
    assert list(each(work, items, failed)) == [item.upper() for item in items]


def test_work_goes_on_past_what_hangs_or_ends() -> None:
    items = ["a", "works", "b", "ends", "c", "hangs", "d"]
    found = list(each(work, items, failed, seconds=1, stuck=5))
    assert found[0::2] == ["A", "B", "C", "D"]
    assert found[1] == "works: it takes more than 1 seconds"
    assert found[3] == "ends: its process ended unexpectedly"
    assert found[5].startswith("hangs: it takes more than")


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the clock must do on Windows")
def test_what_is_stopped_for_a_while_is_not_late() -> None:
    """As on a machine that sleeps, or is busy with something else."""
    assert list(each(work, ["rests", "b"], failed, seconds=0.5)) == ["RESTS", "B"]


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux")
def test_memory_has_a_limit() -> None:
    found = list(each(work, ["a", "grows", "b"], failed, memory=200_000_000))
    assert found == ["A", "grows: it takes more than 200 MB of memory", "B"]


def test_stopping_in_the_middle_ends_the_others() -> None:
    results = each(work, ["a", "hangs", "hangs"], failed)
    assert next(results) == "A"
    results.close()  # waits for no one: the test would not end


def fills(item: str) -> str:
    """Fill the memory with what is small, as what is read does."""
    kept: list[object] = []
    while item == "fills":
        kept.append([item])
    return item.upper()


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux")
def test_what_fills_the_memory_is_told_and_nothing_else(capfd: pytest.CaptureFixture[str]) -> None:
    found = list(each(fills, ["fills", "b"], failed, memory=100_000_000))
    assert found == ["fills: it takes more than 100 MB of memory", "B"]
    assert capfd.readouterr().err == ""
