"""The syntax of a text: its statements in order, with places and comments.

Spans inside a statement count from the statement's own start, so an unchanged statement
that has moved in the file is still the same value; `Statement.start` says where it lies.
"""

from __future__ import annotations

from dataclasses import dataclass

from cld.core.diagnostics import Diagnostic
from cld.core.diagram import ExpectationKind, LoopType, Polarity
from cld.core.text import Span
from cld.language.timed import Timed


@dataclass(frozen=True, slots=True)
class ValuePart:
    """One word, or one text in quotes (then without its quotes and escapes)."""

    text: str
    quoted: bool
    span: Span


@dataclass(frozen=True, slots=True)
class NameText:
    """The name of a variable as the text says it, folded as names are compared."""

    text: str
    quoted: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Attribute:
    """The words and texts between two commas, such as `delay 3min` or `"why"`."""

    parts: tuple[ValuePart, ...]
    span: Span

    @property
    def key(self) -> str:
        """The first word; empty for a text in quotes."""
        return "" if self.parts[0].quoted else self.parts[0].text

    @property
    def values(self) -> tuple[ValuePart, ...]:
        """The words after the key, or the text itself if there is no key."""
        return self.parts if self.parts[0].quoted else self.parts[1:]

    @property
    def value(self) -> str:
        """The values as one line of words, quotes taken off."""
        return " ".join(part.text for part in self.values)


@dataclass(frozen=True, slots=True)
class ArrowText:
    """The arrow of a link; `polarity` is None where the text gives no sign."""

    polarity: Polarity | None
    attributes: tuple[Attribute, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Chain:
    """`A (+)-> B (-)-> C`: names with the arrows between them, one name more than arrows."""

    names: tuple[NameText, ...]
    arrows: tuple[ArrowText, ...]
    settings: tuple[Attribute, ...] = ()


@dataclass(frozen=True, slots=True)
class Title:
    """`title "…"`"""

    text: ValuePart


@dataclass(frozen=True, slots=True)
class VariableLine:
    """`Name: attribute, attribute`"""

    name: NameText
    attributes: tuple[Attribute, ...]
    settings: tuple[Attribute, ...] = ()


@dataclass(frozen=True, slots=True)
class LoopLine:
    """`loop R1 "Name" reinforcing: A, B, C (goal A <= 3)`"""

    id: ValuePart | None
    name: ValuePart | None
    type: LoopType | None
    members: tuple[NameText, ...]
    settings: tuple[Attribute, ...] = ()


@dataclass(frozen=True, slots=True)
class SectorLine:
    """`sector "Name": A, B`"""

    name: ValuePart
    members: tuple[NameText, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of an intervention.

    `verb` is the word it begins with. Which fields are filled follows from the verb: a chain
    for those on links, a name for `set`, `capacity` and `stock`, `before` and `after` where
    a value changes, `value` for a strength, `words` for `rule`, `goal` and their like.
    """

    verb: str
    span: Span
    chain: Chain | None = None
    name: NameText | None = None
    before: Attribute | None = None
    after: Attribute | None = None
    words: ValuePart | None = None
    value: Attribute | None = None


@dataclass(frozen=True, slots=True)
class BadOperation:
    """A line inside braces that could not be read."""

    span: Span


@dataclass(frozen=True, slots=True)
class InterventionBlock:
    """`intervention "Name" (level 7) { operations }`; `braces` is None where there are none."""

    name: ValuePart
    settings: tuple[Attribute, ...]
    operations: tuple[Operation | BadOperation, ...]
    braces: Span | None


@dataclass(frozen=True, slots=True)
class RunLine:
    """One statement in the braces of a run: a change (`step`, `jump`, `hold`), `for`, `watch` or
    `with`. `named` are the variables, `text` the intervention; numbers are in seconds."""

    verb: str
    span: Span
    named: tuple[NameText, ...] = ()
    text: ValuePart | None = None
    words: Attribute | None = None
    timed: Timed | None = None
    seconds: float = 0.0


class RunLines(tuple[RunLine, ...]):
    """The statements on one line in the braces of a run."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class RunBlock:
    """`run "Name" { lines }`; `braces` is None where there are none."""

    name: ValuePart
    settings: tuple[Attribute, ...]
    operations: tuple[RunLine | BadOperation, ...]
    braces: Span | None


@dataclass(frozen=True, slots=True)
class Exercise:
    """`exercise "title"`"""

    title: ValuePart
    settings: tuple[Attribute, ...] = ()


@dataclass(frozen=True, slots=True)
class Expect:
    """`expect …`: what an answer must contain. Fields not used by the kind are empty."""

    kind: ExpectationKind
    chain: Chain | None = None
    type: LoopType | None = None
    members: tuple[NameText, ...] = ()
    count: int | None = None
    text: ValuePart | None = None
    breaks: ValuePart | None = None
    outcome: str | None = None
    settings: tuple[Attribute, ...] = ()


@dataclass(frozen=True, slots=True)
class Forbid:
    """`forbid link …`, or `forbid none` (then the chain is None)."""

    chain: Chain | None
    settings: tuple[Attribute, ...] = ()


@dataclass(frozen=True, slots=True)
class Blank:
    """One or more empty lines."""


@dataclass(frozen=True, slots=True)
class CommentLine:
    """A comment on a separate line."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A statement that could not be read; its diagnostics say why."""


AnyStatement = (
    Chain
    | Title
    | VariableLine
    | LoopLine
    | SectorLine
    | InterventionBlock
    | RunBlock
    | Exercise
    | Expect
    | Forbid
    | Blank
    | CommentLine
    | Unreadable
)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment with its `#`; `own_line` is true if nothing else is on its line."""

    text: str
    span: Span
    own_line: bool


@dataclass(frozen=True, slots=True)
class Parsed:
    """A statement as parsed from its own text alone: reusable wherever that text appears."""

    text: str
    node: AnyStatement
    comments: tuple[Comment, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A parsed statement and where it lies in the file."""

    start: int
    parsed: Parsed

    @property
    def node(self) -> AnyStatement:
        """The node of the statement."""
        return self.parsed.node

    def locate(self, span: Span) -> Span:
        """Return a span of this statement counted from the start of the file."""
        return span.shift(self.start)


@dataclass(frozen=True, slots=True)
class Syntax:
    """A whole file: its statements in order, blank lines and comments among them."""

    text: str
    statements: tuple[Statement, ...]
