"""The command as a user meets it: output, exit codes, files left whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import in_process
import jsonschema
import pytest

from cld.commands.app import COMMANDS

GOOD = """\
title "Retry storm"
Load (+)-> Latency (+)-> Timeouts (+)-> Retries (+)-> Load
Latency (+, delay 3min)-> Pods (-)-> Latency
Latency: goal <= 200ms
Pods: stock, every 15s  # cld: ignore CLD510
loop R1 "Retry storm" reinforcing: Load, Latency, Timeouts, Retries
loop B1 "Autoscaler" balancing: Latency, Pods
"""
BAD = "C (+)-> A (+)-> B (-)-> A\nloop reinforcing: A, B\nfoo\n"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.cld"
    path.write_text(GOOD, encoding="utf-8")
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.cld"
    path.write_text(BAD, encoding="utf-8")
    return path


def run(
    *args: str | Path, stdin: bytes = b"", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command: in this process, or in one of its own where its environment is another."""
    said = [str(arg) for arg in args]
    if env is not None:
        done = subprocess.run(
            [sys.executable, "-m", "cld", *said],
            input=stdin,
            capture_output=True,
            timeout=60,
            env={**os.environ, "PYTHONUTF8": "1", **env},
            check=False,
        )
        code, out, err = done.returncode, done.stdout, done.stderr.decode("utf-8")
    else:
        here = in_process.run(said, stdin)
        assert here.code is not None, here.raised
        code, out, err = here.code, here.out, here.err
    return subprocess.CompletedProcess(said, code, out.decode("utf-8"), err)


def test_a_section_is_cut_only_where_that_saves_a_line(tmp_path: Path) -> None:
    path = tmp_path / "many.cld"
    ring = "A (+)-> B (+)-> A\n"

    def said(number: int) -> str:
        asked = (f'intervention "I{n}" {{ weaken A -> B }}\n' for n in range(number))
        path.write_text(ring + "".join(asked), encoding="utf-8")
        return run("analyze", path).stdout

    seven, eight = said(7), said(8)
    assert seven.count("gain of reinforcing loops") == 7 and " more" not in seven
    assert eight.count("gain of reinforcing loops") == 6
    assert "and 2 more: cld leverage shows them all" in eight


def test_analyze_reads_as_sentences(good: Path) -> None:
    done = run("analyze", good)
    assert done.returncode == 0
    assert "Retry storm" in done.stdout
    assert "4 variables" not in done.stdout and "5 variables, 6 links, 2 loops" in done.stdout
    assert "Load ↑ → Latency ↑ → Timeouts ↑ → Retries ↑ → Load ↑↑" in done.stdout
    assert "Latency ↑ —3min→ Pods ↑ → Latency ↓" in done.stdout
    assert "delay 3min to 3min 15s (1 of 2 links marked)" in done.stdout
    assert "\x1b" not in done.stdout
    assert all(len(line) <= 80 for line in done.stdout.splitlines())


def test_exit_codes(good: Path, bad: Path, tmp_path: Path) -> None:
    assert run("check", good).returncode == 0
    assert run("check", bad).returncode == 1
    assert run("check", bad, "--exit-zero").returncode == 0
    assert run("check", good, "--fail-level", "info").returncode == 0
    alone = tmp_path / "alone.cld"
    alone.write_text("A (+)-> B (-)-> A (+)-> C\n", encoding="utf-8")
    assert run("check", alone, "--select", "CLD503", "--fail-level", "info").returncode == 1
    assert run("check", alone, "--select", "CLD503").returncode == 0
    assert run("check", bad, "--ignore", "CLD101,CLD3").returncode == 0
    assert run("check", bad, "--ignore", "CLD101").returncode == 1
    assert run("check", good, tmp_path / "none.cld").returncode == 2
    assert run("analyze").returncode == 2
    assert run("nonsense").returncode == 2
    assert run("check", good, "--select", "XYZ").returncode == 2


