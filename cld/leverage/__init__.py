"""What lies on the reinforcing loops, and how strong an intervention is.

Contains: `apply` does an intervention to a copy of the diagram, `after` and `compare` find what
that does to the loops, `reasons` and `sides` say it. `levels` gives it a level after Meadows by
what it does, or by its words (`level_words`, `level_head`, `level_acts`, `level_table`,
`deep_levels`). `where` counts the loops through each link and variable, `cutset` finds the fewest
links that all reinforcing loops run through, `questions` asks what is left.

May import: `behaviour`, `language`, `loops`, `sentences` and `core`.
Start reading at `levels.py`.
"""
