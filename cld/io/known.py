"""The formats of `cld convert`: their names, and how their files begin. Cheap to import.

A new format is a module in `cld/io/formats` and an entry in `FORMATS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from cld.core.diagram import Diagram
    from cld.io.exchange import Reading, Written

_JSON = re.compile(r'\s*+(?:\{\s*+(?:["}]|\Z)|\[\s*+[{"])')
_XML = re.compile(
    r"(?:\s++|<\?[^>]*+>|<!--.*?-->|<!DOCTYPE[^>\[]*+(?:\[.*?\]\s*+)?>)*+<(?:\w++:)?(\w++)",
    re.DOTALL | re.IGNORECASE,
)
_DOT = re.compile(
    r"(?:\s++|/\*.*?\*/|//[^\n]*+|#[^\n]*+)*+"
    r'(?:strict\s++)?(?:di)?graph\b\s*+(?:-?[\w.]++|"(?:[^"\\]|\\.)*+")?\s*+\{',
    re.DOTALL | re.IGNORECASE,
)
_KUMU = re.compile(r'\s*+\{(?=.*?"elements"\s*+:\s*+\[)(?=.*?"connections"\s*+:\s*+\[)', re.DOTALL)
_CONCEPTS = re.compile(
    r'\s*+\{(?=.*?"concepts"\s*+:\s*+\[)(?=.*?"relationships"\s*+:\s*+\[)', re.DOTALL
)
_LOOPY = re.compile(
    r"\s*+(?:(?:\[InternetShortcut\]\s*+URL=)?https?://\S*loopy\S*[?&]data=|\[\s*+\[\s*+\[)",
    re.IGNORECASE,
)
_PLANTUML = re.compile(r"(?:\s++|'[^\n]*+\n)*+@startuml\b")
_VENSIM = re.compile(
    r"\s*+(?:\{UTF-8\}|(?s:.*?)^\\\\\\---/// Sketch|[^{}\n]*=\s*+A FUNCTION OF\s*+\()", re.MULTILINE
)
_MERMAID = re.compile(
    r"(?:\s++|(?:%%|```|~~~)[^\n]*+)*+(?:---[ \t]*+\n(?:.*?\n)??---[ \t]*+\n)?"
    r"(?:\s++|%%[^\n]*+)*+"
    r"(?:flowchart|graph)(?:-elk)?[ \t]*+(?:(?:TB|TD|BT|RL|LR)\b[ \t]*+)?(?:[;\r\n]|%%|\Z)",
    re.DOTALL,
)
# A first line that is longer than this is never a header.
_HEADER = 10_000

Reads = Callable[[str], "Reading"]
Writes = Callable[["Diagram"], "Written"]
Recognises = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Format:
    """A file format.

    Attributes
    ----------
    name : its name for `--from` and `--to`.
    title : its name in messages.
    suffixes : the extensions of its files.
    read : returns the diagram of a text. Raises `FormatError`, and no other error, for a text
        that is not in this format.
    write : returns the text of a diagram and the features it does not support; None for a format
        that can only be read.
    within : the format in which its files are written, such as JSON; a name may end like one.
    read_apart : as `read`, but equal names of several nodes are several variables; None if the
        format does not unite them.
    window : the width and height, in points, that the program shows if it cannot zoom.
    draws : its files say where each variable is, so a diagram needs places to be written.
    sure : no text of the language begins like its files.
    binary : its files are bytes: `read` takes a text with one character for each of them.
    fallback : the encoding of files that are not UTF-8; empty if all are.
    is_in : returns whether a text begins like its files; None if that cannot be detected.
    called : its name in a file dialog, if that differs from the title.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    read: Reads
    write: Writes | None = None
    is_in: Recognises | None = None
    called: str = ""
    fallback: str = ""
    binary: bool = False
    within: str = ""
    sure: bool = False
    draws: bool = False
    read_apart: Reads | None = None
    window: tuple[float, float] | None = None


def format_of(path: str | PurePath) -> str | None:
    """Return the name of the format that belongs to the extension of a file, or None.

    >>> format_of("loops/retry.gv"), format_of("notes.txt")
    ('dot', None)
    """
    suffix = PurePath(path).suffix.lower()
    return next((format_.name for format_ in FORMATS.values() if suffix in format_.suffixes), None)


def root_tag(text: str) -> str:
    """Return the name of the outermost tag of an XML file, or an empty text.

    >>> root_tag('<?xml version="1.0"?><graphml>'), root_tag("A (+)-> B")
    ('graphml', '')
    """
    found = _XML.match(text)
    return found.group(1).casefold() if found else ""


# The module of a format is imported when it is used, so that no command pays for the others.
def _reader(module: str, name: str = "read") -> Reads:
    return lambda text: cast(
        "Reading", getattr(import_module(f"cld.io.formats.{module}"), name)(text)
    )


