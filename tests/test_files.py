"""Files are written whole or not at all, whatever comes between, and nothing is left behind."""

from __future__ import annotations

import os
import signal
import stat
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO

import pytest
from full.signals import heed
from test_cli import GOOD, run
from test_long_work import grid

from cld.core import temporary
from cld.core.files import FileError, replacing, write_atomically

if sys.platform == "linux":
    import fcntl
    import termios

needs_unix = pytest.mark.skipif(sys.platform == "win32", reason="needs Unix")
KEY = "A (+)-> B (-)-> A\nexpect loop balancing: A, B\n"


def inside(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.cld"
    path.write_text(GOOD, encoding="utf-8")
    return path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


# -- one process --


def test_nothing_is_made_before_there_is_something_to_write(out: Path) -> None:
    with replacing(str(out / "a")) as file:
        assert inside(out) == []
        file.write(b"x" * 200_000)
        assert inside(out) == [".a.1.cldpart"]
    assert inside(out) == ["a"] and (out / "a").stat().st_size == 200_000
    with replacing(str(out / "a")):
        pass
    assert (out / "a").read_bytes() == b""


def test_what_fails_in_the_middle_leaves_the_old_file(out: Path) -> None:
    (out / "a").write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), replacing(str(out / "a")) as file:
        file.write(b"x" * 200_000)
        raise ZeroDivisionError
    assert inside(out) == ["a"] and (out / "a").read_bytes() == b"old"


def test_two_that_write_one_file_at_once_both_end_well(out: Path) -> None:
    with replacing(str(out / "a")) as one, replacing(str(out / "a")) as other:
        one.write(b"1" * 200_000)
        other.write(b"2" * 200_000)
        assert inside(out) == [".a.1.cldpart", ".a.2.cldpart"]
    assert inside(out) == ["a"] and set((out / "a").read_bytes()) == {ord("1")}


@needs_unix
def test_what_was_left_is_cleared_and_what_is_being_written_is_not(out: Path) -> None:
    for number in (1, 3):
        (out / f".a.{number}.cldpart").write_bytes(b"half")
    (out / ".b.1.cldpart").write_bytes(b"half")
    file, place = temporary.begin(out / "a")
    assert place.name == ".a.1.cldpart" and inside(out) == [".a.1.cldpart", ".b.1.cldpart"]
    write_atomically(str(out / "a"), b"new")
    assert inside(out) == [".a.1.cldpart", ".b.1.cldpart", "a"]
    os.close(file)
    temporary.end(place)
    assert inside(out) == [".b.1.cldpart", "a"]


@needs_unix
def test_a_link_in_the_place_of_what_is_left_leads_nowhere(out: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"old")
    (out / ".a.1.cldpart").symlink_to(victim)
    os.link(victim, out / ".a.2.cldpart")
    os.mkfifo(out / ".a.3.cldpart")
    write_atomically(str(out / "a"), b"new")
    assert victim.read_bytes() == b"old" and (out / "a").read_bytes() == b"new"


@needs_unix
def test_links_are_followed_where_a_person_named_them_and_else_replaced(out: Path) -> None:
    (out / "a").write_bytes(b"old")
    (out / "link").symlink_to("a")
    write_atomically(str(out / "link"), b"new")
    assert (out / "a").read_bytes() == b"new" and (out / "link").is_symlink()
    write_atomically(str(out / "link"), b"newer", follow=False)
    assert (out / "a").read_bytes() == b"new" and not (out / "link").is_symlink()
    os.mkfifo(out / "pipe")
    with pytest.raises(FileError, match="this is not a regular file"):
        write_atomically(str(out / "pipe"), b"", follow=False)


@needs_unix
def test_permissions_are_kept_and_a_new_file_has_the_usual_ones(out: Path) -> None:
    (out / "a").write_bytes(b"")
    (out / "a").chmod(0o640)
    before = os.umask(0o027)
    try:
        for name in "ab":
            write_atomically(str(out / name), b"new")
    finally:
        os.umask(before)
    assert [stat.S_IMODE((out / name).stat().st_mode) for name in "ab"] == [0o640, 0o640]


def test_a_name_may_be_as_long_as_the_system_lets_it_be(out: Path) -> None:
    for name in ("x" * 255, "ä" * 127):
        write_atomically(str(out / name), b"new")
        assert (out / name).read_bytes() == b"new"


# -- where it is written --


