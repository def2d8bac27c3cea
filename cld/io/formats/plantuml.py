"""PlantUML drawings: things with a name and an id, and arrows between them, labelled S and O."""

from __future__ import annotations

import re

from cld.core.diagram import Polarity
from cld.io.exchange import FormatError, Reading, label, without_mark
from cld.io.limits import MOST_STEPS, within
from cld.io.sketch import Sketch, short

# The most characters of a line.
MOST_LINE = 2_000
# The most lines that are quoted.
_MOST_SHOWN = 5
_BEGIN = re.compile(r"\s*@startuml\b[^\n]*\n?")
_ID = r"[\w.]+"
_END = rf'(?:\[[^\]\n]{{1,300}}\]|\([^)\n]{{1,300}}\)|:[^:\n]{{1,300}}:|"[^"\n]{{1,300}}"|{_ID})'
_WORDS = (
    "rectangle|node|component|usecase|card|agent|actor|cloud|database|storage|object|class|state|"
    "entity|label|circle|queue|artifact|file|folder|frame|stack|boundary|control|collections"
)
_NAMED = re.compile(rf'\s*(?:{_WORDS})\s+"([^"\n]+)"\s+as\s+({_ID})')
_NAMING = re.compile(rf'\s*(?:{_WORDS})\s+({_ID})\s+as\s+"([^"\n]+)"')
_ALONE = re.compile(rf"\s*(?:{_WORDS})\s+(?:\"([^\"\n]+)\"|({_ID}))\s*(?:#\w+)?\s*$")
# `Sticky(id, "name", "description")`, as in templates for causal loop diagrams.
_MACRO = re.compile(rf'\s*\w+\(\s*({_ID})\s*,\s*"([^"\n]*)"(?:\s*,\s*"([^"\n]*)")?[^\n]*\)\s*$')
_SIGNED = re.compile(rf"\s*([soSO])\(\s*({_ID})\s*,\s*({_ID})\s*\)\s*$")
_ARROW = re.compile(
    rf"\s*({_END})\s*([<o*|]*[-.]+(?:\[[^\]\n]{{0,80}}\])?(?:left|right|up|down|[lrud])?[-.]*[>|o*]*)"
    rf"\s*({_END})\s*(?::([^\n]*))?$"
)
_IGNORED = re.compile(
    r"\s*(?:$|['/@!{}]|end\b|skinparam\b|hide\b|show\b|left to right|top to bottom|together\b|"
    r"note\b|legend\b|scale\b|header\b|footer\b|package\b|caption\b|newpage\b)",
    re.IGNORECASE,
)
_OPPOSED = re.compile(r':\s*"?O"?\s*$')
_TITLE = re.compile(r"\s*title\s+(\S.*)$")
_SIGNS: dict[str, Polarity] = {"s": "+", "o": "-", "": "+"}


def read(text: str) -> Reading:
    """Read a drawing: things are variables, arrows are links.

    The labels `S` and `O` mean the same and the opposite direction. In a drawing that uses `O`, an
    empty label in quotes means the same direction.

    >>> text = '@startuml\\nrectangle "Work load" as w\\nw --> [Wait] : O\\n@enduml'
    >>> read(text).diagram.links[0]
    Link(cause='Work load', effect='Wait', polarity='-', delay=None, gain=None, info=False, \
bend=None, notes=(), extra=())
    """
    body = without_mark(text).replace("\r\n", "\n")
    begin = _BEGIN.match(body)
    if begin is None:
        raise FormatError("this is not a PlantUML drawing; it must begin with `@startuml`")
    lines = body[begin.end() :].split("\n")
    within(len(lines), MOST_STEPS, "lines")
    within(max(map(len, lines)), MOST_LINE, "characters in a line")
    return _PlantUml(lines).read()


class _PlantUml:
    """Reads the lines of a drawing."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.sketch = Sketch()
        self.names: dict[str, str] = {}
        self.unread = 0

    def read(self) -> Reading:
        """Declare what has a name first, since an arrow may come before it."""
        for line in self.lines:
            self._declared(line)
        opposed = any(
            _SIGNED.match(line) or re.search(r':\s*"?O"?\s*$', line) for line in self.lines
        )
        for number, line in enumerate(self.lines, 2):
            if not self._link(line, opposed) and not self._is_other(line):
                self.unread += 1
                if self.unread <= _MOST_SHOWN:
                    self.sketch.not_read(f"line {number} is not read: “{short(line)}”")
        if self.unread > _MOST_SHOWN:
            self.sketch.not_read(f"{self.unread - _MOST_SHOWN:,} more lines are not read")
        return self.sketch.reading()

    def _declared(self, line: str) -> bool:
        named, naming, macro = _NAMED.match(line), _NAMING.match(line), _MACRO.match(line)
        alone = _ALONE.match(line)
        if named or naming or macro:
            words, id_ = named.groups() if named else ("", "")
            if naming and not named:
                id_, words = naming.groups()
            if macro:
                id_, words = macro.group(1), macro.group(2)
            known = self._variable(id_, words)
            if macro and macro.group(3):
                self.sketch.note_on(known, macro.group(3))
        elif alone:
            self._variable(alone.group(1) or alone.group(2), alone.group(1) or alone.group(2))
        return bool(named or naming or macro or alone)

    def _variable(self, id_: str, words: str | None = None) -> str:
        if id_ not in self.names:
            said = (words or id_).replace("\\n", " ").strip()
            self.names[id_] = self.sketch.variable(said, ("id", id_))
        return self.names[id_]

    def _end(self, words: str) -> str:
        inner = words[1:-1] if words[0] in '[(:"' else words
        return self._variable(inner)

    def _link(self, line: str, opposed: bool) -> bool:
        signed = _SIGNED.match(line)
        if signed:
            sign, cause, effect = signed.groups()
            ends = self._variable(cause), self._variable(effect)
            self.sketch.link(*ends, _SIGNS[sign.casefold()])
            return True
        found = _ARROW.match(line)
        if found is None:
            return False
        cause, shaft, effect, words = found.groups()
        if "hidden" in shaft:
            return True
        if shaft.startswith("<") and not shaft.endswith(">"):
            cause, effect = effect, cause
        raw = (words or "").strip()
        said = label(raw.strip('"'))
        blank = opposed and raw != "" and not raw.strip('" ')
        polarity = said.polarity or ("+" if blank else None)
        self.sketch.link(self._end(cause), self._end(effect), polarity, said.delay, [said.words])
        return True

    def _is_other(self, line: str) -> bool:
        title = _TITLE.match(line)
        if title:
            self.sketch.title = title.group(1).strip().strip('"')
        is_name = any(p.match(line) for p in (_NAMED, _NAMING, _MACRO, _ALONE))
        return bool(title) or is_name or bool(_IGNORED.match(line))
