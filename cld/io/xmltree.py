"""XML files of any program: read with limits, and without entities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cld.io.limits import MOST_DEPTH, MOST_WORDS, FormatError, within

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")


def root_of(text: str) -> Element:
    """Return the outermost element of a text. Raises FormatError.

    >>> root_of('<?xml version="1.0"?><a><b c="d"/></a>')[0].get("c")
    'd'
    """
    from xml.etree.ElementTree import ParseError, fromstring

    # Each becomes an object many times larger than its text.
    within(text.count("<"), MOST_WORDS, "tags")
    within(text.count("="), MOST_WORDS, "attributes")
    if "<!ENTITY" in text:
        raise FormatError("this XML declares entities, which cld does not read; remove them")
    # The text is decoded already, so the encoding in its header no longer applies.
    body = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        root = fromstring(body.encode("utf-8", "replace"))
    except ParseError as error:
        line, column = error.position
        raise FormatError(f"this is not valid XML: line {line}, column {column + 1}") from None
    inside: list[Element] = [root]
    for _ in range(MOST_DEPTH):
        inside = [child for element in inside for child in element]
    within(MOST_DEPTH + bool(inside), MOST_DEPTH, "tags within one another")
    return root


def tag_of(element: Element) -> str:
    """Return the tag of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def inside(element: Element, *tags: str) -> Iterator[Element]:
    """Yield the elements with some tags that are directly inside another."""
    return (child for child in element if tag_of(child) in tags)


def first(element: Element, tag: str) -> Element | None:
    """Return the first element with a tag that is directly inside another, or None."""
    return next(inside(element, tag), None)


def words_in(element: Element, tag: str) -> str:
    """Return the text of the first element with a tag, or an empty text."""
    found = first(element, tag)
    return (found.text or "").strip() if found is not None else ""


def attribute(element: Element, name: str) -> str:
    """Return an attribute whatever its namespace, or an empty text."""
    value = element.get(name)
    if value is None:
        value = next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")
    return value


def number(words: str | None) -> float | None:
    """Return a number, or None if the words are none, or too large for a place on a page.

    >>> number("12.5"), number("inf"), number("a")
    (12.5, None, None)
    """
    if words is None or not re.fullmatch(r"\s*[+-]?\d{1,7}(\.\d{1,20})?\s*", words):
        return None
    return float(words)


def as_xml(words: str) -> str:
    """Return a text without the few characters that XML does not allow."""
    return _NOT_XML.sub("\ufffd", words)
