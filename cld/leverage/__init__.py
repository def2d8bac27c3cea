"""Where a change would matter, and how strong an intervention is.

Contains: `apply` does an intervention to a copy of the diagram, `after` and `compare` tell what
that does to the loops, `levels` gives it a level after Meadows by what it does and by its words
(`level_words`, `level_table`, `deep_levels`). `where` finds the links and variables that carry
growth, `cutset` the fewest links that open all reinforcing loops, `questions` asks what is left.

May import: `behaviour`, `language`, `loops` and `core`.
Start reading at `levels.py`.
"""
