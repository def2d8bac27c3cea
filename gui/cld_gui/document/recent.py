"""The recent files, the latest first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cld_gui.shared import settings

MOST = 12
KEY = "recent"


@dataclass(frozen=True, slots=True)
class Recent:
    """A recent file, and whether it is missing."""

    path: str
    is_missing: bool

    @property
    def name(self) -> str:
        """The label for a menu. It includes the folder, since many files have the same name."""
        path = Path(self.path)
        said = f"{path.name} – {path.parent}"
        return f"{said} (missing)" if self.is_missing else said


def recent(file: Path) -> tuple[Recent, ...]:
    """Return the recent files, the latest first, including missing ones."""
    return tuple(Recent(path, not _is_there(path)) for path in _paths(file))


def remember_file(path: str, file: Path) -> None:
    """Add a file that was opened or saved."""
    path = str(Path(path).absolute())
    _write([path, *(other for other in _paths(file) if other != path)], file)


def forget(path: str, file: Path) -> None:
    """Remove a file from the list."""
    _write([other for other in _paths(file) if other != path], file)


def forget_all(file: Path) -> None:
    """Clear the list."""
    _write([], file)


def _paths(file: Path) -> list[str]:
    said = settings.values(file).get(KEY)
    paths = said if isinstance(said, list) else []
    return list(dict.fromkeys(path for path in paths if isinstance(path, str) and path))[:MOST]


def _write(paths: list[str], file: Path) -> None:
    settings.remember_settings({KEY: paths[:MOST]}, file)


def _is_there(path: str) -> bool:
    try:
        return Path(path).is_file()
    except (OSError, ValueError):
        return False
