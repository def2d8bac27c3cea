"""The panels: loops, findings, interactions, leverage, and a loop read aloud.

Contains: a `…_panel` for each, with a `…_model` where it is a table; `panel` is what all share.

May import: `document` and `shared`.
Start reading at `panel.py`, then `loops_panel.py`.
"""
