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
_BEGIN = re.compile(r"(?:\s++|'[^\n]*+\n)*+@startuml\b[^\n]*\n?")
_ID = r"\w+(?:\.\w+)*+"
_END = rf'(?:\[[^\]\n]{{1,300}}\]|\([^)\n]{{1,300}}\)|:[^:\n]{{1,300}}:|"[^"\n]{{1,300}}"|{_ID})'
_WORDS = (
    "rectangle|node|component|usecase|card|agent|actor|cloud|database|storage|object|class|state|"
    "entity|label|circle|queue|artifact|file|folder|frame|stack|boundary|control|collections"
)
_NAMED = re.compile(rf'\s*(?:{_WORDS})\s+"([^"\n]+)"\s+as\s+({_ID})')
_NAMING = re.compile(rf'\s*(?:{_WORDS})\s+({_ID})\s+as\s+"([^"\n]+)"')
_SHAPED = re.compile(rf"\s*(?:\[([^\]\n]+)\]|\(([^)\n]+)\)|:([^:\n]+):)\s+as\s+({_ID})\s*$")
_COUNT = r'(?:\s*"[^"\n]{1,20}")?'
# Blocks of several lines that say nothing about links, by how they begin and end.
_BLOCKS = (
    (re.compile(r"\s*/'"), re.compile(r".*'/\s*$")),
    (re.compile(r"\s*(?:h|r)?note\b(?!.*:)[^\"]*$"), re.compile(r"\s*end\s*(?:h|r)?note\b")),
    (re.compile(r"\s*legend\b"), re.compile(r"\s*end\s*legend\b")),
    (re.compile(r"\s*title\s*$"), re.compile(r"\s*end\s*title\b")),
    (re.compile(r"\s*(?:skinparam\b[^{]*|<style>.*)\{\s*$"), re.compile(r"\s*\}\s*$")),
    (re.compile(r"\s*<style>\s*$"), re.compile(r"\s*</style>")),
)
_ALONE = re.compile(rf"\s*(?:{_WORDS})\s+(?:\"([^\"\n]+)\"|({_ID}))\s*(?:#\w+)?\s*$")
# `Sticky(id, "name", "description")`, as in templates for causal loop diagrams.
_MACRO = re.compile(rf'\s*\w+\(\s*({_ID})\s*,\s*"([^"\n]*)"(?:\s*,\s*"([^"\n]*)")?[^\n]*\)\s*$')
_SIGNED = re.compile(rf"\s*([soSO])\(\s*({_ID})\s*,\s*({_ID})\s*\)\s*$")
# A shaft is read in one go, however long it is.
_ARROW = re.compile(
    rf"\s*({_END}){_COUNT}\s*([<o*|]{{0,3}}[-.]++(?:\[[^\]\n]{{0,80}}\])?(?:left|right|up|down|[lrud])?[-.]*+[>|o*]{{0,3}})"
    rf"{_COUNT}\s*({_END})\s*(?::([^\n]*))?$"
)
_IGNORED = re.compile(
    r"\s*(?:$|['/@!{}]|.*\{\s*$|end\b|skinparam\b|hide\b|show\b|left to right|top to bottom|"
    r"together\b|"
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


def _without_blocks(lines: list[str]) -> list[str]:
    """Return the lines with empty ones in place of notes, legends, remarks and styles."""
    kept: list[str] = []
    ends: re.Pattern[str] | None = None
    for line in lines:
        if ends is not None:
            ends = None if ends.match(line) else ends
            kept.append("")
            continue
        block = next((end for begin, end in _BLOCKS if begin.match(line)), None)
        if block is not None:
            ends = None if block.match(line) else block
        kept.append("" if block is not None else line)
    return kept


class _PlantUml:
    """Reads the lines of a drawing."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = _without_blocks(lines)
        self.sketch = Sketch()
        self.names: dict[str, str] = {}
        self.unread = 0

    def read(self) -> Reading:
        """Declare what has a name first, since an arrow may come before it."""
        for line in self.lines:
            self._declared(line)
        opposed = any(_SIGNED.match(line) or _OPPOSED.search(line) for line in self.lines)
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
        alone, shaped = _ALONE.match(line), _SHAPED.match(line)
        if shaped:
            words = next(found for found in shaped.groups()[:3] if found)
            self.names.setdefault(words, self._variable(shaped.group(4), words))
        elif named or naming or macro:
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
        return bool(named or naming or macro or alone or shaped)

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
        left, right = shaft.startswith("<"), shaft.endswith(">")
        if left and not right:
            cause, effect = effect, cause
        elif not left and not right:
            said_so = "lines without an arrow were read as links from the first to the second end"
            self.sketch.note(said_so)
        raw = (words or "").strip()
        said = label(raw.strip('"'))
        blank = opposed and raw != "" and not raw.strip('" ')
        polarity = said.polarity or ("+" if blank else None)
        ends = self._end(cause), self._end(effect)
        self.sketch.link(*ends, polarity, said.delay, [said.words])
        if left and right:
            self.sketch.link(ends[1], ends[0], polarity, said.delay, [said.words])
        return True

    def _is_other(self, line: str) -> bool:
        title = _TITLE.match(line)
        if title:
            self.sketch.title = title.group(1).strip().strip('"')
        is_name = any(p.match(line) for p in (_NAMED, _NAMING, _MACRO, _ALONE, _SHAPED))
        return bool(title) or is_name or bool(_IGNORED.match(line))
