"""The equations of a Vensim model, as written: names, units, comments, groups."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from cld.io.equations import arguments, limit_words, name_key, without_remarks
from cld.io.limits import MOST_STEPS, within
from cld.io.vensimsketch import BEGIN, is_control, unquoted

_ENCODING = re.compile(r"\s*\{[\w-]+\}")
_CONTINUED = re.compile(r"\\[ \t]*\n[ \t]*")
_MACRO = re.compile(r":MACRO:.*?(?::END OF MACRO:|\Z)", re.DOTALL)
_GROUP = re.compile(r"\s*+\*{10,}[ \t]*+\n[ \t]*+\.?+([^\n]*+)\n[ \t]*+\*{10,}")
# An equation up to its `~`: texts in quotes may hold any sign; a quote ends with its line.
_EQUATION = re.compile(r'(?:"(?:\\.|[^"\\\n])*+"?|[^~|])*+')
_SIDES = re.compile(r'(?P<left>(?:"(?:\\.|[^"\\\n])*+"?|[^="(\[:<])*+)(?P<rest>.*)', re.DOTALL)
_INTEG = re.compile(r"\s*INTEG\s*\(", re.IGNORECASE)
_CAUSES = re.compile(r"\s*A\s+FUNCTION\s+OF\s*\((.*)\)\s*$", re.IGNORECASE | re.DOTALL)
# A sum of names, or 0.
_SUM = re.compile(r'\s*(?:[-+]?\s*(?:"(?:\\.|[^"\\\n])*"|[^\W\d][^-+*/^(),"]*+)\s*)+|\s*0\s*')
# A quote up to the second one, or to the end of its line: one pass over the text.
_QUOTE = re.compile(r'"(?:\\.|[^"\\\n])*+("?)')
# The range of a slider at the end of a unit: `[0,100]`, `[0,?,1]`.
_RANGE = re.compile(r"\s*+\[[^\[\]]*,[^\[\]]*\]\s*+")
_NUMBER = re.compile(r"\s*+[+-]?+(?:\d++\.?+\d*+|\.\d++)(?:[eE][+-]?+\d++)?+\s*+")


@dataclass
class Equation:
    """The equation of one variable, with its unit and its comment.

    `right` is the right side; of a stock `rate` is what fills and empties it, and `initial` its
    value at the start. `causes` is the list of `A FUNCTION OF`, or None. `unclosed` is true if a
    quote has no second one on its line.
    """

    name: str
    right: str = ""
    rate: str | None = None
    initial: str = ""
    causes: str | None = None
    unit: str = ""
    comment: str = ""
    group: str = ""
    unclosed: bool = False

    @property
    def is_formula(self) -> bool:
        """True if a formula says how the variable is computed.

        A diagram has numbers, too, and a sum of flows says no more than the drawing of a stock.
        """
        if self.rate is not None:
            plain = _NUMBER.fullmatch(self.initial) or _SUM.fullmatch(self.initial)
            return not (_SUM.fullmatch(self.rate) and plain)
        return bool(self.right) and self.causes is None and not self.is_number

    @property
    def is_number(self) -> bool:
        """True if the variable is a number."""
        return _NUMBER.fullmatch(self.right) is not None


def read_equations(text: str) -> dict[str, Equation]:
    """Return the equations of a model by the keys of their names.

    >>> text = "Stock = INTEG( in - out, 5 ) ~ m3 ~ water |"
    >>> read_equations(text)["stock"].rate
    ' in - out'
    """
    encoding = _ENCODING.match(text)
    body = text[encoding.end() if encoding else 0 :].partition(BEGIN)[0]
    body = _MACRO.sub("", _CONTINUED.sub("", body.replace("\r\n", "\n")))
    body = without_remarks(body)
    within(body.count("|"), MOST_STEPS, "equations")
    found: dict[str, Equation] = {}
    place, group = 0, ""
    while place < len(body):
        head = _GROUP.match(body, place)
        said = _EQUATION.match(body, place)
        end = said.end() if said else place
        last = body.find("|", end)
        last = len(body) if last < 0 else last
        if head:
            group = head.group(1).strip()
            group = "" if group.casefold() == "control" else group
        else:
            _add(found, body[place:end], body[end:last], group)
        place = last + 1
    limit_words(one.right for one in found.values())
    return found


def without_range(unit: str) -> str:
    """Return a unit without the range of a slider, with which Vensim may end it.

    >>> without_range("Month [0,?]"), without_range("mass [dry]")
    ('Month', 'mass [dry]')
    """
    head, bracket, _ = unit.rpartition("[")
    return head.rstrip() if bracket and _RANGE.fullmatch(unit, len(head)) else unit


def _add(found: dict[str, Equation], equation: str, about: str, group: str) -> None:
    sides = _SIDES.match(equation)
    left = sides.group("left") if sides else ""
    name = " ".join(unquoted(left).split())
    rest = sides.group("rest") if sides else ""
    rest = re.sub(r"^\[[^\]]*\]\s*(?::EXCEPT:\s*\[[^\]]*\]\s*)?", "", rest)
    if not name or is_control(name) or (rest[:1] in (":", "<") and rest[1:2] != "="):
        return  # a range of subscripts, or what only steers the simulation
    one = found.setdefault(name_key(name), Equation(name))
    one.group = one.group or group
    _, unit, comment, *_ = [*map(str.strip, about.split("~")), "", "", ""]
    open_ = any(not quote.group(1) for quote in _QUOTE.finditer(equation))
    one.unclosed = one.unclosed or open_
    one.unit = one.unit or without_range(unit)
    one.comment = one.comment or " ".join(comment.split())
    right = rest.lstrip(":=").strip() if rest.startswith((":=", "=")) else ""
    if not right or one.right:
        return
    one.right = right
    causes, stock = _CAUSES.match(right), _INTEG.match(right)
    if causes:
        one.causes = causes.group(1)
    elif stock:
        one.rate, one.initial, *_ = [*islice(arguments(right, stock.end()), 2), ""]
        one.initial = one.initial.strip()
