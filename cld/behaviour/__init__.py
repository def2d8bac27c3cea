"""What follows from the loops and delays of a diagram without a run.

Contains: how long a loop takes (`delays`), which controllers act on stale information
(`controllers`), what loops are after (`goals`), which can swing (`swing`), which balancing loop
holds a reinforcing one (`protection`), how loops meet (`interactions`), and parts in which
everything feeds back (`clusters`).

May import: `language`, `loops` and `core`.
Start reading at `interactions.py`.
"""
