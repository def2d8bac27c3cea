"""Names of variables and links in menus and messages."""

from __future__ import annotations

from collections.abc import Collection

from cld.core.text import fold

LONGEST_NAME = 400


def link_words(ends: tuple[str, str]) -> str:
    """Return the name of a link for a menu.

    >>> link_words(("Load", "Latency"))
    'Load → Latency'
    """
    return f"{ends[0]} → {ends[1]}"


def one_or_many(names: Collection[str], kind: str) -> str:
    """Return the only name, or the number of names.

    >>> one_or_many(["Load"], "variable"), one_or_many("ab", "variable")
    ('Load', '2 variables')
    """
    return next(iter(names)) if len(names) == 1 else f"{len(names)} {kind}s"


def name_problem(name: str) -> str:
    """Return why a name cannot be used, or an empty text."""
    if not fold(name):
        return "the name is empty; a variable needs one"
    if len(name) <= LONGEST_NAME:
        return ""
    return f"this name has {len(name)} characters; use at most {LONGEST_NAME}"


def no_variable(name: str) -> str:
    """Return the message that a variable does not exist."""
    return f"no variable is called “{name}”"


def no_link(ends: tuple[str, str]) -> str:
    """Return the message that a link does not exist."""
    return f"no link leads from “{ends[0]}” to “{ends[1]}”"
