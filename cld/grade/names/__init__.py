"""Matches the variables of an answer with those of the key, whatever they are called.

Contains: `spelling` splits a name into words, `likeness` compares two names, `opposites` is a table
of words that distinguish names, `assign` pairs names so that the total worth of the pairs is
greatest, `byhand` reads the matches that a person made.

May import: `language` and `core`.
Start reading at `match.py`.
"""
