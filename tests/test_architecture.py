"""The house: floors hold, rooms stay small, heavy libraries are loaded late."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parent.parent
MODULES = sorted([*(ROOT / "cld").rglob("*.py"), *(ROOT / "gui").rglob("*.py")])
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
FLOORS = [row.split(" | ") for row in SETTINGS["tool"]["importlinter"]["contracts"][0]["layers"]]


def test_imports_go_down_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == 0


def test_what_is_installed_holds_every_folder() -> None:
    """A folder that the list leaves out is missing for everybody but those who work here."""
    folders = {path.parent.relative_to(ROOT).parts for path in MODULES}
    named = {".".join(parts[1:] if parts[0] == "gui" else parts) for parts in folders}
    assert named <= set(SETTINGS["tool"]["setuptools"]["packages"])


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_rooms_are_small_and_said_what_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 450
    tree = ast.parse(text)
    assert ast.get_docstring(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            lines = (node.end_lineno or 0) - node.lineno + 1
            assert lines <= 70, f"{node.name} has {lines} lines"


# Modules of formats have these.
SAID_AGAIN = {"read", "read_apart", "write"}


def test_one_word_means_one_thing() -> None:
    places: dict[str, list[str]] = {}
    for path in MODULES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            for name in types_and_functions(node):
                places.setdefault(name, []).append(str(path.relative_to(ROOT)))
    again = {name: where for name, where in places.items() if len(where) > 1}
    assert {name: where for name, where in again.items() if name not in SAID_AGAIN} == {}
    assert again.keys() == SAID_AGAIN


def types_and_functions(node: ast.stmt) -> Iterator[str]:
    """Names of types, and of functions that other modules know; constants belong to a module."""
    if isinstance(node, ast.ClassDef):
        yield node.name
    if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
        yield node.name
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        name = node.targets[0].id
        if re.fullmatch("_?[A-Z]+[a-z]\\w*", name):
            yield name


def loaded_by(code: str) -> set[str]:
    program = f"import sys\n{code}\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_the_analysis_does_not_load_networkx() -> None:
    modules = loaded_by("import cld\nassert cld.loads('A (+)-> A').counts.R == 1")
    assert "lark" in modules
    assert not modules & {"networkx", "rich", "click"}


FOLDERS = [
    path.parent
    for top in (ROOT / "cld", ROOT / "gui" / "cld_gui")
    for path in sorted(top.glob("*/__init__.py"))
]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_a_folder_says_what_it_holds_and_imports_no_more_than_it_says(folder: Path) -> None:
    root = folder.parent.name
    named = allowed(folder)
    imported = {
        found.split(".")[1]
        for path in folder.rglob("*.py")
        for found in re.findall(
            rf"^ *(?:from|import) ({root}\.\w+)", path.read_text(), re.MULTILINE
        )
    }
    assert "everything" in named or imported <= named | {folder.name, "version"}


def allowed(folder: Path) -> set[str]:
    """What a folder says that it may import, and what those may."""
    if not folder.is_dir():  # a module that stands by itself: all that is below it
        lower = FLOORS[next(n for n, row in enumerate(FLOORS) if folder.name in row) + 1 :]
        return {folder.name, *(name for row in lower for name in row)}
    said = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8")))
    assert said is not None and "Contains: " in said and "Start reading at `" in said
    may = said.split("May import: ")[1].split("Start reading at")[0]
    if may.startswith(("everything", "all")):
        return {"everything"}
    names = set(re.findall(r"`(\w+)`", may))
    return names.union(*(allowed(folder.parent / name) for name in names))


def test_the_root_folder_has_no_strays() -> None:
    """A file written there by a command that ran in it is easily committed with the rest."""
    expected = {".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md"}
    listed = subprocess.run(
        ["git", "ls-files", "--", ":(glob)*"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode or not listed.stdout:
        pytest.skip("not a checkout")
    assert set(listed.stdout.split()) == expected | {"pyproject.toml"}
