"""The README and the pages of `docs/` for users: commands run, pictures are current, links exist.

`ACCEPT=1 pytest tests/test_readme.py` writes the output of commands into the pages, and draws the
pictures again.
"""

from __future__ import annotations

import doctest
import importlib.util
import io
import os
import re
import shlex
import shutil
import sysconfig
import tomllib
from pathlib import Path
from typing import NamedTuple

import click
import pytest
from click.testing import CliRunner
from rich.console import Console
from rich.terminal_theme import DIMMED_MONOKAI

from cld.analyze import analyze, analyze_bytes
from cld.commands.app import COMMANDS, cld
from cld.commands.options import BUDGET, LOOPS_A_SECOND, MOST_EFFORT
from cld.loops.cycles import DEFAULT_LIMIT
from cld.loops.space import MOST_STATES
from cld.output.report_text import print_report
from cld.output.terminal import Paper
from cld.selection import Selection

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
FOR_DEVELOPERS = {"architecture.md", "dependencies.md", "sentences.md"}
PAGES = [
    README,
    *(path for path in sorted((ROOT / "docs").glob("*.md")) if path.name not in FOR_DEVELOPERS),
]
REPORT = ROOT / "examples" / "report.svg"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

each_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)


class Block(NamedTuple):
    """A code block: its language, its lines, and the file name that the page gives it."""

    language: str
    text: str
    file: str


