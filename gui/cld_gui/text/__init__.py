"""The text: its colours, problems, offers and search.

Contains: `code_edit` is the surface that is typed on; `highlight`, `grounds` and `line_numbers` are
how it looks; `completion` and `popup` offer words; `search`, `finder` and `find_bar` find and
replace.

May import: `document` and `shared`.
Start reading at `text_pane.py`.
"""
