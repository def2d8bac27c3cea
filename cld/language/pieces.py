"""Parses one statement, or one line of a block, and finds marks of other notations in it."""

from __future__ import annotations

import re

from lark.exceptions import UnexpectedInput

from cld.core.diagnostics import Diagnostic
from cld.core.suggest import OPERATIONS
from cld.core.text import Span
from cld.language.builder import Builder
from cld.language.grammar import parser
from cld.language.marks import FILLER, masked
from cld.language.messages import MOST_SHOWN, explain, instead, no_sign
from cld.language.noise import Noise, noise_in
from cld.language.notations import Misread, misread_in
from cld.language.repair import repaired
from cld.language.scan import Line
from cld.language.shapes import LINK_SHAPE
from cld.language.syntax import AnyStatement, Chain, Operation, RunLines


def missing_signs(chain: Chain) -> list[Diagnostic]:
    """Return the findings on the links of a chain without a sign."""
    found = []
    for index, arrow in enumerate(chain.arrows):
        if arrow.polarity is None:
            found.append(no_sign(chain.names[index], arrow, chain.names[index + 1]))
    return found


def parse_piece(
    piece: str, start: str, lines: tuple[Line, ...], offset: int, base: int = 0
) -> tuple[AnyStatement | Operation | RunLines | None, list[Diagnostic]]:
    """Parse one statement, or one operation, closing quotes and brackets left open.

    `offset` is where `piece` begins in the file, which `lines` count from; `base` where it
    begins in its statement, which spans count from.
    """
    closed, at, findings = repaired(piece, lines, offset, base)
    builder = Builder(at)
    try:
        node = builder.transform(parser().parse(closed, start=start))
    except UnexpectedInput as error:
        return None, findings or [explain(error, start, piece, at, base)]
    return node, findings + builder.found


# What comes before the links of an operation or an expectation.
_OPERATION = re.compile(rf"(?:{'|'.join(OPERATIONS)})\s")
_BEFORE_LINKS = re.compile(r"(?P<verb>add|cut|weaken|strengthen|inform|expect\s+link)\s+(?=\S)")


def operand(code: str, base: int) -> tuple[str, list[Diagnostic]]:
    """An operation or expectation without marks that are left out, and the findings on these; of
    links in another notation the finding has no fix, and they are not read."""
    marks, clean = noise_in(masked(code))
    clean = "".join(c if p == FILLER else p for c, p in zip(code, clean, strict=True))
    findings = [
        Diagnostic("CLD115", mark.span, mark.message, without(code, mark), fix=mark.fix)
        for mark in marks
    ]
    verb = _BEFORE_LINKS.match(clean)
    misread = misread_in(clean[verb.end() :].rstrip(), "link") if verb else None
    if verb and misread is not None:
        hint = LINK_SHAPE
        if 0 < len(misread.instead) <= MOST_SHOWN and "\n" not in misread.instead:
            arrow = misread.instead if verb["verb"] == "add" else misread.instead.replace("(?)", "")
            hint = f"write `{verb.group()}{arrow.replace('  ', ' ')}`"
        parts = [part.strip() for part in clean.split(";")]
        if len(parts) > 1 and FILLER not in masked(code) and all(map(_OPERATION.match, parts)):
            hint = instead(Misread(Span(0, 1), "", "\n".join(parts)))
        findings = [Diagnostic("CLD115", misread.span.shift(verb.end()), misread.message, hint)]
    return clean, [finding.shift(base) for finding in findings]


def without(code: str, mark: Noise) -> str:
    """Return the hint with a line as it is without a mark."""
    span, text = mark.fix.span, mark.fix.text
    said = (code[: span.start] + text + code[span.end :]).strip()
    return f"write `{said}`" if said and len(said) <= MOST_SHOWN else "leave it out"
