"""Verbs: each takes a source and returns small edits of its text that change no other byte.

Contains: verbs on variables, links, loops and the title, and verbs that copy and delete; `change`
is the type they return.

May import: `language`, `loops` and `core`.
Start reading at `verbs.py`, which lists them all, then `change.py`.
"""
