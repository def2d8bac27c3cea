"""A diagram from the bytes of a file of any format, as it is analysed."""

from __future__ import annotations

from dataclasses import replace

from cld.io.known import FORMATS
from cld.io.limits import MOST_CHARACTERS, FormatError
from cld.io.recognise import Recognised, recognise
from cld.language.source import Decoded, Source, source_of
from cld.language.write import write


def opened(data: bytes, path: str) -> Decoded | Source:
    """Return what a file holds: its text, or for a file of another format what it says in the
    language, with notes on what was changed or left out.

    Raises FormatError for what is no diagram that cld reads, and for what is too much.

    >>> opened(b'{"links": [{"from": "A", "to": "B", "polarity": "+"}]}', "a.json").text
    'A (+)-> B\\n'
    """
    if len(data) > MOST_CHARACTERS:
        size = MOST_CHARACTERS // 1_000_000
        raise FormatError(f"this is larger than {size} MB, which no diagram is")
    found = recognise(data, path)
    return found.decoded if found.format == "cld" else read_as(found)


def read_as(found: Recognised) -> Source:
    """Return the diagram of a file of another format. Raises FormatError."""
    reading = FORMATS[found.format].read(found.decoded.text)
    source = source_of(write(reading.diagram))
    wrong = (finding.message for finding in found.decoded.diagnostics)
    notes = (*found.notes, *wrong, *reading.notes)
    return replace(source, format=found.format, notes=notes)
