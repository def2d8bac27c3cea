"""Places that the file sets, and the others around them."""

from __future__ import annotations

import math

import numpy as np

from cld.picture.arcs import Numbers
from cld.picture.plan import Plan


def pinned(plan: Plan, places: Numbers) -> Numbers:
    """Return places rotated and moved to fit those that the file sets, and these in their stead."""
    if not plan.at:
        return places
    pins = list(plan.at)
    wanted = np.array([plan.at[variable] for variable in pins])
    here, there = places[pins].mean(0), wanted.mean(0)
    before, after = places[pins] - here, wanted - there
    dot = float((before * after).sum())
    cross = float((before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]).sum())
    size = math.hypot(dot, cross)
    cos, sin = (dot / size, cross / size) if size > 0 else (1.0, 0.0)
    x, y = (places - here).T
    fitted = np.stack([x * cos - y * sin, x * sin + y * cos], 1) + there
    fitted[pins] = wanted
    return np.asarray(fitted)