@pytest.mark.parametrize("command", ["analyze", "check", "fmt", "explain", "causes", "uses"])
def test_unusable_files_give_one_line_and_exit_2(command: str, tmp_path: Path) -> None:
    extra = ["x"] if command in ("explain", "causes", "uses") else []
    for path, words in (
        (tmp_path / "none.cld", "no such file"),
        (tmp_path, "this is a folder"),
        (tmp_path / "a" / "b.cld", "no such file"),
    ):
        done = run(command, path, *extra)
        assert done.returncode == 2, done
        assert words in done.stderr
        assert done.stderr.count("\n") == 1 or command == "fmt"
        assert done.stdout == "" or command == "check"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_an_unreadable_file(good: Path) -> None:
    good.chmod(0)
    done = run("analyze", good)
    assert done.returncode == 2
    assert "permission denied" in done.stderr


def test_too_large_a_file_is_not_read_on(tmp_path: Path) -> None:
    done = run("analyze", "/dev/zero")
    assert done.returncode == 2
    assert "larger than 16 MB" in done.stderr


def test_standard_input(good: Path) -> None:
    done = run("analyze", "-", stdin=GOOD.encode())
    assert done.returncode == 0
    assert "2 loops" in done.stdout
    formatted = run("fmt", "-", stdin=b"A(+)->B")
    assert formatted.stdout == "A (+)-> B\n"


def test_json_is_that_of_the_schema(good: Path) -> None:
    done = run("analyze", good, "--format", "json")
    values = json.loads(done.stdout)
    assert values["schema_version"] == 2
    assert values["counts"] == {"R": 1, "B": 1, "U": 0, "total": 2, "exact": True, "listed": 2}
    assert values["loops"][1] == {
        "id": "B1",
        "name": "Autoscaler",
        "type": "B",
        "variables": ["Latency", "Pods"],
        "links": [["Latency", "Pods"], ["Pods", "Latency"]],
        "negative_links": 1,
        "declared": True,
        "delay": {"min": 180.0, "max": 195.0, "complete": True, "smooth": False},
        "links_with_delay": 1,
        "oscillation": {
            "verdict": "yes",
            "alone": True,
            "model": "one stock",
            "period_if_settling": [690.0, None],
            "period_if_growing": [360.0, 780.0],
            "smooth": False,
            "mixed": False,
        },
        "opposition": None,
        "controllers": [
            {
                "variable": "Pods",
                "every": 15.0,
                "window": None,
                "decisions_before_effect": 12,
                "stale": True,
                "decides": None,
                "repeats": None,
            }
        ],
        "goals": ["Latency"],
    }
    storm = values["loops"][0]
    # Latency is on it, and is the goal of the other loop alone; no delay is marked on it.
    assert (storm["goals"], storm["delay"], storm["oscillation"]) == ([], None, None)
    assert storm["opposition"] == {
        "verdict": "opposed",
        "by": [{"loop": "B1", "timing": "unknown", "turns": None, "reason": "unmarked"}],
        "number": 1,
        "by_complete": True,
        "undetermined": [],
        "undetermined_number": 0,
    }
    assert values["links"][4]["delay"] == {"min": 180.0, "max": 180.0, "complete": True,
                                           "smooth": False}  # fmt: skip
    assert values["links"][0]["lines"] == [2]
    assert values["variables"][1]["in_loops"] == 2
    assert run("analyze", good, "--format", "json").stdout == done.stdout


TIMED = """\
A (+, delay 2s)-> B (+)-> A
B (+, delay {answer})-> C (-)-> B
"""


