"""Small diagrams with all strengths stated: loops through one variable, which may share links."""

from __future__ import annotations

from hypothesis import strategies as st

DELAYS = ["", "", "1s", "2s", "5s", "10s", "4s smooth", "10s smooth"]
# Strength times delay: on both sides of 1/4, 1/e, 1/2, π/2, 2 and 4.
TIMES = [0.1, 0.2, 0.3, 0.34, 0.45, 0.7, 1.0, 1.4, 1.8, 2.3, 3.0, 5.0]
GAINS = [0.3, 0.5, 0.8, 1.2, 1.7, 3.0]
INTERVALS = ["1s", "2s", "5s", "15s", "2s, window 5s", "5s, window 12s", "1s, window 20s"]


@st.composite
def parts(draw: st.DrawFn) -> str:
    """Return the text of a strongly connected part of one to three loops.

    Every link into a stock carries a rate, and no other: each loop has as many rates as stocks.
    """
    count = draw(st.sampled_from([1, 1, 1, 2, 2, 3]))
    rings = [["Hub", *_own(draw, n)] for n in range(count)]
    if count > 1 and len(rings[0]) > 1 and draw(st.booleans()):
        # The second loop leaves the hub by the same link.
        rings[1] = ["Hub", rings[0][1], *rings[1][1:2]]
    names = list(dict.fromkeys(name for ring in rings for name in ring))
    many = draw(st.sampled_from([0, 1, 1, 1, 2]))
    stocks = set(draw(st.permutations(names))[:many])
    slow = draw(st.sampled_from([1, 1, 10]))
    lines, written = [], set()
    for ring in rings:
        for cause, effect in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (cause, effect) not in written:
                written.add((cause, effect))
                lines.append(_link(draw, cause, effect, effect in stocks, slow))
    lines += [f"{name}: stock" for name in names if name in stocks]
    if not stocks and draw(st.booleans()):
        lines.append("Elsewhere: stock")
    if draw(st.sampled_from([False, False, True])):
        lines.append(f"{draw(st.sampled_from(names))}: every {draw(st.sampled_from(INTERVALS))}")
    return "\n".join(lines)


def _own(draw: st.DrawFn, number: int) -> list[str]:
    return [f"{letter}{number + 1}" for letter in "ABC"[: draw(st.sampled_from([1, 1, 2, 3]))]]


def _link(draw: st.DrawFn, cause: str, effect: str, rate: bool, slow: int) -> str:
    sign = draw(st.sampled_from("+-"))
    delay = draw(st.sampled_from(DELAYS))
    if rate:
        strength = draw(st.sampled_from(TIMES)) / draw(st.sampled_from([1, 2, 5, 10])) / slow
        gain = f"gain {strength:.6f}/s"
    else:
        gain = f"gain {draw(st.sampled_from([1, 1, 1, 1, *GAINS]))}"
    said = f"{sign}, {gain}" + (f", delay {delay}" if delay else "")
    return f"{cause} ({said})-> {effect}"
