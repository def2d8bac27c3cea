"""Which variable of an answer stands for which of the key, whatever it is called.

Contains: `spelling` takes a name apart, `likeness` compares two, `opposites` is a table of words
that tell names apart, `assign` pairs names so that all pairs together are worth most, `byhand`
reads what a person decided.

May import: `language` and `core`.
Start reading at `match.py`.
"""
