"""Sentences on interventions, and where a change would act."""

from __future__ import annotations
