"""Cells of mxGraph, the drawing library of draw.io and Insight Maker: boxes and lines."""

from __future__ import annotations

import base64
import binascii
import html
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from cld.core.bends import Point
from cld.io.limits import FormatError
from cld.io.xmltree import attribute, first, inside, number, root_of, tag_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# The most characters of a drawing when it is unpacked.
MOST_UNPACKED = 16_000_000
_TAGS = re.compile(r"<[^<>]{0,2000}>")
_BREAKS = re.compile(r"<\s*(?:br|/p|/div)\b[^<>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """A box or a line. `tag` is that of the element around it, such as `Link`."""

    id: str
    tag: str
    words: str
    style: dict[str, str]
    is_line: bool
    source: str
    target: str
    parent: str
    at: Point | None
    element: Element


def pages_of(root: Element) -> Iterator[tuple[str, Element]]:
    """Yield the pages of a drawing with their names; a page may be packed. Raises FormatError."""
    if tag_of(root).casefold() == "mxgraphmodel":
        yield "", root
        return
    for page in inside(root, "diagram"):
        model = first(page, "mxGraphModel")
        if model is None and (page.text or "").strip():
            model = root_of(_unpacked(page.text or ""))
        if model is not None:
            yield attribute(page, "name"), model


def _unpacked(text: str) -> str:
    """Return a page that draw.io packed: deflated, in base 64, with escapes."""
    try:
        data = base64.b64decode(text.strip(), validate=False)
        unpack = zlib.decompressobj(-15)
        body = unpack.decompress(data, MOST_UNPACKED)
    except (binascii.Error, ValueError, zlib.error):
        raise FormatError("a page of this drawing is damaged") from None
    if unpack.unconsumed_tail:
        most = MOST_UNPACKED // 1_000_000
        raise FormatError(f"a page of this drawing unpacks to more than {most} MB")
    return unquote(body.decode("utf-8", "replace"))


def cells_of(model: Element) -> Iterator[Cell]:
    """Yield the boxes and lines of a page, in its order.

    The place of a box in a group is that on the page, too.
    """
    root = first(model, "root")
    corners: dict[str, Point] = {}
    for element in root if root is not None else ():
        inner = element if tag_of(element) == "mxCell" else first(element, "mxCell")
        if inner is None:
            continue
        within_ = corners.get(attribute(inner, "parent"), (0.0, 0.0))
        geometry = first(inner, "mxGeometry")
        corners[attribute(element, "id")] = _corner(geometry, within_)
        label = attribute(element, "label") or attribute(element, "name")
        label = label or attribute(element, "value")
        yield Cell(
            attribute(element, "id"),
            tag_of(element),
            plain_words(label),
            _style(attribute(inner, "style")),
            attribute(inner, "edge") == "1",
            attribute(inner, "source"),
            attribute(inner, "target"),
            attribute(inner, "parent"),
            _middle(geometry, within_),
            element,
        )


def plain_words(label: str) -> str:
    """Return a label without the marks of HTML.

    >>> plain_words("<b>Work</b><br>load&nbsp;2")
    'Work load 2'
    """
    if "<" in label:
        label = _TAGS.sub("", _BREAKS.sub(" ", label))
    return " ".join(html.unescape(label).split())


def _style(words: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in words.split(";"))
    return {key.strip(): value.strip() for key, _, value in pairs}


def _corner(geometry: Element | None, outer: Point) -> Point:
    """Return the corner of a box on the page, given that of the group it is in."""
    if geometry is None:
        return outer
    x, y = (number(geometry.get(key)) or 0.0 for key in ("x", "y"))
    return outer[0] + x, outer[1] + y


def _middle(geometry: Element | None, outer: Point) -> Point | None:
    if geometry is None:
        return None
    x, y = _corner(geometry, outer)
    wide, high = (number(geometry.get(key)) or 0.0 for key in ("width", "height"))
    return x + wide / 2, y + high / 2
