"""What `cld` needs is said, and what is missing is named with the line that installs it."""

from __future__ import annotations

import pickle
import re
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from cld.commands.app import cld
from cld.core.extras import MissingLibraryError

ROOT = Path(__file__).parent.parent
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = SETTINGS["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]
PAGE = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
NAME = re.compile(r"[\w.-]+")


def names(requirements: list[str]) -> set[str]:
    found = {match[0] for line in requirements if (match := NAME.match(line))}
    return found - {PROJECT["name"]}


# -- the page --


def test_the_page_names_every_dependency_and_no_other() -> None:
    wanted = names([*SETTINGS["build-system"]["requires"], *PROJECT["dependencies"]])
    wanted |= names([line for extra in EXTRAS.values() for line in extra])
    headings, rows = (
        re.findall(r"^### (.*)", PAGE, re.M),
        re.findall(r"^\| `([^`]*)` \|", PAGE, re.M),
    )
    said = [name for name in (*headings, *rows) if name not in EXTRAS]
    assert sorted(said) == sorted(wanted)


def test_the_page_says_of_each_what_for_by_whom_and_what_else() -> None:
    sections = re.split(r"^### ", PAGE, flags=re.M)[1:]
    for section in sections:
        for part in ("- For: ", "- By: ", "Licence: ", "- Considered: "):
            assert part in section, section
    rows = re.findall(r"^\| `[^`]*` \|.*", PAGE.split("## Tests")[1], re.M)
    assert all(len([cell for cell in row.split("|") if cell.strip()]) == 5 for row in rows)


def test_the_modules_that_the_page_names_use_it() -> None:
    libraries = {"fonttools": "fontTools", "resvg-py": "resvg_py", "fpdf2": "fpdf"}
    libraries |= {
        "font-source-sans-pro": "font_source_sans_pro",
        "PySide6-Essentials": "PySide6",
        "pysimlin": "simlin",
    }
    for section in re.split(r"^### ", PAGE, flags=re.M)[1:]:
        package, _, said = section.partition("\n")
        called = libraries.get(package, package)
        paths = re.findall(r"`((?:cld|gui)/[\w./]+)`", said.split("- By: ")[0])
        assert paths, package
        for path in paths:
            files = sorted((ROOT / path).rglob("*.py")) or [ROOT / path]
            texts = [file.read_text(encoding="utf-8") for file in files]
            if path == "cld/paint/dot.py":  # it writes through the other
                texts = [
                    text.replace("from cld.io.formats.dot import", "import graphviz")
                    for text in texts
                ]
            assert any(called in text for text in texts), (package, path)


# -- extras --


def test_all_is_every_extra_that_users_want() -> None:
    (line,) = EXTRAS["all"]
    named = re.fullmatch(rf"{PROJECT['name']}\[(.*)\]", line)
    assert named and set(named[1].split(",")) == EXTRAS.keys() - {"all", "test", "bench"}
    assert f"{PROJECT['name']}[all]" in EXTRAS["test"]


def test_every_extra_that_is_named_anywhere_is_there() -> None:
    texts = [*(ROOT / "cld").rglob("*.py"), ROOT / "README.md", ROOT / "docs" / "dependencies.md"]
    found = re.findall(
        r"pip install (?:-e )?'(?:causal-loops|\.)\[([\w,]+)\]'",
        "\n".join(path.read_text(encoding="utf-8") for path in texts),
    )
    assert {"gui", "grade", "all", "test"} <= {e for names in found for e in names.split(",")}
    assert {e for names in found for e in names.split(",")} <= EXTRAS.keys()


def test_what_is_missing_comes_whole_from_another_process() -> None:
    for error in (MissingLibraryError(), MissingLibraryError("the editor requires PySide6", "gui")):
        again = pickle.loads(pickle.dumps(error))
        assert str(again) == str(error) and isinstance(again, ImportError)


GRADE = "cld: grading requires more libraries: pip install 'causal-loops[grade]'\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    key = 'exercise "Retries"\nLoad (+)-> Latency (+)-> Load\nexpect link Load (+)-> Latency\n'
    (tmp_path / "key.cld").write_text(key)
    (tmp_path / "same.cld").write_text("Load (+)-> Latency\n")
    (tmp_path / "typo.cld").write_text("Load (+)-> Latancy\n")
    (tmp_path / "choice.cld").write_text("LOAD (+)-> loads (+)-> Latency\n")
    return tmp_path


@pytest.mark.parametrize("library", ["rapidfuzz", "pebble"])
@pytest.mark.parametrize("answers", [["typo"], ["same", "typo"]])
def test_grading_without_a_library_names_the_extra(
    folder: Path, monkeypatch: pytest.MonkeyPatch, library: str, answers: list[str]
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    if library == "rapidfuzz" and len(answers) > 1:
        # The other processes have it; one that had not would send this.
        monkeypatch.setattr("cld.commands.grade.each", sent_from_another_process)
    arguments = ["grade", *(str(folder / f"{name}.cld") for name in answers)]
    done = CliRunner().invoke(cld, [*arguments, "--key", str(folder / "key.cld")])
    if library == "pebble" and len(answers) == 1:
        assert done.exit_code == 0
    else:
        assert done.exit_code and (done.stdout, done.stderr) == ("", GRADE)


def sent_from_another_process(*_: object) -> None:
    raise pickle.loads(pickle.dumps(MissingLibraryError()))


def test_a_key_is_checked_without_any_of_them(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for library in ("rapidfuzz", "pebble", "scipy", "scipy.optimize"):
        monkeypatch.setitem(sys.modules, library, None)
    done = CliRunner().invoke(cld, ["key", "check", str(folder / "key.cld")])
    assert (done.exit_code, done.stderr) == (0, "") and "1 expectation" in done.stdout
    one = ["grade", str(folder / "same.cld"), "--key", str(folder / "key.cld")]
    assert CliRunner().invoke(cld, one).exit_code == 0
