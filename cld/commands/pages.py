"""A page for each learner, written into a folder and nowhere else.

Names of answers come from learners. A page is called after its answer as far as every system can
hold that name, and where a link stands in its place, the link is replaced and not followed.
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

# File systems take names of 255 bytes; there must be room for a number and what is put around it
# while it is written.
MOST_BYTES = 200
# What Windows has another use for; and names that are devices there, with any ending.
_UNFIT = re.compile(f'[<>:"/\\\\|?*{STAND_IN}]')
_DEVICES = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])( *\.|$)", re.IGNORECASE
)


def write_pages(folder: str, rows: Sequence[GradedFile]) -> None:
    """Write the page of each row as `NAME.html`, after its answer; names that are taken are
    numbered. The folder is made where it is not there. Ends with one line where it cannot."""
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
        for name, row in zip(names([row.values["file"] for row in rows]), rows, strict=True):
            page = row.page.encode("utf-8", "replace")
            write_atomically(str(Path(folder) / name), page, follow=False)
    except (FileError, OSError) as error:
        reason = str(error) if isinstance(error, FileError) else str(error.strerror).lower()
        raise UnusableInput(f"{folder}: the pages cannot be written: {reason}") from None
    say(f"{plural(len(rows), 'page')} in {folder}")


def names(files: Sequence[str]) -> list[str]:
    """Return what the pages of answers are called, each in its own way.

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
    """A name that every file system holds, and that neither hides nor begins an option."""
    readable = _UNFIT.sub("_", shown(stem.encode("utf-8", "ignore").decode("utf-8")))
    short = " ".join(readable.split()).encode()[:MOST_BYTES].decode("utf-8", "ignore")
    fit = short.strip("-. ") or "answer"
    return f"answer-{fit}" if _DEVICES.match(fit) else fit


def _compared(name: str) -> str:
    """As file systems compare that tell neither capitals nor how an accent is written."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
