"""The checklist: what it prints, and that each line it asks for answers what it asks."""

from __future__ import annotations

import io
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from corpus import CORPUS, needs_corpus
from goldens import assert_golden
from hypothesis import given
from hypothesis import strategies as st
from strategies import diagrams
from test_cli import run

from cld.analyze import analyze, analyze_bytes
from cld.checklist.checklist import checklist
from cld.checklist.items import Checklist, ChecklistItem
from cld.checklist.lines import at_least, in_lines
from cld.core.diagram import Diagram, Link
from cld.core.quantities import Delay, length
from cld.io.known import FORMATS
from cld.language.attributes import CHECKLIST_KEYS
from cld.language.source import source_of
from cld.language.write import write
from cld.output.checklist_page import checklist_values, markdown_checklist, print_checklist
from cld.output.terminal import Paper
from cld.report import Report

FOLDER = Path(__file__).parent.parent / "examples"
EXAMPLES = sorted(FOLDER.glob("*.cld"))
GOLDEN = Path(__file__).parent / "golden" / "checklist"
CORPUS_FILES = sorted((CORPUS / "diagrams").glob("*.json")) if CORPUS else []

each = pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)

HELD = FOLDER / "retry-storm-held.cld"
PLAIN = "Load (+)-> Latency (+)-> Retries (+)-> Load\n"


def report_of(path: Path) -> Report:
    return analyze_bytes(path.read_bytes(), f"examples/{path.name}")


def full(report: Report, most: int = 20) -> Checklist:
    return checklist(report, report.loops[:most])


def page(report: Report, open_only: bool = False) -> str:
    stream = io.StringIO()
    print_checklist(Paper("never", stream), report, full(report), open_only)
    return stream.getvalue()


def asked(text: str, question: str, loop: str = "R1") -> ChecklistItem:
    """The item of one loop whose question begins so."""
    report = analyze(text)
    (one,) = [part for part in full(report).loops if part.loop.id == loop]
    (item,) = [item for item in one.items if item.question.startswith(question)]
    return item


def questions(text: str, loop: str) -> list[str]:
    return [i.question for p in full(analyze(text)).loops if p.loop.id == loop for i in p.items]


# -- what is printed --


@pytest.mark.parametrize("name", ["retry-storm-held", "cache-stampede"])
@pytest.mark.parametrize("ending", ["txt", "md"])
def test_checklist_is_the_golden_one(name: str, ending: str) -> None:
    report = report_of(FOLDER / f"{name}.cld")
    said = page(report) if ending == "txt" else markdown_checklist(report, full(report), False)
    assert_golden(GOLDEN / f"{name}.{ending}", said)


@each
def test_it_fits_the_page_and_asks_a_handful(path: Path) -> None:
    report = report_of(path)
    assert all(len(line) <= 80 for line in page(report).splitlines())
    for one in full(report).loops:
        # Of a loop of nature little is asked: its name, and what shows it.
        assert 2 <= len(one.items) <= 12
        told = [item.question for item in one.items]
        assert len(told) == len(set(told))
        names = [part.name for part in one.parts]
        assert names == sorted(names, key=PARTS.index)


PARTS = [
    "identification", "delays", "stability", "failure modes", "synchronisation", "observability",
]  # fmt: skip


def test_a_statement_that_cannot_be_broken_stays_on_one_line() -> None:
    names = ", ".join(f"A rather long name number {i}" for i in range(4))
    line = f'loop R1 "name of the loop" reinforcing: {names}'
    text = " (+)-> ".join([*names.split(", "), "A rather long name number 0"])
    assert f"\n        {line}\n" in page(analyze(text))


def test_a_long_link_is_broken_where_the_language_allows_it() -> None:
    line = f'"{"a (b" * 20}" (+, metric "x (y")-> "{"c" * 40} (d)"'
    lines = in_lines(line, 72)
    assert len(lines) == 2
    assert source_of("\n".join(lines)).diagram == source_of(line).diagram
    assert in_lines(f'loop R1 (+, delay 1s)-> "{"c" * 90}"', 72) == [
        f'loop R1 (+, delay 1s)-> "{"c" * 90}"'
    ]


