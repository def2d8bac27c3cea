"""How loops interact, as JSON values."""

from __future__ import annotations

from typing import Any

from cld.behaviour.interactions import Interaction, how_many_compared
from cld.report import Report


def meeting_values(report: Report) -> dict[str, Any]:
    """Return how loops interact, and the number of loops that were compared."""
    return {
        "interactions_among": how_many_compared(report.loops),
        "interactions": [_interaction(found) for found in report.interactions],
        "combinations": [
            {
                "loops": list(found.loops),
                "shared_variables": list(found.shared_variables),
                "opposed": report.is_opposed(found),
            }
            for found in report.combinations
        ],
    }


def cluster_values(report: Report) -> dict[str, Any]:
    """Return the clusters: groups of variables that all act on each other."""
    return {
        "clusters": [
            {"variables": list(c.variables), "R": c.R, "B": c.B, "U": c.U} for c in report.clusters
        ]
    }


def _interaction(found: Interaction) -> dict[str, Any]:
    return {
        "kind": found.kind,
        "pace": found.pace,
        "loops": list(found.loops),
        "shared_variables": list(found.shared_variables),
        "shared_links": [list(ends) for ends in found.shared_links],
        "because": found.because,
    }
