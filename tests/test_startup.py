"""The command starts fast, completes words in a shell, and needs nothing of the home folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.shell_completion import BashComplete

from cld.commands.app import COMMANDS, cld

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "hourly-spike.cld"
# What takes long to load, and what only drawing, grading or a colour terminal needs.
HEAVY = {"numpy", "networkx", "scipy", "fontTools", "pyparsing", "PIL", "fpdf", "resvg_py"}
HEAVY |= {"graphviz", "rapidfuzz", "pebble", "PySide6"}
# Nor does the list of commands need what any one of them works with.
WORK = {"lark", "rich", "cld.analyze", "cld.picture", "cld.paint", "cld.grade", "cld.output"}

WITH_MODULES = """
import atexit, sys
from cld.cli import main
atexit.register(lambda: print("loaded:", *sys.modules, file=sys.stderr))
main()
"""


def modules_of(*args: str, code: int = 0, **environment: str) -> set[str]:
    """What a run of the command has loaded at its end."""
    command = [sys.executable, "-c", WITH_MODULES, *args]
    environment = os.environ | environment
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == code, done.stderr
    return set(done.stderr.rpartition("loaded: ")[2].split())


# -- what is loaded ------------------------------------------------------------------------


@pytest.mark.parametrize(("args", "code"), [(["--help"], 0), (["analyse"], 2), (["--nope"], 2)])
def test_the_list_of_commands_loads_none_of_them(args: list[str], code: int) -> None:
    loaded = modules_of(*args, code=code)
    assert "click" in loaded and not loaded & (HEAVY | WORK)


@pytest.mark.parametrize("args", [["--version"], ["-V"]])
def test_the_version_loads_next_to_nothing(args: list[str]) -> None:
    assert not modules_of(*args) & (HEAVY | WORK | {"click", "dataclasses"})


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_loads_no_heavy_library(name: str) -> None:
    assert not modules_of(name, "--help") & HEAVY


@pytest.mark.parametrize("args", [["analyze"], ["render"], ["check"], ["checklist"]])
def test_a_command_that_is_called_wrongly_loads_no_heavy_library(args: list[str]) -> None:
    assert not modules_of(*args, code=2) & HEAVY


def test_a_small_report_in_a_pipe_loads_no_heavy_library() -> None:
    loaded = modules_of("analyze", str(EXAMPLE))
    assert "lark" in loaded and not loaded & (HEAVY | {"rich.console", "cld.picture", "cld.paint"})


@pytest.mark.parametrize(
    ("args", "library"),
    [
        (["check", "EXAMPLE"], "lark"),
        (["convert", "EXAMPLE", "-", "--to", "json"], "lark"),
        (["convert", "EXAMPLE", "-", "--to", "dot"], "graphviz"),
        (["convert", "DOT", "-", "--to", "json"], "lark"),
        (["analyze", "EXAMPLE", "--verify"], "networkx"),
    ],
)
def test_a_command_loads_no_heavy_library_but_the_one_it_uses(
    args: list[str], library: str, tmp_path: Path
) -> None:
    dot = tmp_path / "a.dot"
    dot.write_text("digraph { A -> B }")
    files = {"EXAMPLE": str(EXAMPLE), "DOT": str(dot)}
    loaded = modules_of(*(files.get(arg, arg) for arg in args))
    assert loaded & (HEAVY | {"lark"}) == {"lark", library}


@pytest.mark.parametrize("words", ["cld an", "cld "])
def test_completion_of_commands_loads_none_of_them(words: str) -> None:
    asked = {"_CLD_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": "1"}
    assert not modules_of(**asked) & (HEAVY | WORK)


def test_every_command_is_listed_with_what_it_does() -> None:
    context = click.Context(cld, info_name="cld")
    shown = cld.get_help(context)
    for name, (_, said) in COMMANDS.items():
        command = cld.get_command(context, name)
        assert command is not None and command.name == name
        assert f"  {name:<11}{said}\n" in f"{shown}\n"


ANSWERED = """
import gc
from cld.cli import main
from cld.commands.rule import rule_command
rule_command.callback = lambda **_: print(gc.isenabled(), gc.get_freeze_count() > 0)
main()
"""


def test_garbage_is_collected_while_a_command_works() -> None:
    """It is not while modules load: the collector found none in them, and took its time."""
    command = [sys.executable, "-c", ANSWERED, "rule"]
    assert subprocess.run(command, capture_output=True, text=True).stdout == "True True\n"


# -- colour, for which rich is loaded only where it may be wanted ---------------------------


@pytest.mark.parametrize(
    ("color", "environment", "is_coloured"),
    [
        ("auto", {}, False),
        ("auto", {"FORCE_COLOR": "1"}, True),
        ("auto", {"TTY_COMPATIBLE": "1"}, True),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ("auto", {"FORCE_COLOR": "", "NO_COLOR": ""}, False),
        ("always", {}, True),
        ("always", {"NO_COLOR": "1"}, True),
        ("never", {"FORCE_COLOR": "1"}, False),
    ],
)
def test_a_pipe_has_colour_where_it_is_asked_for(
    color: str, environment: dict[str, str], is_coloured: bool
) -> None:
    unset = {"FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE", "COLORTERM"}
    usual = {key: value for key, value in os.environ.items() if key not in unset}
    command = [sys.executable, "-m", "cld", "analyze", str(EXAMPLE), "--color", color]
    environment = usual | {"TERM": "xterm"} | environment
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert ("\x1b[1;35mR1" in done.stdout) == is_coloured
    assert is_coloured or "\x1b" not in done.stdout


# -- completion in a shell -----------------------------------------------------------------


def complete(instruction: str, **environment: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"_CLD_COMPLETE": instruction} | environment
    command = [sys.executable, "-m", "cld"]
    return subprocess.run(command, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_script(shell: str) -> None:
    done = complete(f"{shell}_source")
    assert done.returncode == 0 and not done.stderr
    assert f"_CLD_COMPLETE={shell}_complete" in done.stdout


def test_a_shell_gets_the_words_it_asks_for() -> None:
    done = complete("bash_complete", COMP_WORDS="cld ch", COMP_CWORD="1")
    assert (done.returncode, done.stdout) == (0, "plain,check\nplain,checklist\n")
    done = complete("bash_complete", COMP_WORDS="cld render --for", COMP_CWORD="2")
    assert (done.returncode, done.stdout) == (0, "plain,--format\n")
    done = complete("zsh_complete", COMP_WORDS="cld ed", COMP_CWORD="1")
    assert (done.returncode, done.stdout) == (0, f"plain\nedit\n{COMMANDS['edit'][1]}\n")


FILES_GO_HERE = """
analyze; analyze -o; check; check a.cld; checklist; checklist -o; explain; fmt; fmt a.cld; leverage;
leverage -o; whatif; causes; uses; convert; convert a.cld; render; render -o; edit; edit a.cld;
grade; grade a.cld; grade --key; grade --match; grade --pages; grade -o; key check
"""


@pytest.mark.parametrize("before", FILES_GO_HERE.replace("\n", " ").strip().split("; "))
def test_a_shell_completes_names_of_files(before: str) -> None:
    """Click's scripts do so only where an argument or an option asks for it."""
    asked = BashComplete(cld, {}, "cld", "_CLD_COMPLETE")
    (item,) = asked.get_completions(before.split(), "exam")
    assert (item.type, item.value) == ("file", "exam")


