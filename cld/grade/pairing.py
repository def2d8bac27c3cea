"""The matches between the variables of the key and those of an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cld.core.diagram import Link, Polarity, flipped


@dataclass(frozen=True, slots=True)
class Pairing:
    """The answer's variable for each matched variable of the key, one to one. A variable is
    `flipped` if it rises when its partner falls: its links then count with the other sign, and
    loops keep their type.

    >>> pairing = Pairing({"Hit rate": "Miss rate"}, frozenset({"Miss rate"}))
    >>> pairing.sign(Link("Miss rate", "A", "+"))
    '-'
    """

    answer_of: Mapping[str, str]
    flipped: frozenset[str] = frozenset()
    key_of: Mapping[str, str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key_of", {mine: its for its, mine in self.answer_of.items()})

    def sign(self, link: Link) -> Polarity:
        """Return the sign of a link of the answer in terms of the key's variables."""
        is_turned = (link.cause in self.flipped) != (link.effect in self.flipped)
        return flipped(link.polarity) if is_turned else link.polarity


def product(signs: tuple[Polarity, ...]) -> Polarity:
    """Return the sign of a path whose links have these signs.

    >>> product(("+", "-", "-")), product(("-",)), product(("-", "?"))
    ('+', '-', '?')
    """
    if "?" in signs:
        return "?"
    return "-" if signs.count("-") % 2 else "+"
