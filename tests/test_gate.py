"""Whatever a name, a note, a file name or an argument holds, no terminal is steered by it."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from terminal import Printed, on_terminal
from test_cli import run

from cld.core.gate import as_escapes, harmless, shown

# Renames the window, clears the screen, hides what follows, goes back to the start of the line,
# and reorders it. A name of a file takes all but NUL, and bytes that are no text.
STEERS = "\x1b]0;pwned\x07\x1b[2J\x9b8m\r\u202e\u2066\u200f\u061c\x7f"
IN_NAME = f"{STEERS}\udcff"
FORGED = "x\n::error::pwned"
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f]")

DIAGRAM = f"""title "T{STEERS}\0"
A{STEERS} (+, delay 3min, "note {STEERS}\0")-> "B\u202e{STEERS}" (-)-> A{STEERS}
A{STEERS}: stock, unit "u{STEERS}", goal <= 5, "note {STEERS}"
loop R1 "Loop{STEERS}" reinforcing: A{STEERS}, "B\u202e{STEERS}"
intervention "Do{STEERS}" (level 9, "because {STEERS}") {{
    cut A{STEERS} -> "B\u202e{STEERS}"
}}
this is no line {STEERS}\0
"""
KEY = f"""exercise "E{STEERS}" (points 5)
A (+)-> B (-)-> A
expect loop balancing: A, B (points 5, hint "hint {STEERS}")
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of Unix")

FORMATS = {
    "analyze": ["text", "json", "markdown", "html", "github", "sarif"],
    "check": ["text", "json", "markdown", "github", "sarif"],
    "leverage": ["text", "json", "markdown"],
    "checklist": ["text", "json", "markdown"],
}
GRADES = ["text", "json", "csv", "markdown", "html", "junit", "gradescope", "prairielearn"]
CONVERTED = ["cld", "json", "csv", "graphml", "dot", "mermaid"]
F, K = f"d{IN_NAME}.cld", f"k{IN_NAME}.cld"
ANSWERS, BY_HAND, SHORT, DRAWN = f"answers{IN_NAME}", f"hand{IN_NAME}.txt", "short.cld", "map.mmd"
COMMANDS: list[list[str]] = [
    *([name, F, "--format", format_] for name, formats in FORMATS.items() for format_ in formats),
    *(["grade", f"{ANSWERS}/a{IN_NAME}.cld", "--key", K, "-f", format_] for format_ in GRADES),
    ["grade", ANSWERS, "--key", K, "--reveal", "--match", BY_HAND, "--pages", f"p{IN_NAME}"],
    ["grade", f"none{IN_NAME}", "--key", K],
    ["key", "check", K],
    ["key", "check", F],
    ["key", f"{STEERS}"],
    ["fmt", F, "--diff"],
    ["fmt", SHORT, "--diff"],
    ["fmt", F, f"none{IN_NAME}", "--check"],
    *(["explain", F, "R1", "--format", format_] for format_ in ("text", "json", "markdown")),
    ["explain", F, f"R{STEERS}"],
    ["causes", SHORT, "A\u202e"],
    ["uses", SHORT, f"A{STEERS}", "-f", "json"],
    ["push", SHORT, "A\u202e"],
    ["push", F, f"A{STEERS}"],
    ["run", SHORT],
    ["run", F, "-f", "csv"],
    ["run", F, "--step", f"A{STEERS} 1"],
    ["run", F, "--with", f"Do{STEERS}"],
    ["run", F, f"Go{STEERS}", "--margins"],
    ["run", F, "-f", "svg"],
    ["run", F, "--runs", "3"],
    *(["whatif", F, f"Do{STEERS}", "-f", format_] for format_ in ("text", "json", "markdown")),
    ["whatif", F, f"cut {STEERS}"],
    *(
        ["convert", F, "-", "--to", to]
        for to in ("cld", "json", "csv", "graphml", "dot", "mermaid")
    ),
    ["convert", DRAWN, "-", "--to", "json"],
    ["convert", F, "x.csv"],
    ["convert", F, f"x{IN_NAME}"],
    ["render", F, "-o", "-"],
    ["render", F, "-o", "-", "-f", "dot"],
    ["render", F, "-o", "-", "-f", "png"],
    ["render", F, "--metrics"],
    ["render", F, "-o", f"x{IN_NAME}.svg", "--highlight", f"R{STEERS}"],
    ["render", F, "-o", f"none{IN_NAME}/x.svg"],
    ["rule", STEERS],
    ["rule", "CLD50\x1b1"],
    [STEERS],
    [f"analyz\x1be{STEERS}"],
    ["analyze", F, f"--{STEERS}"],
    ["analyze", F, "--format", STEERS],
    ["analyze", F, f"{IN_NAME}"],
    ["analyze", f"none{IN_NAME}"],
    ["analyze", "."],
    *(["analyze", F, option, f"9{STEERS}"] for option in ("--through", "--loops", "--select")),
    ["analyze", F, "--budget", STEERS],
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / F).write_text(DIAGRAM, encoding="utf-8", newline="")
    (folder / K).write_text(KEY, encoding="utf-8", newline="")
    (folder / SHORT).write_text("A\u202e(+)->B(-)->A\u202e # c\u202e\x1b[8m\n", encoding="utf-8")
    (folder / DRAWN).write_text(f"flowchart LR\nA-->B\n{STEERS}\0zzz ((\n", newline="")
    (folder / BY_HAND).write_text(f"a{STEERS} -> b{STEERS} -> c\n", newline="")
    (folder / ANSWERS).mkdir()
    for name in "ab":
        answer = f"A (+)-> B{STEERS} (-)-> A\nno line {STEERS}\0\n"
        (folder / ANSWERS / f"{name}{IN_NAME}.cld").write_text(answer, newline="")
    (folder / ANSWERS / f"c{IN_NAME}.json").write_text("{")
    return folder


