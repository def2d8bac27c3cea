"""All feedback loops of a diagram: counted exactly, listed by length, and asked questions.

Contains: `kernel` makes a diagram small, `sweep` gathers all its loops in a graph of choices
(`dag`), `space` counts and asks them, `listing` and `by_length` list them. `cycles` finds loops one
by one where there are too many, within the `components` that can hold any. `catalogue` gives them
ids and names, `declared` checks what the file says of them, `basis` chooses a few for the eye,
`verify` has networkx find them once more.

May import: `core`.
Start reading at `catalogue.py`, then `space.py`.
"""
