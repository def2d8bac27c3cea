"""Turns lark's parse trees into the frozen nodes of `cld.language.syntax`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

from lark import Token, Transformer

from cld.core.diagnostics import Diagnostic
from cld.core.diagram import LoopType, Polarity
from cld.core.quantities import QuantityError
from cld.core.text import Edit, Span, fold
from cld.language.marks import SIGN_WORDS
from cld.language.shapes import SHAPES
from cld.language.syntax import (
    ArrowText,
    Attribute,
    Chain,
    Exercise,
    Expect,
    Forbid,
    InterventionBlock,
    LoopLine,
    NameText,
    Operation,
    RunBlock,
    RunLine,
    RunLines,
    SectorLine,
    Title,
    ValuePart,
    VariableLine,
)
from cld.language.timed import EXAMPLES, duration, timed

_SIGNS: dict[str, Polarity] = {"+": "+", "s": "+", "S": "+", "?": "?"}
_SIGN_WORDS = set("+-−–?")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPES = {"n": "\n", '"': '"', "\\": "\\"}


class _Settings(tuple[Attribute, ...]):
    """The attributes in the closing brackets of a statement."""

    __slots__ = ()


class _SignBehind(tuple[Any, ...]):
    """A sign behind a link, and perhaps attributes."""

    __slots__ = ()


class _Names(tuple[NameText, ...]):
    """Names between commas."""

    __slots__ = ()


class _Attributes(tuple[Attribute, ...]):
    """Attributes between commas."""

    __slots__ = ()


class Builder(Transformer[Token, Any]):
    """Builds the node of one statement; `at` maps an offset of what was parsed to the text."""

    def __init__(self, at: Callable[[int], int]) -> None:
        super().__init__(visit_tokens=False)
        self._at = at
        self.found: list[Diagnostic] = []

    def _span(self, first: Token, last: Token | None = None) -> Span:
        end = (last or first).end_pos
        return Span(self._at(cast(int, first.start_pos)), self._at(cast(int, end)))

    def _text(self, token: Token) -> str:
        raw = str(token.value)[1:-1]
        if "\\" not in raw:
            return raw
        for found in _ESCAPE.finditer(raw):
            if found.group(1) not in _ESCAPES:
                place = self._at(cast(int, token.start_pos) + 1 + found.start())
                self.found.append(
                    Diagnostic(
                        "CLD113",
                        Span(place, place + 2),
                        f"`\\{found.group(1)}` is not an escape",
                        r"only `\"`, `\\` and `\n` are; a backslash itself is written `\\`",
                    )
                )
        return _ESCAPE.sub(lambda m: _ESCAPES.get(m.group(1), m.group(0)), raw)

    # -- parts --

    def part(self, children: list[Token]) -> ValuePart:
        token = children[0]
        quoted = token.type == "STRING"
        return ValuePart(self._text(token) if quoted else token.value, quoted, self._span(token))

    def text(self, children: list[Token]) -> ValuePart:
        return self.part(children)

    def attribute(self, parts: list[ValuePart]) -> Attribute:
        return Attribute(tuple(parts), Span(parts[0].span.start, parts[-1].span.end))

    value = attribute

    def attributes(self, children: list[Attribute]) -> _Attributes:
        return _Attributes(children)

    def settings(self, children: list[_Attributes]) -> _Settings:
        return _Settings(children[0])

    def name(self, tokens: list[Token]) -> NameText:
        span = self._span(tokens[0], tokens[-1])
        quoted = tokens[0].type == "STRING"
        if not quoted and len(tokens) > 1 and not tokens[-1].value.strip("-"):
            dashes = tokens.pop()
            message = f"`{dashes.value}` before the bracket is not part of an arrow"
            hint = "a link looks like `Load (+)-> Latency`"
            self.found.append(Diagnostic("CLD102", self._span(dashes), message, hint))
        words = self._text(tokens[0]) if quoted else " ".join(t.value for t in tokens)
        folded = fold(words)
        if not folded:
            self.found.append(
                Diagnostic("CLD108", span, "this name is empty", "give the variable a name")
            )
        return NameText(folded, quoted, span)

    def names(self, children: list[NameText]) -> _Names:
        return _Names(children)

    def signed_arrow(self, children: list[Any]) -> ArrowText:
        sign, *attributes, arrow = children
        return ArrowText(_SIGNS.get(sign.value, "-"), tuple(attributes), self._span(sign, arrow))

    def unsigned_arrow(self, children: list[Any]) -> ArrowText:
        attributes = tuple(children[0]) if isinstance(children[0], _Attributes) else ()
        polarity, attributes = self._sign_without_comma(attributes)
        if polarity is None:
            polarity, attributes = self._sign_in_words(attributes)
        return ArrowText(polarity, attributes, self._span(children[-1]))

    def _sign_in_words(
        self, attributes: tuple[Attribute, ...]
    ) -> tuple[Polarity | None, tuple[Attribute, ...]]:
        """`(same)->` is clear, and counts as `(+)->`: report it, and lose nothing."""
        word = attributes[0].key if attributes and not attributes[0].value else ""
        sign = SIGN_WORDS.get(word.casefold())
        if sign is None:
            return None, attributes
        span = attributes[0].span
        message = f"the sign of a link is a character: “{word}” is written `{sign}`"
        hint = f"write `({sign})->`; the link counts as that"
        fix = Edit(span, sign)
        self.found.append(Diagnostic("CLD103", span, message, hint, fix=fix))
        return sign, attributes[1:]

    def _sign_without_comma(
        self, attributes: tuple[Attribute, ...]
    ) -> tuple[Polarity | None, tuple[Attribute, ...]]:
        """`(+ delay 3min)->` means `(+, delay 3min)->`: say so, and lose neither."""
        if not attributes or attributes[0].parts[0].quoted or len(attributes[0].parts) < 2:
            return None, attributes
        sign, *rest = attributes[0].parts
        if sign.text not in _SIGN_WORDS:
            return None, attributes
        message = f"a comma is missing after the sign `{sign.text}`"
        hint = f"write `({sign.text}, {rest[0].text} …)->`"
        self.found.append(Diagnostic("CLD102", sign.span, message, hint))
        return _SIGNS.get(sign.text, "-"), (self.attribute(rest), *attributes[1:])

    def chain(self, children: list[Any]) -> Chain:
        return Chain(tuple(children[::2]), tuple(children[1::2]))

    def change(self, children: list[Any]) -> tuple[Attribute, Attribute]:
        return children[0], children[2]

    # -- statements --

    def title(self, children: list[ValuePart]) -> Title:
        return Title(children[0])

    def exercise(self, children: list[Any]) -> Exercise:
        return Exercise(children[0], _settings(children))

    def link(self, children: list[Any]) -> Chain:
        names = [child for child in children if isinstance(child, NameText)]
        arrows = [child for child in children if isinstance(child, ArrowText)]
        if isinstance(children[-1], _SignBehind) and arrows[-1].polarity is None:
            sign, *attributes = children[-1]
            polarity = _SIGNS.get(sign.value, "-")
            arrows[-1] = ArrowText(polarity, tuple(attributes), arrows[-1].span)
        return Chain(tuple(names), tuple(arrows), _settings(children))

    def sign_behind(self, children: list[Any]) -> _SignBehind:
        sign = children[0]
        message = f"the sign `{sign.value}` is behind the link"
        hint = f"write it before the arrow: `Load ({sign.value})-> Latency`"
        self.found.append(Diagnostic("CLD102", self._span(sign), message, hint))
        return _SignBehind(children)

    def variable(self, children: list[Any]) -> VariableLine:
        attributes = next((c for c in children if isinstance(c, _Attributes)), ())
        return VariableLine(children[0], tuple(attributes), _settings(children))

    def loop(self, children: list[Any]) -> LoopLine:
        id_ = _token(children, "LOOP_ID")
        type_ = _token(children, "LOOP_TYPE")
        return LoopLine(
            ValuePart(id_.value, False, self._span(id_)) if id_ else None,
            next((c for c in children if isinstance(c, ValuePart)), None),
            _type(type_),
            tuple(next(c for c in children if isinstance(c, _Names))),
            _settings(children),
        )

    def sector(self, children: list[Any]) -> SectorLine:
        return SectorLine(children[0], tuple(children[-1]))

    def intervention(self, children: list[Any]) -> InterventionBlock:
        return InterventionBlock(children[0], _settings(children), (), None)

    def run(self, children: list[Any]) -> RunBlock:
        return RunBlock(children[0], _settings(children), (), None)

    def forbid_link(self, children: list[Any]) -> Forbid:
        return Forbid(_one_link(children), _settings(children))

    def forbid_none(self, children: list[Any]) -> Forbid:
        return Forbid(None, _settings(children))

    # -- operations --

    def operation_chain(self, children: list[Any]) -> Operation:
        verb, chain = children
        return Operation(verb.value, self._verb_span(verb, chain.names[-1]), chain=chain)

    def operation_link(self, children: list[Any]) -> Operation:
        return self._on_link(children)

    def operation_on_link(self, children: list[Any]) -> Operation:
        verb, cause, arrow, effect, *value = children
        arrow = ArrowText(arrow.polarity, (), arrow.span)
        if not value:
            return self._on_link([verb, cause, arrow, effect])
        span = self._verb_span(verb, value[0])
        return Operation(verb.value, span, chain=Chain((cause, effect), (arrow,)), value=value[0])

    def operation_delay(self, children: list[Any]) -> Operation:
        verb, cause, arrow, effect, (before, after) = children
        chain = Chain((cause, effect), (ArrowText(arrow.polarity, (), arrow.span),))
        span = self._verb_span(verb, after)
        return Operation(verb.value, span, chain=chain, before=before, after=after)

    def operation_change(self, children: list[Any]) -> Operation:
        verb, name, (before, after) = children
        span = self._verb_span(verb, after)
        return Operation(verb.value, span, name=name, before=before, after=after)

    def operation_stock(self, children: list[Any]) -> Operation:
        verb, name = children
        return Operation(verb.value, self._verb_span(verb, name), name=name)

    def operation_words(self, children: list[Any]) -> Operation:
        verb, words = children
        word = verb.value.replace("organize", "organise")
        return Operation(word, self._verb_span(verb, words), words=words)

    def _on_link(self, children: list[Any]) -> Operation:
        span = self._verb_span(children[0], children[-1])
        return Operation(children[0].value, span, chain=_one_link(children))

    def _verb_span(self, verb: Token, last: NameText | ValuePart | Attribute) -> Span:
        return Span(self._at(cast(int, verb.start_pos)), last.span.end)

    # -- lines of a run --

    def run_lines(self, children: list[RunLine]) -> RunLines:
        found: list[RunLine] = []
        for line in children:
            last = found[-1] if found else None
            if line.verb != "watch more":
                found.append(line)
            elif last is not None and last.verb == "watch":
                span = Span(last.span.start, line.span.end)
                found[-1] = replace(last, span=span, named=(*last.named, *line.named))
            else:
                message = f"“{line.named[0].text}” is not a line of a run"
                self.found.append(Diagnostic("CLD111", line.span, message, SHAPES["run_lines"]))
                found.append(line)
        return RunLines(found)

    def run_push(self, children: list[Any]) -> RunLine:
        verb, *parts = children
        words = self.attribute(parts)
        span = self._verb_span(verb, words)
        try:
            found = timed(verb.value, [part.text for part in parts])
        except QuantityError as error:
            hint = f"write it {EXAMPLES[verb.value]}"
            self.found.append(Diagnostic("CLD102", words.span, str(error), hint))
            return RunLine(verb.value, span, words=words)
        named = parts[: found.named]
        quoted = len(named) == 1 and named[0].quoted
        name = named[0].text if quoted else " ".join(part.text for part in named)
        place = Span(named[0].span.start, named[-1].span.end)
        return RunLine(verb.value, span, (NameText(fold(name), quoted, place),), None, words, found)

    def run_for(self, children: list[Any]) -> RunLine:
        verb, *parts = children
        words = self.attribute(parts)
        seconds = self._seconds(words, beginning=False)
        return RunLine("for", self._verb_span(verb, words), words=words, seconds=seconds)

    def run_watch(self, children: list[Any]) -> RunLine:
        verb, name = children
        return RunLine("watch", self._verb_span(verb, name), (name,))

    def run_watch_more(self, children: list[NameText]) -> RunLine:
        return RunLine("watch more", children[0].span, (children[0],))

    def run_with(self, children: list[Any]) -> RunLine:
        verb, text, *rest = children
        words = self.attribute(rest[1:]) if rest else None
        seconds = self._seconds(words, beginning=True) if words else 0.0
        span = self._verb_span(verb, words or text)
        return RunLine("with", span, (), text, words, seconds=seconds)

    def _seconds(self, words: Attribute, beginning: bool) -> float:
        try:
            return duration(" ".join(part.text for part in words.parts), beginning)
        except QuantityError as error:
            self.found.append(Diagnostic("CLD203", words.span, str(error), SHAPES["run_lines"]))
            return 0.0

    # -- expectations --

    def expect(self, children: list[Any]) -> Expect:
        found = cast(Expect, children[0])
        return Expect(
            found.kind,
            found.chain,
            found.type,
            found.members,
            found.count,
            found.text,
            found.breaks,
            found.outcome,
            _settings(children),
        )

    def expect_link(self, children: list[Any]) -> Expect:
        return Expect("link", chain=_one_link(children))

    def expect_loop(self, children: list[Any]) -> Expect:
        type_ = _type(_token(children, "LOOP_TYPE"))
        return Expect("loop", type=type_, members=tuple(children[-1]))

    def expect_loop_named(self, children: list[Any]) -> Expect:
        return Expect("loop named", text=children[-1])

    def expect_loops(self, children: list[Any]) -> Expect:
        count = int(cast(Token, _token(children, "COUNT")).value)
        return Expect("at least loops", type=_type(_token(children, "LOOP_TYPE")), count=count)

    def expect_combinations(self, children: list[Any]) -> Expect:
        count = int(cast(Token, _token(children, "COUNT")).value)
        return Expect("at least combinations", count=count)

    def expect_delays(self, children: list[Any]) -> Expect:
        return Expect("delays", type=_type(_token(children, "LOOP_TYPE")))

    def expect_fight(self, children: list[Any]) -> Expect:
        return Expect("fight", members=(children[-1],))

    def expect_intervention(self, children: list[Any]) -> Expect:
        id_ = _token(children, "LOOP_ID")
        text = next(c for c in children if isinstance(c, ValuePart))
        breaks = ValuePart(id_.value, False, self._span(id_)) if id_ else None
        return Expect("intervention", text=text, breaks=breaks)

    def expect_ranked(self, children: list[Any]) -> Expect:
        return Expect("interventions ranked")

    def expect_labelled(self, children: list[Any]) -> Expect:
        return Expect("loops labelled")

    def expect_run(self, children: list[Any]) -> Expect:
        _, text, outcome = children
        return Expect("run", text=text, outcome=outcome.value)

    def expect_stock(self, children: list[Any]) -> Expect:
        return Expect("stock", members=(children[-1],))


def _settings(children: list[Any]) -> tuple[Attribute, ...]:
    return tuple(next((c for c in children if isinstance(c, _Settings)), ()))


def _token(children: list[Any], kind: str) -> Token | None:
    return next((c for c in children if isinstance(c, Token) and c.type == kind), None)


def _type(token: Token | None) -> LoopType | None:
    return None if token is None else "R" if token.value == "reinforcing" else "B"


def _one_link(children: list[Any]) -> Chain:
    names = tuple(c for c in children if isinstance(c, NameText))
    arrows = tuple(c for c in children if isinstance(c, ArrowText))
    return Chain(names, arrows)
