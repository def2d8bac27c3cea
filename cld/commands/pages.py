"""A page for each learner, written into a folder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path, PurePath

from cld.commands.grading import Row
from cld.commands.unusable import UnusableInput
from cld.files import FileError, write_atomically
from cld.gate import say
from cld.output.wording import plural

# File systems take names of 255 bytes; there must be room for a number and what is put around it
# while it is written.
MOST_BYTES = 200


def write_pages(folder: str, rows: Sequence[Row]) -> None:
    """Write the page of each row as `NAME.html`, after its answer; names that are taken are
    numbered. The folder is made where it is not there. Ends with one line where it cannot."""
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
        for name, row in zip(names([row.values["file"] for row in rows]), rows, strict=True):
            write_atomically(str(Path(folder) / name), row.page.encode("utf-8", "replace"))
    except (FileError, OSError) as error:
        raise UnusableInput(f"{folder}: the pages cannot be written: {error}") from None
    say(f"{plural(len(rows), 'page')} in {folder}")


def names(files: Sequence[str]) -> list[str]:
    """Return what the pages of answers are called, each in its own way.

    >>> names(["ann/loop.cld", "bob/loop.cld", "-"])
    ['loop.html', 'loop-2.html', 'answer.html']
    """
    found: dict[str, str] = {}
    for file in files:
        stem = _short(PurePath(file).stem).strip("-. ") or "answer"
        name, number = stem, 1
        # As file systems compare that tell no capitals.
        while name.casefold() in found:
            number += 1
            name = f"{stem}-{number}"
        found[name.casefold()] = f"{name}.html"
    return list(found.values())


def _short(stem: str) -> str:
    return os.fsencode(stem)[:MOST_BYTES].decode("utf-8", "ignore")