@pytest.mark.parametrize(
    ("answer", "timing", "turns", "reason"),
    [
        ("1s", "within one cycle", None, None),
        ("2s", "within one cycle", None, None),
        ("6s..8s", "later", [3.0, 4.0], None),
        ("1s..3s", "unknown", None, "overlap"),
        ("1s smooth", "unknown", None, "smooth"),
        ("", "unknown", None, "no length"),
    ],
)
def test_json_says_when_an_opposing_loop_responds_or_why_not(
    answer: str, timing: str, turns: list[float] | None, reason: str | None
) -> None:
    said = TIMED.format(answer=answer).replace("delay )", "delay)")
    done = run("analyze", "-", "--format", "json", stdin=said.encode())
    opposition = json.loads(done.stdout)["loops"][0]["opposition"]
    assert opposition["by"] == [{"loop": "B1", "timing": timing, "turns": turns, "reason": reason}]


def test_json_says_of_a_controller_how_it_decides() -> None:
    said = "Queue (+, delay 1min)-> Pods (-)-> Queue\nQueue: stock\nPods: every 15s, decides "
    found = {}
    for law in ("total", "ratio", "step"):
        done = run("analyze", "-", "--format", "json", stdin=(said + law).encode())
        (one,) = json.loads(done.stdout)["loops"][0]["controllers"]
        found[law] = one["decides"], one["stale"], one["repeats"]
    assert found == {
        "total": ("total", True, None),
        "ratio": ("ratio", True, [4, 4]),
        "step": ("step", True, None),
    }


SARIF = {
    "type": "object",
    "required": ["$schema", "version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "properties": {
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {
                        "type": "array",
                        "minItems": 1,
                        "items": {
                            "type": "object",
                            "required": ["message", "ruleId", "level", "locations"],
                            "properties": {"level": {"enum": ["none", "note", "warning", "error"]}},
                        },
                    },
                },
            },
        },
    },
}


def test_sarif_and_github(bad: Path) -> None:
    log = json.loads(run("check", bad, "--format", "sarif").stdout)
    jsonschema.validate(log, SARIF)
    (first, *_) = log["runs"][0]["results"]
    assert first["locations"][0]["physicalLocation"]["region"]["startLine"] >= 1
    lines = run("analyze", bad, "--format", "github").stdout.splitlines()
    assert lines and all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)
    assert any("line=3,col=1" in line and "CLD101" in line for line in lines)


def test_markdown(good: Path, bad: Path) -> None:
    text = run("analyze", good, "--format", "markdown").stdout
    assert "| R1 | Retry storm | reinforcing | 4 | no delay marked |  |" in text
    assert "- **error** line 3, `CLD101`" in run("check", bad, "--format", "markdown").stdout


def test_colour_only_where_it_is_wanted(good: Path) -> None:
    assert "\x1b[" in run("analyze", good, "--color", "always").stdout
    assert "\x1b[" not in run("analyze", good, env={"FORCE_COLOR": ""}).stdout


