"""Commands on a terminal of their own, many of them from one process that has loaded `cld` once.

Run by itself it reads JSON, a list of lists of arguments, and writes what each printed on a
terminal, standard output and standard error together, and its exit code.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

Printed = tuple[int, bytes]


def on_terminal(commands: Sequence[Sequence[str]], folder: Path) -> list[Printed]:
    """Run each command in a folder on a terminal; return its exit code and what came there."""
    env = {**os.environ, "NO_COLOR": "1", "TERM": "xterm", "COLUMNS": "100", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, __file__],
        input=json.dumps(commands).encode(),
        capture_output=True,
        cwd=folder,
        env=env,
        timeout=300,
        check=True,
    )
    return [(code, said.encode("latin-1")) for code, said in json.loads(done.stdout)]


def _all() -> None:
    import cld.commands.analyze
    import cld.commands.grade
    import cld.commands.render  # noqa: F401 - loaded here, once for all

    commands = json.loads(sys.stdin.buffer.read())
    print(json.dumps([_one(arguments) for arguments in commands]))


def _one(arguments: list[str]) -> tuple[int, str]:
    import pty

    child, terminal = pty.fork()
    if child == 0:
        _run(arguments)
    said = b""
    while piece := _piece(terminal):
        said += piece
    os.close(terminal)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), said.replace(b"\r\n", b"\n").decode("latin-1")


def _run(arguments: list[str]) -> None:
    from cld.cli import main

    sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), os.fdopen(1, "w"), os.fdopen(2, "w")
    sys.argv = ["cld", *arguments]
    code: object = 99
    try:
        main()
    except SystemExit as end:
        code = end.code
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else 98)


def _piece(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:  # nobody writes to it any more
        return b""


if __name__ == "__main__":
    _all()
