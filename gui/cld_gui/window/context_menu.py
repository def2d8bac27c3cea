"""The context menu: actions for the item under the pointer."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from cld_gui.canvas.items import ItemKey

# For each kind of item, the methods that its actions call. "" is a separator.
ACTIONS: Mapping[str, tuple[str, ...]] = {
    "variable": (
        "rename", "new_link", "toggle_stock", "", "copy", "duplicate", "delete", "", "unplace",
        "align_row", "align_column", "distribute_across", "distribute_down",
    ),
    "link": (
        "make_positive", "make_negative", "make_unknown", "ask_delay", "ask_note", "reverse", "",
        "unbend", "delete",
    ),
    "loop": ("read_aloud", "escape"),
    "": ("paste", "select_all", "ask_title", "", "arrange", "fit", "zoom_actual"),
}  # fmt: skip


def context_menu(key: ItemKey | None, by_name: Mapping[str, QAction], parent: QWidget) -> QMenu:
    """Return the menu for a variable, a link, a loop or, for None, empty space."""
    menu = QMenu(parent)
    for name in ACTIONS[key[0] if key else ""]:
        if name:
            menu.addAction(by_name[name])
        else:
            menu.addSeparator()
    return menu
