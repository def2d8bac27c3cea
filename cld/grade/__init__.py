"""Grading: an answer against a key, with every point explained.

Contains: `key` reads what is expected; `names/` finds which variable of the answer stands for which
of the key, and `pairing` holds that; `comparison` lays both beside each other; `expectations` says
what each expectation earns, with `expect_loops`, `expect_stock` and `expect_intervention`;
`wrong_links` and `all_drawn` what is taken off; `grade` adds up. `measures/` are distances of the
literature, `key_check` proves a key against itself, `batch` works on many files within bounds.

May import: `analyze` and all that it may import.
Start reading at `grade.py`, then `expectations.py`.
"""
