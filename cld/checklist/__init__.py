"""The design review: what it asks of each loop, what the file answers, and what is left open.

Contains: `subject` is a loop as a review sees it, `lines` are what to write into the file, `items`
what a checklist is made of, `whole` what is asked of all loops together.

May import: `analyze` and all that it may import, and `prose`.
Start reading at `checklist.py`.
"""
