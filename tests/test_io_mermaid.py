"""Mermaid flowcharts: those of the course texts, and other people's."""

from __future__ import annotations

import re

import pytest
from corpus import CORPUS
from hypothesis import given
from hypothesis import strategies as st

from cld.core.diagram import Diagram, Link, LoopDeclaration, Variable
from cld.core.quantities import Delay
from cld.io.exchange import FormatError
from cld.io.formats.mermaid import read, write
from cld.io.known import FORMATS

# The four loop diagrams of the course text, broken into lines as they were written.
DEATH_SPIRAL = """flowchart TD
    subgraph R1 ["R1: DEATH SPIRAL (Reinforcing)"]
        direction TB
        Load["Load"] -- "(+)" --> Latency["Latency"]
        Latency -- "(+)" --> Timeouts["Timeouts"]
        Timeouts -- "(+)" --> Retries["Retries"]
        Retries -- "(+)" --> Load
    end
"""
AUTOSCALER = """flowchart TD
    subgraph B1 ["B1: AUTOSCALER (Balancing)"]
        direction TB
        CPU["CPU Usage"] -- "(+)" --> Compare["Compare to Target (70%)"]
        Compare -- "(+)" --> Decision["Scaling Decision"]
        Decision -- "(+)" --> Pods["Pod Count"]
        Pods -- "(-)" --> CPU
    end
"""
COMPLEX_REALITY = """flowchart TD
    Load["Load"] -- "(+)" --> Latency["Latency"]
    Latency -- "(+)" --> Timeouts["Timeouts"]
    Timeouts -- "(+)" --> Retries["Retries"]
    Retries -- "(+)" --> Load

    Latency -- "(+)" --> Pods["Pods"]
    Pods -- "(-)" --> Latency

    Timeouts -- "(+)" --> CircuitState["Circuit State (Open)"]
    CircuitState -- "(-)" --> Load
"""
CONTENTION_SPIRAL = """flowchart TD
    subgraph R1 ["R1: CONTENTION SPIRAL (Reinforcing)"]
        direction TB
        Queries["Concurrent Queries"] -- "(+)" --> Contention["Lock Contention"]
        Contention -- "(+)" --> Latency["Query Latency"]
        Latency -- "(+)" --> Held["Connections Held"]
        Held -- "(+)" --> Queries
    end
"""


def links(text: str) -> list[tuple[str, str, str]]:
    """Return cause, polarity, effect of the links of a flowchart."""
    found = read(text).diagram.links
    return [(link.cause, link.polarity, link.effect) for link in found]


@pytest.mark.parametrize(
    ("text", "signs", "loop"),
    [
        (DEATH_SPIRAL, "++++", ("R1", "DEATH SPIRAL", "R", 4)),
        (AUTOSCALER, "+++-", ("B1", "AUTOSCALER", "B", 4)),
        (COMPLEX_REALITY, "+++++-+-", None),
        (CONTENTION_SPIRAL, "++++", ("R1", "CONTENTION SPIRAL", "R", 4)),
    ],
)
def test_loop_diagrams_of_the_course(text, signs, loop):
    reading = read(text)
    assert "".join(link.polarity for link in reading.diagram.links) == signs
    declared = [(d.id, d.name, d.type, len(d.variables)) for d in reading.diagram.loops]
    assert declared == ([loop] if loop else [])
    assert reading.notes == ()


def test_names_come_from_the_texts_of_nodes():
    names = [variable.name for variable in read(AUTOSCALER).diagram.variables]
    assert names == ["CPU Usage", "Compare to Target (70%)", "Scaling Decision", "Pod Count"]


SEEDS = sorted((CORPUS.parent / "seeds").glob("*.txt")) if CORPUS else []


def flowcharts(text: str) -> list[str]:
    """Return the flowcharts of a page: from their first line up to the prose that follows."""
    starts = [found.start() for found in re.finditer(r"^flowchart ", text, re.MULTILINE)]
    return [text[start : start + 3000] for start in starts]


