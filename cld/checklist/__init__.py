"""The design review: the questions about each loop, the answers in the file, and open questions.

Contains: `subject` is a loop as a review sees it, `lines` are the lines to add to the file,
`items` are the parts of a checklist, and `whole` has the questions about the whole diagram.

May import: `analyze` and all that it may import, and `prose`.
Start reading at `checklist.py`.
"""
