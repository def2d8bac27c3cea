"""Sentences on the findings on loops and links."""

from __future__ import annotations
