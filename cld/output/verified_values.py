"""The result of `cld analyze --verify`, as JSON values."""

from __future__ import annotations

from typing import Any

from cld.loops.loop import Loop
from cld.loops.verify import ENGINE, MOST_LOOPS, MOST_STEPS
from cld.report import Report


def verified_values(report: Report) -> dict[str, Any]:
    """Return the key `verification`, or nothing where it was not asked for.

    `found` is None where nothing was compared; `verdict` says why.
    """
    found = report.verification
    if found is None:
        return {}
    theirs = found.theirs
    kinds = ("R", "B", "U", "total", "exact")
    return {
        "verification": {
            "engine": ENGINE,
            "verdict": found.verdict,
            "found": {kind: getattr(theirs, kind) for kind in kinds} if theirs else None,
            "only_cld": _loop(found.only_ours),
            "only_engine": _loop(found.only_theirs),
            "most_loops": MOST_LOOPS,
            "most_steps": MOST_STEPS,
        }
    }


def _loop(loop: Loop | None) -> dict[str, Any] | None:
    return {"type": loop.type, "variables": list(loop.variables)} if loop else None