def test_open_shows_questions_only() -> None:
    report = report_of(HELD)
    said = page(report, open_only=True)
    body = said.split("immediate.", 1)[1]
    assert "[x]" not in body and "[ ] What sets it off?" in body
    assert "Answered" in said.splitlines()[1]
    text = markdown_checklist(report, full(report), True)
    assert "- [x]" not in text and "- [ ] What sets it off?" in text
    values = checklist_values(report, full(report), True)
    assert all(i["answer"] is None for loop in values["loops"] for p in loop["parts"]
               for i in p["items"])  # fmt: skip
    assert (values["answered"], values["open"]) == (full(report).answered, full(report).open)


def test_open_names_the_loops_on_which_nothing_is_open() -> None:
    text = (
        PLAIN.replace("(+)", "(+, delay 1s)", 1)
        + 'loop R1 "Storm": Load, Latency, Retries\n'
        + 'Load: metric "m", trigger "t", limit "l", breaker "b"\n'
    )
    assert "No open questions on R1." in page(analyze(text), open_only=True)


def test_json_has_the_shape_that_is_promised() -> None:
    done = run("checklist", HELD, "--format", "json")
    assert done.returncode == 0
    values = json.loads(done.stdout)
    assert values["schema_version"] == 2 and values["tool"].startswith("cld ")
    assert values["title"] == "Retry storm, and what opposes it"
    first = values["loops"][0]
    assert (first["id"], first["name"], first["type"]) == ("R1", "Retry storm", "R")
    assert first["variables"] == ["Load", "Latency", "Timeouts", "Retries"]
    items = [i for loop in values["loops"] for part in loop["parts"] for i in part["items"]]
    items += values["diagram"]
    assert all(set(item) == {"question", "answer", "line", "note"} for item in items)
    assert all(item["answer"] is None or item["line"] is None for item in items)
    assert values["answered"] == sum(item["answer"] is not None for item in items)
    assert values["open"] == sum(item["answer"] is None for item in items)


# -- the command --


def test_command_prints_without_colour_in_a_pipe(tmp_path: Path) -> None:
    done = run("checklist", HELD)
    assert done.returncode == 0 and done.stderr == ""
    assert "\x1b" not in done.stdout and "[ ] What sets it off?" in done.stdout
    assert "\x1b[" in run("checklist", HELD, "--color", "always").stdout
    out = tmp_path / "review.md"
    assert run("checklist", HELD, "-f", "markdown", "-o", out).stdout == ""
    assert out.read_text(encoding="utf-8").startswith("# Retry storm, and what opposes it\n")
    assert run("checklist", HELD, "-o", out).returncode == 0
    assert out.read_text(encoding="utf-8") == done.stdout


def test_command_exit_codes(tmp_path: Path) -> None:
    broken = tmp_path / "broken.cld"
    broken.write_text(PLAIN + "foo\n", encoding="utf-8")
    done = run("checklist", broken)
    assert done.returncode == 0 and "R1" in done.stdout
    assert "has 1 error; `cld check` shows how to fix it" in done.stderr
    missing = run("checklist", tmp_path / "none.cld")
    assert missing.returncode == 2 and missing.stdout == ""
    assert missing.stderr.count("\n") == 1 and "no such file" in missing.stderr
    assert run("checklist", broken, "--loops", "few").returncode == 2
    kept = run("checklist", broken, "-o", broken)
    assert kept.returncode == 2 and broken.read_text(encoding="utf-8") == PLAIN + "foo\n"


def test_many_loops_are_counted_and_20_are_shown(tmp_path: Path) -> None:
    path = tmp_path / "many.cld"
    path.write_text("\n".join(f"A (+)-> B{i} (+)-> A" for i in range(30)))
    assert "Design review of 20 of 30 loops; --loops all" in run("checklist", path).stdout
    few = run("checklist", path, "--loops", "3", "-f", "markdown").stdout
    assert "3 of 30 loops" in few and few.count("\n## R") == 3
    every = json.loads(run("checklist", path, "-f", "json").stdout)
    assert len(every["loops"]) == every["loops_total"] == 30


