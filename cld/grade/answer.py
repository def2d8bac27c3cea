"""Reads an answer from disk, within limits, whatever the file contains."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cld.analyze import analyze
from cld.core.diagnostics import Diagnostic
from cld.core.files import FileError, read_bytes
from cld.core.watch import Watch
from cld.grade.unread import FEW, SKIPPED, UnreadLine, said, unread_lines
from cld.io.limits import FormatError
from cld.io.opening import read_as
from cld.io.recognise import Recognised, recognise
from cld.language.source import Source, source_of
from cld.report import Report

# Nobody draws more than this by hand in an exercise.
MOST_BYTES, MOST_LINKS, MOST_VARIABLES = 1_000_000, 2_000, 1_000
_TOO_LARGE = f"it is larger than {MOST_BYTES // 1_000_000} MB, the limit for an answer"
# A file in which a larger share of the characters is broken is not text; a few broken ones may be
# letters in an older encoding.
MOST_BROKEN, FEW_BROKEN = 0.05, 20
MOST_NOTES = 5
# Two variables for one thing: a single capital letter may cost half of an answer.
_TOLD = ("CLD401",)
# Loops of an answer are analysed to judge its interventions: at most this many loops, within this
# share of the usual effort.
EFFORT, MOST_LOOPS = 0.3, 500


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, or in `problem` the reason why it cannot be graded. `unread` are the lines that
    were not graded. `notes` list them in words, and the parts of the file that contradict each
    other."""

    file: str
    report: Report | None
    problem: str = ""
    notes: tuple[str, ...] = ()
    unread: tuple[UnreadLine, ...] = ()


def read_answer(path: str, within: str | None = None, data: bytes | None = None) -> Answer:
    """Return the answer in a file, or in `data` if the file was read already. With `within`, a file
    outside that folder is refused, even if links lead to it: a folder of answers must not lead
    anywhere else."""
    try:
        problem = _refused(path, within) if data is None else ""
        if data is None:
            data = b"" if problem else read_bytes(path)
    except FileError as error:
        return Answer(path, None, str(error).removeprefix(f"{path}: "))
    except OSError as error:
        return Answer(path, None, (error.strerror or "it cannot be read").lower())
    except ValueError:
        return Answer(path, None, "a file cannot have this name")
    if len(data) > MOST_BYTES:
        problem = _TOO_LARGE
    if problem:
        return Answer(path, None, problem)
    try:
        found = recognise(data, path)
        if _is_no_text(found.decoded.text):
            return Answer(path, None, "it is not a text file")
        return _read(path, found)
    except FormatError as error:
        return Answer(path, None, str(error))


def _refused(path: str, within: str | None) -> str:
    if path == "-":
        return ""
    if within is not None and not Path(os.path.realpath(path)).is_relative_to(
        os.path.realpath(within)
    ):
        return "it points outside the folder of answers"
    found = Path(path).stat()
    if stat.S_ISDIR(found.st_mode):
        return "this folder cannot be read"
    if not stat.S_ISREG(found.st_mode):
        return "it is not a regular file"
    if found.st_size > MOST_BYTES:
        return _TOO_LARGE
    return ""


def _is_no_text(text: str) -> bool:
    most = max(FEW_BROKEN, MOST_BROKEN * len(text))
    return "\0" in text or text.count("\ufffd") > most


def _read(path: str, what: Recognised) -> Answer:
    if what.format != "cld":
        source = read_as(what)
        return replace(_analysed(path, source), notes=_some(source.notes))
    source = source_of(what.decoded.text)
    found = _analysed(path, source)
    diagnostics = found.report.diagnostics if found.report else source.diagnostics
    unread = unread_lines(source.diagram, diagnostics, source.lines)
    listed = [one.words for one in unread[:FEW]]
    more = len(unread) - FEW
    if more > 0:
        was = "line was" if more == 1 else "lines were"
        listed.append(f"{more:,} more {was} not graded, or only in part")
    others = _some([*(d.message for d in what.decoded.diagnostics), *_others(source, diagnostics)])
    return replace(found, notes=(*listed, *others), unread=unread)


def _others(source: Source, diagnostics: Sequence[Diagnostic]) -> Iterator[str]:
    """The other problems, which leave no line out."""
    for one in diagnostics:
        is_error = one.severity == "error" and not one.code.startswith(SKIPPED)
        if is_error or one.code in _TOLD:
            line = source.lines.place(one.span.start).line
            yield f"line {line}: {said(one.message, one.hint if is_error else '')}"


def _some(notes: Sequence[str]) -> tuple[str, ...]:
    more = len(notes) - MOST_NOTES
    return (*notes[:MOST_NOTES], *((f"and {more:,} more",) if more > 0 else ()))


def _analysed(path: str, source: Source) -> Answer:
    diagram = source.diagram
    if len(diagram.links) > MOST_LINKS or len(diagram.variables) > MOST_VARIABLES:
        links, variables = f"{MOST_LINKS:,} links", f"{MOST_VARIABLES:,} variables"
        return Answer(path, None, f"it has more than {links} or {variables}")
    if not diagram.variables:
        errors = [d for d in source.diagnostics if d.severity == "error"]
        why = "none of its lines can be read as part of a diagram" if errors else "it is empty"
        return Answer(path, None, why)
    return Answer(path, analyze(source, path, MOST_LOOPS, Watch(effort=EFFORT)))
