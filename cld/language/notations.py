"""Recognises lines in another notation, and writes them as the language does.

People bring the habits of other languages: `A => B`, `A; B`, `// note`, `A increases B`. Read as it
is, such a line would be lost, or would make a variable that nobody meant, such as `B // note`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from cld.core.diagram import Polarity
from cld.core.text import Span
from cld.language.format import name_text, quoted
from cld.language.marks import BULLET, COMMENT, SIGN_IN_BRACKETS, SIGN_WORDS, SUSPECT

# Verbs between two names, with the sign they mean; "" where they give none.
_VERBS = {
    "+": "increases|raises|boosts|grows|strengthens|amplifies|improves|promotes|encourages|"
    "drives up|pushes up|speeds up|adds to",
    "-": "decreases|reduces|lowers|weakens|cuts|dampens|limits|hinders|inhibits|prevents|"
    "drives down|pushes down|slows down|slows|takes from",
    "?": "affects|influences|causes|changes|impacts|drives|leads to|results in|triggers|produces|"
    "depends on",
}
_VERB = re.compile(
    r"(?P<cause>\S.*?)\s+(?:"
    + "|".join(f"(?P<v{n}>{words})" for n, words in enumerate(_VERBS.values()))
    + r")\s+(?P<effect>\S.*)"
)
_OPPOSITE_OF_ORDER = "depends on"

_DASH = r"[-=~–—]"
_BARE = r"[+\-−]"
# An arrow of any notation, with the sign before it, in it or behind it.
_ARROW = re.compile(
    rf"(?:(?P<before>{SIGN_IN_BRACKETS}|(?<=\s){_BARE}(?=\s))\s*)?"
    rf"(?P<arrow><{_DASH}{{1,3}}(?:{SIGN_IN_BRACKETS}|\+)?{_DASH}{{0,3}}>|"
    rf"{_DASH}{{0,3}}(?:{SIGN_IN_BRACKETS}|\+)?{_DASH}{{1,3}}>{{1,2}}|"
    rf"<(?:[-~–—]{{1,3}}|={{2,3}})(?:{SIGN_IN_BRACKETS}|\+)?{_DASH}{{0,3}}|-\.+->|{SIGN_IN_BRACKETS}>|[→⟶⟹⇒➔➜⇨↔⇔⟷⟵←⇐])"
    rf"\s*(?P<behind>{SIGN_IN_BRACKETS}|{_BARE}(?=\s*\w))?"
)
# What the language itself reads: the sign in round brackets, then a plain arrow.
_OWN_ARROWS = ("->", "-->", "--->", "→")
_SIGN_ALONE = re.compile(SIGN_IN_BRACKETS)
_TRAILING_SIGN = re.compile(rf"{SIGN_IN_BRACKETS}$|\s{_BARE}$")

_STRING = re.compile(r'"(?:\\.|[^"\\])*"?')
_PAIRS = {"'": "'", "‘": "’", "“": "”", "„": "“", "«": "»", "`": "`", "”": "”", "’": "’"}
_QUOTED = re.compile(
    r"(?:^|(?<=[>→,:;]))(?P<blank>\s*)(?P<open>['‘“„«`”’])(?P<name>[^'‘’“”„«»`]+)(?P<close>['’”“»`])"
    r"(?=\s*(?:$|[\[(,:;<=~→-]))"
)
_LIST = re.compile(r",|\s&\s|;")
_UNIT = re.compile(r"(?P<name>[^()]*\S)\s*(?P<unit>\([^()]+\))\s*$")
_LOOP_HEAD = re.compile(r"loop\b(?P<head>[^:]*):(?P<rest>.*)", re.DOTALL)
_TITLE = re.compile(r"(?P<word>title|exercise|intervention)\s+(?P<text>[^\s\"].*)")


# Lists of names that make more links than this are not written out.
_MOST_LINKS = 40


@dataclass(frozen=True, slots=True)
class Misread:
    """A line in another notation: the place that shows it, a message, and the line to write.

    `instead` is empty if the meaning is not clear. `open_sign` is true if `instead` has a `?` that
    the author has to replace.
    """

    span: Span
    message: str
    instead: str = ""
    more: str = ""
    open_sign: bool = False


def misread_in(code: str, kind: str) -> Misread | None:
    """Return the first place of a statement that is in another notation, or None.

    Parameters
    ----------
    code : the statement, without its comments.
    kind : the kind of statement that its first words and marks make it.

    >>> found = misread_in("A => B", "words")
    >>> found.instead
    'A (?)-> B'
    """
    return looked_at(code, kind) if kind == "words" or SUSPECT.search(code) else None


def looked_at(code: str, kind: str) -> Misread | None:
    """Return the same of a statement without the quick look for marks of other notations."""
    plain = _masked(code)
    if kind == "words" and (found := _comment(code, plain, kind) or _in_words(code, plain)):
        return found
    if kind not in ("link", "words", "variable", "loop"):
        return None
    for look in (_comment, _several, _quotes, _bullet):
        if found := look(code, plain, kind):
            return found
    if kind in ("link", "words"):
        return _loop(code, plain) or _links(code, plain)
    return _ampersand(code, plain) if kind == "variable" else None


def _masked(code: str) -> str:
    """Return a text with its quoted texts blotted out, each place as it was."""
    return _STRING.sub(lambda found: "\ue000" * len(found.group()), code)


def _said(name: str) -> str:
    """A name as the language writes it; one in quotes stays."""
    name = " ".join(name.split())
    return name if name.startswith('"') else name_text(name, begins="link")


# -- one way to be misread after another --


def _in_words(code: str, plain: str) -> Misread | None:
    """Lines without an arrow and a colon: a title without quotes, a sentence with a verb."""
    if title := _TITLE.fullmatch(code):
        word = title.group("word")
        said = f"{word} {quoted(title.group('text').strip(chr(39) + '“”'))}"
        what = "name" if word == "intervention" else "text"
        return Misread(Span(0, len(code)), f"the {what} of this {word} needs quotes", said)
    if "\ue000" in plain and '"' not in code[0]:
        return None
    found = _VERB.fullmatch(plain)
    if not found or found.group("effect").split()[0] in ("more", "less"):
        return None
    number = next(n for n in range(len(_VERBS)) if found.group(f"v{n}"))
    verb, sign = found.group(f"v{number}"), list(_VERBS)[number]
    ends = _said(code[: found.end("cause")]), _said(code[found.start("effect") :])
    cause, effect = ends[::-1] if verb == _OPPOSITE_OF_ORDER else ends
    span = Span(found.start(f"v{number}"), found.end(f"v{number}"))
    return Misread(
        span, f"“{verb}” is not an arrow", f"{cause} ({sign})-> {effect}", open_sign=sign == "?"
    )


def _comment(code: str, plain: str, kind: str) -> Misread | None:
    found = COMMENT.search(plain)
    if not found:
        return None
    before = code[: found.start()].rstrip()
    note = code[found.end() :].strip().removesuffix("*/").strip()
    said = "  ".join(filter(None, (_corrected(before, kind), f"# {note}".strip())))
    message = f"a comment begins with `#`, not with `{found.group()}`"
    return Misread(Span(*found.span()), message, said)


def _several(code: str, plain: str, kind: str) -> Misread | None:
    """Statements, attributes or names with `;` between or behind them."""
    at = plain.find(";")
    if at < 0:
        return None
    span, begin, pieces = Span(at, at + 1), 0, []
    for end in [i for i, sign in enumerate(plain) if sign == ";"] + [len(plain)]:
        pieces.append(code[begin:end].strip())
        begin = end + 1
    pieces = [piece for piece in pieces if piece]
    if len(pieces) == 1:
        return Misread(
            span, "a statement ends with its line, without `;`", _corrected(pieces[0], kind)
        )
    if kind == "link" or any(_ARROW.search(_masked(piece)) for piece in pieces[1:]):
        said = "\n".join(_corrected(piece, kind) for piece in pieces)
        return Misread(span, "each statement goes on a separate line", said)
    what = "names" if kind == "loop" else "attributes"
    return Misread(span, f"{what} are separated by commas, not by `;`", ", ".join(pieces))


def _quotes(code: str, plain: str, kind: str) -> Misread | None:
    found = [one for one in _QUOTED.finditer(plain) if _PAIRS[one["open"]] == one["close"]]
    if not found:
        return None
    said, last = [], 0
    for one in found:
        said += [code[last : one.start("open")], name_text(" ".join(one["name"].split()))]
        last = one.end("close")
    first = found[0]
    message = f'names need no quotes, and texts need `"`, not `{first["open"]}`'
    span = Span(first.start("open"), first.end("close"))
    return Misread(span, message, _corrected("".join([*said, code[last:]]), kind))


def _bullet(code: str, plain: str, kind: str) -> Misread | None:
    found = BULLET.match(plain)
    if not found or kind not in ("link", "variable"):
        return None
    mark = found.group().split()[0]
    said = _corrected(code[found.end() :], kind)
    return Misread(
        Span(0, len(mark)), f"a line is not a list item: it begins without `{mark}`", said
    )


def _loop(code: str, plain: str) -> Misread | None:
    """`loop R1: A -> B -> A`: a loop lists its variables."""
    found = _LOOP_HEAD.fullmatch(plain)
    if not found or not _ARROW.search(found["rest"]):
        return None
    start = found.start("rest")
    names, last = [], start
    for arrow in _ARROW.finditer(plain, start):
        names.append(code[last : arrow.start()].strip())
        last = arrow.end()
    names.append(code[last:].strip())
    if len(names) > 1 and names[0] == names[-1]:
        names.pop()
    said = f"loop{code[found.start('head') : found.end('head')]}: {', '.join(filter(None, names))}"
    first = _ARROW.search(plain, start)
    span = Span(*first.span("arrow")) if first else Span(0, 4)
    return Misread(span, "a loop lists its variables, with commas between them", said)


def _ampersand(code: str, plain: str) -> Misread | None:
    """A name with `&` in a declaration: one name in quotes, or two variables."""
    name, _, rest = code.partition(":")
    at = plain.find(" & ")
    if not 0 <= at < len(name):
        return None
    said = f"{quoted(' '.join(name.split()))}:{rest}"
    return Misread(Span(at + 1, at + 2), "a name with `&` needs quotes", said)


@dataclass(frozen=True, slots=True)
class _Step:
    """An arrow with the sign around it; `attributes` is what follows the sign in its bracket."""

    span: Span
    sign: Polarity | None
    attributes: str
    ways: str
    own: bool


def _links(code: str, plain: str) -> Misread | None:
    """Links with another arrow, a sign in another place, or lists of names at an arrow."""
    steps = [_step(code, found) for found in _ARROW.finditer(plain)]
    if not steps and (alone := _SIGN_ALONE.search(plain)):
        steps = [_step_alone(code, alone)]
    if not steps:
        return None
    begins = [0, *(step.span.end for step in steps)]
    ends = [*(step.span.start for step in steps), len(code)]
    names = [code[begin:end] for begin, end in zip(begins, ends, strict=True)]
    if not all(name.strip() for name in names):
        return None
    tail = ""
    names[-1] = names[-1].rstrip()
    if behind := _TRAILING_SIGN.search(names[-1]):
        if steps[-1].sign is not None:
            return None
        names[-1], tail = names[-1][: behind.start()], behind.group().strip()
    foreign = next((step for step in steps if not step.own), None)
    groups = [_listed(name) for name in names]
    several = next((n for n, group in enumerate(groups) if len(group) > 1), None)
    unit = _unit(names, steps)
    bare = tail if tail[:1] not in ("", "(") else ""
    if foreign is None and several is None and unit is None and not bare:
        return None
    if foreign is not None:
        message, span = _why(code, foreign), foreign.span
    elif several is not None:
        span, sign = _separator(code, begins[several], ends[several])
        message = f"a link has one cause and one effect: `{sign}` cannot join names"
    elif bare:
        span = Span(len(code) - len(bare), len(code))
        message = (
            f"the sign of a link is written in round brackets before its arrow, not as `{bare}`"
        )
    else:
        place, _, bracket = unit or (0, "", "")
        at = begins[place] + names[place].rindex(bracket)
        span, message = (
            Span(at, at + len(bracket)),
            f"a name with brackets needs quotes: `{bracket}`",
        )
    said = _written(steps, groups, tail)
    more = ""
    if several is not None and "&" in names[several]:
        one = quoted(" ".join(names[several].split()))
        more = f"if it is one name, put it in quotes: `{one}`"
    elif unit is not None and foreign is None:
        more = f"or keep the unit apart: `{_said(unit[1])}: unit {unit[2].strip('() ')}`"
    open_sign = any(step.sign is None for step in steps) and not tail
    return Misread(span, message, said, more, open_sign)


def _step(code: str, found: re.Match[str]) -> _Step:
    arrow = found["arrow"]
    inner = re.search(rf"{SIGN_IN_BRACKETS}|\+", arrow)
    parts = [found["before"], inner.group() if inner else None, found["behind"]]
    if found["before"] and found["behind"] and len(found["behind"]) == 1:
        parts.pop()  # the first sign of a name such as “-5 degrees”
    brackets = [part for part in parts if part]
    sign, attributes = _sign(brackets[0]) if brackets else (None, "")
    two = arrow in "↔⇔⟷" or (arrow[0] == "<" and arrow.endswith(">"))
    back = arrow in "⟵←⇐" or (arrow[0] == "<" and not two)
    own_bracket = not brackets or (
        found["before"] is not None and len(brackets) == 1 and found["before"][0] == "("
    )
    start = found.start("before") if found["before"] else found.start("arrow")
    end = found.end("behind") if len(parts) == 3 and found["behind"] else found.end("arrow")
    return _Step(
        Span(start, end), sign, attributes, "<>" if two else "<" if back else ">",
        own_bracket and arrow in _OWN_ARROWS,
    )  # fmt: skip


def _step_alone(code: str, found: re.Match[str]) -> _Step:
    sign, attributes = _sign(found.group())
    return _Step(Span(*found.span()), sign, attributes, ">", False)


def _sign(bracket: str) -> tuple[Polarity | None, str]:
    inside = bracket.strip("()[]|{} ")
    word, comma, rest = inside.partition(",")
    return SIGN_WORDS.get(word.strip().casefold()), f"{comma}{rest}".rstrip()


def _why(code: str, step: _Step) -> str:
    said = " ".join(code[step.span.start : step.span.end].split())
    if step.ways == "<>":
        return f"`{said}` means two links: each direction needs its own"
    if step.ways == "<":
        return f"`{said}` points backwards: a link goes from its cause to its effect"
    if step.sign is not None:
        return f"the sign of a link is written in round brackets before its arrow, not as `{said}`"
    return f"`{said}` is not an arrow of the language"


def _listed(name: str) -> list[str]:
    plain, found, begin = _masked(name), [], 0
    depth = 0
    for one in re.finditer(r"[()]|,|\s&\s", plain):
        if one.group() in "()":
            depth += 1 if one.group() == "(" else -1
        elif depth <= 0:
            found.append(name[begin : one.start()])
            begin = one.end()
    return [part.strip() for part in [*found, name[begin:]] if part.strip()]


def _separator(code: str, begin: int, end: int) -> tuple[Span, str]:
    found = re.search(r",|&", _masked(code)[begin:end])
    at = begin + (found.start() if found else 0)
    return Span(at, at + 1), found.group() if found else ","


def _unit(names: list[str], steps: list[_Step]) -> tuple[int, str, str] | None:
    """A name that ends in a bracket without a value, as `P99 (ms)` does."""
    for place, name in enumerate(names):
        if place < len(steps) and steps[place].own and steps[place].sign is None:
            continue  # the bracket belongs to the arrow
        plain = _masked(name)
        found = _UNIT.fullmatch(plain) if "(" in plain else None
        words = found["unit"].strip("() ").split() if found else []
        if (
            found
            and len(words) == 1
            and "\ue000" not in words[0]
            and words[0] not in ("info", "delay", "optional")
        ):
            return place, name[: found.end("name")].strip(), name[found.start("unit") :].strip()
    return None


def _written(steps: list[_Step], groups: list[list[str]], tail: str) -> str:
    """The links as the language writes them: one chain, else a line for each."""
    brackets = []
    for number, step in enumerate(steps):
        sign = step.sign or (_sign(tail)[0] if tail and number == len(steps) - 1 else None) or "?"
        brackets.append(f"({sign}{step.attributes})->")
    if all(step.ways == ">" for step in steps) and all(len(group) == 1 for group in groups):
        said = _said(groups[0][0])
        for bracket, group in zip(brackets, groups[1:], strict=True):
            said += f" {bracket} {_said(group[0])}"
        return said
    number = sum(len(one) * len(two) for one, two in pairwise(groups))
    if number > _MOST_LINKS:
        return ""
    lines = []
    for step, bracket, causes, effects in zip(steps, brackets, groups, groups[1:], strict=False):
        for cause in causes:
            for effect in effects:
                if ">" in step.ways:
                    lines.append(f"{_said(cause)} {bracket} {_said(effect)}")
                if "<" in step.ways:
                    lines.append(f"{_said(effect)} {bracket} {_said(cause)}")
    return "\n".join(lines)


def _corrected(code: str, kind: str) -> str:
    """A part of a line, corrected as if it were a line."""
    found = misread_in(code, "words" if kind == "link" and "->" not in code else kind)
    return found.instead if found and found.instead else code