def test_an_output_that_cannot_show_arrows_gets_words(good: Path) -> None:
    done = run("analyze", good, env={"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert "Load up -> Latency up -> Timeouts up -> Retries up -> Load up more" in done.stdout
    assert "-3min-> Pods up -> Latency down" in done.stdout


@pytest.mark.parametrize(
    ("command", "format_"),
    [
        ("analyze", "json"),
        ("analyze", "html"),
        ("analyze", "sarif"),
        ("leverage", "json"),
        ("checklist", "json"),
    ],
)
def test_a_file_that_is_written_does_not_depend_on_what_the_terminal_can_show(
    command: str, format_: str, good: Path, tmp_path: Path
) -> None:
    text = 'Load (+)-> Kühlung (+)-> Load\nloop R1 "Kühlung": Load, Kühlung\n'
    good.write_text(text, encoding="utf-8")
    made = []
    for encoding in ("ascii", "utf-8"):
        env = {"PYTHONUTF8": "0", "PYTHONIOENCODING": encoding}
        out = tmp_path / encoding
        assert run(command, good, "--format", format_, "-o", out, env=env).returncode == 0
        made.append(out.read_bytes())
    assert made[0] == made[1] and "Kühlung".encode() in made[0]


def test_loops_option(tmp_path: Path) -> None:
    path = tmp_path / "many.cld"
    path.write_text("\n".join(f"A (+)-> B{i} (+)-> A" for i in range(30)))
    assert "Showing 20 of 30 loops" in run("analyze", path).stdout
    assert "Showing 5 of 30 loops" in run("analyze", path, "--loops", "5").stdout
    assert "Showing" not in run("analyze", path, "--loops", "all").stdout
    assert run("analyze", path, "--loops", "x").returncode == 2
    listed = json.loads(run("analyze", path, "--format", "json", "--loops", "3").stdout)
    assert listed["counts"]["listed"] == len(listed["loops"]) == 3
    assert listed["counts"]["total"] == 30


def test_fmt_writes_whole_files_and_keeps_what_it_cannot_read(tmp_path: Path) -> None:
    path = tmp_path / "f.cld"
    path.write_bytes(b"A(+)->B # c\r\nwhat is this\r\n")
    path.chmod(0o640)
    done = run("fmt", path)
    assert done.returncode == 1
    assert path.read_bytes() == b"A (+)-> B  # c\r\nwhat is this\r\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert "CLD101" in done.stderr
    assert [entry.name for entry in tmp_path.iterdir()] == ["f.cld"]


def test_fmt_check_and_diff_write_nothing(tmp_path: Path) -> None:
    path = tmp_path / "f.cld"
    path.write_text("A(+)->B\n")
    assert run("fmt", path, "--check").returncode == 1
    done = run("fmt", path, "--diff")
    assert "+A (+)-> B" in done.stdout
    assert path.read_text() == "A(+)->B\n"
    assert run("fmt", path).returncode == 0
    assert run("fmt", path, "--check").returncode == 0


def test_fmt_leaves_bytes_it_cannot_decode(tmp_path: Path) -> None:
    path = tmp_path / "latin.cld"
    path.write_bytes("Größe(+)->B".encode("latin-1"))
    done = run("fmt", path)
    assert done.returncode == 2
    assert "not UTF-8" in done.stderr
    assert path.read_bytes() == "Größe(+)->B".encode("latin-1")


def test_fmt_follows_links(tmp_path: Path) -> None:
    path, link = tmp_path / "f.cld", tmp_path / "link.cld"
    path.write_text("A(+)->B\n")
    link.symlink_to(path)
    run("fmt", link)
    assert link.is_symlink()
    assert path.read_text() == "A (+)-> B\n"


def test_explain(good: Path) -> None:
    for called in ("B1", "autoscaler", "Pods, Latency"):
        text = run("explain", good, called).stdout
        assert "B1 “Autoscaler” is a balancing loop of 2 links." in text
    assert "When Latency rises, Pods rise after 3min" in text
    assert "When Pods rise, Latency falls" in text
    assert "1 `-` link, an odd number: balancing" in text
    text = " ".join(text.split())
    assert "Pods decide every 15s; 12 decisions, 11 of them before any effect is visible." in text
    assert "Alone, it can oscillate: period at least 11min 30s if it settles, 6min to 13min" in text
    storm = " ".join(run("explain", good, "R1").stdout.split())
    assert "Opposed by B1 “Autoscaler”. Timing unknown: R1 has no marked delay." in storm
    unknown = run("explain", "-", "U1", stdin=b"A (?)-> B (+)-> A").stdout
    assert unknown.startswith("U1 is an undetermined loop of 2 links. Each link is read")
    done = run("explain", good, "B9")
    assert done.returncode == 2 and "no loop is called “B9”; did you mean “B1”?" in done.stderr


def test_causes_and_uses(good: Path) -> None:
    assert run("causes", good, "load").stdout == (
        "Load\n"
        "└─ (+) Retries\n"
        "   └─ (+) Timeouts\n"
        "      └─ (+) Latency — …\n"
    )  # fmt: skip
    assert "(+, delay 3min) Pods" in run("uses", good, "Latency").stdout
    tree = json.loads(run("uses", good, "Pods", "--format", "json").stdout)
    assert tree["branches"][0]["polarity"] == "-"
    done = run("uses", good, "Latensy")
    assert done.returncode == 2 and "did you mean “Latency”" in done.stderr


def test_rule(good: Path) -> None:
    assert "CLD501" in run("rule").stdout
    assert run("rule", "CLD501").returncode == 0
    assert run("rule", "two-polarities").stdout == run("rule", "cld201").stdout
    done = run("rule", "CLD999")
    assert done.returncode == 2 and "no rule is called" in done.stderr


def test_version_and_help() -> None:
    assert run("--version").stdout == run("-V").stdout == "cld 0.1.0\n"
    for name in COMMANDS:
        text = run(name, "--help").stdout
        assert "Usage: cld " + name in text


def test_a_misspelt_command_is_guessed() -> None:
    done = run("analyse", "x.cld")
    assert done.returncode == 2 and "Did you mean 'analyze'?" in done.stderr


def test_a_reader_that_leaves_early_ends_the_run_quietly(tmp_path: Path) -> None:
    path = tmp_path / "many.cld"
    path.write_text("\n".join(f"A (+)-> B{i} (+)-> A" for i in range(900)))
    for options in ("--format json", "--loops all"):
        done = subprocess.run(
            f"{sys.executable} -m cld analyze {path} {options} | head -c 10 >&2; "
            "echo ${PIPESTATUS[0]}",
            shell=True,
            executable="/bin/bash",
            capture_output=True,
            check=False,
        )
        assert done.stdout == b"141\n"
        assert len(done.stderr) == 10


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("args", ["--version", "--help", "analyze FILE", "rule CLD101"])
def test_output_that_cannot_be_written_is_one_line_and_exit_2(good: Path, args: str) -> None:
    command = f"{sys.executable} -m cld {args.replace('FILE', str(good))}"
    done = subprocess.run(f"{command} > /dev/full", shell=True, capture_output=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(b"cld: cannot write the output: No space left")
    assert done.stderr.count(b"\n") == 1
    closed = subprocess.run(f"{command} >&-", shell=True, capture_output=True, check=False)
    assert closed.returncode == 0 and closed.stderr == b""


def test_a_report_does_not_replace_its_diagram(good: Path) -> None:
    done = run("analyze", good, "-o", good)
    assert done.returncode == 2 and good.read_text() == GOOD


def test_utf16_keeps_its_byte_order_and_without_a_mark_is_left_alone(tmp_path: Path) -> None:
    marked, bare = tmp_path / "marked.cld", tmp_path / "bare.cld"
    marked.write_bytes(b"\xfe\xff" + "A(+)->B".encode("utf-16-be"))
    bare.write_bytes("A(+)->B".encode("utf-16-le"))
    assert run("fmt", marked).returncode == 0
    assert marked.read_bytes() == b"\xfe\xff" + "A (+)-> B\n".encode("utf-16-be")
    done = run("fmt", bare)
    assert done.returncode == 2 and "not UTF-8" in done.stderr
    assert bare.read_bytes() == "A(+)->B".encode("utf-16-le")


def test_hostile_names_do_not_steer_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "esc.cld"
    path.write_bytes(b'title "\x1b[31mred"\nA\x1b[2J (+)-> "B\x07" (?)-> A\x1b[2J\n')
    done = run("analyze", path)
    assert "\x1b" not in done.stdout and "\x07" not in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("fmt", "{long}"),
        ("analyze", "{file}", "-o", "{long}"),
        ("checklist", "{file}", "-o", "{long}"),
        ("leverage", "{file}", "-o", "{long}"),
        ("render", "{file}", "-o", "{long}.svg"),
        ("convert", "{file}", "{long}.json"),
    ],
)
def test_a_name_too_long_for_a_file_is_told(arguments: tuple[str, ...], tmp_path: Path) -> None:
    file = tmp_path / "a.cld"
    file.write_text("A (+)-> B\n", encoding="utf-8")
    long = "n" * 300
    done = run(*(word.format(long=long, file=file) for word in arguments))
    assert done.returncode == 2
    assert long in done.stderr and "file name too long" in done.stderr


@pytest.mark.parametrize("option", ["--budget", "--scale"])
def test_no_number_is_not_taken_for_one(option: str, tmp_path: Path) -> None:
    file = tmp_path / "a.cld"
    file.write_text("A (+)-> B\n", encoding="utf-8")
    done = run("render", file, option, "nan", "-o", tmp_path / "a.svg")
    assert done.returncode == 2 and "nan is not a number" in done.stderr


def test_a_usage_error_gives_no_command_to_a_ci_system() -> None:
    done = run("convert", "a", "b", "##[error]x")
    assert done.returncode == 2 and "##[" not in done.stderr


# -- wrong command lines --------------------------------------------------------------------


@pytest.mark.parametrize("group", [[], ["key"]])
def test_a_group_alone_prints_its_help_line_by_line(group: list[str]) -> None:
    alone = run(*group)
    assert alone.returncode == 2 and alone.stdout == ""
    assert alone.stderr == run("help", *group).stdout


def test_help_and_version_are_words_too() -> None:
    assert run("help").stdout == run("--help").stdout
    assert run("help", "analyze").stdout == run("analyze", "--help").stdout
    assert run("help", "key", "check").stdout == run("key", "check", "--help").stdout
    assert run("help", "help").returncode == 0
    assert run("version").stdout == run("--version").stdout
    done = run("help", "anlyze")
    assert done.returncode == 2 and "Did you mean 'analyze'?" in done.stderr


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("analyse", "analyze"), ("anlyze", "analyze"), ("validate", "check"), ("lint", "check"),
        ("format", "fmt"), ("draw", "render"), ("export", "convert"), ("simulate", "whatif"),
        ("gui", "edit"), ("Explain", "explain"), ("hlep", "help"), ("verson", "version"),
    ],
)  # fmt: skip
def test_a_wrong_command_names_the_right_one(word: str, meant: str) -> None:
    done = run(word, "x.cld")
    assert done.returncode == 2 and f"Did you mean '{meant}'?" in done.stderr


