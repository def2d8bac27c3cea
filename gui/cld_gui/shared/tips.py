"""Words for tips: plain ones, in lines that are not too long."""

from __future__ import annotations

import html


def tip(said: str) -> str:
    """Return words for a tip: Qt wraps them, and what looks like a tag in them is none.

    >>> tip("a < b" + chr(10) + "c")
    '<qt>a &lt; b<br>c</qt>'
    """
    return f"<qt>{'<br>'.join(html.escape(said, quote=False).splitlines())}</qt>"
