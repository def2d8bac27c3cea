"""Sentences on how loops meet."""

from __future__ import annotations
