"""What everything else speaks of: the diagram, quantities, places in a text, findings, and files.

Contains: `diagram` has the variables, links, loops and expectations of a file as frozen values;
`text` has spans and edits; `diagnostics` has the rules and their severities; `quantities` has
delays and gains in seconds; `english` reads names; `rings` and `groups` have what is asked of every
round and of everything that hangs together. `files`, `beside` and `temporary` read and write
files so that nothing is half written; `gate` cleans what is printed; `signals` and `exits` end the
command; `watch` is how long work asks whether to go on.

May import: nothing of this project.
Start reading at `diagram.py`, then `text.py`.
"""
