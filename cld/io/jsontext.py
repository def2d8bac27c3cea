"""JSON of any program: read with limits, and its values taken as they are or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from cld.io.exchange import without_mark
from cld.io.limits import MOST_DIGITS, MOST_WORDS, FormatError, within

# Real files of other programs contain much that is not part of a diagram.
MOST_OBJECTS = 200_000


def load_json(text: str) -> Any:
    """Return the value of a JSON text. Raises FormatError.

    >>> load_json('{"a": [1, 2.5]}')
    {'a': [1, 2.5]}
    """
    # Each becomes a value many times larger than its text.
    within(text.count("{") + text.count("["), MOST_OBJECTS, "objects and lists")
    within(text.count(","), MOST_WORDS, "values")
    try:
        return json.loads(without_mark(text), parse_int=_whole, parse_float=_decimal)
    except json.JSONDecodeError as error:
        raise FormatError(
            f"this is not valid JSON: line {error.lineno}, column {error.colno}: {error.msg}"
        ) from None
    except RecursionError:
        raise FormatError("this JSON is nested too deeply to be read") from None


def dumped(data: Any) -> str:
    """Return a value as JSON, one element on each line."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def items(data: object, key: str) -> list[Any]:
    """Return the list in an object under a key, or an empty list."""
    value = data.get(key) if isinstance(data, dict) else None
    return value if isinstance(value, list) else []


def word(value: object) -> str:
    """Return a text or a number as a text; anything else is empty. A list of one value is that.

    >>> word(["A"]), word(3), word(True), word({})
    ('A', '3', '', '')
    """
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else ""


def real(value: object) -> float | None:
    """Return a number that can be a place or a weight, or None.

    >>> real("0.5"), real(2), real(float("inf")), real(None)
    (0.5, 2.0, None, None)
    """
    words = word(value).strip()
    try:
        found = float(words) if words and len(words) <= MOST_DIGITS else None
    except ValueError:
        return None
    return found if found is not None and abs(found) < 1e9 else None


def texts(value: object) -> Iterator[str]:
    """Yield the text, or the texts in a list."""
    for text in value if isinstance(value, list) else [value]:
        if isinstance(text, str):
            yield text


def _whole(digits: str) -> int:
    return int(_short(digits))


def _decimal(digits: str) -> float:
    return float(_short(digits))


def _short(digits: str) -> str:
    if len(digits) > MOST_DIGITS:
        said = f"this JSON has a number of {len(digits):,} characters"
        raise FormatError(f"{said}; cld reads at most {MOST_DIGITS:,}")
    return digits
