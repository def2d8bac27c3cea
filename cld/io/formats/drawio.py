"""Drawings of draw.io (.drawio): boxes are variables, lines with an arrow are links.

A drawing says nothing about causes: signs are read from the labels of lines, if they have any.
"""

from __future__ import annotations

import re

from cld.io.exchange import FormatError, Reading, label, without_mark
from cld.io.looplabels import LoopLabel, declare_labelled
from cld.io.mxcells import Cell, cells_of, pages_of
from cld.io.pages import side_by_side
from cld.io.sketch import Sketch
from cld.io.xmltree import root_of, tag_of

FROM_FIRST = "from the first to the second end"
_LOOP = re.compile(r"[RB]\d{0,3}(?:$|:)")


def read(text: str) -> Reading:
    """Read a drawing; boxes with words that are linked, or could be, are variables.

    >>> box = '<mxCell id="a" value="Load" vertex="1"/>'
    >>> read(f"<mxGraphModel><root>{box}</root></mxGraphModel>").diagram.variables[0].name
    'Load'
    """
    root = root_of(without_mark(text))
    if tag_of(root).casefold() not in ("mxfile", "mxgraphmodel"):
        raise FormatError("this XML is not a drawing of draw.io")
    sketch = Sketch()
    pages = [(name, list(cells_of(model))) for name, model in pages_of(root)]
    shifts = side_by_side([[c.at for c in cells if c.at] for _, cells in pages])
    labels: list[LoopLabel] = []
    several = sum(bool(cells) for _, cells in pages) > 1
    for number, ((title, cells), (dx, dy)) in enumerate(zip(pages, shifts, strict=True)):
        names = _boxes(sketch, cells, number, dx, dy, labels)
        _lines(sketch, cells, names)
        if several and names:
            sketch.sector(title or f"Page {number + 1}", names.values())
    declare_labelled(sketch, labels)
    return sketch.reading()


def _boxes(
    sketch: Sketch, cells: list[Cell], page: int, dx: float, dy: float, labels: list[LoopLabel]
) -> dict[str, str]:
    """Declare a variable for each box with words, except the words on a line."""
    linked = {end for cell in cells if cell.is_line for end in (cell.source, cell.target)}
    lines = {cell.id for cell in cells if cell.is_line}
    names: dict[str, str] = {}
    wordless = texts = 0
    for cell in cells:
        if cell.is_line or cell.parent in lines or cell.id in ("", "0", "1"):
            continue
        at = None if cell.at is None else (cell.at[0] + dx, cell.at[1] + dy)
        if cell.id not in linked and _LOOP.match(cell.words) and at:
            labels.append(LoopLabel(cell.words, at))
        elif cell.id not in linked and cell.words and "text" in cell.style:
            texts += 1
        elif cell.words:
            names[cell.id] = sketch.variable(cell.words, (page, cell.id))
            if at:
                sketch.place(names[cell.id], *at)
        elif cell.id in linked:
            wordless += 1
    if texts:
        sketch.left_out("a text" if texts == 1 else f"{texts:,} texts")
    if wordless:
        sketch.left_out(f"{wordless} linked {'box' if wordless == 1 else 'boxes'} without words")
    return names


def _lines(sketch: Sketch, cells: list[Cell], names: dict[str, str]) -> None:
    """Take the lines between variables, with the signs of their labels."""
    on_lines: dict[str, list[str]] = {}
    for cell in cells:
        on_lines.setdefault(cell.parent, []).append(cell.words)
    loose = 0
    for cell in cells:
        if not cell.is_line:
            continue
        cause, effect = names.get(cell.source), names.get(cell.target)
        if cause is None or effect is None:
            loose += 1
            continue
        starts = cell.style.get("startArrow", "none") not in ("none", "")
        ends = cell.style.get("endArrow", "classic") != "none"
        if starts and not ends:
            cause, effect = effect, cause
        elif not starts and not ends:
            sketch.note(f"lines without an arrow were read as links {FROM_FIRST}")
        said = [label(words) for words in (cell.words, *on_lines.get(cell.id, ())) if words]
        polarity = next((one.polarity for one in said if one.polarity), None)
        delay = next((one.delay for one in said if one.delay), None)
        words = [one.words for one in said]
        sketch.link(cause, effect, polarity, delay, words)
        if starts and ends:
            sketch.link(effect, cause, polarity, delay, words)
    if loose:
        sketch.left_out(
            f"{loose} {'line' if loose == 1 else 'lines'} without a variable at each end"
        )
