"""Texts for people, the same in every output format.

Contains: loops and delays (`loops`), leverage, patterns, other loops and levers of a loop
(`surroundings`), a loop explained link by link (`reading`), the result of `--verify`
(`verified`), grades and classes; `wording` has numbers with their nouns and line breaking.

May import: `grade`, `selection`, `analyze` and all that these may import; no format.
Start reading at `wording.py`, then `loops.py`.
"""
