"""What is remembered comes back, and nothing that lies in a file stops the start."""

from __future__ import annotations

import json
import string
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cld.paint.theme import THEMES, contrast
from cld_gui import recent
from cld_gui.settings import Settings, load, save, store
from cld_gui.themes import COLOURS, PICTURES, Colours, apply, palette, shown

FULL = Settings(
    b"\x01\xd9\xd0\xcb\0", b"\xff\0", "dark", '{"Text": {"size": 14.0}, "Loops": {"types": ["R"]}}'
)


@pytest.mark.parametrize("settings", [FULL, Settings(), Settings(panels='{"Ä": [1]}')])
def test_what_is_remembered_comes_back(tmp_path: Path, settings: Settings) -> None:
    place = str(tmp_path / "new" / "editor.ini")
    save(FULL, store(place))
    save(settings, store(place))
    assert load(store(place)) == settings


def test_nothing_remembered_is_the_usual(tmp_path: Path) -> None:
    assert load(store(str(tmp_path / "none.ini"))) == Settings()


@pytest.mark.parametrize(
    "data",
    [
        b"[look]\ntheme=pink\n[window]\ngeometry=%%%\npanels=W10=\n",
        b"[look]\ntheme=@Variant(\\0\\0\\0\\x7f\\0\\0\\0\\x5)\n[window]\npanels=a, b\n",
        b"\xff\xfe\0\0", b"[[[[\n===", b"x" * 100_000,
    ],
)  # fmt: skip
def test_a_broken_file_gives_the_usual(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "editor.ini").write_bytes(data)
    stored = store(str(tmp_path / "editor.ini"))
    assert load(stored) == Settings()
    assert recent.recent(stored) == ()
    save(FULL, stored)
    assert load(stored) == FULL


keys = st.sampled_from(
    ["look/theme", "window/geometry", "window/state", "window/panels", "files/recent"]
)  # fmt: skip
values = st.one_of(
    st.text(string.printable),
    st.binary().map(lambda data: data.decode("latin-1")),
    st.sampled_from(["dark", "14", "0", "@Variant(", "@ByteArray(a)", "[[", '["a", 3, ""]']),
)


@given(st.dictionaries(keys, values))
def test_nothing_in_the_file_stops_the_start(
    tmp_path_factory: pytest.TempPathFactory, said: dict[str, str]
) -> None:
    place = tmp_path_factory.mktemp("ini") / "editor.ini"
    lines = [f"[{key.split('/')[0]}]\n{key.split('/')[1]}={value}" for key, value in said.items()]
    place.write_bytes("\n".join(lines).encode("utf-8", "replace"))
    stored = store(str(place))
    settings = load(stored)
    assert settings.theme in ("system", "light", "dark", "contrast")
    assert isinstance(json.loads(settings.panels), dict)
    assert all(isinstance(one.path, str) for one in recent.recent(stored))


def test_a_place_that_cannot_be_written_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    stored = store(str(tmp_path / "file" / "editor.ini"))
    save(FULL, stored)
    recent.remember("a.cld", stored)
    assert (tmp_path / "file").read_text() == ""
    (tmp_path / "folder").mkdir()
    assert load(store(str(tmp_path / "folder"))) == Settings()


# -- recent files --


def test_the_last_comes_first_and_once(tmp_path: Path) -> None:
    stored = store(str(tmp_path / "editor.ini"))
    for number in range(15):
        path = tmp_path / f"{number}, ü.cld"
        if number != 13:
            path.write_text("")
        recent.remember(str(path), stored)
    recent.remember(str(tmp_path / "7, ü.cld"), stored)
    files = recent.recent(store(str(tmp_path / "editor.ini")))
    numbers = [int(Path(one.path).name.split(",")[0]) for one in files]
    assert numbers == [7, 14, 13, 12, 11, 10, 9, 8, 6, 5, 4, 3]
    assert [one.is_missing for one in files] == [number == 13 for number in numbers]
    assert "missing" in files[2].name
    assert str(tmp_path) in files[0].name


def test_two_windows_share_the_list(tmp_path: Path) -> None:
    one, other = (store(str(tmp_path / "editor.ini")) for _ in "12")
    recent.remember("/a.cld", one)
    recent.remember("/b.cld", other)
    assert [r.path for r in recent.recent(one)] == ["/b.cld", "/a.cld"]
    recent.forget("/a.cld", one)
    assert [r.path for r in recent.recent(other)] == ["/b.cld"]
    recent.forget_all(one)
    assert recent.recent(other) == ()


# -- themes --


@pytest.mark.parametrize("colours", COLOURS.values(), ids=COLOURS)
def test_texts_can_be_read(colours: Colours) -> None:
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
        name = apply(choice, qapp)  # type: ignore[arg-type]
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
    assert shown("system", qapp) in ("light", "dark")
