"""System archetypes and failure patterns, reported as candidates with their evidence.

Contains: `archetypes` and `failures` are tables to read and to extend; `match` and `services`
search for them among loops, `judge` decides which matches to report (`support` finds the evidence
besides the structure), `find` returns the result.

May import: `loops`, `sentences` and `core`.
Start reading at `find.py`, then the table `archetypes.py`.
"""
