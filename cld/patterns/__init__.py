"""System archetypes and failure patterns, as candidates with what speaks for them.

Contains: `archetypes` and `failures` are tables to read and to extend; `match` and `services` look
for them among loops, `judge` decides what is worth reporting (`support`: what has to speak for it
beside its structure), `find` gives the answer.

May import: `loops`, `sentences` and `core`.
Start reading at `find.py`, then the table `archetypes.py`.
"""
