"""What the editor remembers of its window from one start to the next."""

from __future__ import annotations

import contextlib
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from cld.core.files import FileError, write_atomically
from cld_gui.shared.folders import text_in

ThemeChoice = Literal["system", "light", "dark", "contrast"]


@dataclass(frozen=True, slots=True)
class WindowSettings:
    """The window as it was: `geometry` and `state` as Qt gives them, the theme, and how text and
    panels were set up, by their titles, as JSON."""

    geometry: bytes = b""
    state: bytes = b""
    theme: ThemeChoice = "system"
    panels: str = "{}"


def load_settings(file: Path) -> WindowSettings:
    """Return what is remembered; in place of what cannot be understood, what is usual."""
    said = values(file)
    return WindowSettings(
        _bytes(said.get("geometry")),
        _bytes(said.get("state")),
        next((theme for theme in get_args(ThemeChoice) if theme == said.get("theme")), "system"),
        _json(said.get("panels")),
    )


def save(settings: WindowSettings, file: Path) -> None:
    """Remember; where nothing can be written, nothing is remembered."""
    said = {
        "geometry": b64encode(settings.geometry).decode(),
        "state": b64encode(settings.state).decode(),
        "theme": settings.theme,
        "panels": json.loads(settings.panels),
    }
    remember_settings(said, file)


def values(file: Path) -> dict[str, Any]:
    """Return all that a file remembers; nothing where it cannot be understood.

    It is JSON, not an INI file of Qt: a value in one of those may be a Python object, which runs
    code when it is read.
    """
    try:
        said = json.loads(text_in(file) or "{}")
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def remember_settings(changes: Mapping[str, Any], file: Path) -> None:
    """Write what has changed, and leave all else as it is or as another window wrote it."""
    with contextlib.suppress(OSError, FileError, RecursionError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if file.is_file() or not file.exists():  # to write to a pipe would wait for its reader
            said = values(file) | dict(changes)
            write_atomically(str(file), json.dumps(said, indent=1).encode())


def _bytes(said: object) -> bytes:
    try:
        return b64decode(said, validate=True) if isinstance(said, str) else b""
    except ValueError:
        return b""


def _json(said: object) -> str:
    try:
        return json.dumps(said) if isinstance(said, dict) else "{}"
    except RecursionError:
        return "{}"
