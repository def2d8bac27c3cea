"""What is said to people, in sentences that are the same in every kind of output.

Contains: loops and delays (`loops`), leverage, patterns, what a loop has to do with others
(`surroundings`), a loop read aloud (`reading`), what was `verified`, grades and classes;
`wording` has numbers with their nouns and lines that fit.

May import: `grade`, `selection`, `analyze` and all that these may import; no format.
Start reading at `wording.py`, then `loops.py`.
"""