@pytest.mark.parametrize("word", ["-d", "-x.cld", "--"])
def test_an_option_in_place_of_a_command_is_wrong_usage(word: str) -> None:
    done = run("--", word)
    assert done.returncode == 2 and "internal" not in done.stderr


def test_a_command_nobody_knows_gets_no_suggestion() -> None:
    done = run("frobnicate")
    assert done.returncode == 2 and "No such command 'frobnicate'.\n" in done.stderr


def test_a_file_without_a_command_is_analyzed_if_one_asks(good: Path, tmp_path: Path) -> None:
    done = run(str(good))
    assert done.returncode == 2 and f"type: cld analyze {good}\n" in done.stderr
    assert "type: cld analyze 'my map.json'\n" in run("my map.json").stderr
    assert f"type: cld check {tmp_path}/*.cld\n" in run(f"{tmp_path}/").stderr


def test_a_folder_names_its_files(tmp_path: Path) -> None:
    def said() -> str:
        done = run("analyze", str(tmp_path))
        assert done.returncode == 2
        return done.stderr.removeprefix(f"cld: {tmp_path}: this is a folder").replace(
            f"{tmp_path}{os.sep}", ""
        )

    assert said() == ", and it contains no .cld files; name a file\n"
    (tmp_path / "b.cld").touch()
    assert said() == "; name the file in it: b.cld\n"
    (tmp_path / "a.cld").touch()
    (tmp_path / "notes.txt").touch()
    assert said() == "; name a file in it: a.cld or b.cld\n"
    for name in "cd":
        (tmp_path / f"{name}.cld").touch()
    assert said() == (
        "; name one of its 4 .cld files, such as a.cld, or all as *.cld if the command takes "
        "several files\n"
    )


