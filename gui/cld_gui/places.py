"""Where the editor keeps what it remembers."""

from __future__ import annotations

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
    return Path(QStandardPaths.writableLocation(CONFIG)) / "cld" / "editor.ini"


def pictures_folder() -> Path:
    """Return the folder for pictures of diagrams that were open; it need not be there yet."""
    return Path(QStandardPaths.writableLocation(CACHE)) / "cld" / "pictures"
