"""Measures from the literature for the similarity of an answer and a key.

Contains: precision, recall and F1 (`f1`), distance ratios link by link (`link_distance`) and loop
by loop (`loop_distance`), for an answer in the key's names (`renamed`).

May import: `grade.pairing`, `grade.names`, and everything that these may import.
Start reading at `f1.py`.
"""
