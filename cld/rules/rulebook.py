"""The pages of the rules: why each finding matters, with a bad and a good example."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cld.core.diagnostics import RULES, Rule

_BLOCK = re.compile(r"^## (Bad|Good)\n+```cld\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Page:
    """A rule with its reason and two diagrams: `bad` has the finding, `good` does not."""

    rule: Rule
    why: str
    bad: str
    good: str


@cache
def rule_page(code: str) -> Page:
    """Return the page of a rule. Raises KeyError for an unknown code."""
    text = (Path(__file__).parent / "pages" / f"{code}.md").read_text(encoding="utf-8")
    blocks = {found.group(1): found.group(2) for found in _BLOCK.finditer(text)}
    why = text.split("\n", 1)[1].split("\n## ", 1)[0].strip()
    return Page(RULES[code], why, blocks["Bad"], blocks["Good"])