def test_a_diagram_without_loops_is_told_so_kindly(tmp_path: Path) -> None:
    path = tmp_path / "chain.cld"
    path.write_text("A (+)-> B (+)-> C\n")
    for format_ in ("text", "markdown"):
        done = run("checklist", path, "-f", format_)
        assert done.returncode == 0
        assert "contains no feedback loop yet" in done.stdout and "[ ]" not in done.stdout
    values = json.loads(run("checklist", path, "-f", "json").stdout)
    assert values["loops"] == values["diagram"] == [] and values["open"] == 0
    assert run("checklist", "-").returncode == 0  # an empty file


def test_output_without_arrows_gets_words() -> None:
    done = run("checklist", HELD, env={"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"})
    assert "timeout 5s on Latency -> Timeouts" in " ".join(done.stdout.split())
    assert "If Latency -> Pods is late or lost, what happens?" in done.stdout


def test_hostile_names_do_not_steer_the_terminal_nor_the_page() -> None:
    report = analyze('"a`b\x1b[2J" (+)-> "`" (+)-> "a`b\x1b[2J"\n')
    assert "\x1b" not in page(report)
    text = markdown_checklist(report, full(report), False)
    assert "\x1b" not in text
    assert "Write ``a`b" in text and "Write ``` " not in text


# -- what is asked --


# Where no delay is marked, when it responds is not asked.
OPPOSES = "What opposes it"


def test_what_opposes_a_reinforcing_loop_is_asked_where_nothing_does() -> None:
    item = asked(PLAIN + "Load: ttl 5s\n", OPPOSES)
    assert item.answer is None
    assert item.note == "unchecked: no balancing loop shares a variable with it"
    assert item.line == 'Retries (+, breaker "what opens it, and for how long")-> Load'
    # Only calls between services have circuit breakers.
    item = asked(PLAIN, OPPOSES)
    assert item.line is None
    assert "draw its balancing loop through Load, Latency or Retries" in item.note
    said = asked(PLAIN + 'Load: breaker "5 in a row"\n', OPPOSES).answer
    assert said == "breaker 5 in a row on Load; the diagram does not draw the loop it closes"
    none = asked(PLAIN + "Load: breaker none\n", OPPOSES)
    assert none.answer is none.line is None and none.note.endswith("; breaker none on Load")


def test_an_opposing_loop_with_marked_delays_is_the_answer_however_late_it_responds() -> None:
    """Timing is a fact and no verdict: strengths decide what a late response does."""
    storm = "Load (+)-> Latency (+)-> Retries (+, delay 6s)-> Load\n"
    fast = asked(storm + "Latency (+, delay 2s)-> Shed (-)-> Load\n", OPPOSES)
    assert fast.answer == (
        "opposed by B1; B1 responds within one cycle (after 2s); one cycle takes 6s, counting "
        "marked delays only"
    )
    slow = asked(storm + "Latency (+, delay 3min)-> Pods (-)-> Latency\n", OPPOSES)
    assert slow.answer == (
        "opposed by B1; B1 responds after 30 cycles (3min); one cycle takes 6s, counting "
        "marked delays only"
    )
    assert fast.line is slow.line is None


def test_an_opposing_loop_without_a_delay_leaves_open_when_it_responds() -> None:
    text = PLAIN + "Latency (+)-> Pods (-)-> Latency\n"
    item = asked(text, OPPOSES)
    assert (item.question, item.answer) == ("What opposes it?", "opposed by B1")
    for loop in ("R1", "B1"):
        item = asked(text, "How long do its delays take?", loop)
        assert "delay 1d" in (item.line or "") and "1d is an example" in item.note
    half = asked(text.replace("(+)", "(+, delay 1s)", 1), OPPOSES)
    assert half.question == "What opposes it, and when does that respond?"
    assert half.note == "opposed by B1; timing unknown: B1 has no marked delay"
    # The line for it is that of the delays, once for each loop.
    assert half.answer is half.line is None
    both = text.replace("(+)", "(+, delay 1s)", 1).replace("(-)", "(-, delay 1s)")
    assert "within one cycle" in (asked(both, OPPOSES).answer or "")


def test_a_breaker_beside_an_opposing_loop_answers_with_both() -> None:
    text = PLAIN + "Latency (+)-> Shed (-)-> Load\nLatency: breaker open\n"
    assert asked(text, OPPOSES).answer == "breaker open on Latency; opposed by B1"


