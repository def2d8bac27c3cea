"""Finds for each variable of an answer the matching variable of the key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from cld.core.diagram import Diagram, Variable
from cld.core.text import fold
from cld.grade.names.assign import RowColumn, assign
from cld.grade.names.byhand import OppositeOf
from cld.grade.names.likeness import likely, likely_pairs
from cld.grade.names.matches import How, Matches, NameMatch
from cld.grade.names.spelling import Spelling, spell

NOTHING: Mapping[str, str | None] = MappingProxyType({})

# Among names that differ only in case and the like, at most this many are tried.
MOST_SAME = 20
# The worth of a pair: the same as written; except for case, blanks and signs; except for plurals.
_AS_WRITTEN, _PLAIN, _SINGULAR = 1.0, 0.99, 0.98


def match_names(
    answer: Diagram,
    key: Diagram,
    by_hand: Mapping[str, str | None] = NOTHING,
    strict: bool = False,
) -> Matches:
    """Return which variable of an answer matches which of the key, one to one.

    The rules from strong to weak: matches made by hand; the same name; the same except for case,
    blanks, punctuation and plural; an alias of the key's variable; its `opposite`, which flips the
    signs of the links at one end; a similar name. A weaker rule never changes a match of a stronger
    one. Within a rule, the pairs with the greatest total likeness are taken, and if there is still
    a choice, names in alphabetical order: so the order of lines in a file changes nothing. Aliases
    and opposites that an answer states are ignored.

    Parameters
    ----------
    answer, key : the diagrams.
    by_hand : for names of the answer the key's name, or None if the name must match nothing. A
        match is flipped if the name is an `OppositeOf`, or if the answer's name is an `opposite` of
        the key's variable.
    strict : accept only matches made by hand, and names and aliases that are written the same.

    Raises MissingLibraryError if names must be compared by likeness, or there is a choice, and the
    extra `grade` is not installed.

    >>> from cld.language.source import source_of
    >>> key = source_of('Hits (+)-> Load (+)-> Queue length\\nHits: opposite "Misses"').diagram
    >>> answer = source_of("misses (-)-> load (+)-> Length of the queue").diagram
    >>> for match in match_names(answer, key).pairs:
    ...     print(match.answer, match.key, match.how, match.flipped)
    misses Hits opposite True
    load Load spelling False
    Length of the queue Queue length likeness False
    """
    # In alphabetical order, so that a choice does not depend on the order of lines.
    theirs = sorted(variable.name for variable in answer.variables)
    wanted = sorted(key.variables, key=lambda variable: variable.name)
    search = _NameSearch(theirs, wanted)
    disregarded = search.take_by_hand(by_hand)
    search.take("exact", search.named(strict=True))
    if not strict:
        search.take("spelling", search.named(strict=False))
    search.take("alias", search.called("aliases", strict))
    if not strict:
        search.take("opposite", search.called("opposites", strict))
        search.take("likeness", search.alike())
    names = [variable.name for variable in answer.variables]
    found = search.found
    taken = {match.key for match in found.values()}
    return Matches(
        tuple(found[name] for name in names if name in found),
        tuple(name for name in names if name not in found),
        tuple(variable.name for variable in key.variables if variable.name not in taken),
        disregarded,
    )


class _NameSearch:
    """The variables that are still unmatched on both sides, by place, and the matches found."""

    def __init__(self, names: list[str], wanted: list[Variable]) -> None:
        self.names = names
        self.wanted = wanted
        self.theirs = [spell(name) for name in names]
        self.spelled = [spell(variable.name) for variable in wanted]
        self.rows = dict.fromkeys(range(len(names)))
        self.columns = dict.fromkeys(range(len(wanted)))
        self.found: dict[str, NameMatch] = {}

    def take(self, how: How, pairs: Iterable[tuple[RowColumn, float]]) -> None:
        """Keep the best of the pairs that one rule allows."""
        worth: dict[RowColumn, float] = {}
        for ends, likeness in pairs:
            worth[ends] = max(likeness, worth.get(ends, 0.0))
        for row, column in assign(worth):
            likeness = worth[row, column] if how == "likeness" else 1.0
            self._keep(row, column, how, likeness, how == "opposite")

    def _keep(self, row: int, column: int, how: How, likeness: float, flipped: bool) -> None:
        del self.rows[row], self.columns[column]
        name = self.names[row]
        self.found[name] = NameMatch(name, self.wanted[column].name, how, likeness, flipped)

    def take_by_hand(self, by_hand: Mapping[str, str | None]) -> tuple[tuple[str, str | None], ...]:
        """Apply the matches made by hand, and return those that cannot be applied."""
        place = {name.name: row for row, name in enumerate(self.theirs)}
        column_of = {variable.name: column for column, variable in enumerate(self.wanted)}
        left = []
        for name, wanted in by_hand.items():
            row = place.get(fold(name))
            column = None if wanted is None else column_of.get(fold(wanted))
            if row not in self.rows or (wanted is not None and column not in self.columns):
                left.append((name, wanted))
            elif column is None:
                del self.rows[row]
            else:
                flipped = isinstance(wanted, OppositeOf) or self._is_opposite(row, column)
                self._keep(row, column, "by hand", 1.0, flipped)
        return tuple(left)

    def _is_opposite(self, row: int, column: int) -> bool:
        written, variable = self.theirs[row], self.wanted[column]
        opposites = [spell(name) for name in variable.opposites]
        names = [spell(name) for name in (variable.name, *variable.aliases)]
        return max((_worth(written, other) for other in opposites), default=0.0) > max(
            _worth(written, other) for other in names
        )

    def named(self, strict: bool) -> Iterator[tuple[RowColumn, float]]:
        """Pairs of the same name."""
        yield from self._same([(column, self.spelled[column]) for column in self.columns], strict)

    def called(self, field: str, strict: bool) -> Iterator[tuple[RowColumn, float]]:
        """Pairs of a name and an alias or opposite that the key gives for the variable."""
        others = [
            (column, spell(name))
            for column in self.columns
            for name in getattr(self.wanted[column], field)
        ]
        yield from self._same(others, strict)

    def _same(
        self, others: list[tuple[int, Spelling]], strict: bool
    ) -> Iterator[tuple[RowColumn, float]]:
        rows: dict[str, list[int]] = {}
        for row in self.rows:
            name = self.theirs[row]
            rows.setdefault(_same_as(name, strict), []).append(row)
        for column, other in others:
            same = rows.get(_same_as(other, strict), [])
            for row in same[:MOST_SAME]:
                yield (row, column), _worth(self.theirs[row], other)

    def alike(self) -> Iterator[tuple[RowColumn, float]]:
        """Pairs of similar names."""
        rows, columns = list(self.rows), list(self.columns)
        answer = [likely(self.theirs[row]) for row in rows]
        key = [likely(self.spelled[column]) for column in columns]
        for (row, column), likeness in likely_pairs(answer, key):
            yield (rows[row], columns[column]), likeness


def _same_as(name: Spelling, strict: bool) -> str:
    """The text in which two names must agree; for a name without letters, all of it."""
    return name.name if strict or not name.key else name.key


def _worth(one: Spelling, other: Spelling) -> float:
    """The worth of two spellings of one name; 0 if the names differ."""
    if one.name == other.name:
        return _AS_WRITTEN
    if not one.key or one.key != other.key:
        return 0.0
    return _PLAIN if one.plain == other.plain else _SINGULAR
