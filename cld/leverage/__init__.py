"""The links and variables on reinforcing loops, and the strength of interventions.

Contains: `apply` applies an intervention to a copy of the diagram, `after` and `compare` find its
effects on the loops, `reasons` and `sides` put them into sentences. `levels` gives it a level after
Meadows by its effects, or by its words (`level_words`, `level_head`, `level_acts`, `level_table`,
`deep_levels`). `where` counts the loops through each link and variable, `cutset` finds the smallest
set of links that all reinforcing loops run through, `questions` has the open questions.

May import: `behaviour`, `language`, `loops`, `sentences` and `core`.
Start reading at `levels.py`.
"""
