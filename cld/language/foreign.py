"""Recognises a text that is another format as a whole, by how it begins."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ForeignText:
    """A text of another format: its name, and the offset of its first line.

    `suffix` is that of its files if `cld convert` reads them, else empty.
    """

    what: str
    suffix: str
    start: int


_BEFORE = re.compile(r"(?:\s++|#[^\n]*+)*+")
_BEGINNINGS = (
    (
        re.compile(r"(?:graph|flowchart)\s+(?:TB|TD|BT|RL|LR)\s*(?:;|%%|$)|%%\{", re.MULTILINE),
        "a Mermaid flowchart",
        ".mmd",
    ),
    (re.compile(r"(?:strict\s+)?(?:di)?graph\b[^\n():]*\{"), "a DOT graph", ".dot"),
    (re.compile(r'[\[{]\s*(?:"|[\[{}\]])'), "JSON", ".json"),
    (re.compile(r"\{UTF-8\}"), "a Vensim model", ""),
    (re.compile(r"<(?:\?xml|!--|!DOCTYPE|xmile|svg|html|mxfile|graphml)\b", re.I), "XML", ""),
    (re.compile(r"@startuml\b"), "a PlantUML diagram", ""),
)
_FENCE = re.compile(r"^```", re.MULTILINE)
_FENCED = 20_000
# Among the first characters three in ten are none of a text: a picture, a program, an archive.
# Zeros alone are a text in UTF-16 that is not marked as such.
_SAMPLE = 2_000
_NO_TEXT = re.compile(r"[\x01-\x08\x0e-\x1f\ufffd]")


def foreign_text(text: str) -> ForeignText | None:
    """Return the format of a text that is not in the language, or None.

    >>> foreign_text("flowchart LR\\n  A --> B").what
    'a Mermaid flowchart'
    >>> foreign_text("graph TD (+)-> B") is None
    True
    """
    sample = text[:_SAMPLE].replace("\0", "")
    if 10 * len(_NO_TEXT.findall(sample)) > 3 * len(sample):
        return ForeignText("binary data", "", 0)
    before = _BEFORE.match(text)
    start = before.end() if before else 0
    for pattern, what, suffix in _BEGINNINGS:
        if pattern.match(text, start):
            return ForeignText(what, suffix, start)
    if _FENCE.search(text, 0, _FENCED):
        return ForeignText("Markdown", "", start)
    return None
