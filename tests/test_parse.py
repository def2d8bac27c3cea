"""Parsing is total, says what is wrong in the reader's words, and loses no line."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from goldens import assert_case, input_of
from hypothesis import given
from hypothesis import strategies as st

from cld.core.diagnostics import RULES
from cld.core.diagram import Link
from cld.core.text import Lines, is_blank
from cld.language.grammar import WORDS, parser
from cld.language.parse import parse
from cld.language.source import source_of
from cld.language.syntax import Chain, Expect, InterventionBlock, LoopLine, Unreadable, VariableLine
from cld.language.write import write

# Characters that mean something to the language, and a few that mean something elsewhere.
SOUP = st.text(alphabet='AB aé负 ()+-?>→{},:"#\\\n\r\t.=<s\x00\u2028', max_size=200)
FRAGMENTS = st.lists(
    st.sampled_from(
        [
            "Load (+)-> Latency",
            "(+)->",
            "    (-)-> Pods",
            "->",
            'title "',
            "loop R1 reinforcing: A, B",
            'intervention "x" {',
            "}",
            "    cut A -> B",
            "expect at least 2 loops",
            "Pods: stock, every 15s",
            '"',
            "(",
            "\n",
            "\r\n",
            " ",
            "# note",
            "delay 3min",
            ", ",
        ]
    ),
    max_size=30,
).map("".join)


def chain(text: str) -> Chain:
    (statement,) = parse(text)[0].statements
    assert isinstance(statement.node, Chain)
    return statement.node


def codes(text: str) -> list[str]:
    return [finding.code for finding in source_of(text).diagnostics]


@given(st.one_of(SOUP, FRAGMENTS))
def test_every_text_parses_and_no_character_is_lost(text: str) -> None:
    syntax, findings = parse(text)
    position = 0
    for statement in syntax.statements:
        between = text[position : statement.start]
        assert all(map(is_blank, between))
        assert text.startswith(statement.parsed.text, statement.start)
        position = statement.start + len(statement.parsed.text)
    assert all(map(is_blank, text[position:]))
    for finding in findings:
        assert 0 <= finding.span.start <= finding.span.end <= len(text) + 1
        assert finding.code in RULES
        assert finding.message


@given(st.one_of(SOUP, FRAGMENTS), st.one_of(SOUP, FRAGMENTS))
def test_parsing_again_from_an_earlier_state_gives_the_same(before: str, after: str) -> None:
    assert parse(after, parse(before)[0]) == parse(after)


def test_unchanged_statements_are_taken_over() -> None:
    before = parse("A (+)-> B\nC (+)-> D")[0]
    after = parse("# new\nA (+)-> B\nC (-)-> D", before)[0]
    assert after.statements[1].parsed is before.statements[0].parsed


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("A (+)-> B", "+"),
        ("A (-)-> B", "-"),
        ("A (−)→ B", "-"),
        ("A (s)-> B", "+"),
        ("A (o)-> B", "-"),
        ("A (?)→ B", "?"),
        ("A ( + )   -> B", "+"),
        ("A -> B", None),
    ],
)
def test_polarity_spellings(text: str, polarity: str | None) -> None:
    assert chain(text).arrows[0].polarity == polarity


@pytest.mark.parametrize(
    "name",
    [
        "CPU per pod",
        "p99-latency",
        "Übergewicht",
        "负载",
        "Land Yield Factor 2",
        "our time to change",
        "title",
        "loop gain",
        "expect growth",
        "delay",
        "intervention",
        "s",
        "A/B ratio = 3.5%",
        "to",
        "goal <= 3",
    ],
)
def test_names_need_no_quotes(name: str) -> None:
    found = chain(f"{name} (+)-> {name}")
    assert [n.text for n in found.names] == [name, name]


def test_quoted_names_hold_what_the_language_uses() -> None:
    found = chain(r'"Load (+)-> \"x\", #1" (+)-> "C:\\ {y}"')
    assert [n.text for n in found.names] == ['Load (+)-> "x", #1', r"C:\ {y}"]


def test_blanks_count_as_one_and_unicode_is_composed() -> None:
    found = chain("CPU \t per   pod (+)-> U\u0308ber")
    assert [n.text for n in found.names] == ["CPU per pod", "\u00dcber"]


def test_a_chain_goes_on_in_indented_lines() -> None:
    found = chain("Load\n    (+)-> Latency  # slow\n    # why\n    (-, delay 3min)-> Pods")
    assert [n.text for n in found.names] == ["Load", "Latency", "Pods"]


def test_a_bracket_at_the_margin_needs_a_cause() -> None:
    assert codes("Load (+)-> Latency\n(+)-> Pods") == ["CLD104"]


def test_ten_mistakes_give_ten_messages_and_the_rest_stands() -> None:
    text = """\
