"""Where the editor keeps what it remembers."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from PySide6.QtCore import QStandardPaths

# Not the places "of the application": these hang on how the editor was started.
DATA = QStandardPaths.StandardLocation.GenericDataLocation
CACHE = QStandardPaths.StandardLocation.GenericCacheLocation
CONFIG = QStandardPaths.StandardLocation.GenericConfigLocation


def recovery_folder() -> Path:
    """Return the folder for unsaved work; it need not be there yet."""
    return Path(QStandardPaths.writableLocation(DATA)) / "cld" / "recovery"


def settings_file() -> Path:
    """Return the file for settings and recent files; it need not be there yet."""
    return Path(QStandardPaths.writableLocation(CONFIG)) / "cld" / "editor.json"


def pictures_folder() -> Path:
    """Return the folder for pictures of diagrams that were open; it need not be there yet."""
    return Path(QStandardPaths.writableLocation(CACHE)) / "cld" / "pictures"


def text_in(place: Path) -> str | None:
    """Return the text of a file, None where there is none to read.

    A pipe is not waited for, nor is a device read: neither is a file that the editor wrote.
    """
    try:
        with open(place, encoding="utf-8", opener=_without_waiting) as file:
            is_file = stat.S_ISREG(os.fstat(file.fileno()).st_mode)
            return file.read() if is_file else None
    except (OSError, ValueError):
        return None


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
