"""Grading: compare an answer with a key and explain every point.

Contains: `key` reads the expectations; `names/` matches the variables of the answer with those of
the key, and `pairing` records the matches; `comparison` compares the two; `expectations` decides
how many points each expectation earns, with `expect_loops`, `expect_stock` and
`expect_intervention`; `wrong_links` and `all_drawn` find what is deducted; `grade` adds up.
`measures/` are distances from the literature, `key_check` checks a key against itself, `batch`
works on many files within limits.

May import: `analyze` and everything that it may import.
Start reading at `grade.py`, then `expectations.py`.
"""
