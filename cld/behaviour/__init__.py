"""What follows from the loops and delays of a diagram without a run.

Contains: how long a loop takes (`delays`), how often a controller decides (`pace`), which act on
stale information (`controllers`) and what a sentence says of it (`decisions`), what loops aim for
(`goals`), which can oscillate (`oscillation`), which balancing loops oppose a reinforcing one
(`opposition`), how loops meet (`interactions`, for two balancing ones `rivals`), and parts in which
everything feeds back (`clusters`).

May import: `language`, `loops`, `sentences` and `core`.
Start reading at `interactions.py`.
"""