def test_a_file_without_its_ending_is_found(good: Path) -> None:
    bare = str(good.with_suffix(""))
    assert run("check", bare).stderr == f"cld: {bare}: no such file; did you mean “{good}”?\n"


def test_a_wrong_option_names_the_right_one(good: Path) -> None:
    done = run("render", str(good), "--hightlight", "R1")
    assert done.returncode == 2 and "Did you mean '--highlight'?" in done.stderr


@pytest.mark.parametrize(
    ("operation", "hint"),
    [
        ("remove Retries -> Load", "did you mean `cut Retries -> Load`?"),
        ("delete Retries -> Load", "did you mean `cut Retries -> Load`?"),
        ("ctu Retries -> Load", "did you mean `cut Retries -> Load`?"),
        ("remove Retries", "did you mean `cut`? Write it like `cut A -> B`"),
        ("slow Latency -> Pods", "did you mean `delay`? Write it like `delay A -> B: 3min to 30s`"),
        ("slow Latency -> Pods: 3min to 30s", "did you mean `delay Latency -> Pods: 3min to 30s`?"),
        ("increase Pods: 5 to 10", "did you mean `set Pods: 5 to 10`?"),
        ("increase Load -> Latency", "did you mean `strengthen Load -> Latency`?"),
        ("reduce Load -> Latency", "did you mean `weaken Load -> Latency`?"),
        ("frob Load", "an operation looks like `add A (+)-> B`"),
    ],
)
def test_an_unknown_operation_names_the_right_one(good: Path, operation: str, hint: str) -> None:
    done = run("whatif", str(good), operation)
    verb = operation.split()[0]
    said = f"cld: unknown operation `{verb}` (and no intervention has that name); {hint}"
    assert done.returncode == 2 and done.stderr.startswith(said), done.stderr
    assert done.stderr.count("\n") == 1


