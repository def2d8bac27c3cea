"""Where things stand in the picture of a diagram: plain geometry, without colours or files.

Contains: `plan` says what a layout aims at, `starts` proposes places, `search` improves them by
their `costs`, within counted `work`; `arcs`, `curves`, `marks` and `badges` draw, `compose` makes
the `picture`. `rows` is for what is too large, `transitions` and `continued` are for an editor.

May import: `loops`, `language` and `core`.
Start reading at `picture.py` for what comes out, `layout.py` for how.
"""
