"""Prefixes for names, so that no class, id, attribute or font of an SVG clashes with one of the
page that shows it."""

from __future__ import annotations

from functools import lru_cache

# The prefix of every name in an SVG. Pages of this project use it for nothing else.
PREFIX = "cld-"


@lru_cache(maxsize=1_000)
def prefixed(*names: str) -> str:
    """Return names as they are written in an SVG: classes, or the name of an id.

    >>> prefixed("variable", "flow")
    'cld-variable cld-flow'
    """
    return " ".join(f"{PREFIX}{name}" for name in names)


def data_attribute(name: str) -> str:
    """Return the name of a data attribute.

    >>> data_attribute("from")
    'data-cld-from'
    """
    return f"data-{PREFIX}{name}"


def custom_property(name: str) -> str:
    """Return the name of a custom property of style sheets.

    >>> custom_property("paper")
    '--cld-paper'
    """
    return f"--{PREFIX}{name}"
