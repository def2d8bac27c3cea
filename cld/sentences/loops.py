"""Sentences on each loop: its delay, its period, what opposes it."""

from __future__ import annotations
