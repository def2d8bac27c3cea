"""What a new diagram begins as is sound, and the installed package has it too."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from cld.analyze import analyze
from cld.language.format import format_syntax
from cld.patterns.archetypes import ARCHETYPES
from cld.patterns.find import find_patterns
from cld_gui.document.beginning import Beginning
from cld_gui.document.templates import beginnings, examples_folder

ROOT = Path(__file__).parent.parent.parent
ARCHETYPAL = [b for b in beginnings() if b.kind == "archetype"]


def test_there_is_a_blank_sheet_first_and_no_name_twice() -> None:
    assert beginnings()[0].text == ""
    names = [b.name for b in beginnings()]
    assert len(set(names)) == len(names)
    assert all(b.title and b.teaches and "\n" not in b.title + b.teaches for b in beginnings())


def test_all_examples_are_there_as_they_are() -> None:
    texts = {b.name: b.text for b in beginnings() if b.kind == "example"}
    shipped = {p.stem: p.read_text(encoding="utf-8") for p in (ROOT / "examples").glob("*.cld")}
    assert texts == shipped


def test_all_archetypes_are_there() -> None:
    assert {b.title.lower() for b in ARCHETYPAL} == {template.name for template in ARCHETYPES}


@pytest.mark.parametrize("beginning", ARCHETYPAL, ids=lambda b: b.name)
def test_an_archetype_is_found_in_its_own_diagram(beginning: Beginning) -> None:
    report = analyze(beginning.text)
    assert not [d for d in report.diagnostics if d.severity == "error"]
    assert format_syntax(report.source.syntax) == beginning.text
    assert all(loop.name for loop in report.loops)
    found = find_patterns(report.diagram, report.loops).found
    assert [(p.name, p.missing) for p in found] == [(beginning.title.lower(), ())]


def test_a_package_without_examples_still_begins(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("cld_gui.document.templates.examples_folder", lambda: tmp_path)
    fresh = beginnings.__wrapped__()
    assert {b.kind for b in fresh} == {"empty", "archetype"}


def test_the_package_ships_the_examples() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    tools = project["tool"]["setuptools"]
    assert tools["package-dir"]["cld.examples"] == "examples"
    assert "cld.examples" in tools["packages"]
    assert set(tools["package-data"]["cld.examples"]) == {"*.cld", "README.md", "exercises/*.cld"}
    assert (examples_folder() / "README.md").is_file()