@pytest.fixture(scope="module")
def printed(folder: Path) -> list[Printed]:
    return on_terminal(COMMANDS, folder)


@pytest.mark.parametrize("number", range(len(COMMANDS)))
def test_no_command_steers_the_terminal(printed: list[Printed], number: int) -> None:
    code, said = printed[number]
    assert code in (0, 1, 2)
    assert b"internal error" not in said and b"Traceback" not in said
    text = said.decode("utf-8")  # strictly: bytes that are no text do not come through
    assert text.strip(), "nothing was printed, so nothing was tried"
    assert STEERING.findall(text) == []


def test_the_terminal_is_one(printed: list[Printed], folder: Path) -> None:
    """The texts above come through elsewhere, or nothing is shown by their being replaced."""
    (_, said) = printed[COMMANDS.index(["fmt", SHORT, "--diff"])]
    assert "\ufffd".encode() in said
    piped = subprocess.run(
        [sys.executable, "-m", "cld", "fmt", SHORT, "--diff"],
        cwd=folder, capture_output=True, check=False,
    )  # fmt: skip
    assert b"\x1b[8m" in piped.stdout


def test_styles_of_ones_own_come_through_and_no_other(folder: Path) -> None:
    path = folder / F
    done = run("analyze", path, "--color", "always")
    assert "\x1b[1m" in done.stdout
    assert STEERING.findall(re.sub(r"\x1b\[[0-9;]*m", "", done.stdout)) == []
    assert "\x1b[2J" not in done.stdout and "8m" not in re.findall(r"\x1b\[([0-9;]*m)", done.stdout)


@pytest.mark.parametrize("format_", ["text", "json", "markdown", "github", "sarif"])
def test_reports_are_clean_in_a_pipe_too(folder: Path, format_: str) -> None:
    done = run("analyze", folder / F, "--format", format_)
    assert STEERING.findall(done.stdout + done.stderr) == []


def test_json_says_what_is_there_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "t.cld"
    path.write_text('title "T\x9b\u202e"\nA (+)-> A\n', encoding="utf-8")
    assert json.loads(run("analyze", path, "--format", "json").stdout)["title"] == "T\x9b\u202e"


