"""How verbs name what they work on, in menus and where something cannot be done."""

from __future__ import annotations

from collections.abc import Collection

from cld.core.text import fold

LONGEST_NAME = 400


def link_words(ends: tuple[str, str]) -> str:
    """Return a link as menus name it.

    >>> link_words(("Load", "Latency"))
    'Load → Latency'
    """
    return f"{ends[0]} → {ends[1]}"


def one_or_many(names: Collection[str], kind: str) -> str:
    """Return the one name, or how many there are.

    >>> one_or_many(["Load"], "variable"), one_or_many("ab", "variable")
    ('Load', '2 variables')
    """
    return next(iter(names)) if len(names) == 1 else f"{len(names)} {kind}s"


def name_problem(name: str) -> str:
    """Return why a name cannot be one, or nothing."""
    if not fold(name):
        return "a variable needs a name"
    return "this name is too long" if len(name) > LONGEST_NAME else ""


def no_variable(name: str) -> str:
    """Return that there is no such variable."""
    return f"there is no variable “{name}”"


def no_link(ends: tuple[str, str]) -> str:
    """Return that there is no such link."""
    return f"there is no link from “{ends[0]}” to “{ends[1]}”"