SCALER = "CPU (+, delay 2min)-> Pods (-)-> CPU\nPods: stock, every 15s\nCPU: goal = 70%\n"


def test_the_window_asked_for_is_as_long_as_the_effect_takes() -> None:
    item = asked(SCALER, "Do Pods wait", "B1")
    assert (item.line, item.note) == ("Pods: window 2min", "the effect of one shows after 2min")
    assert asked(SCALER + "Pods: window 5min\n", "Do Pods wait", "B1").answer == (
        "window 5min; the effect of one shows after 2min"
    )
    short = asked(SCALER + "Pods: window 1min\n", "Do Pods wait", "B1")
    assert short.answer is None and short.line is None and "window 1min, but" in short.note


def test_a_window_that_two_loops_need_is_the_longer_one() -> None:
    text = SCALER + "Queue (+, delay 7min)-> Pods (-)-> Queue\n"
    for loop in ("B1", "B2"):
        assert asked(text, "Do Pods wait", loop).line == "Pods: window 7min"


@given(st.integers(0, 10**11).map(lambda ms: ms / 1000), st.sampled_from(["15s", "1ms", "2h"]))
def test_the_window_asked_for_ends_the_dark(wait: float, every: str) -> None:
    line = at_least(wait)
    assert line is not None
    assert wait <= length(line) <= wait + (1 if wait >= 1 else 0.001)
    text = f"Queue (+, delay {wait:.6f}s)-> Pods (-)-> Queue\nPods: every {every}\n"
    asks = [
        i for i in full(analyze(text)).items if i.question.startswith("Do Pods wait") and i.line
    ]
    assert bool(asks) == (round(wait, 6) > length(every))
    for item in asks:
        said = asked(f"{text}{item.line}\n", "Do Pods wait", "B1").answer
        assert said is not None and said.startswith("window ")


def test_jitter_is_asked_only_where_something_runs_on_a_timer() -> None:
    question = "Can many of its timers"
    assert not any(q.startswith(question) for q in questions(PLAIN, "R1"))
    assert not any(q.startswith(question) for q in questions(SCALER, "B1"))  # it decides alone
    item = asked(PLAIN + 'Retries (+, retry "3x")-> Load\nLoad: ttl 1h\n', question)
    assert item.line == 'Retries (+, jitter "spread by how much")-> Load'
    assert item.note == "retry 3x on Retries → Load; ttl 1h on Load"
    assert asked(SCALER + "Cost: every 1h\n", question, "B1").note == "every 15s on Pods"


def test_a_loop_of_nature_is_not_asked_for_a_controller() -> None:
    nature = "Foxes (+)-> Deaths (-)-> Foxes\nFoxes: stock\n"
    # Nor for a goal: what nature balances aims for nothing.
    assert [q.split()[0] for q in questions(nature, "B1")] == ["What", "Which"]
    decided = questions(nature + "Deaths: every 1mo\n", "B1")
    assert "What does it aim for?" in decided
    built = questions(nature + "loop B1: Foxes, Deaths (goal Foxes = 50)\n", "B1")
    assert "What decides here, and how often?" in built and "How much can it correct?" in built


def test_a_breaker_decides_without_a_clock() -> None:
    report = report_of(HELD)
    (breaker,) = [one for one in full(report).loops if one.loop.id == "B2"]
    (item,) = [item for item in breaker.items if item.question.startswith("What decides here")]
    assert item.answer == "breaker 5 failures, 30s open on Timeouts → Circuit open"


def test_the_sign_that_is_not_known_is_named_with_its_line() -> None:
    item = asked("A (+)-> B\nB (?)-> A\n", "What is it?", "U1")
    assert item.answer is None and item.line is None
    assert item.note.endswith("+ or -: B → A in line 2")


def test_a_delay_without_a_length_is_mended_where_it_stands() -> None:
    item = asked("A (+)-> B\nB (+, delay)-> A\n", "How long")
    assert item.line is None and item.note == "B → A has a delay without a length, line 2"


