"""The layout of a diagram's picture: plain geometry, without colours or files.

Contains: `plan` states the aims of a layout, `starts` proposes places, `search` improves them by
their `costs`, within counted `work`; `arcs`, `curves`, `marks` and `badges` draw, `compose` makes
the `picture`. `rows` is for very large diagrams, `transitions` and `continued` are for an editor.

May import: `loops`, `language` and `core`.
Start reading at `picture.py` for the result, `layout.py` for the method.
"""
