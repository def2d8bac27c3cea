"""Models as modellers write them, with stocks, flows, goals and controllers: no command breaks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from in_process import home, run

import cld

NAMES = [f"V{number}" for number in range(9)]
AMOUNTS = [">= 3", "<= 5", "= 4", "as few as possible"]


@st.composite
def marked(draw: st.DrawFn) -> str:
    """The text of a model: flows fill and empty stocks, the rest is linked at random."""
    count = draw(st.integers(4, len(NAMES)))
    names = NAMES[:count]
    stocks = draw(st.integers(1, max(1, count // 3)))
    lines, flows = [], []
    links: dict[tuple[str, str], str] = {}
    for number in range(stocks):
        for sign in draw(st.sampled_from([("-",), ("+",), ("+", "-")])):
            flow = f"F{number}{'in' if sign == '+' else 'out'}"
            flows.append(flow)
            links[flow, names[number]] = sign
            if sign == "-" and draw(st.booleans()):
                links[names[number], flow] = "+"
    goals = []
    # People watch a stock and act on one of its flows, some of them towards a goal.
    for number in range(draw(st.integers(0, 3))):
        watched, moved = draw(st.sampled_from(names[:stocks])), draw(st.sampled_from(flows))
        gap = names[stocks + number % (count - stocks)]
        links.setdefault((watched, gap), draw(st.sampled_from("+-")))
        links.setdefault((gap, moved), draw(st.sampled_from("+-")))
        goals += [gap] if draw(st.booleans()) else []
    for cause in [*names, *flows]:
        for effect in draw(st.lists(st.sampled_from([*names[stocks:], *flows]), max_size=2)):
            if cause != effect:
                links.setdefault((cause, effect), draw(st.sampled_from("+-")))
    for (cause, effect), sign in links.items():
        more = draw(st.sampled_from(["", "", "", ", delay 3d", ", info", ", delay 1wk smooth"]))
        lines.append(f"{cause} ({sign}{more})-> {effect}")
    there = {name for ends in links for name in ends}
    lines += [f"{name}: stock" for name in names[:stocks] if name in there]
    lines += [f"{name}: flow" for name in flows]
    for name in names:
        if name in goals or (name in there and draw(st.integers(0, 3)) == 0):
            lines.append(f"{name}: goal {draw(st.sampled_from(AMOUNTS))}")
        if name in there and name not in names[:stocks] and draw(st.integers(0, 5)) == 0:
            lines.append(f"{name}: every 1d")
    if links:
        one, other = draw(st.sampled_from(sorted(links))), draw(st.sampled_from(sorted(there)))
        verb = draw(st.sampled_from(["weaken", "cut", "strengthen"]))
        lines.append(f'intervention "I" {{ {verb} {one[0]} -> {one[1]} }}')
        lines.append(f'intervention "N" {{ add {other} (-)-> {one[0]} }}')
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("command", ["analyze", "checklist", "leverage", "explain", "push"])
@given(text=marked())
def test_no_command_breaks(
    command: str, text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp()
    file = folder / "model.cld"
    file.write_text(text, encoding="utf-8")
    asked = {"explain": ["R1"], "push": [text.split(" ", 1)[0]]}.get(command, [])
    with home(folder):
        done = run([command, str(file), *asked])
    assert done.code in (0, 1, 2), done.raised
    assert "internal error" not in done.err


def test_two_goals_and_a_drain_that_meet() -> None:
    report = cld.loads(
        "Staff (-)-> Shortage (+)-> Hiring (+)-> Staff (+)-> Leaving (-)-> Staff\n"
        "Staff (+)-> Cost (-)-> Budget left (+)-> Hiring\nStaff: stock\nHiring: flow\n"
        "Leaving: flow\nShortage: goal <= 1\nCost: goal <= 2\n"
    )
    assert [meeting.kind for meeting in report.interactions] == ["fight"]
