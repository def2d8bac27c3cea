"""Behaviour that follows from the loops and delays of a diagram, without a simulation.

Contains: the delay of a loop (`delays`), how often a controller decides (`pace`), controllers that
act on stale information (`controllers`) and the sentence on them (`decisions`), the goals of loops
(`goals`), loops that can oscillate (`oscillation`), balancing loops that oppose a reinforcing one
(`opposition`), interactions of loops (`interactions`, for two balancing ones `rivals`), and parts
in which everything feeds back (`clusters`).

May import: `language`, `loops`, `sentences` and `core`.
Start reading at `interactions.py`.
"""
