"""What the editor remembers of its window from one start to the next."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Literal, get_args

from PySide6.QtCore import QSettings

from cld_gui.places import settings_file

ThemeChoice = Literal["system", "light", "dark", "contrast"]


@dataclass(frozen=True, slots=True)
class Settings:
    """The window as it was: `geometry` and `state` as Qt gives them, the theme, and how text and
    panels were set up, by their titles, as JSON."""

    geometry: bytes = b""
    state: bytes = b""
    theme: ThemeChoice = "system"
    panels: str = "{}"


def store(path: str | None = None) -> QSettings:
    """Return the store of all that is remembered, in one file that people can read."""
    return QSettings(path or str(settings_file()), QSettings.Format.IniFormat)


def load(stored: QSettings) -> Settings:
    """Return what is remembered; in place of what cannot be understood, what is usual."""
    return Settings(
        _bytes(stored, "window/geometry"),
        _bytes(stored, "window/state"),
        _theme(text_of(stored, "look/theme")),
        _json(text_of(stored, "window/panels")),
    )


def save(settings: Settings, stored: QSettings) -> None:
    """Remember; where nothing can be written, nothing is remembered."""
    stored.setValue("window/geometry", _plain(settings.geometry))
    stored.setValue("window/state", _plain(settings.state))
    stored.setValue("look/theme", settings.theme)
    stored.setValue("window/panels", _plain(settings.panels.encode()))
    stored.sync()


def text_of(stored: QSettings, key: str) -> str | None:
    """Return a text that is stored, None for anything else."""
    value = stored.value(key)
    return value if isinstance(value, str) else None


def _plain(data: bytes) -> str:
    return b64encode(data).decode("ascii")


def _bytes(stored: QSettings, key: str) -> bytes:
    try:
        return b64decode(text_of(stored, key) or "", validate=True)
    except ValueError:
        return b""


def _json(said: str | None) -> str:
    try:
        found = b64decode(said or "", validate=True).decode()
        return found if isinstance(json.loads(found), dict) else "{}"
    except (ValueError, RecursionError):
        return "{}"


def _theme(said: str | None) -> ThemeChoice:
    return next((theme for theme in get_args(ThemeChoice) if theme == said), "system")
