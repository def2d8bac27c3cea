"""`cld edit` starts the editor, or says in one line why it cannot."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from cld import cli

ROOT = Path(__file__).parent.parent


class App(ModuleType):
    """An editor that only notes what it was started with."""

    started: list[list[str]]

    def open_windows(self, paths: list[str]) -> int:
        self.started.append(paths)
        return 0


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> App:
    app = App("cld_gui.window.app")
    app.started = []
    monkeypatch.setitem(sys.modules, "PySide6.QtWidgets", ModuleType("PySide6.QtWidgets"))
    monkeypatch.setitem(sys.modules, "cld_gui.window.app", app)
    monkeypatch.setattr("sys.platform", "linux")
    # The tests themselves go on after `main` has ended: their garbage is collected still.
    monkeypatch.setattr("gc.disable", lambda: None)
    monkeypatch.setattr("gc.freeze", lambda: None)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    return app


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["cld", *arguments])
    # What `main` sets for the whole process is not for that of the tests.
    monkeypatch.setattr("sys.set_int_max_str_digits", lambda digits: None)
    with pytest.raises(SystemExit) as end:
        cli.main()
    return int(end.value.code or 0)


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_the_files_are_opened(app: App, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "x")
    assert run(monkeypatch, "edit", "a.cld", "b.json") == 0
    assert run(monkeypatch, "edit") == 0
    assert app.started == [["a.cld", "b.json"], []]


def test_the_menu_starts_the_same(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr("sys.argv", ["cld-gui", "a.cld"])
    monkeypatch.setattr("sys.set_int_max_str_digits", lambda digits: None)
    with pytest.raises(SystemExit) as end:
        cli.gui()
    assert not end.value.code
    assert app.started == [["a.cld"]]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["gui-scripts"] == {"cld-gui": "cld.cli:gui"}


def test_without_a_display_it_says_so(
    app: App, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "edit") == 2
    said = capsys.readouterr().err
    assert "display" in said and said.count("\n") == 1
    monkeypatch.setattr("sys.platform", "darwin")
    assert run(monkeypatch, "edit") == 0
    assert app.started == [[]]


def test_without_pyside_it_says_how_to_get_it(
    app: App, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtWidgets", None)
    assert run(monkeypatch, "edit") == 2
    said = capsys.readouterr().err
    install = "pip install 'causal-loops[gui]', or in a checkout: pip install '.[gui]'"
    assert said == f"cld: the editor requires PySide6: {install}\n"
    assert not app.started


def test_a_library_that_qt_misses_is_named(
    app: App, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(name: str) -> ModuleType:
        raise ImportError("libEGL.so.1: cannot open shared object file")

    monkeypatch.setenv("DISPLAY", ":0")
    from cld.commands import edit

    monkeypatch.setattr(edit, "import_module", missing)
    assert run(monkeypatch, "edit") == 2
    said = capsys.readouterr().err
    assert "libEGL.so.1" in said and said.count("\n") == 1


def test_it_takes_no_standard_input(
    app: App, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "edit", "-") == 2
    assert capsys.readouterr().err.count("\n") == 1