@pytest.mark.skipif(not SEEDS, reason="no seeds beside the corpus")
def test_drawings_without_signs_in_the_seeds():
    page = next(seed for seed in SEEDS if seed.name.startswith("000")).read_text("utf-8")
    first, second, third, fourth = (chart.split("\nstyle ")[0] for chart in flowcharts(page))
    assert links(first) == [
        ("More Load", "?", "Slower Responses"),
        ("Slower Responses", "?", "More Timeouts"),
        ("More Timeouts", "?", "More Retries"),
        ("More Retries", "?", "More Load"),
    ]
    (note,) = read(first).notes
    assert note.startswith("4 links have no readable sign and were read as `?`: More Load → Slower")
    assert note.endswith(" and 1 more")
    assert ("Database Connection Pool Full", "?", "Service B Timeouts → 5s") in links(second)
    assert len(links(second)) == 7
    assert len(links(third)) == 6
    names = [variable.name for variable in read(fourth).diagram.variables]
    assert "Driver N..." in names and "Simple Local Rules" in names
    assert len(links(fourth)) == 2


@pytest.mark.skipif(not SEEDS, reason="no seeds beside the corpus")
def test_no_flowchart_of_the_seeds_crashes():
    charts = [chart for seed in SEEDS for chart in flowcharts(seed.read_text("utf-8"))]
    assert len(charts) >= 10
    for chart in charts:
        read(chart)
        for line in range(len(chart.splitlines())):
            read("\n".join(chart.splitlines()[: line + 1]))


def test_labels_classes_shapes_and_dotted_arrows():
    text = """flowchart TD
        classDef stock fill:#d4e6f1,stroke:#2874a6,stroke-width:2px;
        In["Incoming<br/>Rate: 100/s"] --> Queue["QUEUE<br/>(If max -> HTTP 503)"]:::stock
        Queue -->|Processed<br/>Rate: 40/s (DB slow)| Done{"Outcome"}
        Done -->|5/s| Failures([Failures]); Failures -.->|"(+)"| In
        class Queue stock;
        style In fill:#fff
    """
    reading = read(text)
    assert links(text) == [
        ("Incoming Rate: 100/s", "?", "QUEUE (If max -> HTTP 503)"),
        ("QUEUE (If max -> HTTP 503)", "?", "Outcome"),
        ("Outcome", "?", "Failures"),
        ("Failures", "+", "Incoming Rate: 100/s"),
    ]
    assert reading.diagram.links[1].notes == ("Processed Rate: 40/s (DB slow)",)
    assert reading.notes == (
        "line breaks became blanks in 2 names",
        "3 links have no readable sign and were read as `?`: "
        "Incoming Rate: 100/s → QUEUE (If max -> HTTP 503) (line 3), "
        "QUEUE (If max -> HTTP 503) → Outcome (line 4), Outcome → Failures (line 5)",
        "left out: `classDef`; `class`; `style`",
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("A -- + --> B", [("A", "+", "B")]),
        ("A -->|-| B", [("A", "-", "B")]),
        ("A -->|−| B", [("A", "-", "B")]),
        ("A-->|s|B", [("A", "+", "B")]),
        ("A == (-) ==> B", [("A", "-", "B")]),
        ("A -. o .-> B", [("A", "-", "B")]),
        ("A --> B --> C", [("A", "?", "B"), ("B", "?", "C")]),
        ("A & B -->|+| C & D", [(a, "+", b) for a in "AB" for b in "CD"]),
        ("A e1@-->|+| B", [("A", "+", "B")]),
        ("A <-->|+| B", [("A", "+", "B"), ("B", "+", "A")]),
        ("A ~~~ B", []),
        ("A --- B", [("A", "?", "B")]),
        ("A ---->|+| A", [("A", "+", "A")]),
        ('A@{ shape: circle, label: "Load" } -->|+| B', [("Load", "+", "B")]),
        ("a-b.c -->|+| d_e", [("a-b.c", "+", "d_e")]),
        ("A --x B", [("A", "?", "B")]),
        ("A((x)) -->|+| B[(y)]", [("x", "+", "y")]),
        ("負載 -->|+| Übergewicht", [("負載", "+", "Übergewicht")]),
        ("endpoint -->|+| styles", [("endpoint", "+", "styles")]),
        ("classic -->|+| subgraphs", [("classic", "+", "subgraphs")]),
    ],
)
def test_spellings_of_arrows(line, expected):
    assert links(f"graph LR\n{line}") == expected


