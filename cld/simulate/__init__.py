"""Behaviour over time, and the levels that variables reach after a push.

Contains: terms of determinants counted by sign (`terms`), the parts of a diagram in the order in
which a push passes them (`order`), the equations of a part by sign (`balance`), whether a part
settles whatever its strengths are (`stable`), and what rises and falls after a push (`push`).

May import: `leverage`, `behaviour`, `loops` and `core`.
Start reading at `push.py`.
"""