def blocks(path: Path, *languages: str) -> list[Block]:
    page = path.read_text(encoding="utf-8")
    found = []
    for match in re.finditer(r"^```(\w*)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL):
        named = re.search(r"Save this text as `([^`]+)`:\n\n\Z", page[: match.start()])
        found.append(Block(match[1], match[2], named[1] if named else ""))
    return [block for block in found if not languages or block.language in languages]


def inline_code(path: Path) -> list[str]:
    prose = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)
    return [span.replace(r"\|", "|") for span in re.findall(r"`([^`\n]+)`", prose)]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as a reader has it: the examples, diagrams to check, and answers with their key."""
    ignored = shutil.ignore_patterns("*.svg", "*.png")
    shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=ignored)
    shutil.copytree(ROOT / "examples", tmp_path / "diagrams", ignore=ignored)
    exercises = ROOT / "examples" / "exercises"
    shutil.copy(exercises / "polarity-key.cld", tmp_path / "key.cld")
    (tmp_path / "answers").mkdir()
    for answer in ("polarity-model.cld", "polarity-weak.cld"):
        shutil.copy(exercises / answer, tmp_path / "answers")
    monkeypatch.chdir(tmp_path)
    return tmp_path


# -- commands --


def run(command: str) -> str:
    """Run a `cld` command of a page and return what it prints; it must succeed."""
    words = [
        part
        for word in shlex.split(command)
        for part in (sorted(map(str, Path().glob(word))) if "*" in word else [word])
    ]
    assert words[0] == "cld"
    if words[1] == "edit":
        words = ["cld", "edit", "--help"]  # no window is opened
    done = CliRunner().invoke(cld, words[1:])
    assert done.exit_code == 0, f"{command}\n{done.output}\n{done.exception!r}"
    return done.output


def carry_out(command: str) -> str:
    """Run a command of a page, or check that what it names exists; return what it prints."""
    command = command.removeprefix("- run: ").strip()
    if " && " in command or "; " in command:
        for part in re.split(r" && |; ", command):
            carry_out(part)
        return ""
    words = shlex.split(command.replace("\\", "/"))
    words[0] = words[0].removeprefix(".venv/bin/")
    if words[0] == "cld":
        return run(shlex.join(words))
    if words[0] in {"python", "python3", "py"}:
        check_python(words[1:])
    elif words[:2] == ["pip", "install"]:
        check_install(words[2:])
    elif words[0].startswith("."):
        check_activation(words[-1])
    elif words[0] == "eval":
        assert words[1] == "$(_CLD_COMPLETE=bash_source cld)"
    else:  # the libraries of the system: only their package manager knows them
        assert words[0].startswith("S=$(") or words[:2] == ["$S", "apt-get"], command
    return ""


def check_python(words: list[str]) -> None:
    if words == ["--version"]:
        return
    if words[:1] == ["-m"]:
        assert importlib.util.find_spec(words[1])
        assert words[1] in {"venv", "pytest"}
    else:
        assert (ROOT / words[0]).is_file()


def check_install(words: list[str]) -> None:
    *options, what = words
    assert options in ([], ["-e"])
    named = re.fullmatch(rf"(?:\.|{PROJECT['name']})(?:\[([\w,]+)\])?", what)
    assert named
    assert set((named[1] or "all").split(",")) <= PROJECT["optional-dependencies"].keys()


def check_activation(script: str) -> None:
    folder, _, name = script.rpartition("/")
    assert folder == (".venv/bin" if name in {"activate", "activate.fish"} else ".venv/Scripts")
    scripts = Path(sysconfig.get_path("stdlib"), "venv", "scripts")
    known = {path.name for path in scripts.rglob("*")} | {"activate.bat"}  # only on Windows
    assert name in known


@each_page
def test_each_code_block_runs(path: Path, desk: Path) -> None:
    """`ACCEPT=1 pytest` writes what `cld` prints below the commands that show output."""
    names: dict[str, object] = {}
    page = path.read_text(encoding="utf-8")
    for block in blocks(path):
        if block.language == "cld":
            report = analyze(block.text)
            assert not [d for d in report.diagnostics if d.severity == "error"]
            if block.file:
                Path(block.file).write_text(block.text, encoding="utf-8")
        elif block.language == "csv":
            Path(block.file).write_text(block.text, encoding="utf-8")
        elif block.language == "python":
            exec(compile(block.text, str(path), "exec"), names)
        elif block.language == "pycon":
            test = doctest.DocTestParser().get_doctest(block.text, names, path.name, None, 0)
            test.globs = names
            assert doctest.DocTestRunner().run(test, clear_globs=False).failed == 0
        elif block.language == "console":
            printed = replayed(block.text)
            if os.environ.get("ACCEPT"):
                page = page.replace(f"```console\n{block.text}", f"```console\n{printed}")
                path.write_text(page, encoding="utf-8")
            else:
                assert printed == block.text
        else:
            assert block.language in {"sh", "bash", "powershell", "yaml"}, "nobody runs this block"
            for line in block.text.splitlines():
                carry_out(line)


def replayed(text: str) -> str:
    """A block of commands as a terminal shows it now; a command may leave its output out."""
    lines = text.splitlines()
    said = []
    for number, line in enumerate(lines):
        if not line.startswith("$ "):
            continue
        output = carry_out(line[2:])
        said.append(f"{line}\n")
        # `$ cld …` without a line below shows no output.
        if number + 1 < len(lines) and not lines[number + 1].startswith("$ "):
            said.append(output)
    assert said, "a console block needs a line that begins with `$ `"
    return "".join(said)


# A word of a synopsis, and what a reader may put there.
SAMPLES = {
    "[FILE…]": "examples/retry-storm-held.cld",
    "FILE…": "examples/retry-storm-held.cld examples/shower.cld",
    "FILE": "examples/retry-storm-held.cld",
    "LOOP": "R1",
    "VAR": "Latency",
    "OPERATION…": "'cut Retries -> Load' 'Pods kept warm'",
    "ANSWER…": "examples/exercises/polarity-weak.cld",
    "KEY": "examples/exercises/polarity-key.cld",
    "IN": "examples/retry-storm-held.cld",
    "OUT": "out.json",
    "OUT.svg": "out.svg",
    "OUT.html": "out.html",
    "[CODE]": "CLD503",
    "COMMAND": "analyze",
}


@each_page
def test_each_command_in_a_line_runs(path: Path, desk: Path) -> None:
    for span in inline_code(path):
        if span in {f"cld {name}" for name in [*COMMANDS, "key check"]}:
            run(f"{span} --help")
        elif span.startswith("cld "):
            filled = " ".join(SAMPLES.get(word, word) for word in span.split(" "))
            run(filled)
        elif span.startswith((".venv", ". .venv", "pip install", "python")):
            carry_out(span)


def parameters(name: str) -> dict[str, click.Parameter]:
    command = cld.get_command(click.Context(cld), name)
    assert command
    return {option: one for one in command.params for option in one.opts + one.secondary_opts}


@each_page
def test_each_option_exists(path: Path) -> None:
    everywhere = {option: one for name in COMMANDS for option, one in parameters(name).items()}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = re.match(r"\| `cld (\w+)", line)
        known = parameters(row[1]) if row else everywhere
        for span in re.findall(r"`(--[^`]+)`", line):
            option, _, value = span.replace(r"\|", "|").partition(" ")
            assert option in {*known, "--version"}, line
            kind = known[option].type if option in known else None
            if row and isinstance(kind, click.Choice) and value.islower():
                assert sorted(value.split("|")) == sorted(kind.choices), line


def test_there_are_two_commands_for_a_fresh_machine() -> None:
    first, second = blocks(README, "sh")
    assert "cld analyze examples/" in first.text
    assert "pytest" in second.text
    assert len(first.text.splitlines()) == len(second.text.splitlines()) == 1


def test_every_command_is_in_the_tables() -> None:
    for page in (README, ROOT / "docs" / "commands.md"):
        table = page.read_text(encoding="utf-8")
        for name in COMMANDS:
            assert f"`cld {name} " in table


def test_the_readme_reports_what_analyze_reports() -> None:
    """The list below the first picture."""
    report = analyze_bytes((ROOT / "examples" / "retry-storm-held.cld").read_bytes())
    storm, scaler = report.loop("R1"), report.loop("B1")
    assert storm and scaler
    assert report.delay(storm).total.min == report.delay(storm).total.max == 6
    opposition = report.opposition(storm)
    assert opposition
    when = {one.loop: (one.timing, one.turns) for one in opposition.by}
    assert when["B2"][0] == "within one cycle"
    assert when["B1"][1] is not None and when["B1"][1][0] == 30
    (decider,) = report.controllers(scaler)
    assert decider.decisions == (12, 12)
    claims = README.read_text(encoding="utf-8").split("## Why")[0]
    for claim in ("R1 takes 6 seconds", "B2 responds within one", "B1 only after 30", "12 dec"):
        assert claim in claims


def test_the_language_in_a_minute_has_the_loops_it_names() -> None:
    report = analyze(blocks(README, "cld")[1].text)
    assert (report.counts.R, report.counts.B) == (1, 1)
    assert len(report.diagram.loops) == 2


# -- links and pictures --


def anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in headings}


TEXTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("examples/**/*.md")]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_each_link_leads_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", path.read_text(encoding="utf-8")):
        if target.startswith("https://"):
            continue
        file, _, anchor = target.partition("#")
        found = path.parent / file if file else path
        assert found.exists(), target
        assert not anchor or anchor in anchors(found), target


def drawn_of(picture: Path) -> str:
    """The text of the diagram that a picture is drawn from."""
    example = ROOT / "examples" / f"{picture.stem}.cld"
    if example.exists():
        return example.read_text(encoding="utf-8")
    (block,) = (b for b in blocks(README, "cld") if b.file == f"{picture.stem}.cld")
    return block.text


PICTURES = [ROOT / "examples" / "retry-storm-held.svg", *(ROOT / "docs" / "pictures").glob("*.svg")]


@pytest.mark.parametrize("picture", PICTURES, ids=lambda path: path.stem)
def test_a_picture_is_what_render_draws(picture: Path, tmp_path: Path) -> None:
    source, target = tmp_path / "diagram.cld", tmp_path / "diagram.svg"
    source.write_text(drawn_of(picture), encoding="utf-8")
    run(f"cld render {shlex.quote(str(source))} -o {shlex.quote(str(target))}")
    drawn = target.read_text(encoding="utf-8")
    if os.environ.get("ACCEPT"):
        picture.write_text(drawn, encoding="utf-8")
    # Another version of fonttools may pack the same letters in another way.
    font = re.compile(r"@font-face *\{.*?\}", re.DOTALL)
    assert font.sub("", picture.read_text(encoding="utf-8")) == font.sub("", drawn)


def test_every_picture_is_on_a_page() -> None:
    pages = "".join(path.read_text(encoding="utf-8") for path in PAGES)
    assert all(f"{picture.parent.name}/{picture.name})" in pages for picture in PICTURES)


def test_the_report_in_a_picture_is_what_is_printed() -> None:
    path = ROOT / "examples" / "retry-storm-held.cld"
    report = analyze_bytes(path.read_bytes(), "examples/retry-storm-held.cld")
    paper = Paper("always", io.StringIO())
    paper.console = Console(
        record=True, file=io.StringIO(), width=80, force_terminal=True, highlight=False,
        color_system="standard", soft_wrap=True,
    )  # fmt: skip
    print_report(paper, report, Selection(report.loops, report.counts))
    title = "$ cld analyze examples/retry-storm-held.cld"
    drawn = paper.console.export_svg(title=title, theme=DIMMED_MONOKAI, unique_id="terminal")
    # No network for a picture: the reader's own monospaced font will do.
    drawn = re.sub(r"@font-face \{.*?\}\n", "", drawn, flags=re.DOTALL)
    # Some programs drop blanks at the start of a text unless told to keep them.
    drawn = drawn.replace("<text ", '<text xml:space="preserve" ')
    drawn = "\n".join(line.rstrip() for line in drawn.splitlines()) + "\n"
    if os.environ.get("ACCEPT"):
        REPORT.write_text(drawn, encoding="utf-8")
    texts = re.findall(r"<text[^>]*>(.*?)</text>", REPORT.read_text(encoding="utf-8"))
    assert texts == re.findall(r"<text[^>]*>(.*?)</text>", drawn)


def test_the_bounds_of_the_budget_are_those_of_the_code() -> None:
    page = " ".join((ROOT / "docs" / "bounds.md").read_text(encoding="utf-8").split())
    said = re.search(
        r"(\d+) by default\..* accepts ([\d.]+) to (\d+), but because of memory, more than (\d+)",
        page,
    )
    assert said
    kind = parameters("analyze")["--budget"].type
    assert isinstance(kind, click.FloatRange)
    known = (BUDGET, kind.min, kind.max, BUDGET * MOST_EFFORT)
    assert tuple(map(float, said.groups())) == known
    assert BUDGET * MOST_EFFORT * LOOPS_A_SECOND >= DEFAULT_LIMIT  # so the list is full, too
    assert f"{MOST_STATES:,}, about 100 MB" in page
