"""The form of each statement, for the hint under a message."""

from __future__ import annotations

LINK_SHAPE = "a link looks like `Load (+)-> Latency`"
OPEN_QUOTE = "this quote is not closed"
CLOSE_QUOTE = 'close it with `"` on the same line; inside a text a quote is written `\\"`'

SHAPES = {
    "title": 'a title looks like `title "Retry storm"`',
    "exercise": 'an exercise looks like `exercise "Part B"`',
    "link": LINK_SHAPE,
    "variable": "a variable looks like `Latency: goal <= 200ms, unit ms`",
    "loop": 'a loop looks like `loop R1 "Retry storm" reinforcing: Load, Latency, Retries`',
    "sector": 'a sector looks like `sector "Clients": Timeouts, Retries`',
    "intervention": 'an intervention looks like `intervention "Breaker" { cut Retries -> Load }`',
    "run": 'a run looks like `run "More load" { step Load 50 at 10s }`',
    "run_lines": (
        "a line of a run looks like `step Load 50 at 10s for 2min`, `jump Queue 100`, "
        '`hold Pods 0`, `for 10min`, `watch Load, Latency` or `with "Breaker" at 1min`'
    ),
    "operation": (
        "an operation looks like `add A (+)-> B`, `cut A -> B`, `delay A -> B: 3min to 30s`, "
        '`set A: 5s to 10s` or `rule "…"`'
    ),
    "expect": "an expectation looks like `expect link Retries (+)-> Load (points 2)`",
    "forbid": "it looks like `forbid link Pods (+)-> Latency (minus 5)` or `forbid none`",
}
