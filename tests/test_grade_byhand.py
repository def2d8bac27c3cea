"""What a person says by hand of names: every way to write it, and any text at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import NAMES

from cld.core.text import fold
from cld.grade.names.byhand import MOST_LETTERS, read_by_hand


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("retry rate -> Retries", {"retry rate": "Retries"}),
        ("  retry   rate->Retries  ", {"retry rate": "Retries"}),
        ("Weather ->", {"Weather": None}),
        ("Weather,", {"Weather": None}),
        ("retry rate,Retries", {"retry rate": "Retries"}),
        ('"Load, total", "Load"', {"Load, total": "Load"}),
        ('"A -> B" -> "C -> D"', {"A -> B": "C -> D"}),
        ('"A -> B",C', {"A -> B": "C"}),
        ("Load, total -> Load", {"Load, total": "Load"}),
        ('5" pipe -> Pipe', {'5" pipe': "Pipe"}),
        ('"say ""so""" -> So', {'say "so"': "So"}),
        ("a,b,,", {"a": "b"}),
        ("# a -> b", {}),
        ("", {}),
        ("answer,key\nLoad,Heat", {"Load": "Heat"}),
        ("Answer -> Key", {}),
        ("Load -> Heat\nanswer -> key", {"Load": "Heat", "answer": "key"}),
        ("\ufeffLoad -> A\r\nRain -> B\rSun ->", {"Load": "A", "Rain": "B", "Sun": None}),
        ("Load -> Heat\nLoad -> Heat", {"Load": "Heat"}),
        ('Slack -> opposite "Load"', {"Slack": "Load"}),
        ("Slack -> opposite Load", {"Slack": "opposite Load"}),
    ],
)  # fmt: skip
def test_lines_are_read(line: str, names: dict[str, str | None]) -> None:
    found = read_by_hand(line)
    assert found.names == names
    assert found.problems == ()


@pytest.mark.parametrize(
    ("text", "number", "words"),
    [
        ("\n\nLoad", 3, "no arrow and no comma"),
        ("-> Load", 1, "the name in the answer is missing"),
        (",Load", 1, "the name in the answer is missing"),
        ("a -> b -> c", 1, "more than one arrow"),
        ("a,b,c", 1, "more than two columns"),
        ("Load -> Heat\nLoad -> Rain", 2, "“Load” is already matched in line 1"),
        ("Load ->\nLoad -> Rain", 2, "“Load” is already matched in line 1"),
        ('Slack -> Load\nSlack -> opposite "Load"', 2, "“Slack” is already matched in line 1"),
        ("a" * MOST_LETTERS + " -> b", 1, "longer than 10,000 characters"),
    ],
)
def test_what_makes_no_sense_is_told_with_its_line(text: str, number: int, words: str) -> None:
    ((line, message),) = read_by_hand(text).problems
    assert line == number
    assert message.startswith(words)


@given(st.text(st.sampled_from('ab ->,"#\n\r\0\u2028\x85é\x1b')))
def test_any_text_can_be_read(text: str) -> None:
    found = read_by_hand(text)
    numbers = [number for number, _ in found.problems]
    assert numbers == sorted(numbers)
    for answer, key in found.names.items():
        assert answer and answer == fold(answer)
        assert key is None or (key and key == fold(key))


@given(st.dictionaries(NAMES, st.one_of(st.none(), NAMES), max_size=4))
def test_names_in_quotes_come_back(names: dict[str, str | None]) -> None:
    plain = {a: k for a, k in names.items() if "\n" not in a and "\n" not in (k or "")}

    def quoted(name: str | None) -> str:
        return '"' + name.replace('"', '""') + '"' if name else ""

    for between in (" -> ", ","):
        text = "".join(f"{quoted(a)}{between}{quoted(k)}\n" for a, k in plain.items())
        found = read_by_hand(text)
        assert (found.names, found.problems) == (plain, ())
