"""`cld edit [FILE…]`: open the graphical editor."""

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

MISSING = MissingLibraryError("the editor requires PySide6", "gui")
NO_DISPLAY = (
    "the editor needs a display, and none was found: set DISPLAY or WAYLAND_DISPLAY, "
    "or start it on a desktop"
)


@click.command("edit")
@click.argument("files", nargs=-1, metavar="[FILE]...", shell_complete=file_names)
def edit_command(files: tuple[str, ...]) -> int:
    """Open each FILE in the graphical editor, which keeps picture and text in sync.

    Without FILE it opens an empty diagram. It requires PySide6: pip install 'causal-loops[gui]'.
    """
    if "-" in files:
        raise UnusableInput("the editor cannot open standard input; name a file")
    try:
        import_module("PySide6.QtWidgets")
    except ModuleNotFoundError:
        raise UnusableInput(f"{MISSING}, or in a checkout: pip install '.[gui]'") from None
    except ImportError as error:  # a library of the system that Qt needs is not there
        raise UnusableInput(f"PySide6 is installed but cannot be used here: {error}") from None
    if not _has_display():
        raise UnusableInput(NO_DISPLAY)
    # The loaded modules stay in memory, so searching them for garbage would only delay the window.
    # The editor enables the collector again once its window is visible.
    gc.disable()
    # Python would not receive signals while Qt's event loop runs.
    leave()
    # By name: nothing in `cld` depends on its editor.
    return int(import_module("cld_gui.window.app").open_windows(list(files)) or 0)


def _has_display() -> bool:
    """Return whether Qt can open a window. Without a display it would end the process."""
    if sys.platform in ("win32", "darwin", "cygwin"):
        return True
    return any(os.environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
