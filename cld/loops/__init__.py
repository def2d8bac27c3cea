"""The feedback loops of a diagram: counted exactly, listed by length, and queried.

Contains: `kernel` makes a diagram small, `sweep` collects all its loops in a graph of choices
(`dag`), `space` counts and queries them, `listing` and `by_length` list them. `cycles` finds loops
one by one if there are too many, within the `components` that can contain loops. `catalogue` gives
them ids and names, `declared` checks the file's statements about them, `basis` chooses a small set
for readers, `verify` lets networkx find them independently.

May import: `core`.
Start reading at `catalogue.py`, then `space.py`.
"""
