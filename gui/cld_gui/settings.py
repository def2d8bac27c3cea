"""What the editor remembers of its window from one start to the next."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from PySide6.QtCore import QSettings

from cld_gui.places import settings_file

ThemeChoice = Literal["system", "light", "dark", "contrast"]
SMALLEST_FONT, LARGEST_FONT = 6, 48
# Panels and parts of a splitter that a file may name; a longer list is none of ours.
MOST = 50

_NUMBER = re.compile(r"[0-9]{1,4}")
_SIZES = re.compile(r"[0-9]{1,6}(/[0-9]{1,6}){0,9}")


@dataclass(frozen=True, slots=True)
class Settings:
    """The window as it was: `geometry` and `state` as Qt gives them, the sizes of splitters by
    name, the theme, the size of letters in points (0 for that of the system), and the panels
    that are shown (None before anyone chose)."""

    geometry: bytes = b""
    state: bytes = b""
    splitters: tuple[tuple[str, tuple[int, ...]], ...] = ()
    theme: ThemeChoice = "system"
    font_size: int = 0
    panels: tuple[str, ...] | None = None


def store(path: str | None = None) -> QSettings:
    """Return the store of all that is remembered, in one file that people can read."""
    return QSettings(path or str(settings_file()), QSettings.Format.IniFormat)


def load(stored: QSettings) -> Settings:
    """Return what is remembered; in place of what cannot be understood, what is usual."""
    return Settings(
        _bytes(stored, "window/geometry"),
        _bytes(stored, "window/state"),
        tuple(_splitters(_words(stored, "window/splitters") or ())),
        _theme(text_of(stored, "look/theme")),
        _font_size(text_of(stored, "look/font_size")),
        _words(stored, "window/panels"),
    )


def save(settings: Settings, stored: QSettings) -> None:
    """Remember; where nothing can be written, nothing is remembered."""
    stored.setValue("window/geometry", _plain(settings.geometry))
    stored.setValue("window/state", _plain(settings.state))
    splitters = (f"{name}:{'/'.join(map(str, sizes))}" for name, sizes in settings.splitters)
    stored.setValue("window/splitters", " ".join(splitters))
    stored.setValue("look/theme", settings.theme)
    stored.setValue("look/font_size", str(settings.font_size))
    if settings.panels is None:
        stored.remove("window/panels")
    else:
        stored.setValue("window/panels", " ".join(settings.panels))
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


def _words(stored: QSettings, key: str) -> tuple[str, ...] | None:
    said = text_of(stored, key)
    return None if said is None else tuple(said.split()[:MOST])


def _splitters(words: tuple[str, ...]) -> Iterator[tuple[str, tuple[int, ...]]]:
    for word in words:
        name, _, sizes = word.partition(":")
        if name and _SIZES.fullmatch(sizes):
            yield name, tuple(map(int, sizes.split("/")))


def _theme(said: str | None) -> ThemeChoice:
    return next((theme for theme in get_args(ThemeChoice) if theme == said), "system")


def _font_size(said: str | None) -> int:
    if said is None or not _NUMBER.fullmatch(said) or not int(said):
        return 0
    return min(max(int(said), SMALLEST_FONT), LARGEST_FONT)
