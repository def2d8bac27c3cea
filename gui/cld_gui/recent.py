"""The files that were open lately, the last one first."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSettings

from cld_gui.settings import text_of

MOST = 12
KEY = "files/recent"


@dataclass(frozen=True, slots=True)
class Recent:
    """A file that was open lately, and whether it is still there."""

    path: str
    is_missing: bool

    @property
    def name(self) -> str:
        """What to show of it in a menu, with its folder, since many files are called alike."""
        path = Path(self.path)
        said = f"{path.name} – {path.parent}"
        return f"{said} (missing)" if self.is_missing else said


def recent(stored: QSettings) -> tuple[Recent, ...]:
    """Return the files that were open lately, the last one first, missing ones too."""
    return tuple(Recent(path, not _is_there(path)) for path in _paths(stored))


def remember(path: str, stored: QSettings) -> None:
    """Note that a file was opened or saved."""
    path = str(Path(path).absolute())
    _write([path, *(other for other in _paths(stored) if other != path)], stored)


def forget(path: str, stored: QSettings) -> None:
    """Show a file no more."""
    _write([other for other in _paths(stored) if other != path], stored)


def forget_all(stored: QSettings) -> None:
    """Show no file any more."""
    _write([], stored)


def _paths(stored: QSettings) -> list[str]:
    stored.sync()  # another window may have opened files meanwhile
    try:
        said = json.loads(text_of(stored, KEY) or "[]")
    except (ValueError, RecursionError):
        return []
    paths = said if isinstance(said, list) else []
    return list(dict.fromkeys(path for path in paths if isinstance(path, str) and path))[:MOST]


def _write(paths: list[str], stored: QSettings) -> None:
    stored.setValue(KEY, json.dumps(paths[:MOST]))
    stored.sync()


def _is_there(path: str) -> bool:
    try:
        return Path(path).is_file()
    except (OSError, ValueError):
        return False
