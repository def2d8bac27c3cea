"""Excel workbooks (.xlsx): their sheets as tables of texts, read with limits."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from cld.io.limits import MOST_STEPS, MOST_WORDS, FormatError, within

# The most bytes of a workbook when it is unpacked, and of the parts that are searched for entities.
MOST_UNPACKED = 64_000_000
MOST_SHEETS = 50
# A cell that ends after its formula: no program has computed its value yet.
_NO_VALUE = re.compile(
    rb"(?:</f>|<f\b[^<>]*+/>)\s*+(?:<v\s*+/>|<v>\s*+</v>)?+\s*+</c>", re.IGNORECASE
)


def sheets_of(data: bytes) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield each sheet with its name; empty rows are left out. Raises FormatError."""
    _check(data)
    from openpyxl import load_workbook  # slow to load

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and macros that are not needed
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            for sheet in book.worksheets[:MOST_SHEETS]:
                yield str(sheet.title), _rows(sheet)
    except FormatError:
        raise
    except Exception as error:  # openpyxl raises what its parsers raise
        raise _damaged() from error


def formulas_without_value(data: bytes) -> int:
    """Return the number of cells with a formula that no program has computed; they read as empty.

    A library that writes workbooks leaves them so. `sheets_of` must have read the workbook before.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return sum(len(_NO_VALUE.findall(archive.read(name))) for name in parts)


def _rows(sheet: Any) -> list[list[str]]:
    rows: list[list[str]] = []
    cells = 0
    for number, row in enumerate(sheet.iter_rows(values_only=True)):
        within(number, MOST_STEPS, "rows")
        within(len(row), MOST_STEPS, "columns")
        cells += len(row)
        within(cells, MOST_WORDS, "cells")
        words = [_words(value) for value in row]
        while words and not words[-1]:
            words.pop()
        if words:
            rows.append(words)
    return rows


def _words(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).strip()


def _check(data: bytes) -> None:
    """Refuse a workbook that is damaged, that unpacks to far more than it is, or has entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            if size > MOST_UNPACKED:
                most = MOST_UNPACKED // 1_000_000
                raise FormatError(
                    f"this workbook is {size // 1_000_000:,} MB when it is unpacked; "
                    f"cld reads at most {most:,} MB"
                )
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as file:
                        if b"<!ENTITY" in file.read(MOST_UNPACKED):
                            raise FormatError(
                                "this workbook declares XML entities, which cld does not read"
                            )
    except (
        zipfile.BadZipFile,
        OSError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        zlib.error,
    ) as error:
        if isinstance(error, FormatError):
            raise
        raise _damaged() from error


def _damaged() -> FormatError:
    return FormatError("this Excel workbook is damaged; save it again, or export the sheet as CSV")