@pytest.mark.parametrize("instruction", ["bash", "bash_", "bash_sauce", "csh_source", "\x1b[31m"])
def test_an_unknown_instruction_is_refused(instruction: str) -> None:
    done = complete(instruction)
    assert (done.returncode, done.stdout) == (2, "")
    said = "has an unknown value; use bash_source, zsh_source or fish_source"
    assert done.stderr == f"cld: _CLD_COMPLETE {said}\n"


@pytest.mark.parametrize("environment", [{}, {"COMP_WORDS": "cld", "COMP_CWORD": "x"}])
def test_a_question_without_words_is_refused(environment: dict[str, str]) -> None:
    done = complete("bash_complete", **environment)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1 and "COMP_WORDS" in done.stderr


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
def test_bash_completes(tmp_path: Path) -> None:
    """As bash itself calls it: the script, then a press of the tab key."""
    command = tmp_path / "cld"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cld "$@"\n')
    command.chmod(0o755)
    script = (
        'eval "$(_CLD_COMPLETE=bash_source cld)"; complete -p cld; '
        "COMP_WORDS=(cld rend); COMP_CWORD=1; _cld_completion cld; echo ${COMPREPLY[@]}"
    )
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", script], env=os.environ | {"PATH": path}, capture_output=True, text=True
    )
    assert done.stdout == "complete -o nosort -F _cld_completion cld\nrender\n"
    assert done.returncode == 0 and not done.stderr


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
@pytest.mark.parametrize("args", ["--help", "rule CLD101", "analyze EXAMPLE", "BASH"])
def test_a_reader_that_has_left_gives_141(args: str) -> None:
    """Also where click prints, or rich in colour, which both end the run in their own way."""
    command = f"{sys.executable} -m cld {args.replace('EXAMPLE', f'{EXAMPLE} --color always')}"
    if args == "BASH":
        command = f"_CLD_COMPLETE=bash_source {sys.executable} -m cld"
    script = f"(sleep 0.5; {command}) | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("141\n", "")


