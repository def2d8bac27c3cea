"""Builds a diagram from names, signs and loops of any quality, and notes each change."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace
from itertools import islice

from cld.core.bends import MOST_PERCENT
from cld.core.diagram import (
    Diagram,
    Goal,
    Link,
    LoopDeclaration,
    LoopType,
    Pairs,
    Polarity,
    Sector,
    Variable,
    VariableKind,
)
from cld.core.quantities import Delay, Gain
from cld.core.text import fold
from cld.io.exchange import FormatError, Reading, count_words, loops_of_text, plain, polarity_of
from cld.io.limits import (
    MOST_LINE,
    MOST_LINKS,
    MOST_LOOPS,
    MOST_NAME,
    MOST_NOTES,
    MOST_SECTORS,
    MOST_VARIABLES,
    MOST_WRITTEN,
    within,
)
from cld.language.write import write

_LOOP_ID = re.compile(r"[A-Za-z][0-9]+")
_SHOWN = 48
# No place is farther than this from the corner of the page.
FARTHEST = 100_000.0
# The most kinds of omissions that a note names, each with its count.
_KINDS_SHOWN = 20
# The most links that a note names.
_LINKS_SHOWN = 3

_Notes = dict[str, None]


@dataclass
class Sketch:
    """Collects variables, links and loops in the order of a file; `reading` returns the result.

    All readers use it. A diagram that is too large to be written as a .cld file and read back is
    refused, and the time it takes grows only with the length of the text.

    >>> sketch = Sketch()
    >>> sketch.link(sketch.variable(" Load"), sketch.variable("Latency"), "+")
    >>> sketch.reading().diagram.link("Load", "Latency").polarity
    '+'
    """

    title: str | None = None
    equations: int = 0
    apart: bool = False
    _ids: dict[str, dict[str, None]] = field(default_factory=dict)
    _names: dict[Hashable, str] = field(default_factory=dict)
    _variables: dict[str, Variable] = field(default_factory=dict)
    _links: dict[tuple[str, str], Link] = field(default_factory=dict)
    _loops: list[LoopDeclaration] = field(default_factory=list)
    _sectors: dict[str, dict[str, None]] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)
    _notes_on: dict[Hashable, _Notes] = field(default_factory=dict)
    _notes: _Notes = field(default_factory=dict)
    _left_out: Counter[tuple[str, str]] = field(default_factory=Counter)
    _counts: Counter[str] = field(default_factory=Counter)
    _unsigned: dict[tuple[str, str], str] = field(default_factory=dict)
    _unread: list[str] = field(default_factory=list)

    # -- notes on the reading itself --

    def note(self, sentence: str) -> None:
        """Add a note on the reading; a repeated note is kept once."""
        self._notes[sentence] = None

    def not_read(self, sentence: str) -> None:
        """Add an error: a line of the text that is not read."""
        self._unread.append(sentence)

    def left_out(self, what: str, thing: str = "", times: int = 1) -> None:
        """Count something that is left out, such as the `strength` of one `link`."""
        self._left_out[plain(what[: 2 * _SHOWN])[:_SHOWN], thing] += times

    # -- variables --

    def variable(self, raw: object, key: Hashable = None, kind: VariableKind | None = None) -> str:
        """Declare a variable and return its name in the diagram.

        `key` distinguishes variables that have the same name in the text. By default it is the raw
        name, so the same name gives the same variable.
        """
        words = raw if isinstance(raw, str) else ""
        known = words if key is None else key
        name = self._names.get(known)
        if name is None:
            within(len(self._variables) + 1, MOST_VARIABLES, "variables")
            name = self._names[known] = self._clean(words)
            self._variables[name] = Variable(name)
        if kind is not None and kind != self._variables[name].kind:
            self._variables[name] = replace(self._variables[name], kind=kind)
        return name

    def mention(self, raw: str) -> str:
        """Return the name of a variable that a link names; declare it if it is new."""
        name = self._names.get(raw)
        if name is None:
            folded = fold(plain(raw))
            # An end of a link that differs from a declared name only in blanks means that name.
            name = folded if folded in self._variables else self.variable(raw)
        return name

    def by_label(self, raw: str, id_: str, kind: VariableKind | None = None) -> str:
        """Declare a variable that a program knows by an id and people by its label.

        With `apart`, equal labels are several variables; otherwise they are one, with a note.
        """
        if self.apart or not fold(plain(raw)):
            return self.variable(raw, ("id", id_), kind)
        label = fold(plain(raw))
        name = self._names[("id", id_)] = self.variable(raw, ("label", label), kind)
        self._ids.setdefault(name, {})[id_] = None
        return name

    def place(self, name: str, x: float, y: float) -> None:
        """Give a variable its place on the page, unless it has one."""
        at = round(x, 1), round(y, 1)
        if self._variables[name].at is None and max(map(abs, at)) <= FARTHEST:
            self._variables[name] = replace(self._variables[name], at=at)

    def at(self, name: str) -> tuple[float, float] | None:
        """Return the place of a variable, or None."""
        return self._variables[name].at

    def unit(self, name: str, text: object) -> None:
        """Give a variable its unit."""
        said = fold(plain(text))
        if said and len(said) <= MOST_NAME:
            self._variables[name] = replace(self._variables[name], unit=said)

    def initial(self, name: str, text: object) -> None:
        """Give a variable its value at the start."""
        said = fold(plain(text))
        if said and len(said) <= MOST_NAME:
            self._variables[name] = replace(self._variables[name], initial=said)

    def note_on(self, name: str, text: object) -> None:
        """Add a text to a variable."""
        said = plain(text)
        if said:
            self._notes_on.setdefault(name, {})[said] = None

    def _clean(self, raw: str) -> str:
        if len(raw) > MOST_NAME:
            said = f"the name “{short(raw[: 2 * _SHOWN])}” has {len(raw):,} characters"
            raise FormatError(f"{said}; cld reads at most {MOST_NAME:,}")
        readable = fold(plain(raw))
        name = base = readable or "unnamed"
        number = self._numbers.get(base, 1)
        while name in self._variables:
            number += 1
            name = f"{base} {number}"
        self._numbers[base] = number
        if not readable:
            self.note(f"a variable without a name was named “{name}”")
        elif number > 1:
            self.note(f"another variable called “{short(base)}” was renamed to “{short(name)}”")
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
        line: int | None = None,
        gain: Gain | None = None,
        bend: float | None = None,
    ) -> None:
        """Add a link between names that `variable` or `mention` returned.

        Polarity None means a sign that is missing or cannot be read; a note then names the link,
        and its `line` in the file. If another line gives the same link a sign, that sign counts.
        """
        ends = cause, effect
        said = dict.fromkeys(text for text in map(plain, notes) if text)
        if said:
            self._notes_on.setdefault(ends, {}).update(said)
        if bend is not None and not 0 < abs(bend) <= MOST_PERCENT:
            bend = None
        link = Link(cause, effect, polarity or "?", delay, gain, bend=bend)
        before = self._links.get(ends)
        if before is None:
            within(len(self._links) + 1, MOST_LINKS, "links")
            if polarity is None:
                self._unsigned[ends] = f" (line {line})" if line else ""
        elif polarity is None:
            link = replace(link, polarity=before.polarity)
        elif ends in self._unsigned:
            del self._unsigned[ends]
            before = replace(before, polarity=polarity)
        self._links[ends] = self._united(before, link) if before else link

    def _united(self, before: Link, link: Link) -> Link:
        ends = f"from “{short(before.cause)}” to “{short(before.effect)}”"
        polarity = before.polarity
        if polarity != link.polarity:
            polarity = "?"
            self.note(f"two links {ends} have different signs; they were read as one with `?`")
        else:
            self._counts["link"] += 1
        if before.delay and link.delay and before.delay != link.delay:
            self.note(f"two links {ends} have different delays; the first was kept")
        return replace(
            before,
            polarity=polarity,
            delay=before.delay or link.delay,
            gain=before.gain or link.gain,
            bend=before.bend if before.bend is not None else link.bend,
        )

    # -- what is known so far --

    def known(self, key: Hashable) -> Variable | None:
        """Return the variable that was declared with a key, without its notes, or None."""
        name = self._names.get(key)
        return self._variables.get(name) if name is not None else None

    def variables(self) -> Iterable[Variable]:
        """Return the variables, without their notes."""
        return self._variables.values()

    def unsigned(self) -> frozenset[tuple[str, str]]:
        """Return the links that have no sign yet."""
        return frozenset(self._unsigned)

    def sign(self, ends: tuple[str, str], polarity: Polarity, extra: Pairs) -> None:
        """Give a link that has no sign one, and say how it is known."""
        del self._unsigned[ends]
        self._links[ends] = replace(self._links[ends], polarity=polarity, extra=extra)

    def links(self) -> Iterable[Link]:
        """Return the links, without their notes."""
        return self._links.values()

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
        """Declare a loop over raw names; attributes that a loop cannot have are left out and
        noted."""
        members = tuple(map(self._member, variables))
        if not members:
            self.left_out("loops without variables")
            return
        kind = read_loop_type(type_)
        if kind is None and type_ not in (None, "", "?", "U"):
            self.left_out("type", "loop")
        title: str | None = plain(name) if isinstance(name, str) else None
        number: str | None = id_ if isinstance(id_, str) else None
        if number is not None and not _LOOP_ID.fullmatch(number):
            title, number = title or plain(number) or None, None
        within(len(self._loops) + 1, MOST_LOOPS, "declared loops")
        self._loops.append(LoopDeclaration(number, title, kind, members, tuple(goals), extra))

    def declared(self, statements: str) -> None:
        """Add the loops that statements of the language declare."""
        within(len(statements), MOST_WRITTEN, "characters of declared loops")
        for loop in loops_of_text(statements):
            self.loop(loop.variables, loop.type, loop.name, loop.id, loop.goals, loop.extra)

    def sector(self, title: object, variables: Iterable[str]) -> None:
        """Add variables, by raw names, to a sector."""
        within(len(self._sectors) + 1, MOST_SECTORS, "sectors")
        members = self._sectors.setdefault(fold(plain(title)) or "unnamed", {})
        members.update(dict.fromkeys(map(self._member, variables)))

    def _member(self, raw: str) -> str:
        name = self._names.get(raw)
        return name or fold(plain(raw)) or "unnamed"

    # -- the end --

    def reading(self) -> Reading:
        """Return the diagram and the notes. Raises FormatError if the diagram is too large for a
        .cld file."""
        title = plain(self.title) if isinstance(self.title, str) else None
        on = {key: tuple(notes) for key, notes in self._notes_on.items()}
        diagram = Diagram(
            title,
            tuple(replace(v, notes=on.get(n, ())) for n, v in self._variables.items()),
            tuple(replace(k, notes=on.get(ends, ())) for ends, k in self._links.items()),
            tuple(self._loops),
            sectors=tuple(
                Sector(title, tuple(inside)) for title, inside in self._sectors.items() if inside
            ),
        )
        _writable(diagram)
        if self.equations:
            self.left_out("the equations")
        notes = (*some_notes(tuple(self._notes)), *self._summed())
        return Reading(diagram, notes, tuple(self._unread), self.equations)

    def _summed(self) -> Iterable[str]:
        counts = self._counts
        several = {name: ids for name, ids in self._ids.items() if len(ids) > 1}
        if several:
            shown = [f"“{short(name)}”" for name in islice(several, _LINKS_SHOWN)]
            others = f" and {len(several) - len(shown):,} more" if len(several) > len(shown) else ""
            said = f"nodes with one name were read as one variable: {', '.join(shown)}{others}"
            yield f"{said}; `cld convert --keep-duplicates` keeps them apart"
        if counts["name"]:
            names = count_words(counts["name"], "name")
            yield f"blanks or unreadable characters were changed in {names}"
        if counts["link"]:
            verb = "were" if counts["link"] > 1 else "was"
            yield f"{count_words(counts['link'], 'repeated link')} {verb} ignored"
        if self._unsigned:
            count = len(self._unsigned)
            verbs = ("have", "were") if count > 1 else ("has", "was")
            shown = [
                f"{short(cause)} → {short(effect)}{where}"
                for (cause, effect), where in islice(self._unsigned.items(), _LINKS_SHOWN)
            ]
            rest = f" and {count - len(shown):,} more" if count > len(shown) else ""
            said = f"{count_words(count, 'link')} {verbs[0]} no readable sign"
            yield f"{said} and {verbs[1]} read as `?`: {', '.join(shown)}{rest}"
        if self._left_out:
            kinds = [
                f"{what} of {count_words(count, thing)}" if thing else what
                for (what, thing), count in [*self._left_out.items()][:_KINDS_SHOWN]
            ]
            more = len(self._left_out) - len(kinds)
            yield f"left out: {'; '.join(kinds)}{f'; and {more:,} more' if more else ''}"


def some_notes(notes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the first notes, and the number of the others."""
    more = len(notes) - MOST_NOTES
    return (*notes[:MOST_NOTES], f"and {more:,} more like these") if more > 0 else notes


def _writable(diagram: Diagram) -> None:
    """Refuse a diagram that could be written as a .cld file but not read back."""
    text = write(diagram)
    within(len(text), MOST_WRITTEN, "characters as a .cld file")
    long = next((line for line in text.split("\n") if len(line) > MOST_LINE), None)
    if long is not None:
        said = f"in a .cld file the line “{short(long[: 2 * _SHOWN])}” has {len(long):,} characters"
        raise FormatError(f"{said}; cld reads at most {MOST_LINE:,}")


def read_loop_type(value: object) -> LoopType | None:
    """Return the loop type that a word such as `R` or `balancing` means, or None."""
    word = value.strip().casefold() if isinstance(value, str) else ""
    if word in ("r", "reinforcing") or polarity_of(word) == "+":
        return "R"
    return "B" if word in ("b", "balancing") or polarity_of(word) == "-" else None


def short(words: str) -> str:
    """Return words on one line, short enough for a sentence."""
    flat = " ".join(words.split())
    return f"{flat[: _SHOWN - 1]}…" if len(flat) > _SHOWN else flat
