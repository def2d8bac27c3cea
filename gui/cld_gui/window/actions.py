"""All actions of the window: menu, words, shortcut; each names the method that does it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# Where a shortcut works: in the whole window, or on the canvas, where plain letters are free.
Where = Literal["window", "canvas"]


@dataclass(frozen=True, slots=True)
class Command:
    """An action of a menu; `does` is the name of a method of the window."""

    menu: str
    words: str
    does: str
    keys: tuple[str, ...] = ()
    where: Where = "window"
    tip: str = ""


# What the tool bar offers, and what it says there.
TOOLS = (
    ("new_variable", "Variable"), ("new_link", "Link"), ("make_positive", "+"),
    ("make_negative", "−"), ("make_unknown", "?"), ("ask_delay", "Delay"),
    ("reverse", "Reverse"), ("arrange", "Arrange"), ("fit", "Fit"),
)  # fmt: skip

COMMANDS: tuple[Command, ...] = (
    Command("&File", "&New", "new_file", ("Ctrl+N",), tip="An empty diagram in a new window"),
    Command("&File", "New from &template…", "new_from_template", ("Ctrl+Shift+N",)),
    Command("&File", "&Open…", "open_file", ("Ctrl+O",)),
    Command("&File", "-", ""),
    Command("&File", "&Save", "save", ("Ctrl+S",)),
    Command("&File", "Save &as…", "save_as", ("Ctrl+Shift+S",)),
    Command("&File", "-", ""),
    Command("&File", "&Export picture…", "export_picture", ("Ctrl+E",)),
    Command("&File", "&Copy picture", "copy_picture", ("Ctrl+Shift+C",)),
    Command("&File", "&Print…", "print_picture", ("Ctrl+P",)),
    Command("&File", "-", ""),
    Command("&File", "&Close", "close", ("Ctrl+W",)),
    Command("&Edit", "Select &all", "select_all", ("Ctrl+A",), "canvas"),
    Command("&Edit", "&Copy", "copy", ("Ctrl+C",), "canvas", "Variables with their links, as text"),
    Command("&Edit", "&Paste", "paste", ("Ctrl+V",), "canvas"),
    Command("&Edit", "&Duplicate", "duplicate", ("Ctrl+D",), "canvas"),
    Command("&Draw", "New &variable", "new_variable", ("N", "Ins"), "canvas"),
    Command("&Draw", "New &link…", "new_link", ("L",), "canvas"),
    Command("&Draw", "-", ""),
    Command("&Draw", "&Same direction (+)", "make_positive", ("+", "="), "canvas"),
    Command("&Draw", "&Opposite direction (−)", "make_negative", ("-",), "canvas"),
    Command("&Draw", "&Not known (?)", "make_unknown", ("?",), "canvas"),
    Command("&Draw", "&Delay…", "ask_delay", ("D",), "canvas"),
    Command("&Draw", "&Why…", "ask_note", ("W",), "canvas", "The reason that is given for a link"),
    Command("&Draw", "&Reverse", "reverse", ("R",), "canvas"),
    Command("&Draw", "Stoc&k", "toggle_stock", ("K",), "canvas"),
    Command("&Draw", "&Rename…", "rename", ("F2",), "canvas"),
    Command("&Draw", "&Title…", "ask_title", ("T",), "canvas"),
    Command("&Draw", "De&lete", "delete", ("Del", "Backspace"), "canvas"),
    Command("&Draw", "-", ""),
    Command("&Draw", "Straighten the bend", "unbend", ("B",), "canvas"),
    Command("&Arrange", "&Arrange anew", "arrange", ("Ctrl+Shift+A",)),
    Command("&Arrange", "&Free from their places", "unplace", ("U",), "canvas"),
    Command("&Arrange", "Stop", "stop_arranging", ("Ctrl+.",)),
    Command("&Arrange", "-", ""),
    Command("&Arrange", "Align in a &row", "align_row", ("Ctrl+Shift+H",)),
    Command("&Arrange", "Align in a &column", "align_column", ("Ctrl+Shift+V",)),
    Command("&Arrange", "&Distribute across", "distribute_across", ("Ctrl+Alt+H",)),
    Command("&Arrange", "Distribute do&wn", "distribute_down", ("Ctrl+Alt+V",)),
    Command("&Arrange", "-", ""),
    Command("&Arrange", "Move left", "nudge_left", ("Alt+Left",), "canvas"),
    Command("&Arrange", "Move right", "nudge_right", ("Alt+Right",), "canvas"),
    Command("&Arrange", "Move up", "nudge_up", ("Alt+Up",), "canvas"),
    Command("&Arrange", "Move down", "nudge_down", ("Alt+Down",), "canvas"),
    Command("&View", "&Fit", "fit", ("Ctrl+9", "F"), "canvas"),
    Command("&View", "Zoom &in", "zoom_in", ("Ctrl++", "Ctrl+=")),
    Command("&View", "Zoom &out", "zoom_out", ("Ctrl+-",)),
    Command("&View", "&Actual size", "zoom_actual", ("Ctrl+0",)),
    Command("&View", "-", ""),
    Command("&View", "Next variable", "next_variable", ("Tab",), "canvas"),
    Command("&View", "Previous variable", "previous_variable", ("Shift+Tab",), "canvas"),
    Command("&View", "Next link", "next_link", ("Space",), "canvas"),
    Command("&View", "&Let go", "escape", ("Esc",), "canvas", "Gesture, loops, what is chosen"),
    Command("&View", "-", ""),
    Command("&View", "Colours: as the system", "theme_system", ("Ctrl+Alt+0",)),
    Command("&View", "Colours: light", "theme_light", ("Ctrl+Alt+1",)),
    Command("&View", "Colours: dark", "theme_dark", ("Ctrl+Alt+2",)),
    Command("&View", "Colours: high contrast", "theme_contrast", ("Ctrl+Alt+3",)),
    Command("&View", "-", ""),
    Command("&View", "&Read a loop aloud", "read_aloud", ("Ctrl+R",), tip="The loop that is held"),
    Command("&View", "&Presentation", "present", ("F11",), tip="The picture over the screen"),
    Command("&Panels", "&Text", "turn_text", ("Ctrl+1",)),
    Command("&Panels", "&Loops", "turn_loops", ("Ctrl+2",)),
    Command("&Panels", "&Findings", "turn_findings", ("Ctrl+3",)),
    Command("&Panels", "&Interactions", "turn_interactions", ("Ctrl+4",)),
    Command("&Panels", "Le&verage", "turn_leverage", ("Ctrl+5",)),
    Command("&Panels", "&Reading", "turn_reading", ("Ctrl+6",)),
    Command("&Panels", "&Diagram", "turn_canvas", ("Ctrl+7",), tip="Back to the drawing"),
    Command("&Help", "&Gestures and keys", "show_keys", ("F1",)),
    Command("&Help", "&About cld", "show_about"),
)
