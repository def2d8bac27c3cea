"""Runs over time as a file states them: what changes, how long, and what is shown."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Literal

from cld.core.text import Span

PushKind = Literal["step", "jump", "hold"]


@dataclass(frozen=True, slots=True)
class TimedPush:
    """A change: a `step` of a variable from a moment on, perhaps for some time; a `jump` of a
    stock; or a variable that stays at a value. Amounts are in the unit of the variable, times in
    seconds."""

    kind: PushKind
    variable: str
    amount: float
    at: float = 0.0
    lasts: float = math.inf
    span: Span = field(default=Span(0, 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PlannedIntervention:
    """An intervention that is in place from a moment on, in seconds."""

    intervention: str
    at: float = 0.0
    span: Span = field(default=Span(0, 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class RunPlan:
    """A run that a file states.

    Attributes
    ----------
    name : its name.
    pushes : what changes.
    length : how long it takes in seconds, or None for ten times the longest loop.
    watched : the variables that are shown, or none for all that a change reaches.
    beginnings : the interventions that are put in place, of which a run takes the first.
    extra : all `key value` pairs in its brackets.
    span : the place of its name; ignored in comparisons.
    watched_spans : the places of the variables that are shown; ignored in comparisons.
    unread : true if some of its lines contain errors.
    """

    name: str
    pushes: tuple[TimedPush, ...] = ()
    length: float | None = None
    watched: tuple[str, ...] = ()
    beginnings: tuple[PlannedIntervention, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()
    span: Span = field(default=Span(0, 0), compare=False, repr=False)
    watched_spans: tuple[Span, ...] = field(default=(), compare=False, repr=False)
    unread: bool = field(default=False, compare=False)
