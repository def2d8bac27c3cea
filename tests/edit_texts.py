"""Texts for the verbs: chains over lines, comments, odd blanks, settings, blocks."""

from __future__ import annotations

from hypothesis import strategies as st

NAMES = ["A", "Load per pod", "B", "C  x", "负载", '"q (x)"', "loop R1", "title", "s", "Goal"]
ATTRIBUTES = ["delay 3min", '"why"', "bend 30", "info", "colour red", '"two"', "delay"]
COMMENTS = st.sampled_from(["", "", "", "  # why, (so)", " #two"])
NAME = st.sampled_from(NAMES)


@st.composite
def texts(draw: st.DrawFn, names: list[str] = NAMES) -> str:
    """A text that can be read, except that its loops need not close."""
    end = draw(st.sampled_from(["\n", "\n", "\r\n", "\r"]))
    few = draw(st.lists(st.sampled_from(names), min_size=2, max_size=5, unique=True))
    name = st.sampled_from(few)
    kinds = [_chain, _chain, _chain, _variable, _loop, _block, _run, _line]
    lines = draw(st.lists(st.sampled_from(kinds).flatmap(lambda kind: kind(name, end)), max_size=7))
    return end.join(lines) + draw(st.sampled_from([end, end, "", end * 2]))


@st.composite
def _chain(draw: st.DrawFn, name: st.SearchStrategy[str], end: str) -> str:
    said = draw(st.sampled_from(["", "", " "])) + draw(name)
    for _ in range(draw(st.integers(1, 4))):
        if draw(st.integers(0, 3)) == 0:
            said += draw(COMMENTS) + end
            said += draw(st.sampled_from(["", "", f"    # own{end}"])) + draw(
                st.sampled_from(["    ", " ", "\t"])
            )
        else:
            said += draw(st.sampled_from([" ", "  ", ""]))
        said += draw(_arrow()) + draw(st.sampled_from([" ", "", "  "])) + draw(name)
    settings = st.sampled_from(
        ["", "", "", " (delay 5s)", ' ("set")', " (bend 4)", f"{end}   (delay 1s, colour x)"]
    )
    return said + draw(settings) + draw(COMMENTS)


@st.composite
def _arrow(draw: st.DrawFn) -> str:
    sign = draw(st.sampled_from(["+", "+", "-", "?", "s", "o", "−"]))
    said = draw(st.lists(st.sampled_from(ATTRIBUTES), unique_by=lambda a: a[:3], max_size=3))
    comma = draw(st.sampled_from([", ", ",", " , "]))
    lead, arrow = draw(st.sampled_from(["(", "( "])), draw(st.sampled_from(["->", " ->", "→"]))
    return lead + comma.join([sign, *said]) + ")" + arrow


@st.composite
def _variable(draw: st.DrawFn, name: st.SearchStrategy[str], end: str) -> str:
    about = ["stock", "at 1 2", '"note"', "unit x", "flow", "at -3.5 9", 'alias "A"', "opposite B"]
    said = draw(st.lists(st.sampled_from(about), unique=True, max_size=3))
    settings = draw(st.sampled_from(["", "", "", " (at 5 6)", " (stock, unit x)"]))
    own = draw(name).replace("loop R1", '"loop R1"').replace("title", '"title"')
    blank = draw(st.sampled_from(["", " "]))
    return f"{own}{blank}:{blank}{', '.join(said)}{settings}{draw(COMMENTS)}"


@st.composite
def _loop(draw: st.DrawFn, name: st.SearchStrategy[str], end: str) -> str:
    head = draw(st.sampled_from(["", " R1", ' "N"', ' R2 "M"', ' "N" reinforcing', " balancing"]))
    members = draw(st.lists(name, min_size=1, max_size=3))
    goal = draw(st.sampled_from(["", "", " (goal {} <= 3)", ' ("x", goal {})'])).format(members[0])
    return f"loop{head}: {', '.join(members)}{goal}{draw(COMMENTS)}"


@st.composite
def _block(draw: st.DrawFn, name: st.SearchStrategy[str], end: str) -> str:
    a, b, c = draw(name), draw(name), draw(name)
    operations = draw(
        st.lists(
            st.sampled_from(
                [
                    f"cut {a} -> {b}",
                    f"add {a} (+)-> New (-, delay)-> {c}",
                    f"set {b}: 1 to 2",
                    f"delay {a} -> {c}: 3min to 30s",
                    f"stock {c}",
                    'rule "A"',
                    f"inform {b} (-)-> {a}",
                ]
            ),
            max_size=3,
        )
    )
    if len(operations) < 2 and draw(st.booleans()):
        return f'intervention "I" {{ {"".join(operations)} }}{draw(COMMENTS)}'
    inside = "".join(f"    {operation}{draw(COMMENTS)}{end}" for operation in operations)
    return f'intervention "I" (level 7) {{{draw(COMMENTS)}{end}{inside}}}{draw(COMMENTS)}'


@st.composite
def _run(draw: st.DrawFn, name: st.SearchStrategy[str], end: str) -> str:
    a, b, c = draw(name), draw(name), draw(name)
    lines = draw(
        st.lists(
            st.sampled_from(
                [f"step {a} 1", f"step {b} -2 at 1s for 3 min", f"hold {c} 0", "for 2min",
                 f"watch {a}", f"watch {a} , {b},{c}", 'with "I" at 1min', 'with "I"']
            ),
            max_size=4,
        )
    )  # fmt: skip
    if draw(st.booleans()):
        return f'run "R" {{ {" , ".join(lines)} }}{draw(COMMENTS)}'
    inside = "".join(f"    {line}{draw(COMMENTS)}{end}" for line in lines)
    return f'run "R" (x 1) {{{draw(COMMENTS)}{end}{inside}}}{draw(COMMENTS)}'


def _line(name: st.SearchStrategy[str], end: str) -> st.SearchStrategy[str]:
    return st.sampled_from(
        ["", "# alone", "  # in", 'title "T"  # t', 'exercise "E"', "expect link A (+)-> B",
         "expect loop balancing: A, B (points 2)", "expect fight over A", "forbid link B (-)-> A"]
    )  # fmt: skip