def test_the_whole_diagram_is_asked_too() -> None:
    items = full(report_of(FOLDER / "fighting-autoscalers.cld")).diagram
    (fight,) = [item for item in items if "fight" in item.question]
    assert fight.question == "B1 and B2 fight: which of them yields?"
    assert fight.answer is None and "one lever, two goals" in fight.note
    items = full(report_of(FOLDER / "cache-stampede.cld")).diagram
    question = "Does a balancing loop oppose every reinforcing loop?"
    (opposed,) = [item for item in items if item.question == question]
    assert opposed.answer is None and opposed.note == "unchecked: R2 “Retries on top”"
    (outside,) = full(analyze(PLAIN + "Users (+)-> Load\n")).diagram[1:]
    assert outside.line == 'Users: outside "…"'
    told = PLAIN + 'Users (+)-> Load\nUsers: outside "more each year"\n'
    (inside,) = full(analyze(told)).diagram[1:]
    assert inside.answer == "yes, except those given from outside: Users"
    opposed = full(analyze(PLAIN + "Latency (+)-> Shed (-)-> Load\n")).diagram[0]
    assert (opposed.question, opposed.answer) == (question, "yes: each shares a variable with one")


def test_what_is_named_in_part_is_counted_whole() -> None:
    rings = "".join(f"A{n} (+)-> B{n} (+)-> A{n}\n" for n in range(11))
    opposed = full(analyze(rings)).diagram[0]
    assert opposed.note == "unchecked: R1, R2, R3, R4, R5, R6, R7, R8 and 3 more"
    unknown = "".join(f"S{n} (?)-> S{n + 1}\n" for n in range(6)) + "S6 (+)-> S0\n"
    note = asked(unknown, "What is it?", "U1").note
    assert note.count(" in line ") == 3 and note.endswith(" and 3 more")


# -- the law: each line asked for is legal, and answers --

Key = tuple[frozenset[tuple[str, str]], str]


def by_key(found: Checklist) -> dict[Key, ChecklistItem]:
    """Items by the links of their loop and their question: both outlive added lines."""
    items = {
        (frozenset((link.cause, link.effect) for link in one.loop.links), item.question): item
        for one in found.loops
        for item in one.items
    }
    return items | {(frozenset(), item.question): item for item in found.diagram}


def complaints(report: Report) -> Counter[str]:
    """Errors, and values that contradict another."""
    return Counter(
        finding.code
        for finding in report.diagnostics
        if finding.severity == "error" or finding.code in ("CLD202", "CLD306", "CLD114")
    )


def check_line(text: str, key: Key, item: ChecklistItem) -> None:
    before, after = analyze(text), analyze(f"{text}\n{item.line}\n")
    assert complaints(after) <= complaints(before), item.line
    items = by_key(full(after, len(after.loops)))
    # The period is asked for only where one follows.
    shorter = key[1].replace(", and at what period?", "?")
    now = items.get(key) or items.get((key[0], shorter))
    if key[0]:
        assert now is not None and now.answer is not None, item.line
    else:
        assert now is None or now.answer is not None, item.line


def check_all_at_once(text: str, rounds: int = 6) -> None:
    """Added together they do not contradict each other, and in the end no line is asked for."""
    before = complaints(analyze(text))
    for _ in range(rounds):
        report = analyze(text)
        lines = dict.fromkeys(item.line for item in full(report).items if item.line)
        if not lines:
            break
        text = "\n".join([text, *lines, ""])
    assert not [item.line for item in full(analyze(text)).items if item.line]
    assert complaints(analyze(text)) <= before


