"""Texts for tooltips: plain text in lines that are not too long."""

from __future__ import annotations

import html


def tip(said: str) -> str:
    """Return the text for a tooltip. Qt wraps it, and shows tags in it as plain text.

    >>> tip("a < b" + chr(10) + "c")
    '<qt>a &lt; b<br>c</qt>'
    """
    return f"<qt>{'<br>'.join(html.escape(said, quote=False).splitlines())}</qt>"
