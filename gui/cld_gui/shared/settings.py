"""The settings of the window that the editor keeps between starts."""

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
    """The settings of the window: `geometry` and `state` as Qt returns them, the theme, and the
    settings of the text pane and the panels by title, as JSON."""

    geometry: bytes = b""
    state: bytes = b""
    theme: ThemeChoice = "system"
    panels: str = "{}"


def load_settings(file: Path) -> WindowSettings:
    """Return the stored settings. Invalid values are replaced by defaults."""
    said = values(file)
    return WindowSettings(
        _bytes(said.get("geometry")),
        _bytes(said.get("state")),
        next((theme for theme in get_args(ThemeChoice) if theme == said.get("theme")), "system"),
        _json(said.get("panels")),
    )


def save(settings: WindowSettings, file: Path) -> None:
    """Store the settings. If the file cannot be written, nothing is stored."""
    said = {
        "geometry": b64encode(settings.geometry).decode(),
        "state": b64encode(settings.state).decode(),
        "theme": settings.theme,
        "panels": json.loads(settings.panels),
    }
    remember_settings(said, file)


def values(file: Path) -> dict[str, Any]:
    """Return all values in a settings file; none if it cannot be read.

    The file is JSON, not an INI file of Qt: a value in an INI file can be a Python object, which
    runs code when it is read.
    """
    try:
        said = json.loads(text_in(file) or "{}")
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def remember_settings(changes: Mapping[str, Any], file: Path) -> None:
    """Write the changed values and keep all others, including those of other windows."""
    with contextlib.suppress(OSError, FileError, RecursionError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if file.is_file() or not file.exists():  # writing to a pipe would wait for its reader
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
