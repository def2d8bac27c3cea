"""Every sentence a report can print, with the condition under which it is true and its source.

Contains: `sentence` defines a sentence; the other modules are tables to read and to extend, one
for each part of a report. `docs/sentences.md` is made from them.

May import: `core`.
Start reading at `sentence.py`, then the table `loops.py`.
"""
