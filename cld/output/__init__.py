"""Output formats: text for a terminal, Markdown, JSON, SARIF, CSV and the files of grading systems.

Contains: a module for each kind of report in each format; `sections` is the list of what a report
says after its loops, in all formats. `terminal` and `progress` are for a
terminal, `json_text` and `markdown_text` for these formats, `live` shows a page that changes.

May import: `checklist`, `prose`, `paint` and all that these may import.
Start reading at `report_text.py`; `values.py` for JSON.
"""
