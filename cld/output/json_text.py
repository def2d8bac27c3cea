"""Values as JSON text: the same bytes for the same values, long lists in pieces."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cld.core.gate import STANDARD_OUT, as_escapes


def as_json(values: Any, output: str | None = None) -> str:
    """Return values as JSON text for a file; for standard output that is not UTF-8 in ASCII."""
    return as_escapes(json.dumps(values, ensure_ascii=only_ascii(output), indent=1)) + "\n"


def streamed(
    values: Mapping[str, Any], key: str, items: Iterable[Any], output: str | None = None
) -> Iterator[str]:
    """Yield an object as JSON text, with the items of one of its keys on a line each.

    They are taken one at a time, so there may be more than fit into memory. The value of
    `values` at that key is ignored. `output` is as for `as_json`.

    >>> print("".join(streamed({"a": 1, "b": [], "c": 2}, "b", [{"d": 3}, {"d": 4}])), end="")
    {
     "a": 1,
     "b": [
      {"d": 3},
      {"d": 4}
     ],
     "c": 2
    }
    """
    encode = json.JSONEncoder(ensure_ascii=only_ascii(output)).encode

    def write(value: Any) -> str:
        return as_escapes(encode(value))

    first = True
    for name, value in values.items():
        yield "{\n " if first else ",\n "
        first = False
        yield f"{write(name)}: "
        if name == key:
            yield from _lines(map(write, items))
        else:
            yield as_json(value, output).removesuffix("\n").replace("\n", "\n ")
    yield "\n}\n"


def _lines(items: Iterator[str]) -> Iterator[str]:
    before = "[\n  "
    for item in items:
        yield before + item
        before = ",\n  "
    yield "\n ]" if before.startswith(",") else "[]"


def only_ascii(output: str | None = None) -> bool:
    """Return whether the output can show only ASCII, as far as is known; a file never can only do
    that."""
    if output not in (None, *STANDARD_OUT):
        return False
    return (sys.stdout.encoding or "utf-8").replace("-", "").casefold() != "utf8"
