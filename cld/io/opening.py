"""Opens a file of any format for analysis."""

from __future__ import annotations

from dataclasses import replace

from cld.io.exchange import Reading
from cld.io.known import FORMATS
from cld.io.limits import MOST_CHARACTERS, FormatError
from cld.io.recognise import Recognised, recognise
from cld.language.source import Decoded, Source, source_of
from cld.language.write import write


def opened(data: bytes, path: str) -> Decoded | Source:
    """Return the text of a .cld file, or the diagram of a file in another format as a source, with
    notes on changes and omissions.

    Raises FormatError if the file is not a diagram that cld reads, or is too large.

    >>> opened(b'{"links": [{"from": "A", "to": "B", "polarity": "+"}]}', "a.json").text
    'A (+)-> B\\n'
    """
    if len(data) > MOST_CHARACTERS:
        size = MOST_CHARACTERS // 1_000_000
        raise FormatError(f"this is larger than {size} MB, the most cld reads")
    found = recognise(data, path)
    return found.decoded if found.format == "cld" else read_as(found)


def reading_of(found: Recognised, apart: bool = False) -> Reading:
    """Return the diagram of a recognised file, with notes. Raises FormatError.

    With `apart`, nodes with equal names are several variables in every format.
    """
    format_ = FORMATS[found.format]
    read = (format_.read_apart if apart else None) or format_.read
    return read(found.decoded.text)


def read_as(found: Recognised) -> Source:
    """Return the diagram of a file in another format. Raises FormatError."""
    reading = reading_of(found)
    source = source_of(write(reading.diagram))
    wrong = (finding.message for finding in found.decoded.diagnostics)
    notes = (*found.notes, *wrong, *reading.unread, *reading.notes)
    return replace(source, format=found.format, notes=notes)
