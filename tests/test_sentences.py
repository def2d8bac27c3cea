"""Every sentence of the reports stands in one table, and each of them can be reached."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import string
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from goldens import assert_golden

import cld.sentences
from cld.analyze import analyze
from cld.checklist.whole import diagram_items
from cld.core.plans import TimedPush
from cld.language.source import source_of
from cld.loops import basis
from cld.loops.counts import Counts
from cld.loops.verify import Verification, verify
from cld.output.alike import grouped_findings
from cld.prose.footnote import footnote
from cld.prose.loop_lines import loop_lines
from cld.prose.loops import counts_words, rest_words
from cld.prose.margins import loop_margin_words, margin_words
from cld.prose.meetings import meeting_items, meeting_words
from cld.prose.push import push_heading, push_remarks, push_rows
from cld.prose.reading import reading
from cld.prose.run import draws_remarks, push_words, run_remarks, with_remarks
from cld.prose.verified import verified_words
from cld.report import Report
from cld.selection import Wish, select, to_read_first
from cld.sentences.run import BAND, DASHED, DASHED_FROM, OTHER_RUNS, WITH, WITH_FROM
from cld.sentences.sentence import Sentence
from cld.simulate.after import run_with
from cld.simulate.draws import drawn_runs
from cld.simulate.push import pushed
from cld.simulate.run import first_push, run_diagram

ROOT = Path(__file__).parent.parent
TABLES = [
    name
    for _, name, _ in pkgutil.iter_modules(cld.sentences.__path__)
    if name not in ("sentence", "naming")
]
# These have their own tests, in `test_leverage_sentences.py` and `test_patterns.py`.
ELSEWHERE = ("failures", "leverage", "places", "patterns")


def sentences_of(table: str) -> Iterator[tuple[str, Sentence]]:
    module = importlib.import_module(f"cld.sentences.{table}")
    for name, value in vars(module).items():
        if isinstance(value, Sentence):
            yield name, value
        elif isinstance(value, dict) and name.isupper():
            yield from ((f"{name} “{key}”", one) for key, one in value.items())


ALL = [(table, name, said) for table in TABLES for name, said in sentences_of(table)]


@pytest.mark.parametrize(("table", "name", "said"), ALL, ids=lambda value: str(value)[:40])
def test_a_sentence_has_a_condition_and_a_source(table: str, name: str, said: Sentence) -> None:
    assert said.when and said.source and said.template
    fields = {field for _, field, _, _ in string.Formatter().parse(said.template) if field}
    assert said(**dict.fromkeys(fields, "x"))


@contextmanager
def recorded(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[int]]:
    """The sentences that are said meanwhile, by identity."""
    reached: set[int] = set()
    says: Callable[..., str] = Sentence.__call__

    def call(self: Sentence, **values: object) -> str:
        reached.add(id(self))
        return says(self, **values)

    with monkeypatch.context() as patch:
        patch.setattr(Sentence, "__call__", call)
        yield reached


STORM = "Load (+)-> Latency (+, delay {})-> Timeouts (+)-> Load\n"
SCALERS = "Queue (+{0})-> Pods (-)-> Queue\nCPU (+{1})-> Pods (-)-> CPU\n"
LAW = "Queue (+, delay 2min)-> Pods (-)-> Queue\nPods: stock, every 15s{}\n"
ROOM = "Room (-)-> Heater (+)-> Room\nRoom (+)-> Cooler (-)-> Room\n"
LOOP = "A (+{})-> B (-, gain 1)-> A\nB: stock\n"
MIXED = "A (+, delay 1min, gain 1/min)-> B (-, delay 1s smooth, gain 1)-> A\nB: stock\n"
MANY_R = "".join(f"Hub (+)-> V{number} (+)-> Hub\n" for number in range(4))
TEXTS = [
    "Q (+, delay 4y)-> A (-)-> Q (+, delay 4y)-> B (-)-> Q\nQ: every 1y",
    "Orders (+)-> Backlog (+)-> Effort (+)-> Out (-)-> Backlog\nOut (+)-> Fame (+)-> Orders\n"
    "Backlog: stock, goal <= 5\nFame: stock\nOrders: flow\nOut: flow",
    "D (-)-> U (+, delay 5min)-> P (+)-> S (+)-> D\nD: stock\nP: every 5min",
    "A (+)-> S\nB (-)-> S\nA: flow\nS: stock\nS (+)-> " + "\nS (+)-> ".join("CDEFGHI"),
    "A (+, delay)-> B (+)-> A (-)-> C (+)-> A",
    "".join(f"Hub (?)-> U{number} (+)-> Hub\n" for number in range(4))
    + "Hub (+)-> V (+)-> Hub (+)-> W (-)-> Hub",
    MANY_R + "V0 (+)-> Z (+)-> V1\nP (+)-> V2 (+)-> P",
    "A (+, delay 1s)-> B (-)-> A\nA: stock\nB: stock",
    "A (+)-> B (-, delay 1s smooth)-> A\nB: stock",
    "A (+, delay)-> G (+, delay)-> A (-)-> C (+)-> G",
    "G (+)-> H (+)-> G (+)-> E (+)-> C (?)-> H\nG (+)-> K (-)-> C",
    "A (+, delay 1s smooth)-> B (-)-> A\nB: stock",
    "S (+, delay 1y)-> F (-)-> S\nIn (+)-> S\nS: stock, goal <= 3\nF: flow\nIn: flow",
    "A (+, delay)-> B (-)-> A\nC: stock",
    "A (+)-> B (+)-> A\nC (+)-> D (+)-> C",
    "A (+)-> A (+)-> W (+)-> V (+)-> V",
    "A (+)-> A (+)-> W (+)-> V (+)-> V\nA (+)-> W2 (+)-> V",
    "Merges (+)-> Code (+)-> Requests (+)-> Merges\nCode (+)-> Complexity (-)-> Joining (+)-> "
    "Contributors (+)-> Load (-)-> Merges\nContributors (+)-> Reputation (+)-> Joining",
    "T (+)-> U (+)-> A (+)-> T\nU (+)-> X (-)-> D (+)-> P (-)-> U\nT (+)-> D\nP (+)-> M (+)-> T",
    "A (+)-> B (+)-> A\nB (+)-> C (+)-> B\nC (+)-> D (+)-> C\nD (-)-> A (-)-> D",
    "X (+)-> A (-)-> B (+)-> X\nX (+)-> C (-)-> D (+)-> X\nX: goal <= 3",
    "A (+)-> B (+)-> A\nA: goal >= 1",
    "Gap (+)-> Hiring (+, delay 1s)-> Staff (-)-> Gap\nHiring: flow\nStaff: stock",
    "A (+, delay 1s, gain 1)-> B (-)-> A\nB: stock",
    "A (+, gain 1)-> B (+, gain 1)-> A",
    "A (+, delay 3s)-> B (+)-> A\nB (+)-> C (-)-> A",
    "A (+, delay 3s)-> B (+)-> A\nB (+, delay 1s)-> C (-)-> A\nB (+, delay 9s)-> D (-)-> A",
    "A (+)-> B",
    "Load increases (+)-> load (+)-> Load\nlack of trust (+)-> improve it\nA (+)-> A",
    "Hub (+)-> " + "\nHub (+)-> ".join("abcdefg") + "\na (+)-> Hub\nX (+)-> Hub\nY\nZ\nX2 (+)-> a",
    "S (+)-> A (+)-> T (+)-> U\nA (+)-> A\nA (+)-> W (+)-> V\nR (+)-> A\nX:\nY:",
    "A (+)-> B (?)-> A\nA (+)-> C (+)-> A\nD (?)-> E (?)-> D",
    STORM.format("6s") + "Latency (+, delay 3min)-> Pods (-)-> Latency",
    STORM.format("6s") + "Latency (+, delay 3s)-> Pods (-)-> Latency",
    STORM.format("6s") + "Latency (+)-> Pods (-)-> Latency",
    STORM.format("6s smooth") + "Latency (+, delay 3s)-> Pods (-)-> Latency",
    STORM.format("6s") + "Latency (+, delay)-> Pods (-)-> Latency",
    STORM.format("6s") + "Latency (+, delay 3s..9s)-> Pods (-)-> Latency",
    STORM.format("0s") + "Latency (+, delay 3s)-> Pods (-)-> Latency",
    STORM.format("6s") + "X: stock",
    SCALERS.format(", delay 10s", ", delay 30s") + "Queue: goal <= 9\nCPU: goal = 70%",
    SCALERS.format("", "") + "Queue: goal <= 9\nCPU: goal <= 70%",
    SCALERS.format("", "") + "Queue: goal <= 9\nPods: goal = 3",
    SCALERS.format("", ""),
    SCALERS.format("", "") + "Pods: every 15s",
    SCALERS.format("", "") + "CPU: goal <= 70%",
    "Queue (+)-> Pods (-)-> Queue (+)-> Fear (-)-> Queue\nPods: every 15s\nX (+, info)-> Y (-)-> X",
    ROOM + "Room: goal = 20",
    "".join(f"Room (-)-> Heater {number} (+)-> Room\n" for number in range(7)) + "Room: goal = 20",
    ROOM + "loop: Room, Heater (goal Room = 21)\nloop: Room, Cooler (goal Room = 19)",
    ROOM + "loop: Room, Heater (goal Room >= 18)\nloop: Room, Cooler (goal Room <= 22)",
    "A (+)-> B (-)-> C (+)-> A\nC (+)-> D (+)-> A\nloop: A, B, C (goal A <= 1)\n"
    "loop: A, B, C, D (goal C <= 2)",
    "A (+)-> B (+)-> A\nB (+)-> C (+)-> B\nC (+)-> D (+)-> C",
    LAW.format(", window 1min"),
    LAW.format(", decides step"),
    LAW.format(", decides ratio"),
    LAW.format(", decides total"),
    LAW.format(", window 5min"),
    LAW.format(", window 2min"),
    LAW.format("").replace("2min", "2min smooth"),
    STORM.format("6s").replace("Load\n", "X (+)-> Load\n") + "Latency (+, delay)-> Pods (-)-> X",
    "A (+, delay)-> B (+)-> A\nB (+)-> C (-)-> A\nA (+, delay 1s)-> D (+)-> A",
    "A (+, delay)-> B (+)-> A\nA (+, delay 1s)-> D (-)-> A",
    "A (+, delay 1s..3s)-> B (+, delay 1s..3s)-> A\nB (+, delay 1s..4s)-> C (-)-> A",
    "A (+, delay)-> B (+, delay 3s)-> A\nB (+, delay 1s)-> C (-)-> A",
    "Trees (-)-> Cost (-)-> Felling (-)-> Trees\nTrees: stock\nFelling: flow",
    "A (+)-> B (+)-> A\nA (-)-> C (+)-> B\nB (-)-> D (+)-> A",
    "A (+)-> B (+)-> A\nA (-)-> C (+)-> B\nB (-)-> D (+)-> A\nA (-)-> E (+)-> B",
    "A (+)-> B (+)-> A (+)-> C (+)-> A (+)-> D (+)-> A (+)-> E (-)-> A",
    "A (+)-> B (+)-> C (+)-> A\nB (+)-> D (+)-> B\nD (+)-> E (+)-> D\nE (+)-> C",
    LAW.format("").replace("2min", "1s..20s"),
    "E (+)-> Onset (-)-> E\nOnset (+)-> I (+)-> Contact (+)-> E\nE: stock\nOnset: flow\nI: stock",
    "E (+)-> Onset (-)-> E\nOnset (+)-> I (+)-> Contact (+)-> E\nE: stock\nOnset: flow\nI: stock\n"
    "I (+)-> Cure (-)-> I",
    "A (+)-> f (+)-> B (-)-> g (+)-> A\nf (-)-> A\nX (+)-> g\nA: stock\nB: stock\nf: flow\ng: flow",
    "A (+)-> f (+)-> B (+)-> g (+)-> A\nf (-)-> A\ng (-)-> B\nA: stock\nB: stock\nf: flow\ng: flow",
    "A (+)-> f (+)-> B (-)-> g (+)-> A\nf (-)-> A\ng (-)-> B\nA: stock\nB: stock\nf: flow\ng: flow",
    "A (+)-> B (+)-> A\nC (+)-> D (+)-> C\nE (+)-> F (-)-> E",
    "S (+)-> B (-)-> S\n"
    + "".join(f"S (+)-> A{n} (+)-> S\nA{n} (+)-> C{n} (?)-> A{n}\n" for n in range(5)),
    "A (+, delay 1mo)-> B (+)-> A\nB (+)-> C (-)-> A\nB (+)-> D (-)-> A",
    "Room (-)-> Gap (+)-> Heat (+)-> Room\nSet (+)-> Gap\nSet: constant, initial 20\n"
    "Room: goal = 21",
    "A (+)-> B (+)-> A\n" + "".join(f"A (-)-> C{n} (+)-> B (-)-> D{n} (+)-> A\n" for n in range(3)),
    "Work (+)-> Pay (+)-> Meals (+)-> School (+)-> Work (+)-> Lore (+)-> Work\n"
    "Diet (+)-> Lore (+)-> Media (-)-> Meals\n"
    "School (+)-> Sport (+)-> Health (+)-> Calm (+)-> Means (+)-> Haste (-)-> Diet\n"
    "Sport (+)-> Calm",
    STORM.format("6s")
    + "".join(f"Latency (+, delay 3s..9s)-> P{n} (-)-> Latency\n" for n in "123"),
    "A (+, delay 1s..9s)-> B (+, delay 5s)-> A\nB (+, delay 1s)-> C (-)-> A",
    "Debt (+)-> Thrift (-)-> Debt\nThrift (-)-> Joy (+)-> Thrift (-)-> Fun (+)-> Thrift\n"
    "Debt: goal <= 5\nThrift: goal = 3",
    LOOP.format(", gain 1"),
    LOOP.format(", gain 1/s, delay 1s"),
    LOOP.format(", gain 0.1/s, delay 1s"),
    LOOP.format(", delay 1s"),
    LOOP.format(", delay"),
    LOOP.format(", delay 1s smooth"),
    LOOP.format(", gain 0.1/s, delay 1s smooth"),
    LOOP.format(", delay 1s").replace("B: stock", "C: stock"),
    LOOP.format(", delay 1s smooth").replace("B: stock", "C: stock"),
    LOOP.format("") + "A: stock",
    MIXED,
    MIXED.replace(", gain 1)", ")"),
    "A (+, delay 0s)-> B (-, delay 0s)-> A\nB: stock",
    'A (+)-> A\nintervention "Tune" (level 3) { set Knob: 1 to 2 }',
    "".join(f"Hub (+)-> V{number} (+)-> Hub\n" for number in range(210)),
    "".join(f"Hub (+)-> V{number} (-)-> Hub\n" for number in range(210)),
    "".join(f"Hub (+)-> V{number} (+)-> Hub\n" for number in range(205))
    + "P (+)-> Q (+)-> R (+)-> P (+)-> S (+)-> T (+)-> P",
    "A (+)-> " + " (+)-> ".join(f"V{number}" for number in range(250)) + " (+)-> A",
    'Old (+)-> New (+)-> Old\nloop R7 "x": Old, New\nNew (+)-> Mid (-)-> New (-)-> Dim (+)-> New\n'
    "Mid: goal <= 1\nDim: goal >= 2\n",
    "U (+)-> A (+)-> C\nU (+)-> B (-, delay 1s)-> C\nU (+)-> D (-)-> E\nU (+)-> F (-)-> D",
    "U (+)-> A (-)-> A\nA: stock",
    "U (+)-> A (+)-> B (-)-> A\nA: stock\nB: stock",
    "U (+)-> A (+)-> B (+)-> C (+)-> A\nA (-)-> B\nB: stock\nC: stock",
    "U (+)-> A (+)-> B (-)-> C (-)-> A\nA: stock\nB: stock\nC: stock",
    "U (+)-> A\nA: stock",
    "A (?)-> B",
    "A (+)-> B\nB: constant",
    "A (+)-> A (+)-> B (+)-> A\nB (+)-> B (+)-> C (-)-> B\nA: stock\nB: stock\nC: flow",
    "In (+)-> S\nIn: flow\nS: stock\n" + "".join(f"C{n} (+)-> S\n" for n in range(7)),
    "Target (+)-> Gap (+)-> Orders (+)-> Level (-)-> Gap",
    "A (+, delay 3d)-> R (-)-> A (+)-> B (+, delay 5d)-> R\nR: every 1d",
    "G (+)-> P (+)-> W (+)-> Y (-)-> G\nW (-)-> T (-)-> W\nG (+)-> T (+)-> Y",
    "A (+, delay 5s)-> B (+)-> A\n"
    + "".join(f"A (+, delay 3s)-> X{n} (-)-> A\n" for n in range(6)),
    "".join(f"A (?)-> B{number}\n" for number in range(5)),
]


def test_each_sentence_is_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    with recorded(monkeypatch) as reached:
        for text in TEXTS:
            say_all(analyze(text))
        say_where_not_all_is_known()
        say_verified()
        say_runs()
        monkeypatch.setattr(basis, "MOST_LINKS", 1)
        say_all(analyze(ROOM + "Room (+)-> Window (-)-> Room"))
    missed = [f"{table}.{name}" for table, name, said in ALL if id(said) not in reached]
    assert [name for name in missed if not name.startswith(ELSEWHERE)] == []


def say_all(report: Report) -> None:
    counts_words(report)
    meeting_words(report)
    list(meeting_items(report))
    grouped_findings(report.diagnostics)
    footnote(report)
    list(diagram_items(report))
    if len(report.variables) < 9:
        say_pushes(report)
    for wish in (Wish(), *(Wish(order=order) for order in ("independent", "shortest", "delay"))):
        for limit in (1, 3):
            rest_words(report, select(report, wish, limit), wish)
            rest_words(report, to_read_first(report, limit), Wish())
    for loop in report.loops[:3] + report.loops[-1:]:
        list(loop_lines(report, loop))
        list(reading(report, loop))


def say_pushes(report: Report) -> None:
    for name in [variable.name for variable in report.variables][:2]:
        for hold in (False, True):
            found = pushed(report.diagram, name, hold)
            push_heading(found)
            list(push_rows(found))
            list(push_remarks(report.diagram, found))


def say_run(report: Report, *pushes: TimedPush, spread: float = 0.2) -> None:
    changes = pushes or [first_push(report.diagram)]
    found = run_diagram(report.diagram, changes, None, spread, margins=True)
    for push in found.pushes:
        push_words(report.diagram, push)
        push_words(report.diagram, replace(push, amount=-push.amount))
    list(run_remarks(report.diagram, found))
    for one in found.margins:
        list(margin_words(one))
        for loop in report.loops:
            list(loop_margin_words(loop, one))


SLOW = "S (-, gain 0.001/s)-> S\nS: stock"
TWO_WAYS = (
    "S (+, delay 10s, gain 1)-> T (-, gain 0.2/s)-> S\nS: stock\nA (+, gain 0.03/s)-> A\nA: stock\n"
    "S (+, gain 0.0001/s)-> A (+, gain 0.0001/s)-> S"
)


def say_runs() -> None:
    """What takes more than a first push."""
    stock = analyze(f"A (-, gain {0.2}/s)-> B (+, delay 10s, gain 1)-> A\nB: stock")
    say_run(analyze("A (+)-> B (-)-> A\nA: stock\nB: stock"))
    say_run(stock, TimedPush("jump", "B", 1.0, 3.0), TimedPush("hold", "A", 2.0))
    say_run(stock, TimedPush("step", "A", 1.0, 3.0, 5.0))
    said = analyze(
        "A (-, gain 0.2/s)-> B (+, delay 10s, gain 1)-> A\nB: stock\n"
        'intervention "X" { weaken A -> B\nrule "never" }'
    )
    (change,) = said.diagram.interventions
    list(
        with_remarks(
            said.diagram, change, run_with(said.diagram, change, [first_push(said.diagram)])
        )
    )
    assert BAND(count="9 runs")
    for text in ("A (-)-> A\nA: stock", "A (-, gain 1/s)-> A\nA: stock"):
        level = analyze(text).diagram
        jump = [TimedPush("jump", "A", 1.0)]
        list(draws_remarks(drawn_runs(level, jump, run_diagram(level, jump), 3)))
    assert DASHED(name="X") and DASHED_FROM(name="X", time="1min")
    assert WITH(name="X") and WITH_FROM(name="X", time="1min") and OTHER_RUNS(names="“Y”")
    say_run(analyze("A (-, gain 0.05/s)-> B (+, delay 10s, gain 1)-> A\nB: stock"))
    full = "In (+)-> Tank (+, gain 1/s)-> In\nIn: flow\nTank: stock, initial 1, capacity 5"
    say_run(analyze(full), TimedPush("step", "In", 1.0))
    say_run(analyze("A (+, gain 5/s)-> B (+, gain 1)-> A\nB: stock\nB: capacity 3"))
    say_run(analyze("K (-)-> R\nR: stock, initial 5, capacity 2..10\nK: constant"))
    say_run(analyze("A (+, gain 5/s)-> A\nA: stock, initial 1, capacity 3"))
    say_run(analyze("A (+)-> B (+)-> C (-, gain 4)-> A"))
    for strength in (0.1, 0.2):
        late = f"W (-, gain {strength}/s)-> T (+, delay 10s)-> W\nT (-, gain 0.001/s)-> T"
        say_run(analyze(f"{late}\nT: stock"))
        say_run(analyze("A (-, gain 0.1/s)-> B (+, gain 1)-> A\nB (-, gain 9/s)-> B\nB: stock"))
    say_run(analyze("U (+, gain 0.1/s)-> U (+, gain 1)-> V (-, gain 0.2/s)-> U\nU: stock"))
    ring = "".join(f"A{n} (+)-> A{n + 1}\n" for n in range(62))
    say_run(analyze(f"{ring}A62 (-)-> A0\nA0: stock"))
    say_run(analyze("A (-, gain 0.5)-> B (+, delay 5s)-> A"))
    say_run(analyze("A (-, gain 3)-> B (+, delay 5s)-> A"))
    for text in (SLOW, TWO_WAYS):
        diagram = analyze(text).diagram
        list(run_remarks(diagram, run_diagram(diagram, [TimedPush("step", "S", 1.0)], 300.0)))
    say_run(analyze("A (-, gain 0.5)-> B (+)-> A"))
    growing = analyze("A (+, gain 5/s)-> B (+, gain 1)-> A\nB: stock").diagram
    list(run_remarks(growing, run_diagram(growing, [first_push(growing)], 100.0)))
    say_pushes(analyze("A (+)-> B (+, delay 1wk smooth)-> S (-)-> B\nS: stock"))
    say_pushes(analyze("L (+)-> C (-)-> P\nC (+)-> Q\nP (+)-> C\nP: stock\nQ: stock"))
    say_pushes(analyze("L (+)-> C (+)-> P (-)-> L\nC: every 10s, decides total\nP: stock"))
    say_run(analyze("A (+, delay 1ms)-> B (-)-> A\nB (+, delay 10d)-> C (-)-> A\nB: stock"))
    for gain in (0.04, 0.2):
        sampled = f"Level (-, gain {gain}/s)-> Order (+, gain 1)-> Level\nLevel: stock\n"
        say_run(analyze(f"{sampled}Order: every 20s"))
    say_run(analyze("A (+, delay 2s, gain 1.2)-> B (+)-> A (+, delay 1s, gain 0.5)-> C (-)-> A"))
    say_run(analyze("A (+, delay 1s)-> B (+)-> A (+)-> C (-)-> A (?)-> D\nD (+)-> B"))
    many = "".join(f"A{n} (+, delay {n + 1}s)-> A{n + 1}\n" for n in range(130))
    say_run(analyze(f"{many}A130 (+)-> A0\n" + "".join(f"A{n}: stock\n" for n in range(130))))


def say_where_not_all_is_known() -> None:
    """As where the search for loops was stopped, or lists only some of those it counted."""
    whole = analyze("A (+)-> B (+)-> A\nB (+)-> C (-)-> B (+)-> D (+)-> B")
    driven = tuple(loop for loop in whole.loops if loop.type == "R")
    some = replace(whole, loops=driven[:1], _known=None)
    unknown = replace(some, counts=Counts(1, 0, 0, False), space=None)
    for report in (some, unknown):
        say_all(report)
    say_all(analyze("A (+)-> B (+)-> A\nB (?)-> C (+)-> B\nB (+)-> D (?)-> B", limit=1))
    dense = "\n".join(f"N{i} (+)-> N{j}" for i in range(14) for j in range(14) if i != j)
    say_all(analyze(dense))
    denser = "\n".join(f"N{i} (+)-> N{j}" for i in range(20) for j in range(20) if i != j)
    diagram = source_of(denser).diagram
    list(push_remarks(diagram, pushed(diagram, "N0")))


def say_verified() -> None:
    report = analyze("A (+)-> B (-)-> A")
    found = verify(report.diagram, report.loops, report.counts)
    other = analyze("A (+)-> A")
    cases: list[Verification] = [
        found,
        verify(analyze("A (+)-> B").diagram, (), Counts(0, 0, 0)),
        replace(found, verdict="same counts"),
        replace(found, verdict="not counted", theirs=None),
        replace(found, verdict="stopped", theirs=None),
        replace(found, verdict="too many", theirs=None),
        replace(found, verdict="too large", theirs=None),
        replace(found, verdict="different", only_ours=report.loops[0], only_theirs=other.loops[0]),
    ]
    for case in cases:
        verified_words(replace(report, verification=case))


# Modules that say things of a diagram. A hint asks or advises, and claims nothing; a heading is
# no sentence.
SPEAKERS = sorted(
    [
        *(ROOT / "cld" / "behaviour").glob("*.py"),
        *(
            ROOT / "cld" / "prose" / f"{name}.py"
            for name in (
                *("footnote", "loop_lines", "loops", "meetings", "opposition", "oscillation"),
                *("reading", "verified"),
            )
        ),
        *(ROOT / "cld" / "rules").glob("*checks.py"),
    ]
)


@pytest.mark.parametrize("path", SPEAKERS, ids=lambda path: path.stem)
def test_no_sentence_stands_outside_the_table(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and isinstance(node.body[0], ast.Expr)
    }
    hints = {
        id(inner)
        for node in ast.walk(tree)
        if (isinstance(node, ast.Assign | ast.AugAssign) and "hint" in ast.unparse(node).split()[0])
        or (
            isinstance(node, ast.Return | ast.Call)
            and ("less often" in ast.unparse(node) or "_named(" in ast.unparse(node))
        )
        for inner in ast.walk(node)
    }
    found = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings | hints
        and len(node.value.split()) > 6
    ]
    assert found == []


def test_the_page_of_sentences_is_up_to_date() -> None:
    """What a report can say, for people who ask what a sentence rests on."""
    assert_golden(ROOT / "docs" / "sentences.md", "".join(page()))


def page() -> Iterator[str]:
    yield "# What a report can say\n\n"
    yield "Each sentence, when it is said, and what it rests on. Names in braces stand for what\n"
    yield "the diagram puts in. This page is made of the tables in `cld/sentences/`.\n"
    for table in TABLES:
        module = importlib.import_module(f"cld.sentences.{table}")
        title = (module.__doc__ or "").strip().removeprefix("Sentences ").removeprefix("on ")
        rows = list(sentences_of(table))
        if rows:
            yield f"\n## {title[0].upper()}{title[1:].rstrip('.')}\n\n"
            yield "| sentence | said when | source |\n| --- | --- | --- |\n"
        for _, said in rows:
            cells = (said.template, said.when, said.source)
            yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |\n"
