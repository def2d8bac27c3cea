"""`cld edit [FILE…]`: the editor."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module

import click

from cld.commands.completion import file_names
from cld.commands.unusable import UnusableInput
from cld.core.extras import MissingLibraryError
from cld.core.signals import leave

MISSING = MissingLibraryError("the editor needs PySide6", "gui")
NO_DISPLAY = (
    "the editor needs a display, and there is none here: neither DISPLAY nor WAYLAND_DISPLAY is set"
)


@click.command("edit")
@click.argument("files", nargs=-1, metavar="[FILE]...", shell_complete=file_names)
def edit_command(files: tuple[str, ...]) -> int:
    """Open each FILE in the editor, where the picture and the text of a diagram stand side by
    side and each follows the other; without FILE it begins with an empty diagram.

    It needs PySide6: pip install 'causal-loops[gui]'.
    """
    if "-" in files:
        raise UnusableInput("the editor takes files, not standard input")
    try:
        import_module("PySide6.QtWidgets")
    except ModuleNotFoundError:
        raise UnusableInput(str(MISSING)) from None
    except ImportError as error:  # a library of the system that Qt needs is not there
        raise UnusableInput(f"PySide6 is installed but cannot be used here: {error}") from None
    if not _has_display():
        raise UnusableInput(NO_DISPLAY)
    # What is loaded now stays; to look for rubbish in it would only hold up the window. The editor
    # collects again once it is seen.
    gc.disable()
    # Qt's own loop would not let Python hear of them.
    leave()
    # By name: nothing in `cld` depends on its editor.
    return int(import_module("cld_gui.window.app").open_windows(list(files)) or 0)


def _has_display() -> bool:
    """Whether Qt can open a window. Without a display it would end the process."""
    if sys.platform in ("win32", "darwin", "cygwin"):
        return True
    return any(os.environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
