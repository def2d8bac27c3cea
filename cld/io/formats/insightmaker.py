"""Models of Insight Maker: XML with stocks, flows, variables and links."""

from __future__ import annotations

from cld.core.diagram import Polarity, VariableKind
from cld.io.exchange import FormatError, Reading, label, without_mark
from cld.io.mxcells import Cell, cells_of, pages_of
from cld.io.sketch import Sketch
from cld.io.xmltree import attribute, root_of, tag_of

_KINDS: dict[str, VariableKind | None] = {
    "Stock": "stock",
    "Flow": "flow",
    "Variable": None,
    "Parameter": None,
    "Converter": None,
    "State": "stock",
    "Ghost": None,
    "Picture": None,
}
_ARROWS = ("Link", "Transition")
# By the custom of its users, red links are opposite and blue ones are in the same direction.
_COLOURS: dict[str, Polarity] = {
    **dict.fromkeys(("#ff0000", "red"), "-"),
    **dict.fromkeys(("#0000ff", "blue", "#008000", "green"), "+"),
}
_UNNAMED = ("link", "flow", "transition")


def read(text: str) -> Reading:
    """Read a model. A link without a sign in its name has that of its colour, which a note says.

    >>> inner = '<Variable name="Load" id="2"><mxCell vertex="1"/></Variable>'
    >>> text = f"<InsightMakerModel><root>{inner}</root></InsightMakerModel>"
    >>> read(text).diagram.variables[0].name
    'Load'
    """
    root = root_of(without_mark(text))
    if tag_of(root).casefold() not in ("mxgraphmodel", "insightmakermodel"):
        raise FormatError("this XML is not a model of Insight Maker")
    models = [model for _, model in pages_of(root)] or [root]
    cells = [cell for model in models for cell in cells_of(model)]
    sketch = Sketch()
    names = _variables(sketch, cells)
    coloured = False
    loose = 0
    for cell in cells:
        if cell.tag == "Flow" and cell.is_line:
            _flow(sketch, cell, names)
        elif cell.tag in _ARROWS and cell.is_line:
            cause, effect = names.get(cell.source), names.get(cell.target)
            if cause is None or effect is None:
                loose += 1
                continue
            coloured = _link(sketch, cell, cause, effect) or coloured
    if coloured:
        sketch.note("colours of links were read as signs: red as -, blue as +")
    if loose:
        said = "link" if loose == 1 else "links"
        sketch.left_out(f"{loose} {said} without a variable at each end")
    texts = sum(cell.tag == "Text" for cell in cells)
    if texts:
        sketch.left_out("a text" if texts == 1 else f"{texts:,} texts")
    sketch.equations = sum(_equation(cell) not in ("", "0") for cell in cells)
    return sketch.reading()


def _variables(sketch: Sketch, cells: list[Cell]) -> dict[str, str]:
    """Declare the variables; pictures are variables where links touch them."""
    ends = (end for c in cells if c.is_line for end in (c.source, c.target))
    linked = set(ends)
    names: dict[str, str] = {}
    for cell in cells:
        if cell.tag not in _KINDS or (cell.tag == "Picture" and cell.id not in linked):
            continue
        source = attribute(cell.element, "Source") if cell.tag == "Ghost" else ""
        if source:
            continue
        name = names[cell.id] = sketch.variable(cell.words, ("id", cell.id), _KINDS[cell.tag])
        if cell.at is not None and not cell.is_line:
            sketch.place(name, *cell.at)
        sketch.note_on(name, attribute(cell.element, "Note"))
        unit = attribute(cell.element, "Units")
        sketch.unit(name, "" if unit.casefold() == "unitless" else unit)
    for cell in cells:
        if cell.tag == "Ghost" and attribute(cell.element, "Source") in names:
            names[cell.id] = names[attribute(cell.element, "Source")]
    return names


def _flow(sketch: Sketch, cell: Cell, names: dict[str, str]) -> None:
    """A flow empties the stock at its start and fills the one at its end."""
    flow = names[cell.id]
    for end, sign in ((cell.source, "-"), (cell.target, "+")):
        if end in names:
            sketch.link(flow, names[end], "+" if sign == "+" else "-")


def _link(sketch: Sketch, cell: Cell, cause: str, effect: str) -> bool:
    """Add a link; return whether its sign is only that of its colour."""
    words = "" if cell.words.casefold() in _UNNAMED else cell.words
    said = label(words)
    colour = _COLOURS.get(cell.style.get("strokeColor", "").casefold())
    notes = (said.words, attribute(cell.element, "Note"))
    sketch.link(cause, effect, said.polarity or colour, said.delay, notes)
    if attribute(cell.element, "BiDirectional") == "true":
        sketch.link(effect, cause, said.polarity or colour, said.delay, notes)
    return said.polarity is None and colour is not None


def _equation(cell: Cell) -> str:
    keys = ("Equation", "FlowRate", "InitialValue")
    return next((attribute(cell.element, key) for key in keys if attribute(cell.element, key)), "")
