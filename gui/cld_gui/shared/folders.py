"""The folders and files in which the editor stores its data."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from PySide6.QtCore import QStandardPaths

# Not the places for the application: those depend on how the editor was started.
DATA = QStandardPaths.StandardLocation.GenericDataLocation
CACHE = QStandardPaths.StandardLocation.GenericCacheLocation
CONFIG = QStandardPaths.StandardLocation.GenericConfigLocation


def recovery_folder() -> Path:
    """Return the folder for backups of unsaved changes. It may not exist yet."""
    return Path(QStandardPaths.writableLocation(DATA)) / "cld" / "recovery"


def settings_file() -> Path:
    """Return the file for settings and recent files. It may not exist yet."""
    return Path(QStandardPaths.writableLocation(CONFIG)) / "cld" / "editor.json"


def pictures_folder() -> Path:
    """Return the folder for pictures of diagrams. It may not exist yet."""
    return Path(QStandardPaths.writableLocation(CACHE)) / "cld" / "pictures"


def text_in(place: Path) -> str | None:
    """Return the text of a file, or None if it cannot be read.

    Pipes and devices are not read, because the editor did not write them.
    """
    try:
        with open(place, encoding="utf-8", opener=_without_waiting) as file:
            is_file = stat.S_ISREG(os.fstat(file.fileno()).st_mode)
            return file.read() if is_file else None
    except (OSError, ValueError):
        return None


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