def test_a_broken_operation_shows_how_to_write_it(good: Path) -> None:
    done = run("whatif", str(good), "cut Load")
    assert done.returncode == 2 and done.stderr.endswith("write it like `cut A -> B`\n")


def test_an_unknown_loop_names_those_there_are(good: Path, tmp_path: Path) -> None:
    def said(called: str, file: Path = good) -> str:
        done = run("explain", str(file), called)
        assert done.returncode == 2 and done.stderr.startswith(f"cld: {file}: no loop is called")
        return done.stderr.partition("; ")[2]

    assert said("R9") == "did you mean “R1”?\n"
    assert said("Retry strom") == said("strom") == said("storm") == "did you mean “Retry storm”?\n"
    assert said("U1") == said("Circuit") == "its loops are R1, B1\n"
    two = tmp_path / "two.cld"
    two.write_text("A (+)-> B (+)-> A (+)-> C (+)-> A (-)-> D (+)-> A\n")
    assert said("R9", two) == "its reinforcing loops are R1, R2\n"
    two.write_text("A (+)-> B\n")
    assert said("R1", two) == "the diagram has no loops\n"


def test_an_unknown_variable_names_those_there_are(good: Path) -> None:
    assert "did you mean “Latency”?" in run("causes", str(good), "p99 latency").stderr
    assert "; its variables are Load, Latency, Timeouts, " in run("uses", str(good), "Zoo").stderr


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("501", "did you mean “CLD501”?"),
        ("unknown polarity", "did you mean “unknown-polarity”?"),
        ("CLD699", "`cld rule` lists all codes, among them CLD601"),
        ("XYZ", "`cld rule` lists all codes"),
    ],
)
def test_an_unknown_rule_names_those_there_are(good: Path, code: str, hint: str) -> None:
    assert run("rule", code).stderr == f"cld: no rule is called “{code}”; {hint}\n"


