"""Verbs: each takes a text that was read, and returns small edits of it that touch no other byte.

Contains: verbs on variables, links, loops and the title, and those that copy and delete; `change`
is what they return.

May import: `language`, `loops` and `core`.
Start reading at `verbs.py`, which names them all, then `change.py`.
"""
