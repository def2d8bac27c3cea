"""`cld convert` on small files: the result, and what it says of the reading.

The numbers are those of the faults that real files showed: 11, 13 and the rest of 14 are in
`test_io_bounds.py` (a long line, work without a bound) and `test_gate.py` (control characters).
"""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from goldens import assert_case, input_of

from cld.commands.app import cld

CASES = sorted((Path(__file__).parent / "golden" / "convert").glob("*.txt"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_small_file(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command, _, content = input_of(path).partition("\n")
    words = shlex.split(command.removeprefix("$ cld "))
    monkeypatch.chdir(tmp_path)
    Path(words[1]).write_text(content, encoding="utf-8")
    done = CliRunner().invoke(cld, words)
    said = f"{done.stdout}--- exit {done.exit_code} ---\n{done.stderr}"
    assert_case(path, said)
