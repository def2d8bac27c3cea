"""Which variable of an answer stands for which of the key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cld.core.diagram import Link, Polarity, flipped


@dataclass(frozen=True, slots=True)
class Pairing:
    """For variables of the key those of the answer, one to one. What rises where its partner
    falls is `flipped`: its links count with the other sign, a loop keeps its type.

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
        """Return the sign of a link of the answer as the key's variables have it."""
        is_turned = (link.cause in self.flipped) != (link.effect in self.flipped)
        return flipped(link.polarity) if is_turned else link.polarity


def product(signs: tuple[Polarity, ...]) -> Polarity:
    """Return the sign of a way with links of these signs.

    >>> product(("+", "-", "-")), product(("-",)), product(("-", "?"))
    ('+', '-', '?')
    """
    if "?" in signs:
        return "?"
    return "-" if signs.count("-") % 2 else "+"
