"""Write a page for each learner, into one folder and nowhere else.

Names of answers come from learners. A page is named after its answer, as far as every file system
allows that name. If a symbolic link has the name of a page, the link is replaced, not followed.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path, PurePath

from cld.commands.grading import GradedFile
from cld.commands.unusable import UnusableInput
from cld.core.files import FileError, write_atomically
from cld.core.gate import STAND_IN, say, shown
from cld.prose.wording import plural

# File systems take names of 255 bytes. This leaves room for a number and for the temporary name.
MOST_BYTES = 200
# Characters that Windows reserves; and names that are devices there, with any extension.
_UNFIT = re.compile(f'[<>:"/\\\\|?*{STAND_IN}]')
_DEVICES = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])( *\.|$)", re.IGNORECASE
)


def write_pages(folder: str, rows: Sequence[GradedFile]) -> None:
    """Write the page of each row as `NAME.html`, named after its answer.

    Names that are taken get a number. The folder is created if needed. If a page cannot be
    written, the command ends with one line.
    """
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
        for name, row in zip(names([row.values["file"] for row in rows]), rows, strict=True):
            page = row.page.encode("utf-8", "replace")
            write_atomically(str(Path(folder) / name), page, follow=False)
    except (FileError, OSError) as error:
        reason = str(error) if isinstance(error, FileError) else str(error.strerror).lower()
        raise UnusableInput(f"{folder}: cannot write the pages: {reason}") from None
    say(f"{folder}: {plural(len(rows), 'page')} written")


def names(files: Sequence[str]) -> list[str]:
    """Return a unique file name for the page of each answer.

    >>> names(["ann/loop.cld", "bob/loop.cld", "-", "a\\nb.cld", "CON.cld"])
    ['loop.html', 'loop-2.html', 'answer.html', 'a b.html', 'answer-CON.html']
    """
    taken: set[str] = set()
    counts = Counter[str]()
    found = []
    for file in files:
        stem = name = _fit(PurePath(file).stem)
        while _compared(name) in taken:
            counts[_compared(stem)] += 1
            name = f"{stem}-{counts[_compared(stem)] + 1}"
        taken.add(_compared(name))
        found.append(f"{name}.html")
    return found


def _fit(stem: str) -> str:
    """Return a name that every file system allows, and that is neither hidden nor read as an
    option."""
    readable = _UNFIT.sub("_", shown(stem.encode("utf-8", "ignore").decode("utf-8")))
    short = " ".join(readable.split()).encode()[:MOST_BYTES].decode("utf-8", "ignore")
    fit = short.strip("-. ") or "answer"
    return f"answer-{fit}" if _DEVICES.match(fit) else fit


def _compared(name: str) -> str:
    """Return a name as file systems compare it that ignore case and the encoding of accents."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
