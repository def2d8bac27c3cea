"""A diagram in the making, from names, signs and loops of any quality; says what it changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace

from cld.io.exchange import Reading, counted, plain, sign
from cld.model import Diagram, Goal, Link, LoopDeclaration, Pairs, Variable, VariableKind
from cld.quantities import Delay
from cld.syntax import LoopType, Polarity
from cld.text import fold

_LOOP_ID = re.compile(r"[A-Za-z][0-9]+")
_SHOWN = 48


@dataclass
class Sketch:
    """Gathers variables, links and loops as a reader meets them; `reading` ends it.

    >>> sketch = Sketch()
    >>> sketch.link(sketch.variable(" Load"), sketch.variable("Latency"), "+")
    >>> sketch.reading().diagram.link("Load", "Latency").polarity
    '+'
    """

    title: str | None = None
    _names: dict[Hashable, str] = field(default_factory=dict)
    _variables: dict[str, Variable] = field(default_factory=dict)
    _links: dict[tuple[str, str], Link] = field(default_factory=dict)
    _loops: list[LoopDeclaration] = field(default_factory=list)
    _notes: list[str] = field(default_factory=list)
    _left_out: Counter[tuple[str, str]] = field(default_factory=Counter)
    _counts: Counter[str] = field(default_factory=Counter)

    # -- what is said of the reading itself --

    def note(self, sentence: str) -> None:
        """Say something of the reading, once."""
        if sentence not in self._notes:
            self._notes.append(sentence)

    def left_out(self, what: str, thing: str = "") -> None:
        """Count something that is left out, such as the `strength` of one `link`."""
        self._left_out[plain(what)[:_SHOWN], thing] += 1

    # -- variables --

    def variable(self, raw: object, key: Hashable = None, kind: VariableKind | None = None) -> str:
        """Declare a variable and return the name it has here.

        `key` tells variables apart that have the same name in the text; by default it is the
        raw name, so that naming it again gives the same variable.
        """
        words = raw if isinstance(raw, str) else ""
        known = words if key is None else key
        name = self._names.get(known)
        if name is None:
            name = self._names[known] = self._clean(words)
            self._variables[name] = Variable(name)
        if kind is not None and kind != self._variables[name].kind:
            self._variables[name] = replace(self._variables[name], kind=kind)
        return name

    def mention(self, raw: str) -> str:
        """Return the name of a variable that a link names; declares it where it is new."""
        name = self._names.get(raw)
        if name is None:
            folded = fold(plain(raw))
            # A link's end that differs from a declared name in blanks alone means that name.
            name = folded if folded in self._variables else self.variable(raw)
        return name

    def note_on(self, name: str, text: object) -> None:
        """Add a text to a variable."""
        said = plain(text)
        variable = self._variables[name]
        if said and said not in variable.notes:
            self._variables[name] = replace(variable, notes=(*variable.notes, said))

    def _clean(self, raw: str) -> str:
        readable = fold(plain(raw))
        name = base = readable or "unnamed"
        number = 1
        while name in self._variables:
            number += 1
            name = f"{base} {number}"
        if not readable:
            self.note(f"a variable without a name is called “{name}”")
        elif number > 1:
            self.note(f"a further variable called “{short(base)}” is called “{short(name)}”")
        elif name != raw:
            self._counts["name"] += 1
        return name

    # -- links --

    def link(
        self,
        cause: str,
        effect: str,
        polarity: Polarity | None,
        delay: Delay | None = None,
        notes: Iterable[object] = (),
    ) -> None:
        """Add a link between names that `variable` or `mention` returned.

        Polarity None stands for a sign that is missing or cannot be read.
        """
        if polarity is None:
            self._counts["sign"] += 1
        said = tuple(dict.fromkeys(text for text in map(plain, notes) if text))
        link = Link(cause, effect, polarity or "?", delay, notes=said)
        before = self._links.get((cause, effect))
        self._links[cause, effect] = self._united(before, link) if before else link

    def _united(self, before: Link, link: Link) -> Link:
        ends = f"from “{short(before.cause)}” to “{short(before.effect)}”"
        polarity = before.polarity
        if polarity != link.polarity:
            polarity = "?"
            self.note(f"two links {ends} differ in polarity: they are read as one with `?`")
        else:
            self._counts["link"] += 1
        if before.delay and link.delay and before.delay != link.delay:
            self.note(f"two links {ends} differ in delay: the first counts")
        notes = tuple(dict.fromkeys((*before.notes, *link.notes)))
        delay = before.delay or link.delay
        return replace(before, polarity=polarity, delay=delay, notes=notes)

    # -- loops --

    def loop(
        self,
        variables: Iterable[str],
        type_: object = None,
        name: object = None,
        id_: object = None,
        goals: Iterable[Goal] = (),
        extra: Pairs = (),
    ) -> None:
        """Declare a loop over raw names; what cannot be said of a loop is left out and noted."""
        members = tuple(map(self._member, variables))
        if not members:
            self.left_out("loops without variables")
            return
        kind = loop_type(type_)
        if kind is None and type_ not in (None, "", "?", "U"):
            self.left_out("type", "loop")
        title: str | None = plain(name) if isinstance(name, str) else None
        number: str | None = id_ if isinstance(id_, str) else None
        if number is not None and not _LOOP_ID.fullmatch(number):
            title, number = title or plain(number) or None, None
        self._loops.append(LoopDeclaration(number, title, kind, members, tuple(goals), extra))

    def declared(self, loops: Iterable[LoopDeclaration]) -> None:
        """Take over loops that were read from statements of the language."""
        for loop in loops:
            self.loop(loop.variables, loop.type, loop.name, loop.id, loop.goals, loop.extra)

    def _member(self, raw: str) -> str:
        name = self._names.get(raw)
        return name or fold(plain(raw)) or "unnamed"

    # -- the end --

    def reading(self) -> Reading:
        """Return the diagram and the notes."""
        title = plain(self.title) if isinstance(self.title, str) else None
        diagram = Diagram(
            title,
            tuple(self._variables.values()),
            tuple(self._links.values()),
            tuple(self._loops),
        )
        return Reading(diagram, (*self._notes, *self._summed()))

    def _summed(self) -> Iterable[str]:
        counts = self._counts
        if counts["name"]:
            yield f"blanks or unreadable characters changed in {counted(counts['name'], 'name')}"
        if counts["link"]:
            yield f"{counted(counts['link'], 'link')} said again: read once"
        if counts["sign"]:
            many = counts["sign"] > 1
            verbs = ("have", "they count") if many else ("has", "it counts")
            links = counted(counts["sign"], "link")
            yield f"{links} {verbs[0]} no sign that can be read: {verbs[1]} as `?`"
        if self._left_out:
            said = [
                f"{what} of {counted(count, thing)}" if thing else what
                for (what, thing), count in self._left_out.items()
            ]
            yield f"left out: {'; '.join(said)}"


def loop_type(value: object) -> LoopType | None:
    """Return the type a word such as `R` or `balancing` stands for, or None."""
    word = value.strip().casefold() if isinstance(value, str) else ""
    if word in ("r", "reinforcing") or sign(word) == "+":
        return "R"
    return "B" if word in ("b", "balancing") or sign(word) == "-" else None


def short(words: str) -> str:
    """Return words on one line, short enough for a sentence."""
    flat = " ".join(words.split())
    return f"{flat[: _SHOWN - 1]}…" if len(flat) > _SHOWN else flat
