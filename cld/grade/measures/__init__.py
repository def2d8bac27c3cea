"""Measures of the literature for how near an answer is to a key.

Contains: precision, recall and F1 (`f1`), distance ratios link by link (`link_distance`) and loop
by loop (`loop_distance`), of an answer said in the words of the key (`renamed`).

May import: `grade.pairing`, `grade.names`, and what these may import.
Start reading at `f1.py`.
"""
