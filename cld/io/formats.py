"""The formats `cld convert` knows, by name and by file suffix. Cheap to import."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from cld.core.diagram import Diagram
    from cld.io.exchange import Reading, Written


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, the suffixes of its files, how it is read and written, and what people
    call it.

    `read` raises `FormatError` for a text that is not of this format, and nothing else.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[str], Reading]
    write: Callable[[Diagram], Written]
    title: str


def format_of(path: str | PurePath) -> str | None:
    """Return the name of the format a file's suffix stands for, or None.

    >>> format_of("loops/retry.gv"), format_of("notes.txt")
    ('dot', None)
    """
    suffix = PurePath(path).suffix.lower()
    return next((format_.name for format_ in FORMATS.values() if suffix in format_.suffixes), None)


# The module of a format is imported when it is used: no command pays for what it does not need.
def _reader(module: str) -> Callable[[str], Reading]:
    return lambda text: cast("Reading", import_module(f"cld.io.{module}").read(text))


def _writer(module: str, name: str = "write") -> Callable[[Diagram], Written]:
    return lambda diagram: cast(
        "Written", getattr(import_module(f"cld.io.{module}"), name)(diagram)
    )


FORMATS: dict[str, Format] = {
    format_.name: format_
    for format_ in (
        Format("cld", (".cld",), _reader("own"), _writer("own"), ".cld"),
        Format("json", (".json",), _reader("json_"), _writer("json_"), "JSON"),
        Format("sd-ai", (), _reader("json_"), _writer("json_", "write_sd_ai"), "JSON of sd-ai"),
        Format("csv", (".csv",), _reader("csv_"), _writer("csv_"), "CSV"),
        Format("graphml", (".graphml",), _reader("graphml"), _writer("graphml"), "GraphML"),
        Format("dot", (".dot", ".gv"), _reader("dot"), _writer("dot"), "DOT"),
        Format("mermaid", (".mmd", ".mermaid"), _reader("mermaid"), _writer("mermaid"), "Mermaid"),
    )
}