def test_delays_front_matter_fences_and_comments():
    text = """```mermaid
---
title: "Retry: storm"
---
%%{init: {"theme": "dark"}}%%
flowchart LR
    %% a comment
    A -- "(+) delay 3min" --> B
    B -- "(-) delay" --> A
    %% loop B1 "Back" balancing: A, B
```
"""
    assert read(text).diagram == Diagram(
        "Retry: storm",
        (Variable("A"), Variable("B")),
        (Link("A", "B", "+", Delay(180.0, 180.0, True)), Link("B", "A", "-", Delay())),
        (LoopDeclaration("B1", "Back", "B", ("A", "B")),),
    )


def test_two_nodes_of_one_name_are_one_variable_unless_asked() -> None:
    text = 'flowchart LR\n a["Load"] -->|+| b["Wait"]\n b -->|-| c["Load"]\n a -.- c'
    reading = read(text)
    assert [(k.cause, k.polarity, k.effect) for k in reading.diagram.links] == [
        ("Load", "+", "Wait"),
        ("Wait", "-", "Load"),
    ]
    assert reading.notes == (
        "nodes with one name were read as one variable: “Load”; `cld convert --keep-duplicates` "
        "keeps them apart",
        "left out: a line between two nodes of one variable",
    )
    apart = FORMATS["mermaid"].read_apart
    assert apart
    found = apart(text)
    assert [v.name for v in found.diagram.variables] == ["Load", "Wait", "Load 2"]
    assert "another variable called “Load” was renamed to “Load 2”" in found.notes


@pytest.mark.parametrize(
    ("label", "sign", "delayed"),
    [
        ('"&#x2795;"', "+", False),
        ('"(&#x2796;)"', "-", False),
        ('"＋"', "+", False),
        ('"－"', "-", False),
        ('"➕"', "+", False),
        ('"&rang;&#x2795;&rang;"', "+", False),
        ('"|&#x2796;|"', "-", True),
        ("reduces", "-", False),
        ("Increases", "+", False),
        ('"#43;"', "+", False),
    ],
)
def test_signs_in_entities_pictures_and_words(label: str, sign: str, delayed: bool) -> None:
    (link,) = read(f"flowchart LR\nA -- {label} --> B").diagram.links
    assert (link.polarity, link.delay is not None, link.notes) == (sign, delayed, ())


def test_a_node_that_labels_a_loop_is_no_variable() -> None:
    reading = read("flowchart LR\nA -->|+| B -->|+| A\nR1((R1))\nx((B2))\nR3 -->|+| A")
    assert [v.name for v in reading.diagram.variables] == ["A", "B", "R3"]
    assert reading.notes == ("left out: a node that is the label of a loop",)


@pytest.mark.parametrize(
    "body",
    [
        "A -->|+| B\nB -->|+| A\nB -->|+| C",  # a way out
        "A -->|+| B\nC",  # not all of its nodes
        "A -->|+| A\nB -->|+| B",  # two loops
        "A -->|+| B",
    ],
)
def test_a_subgraph_that_is_no_loop_declares_none(body):
    assert read(f'flowchart LR\nsubgraph R1 ["R1: x"]\n{body}\nend').diagram.loops == ()


def test_what_cannot_be_read_is_said():
    reading = read("flowchart LR\nA -->|+| B\n!!! what ???\nB -->|+| A")
    assert len(reading.diagram.links) == 2
    assert (reading.notes, reading.unread) == ((), ("line 3 is not read: “!!! what ???”",))
    assert [variable.name for variable in reading.diagram.variables] == ["A", "B"]
    many = read("%% a\nflowchart LR\nA -->|+| B\n" + "!!! x\n" * 7)
    assert many.unread[0] == "line 4 is not read: “!!! x”" and len(many.unread) == 6
    assert many.unread[-1] == "2 more lines are not read"


