"""All verbs in one place, for an editor that loads them at the first edit."""

from __future__ import annotations

from cld.edit.copies import copy_text, duplicate, paste
from cld.edit.delete import delete
from cld.edit.links import add_link, reverse, set_bend, set_delay, set_note, set_polarity
from cld.edit.loops import name_loop
from cld.edit.title import set_title
from cld.edit.variables import add_variable, place, rename_variable, set_kind, unplace

__all__ = [
    "add_link",
    "add_variable",
    "copy_text",
    "delete",
    "duplicate",
    "name_loop",
    "paste",
    "place",
    "rename_variable",
    "reverse",
    "set_bend",
    "set_delay",
    "set_kind",
    "set_note",
    "set_polarity",
    "set_title",
    "unplace",
]
