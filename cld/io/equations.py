"""Names in the equations of simulation models, and which of them enter a sum with a sign.

Vensim and XMILE write equations alike: names of several words, numbers, functions and operators. A
name is recognised because the model defines it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from cld.core.diagram import Polarity, flipped
from cld.core.quantities import Delay
from cld.io.limits import MOST_WORDS, within

# The most brackets in one another that are opened to look for the terms of a sum.
MOST_DEPTH = 20
# The most words of a name in an equation.
_MOST_IN_NAME = 40
_TOKEN = re.compile(
    r'"(?:\\.|[^"\\\n])*+"?|[^\W\d][\w.$\'’]*|[0-9.]+(?:[eE][+-]?[0-9]+)?\w*|\[[^\]\[]*+\]|\S'
)
# Functions that pass on their first argument later, and those of them that do not spread it out.
_DELAYING = re.compile(
    r"\b(?:SMTH[13N]|SMOOTH[13]?I?(?:\s*N)?|DELAY[13N]?I?(?:\s*(?:FIXED|N|MATERIAL|INFORMATION))?)\s*\(",
    re.IGNORECASE,
)
_PIPELINE = re.compile(r"DELAY\s*(?:FIXED\s*)?\($", re.IGNORECASE)
# A name in quotes may have a brace.
_REMARK = re.compile(r'("(?:\\.|[^"\\\n])*+"?)|\{[^{}]*\}')
_BLANKS = re.compile(r"(?:[\s_]|\\n)+")


def name_key(name: str) -> str:
    """Return the form in which names are compared: case, blanks and `_` do not count.

    >>> name_key("Death_Rate") == name_key("death  rate")
    True
    """
    return _BLANKS.sub(" ", name).strip().casefold()


def without_remarks(equation: str) -> str:
    """Return an equation without its remarks in braces.

    >>> without_remarks('births {a year} * "{rate}"')
    'births  * "{rate}"'
    """
    return _REMARK.sub(lambda found: found.group(1) or "", equation)


def limit_words(equations: Iterable[str]) -> None:
    """Raise FormatError if the equations of a model have too many words and symbols together.

    >>> limit_words(["births - deaths", "a * b"])
    """
    count = 0
    for equation in equations:
        count += sum(1 for _ in islice(_TOKEN.finditer(equation), MOST_WORDS + 1))
        within(count, MOST_WORDS, "words and symbols in its equations")


class Names:
    """The names that a model defines, and how to find them in its equations.

    >>> names = Names(["Birth Rate", "Birth", "births"])
    >>> list(names.within("Birth Rate*(1 - births)/Birth"))
    ['birth rate', 'births', 'birth']
    """

    def __init__(self, names: Collection[str]) -> None:
        self.keys = frozenset(map(name_key, names))
        self._sizes: dict[str, list[int]] = {}
        for key in self.keys:
            sizes = self._sizes.setdefault(key.partition(" ")[0], [])
            if key.count(" ") + 1 not in sizes and key.count(" ") < _MOST_IN_NAME:
                sizes.append(key.count(" ") + 1)
        for sizes in self._sizes.values():
            sizes.sort(reverse=True)

    def within(self, equation: str) -> Iterator[str]:
        """Yield the names, as keys, that an equation uses, in order, each once. Of names that begin
        alike the longest counts, so `birth rate` is not also `birth`."""
        yield from dict.fromkeys(token.name for token in self._tokens(equation) if token.name)

    def terms(self, equation: str) -> dict[str, Polarity]:
        """Return the sign of each name that is a whole term of a sum, such as a flow of a stock.

        >>> Names(["births", "deaths", "moves"]).terms("births - deaths*2 - (moves)")
        {'births': '+', 'moves': '-'}
        """
        found: dict[str, Polarity] = {}
        _terms(list(self._tokens(equation)), "+", found)
        return found

    def delayed(self, equation: str) -> dict[str, Delay]:
        """Return the names that an equation passes on later: those in the first argument of a
        function that delays or smooths, with whether it spreads them out.

        >>> Names(["a", "b", "t"]).delayed("SMTH1((a + b)/2, t) + DELAY FIXED(t, 3, 0)")["a"].smooth
        True
        """
        found: dict[str, Delay] = {}
        end = 0
        for function in _DELAYING.finditer(equation):
            if function.start() < end:  # within the argument of one before
                continue
            argument = next(arguments(equation, function.end()))
            end = function.end() + len(argument)
            smooth = not _PIPELINE.match(function.group())
            for key in self.within(argument):
                found.setdefault(key, Delay(smooth=smooth))
        return found

    def _tokens(self, equation: str) -> Iterator[_EquationToken]:
        words = [word for word in _TOKEN.findall(equation) if word[0] != "[" or len(word) == 1]
        place = 0
        while place < len(words):
            key, taken = self._name_at(words, place)
            yield _EquationToken(words[place], key)
            place += taken

    def _name_at(self, words: list[str], place: int) -> tuple[str, int]:
        """Return the key of the name that begins at a word, or "", and its number of words."""
        first = words[place]
        if first[0] == '"' and len(first) > 1:
            key = name_key(re.sub(r"\\(.)", r"\1", first[1:-1].replace("\\n", " ")))
            return (key if key in self.keys else ""), 1
        if first[0].isalnum() or first[0] == "_":
            start = name_key(first).partition(" ")[0]
            for size in self._sizes.get(start, ()):
                key, taken = self._joined(words, place, size)
                if key in self.keys:
                    return key, taken
        return "", 1

    def _joined(self, words: list[str], place: int, size: int) -> tuple[str, int]:
        """Return some blank-separated words as a key, and how many tokens they are: `_` joins two
        words in one token."""
        taken = count = 0
        while count < size and place + taken < len(words):
            count += name_key(words[place + taken]).count(" ") + 1
            taken += 1
        return name_key(" ".join(words[place : place + taken])), taken


def arguments(equation: str, start: int) -> Iterator[str]:
    """Yield the arguments of a function whose bracket is opened before a place.

    >>> list(arguments("INTEG(births*(1 - a), 100)", 6))
    ['births*(1 - a)', ' 100']
    """
    depth = 0
    for token in _TOKEN.finditer(equation, start):  # a quoted name may have brackets and commas
        sign = token.group()
        if depth == 0 and sign in (",", ")"):
            yield equation[start : token.start()]
            start = token.end()
            if sign == ")":
                return
        depth += (sign == "(") - (sign == ")")
    yield equation[start:]


@dataclass(frozen=True, slots=True)
class _EquationToken:
    """A word or a sign of an equation; `name` is the key of a name, or empty."""

    text: str
    name: str


def _terms(tokens: list[_EquationToken], sign: Polarity, found: dict[str, Polarity]) -> None:
    """Collect the terms of a sum, and those of sums in brackets that are a term themselves."""
    closing = _closing(tokens)
    pending = [(0, len(tokens), sign, 0)]
    while pending:
        start, end, outer, depth = pending.pop()
        for its, first, last in _split(tokens, start, end, closing):
            inner = outer if its == "+" else flipped(outer)
            if first == last and tokens[first].name:
                found.setdefault(tokens[first].name, inner)
            elif depth < MOST_DEPTH and last > first + 1 and closing.get(first) == last:
                pending.append((first + 1, last, inner, depth + 1))


def _closing(tokens: list[_EquationToken]) -> dict[int, int]:
    """Return the place of the bracket that closes each opening one."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for place, token in enumerate(tokens):
        if token.text == "(":
            opened.append(place)
        elif token.text == ")" and opened:
            found[opened.pop()] = place
    return found


def _split(
    tokens: list[_EquationToken], start: int, end: int, closing: dict[int, int]
) -> Iterator[tuple[str, int, int]]:
    """Yield each term of a sum with its sign, and the places of its first and last token."""
    sign, first, place = "+", -1, start
    while place < end:
        text = tokens[place].text
        if text in ("+", "-") and not (first >= 0 and _goes_on(tokens[place - 1])):
            if first >= 0:
                yield sign, first, place - 1
                sign, first = "+", -1
            sign = text if sign == "+" else "-" if text == "+" else "+"
            place += 1
            continue
        first = place if first < 0 else first
        # The inside of a bracket is one thing; without its end, so is all that follows.
        if text in ("(", ")"):
            place = closing.get(place, end - 1) if text == "(" else end - 1
        place += 1
    if first >= 0:
        yield sign, first, end - 1


def _goes_on(token: _EquationToken) -> bool:
    """Return whether a sign after a token belongs to a factor, as in `a * -b`."""
    return token.text in ("*", "/", "^")
