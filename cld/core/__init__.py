"""The foundation for all other code: the diagram, quantities, places in a text, findings, files.

Contains: `diagram` has the variables, links, loops and expectations of a file as frozen values;
`text` has spans and edits; `diagnostics` has the rules and their severities; `quantities` has
delays and gains in seconds; `english` reads names; `suggest` finds the word that was meant; `rings`
has functions for cycles, `groups` for connected collections. `files`, `beside` and `temporary` read
and write files so that none is left half written; `gate` cleans all output; `signals` and `exits`
end the command; `watch` lets long work report progress and be cancelled.

May import: nothing of this project.
Start reading at `diagram.py`, then `text.py`.
"""
