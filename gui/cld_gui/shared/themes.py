"""The themes: the colours of windows and of the pictures in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from cld.paint.theme import ThemeName
from cld_gui.shared.settings import ThemeChoice

# The theme of a window, after `system` has been resolved.
ShownTheme = Literal["light", "dark", "contrast"]

# The theme of the picture for each theme of the window.
PICTURES: dict[ShownTheme, ThemeName] = {"light": "light", "dark": "dark", "contrast": "contrast"}


@dataclass(frozen=True, slots=True)
class WindowColours:
    """Colours of a window as `#rrggbb`: background of texts and lists (`base`) and of everything
    else (`window`), text, faint text, buttons, lines, the selection and links."""

    window: str
    base: str
    other_row: str
    text: str
    faint: str
    button: str
    line: str
    chosen: str
    on_chosen: str
    link: str


COLOURS: dict[ShownTheme, WindowColours] = {
    "light": WindowColours(
        "#f4f5f7", "#ffffff", "#f6f7f9", "#1c1e21", "#646b75", "#e9ebee", "#b4bac2", "#1f5aa6",
        "#ffffff", "#1f5aa6",
    ),
    "dark": WindowColours(
        "#202329", "#16181c", "#1b1e23", "#e8eaed", "#9aa3ae", "#2c3038", "#4a505a", "#2f6fc4",
        "#ffffff", "#7fb2f5",
    ),
    "contrast": WindowColours(
        "#ffffff", "#ffffff", "#ffffff", "#000000", "#1a1a1a", "#ffffff", "#000000", "#00297a",
        "#ffffff", "#00297a",
    ),
}  # fmt: skip


def shown_theme(choice: ThemeChoice, app: QApplication) -> ShownTheme:
    """Return the theme for a choice: `system` is light or dark, as in other programs."""
    if choice != "system":
        return choice
    is_dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if is_dark else "light"


def apply_theme(choice: ThemeChoice, app: QApplication) -> ShownTheme:
    """Apply a theme to all windows, and return it with `system` resolved.

    For `system`, call this again on every `app.styleHints().colorSchemeChanged`.
    """
    name = shown_theme(choice, app)
    if app.style().objectName().lower() != "fusion":
        app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(palette(COLOURS[name]))
    return name


def palette(colours: WindowColours) -> QPalette:
    """Return a palette with these colours."""
    made = QPalette()
    role, off = QPalette.ColorRole, QPalette.ColorGroup.Disabled
    for roles, colour in (
        ((role.Window,), colours.window),
        ((role.Base,), colours.base),
        ((role.AlternateBase,), colours.other_row),
        ((role.WindowText, role.Text, role.ButtonText), colours.text),
        ((role.ToolTipBase,), colours.base),
        ((role.ToolTipText, role.BrightText), colours.text),
        ((role.PlaceholderText,), colours.faint),
        ((role.Button,), colours.button),
        ((role.Light, role.Midlight), colours.button),
        ((role.Mid, role.Dark), colours.line),
        ((role.Shadow,), colours.line),
        ((role.Highlight, role.Accent), colours.chosen),
        ((role.HighlightedText,), colours.on_chosen),
        ((role.Link, role.LinkVisited), colours.link),
    ):
        for one in roles:
            made.setColor(one, QColor(colour))
    for one in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(off, one, QColor(colours.faint))
    return made
