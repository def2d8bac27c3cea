"""What is remembered comes back, and nothing that lies in a file stops the start."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSettings
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cld.paint.theme import THEMES, contrast
from cld_gui.document import recent
from cld_gui.shared.settings import WindowSettings, load_settings, save
from cld_gui.shared.themes import (
    COLOURS,
    PICTURES,
    WindowColours,
    apply_theme,
    palette,
    shown_theme,
)

FULL = WindowSettings(
    b"\x01\xd9\xd0\xcb\0", b"\xff\0", "dark", '{"Text": {"size": 14.0}, "Loops": {"types": ["R"]}}'
)


@pytest.mark.parametrize(
    "settings", [FULL, WindowSettings(), WindowSettings(panels='{"\\u00c4": [1]}')]
)
def test_what_is_remembered_comes_back(tmp_path: Path, settings: WindowSettings) -> None:
    place = tmp_path / "new" / "editor.json"
    save(FULL, place)
    save(settings, place)
    assert load_settings(place) == settings


def test_nothing_remembered_is_the_usual(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "none.json") == WindowSettings()


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b"[]", b"null", b'{"theme": "pink", "geometry": "%%%", "panels": []}',
        b'{"theme": [], "geometry": 7, "state": "\xc3\xa9", "recent": {"a": 1}}',
        b'{"panels": ' + b'{"a": ' * 900 + b"1" + b"}" * 901, b"[" * 100_000,
        b"\xff\xfe\0\0", b"[[[[\n===", b"x" * 100_000,
    ],
)  # fmt: skip
def test_a_broken_file_gives_the_usual(tmp_path: Path, data: bytes) -> None:
    place = tmp_path / "editor.json"
    place.write_bytes(data)
    found = load_settings(place)
    assert (found.geometry, found.state, found.theme) == (b"", b"", "system")
    assert recent.recent(place) == ()
    save(FULL, place)
    assert load_settings(place) == FULL


keys = st.sampled_from(["theme", "geometry", "state", "panels", "recent"])
plain = st.one_of(st.none(), st.booleans(), st.floats(), st.text(), st.sampled_from(["dark", "14"]))
said = st.recursive(plain, lambda one: st.lists(one) | st.dictionaries(st.text(), one))


@given(st.dictionaries(keys, said))
def test_nothing_in_the_file_stops_the_start(
    tmp_path_factory: pytest.TempPathFactory, said: dict[str, object]
) -> None:
    place = tmp_path_factory.mktemp("settings") / "editor.json"
    place.write_text(json.dumps(said))
    settings = load_settings(place)
    assert settings.theme in ("system", "light", "dark", "contrast")
    assert isinstance(json.loads(settings.panels), dict)
    assert all(isinstance(one.path, str) for one in recent.recent(place))


def test_a_place_that_cannot_be_written_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    place = tmp_path / "file" / "editor.json"
    save(FULL, place)
    recent.remember_file("a.cld", place)
    assert (tmp_path / "file").read_text() == ""
    for hostile in ("folder", "pipe", "dangling"):
        place = tmp_path / hostile
        if hostile == "folder":
            place.mkdir()
        elif hostile == "pipe":
            os.mkfifo(place)
        else:
            place.symlink_to(tmp_path / "nowhere" / "at all")
        assert load_settings(place) == WindowSettings()
        save(FULL, place)
        recent.remember_file("a.cld", place)
        assert load_settings(place) == WindowSettings()


def test_no_code_that_stands_in_the_file_is_run(tmp_path: Path) -> None:
    """Qt's own settings are read with pickle, where they say so."""
    ran = tmp_path / "ran"

    class Trap:
        def __reduce__(self) -> tuple[object, ...]:
            return os.mkdir, (str(ran),)

    trap = QSettings(str(tmp_path / "editor.json"), QSettings.Format.IniFormat)
    trap.setValue("theme", Trap())
    trap.sync()
    assert b"PyObjectWrapper" in (tmp_path / "editor.json").read_bytes()
    assert load_settings(tmp_path / "editor.json") == WindowSettings()
    assert not ran.exists()


# -- recent files --


def test_the_last_comes_first_and_once(tmp_path: Path) -> None:
    stored = tmp_path / "editor.json"
    for number in range(15):
        path = tmp_path / f"{number}, ü.cld"
        if number != 13:
            path.write_text("")
        recent.remember_file(str(path), stored)
    recent.remember_file(str(tmp_path / "7, ü.cld"), stored)
    files = recent.recent(tmp_path / "editor.json")
    numbers = [int(Path(one.path).name.split(",")[0]) for one in files]
    assert numbers == [7, 14, 13, 12, 11, 10, 9, 8, 6, 5, 4, 3]
    assert [one.is_missing for one in files] == [number == 13 for number in numbers]
    assert "missing" in files[2].name
    assert str(tmp_path) in files[0].name


def test_two_windows_share_the_list(tmp_path: Path) -> None:
    one = other = tmp_path / "editor.json"
    recent.remember_file("/a.cld", one)
    recent.remember_file("/b.cld", other)
    assert [r.path for r in recent.recent(one)] == ["/b.cld", "/a.cld"]
    recent.forget("/a.cld", one)
    assert [r.path for r in recent.recent(other)] == ["/b.cld"]
    recent.forget_all(one)
    assert recent.recent(other) == ()


# -- themes --


@pytest.mark.parametrize("colours", COLOURS.values(), ids=COLOURS)
def test_texts_can_be_read(colours: WindowColours) -> None:
    grounds = (colours.window, colours.base, colours.other_row, colours.button)
    least = 7.0 if colours is COLOURS["contrast"] else 4.5
    for ground in grounds:
        assert contrast(colours.text, ground) >= 7.0
        assert contrast(colours.faint, ground) >= least, (colours.faint, ground)
        assert contrast(colours.link, ground) >= least
    assert contrast(colours.on_chosen, colours.chosen) >= least


@pytest.mark.parametrize("choice", ["light", "dark", "contrast"])
def test_a_theme_reaches_all_windows(qtbot: QtBot, qapp: QApplication, choice: str) -> None:
    before = qapp.palette()
    try:
        name = apply_theme(choice, qapp)  # type: ignore[arg-type]
        assert name == choice
        assert qapp.style().objectName().lower() == "fusion"
        assert qapp.palette().color(QPalette.ColorRole.Text).name() == COLOURS[name].text
        assert PICTURES[name] in THEMES
        assert THEMES[PICTURES[name]].paper == COLOURS[name].base
        off = palette(COLOURS[name]).color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
        assert off.name() == COLOURS[name].faint
    finally:
        qapp.setPalette(before)


def test_system_is_light_or_dark(qtbot: QtBot, qapp: QApplication) -> None:
    assert shown_theme("system", qapp) in ("light", "dark")