# -- the home folder -----------------------------------------------------------------------


def _fifo(place: Path) -> None:
    os.mkfifo(place / ".cache/cld/parser.pickle")


def _folder(place: Path) -> None:
    (place / ".cache/cld/parser.pickle").mkdir()


def _dangling(place: Path) -> None:
    (place / ".cache/cld/parser.pickle").symlink_to(place / "nowhere")


def _of_another(place: Path) -> None:
    file = place / ".cache/cld/parser.pickle"
    file.write_bytes(b"cos\nsystem\n(S'touch ran'\ntR.")
    if os.getuid() == 0:
        os.chown(file, 4711, 4711)
        os.chown(file.parent, 4711, 4711)
    file.parent.chmod(0o777)


def _garbage(place: Path) -> None:
    (place / ".cache/cld/parser.pickle").write_bytes(b"\x80\x04K\x01.")


def _file_for_folder(place: Path) -> None:
    (place / ".cache/cld").rmdir()
    (place / ".cache/cld").write_text("in the way")


def _read_only(place: Path) -> None:
    (place / ".cache/cld").rmdir()
    for folder in (place / ".cache", place):
        folder.chmod(0o500)


def _nothing(place: Path) -> None:
    shutil.rmtree(place / ".cache")


HOMES = [
    *(_fifo, _folder, _dangling, _of_another),
    *(_garbage, _file_for_folder, _read_only, _nothing),
]


def everything_in(place: Path) -> list[tuple[str, int]]:
    return sorted((str(path), path.lstat().st_mtime_ns) for path in place.rglob("*"))


def report_of(environment: dict[str, str], **more: Any) -> bytes:
    command = [sys.executable, "-m", "cld", "analyze", str(EXAMPLE)]
    done = subprocess.run(command, env=environment, capture_output=True, timeout=60, **more)
    assert not done.stderr
    return bytes(done.stdout)


@pytest.fixture(scope="module")
def usual() -> bytes:
    return report_of(dict(os.environ))


@pytest.mark.parametrize("make", HOMES)
def test_no_home_folder_is_read_or_written(
    tmp_path: Path, make: Callable[[Path], None], usual: bytes
) -> None:
    (tmp_path / ".cache/cld").mkdir(parents=True)
    make(tmp_path)
    before = everything_in(tmp_path)
    assert report_of(os.environ | {"HOME": str(tmp_path)}, cwd=tmp_path) == usual
    assert everything_in(tmp_path) == before
    tmp_path.chmod(0o700)


@pytest.mark.parametrize(
    "changed",
    [
        {"HOME": "/nonexistent"},
        {"HOME": ""},
        {"HOME": "\x1b]0;title\x07"},
        {"XDG_CACHE_HOME": "/dev/null/cache"},
        {"XDG_CACHE_HOME": "relative"},
        {"XDG_CACHE_HOME": "~nobody-at-all"},
    ],
)
def test_no_variable_that_names_a_home_matters(changed: dict[str, str], usual: bytes) -> None:
    assert report_of(os.environ | changed) == usual


@pytest.mark.parametrize("args", [["analyze", str(EXAMPLE)], ["render", "-", "-o", "a.png"]])
def test_a_user_without_a_home_can_work(tmp_path: Path, args: list[str]) -> None:
    """Neither HOME nor an entry in the list of users, as in a container of one's own."""
    environment = {k: v for k, v in os.environ.items() if k not in ("HOME", "XDG_CACHE_HOME")}
    program = (
        "import pwd, sys\n"
        "def nobody(uid): raise KeyError(uid)\n"
        "pwd.getpwuid = nobody\n"
        "from cld.cli import main\n"
        "main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *args],
        input="漢字 (+)-> B (-)-> 漢字",
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert "internal error" not in done.stderr
