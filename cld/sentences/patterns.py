"""Sentences on archetypes and failure patterns."""

from __future__ import annotations
