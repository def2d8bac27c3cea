"""The text pane: syntax colours, problems, completion and search.

Contains: `code_edit` is the editing widget; `highlight`, `grounds` and `line_numbers` are its
looks; `completion` and `popup` suggest words; `search`, `finder` and `find_bar` find and replace.

May import: `document` and `shared`.
Start reading at `text_pane.py`.
"""
