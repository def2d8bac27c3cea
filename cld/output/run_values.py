"""A run as JSON values, as a table, and as lines with small curves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from cld.core.diagram import Diagram
from cld.core.gate import shown
from cld.io.cells import defused, line
from cld.leverage.apply import apply_changes
from cld.prose.margins import margin_words
from cld.prose.run import draws_remarks, push_words, run_remarks, with_remarks
from cld.simulate.draws import SHARES
from cld.simulate.made import MadeRun
from cld.simulate.margins import PartMargins
from cld.simulate.run import Run

_BARS = "▁▂▃▄▅▆▇█"
_ASCII_BARS = "_.-=+*#@"
# How many characters a curve has.
WIDTH = 32


def made_values(diagram: Diagram, made: MadeRun) -> dict[str, Any]:
    """Return a run with its name and, if it has one, the run with an intervention, as JSON
    values."""
    values = {"run": made.plan.name or None, **run_values(diagram, made.run, made.names)}
    if made.draws is not None:
        values["draws"] = {
            "count": made.draws.count,
            "failed": made.draws.failed,
            "drawn": made.draws.drawn,
            "shares": list(SHARES),
            "bands": {
                name: band.tolist() for name, band in made.draws.bands.items() if name in made.names
            },
            "outcomes": [
                {"variables": list(names), **counts}
                for names, counts in made.draws.outcomes.items()
            ],
            "remarks": list(draws_remarks(made.draws)),
        }
    if made.intervention is not None and made.after is not None:
        changed = apply_changes(diagram, made.intervention.changes).diagram
        told = run_values(changed, made.after, made.names)
        told["remarks"] = list(with_remarks(diagram, made.intervention, made.after))
        values["with"] = {"intervention": made.intervention.name, "at": made.at, **told}
    return values


def run_values(diagram: Diagram, run: Run, watched: tuple[str, ...]) -> dict[str, Any]:
    """Return a run as JSON values; only watched variables have their values."""
    return {
        "pushes": [
            {
                "kind": push.kind,
                "variable": push.variable,
                "amount": push.amount,
                "at": push.at,
                "for": push.lasts if np.isfinite(push.lasts) else None,
                "words": push_words(diagram, push),
            }
            for push in run.pushes
        ],
        "parts": [
            {
                "variables": list(found.part.names),
                "outcome": found.outcome,
                "growth": found.growth,
                "period": found.period
                if found.period is not None and np.isfinite(found.period)
                else None,
                "oscillates": None if found.period is None else bool(np.isfinite(found.period)),
                "unstated": [list(ends) for ends in found.part.unstated],
            }
            for piece in run.pieces
            for found in piece.outcomes
        ],
        "pieces": [
            {
                "times": piece.times.tolist(),
                "values": {
                    name: piece.values[:, number].tolist()
                    for number, name in enumerate(piece.names)
                    if name in watched and len(piece.times)
                },
                "refused": piece.refused or None,
                "full": list(piece.full),
            }
            for piece in run.pieces
        ],
        "margins": [_margin_values(diagram, one) for one in run.margins],
        "stated": run.stated,
        "links": run.links,
        "remarks": list(run_remarks(diagram, run)),
    }


def _margin_values(diagram: Diagram, one: PartMargins) -> dict[str, Any]:
    return {
        "variables": list(one.part.names),
        "links": [
            {
                "cause": margin.ends[0],
                "effect": margin.ends[1],
                "changed": margin.changed,
                "settles_now": margin.settles,
                "settles": [
                    [low or None, high if np.isfinite(high) else None]
                    for low, high in margin.settling
                ],
            }
            for margin in one.found
        ]
        if one.found is not None
        else None,
        "remarks": [text for words in margin_words(one) for text in (words.sentence, *words.lines)],
    }


def run_table(run: Run, watched: tuple[str, ...]) -> Iterator[str]:
    """Yield the lines of a CSV table: a time in seconds, a variable and its value."""
    yield line(["seconds", "variable", "value"])
    for piece in run.pieces:
        for number, name in enumerate(piece.names):
            if name in watched:
                for time, value in zip(piece.times, piece.values[:, number], strict=True):
                    yield line([f"{time:.6g}", defused(shown(name)), f"{value:.8g}"])


def sparkline(values: Any, plain: bool = False, width: int = WIDTH) -> str:
    """Return values over time as a row of bars, between the least and the greatest of them.

    >>> sparkline(np.array([0.0, 1.0, 2.0, 3.0]), width=4)
    '▁▃▆█'
    """
    bars = _ASCII_BARS if plain else _BARS
    if not len(values):
        return ""
    # In each stretch the value that is farthest from the mean, so that a short peak is seen.
    whole = np.asarray(values, float)
    apart = np.abs(whole - whole.mean())
    starts = np.arange(width) * len(whole) // width
    ends = np.maximum(np.arange(1, width + 1) * len(whole) // width, starts + 1)
    places = [
        start + int(np.argmax(apart[start:end])) for start, end in zip(starts, ends, strict=True)
    ]
    shown = whole[places]
    low, high = float(np.min(values)), float(np.max(values))
    if high - low <= 1e-12 * max(abs(low), abs(high)):
        return bars[0] * width
    steps = (shown - low) / (high - low) * (len(bars) - 1)
    return "".join(bars[round(step)] for step in steps)
