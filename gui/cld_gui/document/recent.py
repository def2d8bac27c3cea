"""The files that were open lately, the last one first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cld_gui.shared import settings

MOST = 12
KEY = "recent"


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


def recent(file: Path) -> tuple[Recent, ...]:
    """Return the files that were open lately, the last one first, missing ones too."""
    return tuple(Recent(path, not _is_there(path)) for path in _paths(file))


def remember_file(path: str, file: Path) -> None:
    """Note that a file was opened or saved."""
    path = str(Path(path).absolute())
    _write([path, *(other for other in _paths(file) if other != path)], file)


def forget(path: str, file: Path) -> None:
    """Show a file no more."""
    _write([other for other in _paths(file) if other != path], file)


def forget_all(file: Path) -> None:
    """Show no file any more."""
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