@needs_unix
def test_a_pipe_is_written_to_and_one_nobody_reads_says_so(good: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    command = [sys.executable, "-m", "cld", "analyze", str(good), "-o", str(pipe)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert (
            process.stderr.readline()
            == f"cld: {pipe}: waiting for a program to read from this pipe\n"
        )
        assert pipe.read_text().startswith("Retry storm")
    assert process.returncode == 0 and stat.S_ISFIFO(pipe.stat().st_mode)


@needs_unix
@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1"])
def test_standard_output_by_its_name_is_written_on(good: Path, tmp_path: Path, name: str) -> None:
    page = tmp_path / "page.txt"
    page.write_text("before\n")
    with page.open("a") as file:
        command = [sys.executable, "-m", "cld", "analyze", str(good), "-o", name]
        subprocess.run(command, stdout=file, check=True)
    assert page.read_text().startswith("before\nRetry storm")
    assert "Retry storm" in run("analyze", good, "-o", name, env={}).stdout  # a pipe


@needs_unix
@pytest.mark.parametrize(
    ("name", "said"),
    [("/dev/full", "no space left"), (".", "this is a folder"), ("none/x", "no such folder")],
)
def test_where_nothing_can_be_written_is_one_line(good: Path, name: str, said: str) -> None:
    for command in (["analyze"], ["render", "-f", "png"]):
        done = run(command[0], good, *command[1:], "-o", name)
        assert done.returncode == 2 and said in done.stderr and done.stderr.count("\n") == 1


@needs_unix
def test_a_full_disk_leaves_the_old_file(good: Path, out: Path) -> None:
    (out / "a.html").write_text("old")
    command = f"ulimit -f 2; exec {sys.executable} -B -m cld analyze {good} -f html -o {out}/a.html"
    done = subprocess.run(command, shell=True, executable="/bin/bash", capture_output=True)
    assert done.returncode == 2 and done.stderr == f"cld: {out}/a.html: file too large\n".encode()
    assert inside(out) == ["a.html"] and (out / "a.html").read_text() == "old"


# -- ended by a signal --

SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"]
READING = [
    ("SIGTERM", ["analyze", "-o", "OUT"]),
    ("SIGHUP", ["analyze", "-f", "html", "-o", "OUT"]),
    ("SIGINT", ["render", "-f", "png", "-o", "OUT"]),
    ("SIGTERM", ["render", "-f", "svg", "-o", "OUT"]),
    ("SIGHUP", ["checklist", "-o", "OUT"]),
    ("SIGINT", ["leverage", "-o", "OUT"]),
    ("SIGTERM", ["convert", "--from", "cld", "--to", "json", "OUT"]),
    ("SIGKILL", ["analyze", "-o", "OUT"]),
]


def code_of(name: str) -> int:
    return -signal.SIGKILL if name == "SIGKILL" else 128 + getattr(signal, name)


@needs_unix
@pytest.mark.parametrize(("name", "arguments"), READING)
def test_ended_while_it_reads_it_leaves_nothing(
    out: Path, tmp_path: Path, name: str, arguments: list[str]
) -> None:
    pipe = tmp_path / "in.cld"
    os.mkfifo(pipe)
    (out / "a").write_text("old")
    command, *more = (str(out / "a") if word == "OUT" else word for word in arguments)
    started = [sys.executable, "-m", "cld", command, str(pipe), *more]
    with (
        subprocess.Popen(started, stderr=subprocess.PIPE, preexec_fn=heed) as process,
        pipe.open("w"),  # opens when the command does, which waits for what never comes
    ):
        process.send_signal(getattr(signal, name))
        said = process.communicate()[1]
    assert process.returncode == code_of(name) and said.strip() == b""
    assert inside(out) == ["a"] and (out / "a").read_text() == "old"


@needs_unix
@pytest.mark.parametrize("name", SIGNALS)
def test_ended_while_it_writes_it_leaves_what_the_next_run_clears(
    good: Path, out: Path, tmp_path: Path, name: str
) -> None:
    huge = tmp_path / "huge.cld"
    huge.write_text(grid(6))
    (out / "a").write_text("old")
    command = [sys.executable, "-m", "cld", "analyze", str(huge), "--loops", "all"]
    command += ["-o", str(out / "a")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, preexec_fn=heed) as process:
        while process.poll() is None and not any(
            path.stat().st_size > 1000 for path in out.glob(".a.*")
        ):
            time.sleep(0.02)
        process.send_signal(getattr(signal, name))
        said = process.communicate()[1]
    assert process.returncode == code_of(name) and said.strip() == b""
    assert inside(out) == ([".a.1.cldpart", "a"] if name == "SIGKILL" else ["a"])
    assert (out / "a").read_text() == "old"
    assert run("analyze", good, "-o", out / "a").returncode == 0
    assert inside(out) == ["a"] and (out / "a").read_text().startswith("Retry storm")


@needs_unix
def test_what_is_ignored_stays_ignored(good: Path, out: Path, tmp_path: Path) -> None:
    """As `nohup` has it."""
    pipe = tmp_path / "in.cld"
    os.mkfifo(pipe)

    def deaf() -> None:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)

    command = [sys.executable, "-m", "cld", "analyze", str(pipe), "-o", str(out / "a")]
    with subprocess.Popen(command, preexec_fn=deaf) as process, pipe.open("w") as file:
        process.send_signal(signal.SIGHUP)
        file.write(GOOD)
    assert process.returncode == 0 and inside(out) == ["a"]


@needs_unix
@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_that_python_turns_into_another_exception_ends_the_command(
    number: str, good: Path
) -> None:
    """As where it comes while a module is loaded and a class made."""
    code = (
        "import os, signal, sys\n"
        "from cld import analyze, cli\n"
        "def analyzed(*_):\n"
        "    try:\n"
        f"        os.kill(os.getpid(), signal.{number})\n"
        "    except BaseException as error:\n"
        "        raise RuntimeError('Error calling __set_name__') from error\n"
        "from cld.commands import options\n"
        "options.analyze = analyzed\n"
        f"sys.argv = ['cld', 'analyze', {str(good)!r}]\n"
        "cli.main()\n"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, check=False, preexec_fn=heed)
    assert (done.returncode, done.stderr) == (128 + getattr(signal, number), b"")


@needs_unix
def test_asked_twice_it_ends_at_once(good: Path, tmp_path: Path) -> None:
    """Whatever an orderly end would wait for: here the reader of its output."""
    code = (
        "import signal, sys, time\n"
        "from cld.core import signals\n"
        "signals.heed()\n"
        "try:\n"
        "    print('ready', flush=True)\n"
        "    time.sleep(600)\n"
        "finally:\n"
        "    print('ending', flush=True)\n"
        "    time.sleep(600)\n"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGTERM)
        assert process.stdout.readline() == "ending\n"
        process.send_signal(signal.SIGTERM)
    assert process.returncode == 143


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux how full a pipe is")
def test_a_reader_that_reads_no_more_does_not_hold_up_the_end(tmp_path: Path) -> None:
    huge = tmp_path / "huge.cld"
    huge.write_text("".join(f"V{a} (+)-> V{b}\n" for a in range(60) for b in range(60)))
    command = [sys.executable, "-m", "cld", "convert", str(huge), "-", "--to", "csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, preexec_fn=heed) as process:
        assert process.stdout is not None
        fcntl.fcntl(process.stdout, fcntl.F_SETPIPE_SZ, 4096)
        while process.poll() is None and not _is_in(process.stdout):
            time.sleep(0.02)
        process.send_signal(signal.SIGTERM)
        ended = threading.Thread(target=process.wait)
        ended.start()
        ended.join(30)
        process.kill()
    assert process.returncode == 143


def _is_in(pipe: IO[bytes]) -> int:
    return struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, b"1234"))[0]