def _writer(module: str, name: str = "write") -> Writes:
    return lambda diagram: cast(
        "Written", getattr(import_module(f"cld.io.formats.{module}"), name)(diagram)
    )


def _like(pattern: re.Pattern[str]) -> Recognises:
    return lambda text: pattern.match(text) is not None


def _is_insight_maker(text: str) -> bool:
    """Return whether an XML file is a model of Insight Maker and not a drawing."""
    root = root_tag(text)
    has_setting = re.search(r"<Setting\b[^>]*\b(?:TimeLength|SolutionAlgorithm)=", text) is not None
    return root == "insightmakermodel" or (root == "mxgraphmodel" and has_setting)


def _has_header(text: str) -> bool:
    """Return whether the first line names the columns of a table of links."""
    # A matrix begins with an empty cell.
    if re.match(r"\ufeff?[,;][^\s,;].*\n.*[,;]|\ufeff?\t\S[^\n]*\n\S[^\n]*\t", text[:_HEADER]):
        return True
    line = re.split(r"[\r\n]", text.lstrip()[:_HEADER], maxsplit=1)[0]
    if not re.search(r"[,;\t|]", line):
        return False
    return import_module("cld.io.formats.csv_").header_of(line) is not None


FORMATS: dict[str, Format] = {
    format_.name: format_
    for format_ in (
        Format("cld", ".cld", (".cld",), _reader("own"), _writer("own")),
        Format("kumu", "Kumu", (), _reader("kumu"), _writer("kumu"), _like(_KUMU), within="json"),
        Format(
            "kumu-csv",
            "CSV of Kumu",
            (),
            _reader("csv_"),
            _writer("kumu", "write_csv"),
            within="csv",
        ),
        Format(
            "mentalmodeler",
            "Mental Modeler",
            (".mmp",),
            _reader("mentalmodeler"),
            _writer("mentalmodeler"),
            lambda text: root_tag(text) == "mentalmodeler" or bool(_CONCEPTS.match(text)),
            within="json",
            draws=True,
        ),
        Format(
            "loopy",
            "Loopy",
            (".url", ".loopy"),
            _reader("loopy"),
            _writer("loopy"),
            _like(_LOOPY),
            sure=True,
            draws=True,
            window=(360.0, 240.0),
        ),
        Format(
            "json",
            "JSON",
            (".json",),
            _reader("json_"),
            _writer("json_"),
            _like(_JSON),
            read_apart=_reader("json_", "read_apart"),
        ),
        Format(
            "sd-ai",
            "JSON of sd-ai",
            (),
            _reader("json_"),
            _writer("json_", "write_sd_ai"),
            within="json",
        ),
        Format(
            "csv",
            "CSV",
            (".csv", ".tsv"),
            _reader("csv_"),
            _writer("csv_"),
            _has_header,
            "Table of links",
            fallback="cp1252",
        ),
        Format(
            "xlsx",
            "Excel (.xlsx)",
            (".xlsx",),
            _reader("xlsx"),
            called="Excel",
            binary=True,
        ),
        Format(
            "graphml",
            "GraphML",
            (".graphml",),
            _reader("graphml"),
            _writer("graphml"),
            lambda text: root_tag(text) == "graphml",
            read_apart=_reader("graphml", "read_apart"),
        ),
        Format(
            "dot", "DOT", (".dot", ".gv"), _reader("dot"), _writer("dot"), _like(_DOT), "Graphviz"
        ),
        Format(
            "mermaid",
            "Mermaid",
            (".mmd", ".mermaid"),
            _reader("mermaid"),
            _writer("mermaid"),
            _like(_MERMAID),
            read_apart=_reader("mermaid", "read_apart"),
        ),
        Format(
            "insightmaker",
            "Insight Maker",
            (".insightmaker",),
            _reader("insightmaker"),
            is_in=_is_insight_maker,
        ),
        Format(
            "drawio",
            "draw.io",
            (".drawio",),
            _reader("drawio"),
            is_in=lambda text: root_tag(text) in ("mxfile", "mxgraphmodel"),
        ),
        Format(
            "plantuml",
            "PlantUML",
            (".puml", ".plantuml"),
            _reader("plantuml"),
            is_in=_like(_PLANTUML),
            fallback="cp1252",
        ),
        Format(
            "xmile",
            "XMILE",
            (".stmx", ".xmile", ".itmx"),
            _reader("xmile"),
            _writer("xmile_write"),
            is_in=lambda text: root_tag(text) == "xmile",
            called="Stella (XMILE)",
            fallback="cp1252",
            draws=True,
        ),
        Format(
            "vensim",
            "Vensim",
            (".mdl",),
            _reader("vensim"),
            _writer("vensim_write"),
            is_in=_like(_VENSIM),
            sure=True,
            fallback="cp1252",
            draws=True,
        ),
    )
}

# The names of the formats that can be written.
WRITTEN = sorted(name for name, format_ in FORMATS.items() if format_.write)
