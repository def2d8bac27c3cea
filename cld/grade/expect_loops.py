"""Points for expectations of loops: one by name, several together, and their labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cld.core.diagram import LoopDeclaration
from cld.core.rings import turns
from cld.grade.comparison import Comparison, Earned, Fact, earned_by_count
from cld.grade.key import Criterion
from cld.grade.names.spelling import spell
from cld.grade.titles import same_title
from cld.grade.trace import Trace
from cld.loops.loop import Loop

# The kinds of interaction between loops of the key that an answer should contain.
DANGEROUS = ("amplify", "conflict", "fight", "resist", "may-fight")


def loop_named(comparison: Comparison, criterion: Criterion) -> Earned:
    """A loop of the key that the answer has under that name."""
    wanted, loop = criterion.expectation.text or "", criterion.loop
    found = comparison.trace(loop) if loop is not None else None
    if found is None or not found.is_found:
        return Earned(criterion, 0.0, (Fact("nothing", (wanted,)),))
    mine = in_answer(comparison, found)
    if mine is not None and mine.name is not None and same_title(mine.name, wanted):
        return Earned(criterion, 1.0, (Fact("found", (wanted,), mine.links),))
    return Earned(criterion, 0.0, (Fact("no name", (wanted,), mine.links if mine else ()),))


def in_answer(comparison: Comparison, found: Trace) -> Loop | None:
    """Return the loop of the answer that matches a loop of the key."""
    ring = tuple(link.cause for way in found.ways for link in way.links)
    same = set(turns(ring))
    return next((loop for loop in comparison.answer.loops if loop.variables in same), None)


def combined_loops(comparison: Comparison, criterion: Criterion) -> Earned:
    """A number of pairs of loops that act together or against each other. A pair counts if the
    analysis of the key finds it and the answer has both loops, joined there too."""
    return earned_by_count(criterion, sum(1 for _ in _pairs(comparison)))


def _pairs(comparison: Comparison) -> Iterator[tuple[Trace, Trace]]:
    loops = {loop.id: loop for loop in comparison.key.report.loops}
    seen = set()
    for meeting in comparison.key.report.interactions:
        if meeting.kind not in DANGEROUS or len(meeting.loops) != 2 or meeting.loops in seen:
            continue
        seen.add(meeting.loops)
        one, other = (comparison.trace(loops[id_]) for id_ in meeting.loops)
        if one.is_found and other.is_found and passed(one) & passed(other):
            yield one, other


def passed(found: Trace) -> frozenset[str]:
    """The variables of the answer that a loop of the key passes there."""
    return frozenset(link.cause for way in found.ways for link in way.links)


def fight(comparison: Comparison, criterion: Criterion) -> Earned:
    """At least two balancing loops of the key that pass a variable and that the answer has; one of
    them earns half."""
    (over,) = criterion.expectation.variables[:1]
    mine = comparison.pairing.answer_of.get(over)
    if mine is None:
        return Earned(criterion, 0.0, (Fact("nothing", (over,)),))
    here = [loop for loop in comparison.key.report.loops if _is_on(loop, over)]
    found = [one for one in map(comparison.trace, here) if one.is_found and mine in passed(one)]
    share = min(1.0, len(found) / 2)
    return Earned(criterion, share, (Fact("count", (over,), count=len(found), of=2),))


def _is_on(loop: Loop, variable: str) -> bool:
    return loop.type == "B" and variable in loop.variables


def labelled(comparison: Comparison, criterion: Criterion) -> Earned:
    """The loops that have a `loop` line in the key, labelled in the answer.

    Each loop counts as far as the answer has it, if every `loop` line of the answer about it gives
    the type it has in the key: labelling a loop as both types is wrong. A label without links earns
    nothing.
    """
    wanted = [loop for loop in comparison.key.report.loops if loop.span is not None]
    key_of = _key_of(comparison)
    right = [
        comparison.trace(loop).share for loop in wanted if _is_labelled(comparison, loop, key_of)
    ]
    share = sum(right) / len(wanted) if wanted else 0.0
    count = sum(part > 0 for part in right)
    return Earned(criterion, share, (Fact("count", count=count, of=len(wanted)),))


def _is_labelled(comparison: Comparison, loop: Loop, key_of: Mapping[str, str]) -> bool:
    said = [_type(line) for line in _about(comparison, loop, key_of)]
    return bool(said) and all(type_ == loop.type for type_ in said)


def _about(
    comparison: Comparison, loop: Loop, key_of: Mapping[str, str]
) -> Iterator[LoopDeclaration]:
    """The `loop` lines of the answer about a loop of the key: they name its variables in order;
    extra variables may be added and optional ones left out."""
    required = set(loop.variables) - comparison.key.optional
    for line in comparison.answer.diagram.loops:
        names = [key_of[name] for name in line.variables if name in key_of]
        ring = [name for name in loop.variables if name in names]
        if required <= set(names) and tuple(names) in turns(ring):
            yield line


def _key_of(comparison: Comparison) -> Mapping[str, str]:
    """The key's names for those of the answer, including names that appear only in its `loop`
    lines: copying a name that exists already changes nothing."""
    paired, said = (
        comparison.pairing,
        {spell(v.name).key for v in comparison.answer.diagram.variables},
    )
    called = {
        spell(name).key: variable.name
        for variable in comparison.key.diagram.variables
        if variable.name not in paired.answer_of
        for name in (*variable.aliases, *variable.opposites, variable.name)
    }
    names = {name for line in comparison.answer.diagram.loops for name in line.variables}
    keys = {name: spell(name).key for name in names}
    more = {name: called[key] for name, key in keys.items() if key in called.keys() - said}
    return {**more, **paired.key_of}


def _type(line: LoopDeclaration) -> str | None:
    """The type that a line gives a loop, by the word or otherwise by the letter of its id."""
    return line.type or (line.id[0].upper() if line.id else None)
