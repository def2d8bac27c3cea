"""`docs/language.md`: its tables have every key, operation and unit of the code, and are true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import cld
from cld.core.quantities import LONG_NAMES, UNITS, length
from cld.core.suggest import OPERATIONS
from cld.language.attributes import (
    CHECKLIST_KEYS,
    INTERVENTION_KEYS,
    LAWS,
    LINK_KEYS,
    LOOP_KEYS,
    VARIABLE_KEYS,
)
from cld.leverage.levels import LEVELS

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "language.md").read_text(encoding="utf-8")
LOOP = "Queue (+)-> A (-)-> Queue\nA (+, delay 3min)-> B\nQueue: capacity 1000\n"


def table(heading: str) -> list[list[str]]:
    """The rows of the table whose first column has that heading, as cells."""
    (found,) = re.findall(rf"^\| {heading} \|.*\n\|[ -|]+\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in found.splitlines()]


def code(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def first_codes(heading: str) -> list[str]:
    return [code(row[0])[0] for row in table(heading)]


def wrong(text: str) -> list[str]:
    """The findings on what cannot be read, or is not known, in a text."""
    found = cld.loads(text).diagnostics
    return [f"{d.code}: {d.message}" for d in found if d.severity == "error" or "CLD20" in d.code]


KEYS = {
    "key of a link": ({*LINK_KEYS} - {*CHECKLIST_KEYS}, "X (+, {})-> Y"),
    "key of a variable": ({*VARIABLE_KEYS} - {*CHECKLIST_KEYS}, "X (+)-> Y\nX: {}"),
    "key of a loop": (
        {*LOOP_KEYS} - {*CHECKLIST_KEYS},
        "Latency (+)-> Y (-)-> Latency\nloop: Latency, Y ({})",
    ),
    "key of an intervention": ({*INTERVENTION_KEYS}, 'intervention "I" ({}) {{ rule "x" }}'),
    "key for reviews": ({*CHECKLIST_KEYS}, "X (+, {0})-> Y (-)-> X\nX: {0}\nloop: X, Y ({0})"),
}


@pytest.mark.parametrize("heading", KEYS)
def test_the_tables_have_every_key(heading: str) -> None:
    keys, statement = KEYS[heading]
    shown = first_codes(heading)
    assert {text.split()[0] for text in shown} == keys
    for text in shown:
        assert not wrong(statement.format(text)), text


def test_every_way_to_decide_is_named() -> None:
    (row,) = (row for row in table("key of a variable") if "decides" in row[0])
    assert set(LAWS) <= set(code(row[1]))


def test_the_table_has_every_operation() -> None:
    assert {text.split()[0] for text in first_codes("operation")} == OPERATIONS.keys()


@pytest.mark.parametrize("row", table("operation"), ids=lambda row: row[0].split()[0].strip("`"))
def test_an_operation_has_the_level_in_the_table(row: list[str]) -> None:
    text = f'{LOOP}intervention "X" {{ {code(row[0])[0]} }}'
    assert not wrong(text)
    (found,) = cld.loads(text).interventions
    level = row[2].split(";")[0]
    assert found.level == (None if level == "none" else int(level))


def test_an_added_link_that_informs_has_level_6() -> None:
    (found,) = cld.loads(LOOP + 'intervention "X" { add A (+, info)-> C }').interventions
    assert found.level == 6


def test_an_operation_on_a_loop_has_the_level_of_the_loop() -> None:
    balancing = cld.loads(LOOP + 'intervention "X" { cut A -> Queue }')
    reinforcing = cld.loads('A (+)-> B (+)-> A\nintervention "X" { cut A -> B }')
    assert [r.interventions[0].level for r in (balancing, reinforcing)] == [8, 7]


def test_the_table_has_every_unit() -> None:
    rows = table("write")
    assert [code(row[0])[0] for row in rows] == list(UNITS)
    others = {word.removesuffix("s") for row in rows for word in code(row[1])}
    assert others == set(LONG_NAMES)
    for row in rows:
        seconds = length(row[2])
        assert {length(f"1 {word}") for word in code(row[0]) + code(row[1])} == {seconds}


@pytest.mark.parametrize("row", table("needs quotes"), ids=lambda row: row[0])
def test_these_names_need_quotes(row: list[str]) -> None:
    for quoted in code(row[1]):
        name = quoted[1:-1]
        assert wrong(f"{name} (+)-> Effect"), name
        assert not wrong(f"{quoted} (+)-> Effect"), quoted
        assert cld.loads(f"{quoted} (+)-> Effect").variables[0].name == name.replace('\\"', '"')


def test_other_names_need_no_quotes() -> None:
    (line,) = re.findall(r"^A name is .*\n.*\n.*$", PAGE, re.MULTILINE)
    names = code(line)
    assert {"负载", "loop"} <= set(names)
    for name in names:
        assert cld.loads(f"{name} (+)-> Effect").variables[0].name == name
        assert not wrong(f"{name} (+)-> Effect")


def test_the_table_has_every_sign() -> None:
    assert [text[1] for text in first_codes("sign")] == ["+", "-", "?"]


def test_the_reports_page_names_every_level() -> None:
    page = (ROOT / "docs" / "reports.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| ([^:|]+?)(?::[^|]*)? \|", page, re.MULTILINE)
    assert {int(level): name for level, name in rows} == LEVELS


def test_the_reports_page_explains_what_its_report_says() -> None:
    page = (ROOT / "docs" / "reports.md").read_text(encoding="utf-8")
    report = re.search(r"```console\n(.*?)```", page, re.DOTALL)
    assert report
    explained = re.findall(r"“([^”…]+?):?(?: …)?”", "".join(re.findall(r"^### .*$", page, re.M)))
    assert len(explained) == 5
    for words in explained:
        assert words in report[1] or words == "unchecked", words
