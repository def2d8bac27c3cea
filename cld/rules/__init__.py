"""The findings on a diagram: what each rule looks for, and why it matters.

Contains: `checks` has one function a rule and one table of them; `suppress` chooses by code and by
comment; `rulebook` reads `pages/`, a Markdown page for each rule with a bad and a good example.

May import: `insight`, `leverage`, `behaviour`, `loops`, `language` and `core`.
Start reading at `checks.py`, with the table of rules at its end.
"""
