"""What holds after every call of `cld`, whatever it was given."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from typing import Any
from unittest import mock
from xml.etree import ElementTree

from fuzz_calls import ANYTHING, DEVICE, FOLDER, Case
from in_process import Done, run

# The codes that the help of each command names.
CODES = {name: {0, 2} for name in "explain leverage whatif checklist causes uses rule push".split()}
CODES |= {name: {0, 1, 2} for name in "analyze check convert fmt render grade key run".split()}
CODES[""] = {0, 1, 2}
# What one call may take.
MOST_SECONDS, MOST_MEGABYTES = 10.0, 500.0
# A call that takes more is ended.
PATIENCE = 60.0

STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
STYLES = re.compile(r"\x1b\[[0-9;]*m")
# How a line of progress comes and goes on a terminal.
PROGRESS = re.compile(r"\r[^\r\n]*(?=\r)|\r")
COMMANDS_TO_CI = re.compile(r"^\s*::|##\[", re.MULTILINE)
ERRORS_SAID = re.compile(r" has \d+ errors?; `cld check`")
LEVELS = {"error": 0, "warning": 1, "info": 2, "note": 2}
# Commands whose plain output people read.
READ = set(CODES) - {"fmt", "convert", "render"}

Problems = Iterator[str]
_written: list[str] = []
_looking = False


def _look(event: str, arguments: tuple[Any, ...]) -> None:
    """Note what is opened for writing, made, moved or removed while a call runs."""
    if not _looking:
        return
    if event == "open":
        path, mode, flags = arguments
        writes = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) if mode is None else "r" not in mode
        if writes and not isinstance(path, int):
            _written.append(os.fsdecode(path))
    elif event in ("os.mkdir", "os.remove", "os.rmdir", "os.truncate", "os.chmod", "os.chown"):
        if not isinstance(arguments[0], int):
            _written.append(os.fsdecode(arguments[0]))
    elif event in ("os.rename", "os.link", "os.symlink"):
        _written.extend(os.fsdecode(path) for path in arguments[:2])


@contextmanager
def looking() -> Iterator[None]:
    """Note files that are written while this lasts."""
    global _looking
    _written.clear()
    _looking = True
    try:
        yield
    finally:
        _looking = False


sys.addaudithook(_look)


def graded_here(
    work: Callable[[Any], Any], items: Iterable[Any], failed: Callable[[Any, str], Any]
) -> Iterator[Any]:
    """Stands for `cld.grade.batch.each`: processes of their own have tests of their own."""
    return map(work, items)


def problems(case: Case) -> tuple[list[str], Done]:
    """Make the call, and what it leads to; return all that is wrong, and how it ended."""
    folder = Path(mkdtemp(prefix="cld-fuzz-"))
    before = Path.cwd()
    try:
        os.chdir(folder)
        for name, what in case.others.items():
            if what == FOLDER:
                Path(name).mkdir()
        for name, data in case.files.items():
            Path(name).write_bytes(data)
        with mock.patch("cld.commands.grade.each", graded_here):
            with looking():
                done = run(case.arguments, case.stdin, case.terminal, PATIENCE)
            found = list(_found(case, done, folder))
        return found, done
    finally:
        os.chdir(before)
        shutil.rmtree(folder, ignore_errors=True)


def above_bounds(done: Done) -> Problems:
    """What of a call is above the bounds. Not for tests, which share a machine."""
    if done.seconds > MOST_SECONDS:
        yield f"above the bounds: {done.seconds:.1f} s of CPU"
    if done.megabytes > MOST_MEGABYTES:
        yield f"above the bounds: {done.megabytes:.0f} MB"


def _found(case: Case, done: Done, folder: Path) -> Problems:
    written = list(_written)
    if done.raised:
        yield f"an exception leaves the entry: {_where(done.raised)}"
        return
    if "internal error:" in done.err:
        yield f"internal error: {_debugged(case)}"
    if "cannot write the output" in done.err:
        yield "an output that can be written, it says, cannot be"
    if "Traceback (most" in done.err:
        yield "a traceback on standard error"
    if re.search(r"^\S*Warning: |: \w+Warning: ", done.err, re.MULTILINE):
        yield f"a warning of Python: {done.err[:200]!r}"
    yield from _codes(case, done)
    yield from _said(case, done)
    yield from _files(case, folder, written)
    if done.code in (0, 1):
        yield from _shape(case, done)
        yield from _follows(case, done)


def _debugged(case: Case) -> str:
    """Where an internal error comes from: the call again, told to show it."""
    with mock.patch.dict(os.environ, {"CLD_DEBUG": "1"}):
        return _where(run(case.arguments, case.stdin, case.terminal, PATIENCE).raised)


def _where(raised: str) -> str:
    """The kind of an exception, and the last line of our own that it passed."""
    said = raised.strip().splitlines() or [""]
    own = [line.strip() for line in said if "/cld/" in line and "File " in line]
    place = re.sub(
        r'File ".*/(cld/[^"]+)", line (\d+), in (\w+)', r"\1:\2 \3", own[-1] if own else ""
    )
    return f"{said[-1][:160]} at {place}"


def _codes(case: Case, done: Done) -> Problems:
    if done.code not in CODES[case.command]:
        yield f"exit code {done.code} of `{case.command}` is not documented"
    if done.code == 2 and not done.err.strip():
        yield "exit code 2 and not a word on standard error"
    if case.command == "render" and ANYTHING not in case.writes and done.code != 2:
        mentioned = ERRORS_SAID.search(done.err) is not None
        if mentioned != (done.code == 1):
            yield f"a drawing of a file {'with' if mentioned else 'without'} errors: {done.code}"


def _said(case: Case, done: Done) -> Problems:
    """No text steers a terminal, on standard error or where people read."""
    coloured = case.terminal or any("always" in word for word in case.arguments)
    said = STYLES.sub("", done.err) if coloured else done.err
    said = PROGRESS.sub("", said) if case.terminal else said
    if found := STEERING.search(said):
        yield f"{found.group()!r} on standard error"
    if COMMANDS_TO_CI.search(said):
        yield "a command to CI on standard error"
    binary = case.shape in ("png", "pdf") or case.command in ("fmt", "convert")
    try:
        out = done.out.decode("utf-8", "replace" if binary else "strict")
    except UnicodeDecodeError:
        yield "standard output is not UTF-8"
        return
    if case.terminal or (case.command in READ and not case.shape):
        out = STYLES.sub("", out) if coloured else out
        if found := STEERING.search(out):
            yield f"{found.group()!r} on standard output{' in a terminal' * case.terminal}"


def _files(case: Case, folder: Path, written: list[str]) -> Problems:
    for path in written:
        whole = os.path.realpath(path)
        own = whole.startswith((f"{folder}/", "/dev/", "/proc/", f"{os.environ['HOME']}/"))
        # A file without a name, for a stream, is opened by the folder it is in; and Python keeps
        # what it compiles.
        # The equations of a model are given to another process in a folder of their own.
        model = re.fullmatch(r"tmp\w{8}(?:/model\.\w+)?", os.path.relpath(whole, gettempdir()))
        nameless = model or whole in (str(folder), os.path.realpath(gettempdir()))
        if not own and not nameless and "__pycache__" not in whole:
            yield f"written outside its folder: {path!r}"
    if ANYTHING in case.writes:
        return
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    may = tuple(case.writes)
    for name in sorted(there - set(case.files) - set(may)):
        if not any(place.endswith("/") and name.startswith(place) for place in may):
            yield f"a file that nobody asked for: {name!r}"
    for name, data in case.files.items():
        if name not in may and (name not in there or Path(name).read_bytes() != data):
            yield f"a file that was changed or is gone: {name!r}"


def _shape(case: Case, done: Done) -> Problems:
    """What a program reads can be read, and its content says what the exit code says."""
    if not case.shape or {"-h", "--help"} & set(case.arguments):
        return
    data = done.out if case.where == "-" else _written_to(case.where)
    try:
        values = SHAPES[case.shape](data)
    except (ValueError, ElementTree.ParseError, csv.Error, AssertionError) as error:
        yield f"this is not {case.shape}: {type(error).__name__} {error!s:.100}"
        return
    levels = _levels(case, values)
    if levels is not None:
        bar = LEVELS.get(_last_option(case.arguments, "--fail-level"), 0)
        failed = (
            any(LEVELS[level] <= bar for level in levels) and "--exit-zero" not in case.arguments
        )
        if failed != (done.code == 1):
            yield f"exit code {done.code} with findings {sorted(set(levels))}"


def _levels(case: Case, values: Any) -> list[str] | None:
    """The levels of the findings that are listed; None where that says nothing of the code."""
    if case.shape == "sarif":
        return [result["level"] for result in values["runs"][0]["results"]]
    if case.command == "analyze" and case.shape == "json":
        return [found["severity"] for found in values["diagnostics"]]
    if case.command == "check" and case.shape == "json":
        return [found["severity"] for file in values["files"] for found in file["diagnostics"]]
    if case.command == "grade" and case.shape == "json" and "answers" in values:
        return ["error" for answer in values["answers"] if answer["problem"]]
    return None


def _last_option(arguments: tuple[str, ...], name: str) -> str:
    found = "error"
    for word, value in zip(arguments, (*arguments[1:], ""), strict=True):
        if word == name:
            found = value
        elif word.startswith(f"{name}="):
            found = word.partition("=")[2]
    return found


def _written_to(name: str) -> bytes:
    return Path(name).read_bytes() if Path(name).is_file() else b""


def _follows(case: Case, done: Done) -> Problems:
    """What another call must say after this one."""
    if case.twin:
        other = run(case.twin, case.stdin, most=PATIENCE)
        if other.code != done.code:
            yield f"exit code {done.code}, but {other.code} of `cld {' '.join(case.twin[:1])}`"
    if ANYTHING in case.writes or DEVICE in case.others.values():
        return
    if case.command == "fmt" and case.number % 4 == 0:
        yield from _formatted_again(case, done)
    if case.command == "convert" and case.number % 4 == 0:
        yield from _converted_back(case, done)
    if case.number % 50 == 0 and case.command not in ("fmt", ""):
        again = run(case.arguments, case.stdin, case.terminal, PATIENCE)
        if (again.code, again.out) != (done.code, done.out):
            yield "the same call says something else when it is made again"


def _formatted_again(case: Case, done: Done) -> Problems:
    if "--check" in case.arguments or "--diff" in case.arguments:
        return
    files = [name for name in case.arguments[1:] if name.removeprefix("./") in case.files]
    again = run(["fmt", "--check", "--", *files], most=PATIENCE) if files else None
    if again and "0 files would be changed" not in again.err:
        yield f"what fmt wrote it would change again: {again.err[-200:]!r}"


def _converted_back(case: Case, done: Done) -> Problems:
    if {"-h", "--help"}.intersection(case.arguments):  # a file may be called so
        return
    data = done.out if case.where == "-" else _written_to(case.where)
    named = _last_option(case.arguments, "--to")
    from_ = [] if named == "error" and case.where != "-" else ["--from", named]
    where = case.where if not from_ else "-"
    back = run(["convert", where, "-", "--to", "cld", *from_], data, most=PATIENCE)
    # The language may hold more than is read from other formats, which convert tells.
    bounds = ("are read", "the most cld reads", "cld reads at most")
    is_bound = any(words in back.err for words in bounds)
    if back.code != 0 and not is_bound:
        yield f"what convert wrote it cannot read: {back.err[:200]!r}"


# -- shapes --


def _json(data: bytes) -> Any:
    def refuse(word: str) -> None:
        raise ValueError(f"{word} is not JSON")

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(dict(pairs)) == len(pairs), "a key comes twice"
        return dict(pairs)

    return json.loads(data.decode(), parse_constant=refuse, object_pairs_hook=once)


def _sarif(data: bytes) -> Any:
    values = _json(data)
    assert values["version"] == "2.1.0" and len(values["runs"]) == 1, "no run"
    return values


def _csv(data: bytes) -> Any:
    rows = list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))
    assert rows and len({len(row) for row in rows if row}) == 1, "rows of different width"


def _begins(*heads: bytes, tail: bytes = b"") -> Callable[[bytes], None]:
    def check(data: bytes) -> None:
        assert data.startswith(heads), f"it begins {data[:20]!r}"
        assert data.rstrip().endswith(tail), f"it ends {data[-20:]!r}"

    return check


SHAPES: dict[str, Callable[[bytes], Any]] = {
    "json": _json,
    "sarif": _sarif,
    "csv": _csv,
    "xml": ElementTree.fromstring,
    "svg": ElementTree.fromstring,
    "html": _begins(b"<!doctype html>", b"<!DOCTYPE html>", tail=b"</html>"),
    "png": _begins(b"\x89PNG\r\n", tail=b"IEND\xaeB`\x82"),
    "pdf": _begins(b"%PDF-", tail=b"%%EOF"),
    "dot": _begins(b"digraph", b"strict digraph", b"//", b"#", tail=b"}"),
}