def test_a_name_in_place_of_a_code_names_the_code(good: Path) -> None:
    done = run("check", str(good), "--select", "unknown-polarity")
    assert done.returncode == 2 and "did you mean “CLD501”?" in done.stderr


def test_a_wrong_name_in_python_names_the_right_one() -> None:
    command = [sys.executable, "-c", "import cld; cld.lods('A (+)-> A')"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Did you mean: 'loads'?" in done.stderr


def test_convert_lists_the_lines_that_it_cannot_read(tmp_path: Path) -> None:
    source, target = tmp_path / "m.cld", tmp_path / "m.json"
    source.write_text("A (+)-> B\nA => B\nB (-)-> A\n", encoding="utf-8")
    done = run("convert", source, target)
    assert done.returncode == 1
    assert f"{source}: line 2: `=>` is not an arrow of the language\n" in done.stderr
    assert f"{source}: `cld check` shows how to fix this\n" in done.stderr
    assert len(json.loads(target.read_text(encoding="utf-8"))["links"]) == 2
    flowchart = tmp_path / "m.mmd"
    flowchart.write_text("flowchart LR\nA -->|+| B\n!!! what\n", encoding="utf-8")
    done = run("convert", "--quiet", flowchart, target)
    assert done.returncode == 1
    assert done.stderr == f"cld: {flowchart}: line 3 is not read: “!!! what”\n"
    assert "Exit code 1" in run("help", "convert").stdout


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ("whatif F cut Retries -", '"cut Retries -> …"'),
        ("whatif F cut Retries Load", 'in quotes: "cut Retries Load"'),
        ("whatif F|cut Retries => Load", "of the language; write `cut Retries -> Load`"),
        ("whatif F|delay Load => Latency: 0s to 3s", "`delay Load -> Latency: 0s to 3s`"),
        ("whatif F|add Retries => Pods", "of the language; write it like `add A (+)-> B`"),
        ("render F out.png", "write `-o out.png`"),
        ("convert F -o x.csv", "write `cld convert F x.csv`"),
        ("convert F -", "add `--to cld`"),
    ],
)
def test_a_slip_on_the_command_line_gets_the_line_to_write(
    args: str, said: str, good: Path
) -> None:
    name, *more = args.split("|")
    done = run(*[word.replace("F", str(good)) for word in name.split()], *more)
    assert done.returncode == 2 and done.stdout == ""
    assert said.replace("F", str(good)) in done.stderr


def test_convert_names_a_name_that_contradicts_the_format(good: Path, tmp_path: Path) -> None:
    done = run("convert", good, tmp_path / "x.cld", "--to", "json")
    assert "x.cld: written as JSON, although the name ends differently" in done.stderr
    assert "although" not in run("convert", good, tmp_path / "x.json", "--to", "sd-ai").stderr


def test_convert_names_what_it_drops_with_its_place(good: Path, tmp_path: Path) -> None:
    said = run("convert", good, tmp_path / "x.csv").stderr
    assert "kind (Pods); goal (Latency); every (Pods)" in said


def test_a_finding_on_another_format_has_a_line_in_cld(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("from,to,sign\nA,B,?\nB,A,+\n", encoding="utf-8")
    first, second = run("check", path).stdout.splitlines()[3:5]
    assert first == "    in .cld: A (?)-> B (+)-> A"
    assert second.index("^") == first.index("A (?)")


def test_a_hint_on_several_variables_is_in_the_plural(tmp_path: Path) -> None:
    path = tmp_path / "a.cld"
    for links, said in (("B (+)-> X", "if it changes"), ("B (+)-> X\nB (+)-> Y", "if any of them")):
        path.write_text(f"A (+)-> B (+)-> A\n{links}\n", encoding="utf-8")
        for format_ in ("text", "markdown", "html"):
            assert said in run("analyze", path, "-f", format_).stdout