# -- pages of learners --


def exercise(folder: Path, *names: str) -> Path:
    (folder / "key.cld").write_text(KEY)
    (folder / "answers").mkdir()
    for name in names:
        (folder / "answers" / name).write_text("A (+)-> B (-)-> A\n")
    return folder / "answers"


@needs_unix
def test_pages_never_leave_their_folder(tmp_path: Path) -> None:
    answers, victim = exercise(tmp_path, "ann.cld", "bob.cld"), tmp_path / "victim"
    victim.write_text("old")
    for name in ("ann.html", ".bob.html.1.cldpart"):
        (answers / name).symlink_to(victim)
    done = run("grade", answers, "--key", tmp_path / "key.cld", "--pages", answers)
    assert done.returncode == 0 and victim.read_text() == "old"
    for name in ("ann.html", "bob.html"):
        assert not (answers / name).is_symlink()
        assert (answers / name).read_text(encoding="utf-8").startswith("<!doctype html>")


@needs_unix
def test_pages_that_cannot_be_written_are_one_line(tmp_path: Path) -> None:
    answers = exercise(tmp_path, "ann.cld")
    (answers / "ann.html").mkdir()
    (tmp_path / "file").write_text("")
    for folder, said in ((answers, "this is a folder"), (tmp_path / "file", "file exists")):
        done = run("grade", answers, "--key", tmp_path / "key.cld", "--pages", folder)
        assert done.returncode == 2 and said in done.stderr and done.stderr.count("\n") == 1
    (answers / "ann.html").rmdir()
    os.mkfifo(answers / "ann.html")
    done = run("grade", answers, "--key", tmp_path / "key.cld", "--pages", answers)
    assert done.returncode == 2 and "this is not a regular file" in done.stderr


@needs_unix
def test_too_few_files_for_processes_is_one_line(tmp_path: Path) -> None:
    answers = exercise(tmp_path, "ann.cld", "bob.cld")
    command = f"ulimit -n 12; {sys.executable} -m cld grade {answers} --key {tmp_path}/key.cld"
    done = subprocess.run(command, shell=True, executable="/bin/bash", capture_output=True)
    assert done.returncode == 2 and done.stdout == b""
    assert done.stderr.count(b"\n") == 1 and b"only 12 files may be open at once" in done.stderr
