"""All actions of the window: menu, words, shortcut; each names the method that does it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# Where a shortcut works: in the whole window, or on the canvas, where plain letters are free.
ActionPlace = Literal["window", "canvas"]


@dataclass(frozen=True, slots=True)
class MenuAction:
    """An action of a menu; `does` is the name of a method of the window."""

    menu: str
    words: str
    does: str
    keys: tuple[str, ...] = ()
    where: ActionPlace = "window"
    tip: str = ""


# What the tool bar offers, and what it says there.
TOOLS = (
    ("new_variable", "Variable"), ("new_link", "Link"), ("make_positive", "+"),
    ("make_negative", "−"), ("make_unknown", "?"), ("ask_delay", "Delay"),
    ("reverse", "Reverse"), ("arrange", "Arrange"), ("fit", "Fit"),
)  # fmt: skip

COMMANDS: tuple[MenuAction, ...] = (
    MenuAction("&File", "&New", "new_file", ("Ctrl+N",), tip="An empty diagram in a new window"),
    MenuAction("&File", "New from &template…", "new_from_template", ("Ctrl+Shift+N",)),
    MenuAction("&File", "&Open…", "open_file", ("Ctrl+O",)),
    MenuAction("&File", "-", ""),
    MenuAction("&File", "&Save", "save", ("Ctrl+S",)),
    MenuAction("&File", "Save &as…", "save_as", ("Ctrl+Shift+S",)),
    MenuAction("&File", "-", ""),
    MenuAction("&File", "&Export picture…", "export_picture", ("Ctrl+E",)),
    MenuAction("&File", "&Copy picture", "copy_picture", ("Ctrl+Shift+C",)),
    MenuAction("&File", "&Print…", "print_picture", ("Ctrl+P",)),
    MenuAction("&File", "-", ""),
    MenuAction("&File", "&Close", "close", ("Ctrl+W",)),
    MenuAction("&Edit", "Select &all", "select_all", ("Ctrl+A",), "canvas"),
    MenuAction(
        "&Edit", "&Copy", "copy", ("Ctrl+C",), "canvas", "Variables with their links, as text"
    ),
    MenuAction("&Edit", "&Paste", "paste", ("Ctrl+V",), "canvas"),
    MenuAction("&Edit", "&Duplicate", "duplicate", ("Ctrl+D",), "canvas"),
    MenuAction("&Draw", "New &variable", "new_variable", ("N", "Ins"), "canvas"),
    MenuAction("&Draw", "New &link…", "new_link", ("L",), "canvas"),
    MenuAction("&Draw", "-", ""),
    MenuAction("&Draw", "&Same direction (+)", "make_positive", ("+", "="), "canvas"),
    MenuAction("&Draw", "&Opposite direction (−)", "make_negative", ("-",), "canvas"),
    MenuAction("&Draw", "&Not known (?)", "make_unknown", ("?",), "canvas"),
    MenuAction("&Draw", "&Delay…", "ask_delay", ("D",), "canvas"),
    MenuAction(
        "&Draw", "&Why…", "ask_note", ("W",), "canvas", "The reason that is given for a link"
    ),
    MenuAction("&Draw", "&Reverse", "reverse", ("R",), "canvas"),
    MenuAction("&Draw", "Stoc&k", "toggle_stock", ("K",), "canvas"),
    MenuAction("&Draw", "&Rename…", "rename", ("F2",), "canvas"),
    MenuAction("&Draw", "&Title…", "ask_title", ("T",), "canvas"),
    MenuAction("&Draw", "De&lete", "delete", ("Del", "Backspace"), "canvas"),
    MenuAction("&Draw", "-", ""),
    MenuAction("&Draw", "Straighten the bend", "unbend", ("B",), "canvas"),
    MenuAction("&Arrange", "&Arrange anew", "arrange", ("Ctrl+Shift+A",)),
    MenuAction("&Arrange", "&Free from their places", "unplace", ("U",), "canvas"),
    MenuAction("&Arrange", "Stop", "stop_arranging", ("Ctrl+.",)),
    MenuAction("&Arrange", "-", ""),
    MenuAction("&Arrange", "Align in a &row", "align_row", ("Ctrl+Shift+H",)),
    MenuAction("&Arrange", "Align in a &column", "align_column", ("Ctrl+Shift+V",)),
    MenuAction("&Arrange", "&Distribute across", "distribute_across", ("Ctrl+Alt+H",)),
    MenuAction("&Arrange", "Distribute do&wn", "distribute_down", ("Ctrl+Alt+V",)),
    MenuAction("&Arrange", "-", ""),
    MenuAction("&Arrange", "Move left", "nudge_left", ("Alt+Left",), "canvas"),
    MenuAction("&Arrange", "Move right", "nudge_right", ("Alt+Right",), "canvas"),
    MenuAction("&Arrange", "Move up", "nudge_up", ("Alt+Up",), "canvas"),
    MenuAction("&Arrange", "Move down", "nudge_down", ("Alt+Down",), "canvas"),
    MenuAction("&View", "&Fit", "fit", ("Ctrl+9", "F"), "canvas"),
    MenuAction("&View", "Zoom &in", "zoom_in", ("Ctrl++", "Ctrl+=")),
    MenuAction("&View", "Zoom &out", "zoom_out", ("Ctrl+-",)),
    MenuAction("&View", "&Actual size", "zoom_actual", ("Ctrl+0",)),
    MenuAction("&View", "-", ""),
    MenuAction("&View", "Next variable", "next_variable", ("Tab",), "canvas"),
    MenuAction("&View", "Previous variable", "previous_variable", ("Shift+Tab",), "canvas"),
    MenuAction("&View", "Next link", "next_link", ("Space",), "canvas"),
    MenuAction("&View", "&Let go", "escape", ("Esc",), "canvas", "Gesture, loops, what is chosen"),
    MenuAction("&View", "-", ""),
    MenuAction("&View", "Colours: as the system", "theme_system", ("Ctrl+Alt+0",)),
    MenuAction("&View", "Colours: light", "theme_light", ("Ctrl+Alt+1",)),
    MenuAction("&View", "Colours: dark", "theme_dark", ("Ctrl+Alt+2",)),
    MenuAction("&View", "Colours: high contrast", "theme_contrast", ("Ctrl+Alt+3",)),
    MenuAction("&View", "-", ""),
    MenuAction(
        "&View", "&Read a loop aloud", "read_aloud", ("Ctrl+R",), tip="The loop that is held"
    ),
    MenuAction("&View", "&Presentation", "present", ("F11",), tip="The picture over the screen"),
    MenuAction("&Panels", "&Text", "turn_text", ("Ctrl+1",)),
    MenuAction("&Panels", "&Loops", "turn_loops", ("Ctrl+2",)),
    MenuAction("&Panels", "&Findings", "turn_findings", ("Ctrl+3",)),
    MenuAction("&Panels", "&Interactions", "turn_interactions", ("Ctrl+4",)),
    MenuAction("&Panels", "Le&verage", "turn_leverage", ("Ctrl+5",)),
    MenuAction("&Panels", "&Reading", "turn_reading", ("Ctrl+6",)),
    MenuAction("&Panels", "&Diagram", "turn_canvas", ("Ctrl+7",), tip="Back to the drawing"),
    MenuAction("&Help", "&Gestures and keys", "show_keys", ("F1",)),
    MenuAction("&Help", "&About cld", "show_about"),
)
