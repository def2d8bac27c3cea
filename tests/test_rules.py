"""Every rule has a page, and the diagrams on it show what the rule finds and what it does not."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import in_process
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
    # A link to itself is one link.
    assert "CLD504" not in {
        found.code for found in _found(analyze("".join([*links[:5], "Quality (-)-> Quality\n"])))
    }
    # What meets at a flow are the factors of its equation.
    flow = "".join([*links, "Quality: flow\n"])
    assert "CLD504" not in {found.code for found in _found(analyze(flow))}


def test_flows_may_be_named_for_their_directions() -> None:
    text = "Rise (+)-> Sea (+)-> Salt\nSea decrease (-)-> Sea\nSea: stock\n"
    assert _of("CLD402", text)
    assert not _of("CLD402", text + "Sea decrease: flow\n")


@pytest.mark.parametrize(
    ("name", "turns"), [("Less trust", True), ("Higher trust", False), ("Falling behind", False)]
)
def test_where_a_word_reverses_a_name_the_signs_turn_with_it(name: str, turns: bool) -> None:
    (finding,) = _of("CLD402", f"{name} (+)-> Sales\n")
    assert ("reverse the signs of its links" in (finding.hint or "")) is turns


def test_a_level_not_borne_out_gives_the_first_reason_alone() -> None:
    text = "A (+)-> B (+)-> A\nC (-)-> D (-)-> C\n"
    (finding,) = _of("CLD512", text + 'intervention "S" (level 9) { inform A (+)-> C }')
    assert finding.message.endswith("(brings information on A to C)")


def _of(code: str, text: str) -> list[Diagnostic]:
    return [finding for finding in analyze(text).diagnostics if finding.code == code]


def _said(code: str, text: str) -> list[str]:
    return [finding.message for finding in _of(code, text)]


# -- CLD305: the letter of an id --


def test_each_wrong_letter_is_told_an_id_of_its_own_that_is_free() -> None:
    rings = "".join(f"A{n} (+)-> B{n} (+)-> A{n}\n" for n in range(4))
    members = ("A0, B0", "A1, B1", "A2, B2", "A3, B3")

    def named(*ids: str) -> str:
        said = zip(ids, members, strict=True)
        return rings + "".join(f"loop {id_}: {names}\n" for id_, names in said)

    found = _of("CLD305", named("B1", "b2", "R2", "B7"))
    assert [finding.hint for finding in found] == ["call it R1", "call it R3", "call it R7"]
    mended = {finding.code for finding in analyze(named("R1", "R3", "R2", "R7")).diagnostics}
    assert mended.isdisjoint({"CLD304", "CLD305"})


def test_two_loops_with_the_wrong_letters_may_change_places() -> None:
    text = "A (+)-> B (+)-> A\nB (+)-> C (-)-> B\nloop B1: A, B\nloop R1: B, C\n"
    hints = [finding.hint for finding in _of("CLD305", text)]
    assert hints == ["call it R2", "call it B2"]  # R1 and B1 stand in the file


# -- CLD503: variables in no loop --


def test_what_nothing_changes_and_what_changes_nothing_are_told_apart() -> None:
    text = "Source (+)-> Way (+)-> A (+)-> B (-)-> A (+)-> Out (+)-> Sink\n"
    text += "B (+)-> Between (+)-> C (-)-> C\n"
    assert _said("CLD503", text) == [
        "“Source” is not in any loop: nothing in the diagram changes it",
        "“Sink” is not in any loop: it changes nothing in the diagram",
        "“Between” is not in any loop: none of its effects leads back to it",
    ]
    kinds = [finding.alike for finding in _of("CLD503", text)]
    assert kinds == ["source", "sink", "through"]


# -- CLD505, CLD507, CLD508: loops --


@pytest.mark.parametrize(
    ("mark", "told"),
    [
        ("Rain: stock", True),
        ("Rain: constant", False),
        ('Rain: outside "the weather"', False),
        ('Rain: stock, outside "the weather"', False),
        ("Rain: flow", False),
    ],
)
def test_what_comes_from_outside_is_no_gap(mark: str, told: bool) -> None:
    text = f"Rain (+)-> Grass (+)-> Sheep (-)-> Grass\n{mark}\n"
    found = _of("CLD503", text)
    assert bool(found) is told
    assert not told or "`outside`" in (found[0].hint or "")


BARE = "A (+)-> B (-)-> A\nC (+)-> D (-)-> C\n"


def test_of_a_stated_loop_without_a_name_no_second_statement_is_asked() -> None:
    (finding,) = _of("CLD505", BARE + "loop balancing: C, D")
    assert finding.message == "no loop has a name, and a number does not show what a loop does"
    assert finding.hint == "name the loops that matter; the statement of this loop has no name yet"


def test_that_no_loop_has_a_name_is_one_finding() -> None:
    (said,) = _said("CLD505", BARE)
    assert said == "no loop has a name; numbers change when loops are added, but names stay"
    assert _said("CLD505", "A (+)-> B (-)-> A") == []
    assert _said("CLD505", BARE + 'loop "Calm": A, B') == []


@pytest.mark.parametrize(
    ("seen", "goal"),
    [
        ("Latency", "Latency: goal <= …"),
        ("Cache hit rate", '"Cache hit rate": goal >= …'),
        ("Room temperature", "Room temperature: goal = …"),
    ],
)
def test_a_goal_is_asked_of_loops_on_which_something_decides(seen: str, goal: str) -> None:
    loop = f"{seen} (+)-> Action (-)-> {seen}\n"
    assert _said("CLD507", loop) == []  # as of nature
    hint = f"state its goal, as in `{goal.replace(chr(34), '')}`"
    for steered in (loop + "Action: every 1s\n", loop.replace("(+)", "(+, info)")):
        (finding,) = _of("CLD507", steered)
        assert finding.message == "“Action” decides on B1, but the file states no goal for it"
        assert finding.hint == hint
        assert _said("CLD507", f"{steered}{seen}: goal = 3\n") == []


def test_each_loop_that_nothing_opposes_is_a_finding() -> None:
    text = "A (+)-> B (+)-> A\nC (+)-> D (+)-> C\nD (+)-> E (-)-> D\nF (-)-> G (-)-> F\n"
    assert _said("CLD508", text) == [
        "R1 is unchecked: no balancing loop shares a variable with it",
        "R3 is unchecked: no balancing loop shares a variable with it",
    ]


# -- CLD510: a controller that acts on stale information, by its law --

POOL = "Queue (+, delay 120s)-> Pods (-)-> Queue\nQueue: stock\nPods: every 15s"
BLIND = "“Pods” acts on stale information in B1: "


@pytest.mark.parametrize(
    ("law", "said"),
    [
        (", decides step", "8 decisions, 7 of them before any effect is visible"),
        (", decides total", "a total is set, so decisions do not add up, but each is 2min late"),
        (
            ", decides ratio",
            "the ratio comes from information 2min old and is applied again in 8 decisions",
        ),
        (
            "",
            "8 decisions, 7 of them before any effect is visible; its decisions add up if "
            "it decides by steps or ratios, but not if it sets a total",
        ),
    ],
)
def test_what_a_blind_decision_does_is_said_by_its_law(law: str, said: str) -> None:
    (finding,) = _of("CLD510", POOL + law)
    assert finding.message == BLIND + said
    if "total" in law:  # nothing piles up
        assert (finding.hint or "").startswith("shorten the delay, or react less strongly")
        return
    asks = "write `decides total`, `decides ratio` or `decides step`" in finding.hint
    assert asks == (not law)
    # What the hint says helps, and a little less does not. A ratio on information just as old
    # as the pace does not see its last decision yet.
    just = ("Pods: every 15s, window 2min", "Pods: every 2min")
    longer = ("Pods: every 15s, window 121s", "Pods: every 121s")
    ratio = law.endswith("ratio")
    start = "decide less often than every 2min" if ratio else "decide every 2min or less often"
    assert finding.hint.startswith(start)
    for helps in longer if ratio else just:
        assert _said("CLD510", POOL.replace("Pods: every 15s", helps) + law) == []
    less = just[0] if ratio else "Pods: every 119s"
    assert _said("CLD510", POOL.replace("Pods: every 15s", less) + law) != []


def test_the_window_of_a_controller_makes_it_decide_in_whole_steps() -> None:
    (said,) = _said("CLD510", f"{POOL}, window 50s, decides step")  # once a minute
    assert said == BLIND + "2 decisions, 1 of them before any effect is visible"


def test_a_ratio_is_stale_by_the_age_of_what_it_sees_alone() -> None:
    """Behind the stock that it sees, time passes too, but on that it does not repeat itself."""
    text = "Pods (-, delay 120s)-> Queue (+, delay 5s)-> Pods\nQueue: stock\nPods: every 15s"
    assert _said("CLD510", f"{text}, decides ratio\n") == []
    (step,) = _said("CLD510", f"{text}, decides step\n")
    assert step == BLIND + "9 decisions, 8 of them before any effect is visible"
    older = text.replace("delay 5s", "delay 40s")
    assert _said("CLD510", f"{older}, decides ratio\n") == [
        BLIND + "the ratio comes from information 40s old and is applied again in 2 decisions"
    ]


def test_without_a_stock_the_age_of_what_a_ratio_sees_is_not_made_up() -> None:
    text = "Pods (-, delay 120s)-> Queue (+, delay 5s)-> Pods\nPods: every 15s, decides ratio"
    (said,) = _said("CLD510", text)
    assert said == BLIND + "9 decisions, 8 of them before any effect is visible"


# -- CLD513: a response later than one cycle --


def test_a_later_response_is_a_note_that_states_both_times() -> None:
    later = "A (+, delay 1s)-> B (+)-> A\nB (+, delay 3s)-> C (-)-> B\n"
    (finding,) = _of("CLD513", later)
    assert finding.severity == "info"
    assert finding.message == (
        "one cycle of R1 takes 1s; by the marked delays, each loop that opposes it takes longer; "
        "the fastest, B1, takes 3s"
    )
    soonest = later + "B (+, delay 2s)-> D (-)-> B\n"
    assert _said("CLD513", soonest)[0].endswith("; the fastest, B2, takes 2s")


@pytest.mark.parametrize(
    "text",
    [
        "A (+)-> B (+)-> A\nB (+, delay 3s)-> C (-)-> B\n",
        "A (+, delay 1s)-> B (+)-> A\nB (+)-> C (-)-> B\n",
        "A (+, delay 1s)-> B (+)-> A\nB (+, delay 1s)-> C (-)-> B\n",
        "A (+, delay 1s)-> B (+)-> A\nB (+, delay 1s..3s)-> C (-)-> B\n",
        "A (+, delay 1s)-> B (+)-> A\nB (+, delay 3s smooth)-> C (-)-> B\n",
        "A (+, delay 1s)-> B (+)-> A\nB (+, delay 3s)-> C (-)-> B\nB (+)-> D (-)-> B\n",
        "A (+, delay)-> B (+)-> A\nB (+, delay 3s)-> C (-)-> B\n",
    ],
    ids=["no cycle", "no response", "as soon", "ranges", "smooth", "one unmarked", "no length"],
)
def test_a_later_response_is_told_only_where_the_marks_say_it_of_all(text: str) -> None:
    assert _said("CLD513", text) == []


def test_no_example_sends_a_control_character() -> None:
    for code in sorted(RULES):
        printed = in_process.run(["rule", code, "--format", "markdown"]).out.decode()
        assert all(char.isprintable() or char == "\n" for char in printed)
