"""Self-contained HTML pages: the report, the feedback on an answer, the grades of a
class.

Contains: `html` is the report, `feedback` and `gradebook` are for grades; `cards`, `sections`,
`compared` and `drawing` are their parts; `tags` keeps names from becoming tags.

May import: everything but `commands`.
Start reading at `html.py`.
"""
