"""Names of a picture's own: no class, id, attribute or font of an SVG is also one of the page
that it is shown on."""

from __future__ import annotations

from functools import lru_cache

# Begins every name in an SVG. No page of this project uses it for anything else.
PREFIX = "cld-"


@lru_cache(maxsize=1_000)
def prefixed(*names: str) -> str:
    """Return names as an SVG carries them: classes, or the name of an id.

    >>> prefixed("variable", "flow")
    'cld-variable cld-flow'
    """
    return " ".join(f"{PREFIX}{name}" for name in names)


def data_attribute(name: str) -> str:
    """Return what an attribute with data is called.

    >>> data_attribute("from")
    'data-cld-from'
    """
    return f"data-{PREFIX}{name}"


def custom_property(name: str) -> str:
    """Return what a custom property of style sheets is called.

    >>> custom_property("paper")
    '--cld-paper'
    """
    return f"--{PREFIX}{name}"
