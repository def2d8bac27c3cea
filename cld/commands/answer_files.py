"""Find the answers in the folders that are named to `cld grade`."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from cld.commands.unusable import UnusableInput
from cld.core.files import FileError, is_folder, read_bytes
from cld.core.gate import say
from cld.io.known import FORMATS
from cld.io.limits import FormatError
from cld.io.recognise import recognise
from cld.language.source import source_of
from cld.prose.wording import plural

# Files with these extensions count as answers when a folder is graded.
ENDINGS = tuple(suffix for format_ in FORMATS.values() for suffix in format_.suffixes)
# A file with this extension counts as an answer if its beginning contains a link. The beginning is
# this many bytes long.
TEXT, BEGINNING = ".txt", 20_000
# Larger files are not answers.
MOST_BYTES = 1_000_000
# At most this many skipped files are named.
MOST_SKIPPED = 10
READ = f".cld, in {TEXT} if they contain a link, or as one of `cld convert --list`"


def answer_files(answers: Sequence[str], others: Sequence[str]) -> list[tuple[str, str | None]]:
    """Return each file with the folder it was found in, sorted by name within a folder.

    `others` are files that are not answers, such as the key: they are left out of folders. All
    other files that are left out of a folder are listed on standard error.

    >>> answer_files(["a.cld", "notes.docx"], ["key.cld"])
    [('a.cld', None), ('notes.docx', None)]
    """
    found: list[tuple[str, str | None]] = []
    skipped: list[str] = []
    for answer in answers:
        if answer == "-" or not is_folder(answer):
            found.append((answer, None))
            continue
        for path in sorted(_inside(answer), key=os.fsencode):
            if any(_is_same(path, other) for other in others):
                continue
            if _is_answer(path):
                found.append((path, answer))
            elif not Path(path).name.startswith("."):
                skipped.append(path)
    if skipped:
        say(_skipped(skipped))
    if not found:
        folders = ", ".join(answers)
        raise UnusableInput(f"{folders}: no answers in this folder; their names end in {READ}")
    return found


def _skipped(files: Sequence[str]) -> str:
    more = len(files) - MOST_SKIPPED
    rest = f" and {more:,} more" if more > 0 else ""
    names = ", ".join(files[:MOST_SKIPPED])
    return (
        f"{plural(len(files), 'file')} skipped: {names}{rest}; the names of answers end in {READ}"
    )


def _inside(folder: str) -> Iterator[str]:
    """Yield the files in a folder and its subfolders, then the folders that cannot be read, so
    that none is lost."""
    closed: list[str] = []
    for here, _, files in os.walk(folder, onerror=lambda error: closed.append(error.filename)):
        yield from (str(Path(here, name)) for name in files)
    yield from closed


def _is_answer(path: str) -> bool:
    suffix = Path(path).suffix.lower()
    return suffix in ENDINGS or is_folder(path) or (suffix == TEXT and _contains_link(path))


def _contains_link(path: str) -> bool:
    """Whether a text file begins with a diagram. Links to other files are not followed."""
    try:
        file = Path(path)
        if file.is_symlink() or not file.is_file() or file.stat().st_size > MOST_BYTES:
            return False
        data = read_bytes(path)[:BEGINNING]
        what = recognise(data, path)
    except (FileError, FormatError, OSError, ValueError):
        return False
    return what.format != "cld" or bool(source_of(what.decoded.text).diagram.links)


def _is_same(path: str, other: str) -> bool:
    try:
        return not Path(path).is_symlink() and Path(path).samefile(other)
    except (OSError, ValueError):
        return False
