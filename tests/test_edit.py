"""Verbs on texts as people write them: before, what is asked for, after."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cld.analyze import analyze
from cld.core.text import apply_edits
from cld.edit.change import TextChange
from cld.edit.copies import copy_text, duplicate, new_names, paste
from cld.edit.delete import delete
from cld.edit.links import add_link, reverse, set_bend, set_delay, set_note, set_polarity
from cld.edit.loops import name_loop
from cld.edit.title import set_title
from cld.edit.variables import add_variable, place, rename_variable, set_kind, unplace
from cld.language.source import MAX_CHARACTERS, Source, source_of

Ask = Callable[[Source], TextChange]

STORM = """\
title "Retry storm"

# the storm
Load (+)-> Latency  # slower
    (+)-> Timeouts  # and slower
    (+, delay 3s)-> Retries (+)-> Load

Retries: stock, at 10 20  # kept
loop R1 "Storm": Load, Latency, Timeouts, Retries
loop "Goal": Latency (goal Latency <= 200ms)
intervention "Breaker" {
    cut Retries -> Load  # at once
    add Timeouts (+)-> Circuit open (-)-> Load
}
"""


def cases(*rows: tuple[str, str, Ask, str]) -> list[object]:
    return [pytest.param(*row[1:], id=row[0]) for row in rows]


def named(name: str) -> Ask:
    return lambda source: name_loop(source, analyze(source.text).loops[0], name)


VARIABLES = cases(
    ("add to nothing", "", lambda s: add_variable(s, "A"), "A:\n"),
    ("add", "A (+)-> B", lambda s: add_variable(s, "C", (1.5, -2)), "A (+)-> B\n\nC: at 2 -2"),
    (
        "add beside others",
        "A: stock  # a\n\nA (+)-> B\n",
        lambda s: add_variable(s, "C (x)", (1, 2)),
        'A: stock  # a\n"C (x)": at 1 2\n\nA (+)-> B\n',
    ),
    (
        "add to lines of another system",
        "A: stock\r\nA (+)-> B\r\n",
        lambda s: add_variable(s, "C"),
        "A: stock\r\nC:\r\nA (+)-> B\r\n",
    ),
    (
        "rename",
        STORM,
        lambda s: rename_variable(s, "Latency", "p99: latency"),
        STORM.replace("Latency", '"p99: latency"'),
    ),
    (
        "rename in sectors",
        'A (+)-> B\nsector "A": A , B',
        lambda s: rename_variable(s, "A", "x, y"),
        '"x, y" (+)-> B\nsector "A": "x, y" , B',
    ),
    (
        "rename in goals and in what else speaks of it",
        'loop: A, B (goal A <= 3)\nA->B\nB: opposite A, alias "A"\nexpect link A (+)-> B',
        lambda s: rename_variable(s, "A", "x"),
        'loop: x, B (goal x <= 3)\nx->B\nB: opposite "x", alias "x"\nexpect link x (+)-> B',
    ),
    (
        "rename where a name begins a line",
        "A: stock\nA (+)-> B\nA\n    (-)-> C",
        lambda s: rename_variable(s, "A", "loop R1"),
        '"loop R1": stock\nloop R1 (+)-> B\n"loop R1"\n    (-)-> C',
    ),
    (
        "rename where quotes part words",
        'A (+)-> B\nintervention "I" { add"A" (+)->"B" }',
        lambda s: rename_variable(s, "A", "C"),
        'C (+)-> B\nintervention "I" { add"C" (+)->"B" }',
    ),
    ("stock", "A (+)-> B\nB: at 1 2", lambda s: set_kind(s, "B", "stock"),
     "A (+)-> B\nB: stock, at 1 2"),
    ("stock anew", "A (+)-> B", lambda s: set_kind(s, "B", "flow"), "A (+)-> B\n\nB: flow"),
    (
        "another kind wherever it is said",
        "A: unit x, stock # c\nA: stock",
        lambda s: set_kind(s, "A", "flow"),
        "A: unit x, flow # c\nA: flow",
    ),
    ("no kind", "A: stock, flow", lambda s: set_kind(s, "A", "auxiliary"), "A:"),
    ("no kind of two", "A: stock, unit x", lambda s: set_kind(s, "A", "auxiliary"), "A: unit x"),
    (
        "place",
        "A (+)-> B\nB: stock (at 1 2)",
        lambda s: place(s, {"A": (5.2, 6.7), "B": (3, 4)}),
        "A (+)-> B\nB: stock (at 3 4)\nA: at 5 7",
    ),
    (
        "place what is named last",
        "A: stock\n\nA (+)-> B\n",
        lambda s: place(s, {"B": (5, 6)}),
        "A: stock\n\nA (+)-> B\n\nB: at 5 6\n",
    ),
    ("place behind an open quote", 'A: "why', lambda s: place(s, {"A": (1, 2)}), 'A: at 1 2, "why'),
    (
        "free",
        "A (+)-> B\n\nB: at 1 2\nA: at 3 4, stock  # c\n",
        lambda s: unplace(s, ["A", "B"]),
        "A (+)-> B\n\nA: stock  # c\n",
    ),
)  # fmt: skip

DELETED = cases(
    (
        "a link at the end of a chain",
        "A (+)-> B (-)-> C  # c",
        lambda s: delete(s, links=[("B", "C")]),
        "A (+)-> B\nC:  # c",
    ),
    (
        "a link amid a chain over lines",
        STORM,
        lambda s: delete(s, links=[("Latency", "Timeouts")]),
        STORM.replace("    (+)-> Timeouts", "Timeouts").replace(
            'loop R1 "Storm": Load, Latency, Timeouts, Retries\n', ""
        ),
    ),
    (
        "the first link, and the operation on another",
        STORM,
        lambda s: delete(s, links=[("Load", "Latency"), ("Retries", "Load")]),
        STORM.replace("Load (+)-> Latency  #", "Load:\nLatency  #")
        .replace("Retries (+)-> Load", "Retries")
        .replace('loop R1 "Storm": Load, Latency, Timeouts, Retries\n', "")
        .replace("    cut Retries -> Load  # at once", "    # at once"),
    ),
    (
        "a variable and all that speaks of it",
        STORM,
        lambda s: delete(s, ["Retries"]),
        STORM.replace("    (+, delay 3s)-> Retries (+)-> Load\n", "")
        .replace("Retries: stock, at 10 20  # kept", "# kept")
        .replace('loop R1 "Storm": Load, Latency, Timeouts, Retries\n', "")
        .replace("    cut Retries -> Load  # at once", "    # at once"),
    ),
    (
        "the only link",
        "A (+)-> B\r\nC (+)-> A\r\n",
        lambda s: delete(s, links=[("A", "B")]),
        "B:\r\nC (+)-> A\r\n",
    ),
    (
        "one of three on a line",
        "A (+)-> B (-)-> C (+)-> A (points 3)",
        lambda s: delete(s, links=[("B", "C")]),
        "A (+)-> B (points 3)\nC (+)-> A (points 3)",
    ),
    (
        "a link said twice",
        "A (+)-> B (+)-> A\n# again\nA (+)-> B  # same\n",
        lambda s: delete(s, links=[("A", "B")]),
        "B (+)-> A\n# again\n# same\n",
    ),
    (
        "an operation in the line of its block",
        'A (+)-> B\nintervention "I" { set B: 1 to 2 }',
        lambda s: delete(s, ["B"]),
        'A:\nintervention "I" { }',
    ),
    ("all", "A (+)-> B (-)-> A", lambda s: delete(s, ["A", "B"]), ""),
    (
        "members of sectors",
        'A (+)-> B (+)-> C\nsector "X": A, B , C # all\nsector "Y": A,B\nsector "Z": A',
        lambda s: delete(s, ["A"]),
        'B (+)-> C\nsector "X": B , C # all\nsector "Y": B',
    ),
    (
        "the last members of a sector",
        'A (+)-> B (+)-> C\nsector "X": A, B , "C"',
        lambda s: delete(s, ["B", "C"]),
        'A:\nsector "X": A',
    ),
    ("the last lines", "A:\nB (+)-> C\nC: stock", lambda s: delete(s, ["B", "C"]), "A:"),
)

LINKS = cases(
    ("add to nothing", "", lambda s: add_link(s, "A", "B"), "A (+)-> B\n"),
    (
        "add behind the others",
        "A (+)-> B\n    (-)-> C # c\n\n# more\nloop: A, B\n",
        lambda s: add_link(s, "C", "New: one", "-"),
        'A (+)-> B\n    (-)-> C # c\nC (-)-> "New: one"\n\n# more\nloop: A, B\n',
    ),
    (
        "add where both are named",
        "A (+)-> B\n\nC: stock",
        lambda s: add_link(s, "C", "A", "?"),
        "A (+)-> B\n\nC: stock\n\nC (?)-> A",
    ),
    (
        "flip wherever it is said",
        "A ( s,delay)-> B (+)→ A (+)-> B\nC\n    (+)->A # c",
        lambda s: set_polarity(s, [("A", "B")], "-"),
        "A ( -,delay)-> B (+)→ A (-)-> B\nC\n    (+)->A # c",
    ),
    (
        "a sign where none is, or not in its place",
        "A->B\nA () -> C\nB (delay)-> C\nC (+ info)-> A\nA (+)-> D\nD -> A (+, delay) # c",
        lambda s: set_polarity(s, [(x.cause, x.effect) for x in s.diagram.links], "-"),
        "A(-)->B\nA (-)-> C\nB (-, delay)-> C\nC (-, info)-> A\nA (-)-> D\nD (-, delay)-> A # c",
    ),
    (
        "delay",
        'A (+, info, "why")-> B\nA (+)-> B',
        lambda s: set_delay(s, "A", "B", " 3min "),
        'A (+, delay 3min, info, "why")-> B\nA (+)-> B',
    ),
    (
        "delay wherever it is said",
        "A (+, delay, info)-> B\nA (+, delay 3s, delay 4s)-> B",
        lambda s: set_delay(s, "A", "B", "10s..1min smooth"),
        "A (+, delay 10s..1min smooth, info)-> B\nA (+, delay 10s..1min smooth)-> B",
    ),
    (
        "no delay",
        "A (+, delay, info)-> B\nA (+, delay 3s)-> B",
        lambda s: set_delay(s, "A", "B", None),
        "A (+, info)-> B\nA (+)-> B",
    ),
    (
        "a delay of unknown length on a link without a sign",
        "A -> B",
        lambda s: set_delay(s, "A", "B", ""),
        "A (delay)-> B",
    ),
    (
        "a delay that stood for the whole chain",
        "A (+)-> B (+, info)-> C (delay 3s)  # c",
        lambda s: set_delay(s, "A", "B", "5s"),
        "A (+, delay 5s)-> B (+, info, delay 3s)-> C  # c",
    ),
    ("bend", "A (+)-> B", lambda s: set_bend(s, "A", "B", 200), "A (+, bend 50)-> B"),
    ("bend straight", "A (+, bend 3)-> B", lambda s: set_bend(s, "A", "B", -0.01),
     "A (+, bend 0)-> B"),
    ("no bend", "A (+, bend 3, info)-> B", lambda s: set_bend(s, "A", "B", None),
     "A (+, info)-> B"),
    (
        "note",
        'A (+, "old", info, "more")-> B',
        lambda s: set_note(s, "A", "B", 'say "why"'),
        'A (+, "say \\"why\\"", info)-> B',
    ),
    ("no note", 'A (+, "old")-> B', lambda s: set_note(s, "A", "B", " "), "A (+)-> B"),
    (
        "turn one alone",
        "  A  (-, delay)->   B # c\nloop: A\nloop R1: A, B",
        lambda s: reverse(s, "A", "B"),
        "  B  (-, delay)->   A # c\nloop: A",
    ),
    (
        "turn amid a chain",
        'X (+)-> A # x\n    (-, "w")-> B (+)-> C (points 3)\n',
        lambda s: reverse(s, "A", "B"),
        'X (+)-> A (points 3) # x\nB (-, "w")-> A (points 3)\nB (+)-> C (points 3)\n',
    ),
)  # fmt: skip

OTHERS = cases(
    ("name a loop", "A (+)-> B (+)-> A\n", named("Up"), 'A (+)-> B (+)-> A\n\nloop "Up": A, B\n'),
    (
        "name a loop beside others",
        "A (+)-> B (+)-> A\nA (-)-> C (+)-> A\n\nloop: C, A # c\nA: stock",
        named('U"p'),
        'A (+)-> B (+)-> A\nA (-)-> C (+)-> A\n\nloop "U\\"p": C, A # c\nA: stock',
    ),
    (
        "another name",
        'A (+)-> B (+)-> A\nloop R7 "Old" reinforcing: B, A',
        named("New"),
        'A (+)-> B (+)-> A\nloop R7 "New" reinforcing: B, A',
    ),
    (
        "a name for a loop with a number",
        "A (+)-> B (+)-> A\nloop R7: B, A, B",
        named("New"),
        'A (+)-> B (+)-> A\nloop R7 "New": B, A, B',
    ),
    (
        "no name",
        'A (+)-> B (+)-> A\nloop "Old": B, A  # c\n',
        named(""),
        "A (+)-> B (+)-> A\n# c\n",
    ),
    (
        "no name, but what else is said",
        'A (+)-> B (+)-> A\nloop R7 "Old" reinforcing: B, A',
        named(" "),
        "A (+)-> B (+)-> A\nloop R7 reinforcing: B, A",
    ),
    ("title", "A:\r\n", lambda s: set_title(s, "T"), 'title "T"\r\n\r\nA:\r\n'),
    ("another title", '# c\ntitle "T" # d', lambda s: set_title(s, "U"), '# c\ntitle "U" # d'),
    ("no title", 'title "T"\nA:', lambda s: set_title(s, ""), "A:"),
    (
        "paste",
        "A (+)-> B\n",
        lambda s: paste(s, "# c\nB (+)-> C\nC (-)-> B\nB: at 1 2, stock\n"),
        "A (+)-> B\n\nB 2: stock, at 31 32\n\nB 2 (+)-> C (-)-> B 2\n",
    ),
    (
        "duplicate",
        "A 2 (+, delay 3s)-> B",
        lambda s: duplicate(s, ["B", "A 2"]),
        "A 2 (+, delay 3s)-> B\n\nA 3 (+, delay 3s)-> B 2",
    ),
)


@pytest.mark.parametrize(("before", "ask", "after"), [*VARIABLES, *DELETED, *LINKS, *OTHERS])
def test_table(before: str, ask: Ask, after: str) -> None:
    change = ask(source_of(before))
    assert not change.problem
    assert apply_edits(before, change.edits) == after


@pytest.mark.parametrize(
    ("ask", "problem"),
    [
        (lambda s: add_variable(s, "A"), "a variable “A” already exists"),
        (lambda s: add_variable(s, " \n "), "the name is empty; a variable needs one"),
        (lambda s: add_variable(s, "x" * 401), "this name has 401 characters; use at most 400"),
        (lambda s: add_variable(s, "C", (0, float("inf"))),
         "this position is too far away; stay within 1,000,000 points"),
        (lambda s: rename_variable(s, "A", "B"), "a variable “B” already exists"),
        (lambda s: rename_variable(s, "Z", "Y"), "no variable is called “Z”"),
        (lambda s: set_kind(s, "Z", "stock"), "no variable is called “Z”"),
        (lambda s: place(s, {"A": (1, 1), "Z": (1, 1)}), "no variable is called “Z”"),
        (lambda s: unplace(s, ["Z"]), "no variable is called “Z”"),
        (lambda s: delete(s, ["A", "Z"]), "no variable is called “Z”"),
        (lambda s: delete(s, [], [("B", "A")]), "no link leads from “B” to “A”"),
        (lambda s: add_link(s, "A", "B"), "a link from “A” to “B” already exists"),
        (lambda s: add_link(s, "A", ""), "the name is empty; a variable needs one"),
        (lambda s: set_polarity(s, [("B", "A")], "+"), "no link leads from “B” to “A”"),
        (lambda s: set_delay(s, "A", "B", "3..1s"),
         "the range “3..1s” ends before it begins; write the shorter length first"),
        (lambda s: set_bend(s, "A", "B", float("nan")), "nan is not a bend; give a number"),
        (lambda s: set_note(s, "A", "C", "x"), "no link leads from “A” to “C”"),
        (lambda s: set_note(s, "A", "B", "x" * 20_001), "line 1 would be too long for cld to read"),
        (lambda s: reverse(s, "C", "D"), "a link from “D” to “C” already exists"),
        (lambda s: set_title(s, "x" * MAX_CHARACTERS),
         "the file would be too long for cld to read"),
        (lambda s: paste(s, "# nothing"), "the clipboard contains no variables; copy some first"),
        (lambda s: duplicate(s, ["Z"]), "no variable is called “Z”"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said(ask: Ask, problem: str) -> None:
    change = ask(source_of("A (+)-> B\nC (+)-> D (+)-> C"))
    assert (change.edits, change.problem) == ((), problem)


def test_a_line_that_cannot_be_read_is_not_made_a_link_by_what_goes_before_it() -> None:
    source = source_of("A (+)-> B\nC (+)-> D\n\n    (+)-> E\nF (+)-> G\nloop:\n")
    assert source.diagram.link("B", "E") is None
    change = delete(source, ["C", "D"])
    after = source_of(apply_edits(source.text, change.edits))
    assert change.problem or after.diagram.link("B", "E") is None


@pytest.mark.parametrize(
    ("ask", "label"),
    [
        (lambda s: set_polarity(s, [("A", "B")], "-"), "Flip A → B"),
        (lambda s: set_polarity(s, [("A", "B")], "?"), "Mark A → B as ?"),
        (lambda s: set_polarity(s, [("A", "B"), ("B", "C")], "-"), "Flip 2 links"),
        (lambda s: delete(s, ["A"]), "Delete A"),
        (lambda s: delete(s, ["A", "B"], [("B", "C")]), "Delete 2 variables and B → C"),
        (lambda s: place(s, {"A": (1, 2), "B": (3, 4)}), "Move 2 variables"),
        (lambda s: set_kind(s, "A", "auxiliary"), "Make A an ordinary variable"),
    ],
)
def test_labels(ask: Ask, label: str) -> None:
    assert ask(source_of("A (+)-> B (+)-> C")).label == label


def test_what_stands_so_already_needs_no_edits() -> None:
    source = source_of("A (-, delay 3s)-> B\nB: stock, at 1 2")
    assert not set_polarity(source, [("A", "B")], "-").edits
    assert not set_delay(source, "A", "B", "3s").edits
    assert not set_kind(source, "B", "stock").edits
    assert not place(source, {"B": (1.2, 1.8)}).edits
    assert not rename_variable(source, "A", " A ").edits


def test_names_of_copies_are_named_nowhere() -> None:
    source = source_of('A (+)-> B\nintervention "I" { set A 2: 1 to 2 }')
    assert new_names(source, source_of("A:").diagram) == {"A": "A 3"}
    assert copy_text(source, ["B"]) == "B:\n"


def test_places_that_are_taken_back_leave_the_text_as_it_was() -> None:
    for text in ("B:\nA (+)-> C", "A (+)-> B\n", "A (+)-> B (+)-> C\r\n\r\n# end\r\n"):
        source = source_of(text)
        placed = source_of(apply_edits(text, place(source, {"A": (1, 2), "B": (3, 4)}).edits))
        assert all(placed.diagram.variable(name).at for name in "AB")  # type: ignore[union-attr]
        assert "at 1 2\n\n" not in placed.text
        assert apply_edits(placed.text, unplace(placed, ["A", "B"]).edits) == text
