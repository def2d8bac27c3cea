"""An answer as it lies on the disk: read within bounds, whatever it is."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from cld.analyze import Report, analyze
from cld.files import FileError, read_bytes
from cld.io.exchange import FormatError
from cld.io.formats import FORMATS, format_of
from cld.source import Source, decode, load
from cld.watch import Watch
from cld.write import write

# No one draws more than this by hand in an exercise.
MOST_BYTES, MOST_LINKS, MOST_VARIABLES = 1_000_000, 2_000, 1_000
# An answer's own loops are looked at for what its interventions do, no longer than this.
SECONDS, MOST_LOOPS = 3.0, 500


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, or in `problem` why there is none to grade."""

    file: str
    report: Report | None
    problem: str = ""


def read_answer(path: str, within: str | None = None) -> Answer:
    """Return the answer in a file. With `within`, a file that lies elsewhere is refused, by
    whatever links it is reached: a folder of answers is to lead nowhere else."""
    try:
        problem = _refused(path, within)
        data = b"" if problem else read_bytes(path)
    except FileError as error:
        return Answer(path, None, str(error).removeprefix(f"{path}: "))
    except OSError as error:
        return Answer(path, None, (error.strerror or "it cannot be read").lower())
    except ValueError:
        return Answer(path, None, "no file can have this name")
    if problem:
        return Answer(path, None, problem)
    return _analysed(path, _source(path, data))


def _refused(path: str, within: str | None) -> str:
    if path == "-":
        return ""
    if within is not None and not Path(os.path.realpath(path)).is_relative_to(
        os.path.realpath(within)
    ):
        return "it leads out of the folder of the answers"
    found = Path(path).stat()
    if not stat.S_ISREG(found.st_mode):
        return "it is no regular file"
    if found.st_size > MOST_BYTES:
        return f"it has more than {MOST_BYTES // 1_000_000} MB, which no answer has"
    return ""


def _source(path: str, data: bytes) -> Source | str:
    decoded = decode(data)
    name = format_of(path)
    if name in (None, "cld"):
        return load(decoded.text)
    try:
        return load(write(FORMATS[name].read(decoded.text).diagram))
    except FormatError as error:
        return str(error)


def _analysed(path: str, source: Source | str) -> Answer:
    if isinstance(source, str):
        return Answer(path, None, source)
    diagram = source.diagram
    if len(diagram.links) > MOST_LINKS or len(diagram.variables) > MOST_VARIABLES:
        links, variables = f"{MOST_LINKS:,} links", f"{MOST_VARIABLES:,} variables"
        return Answer(path, None, f"it has more than {links} or {variables}")
    if not diagram.variables:
        errors = [d for d in source.diagnostics if d.severity == "error"]
        why = "nothing in it can be read as a diagram" if errors else "it is empty"
        return Answer(path, None, why)
    return Answer(path, analyze(source, path, MOST_LOOPS, Watch(SECONDS)))
