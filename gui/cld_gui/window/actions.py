"""All actions of the window, each with its menu, label, shortcuts and the method it calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# Where a shortcut works: in the whole window, or only on the canvas, where a single letter can be a
# shortcut.
ActionPlace = Literal["window", "canvas"]


@dataclass(frozen=True, slots=True)
class MenuAction:
    """A menu item. `does` is the name of the method to call, `words` is the label."""

    menu: str
    words: str
    does: str
    keys: tuple[str, ...] = ()
    where: ActionPlace = "window"
    tip: str = ""


# The buttons of the toolbar, each with its label.
TOOLS = (
    ("new_variable", "Variable"), ("new_link", "Link"), ("make_positive", "+"),
    ("make_negative", "−"), ("make_unknown", "?"), ("ask_delay", "Delay"),
    ("reverse", "Reverse"), ("arrange", "Re-arrange"), ("fit", "Fit"),
)  # fmt: skip

COMMANDS: tuple[MenuAction, ...] = (
    MenuAction(
        "&File", "&New", "new_file", ("Ctrl+N",), tip="Open an empty diagram in a new window"
    ),
    MenuAction("&File", "New from &Template…", "new_from_template", ("Ctrl+Shift+N",)),
    MenuAction("&File", "&Open…", "open_file", ("Ctrl+O",)),
    MenuAction("&File", "-", ""),
    MenuAction("&File", "&Save", "save", ("Ctrl+S",)),
    MenuAction("&File", "Save &As…", "save_as", ("Ctrl+Shift+S",)),
    MenuAction("&File", "-", ""),
    MenuAction(
        "&File", "&Export…", "export_picture", ("Ctrl+E",), tip="Save as SVG, PNG, PDF or Graphviz"
    ),
    MenuAction("&File", "Copy as &Image", "copy_picture", ("Ctrl+Shift+C",)),
    MenuAction("&File", "&Print…", "print_picture", ("Ctrl+P",)),
    MenuAction("&File", "-", ""),
    MenuAction("&File", "&Close", "close", ("Ctrl+W",)),
    MenuAction("&Edit", "Select &All", "select_all", ("Ctrl+A",), "canvas"),
    MenuAction(
        "&Edit",
        "&Copy",
        "copy",
        ("Ctrl+C",),
        "canvas",
        "Copy the selected variables and the links between them as text",
    ),
    MenuAction("&Edit", "&Paste", "paste", ("Ctrl+V",), "canvas"),
    MenuAction("&Edit", "&Duplicate", "duplicate", ("Ctrl+D",), "canvas"),
    MenuAction("&Draw", "New &Variable", "new_variable", ("N", "Ins"), "canvas"),
    MenuAction("&Draw", "New &Link…", "new_link", ("L",), "canvas"),
    MenuAction("&Draw", "-", ""),
    MenuAction("&Draw", "&Same Direction (+)", "make_positive", ("+", "="), "canvas"),
    MenuAction("&Draw", "&Opposite Direction (−)", "make_negative", ("-",), "canvas"),
    MenuAction("&Draw", "&Unknown Sign (?)", "make_unknown", ("?",), "canvas"),
    MenuAction("&Draw", "&Delay…", "ask_delay", ("D",), "canvas"),
    MenuAction(
        "&Draw", "&Note…", "ask_note", ("W",), "canvas", "Explain why the selected link exists"
    ),
    MenuAction("&Draw", "&Reverse", "reverse", ("R",), "canvas", "Swap cause and effect"),
    MenuAction(
        "&Draw",
        "Toggle Stoc&k",
        "toggle_stock",
        ("K",),
        "canvas",
        "Make the selected variables stocks, or ordinary variables again",
    ),
    MenuAction("&Draw", "Rena&me…", "rename", ("F2",), "canvas"),
    MenuAction("&Draw", "&Title…", "ask_title", ("T",), "canvas", "Set the title of the diagram"),
    MenuAction("&Draw", "D&elete", "delete", ("Del", "Backspace"), "canvas"),
    MenuAction("&Draw", "-", ""),
    MenuAction(
        "&Draw", "Reset &Bend", "unbend", ("B",), "canvas", "Let the layout choose the bend again"
    ),
    MenuAction(
        "&Arrange",
        "Re-&arrange",
        "arrange",
        ("Ctrl+Shift+A",),
        tip="Find a new layout for all variables that are not pinned",
    ),
    MenuAction(
        "&Arrange",
        "&Unpin",
        "unplace",
        ("U",),
        "canvas",
        "Let the layout place the selected variables, or all if none is selected",
    ),
    MenuAction("&Arrange", "&Stop Arranging", "stop_arranging", ("Ctrl+.",)),
    MenuAction("&Arrange", "-", ""),
    MenuAction("&Arrange", "Align in a &Row", "align_row", ("Ctrl+Shift+H",)),
    MenuAction("&Arrange", "Align in a &Column", "align_column", ("Ctrl+Shift+V",)),
    MenuAction("&Arrange", "Distribute &Horizontally", "distribute_across", ("Ctrl+Alt+H",)),
    MenuAction("&Arrange", "Distribute &Vertically", "distribute_down", ("Ctrl+Alt+V",)),
    MenuAction("&Arrange", "-", ""),
    MenuAction("&Arrange", "Move Left", "nudge_left", ("Alt+Left",), "canvas"),
    MenuAction("&Arrange", "Move Right", "nudge_right", ("Alt+Right",), "canvas"),
    MenuAction("&Arrange", "Move Up", "nudge_up", ("Alt+Up",), "canvas"),
    MenuAction("&Arrange", "Move Down", "nudge_down", ("Alt+Down",), "canvas"),
    MenuAction("&View", "Zoom to &Fit", "fit", ("Ctrl+9", "F"), "canvas"),
    MenuAction("&View", "Zoom &In", "zoom_in", ("Ctrl++", "Ctrl+=")),
    MenuAction("&View", "Zoom &Out", "zoom_out", ("Ctrl+-",)),
    MenuAction("&View", "&Actual Size", "zoom_actual", ("Ctrl+0",)),
    MenuAction("&View", "-", ""),
    MenuAction("&View", "Select Next Variable", "next_variable", ("Tab",), "canvas"),
    MenuAction("&View", "Select Previous Variable", "previous_variable", ("Shift+Tab",), "canvas"),
    MenuAction("&View", "Select Next Link", "next_link", ("Space",), "canvas"),
    MenuAction(
        "&View",
        "&Clear Selection",
        "escape",
        ("Esc",),
        "canvas",
        "Cancel the current gesture; if there is none, clear the highlighted loops; "
        "if there are none, clear the selection",
    ),
    MenuAction("&View", "-", ""),
    MenuAction("&View", "Theme: System", "theme_system", ("Ctrl+Alt+0",)),
    MenuAction("&View", "Theme: Light", "theme_light", ("Ctrl+Alt+1",)),
    MenuAction("&View", "Theme: Dark", "theme_dark", ("Ctrl+Alt+2",)),
    MenuAction("&View", "Theme: High Contrast", "theme_contrast", ("Ctrl+Alt+3",)),
    MenuAction("&View", "-", ""),
    MenuAction(
        "&View",
        "&Explain Loop",
        "read_aloud",
        ("Ctrl+R",),
        tip="Explain the highlighted loop, or else the first one, link by link",
    ),
    MenuAction(
        "&View",
        "F&ull Screen",
        "present",
        ("F11",),
        tip="Show only the diagram and the current explanation",
    ),
    MenuAction("&Panels", "&Text", "turn_text", ("Ctrl+1",)),
    MenuAction("&Panels", "&Loops", "turn_loops", ("Ctrl+2",)),
    MenuAction("&Panels", "&Findings", "turn_findings", ("Ctrl+3",)),
    MenuAction("&Panels", "&Interactions", "turn_interactions", ("Ctrl+4",)),
    MenuAction("&Panels", "Le&verage", "turn_leverage", ("Ctrl+5",)),
    MenuAction("&Panels", "&Explain", "turn_explain", ("Ctrl+6",)),
    MenuAction("&Panels", "&Diagram", "turn_canvas", ("Ctrl+7",), tip="Return to the diagram"),
    MenuAction("&Help", "&Mouse and Keyboard Shortcuts", "show_keys", ("F1",)),
    MenuAction("&Help", "&About cld", "show_about"),
)