def test_a_name_begins_no_line_of_its_own(tmp_path: Path) -> None:
    """A CI system takes a line that begins with `::` for a command."""
    (tmp_path / f"{FORGED}.cld").write_text("A (+)-> B\nno line\n")
    for arguments in (
        ["check", tmp_path / FORGED],
        ["check", f"--{FORGED}"],
        [FORGED],
        ["rule", "CLD101", FORGED],
        ["fmt", tmp_path / f"{FORGED}.cld", "--check"],
        ["convert", tmp_path / f"{FORGED}.cld", tmp_path / "x.csv"],
        ["leverage", tmp_path / f"{FORGED}.cld"],
    ):
        done = run(*arguments)
        said = (done.stdout + done.stderr).splitlines()
        assert any("pwned" in line for line in said), arguments
        assert not any(line.lstrip().startswith("::error") for line in said), arguments


def test_a_patch_is_one_whatever_is_in_the_lines(tmp_path: Path) -> None:
    path = tmp_path / "f.cld"
    text = "A(+)->B # one\u2028two\x0bthree\x85\nB(+)->C\n# last"
    path.write_bytes(text.encode())
    done = subprocess.run(
        [sys.executable, "-m", "cld", "fmt", "--diff", path], capture_output=True, check=False
    )
    if shutil.which("patch"):
        subprocess.run(["patch", "-s", path], input=done.stdout, check=True)
        assert run("fmt", "--check", path).returncode == 0
    added = [line for line in done.stdout.split(b"\n") if line.startswith(b"+")]
    assert len(added) == 4 and "one\u2028two\x0bthree".encode() in added[1]


def test_the_head_of_a_patch_names_a_hostile_file_as_git_does(tmp_path: Path) -> None:
    path = tmp_path / "a\nb\x1b\udcff.cld"
    path.write_text("A(+)->B\n")
    head = run("fmt", "--diff", path).stdout.splitlines()[0]
    assert head == f'--- "{tmp_path}/a\\012b\\033\\377.cld"'


def test_what_is_text_stays_as_it_is() -> None:
    for said in ("", "Größe → 水 😀", "a\u200db", "\u200b", "~`|"):
        assert shown(said) == harmless(said) == as_escapes(said) == said
    assert shown("a\tb\r\nc\u2028d") == "a b  c d" and harmless("a\tb\nc") == "a\tb\nc"
    assert os.linesep == "\n" and harmless("\r") == "\ufffd"


def test_no_line_of_a_report_is_a_command_to_a_ci_system(tmp_path: Path) -> None:
    path, name = tmp_path / "f.cld", "::error::y ##[add]z"
    path.write_text(f'title "::stop-commands::x"\n"{name}" (+)-> "{name}"\n')
    for command, more in (("analyze", []), ("leverage", []), ("checklist", []), ("causes", [name])):
        said = run(command, path, *more).stdout
        assert ":\ufffd" in said
        for line in said.splitlines():
            assert not line.lstrip().startswith("::") and "##[" not in line


# Who may know of the streams themselves: what they are for is told in each.
OF_STREAMS = {"gate.py", "cli.py", "progress.py", "terminal.py", "options.py", "fmt.py"}
OF_STREAMS |= {"signworker.py"}  # its output goes to the process that began it


def test_messages_go_through_say() -> None:
    """The gate keeps a terminal from harm; only `say` keeps a message on its line."""
    for module in (Path(__file__).parent.parent / "cld").rglob("*.py"):
        tree = ast.parse(module.read_text(encoding="utf-8"))
        calls = [ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)]
        assert {"click.echo", "click.secho", "echo", "secho"}.isdisjoint(calls), module
        if module.name not in OF_STREAMS:
            assert "print" not in calls, module
            named = re.search(r"sys\.(__)?std(out|err)(__)?\.(write|buffer)", ast.unparse(tree))
            assert named is None, module