A (+)-> B
foo bar
(+)-> C
B (+-> C
B (+)->
B -> C
X: delay, "open
loop R1 reinforcng: A, B
loop R1 reinforcing A, B
intervention "x" {
    frobnicate A
}
expect at least few loops
C (+)-> A"""
    source = source_of(text)
    lines = Lines(text)
    errors = [d for d in source.diagnostics if d.severity == "error"]
    assert {lines.place(d.span.start).line for d in errors} == {2, 3, 4, 5, 6, 7, 8, 9, 11, 13}
    ends = {(link.cause, link.effect) for link in source.diagram.links}
    assert ends == {("A", "B"), ("B", "C"), ("C", "A")}


def test_an_open_quote_ends_at_its_line() -> None:
    syntax, findings = parse('Pods: unit pods, "as many\nA (+)-> B')
    node = syntax.statements[0].node
    assert isinstance(node, VariableLine)
    assert node.attributes[1].value.strip() == "as many"
    assert [finding.code for finding in findings] == ["CLD105"]
    assert isinstance(syntax.statements[1].node, Chain)


def test_an_open_bracket_ends_at_its_line() -> None:
    syntax, findings = parse("loop R1: A, B (goal A <= 3\nA (+)-> B")
    node = syntax.statements[0].node
    assert isinstance(node, LoopLine)
    assert node.settings[0].value == "A <= 3"
    assert [finding.code for finding in findings] == ["CLD106"]


def test_an_open_brace_ends_before_the_next_statement_at_the_margin() -> None:
    syntax, findings = parse('intervention "x" {\n    cut A -> B\n\nA (+)-> B')
    block = syntax.statements[0].node
    assert isinstance(block, InterventionBlock)
    assert len(block.operations) == 1
    assert [finding.code for finding in findings] == ["CLD107"]
    assert isinstance(syntax.statements[-1].node, Chain)


def test_an_open_quote_that_hides_the_arrow_is_reported_as_that() -> None:
    assert codes('"Load (+)-> Latency') == ["CLD105"]


def test_a_comma_forgotten_after_the_sign_loses_neither_sign_nor_delay() -> None:
    source = source_of("Load (+ delay 3min)-> Latency")
    (link,) = source.diagram.links
    assert link.polarity == "+" and link.delay is not None and link.delay.min == 180
    assert "a comma is missing" in source.diagnostics[0].message


def test_the_same_value_written_in_two_ways_is_no_contradiction() -> None:
    assert not codes("A (+, delay 3min)-> B\nA (+, delay 180s)-> B")
    assert codes("A (+, delay 3min)-> B\nA (+, delay 3s)-> B") == ["CLD202"]


def test_an_operation_on_a_link_may_repeat_its_sign() -> None:
    source = source_of('intervention "x" { cut Retries (+)-> Load }')
    assert not source.diagnostics
    assert source.diagram.interventions[0].changes[0].links[0].cause == "Retries"


def test_a_sign_behind_the_link_is_taken_and_reported() -> None:
    source = source_of("A -> B (+)\nB (-)-> A (optional)")
    assert [link.polarity for link in source.diagram.links] == ["+", "-"]
    assert [d.code for d in source.diagnostics if d.severity == "error"] == ["CLD102"]
    assert source.diagram.links[1].extra == (("optional", ""),)


def test_an_expected_loop_may_say_no_type() -> None:
    source = source_of("expect loop: A, B")
    assert source.diagram.exercise is not None
    assert source.diagram.exercise.expectations[0].variables == ("A", "B")


def test_goals_may_be_written_as_people_write_them() -> None:
    relations = [source_of(f"A: goal {said} 3").diagram.variables[0].goal.relation  # type: ignore[union-attr]
                 for said in ("<=", "≤", "<", ">=", "=", "==", "")]  # fmt: skip
    assert relations == ["<=", "<=", "<=", ">=", "=", "=", ""]


def test_operations() -> None:
    text = """\
intervention "all" (level 7 or 8) {
    add Timeouts (+)-> Circuit open (-, delay 1s)-> Load
    cut A -> B
    weaken A -> B
    strengthen A -> B
    delay Latency -> Pods: 3min to 30s
    set Client timeout: 5s to 10s
    capacity Queue depth: 1000 to 5000 items
    stock Queue depth
    inform A -> B
    inform A (-)-> B
    rule "all queries have a timeout"
    self-organise "teams set their own goals"
    goal "reliability, not throughput"
    paradigm "users are partners"
    transcend "all models are wrong"
}"""
    source = source_of(text)
    assert not source.diagnostics
    (intervention,) = source.diagram.interventions
    assert intervention.levels == (7, 8)
    assert [change.verb for change in intervention.changes] == [
        "add", "cut", "weaken", "strengthen", "delay", "set", "capacity", "stock", "inform",
        "inform", "rule", "self-organise", "goal", "paradigm", "transcend",
    ]  # fmt: skip
    assert intervention.changes[4].before == "3min"
    assert intervention.changes[6].after == "5000 items"
    assert not source.diagram.links


@pytest.mark.parametrize(
    "statement", ['intervention "X" {{ add {} }}', "expect link {}", "forbid link {}"]
)
def test_a_link_says_the_same_wherever_it_stands(statement: str) -> None:
    said = 'A (-, delay 2min smooth, gain 0.5/h, info, bend 30, retry "twice", "why", blue x)-> B'
    drawn = source_of(said).diagram.links[0]
    unsaid = [field.name for field in fields(Link) if getattr(drawn, field.name) == field.default]
    assert unsaid == []  # a new attribute of links belongs into the text above
    spoken = source_of(statement.format(said)).diagram
    holders = spoken.interventions[0].changes if spoken.interventions else ()
    holders = holders or spoken.exercise.expectations
    assert [link for holder in holders for link in holder.links] == [drawn]
    written = source_of(write(spoken)).diagram
    assert written.interventions == spoken.interventions


def test_expectations() -> None:
    text = """\
exercise "Part B: cascading failures during traffic spikes"
expect link Retries (+)-> Load (points 2)
expect loop reinforcing: Load, Latency (points 20, hint "What do clients do?")
expect loop balancing: Latency, Pods (points 20)
expect at least 4 reinforcing loops (points 10)
expect delays on loops (points 10)
expect delays on balancing loops (points 5)
expect at least 2 combinations (points 10)
expect fight over Pods (points 10)
expect intervention "circuit breaker" breaks R1 (points 5, level 7 or 8)
expect interventions ranked (points 5)
expect loops labelled (points 5)
expect stock "Request queue" (points 5, inflow "Incoming", outflow "Processed")
expect loop named "Retry storm" (points 2)
forbid link Pods (+)-> Latency (minus 5)
forbid none"""
    source = source_of(text)
    assert not source.diagnostics
    exercise = source.diagram.exercise
    assert exercise is not None
    assert [e.kind for e in exercise.expectations] == [
        "link", "loop", "loop", "at least loops", "delays", "delays", "at least combinations",
        "fight", "intervention", "interventions ranked", "loops labelled", "stock",
        "loop named", "forbid link", "forbid none",
    ]  # fmt: skip
    assert dict(exercise.expectations[8].settings)["level"] == "7 or 8"
    assert exercise.expectations[8].breaks == "R1"
    assert not source.diagram.links


def test_a_line_with_an_arrow_is_a_link_whatever_its_first_word() -> None:
    source = source_of("title (+)-> loop R1 (+)-> expect nothing (+)-> intervention plan")
    assert not source.diagnostics
    assert [v.name for v in source.diagram.variables] == [
        "title", "loop R1", "expect nothing", "intervention plan",
    ]  # fmt: skip
    assert isinstance(parse("expect link A (+)-> B")[0].statements[0].node, Expect)


def test_no_token_of_the_parser_is_ever_shown() -> None:
    terminals = {terminal.name for terminal in parser().terminals}
    words = {token for token in terminals if not token.startswith("__")} - {"TO", "LINK", "LOOP"}
    junk = [
        "A (+)->",
        "A (+,)-> B",
        'x: "a" {',
        "loop: ",
        "loop R1:",
        'title "a" b',
        "A: ,",
        "B: (",
        "expect loop",
        "expect at least 3",
        "forbid link A",
        'intervention "x" {\n add A\n}',
        'intervention "y" { set A: 3 }',
        "A (delay)-> B",
        "A (+) B -> C",
        "A (+)-> B (",
        "A:: b",
    ]
    for text in junk:
        for finding in parse(text)[1]:
            said = set(re.findall(r"[A-Z_$]{2,}\w*", finding.message + finding.hint))
            assert not said & words, (text, finding.message)


def test_every_start_token_has_a_word_for_people() -> None:
    assert {"ARROW", "SIGN", "WORD", "STRING"} <= set(WORDS)


def test_messages_are_those_of_the_golden_file() -> None:
    """One readable file: bad input above, what is said of it below."""
    folder = Path(__file__).parent / "golden" / "parse"
    cases = sorted(folder.glob("*.txt"))
    assert cases
    for case in cases:
        text = input_of(case)
        source = source_of(text)
        lines = Lines(text)
        said = "".join(
            f"{lines.place(d.span.start).line}:{lines.place(d.span.start).column} {d.code} "
            f"{d.message}\n    {d.hint}\n"
            for d in sorted(source.diagnostics, key=lambda d: d.span.start)
        )
        assert_case(case, said)


def test_unreadable_statements_keep_their_text() -> None:
    (statement,) = parse("what is this")[0].statements
    assert isinstance(statement.node, Unreadable)
    assert statement.parsed.text == "what is this"


# -- `decides` --


@pytest.mark.parametrize("law", ["total", "ratio", "step", '"ratio"'])
def test_a_controller_can_say_how_it_decides(law: str) -> None:
    source = source_of(f"Queue (+)-> Pods\nPods: every 15s, decides {law}\n")
    assert source.diagnostics == ()
    pods = source.diagram.variable("Pods")
    assert pods and pods.extra == (("decides", law.strip('"')),)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("decides fast", "“fast” is not a way to decide; write total, ratio or step"),
        ("decides Ratio", "“Ratio” is not a way to decide; write total, ratio or step"),
        ("decides by ratio", "“by ratio” is not a way to decide; write total, ratio or step"),
        ("decides", "a way to decide is missing; write total, ratio or step"),
    ],
)
def test_another_way_to_decide_is_refused_with_those_there_are(said: str, message: str) -> None:
    source = source_of(f"A: every 15s, {said}\n")
    (finding,) = source.diagnostics
    assert (finding.code, finding.message) == ("CLD204", f"decides: {message}")
    assert finding.hint == (
        "as in `decides ratio`: `total` sets how much there is to be, `ratio` multiplies what "
        "there is, `step` adds to it"
    )
    (variable,) = source.diagram.variables
    assert variable.every and not variable.extra  # what was read before it counts


def test_how_a_variable_decides_is_said_once_and_on_no_link() -> None:
    assert codes("A: decides ratio\nA: decides ratio\n") == []
    assert codes("A: decides ratio\nA: decides step\n") == ["CLD202"]
    assert codes("A (+, decides ratio)-> B\n") == ["CLD205"]
    (finding,) = source_of("A: decide ratio\n").diagnostics
    assert (finding.code, finding.hint) == ("CLD206", "did you mean “decides”?")
