"""The colours and strokes of a picture.

Colour is never the only sign: links have +, − or ?, loops the letter of their type.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cld.core.diagram import LoopType, Polarity

# The role of an item, which decides its colour.
ColourRole = Literal[
    "paper", "ink", "quiet", "positive", "negative", "unknown", "reinforcing", "balancing",
    "undetermined",
]  # fmt: skip

ROLES: tuple[ColourRole, ...] = (
    "paper", "ink", "quiet", "positive", "negative", "unknown", "reinforcing", "balancing",
    "undetermined",
)  # fmt: skip

POLARITY_ROLES: dict[Polarity, ColourRole] = {"+": "positive", "-": "negative", "?": "unknown"}
TYPE_ROLES: dict[LoopType, ColourRole] = {"R": "reinforcing", "B": "balancing", "U": "undetermined"}


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as `#rrggbb`, and the width of arrow lines in points.

    `paper` is the background; `ink` is for names and titles, `quiet` for notes next to them.
    """

    paper: str
    ink: str
    quiet: str
    positive: str
    negative: str
    unknown: str
    reinforcing: str
    balancing: str
    undetermined: str
    line: float = 1.6

    def colour(self, role: ColourRole) -> str:
        """Return the colour of a role.

        >>> THEMES["light"].colour("paper")
        '#ffffff'
        """
        return str(getattr(self, role))


ThemeName = Literal["auto", "light", "dark", "print", "contrast"]

# Blue and orange-red differ for readers who cannot distinguish red and green.
THEMES: dict[str, Theme] = {
    "light": Theme(
        paper="#ffffff",
        ink="#1c1e21",
        quiet="#565d66",
        positive="#1f5aa6",
        negative="#b3401b",
        unknown="#696969",
        reinforcing="#7a2f9a",
        balancing="#1c7045",
        undetermined="#7a5c00",
    ),
    "dark": Theme(
        paper="#16181c",
        ink="#e8eaed",
        quiet="#a8b0ba",
        positive="#7fb2f5",
        negative="#f5936b",
        unknown="#a9a9a9",
        reinforcing="#d39bef",
        balancing="#74cf9b",
        undetermined="#dcb94f",
    ),
    "print": Theme(
        paper="#ffffff",
        ink="#000000",
        quiet="#333333",
        positive="#000000",
        negative="#000000",
        unknown="#000000",
        reinforcing="#000000",
        balancing="#000000",
        undetermined="#000000",
        line=1.3,
    ),
    "contrast": Theme(
        paper="#ffffff",
        ink="#000000",
        quiet="#1a1a1a",
        positive="#00297a",
        negative="#7a1600",
        unknown="#333333",
        reinforcing="#4d0073",
        balancing="#004d26",
        undetermined="#4d3a00",
        line=2.4,
    ),
}


def fixed(name: ThemeName) -> Theme:
    """Return a theme for formats that cannot follow the reader's choice: `auto` is light there."""
    return THEMES["light" if name == "auto" else name]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21.

    References
    ----------
    Web Content Accessibility Guidelines 2.2, “contrast ratio”: text needs at least 4.5.

    >>> round(contrast("#000000", "#ffffff"), 1)
    21.0
    """
    light, dark = sorted((_brightness(one), _brightness(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _brightness(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