@each
def test_each_line_asked_for_answers(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    items = by_key(full(analyze(text)))
    assert any(item.line for item in items.values())
    for key, item in items.items():
        if item.line:
            check_line(text, key, item)
    check_all_at_once(text)


@pytest.mark.parametrize("name", ["expect link A", "loop R1", "Loop R1", "title", "CPU (%)", "->"])
def test_names_that_look_like_something_else_are_written_so_that_they_read(name: str) -> None:
    text = write(Diagram(links=(Link(name, "B", "+"), Link("B", name, "-"))))
    items = by_key(full(analyze(text)))
    assert sum(item.line is not None for item in items.values()) >= 3
    for key, item in items.items():
        if item.line:
            check_line(text, key, item)


def test_no_line_is_asked_for_that_could_not_be_heard() -> None:
    """A statement that names a loop may stand once, and its goals hide those of variables."""
    goal = asked(PLAIN.replace("+", "-", 1) + "loop B1: Load, Latency, Retries (goal x = 1)\n"
                 "Load: every 15s", "What does it aim for?", "B1")  # fmt: skip
    assert goal.answer is None and goal.line is None
    name = asked(PLAIN + "loop R1: Load, Latency, Retries\n", "What is it?")
    assert name.answer is None and name.line is None


@needs_corpus
@pytest.mark.parametrize("path", CORPUS_FILES, ids=lambda path: path.stem)
def test_lines_asked_for_in_real_diagrams_are_legal(path: Path) -> None:
    diagram = FORMATS["json"].read(path.read_text(encoding="utf-8")).diagram
    check_all_at_once(FORMATS["cld"].write(diagram).text)


@st.composite
def with_checklist_keys(draw: st.DrawFn) -> Diagram:
    """A diagram that answers some of the questions."""
    diagram = draw(diagrams(most=5))
    keys = st.dictionaries(st.sampled_from(CHECKLIST_KEYS), st.just("said"), max_size=2)
    extra = keys.map(lambda pairs: tuple(pairs.items()))
    windows = st.sampled_from([None, Delay(0.25, 0.25, True), Delay(60.0, 300.0, True)])
    return replace(
        diagram,
        links=tuple(replace(link, extra=draw(extra)) for link in diagram.links),
        variables=tuple(
            replace(variable, extra=draw(extra), window=draw(windows))
            for variable in diagram.variables
        ),
        loops=tuple(replace(loop, extra=draw(extra)) for loop in diagram.loops),
    )


@given(with_checklist_keys())
def test_each_line_asked_for_answers_in_any_diagram(diagram: Diagram) -> None:
    text = write(diagram)
    items = by_key(full(analyze(text), 8))
    kinds = {" ".join(key[1].split()[:2]): (key, item) for key, item in items.items() if item.line}
    for key, item in kinds.values():
        check_line(text, key, item)


@given(with_checklist_keys())
def test_all_lines_asked_for_go_together_in_any_diagram(diagram: Diagram) -> None:
    check_all_at_once(write(diagram))


@given(with_checklist_keys())
def test_every_page_can_be_printed_and_broken_lines_say_the_same(diagram: Diagram) -> None:
    report = analyze(write(diagram))
    found = full(report)
    assert page(report) and markdown_checklist(report, found, False)
    json.dumps(checklist_values(report, found, False))
    for item in found.items:
        if item.line:
            assert (
                source_of("\n".join(in_lines(item.line, 10))).diagram
                == source_of(item.line).diagram
            )


@pytest.mark.parametrize(
    ("brake", "said"),
    [
        ("B (+)-> P (-)-> B", "a balancing loop opposes each of them"),
        ("C (+)-> P (-)-> C", "a balancing loop opposes all of them except R2"),
        ("", "all are unchecked: what stops them?"),
    ],
)
def test_how_many_loops_of_a_group_are_opposed_is_true(brake: str, said: str) -> None:
    found = full(analyze(f"A (+)-> B (+)-> C (+)-> A\nB (+)-> D (+)-> A\n{brake}\n"))
    item = next(
        item for item in found.diagram if item.question == "Can R1 and R2 drive each other?"
    )
    assert (item.answer or item.note).endswith(f"; {said}")
    assert (item.answer is None) == (not brake)


@pytest.mark.parametrize(
    "text",
    [
        "S (+, delay 3min smooth)-> P (-, delay 15s smooth)-> S\nP: every 1s",
        "0 (+)-> 00\n00 (-, delay 0s)-> 0",
        "S (-, info)-> S\nS (+)-> C (-)-> S\nS: stock, every 1s\nC: goal 200ms",
    ],
    ids=["a window on a smooth loop", "a stock on a loop without delay", "a goal told"],
)
def test_a_line_that_once_gave_no_answer(text: str) -> None:
    for key, item in by_key(full(analyze(text), 8)).items():
        if item.line:
            check_line(text, key, item)
