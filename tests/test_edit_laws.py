"""What every verb does to any text: what it means on the diagram, and nothing besides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from edit_texts import texts
from hypothesis import given
from hypothesis import strategies as st
from strategies import ANY_TEXT, NAMES, diagrams
from test_parse import FRAGMENTS, SOUP

from cld.analyze import analyze
from cld.core.diagram import Change as Operation
from cld.core.diagram import Diagram, Intervention, Link, LoopDeclaration, Variable
from cld.core.plans import RunPlan
from cld.core.quantities import delay
from cld.core.text import apply_edits, invert
from cld.edit.change import TextChange
from cld.edit.copies import copy_text, duplicate, new_names, paste
from cld.edit.delete import delete
from cld.edit.links import add_link, reverse, set_bend, set_delay, set_note, set_polarity
from cld.edit.loops import name_loop
from cld.edit.mentions import names_in
from cld.edit.title import set_title
from cld.edit.variables import add_variable, place, rename_variable, set_kind, unplace
from cld.language.source import Source, source_of
from cld.language.syntax import Blank, Title
from cld.language.write import write
from cld.loops.loop import Loop

TEXTS = st.one_of(texts(), texts(), diagrams().map(write))
DRAW = st.data()


def comments(source: Source) -> list[str]:
    return [c.text for s in source.syntax.statements for c in s.parsed.comments]


def errors(source: Source) -> Counter[str]:
    return Counter(d.code for d in source.diagnostics if d.severity == "error")


def done(source: Source, change: TextChange) -> Source:
    """The text after a change, which must be one that undoes and keeps what it must."""
    if change.problem:
        assert not change.edits
    assert change.label
    spans = [edit.span for edit in change.edits]
    assert spans == sorted(spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    text = apply_edits(source.text, change.edits)
    assert apply_edits(text, invert(source.text, change.edits)) == source.text
    after = source_of(text, source)
    assert after == source_of(text)
    assert not errors(after) - errors(source)
    return after


def kept(source: Source, after: Source, names: set[str]) -> None:
    """Comments, kinds of line ends, and statements that name nothing of this are as before."""
    assert comments(after) == comments(source)
    if "\r\n" in source.text and "\n" not in source.text.replace("\r\n", ""):
        assert "\n" not in after.text.replace("\r\n", "")
    if source.text.strip() and after.text:
        assert source.text.endswith(("\n", "\r")) == after.text.endswith(("\n", "\r"))
    others = Counter(
        s.parsed.text
        for s in source.syntax.statements
        if not isinstance(s.node, (Blank, Title)) and not names & {n.text for n in names_in(s.node)}
    )
    assert not others - Counter(s.parsed.text for s in after.syntax.statements)


Facts = tuple[
    str | None, dict[str, Variable], dict[tuple[str, str], Link], object, object, object, object
]


def facts(diagram: Diagram) -> Facts:
    """What a diagram says, the order of its variables and links apart."""
    variables = {v.name: v for v in diagram.variables}
    links = {(link.cause, link.effect): link for link in diagram.links}
    rest = diagram.loops, diagram.interventions, diagram.exercise, diagram.runs
    return diagram.title, variables, links, *rest


def same(after: Source, expected: Diagram) -> None:
    assert facts(after.diagram) == facts(expected)


def with_link(diagram: Diagram, link: Link) -> Diagram:
    ends = (link.cause, link.effect)
    return replace(
        diagram,
        links=tuple(link if (x.cause, x.effect) == ends else x for x in diagram.links),
    )


def with_variable(diagram: Diagram, variable: Variable) -> Diagram:
    found = tuple(variable if v.name == variable.name else v for v in diagram.variables)
    return replace(diagram, variables=found)


def a_link(data: st.DataObject, source: Source) -> Link | None:
    return data.draw(st.sampled_from(source.diagram.links)) if source.diagram.links else None


def a_variable(data: st.DataObject, source: Source) -> Variable | None:
    found = source.diagram.variables
    return data.draw(st.sampled_from(found)) if found else None


# -- variables --


@given(TEXTS, NAMES, st.one_of(st.none(), st.tuples(st.floats(-999, 999), st.floats(-999, 999))))
def test_a_variable_is_added(text: str, name: str, at: tuple[float, float] | None) -> None:
    source = source_of(text)
    change = add_variable(source, name, at)
    after = done(source, change)
    assert bool(change.problem) == (source.diagram.variable(name) is not None)
    if not change.problem:
        new = Variable(name, at=(round(at[0]), round(at[1])) if at else None)
        old = source.diagram.variables
        same(after, replace(source.diagram, variables=(*old, new)))
        assert tuple(v for v in after.diagram.variables if v.name != name) == old
        kept(source, after, {name})


def renamed_in(diagram: Diagram, old: str, new: str) -> Diagram:
    def name(said: str) -> str:
        return new if said == old else said

    def link(said: Link) -> Link:
        return replace(said, cause=name(said.cause), effect=name(said.effect))

    def variable(said: Variable) -> Variable:
        aliases, opposites = tuple(map(name, said.aliases)), tuple(map(name, said.opposites))
        return replace(said, name=name(said.name), aliases=aliases, opposites=opposites)

    def loop(said: LoopDeclaration) -> LoopDeclaration:
        goals = tuple(replace(g, variable=g.variable and name(g.variable)) for g in said.goals)
        return replace(said, variables=tuple(map(name, said.variables)), goals=goals)

    def operation(said: Operation) -> Operation:
        own = said.name and name(said.name)
        return replace(said, links=tuple(map(link, said.links)), name=own)

    def intervention(said: Intervention) -> Intervention:
        return replace(said, changes=tuple(map(operation, said.changes)))

    key = diagram.exercise
    if key:
        expectations = tuple(
            replace(e, links=tuple(map(link, e.links)), variables=tuple(map(name, e.variables)))
            for e in key.expectations
        )
        key = replace(key, expectations=expectations)

    def run(said: RunPlan) -> RunPlan:
        pushes = tuple(replace(push, variable=name(push.variable)) for push in said.pushes)
        return replace(said, pushes=pushes, watched=tuple(map(name, said.watched)))

    return Diagram(
        diagram.title,
        tuple(map(variable, diagram.variables)),
        tuple(map(link, diagram.links)),
        tuple(map(loop, diagram.loops)),
        tuple(map(intervention, diagram.interventions)),
        key,
        runs=tuple(map(run, diagram.runs)),
    )


@given(texts(), st.one_of(NAMES, st.sampled_from(["loop R1", "a -", "forbid none"])), DRAW)
def test_a_variable_is_renamed_everywhere(text: str, new: str, data: st.DataObject) -> None:
    source = source_of(text)
    variable = a_variable(data, source)
    if variable is None:
        assert rename_variable(source, "A", new).problem
        return
    change = rename_variable(source, variable.name, new)
    after = done(source, change)
    exists = new != variable.name and source.diagram.variable(new) is not None
    assert bool(change.problem) == exists
    if not exists:
        assert after.diagram == renamed_in(source.diagram, variable.name, new)
        assert "alias" in text or "opposite" in text or kept(source, after, {variable.name}) is None
        back = rename_variable(after, new, variable.name)
        if new not in {n.text for s in source.syntax.statements for n in names_in(s.node)}:
            undone = done(after, back)
            assert undone.diagram.links == source.diagram.links


@given(TEXTS, st.sampled_from(["stock", "flow", "constant", "auxiliary"]), DRAW)
def test_a_variable_is_made_a_kind(text: str, kind: str, data: st.DataObject) -> None:
    source = source_of(text)
    variable = a_variable(data, source)
    if variable:
        change = set_kind(source, variable.name, kind)  # type: ignore[arg-type]
        after = done(source, change)
        assert not change.problem
        expected = with_variable(source.diagram, replace(variable, kind=kind))
        assert after.diagram == expected
        kept(source, after, {variable.name})


@given(TEXTS, st.lists(st.tuples(st.floats(-9e5, 9e5), st.floats(-9e5, 9e5)), max_size=3), DRAW)
def test_variables_are_placed_and_freed(
    text: str, places: list[tuple[float, float]], data: st.DataObject
) -> None:
    source = source_of(text)
    chosen = [v for _ in places if (v := a_variable(data, source))]
    wanted = {v.name: at for v, at in zip(chosen, places, strict=False)}
    change = place(source, wanted)
    after = done(source, change)
    expected = source.diagram
    for variable in chosen:
        x, y = wanted[variable.name]
        expected = with_variable(expected, replace(variable, at=(round(x), round(y))))
    assert after.diagram == expected
    kept(source, after, set(wanted))
    free = unplace(after, wanted)
    freed = done(after, free)
    for variable in chosen:
        expected = with_variable(expected, replace(variable, at=None))
    assert freed.diagram == expected
    kept(after, freed, set(wanted))


# -- deleting --


def deleted(diagram: Diagram, names: set[str], ends: set[tuple[str, str]]) -> Diagram:
    def runs(loop: LoopDeclaration) -> bool:
        ring = loop.variables
        pairs = set(zip(ring, (*ring[1:], ring[0]), strict=True))
        return bool(names & set(ring) or ends & pairs)

    def speaks(operation: Operation) -> bool:
        said = {n for link in operation.links for n in (link.cause, link.effect)}
        pairs = {(link.cause, link.effect) for link in operation.links}
        is_on = operation.verb in ("cut", "weaken", "strengthen", "delay")
        return bool((said | {operation.name}) & names or (is_on and pairs & ends))

    return replace(
        diagram,
        variables=tuple(v for v in diagram.variables if v.name not in names),
        links=tuple(
            link
            for link in diagram.links
            if not {link.cause, link.effect} & names and (link.cause, link.effect) not in ends
        ),
        loops=tuple(loop for loop in diagram.loops if not runs(loop)),
        interventions=tuple(
            replace(i, changes=tuple(c for c in i.changes if not speaks(c)))
            for i in diagram.interventions
        ),
        runs=tuple(
            replace(
                plan,
                pushes=tuple(push for push in plan.pushes if push.variable not in names),
                watched=tuple(name for name in plan.watched if name not in names),
            )
            for plan in diagram.runs
            if not plan.pushes or any(push.variable not in names for push in plan.pushes)
        ),
    )


@given(TEXTS, DRAW)
def test_what_is_deleted_goes_and_all_else_stays(text: str, data: st.DataObject) -> None:
    source = source_of(text)
    diagram = source.diagram
    names, ends = set[str](), set[tuple[str, str]]()
    if diagram.variables:
        variables = st.sampled_from([v.name for v in diagram.variables])
        names = data.draw(st.sets(variables, max_size=2))
    if diagram.links:
        links = st.sampled_from([(link.cause, link.effect) for link in diagram.links])
        ends = data.draw(st.sets(links, max_size=3))
    change = delete(source, names, ends)
    after = done(source, change)
    assert not change.problem
    same(after, deleted(diagram, names, ends))
    kept(source, after, names | {name for pair in ends for name in pair})
    before = Counter(d.code for d in analyze(text).diagnostics if d.severity == "error")
    now = Counter(d.code for d in analyze(after.text).diagnostics if d.severity == "error")
    assert not now - before


EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.cld"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_lose_one_thing_at_a_time(path: Path) -> None:
    source = source_of(path.read_text(encoding="utf-8"))
    for variable in source.diagram.variables[::3]:
        after = done(source, delete(source, [variable.name]))
        same(after, deleted(source.diagram, {variable.name}, set()))
        kept(source, after, {variable.name})
    for link in source.diagram.links[::3]:
        ends = (link.cause, link.effect)
        after = done(source, delete(source, [], [ends]))
        same(after, deleted(source.diagram, set(), {ends}))
        kept(source, after, set(ends))
        turned = done(source, reverse(source, *ends))
        assert len(turned.diagram.links) == len(source.diagram.links)


# -- links --


@given(TEXTS, NAMES, NAMES, st.sampled_from("+-?"), DRAW)
def test_a_link_is_added(
    text: str, cause: str, effect: str, sign: str, data: st.DataObject
) -> None:
    source = source_of(text)
    if variable := a_variable(data, source):
        cause = data.draw(st.sampled_from([cause, variable.name]))
        other = a_variable(data, source)
        effect = data.draw(st.sampled_from([effect, other.name if other else effect]))
    change = add_link(source, cause, effect, sign)  # type: ignore[arg-type]
    after = done(source, change)
    assert bool(change.problem) == (source.diagram.link(cause, effect) is not None)
    if not change.problem:
        new = tuple(dict.fromkeys(n for n in (cause, effect) if not source.diagram.variable(n)))
        variables = (*source.diagram.variables, *map(Variable, new))
        link = Link(cause, effect, sign)  # type: ignore[arg-type]
        links = (*source.diagram.links, link)
        same(after, replace(source.diagram, variables=variables, links=links))
        old = tuple(v for v in after.diagram.variables if v.name not in new)
        assert old == source.diagram.variables
        kept(source, after, {cause, effect})


Verb = Callable[[Source, Link], TextChange]
SAID: list[tuple[Verb, Callable[[Link], Link]]] = [
    (lambda s, x: set_delay(s, x.cause, x.effect, None), lambda x: replace(x, delay=None)),
    (lambda s, x: set_delay(s, x.cause, x.effect, ""), lambda x: replace(x, delay=delay(""))),
    (
        lambda s, x: set_delay(s, x.cause, x.effect, "1s .. 2min  smooth"),
        lambda x: replace(x, delay=delay("1s..2min smooth")),
    ),
    (lambda s, x: set_bend(s, x.cause, x.effect, -12.34), lambda x: replace(x, bend=-12.3)),
    (lambda s, x: set_bend(s, x.cause, x.effect, None), lambda x: replace(x, bend=None)),
    (
        lambda s, x: set_note(s, x.cause, x.effect, '"a", #b'),
        lambda x: replace(x, notes=('"a", #b',)),
    ),
    (lambda s, x: set_note(s, x.cause, x.effect, ""), lambda x: replace(x, notes=())),
]  # fmt: skip


@given(TEXTS, st.sampled_from(SAID), DRAW)
def test_what_is_said_of_a_link(
    text: str, case: tuple[Verb, Callable[[Link], Link]], data: st.DataObject
) -> None:
    source = source_of(text)
    if link := a_link(data, source):
        verb, meant = case
        after = done(source, verb(source, link))
        assert after.diagram == with_link(source.diagram, meant(link))
        kept(source, after, {link.cause, link.effect})
        assert not verb(after, link).edits


@given(TEXTS, st.sampled_from("+-?"), DRAW)
def test_links_get_a_sign(text: str, polarity: str, data: st.DataObject) -> None:
    source = source_of(text)
    chosen = [link for _ in range(2) if (link := a_link(data, source))]
    ends = [(link.cause, link.effect) for link in chosen]
    change = set_polarity(source, ends, polarity)  # type: ignore[arg-type]
    after = done(source, change)
    expected = source.diagram
    for link in chosen:
        expected = with_link(expected, replace(link, polarity=polarity))
    assert after.diagram == expected
    kept(source, after, {name for pair in ends for name in pair})


@given(TEXTS, DRAW)
def test_a_link_is_turned_round(text: str, data: st.DataObject) -> None:
    source = source_of(text)
    link = a_link(data, source)
    if link is None:
        return
    change = reverse(source, link.cause, link.effect)
    after = done(source, change)
    back = source.diagram.link(link.effect, link.cause)
    assert bool(change.problem) == (back is not None and back is not link)
    if back is None:
        turned = replace(link, cause=link.effect, effect=link.cause)
        diagram = deleted(source.diagram, set(), {(link.cause, link.effect)})
        expected = replace(
            diagram,
            links=(*diagram.links, turned),
            interventions=source.diagram.interventions,
        )
        same(after, expected)
        kept(source, after, {link.cause, link.effect})


# -- loops, title, copies --


@given(TEXTS, ANY_TEXT, DRAW)
def test_a_loop_is_named(text: str, name: str, data: st.DataObject) -> None:
    report = analyze(text)
    if not report.loops:
        return
    loop = data.draw(st.sampled_from(report.loops))
    change = name_loop(report.source, loop, name)
    after = done(report.source, change)
    assert not change.problem
    kept(report.source, after, set(loop.variables))
    assert replace(after.diagram, loops=()) == replace(report.diagram, loops=())
    now = analyze(after.text)
    found = next(x for x in now.loops if set(x.links) == set(loop.links))
    assert (found.name or "") == name.strip()


def test_a_loop_that_closes_no_more_gets_no_name() -> None:
    loop: Loop = analyze("A (+)-> B (+)-> A").loops[0]
    assert name_loop(source_of("A (+)-> B"), loop, "X").problem


@given(TEXTS, ANY_TEXT)
def test_a_title_is_set(text: str, title: str) -> None:
    source = source_of(text)
    after = done(source, set_title(source, title))
    expected = title if title.strip() else None
    assert after.diagram == replace(source.diagram, title=expected)
    kept(source, after, set())


@given(TEXTS, TEXTS, DRAW)
def test_a_fragment_is_put_in(text: str, other: str, data: st.DataObject) -> None:
    source, said = source_of(text), source_of(other).diagram
    chosen = [v.name for v in said.variables if data.draw(st.booleans())]
    fragment = copy_text(source_of(other), chosen)
    names = new_names(source, source_of(fragment).diagram)
    assert set(names) == set(chosen)
    assert len(set(names.values())) == len(names)
    change = paste(source, fragment)
    after = done(source, change)
    assert bool(change.problem) == (not chosen)
    kept(source, after, set())
    old = {v.name for v in source.diagram.variables}
    assert after.diagram.variables[: len(old)] == source.diagram.variables
    new = [v.name for v in after.diagram.variables[len(old) :]]
    assert sorted(new) == sorted(names.values())
    links = {(x.cause, x.effect): x for x in after.diagram.links}
    for link in said.links:
        if link.cause in names and link.effect in names:
            cause, effect = names[link.cause], names[link.effect]
            assert links.pop((cause, effect)) == replace(link, cause=cause, effect=effect)
    assert set(links) == {(x.cause, x.effect) for x in source.diagram.links}
    if source.diagram.variables:
        one = source.diagram.variables[0].name
        again = done(source, duplicate(source, [one]))
        assert len(again.diagram.variables) == len(old) + 1


# -- texts that cannot be read --


@given(st.one_of(SOUP, FRAGMENTS), NAMES, st.sampled_from("+-?"), DRAW)
def test_no_verb_fails_on_any_text(text: str, name: str, sign: str, data: st.DataObject) -> None:
    source = source_of(text)
    link, variable = a_link(data, source), a_variable(data, source)
    cause, effect = (link.cause, link.effect) if link else (name, name)
    own = variable.name if variable else name
    loops = analyze(text).loops
    for change in [
        add_variable(source, name, (1, 2)),
        rename_variable(source, own, name),
        set_kind(source, own, "stock"),
        place(source, {own: (float("nan"), 2.0)}),
        place(source, {own: (3.0, 2.0)}),
        unplace(source, [own]),
        delete(source, [own]),
        delete(source, [], [(cause, effect)]),
        add_link(source, own, name),
        set_polarity(source, [(cause, effect)], sign),  # type: ignore[list-item]
        set_delay(source, cause, effect, name),
        set_delay(source, cause, effect, "3min"),
        set_bend(source, cause, effect, float("inf")),
        set_bend(source, cause, effect, 20),
        set_note(source, cause, effect, name),
        reverse(source, cause, effect),
        set_title(source, name),
        paste(source, text),
        duplicate(source, [own]),
        *(name_loop(source, loop, name) for loop in loops[:1]),
    ]:
        after = done(source, change)
        if not change.problem:
            assert comments(after) == comments(source)
