"""Text from the clipboard, in the language or in any other format."""

from __future__ import annotations

from dataclasses import dataclass

from cld.io.known import FORMATS
from cld.io.limits import MOST_CHARACTERS, FormatError
from cld.io.opening import reading_of
from cld.io.recognise import recognise
from cld.language.write import write


@dataclass(frozen=True, slots=True)
class Pasted:
    """A text in the language. `title` is the format it was read from, or empty if it was not in
    another format; `notes` are what was changed or left out."""

    text: str
    title: str = ""
    notes: tuple[str, ...] = ()


def pasted(text: str) -> Pasted:
    """Return a text to insert into a diagram; one in another format is converted.

    A text that cannot be read in the format it looks like is inserted as it is.

    >>> pasted("flowchart LR\\n A -->|+| B").text
    'A (+)-> B\\n'
    >>> pasted("A (+)-> B").title
    ''
    """
    if not text.strip() or len(text) > MOST_CHARACTERS:
        return Pasted(text)
    try:
        found = recognise(text.encode("utf-8", "replace"), "-")
        if found.format == "cld":
            return Pasted(text)
        reading = reading_of(found)
    except FormatError:
        return Pasted(text)
    if not reading.diagram.variables:
        return Pasted(text)
    title = FORMATS[found.format].called or FORMATS[found.format].title
    return Pasted(write(reading.diagram), title, (*reading.unread, *reading.notes))