@pytest.mark.parametrize(
    ("words", "sign"),
    [
        *(("increases", "+"), ("positive", "+"), ("+ve", "+"), ("Same", "+"), ("(more)", "+")),
        *(("decreases", "-"), ("-ve", "-"), ("opposite", "-"), ("negative", "-")),
    ],
)
def test_a_label_that_is_a_word_for_a_sign_is_one(words: str, sign: str) -> None:
    for arrow in (f"-->|{words}|", f'-- "{words}" -->', f"-- {words} -->"):
        if arrow == "-- -ve -->":  # Mermaid reads another arrow here
            continue
        (link,) = read(f"flowchart LR\nA {arrow} B").diagram.links
        assert (link.polarity, link.notes) == (sign, ())
    (link,) = FORMATS["dot"].read(f'digraph {{ A -> B [label="{words}"] }}').diagram.links
    assert (link.polarity, link.notes) == (sign, ())


def test_a_label_with_more_words_stays_a_note() -> None:
    (link,) = read("flowchart LR\nA -->|increases the load| B").diagram.links
    assert (link.polarity, link.notes) == ("?", ("increases the load",))


def test_statements_without_a_meaning_are_listed_once() -> None:
    text = """flowchart LR
    subgraph S [Servers]
        direction TB
        A -->|+| B
        B --x C
    end
    classDef red fill:#f00
    class A red
    class B red
    click A href "https://example.org"
    C -->|-| A
    """
    reading = read(text)
    assert reading.notes == (
        "1 link has no readable sign and was read as `?`: B → C (line 5)",
        "left out: x at the end of an arrow; `classDef`; `class`; `click`",
    )
    assert reading.unread == ()


@pytest.mark.parametrize("text", ["", "sequenceDiagram\nA->>B: x", "digraph { a }", "Load (+)-> A"])
def test_other_texts_are_refused(text):
    with pytest.raises(FormatError, match="flowchart"):
        read(text)


def test_writing():
    diagram = Diagram(
        'a "b"',
        (Variable('CPU "now"', unit="ms"), Variable("Pods #1")),
        (Link('CPU "now"', "Pods #1", "+", Delay(180.0, 180.0, True)),),
        (LoopDeclaration("R1", None, "R", ('CPU "now"', "Pods #1")),),
    )
    written = write(diagram)
    assert (
        written.text
        == r"""---
title: "a \"b\""
---
flowchart LR
    n1["CPU #quot;now#quot;"]
    n2["Pods #35;1"]
    n1 -- "(+) delay 3min" --> n2
    %% loop R1 reinforcing: "CPU \"now\"", "Pods #1"
"""
    )
    assert written.dropped == ('unit of CPU "now"',)


PIECES = ["A", "B[x]", '["', '"]', "-->", "--", "|", "(+)", "subgraph ", "end", "&", "\n", ";", " "]
PIECES += [
    "-.",
    ".->",
    "==",
    "~~~",
    "@{",
    "}",
    "%%",
    "<br/>",
    '"',
    "((",
    "R1: y (Balancing)",
    ":::",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_flowchart_reads(body):
    diagram = read(f"flowchart LR\n{body}").diagram
    assert all(variable.name for variable in diagram.variables)


def test_a_large_flowchart_is_quick():
    read("flowchart LR\n" + "".join(f'n{n}["v{n}"] -- "(+)" --> n{n + 1}\n' for n in range(5000)))
    read("flowchart LR\n" + "A -- x " * 5000)
    read("flowchart LR\n" + "A[" * 5000)
    read("flowchart LR\n" + "subgraph x\n" * 5000)


def test_each_to_each_has_bounds() -> None:
    many = [" & ".join(f"{side}{n}" for n in range(400)) for side in "ab"]
    with pytest.raises(FormatError, match="75,000 arrows"):
        read(f"flowchart LR\n{' --> '.join(many)}\n")
