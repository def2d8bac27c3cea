"""Colours of the text, chosen from the palette so that each is readable on its background."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette

from cld.core.diagnostics import Severity
from cld.paint.theme import THEMES
from cld_gui.text.tokens import TokenRole

# The minimum contrast after WCAG 2: of text (level AAA), and of marks (1.4.11).
TEXT = 7.0
MARK = 4.5

_SEVERITIES: dict[Severity, tuple[str, str]] = {
    "error": ("#c01c28", "#ff7b72"),
    "warning": ("#8f5a00", "#e5b155"),
    "info": ("#1f5aa6", "#7fb2f5"),
}


def luminance(colour: QColor) -> float:
    """Return the relative luminance of a colour, from 0 to 1 (WCAG 2.2)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in _parts(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def colour_contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def mixed(one: QColor, other: QColor, part: float) -> QColor:
    """Return a mix of two colours, with the share `part` of the second one."""
    return QColor.fromRgbF(
        *(a + (b - a) * part for a, b in zip(_parts(one), _parts(other), strict=True))
    )


def _parts(colour: QColor) -> tuple[float, float, float]:
    return colour.redF(), colour.greenF(), colour.blueF()


def readable(colour: QColor, text: QColor, ground: QColor, wanted: float) -> QColor:
    """Return a colour, moved towards the text colour until it stands out from the background."""
    for tenth in range(10):
        found = mixed(colour, text, tenth / 10)
        if colour_contrast(found, ground) >= wanted:
            return found
    return text


@dataclass(frozen=True, slots=True)
class TextColours:
    """The colours of the text pane: of token roles, of severities, and of backgrounds."""

    roles: dict[TokenRole, QColor]
    severities: dict[Severity, QColor]
    text: QColor
    ground: QColor
    line: QColor
    mention: QColor
    hit: QColor
    quiet: QColor
    edge: QColor

    @classmethod
    def of(cls, palette: QPalette) -> TextColours:
        """Choose the colours that fit a palette."""
        text, ground = palette.text().color(), palette.base().color()
        is_dark = luminance(ground) < luminance(text)
        theme = THEMES["dark" if is_dark else "light"]
        accent = palette.highlight().color()
        line = mixed(ground, text, 0.06)
        mention = mixed(ground, accent, 0.22)
        # A colour that is readable on the darkest background (in a dark palette, the brightest) is
        # readable on all of them.
        hit = mixed(ground, QColor("#e0a800"), 0.3)
        ground_for_text = min((ground, line, mention, hit), key=lambda g: colour_contrast(g, text))

        def fit(name: str, wanted: float = TEXT) -> QColor:
            return readable(QColor(name), text, ground_for_text, wanted)

        roles: dict[TokenRole, QColor] = {
            "name": text,
            "positive": fit(theme.positive),
            "negative": fit(theme.negative),
            "unknown": fit(theme.unknown),
            "arrow": fit(theme.quiet),
            "keyword": fit(theme.reinforcing),
            "key": fit(theme.balancing),
            "value": fit(theme.balancing),
            "string": fit(theme.undetermined),
            "comment": fit(theme.quiet),
        }
        severities = {s: fit(pair[is_dark], MARK) for s, pair in _SEVERITIES.items()}
        quiet = fit(theme.quiet, MARK)
        edge = readable(accent, text, ground, 3.0)
        return cls(roles, severities, text, ground, line, mention, hit, quiet, edge)
