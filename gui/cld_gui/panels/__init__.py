"""The panels: loops, findings, interactions, leverage, and the explanation of a loop.

Contains: a `…_panel` for each, with a `…_model` if it shows a table; `panel` is their base class.

May import: `document` and `shared`.
Start reading at `panel.py`, then `loops_panel.py`.
"""
