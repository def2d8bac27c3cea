"""Laws of grading: what no answer may gain by, whatever the key and whatever else it holds."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise, permutations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cld.analyze import analyze
from cld.core.diagram import Diagram, Link
from cld.core.watch import Watch
from cld.grade.all_drawn import DrawnLinks
from cld.grade.comparison import Comparison
from cld.grade.grade import Grade, grade
from cld.grade.grade import graded as grade_by_name
from cld.grade.key import Key, read_key
from cld.grade.pairing import Pairing
from cld.grade.wrong_links import Paths
from cld.language.write import write

Said = dict[tuple[str, str], str]

names = st.sampled_from("ABCDEF")
signs = st.sampled_from("+-")
links = st.dictionaries(st.tuples(names, names), signs, min_size=2, max_size=9)
answers = st.dictionaries(
    st.tuples(st.sampled_from("ABCDEFxy"), st.sampled_from("ABCDEFxy")),
    st.sampled_from("+-?"),
    max_size=14,
)


# Who draws every possible link has more loops than matter here.
EFFORT, MOST_LOOPS = 0.01, 50


def written(said: Said, delay: str = "") -> str:
    return "".join(f"{a} ({sign}{delay})-> {b}\n" for (a, b), sign in said.items())


def graded(text: str, key: Key) -> Grade:
    """Grade an answer whose names are those of the key."""
    answer = analyze(text, "-", MOST_LOOPS, Watch(effort=EFFORT))
    known = {v.name: v.name for v in key.diagram.variables if answer.diagram.variable(v.name)}
    return grade(Comparison(key, answer, Pairing(known)))


@st.composite
def keys(draw: st.DrawFn) -> Key:
    """A key that asks for each of its loops, for some of its links, and for other things."""
    said = draw(links)
    text = written(said)
    report = analyze(text)
    for variable in report.variables:
        name = variable.name
        text += f'{name}: alias "also {name}{name}", opposite "contrary of {name}{name}"\n'
    for name in draw(st.sets(names, max_size=2)):
        text += f"{name}: optional\n" if report.diagram.variable(name) else ""
    for loop in report.loops[:6]:
        text += f"expect loop: {', '.join(loop.variables)} (points {draw(st.integers(1, 9))})\n"
    for link in report.links:
        if draw(st.booleans()):
            text += f"expect link {link.cause} ({link.polarity})-> {link.effect} (points 2)\n"
    text += "expect at least 2 loops (points 3)\n"
    key, problems = read_key(analyze(text + draw(more_asked(said))))
    assert not problems
    return key


@st.composite
def more_asked(draw: st.DrawFn, said: Said) -> str:
    """Lines that ask for what is no loop and no link."""
    kinds = ("delays on loops", "at least 1 combinations", "interventions ranked")
    asked = [f"expect {kind} (points 3)" for kind in kinds if draw(st.booleans())]
    for number, operation in enumerate(OPERATIONS):
        if draw(st.booleans()):
            ends = draw(st.sampled_from(sorted(said)))
            done = operation.format(*ends)
            levels = f"level {draw(st.integers(6, 9))} or {draw(st.integers(10, 12))}"
            asked.append(f'intervention "Lever {number}" {{ {done} }}')
            asked.append(f'expect intervention "Lever {number}" (points 4, {levels})')
    for cause, effect in sorted(said)[:1]:
        flow = "inflow" if said[cause, effect] == "+" else "outflow"
        asked.append(f'expect stock {effect} (points 3, {flow} "{cause}")')
    asked += draw(st.sampled_from([[], [], ["forbid none"]]))
    return "\n".join(asked) + "\n"


OPERATIONS = (
    "cut {} -> {}", "weaken {} -> {}", "add {1} (-)-> lever (+)-> {0}", "delay {} -> {}: 5s to 1s",
)  # fmt: skip

# What an answer may say beside its links.
levels = st.sampled_from(["", " (level 7)", " (level 8)", " (level 12)", " (level 9 or 10)"])


@st.composite
def beside(draw: st.DrawFn) -> str:
    lines = [
        f'intervention "Lever {number}"{draw(levels)} '
        f"{{ {operation.format(draw(names), draw(names))} }}"
        for number, operation in enumerate(OPERATIONS)
        if draw(st.booleans())
    ]
    lines += [f"{name}: stock" for name in draw(st.sets(names, max_size=2))]
    return "\n".join(lines) + "\n"


def named(key: Key) -> list[str]:
    return [variable.name for variable in key.diagram.variables]


def changed(diagram: Diagram, links: tuple[Link, ...]) -> str:
    return write(Diagram(variables=diagram.variables, links=links))


@given(keys())
def test_a_key_earns_all_that_its_own_links_can(key: Key) -> None:
    own = graded(changed(key.diagram, key.diagram.links), key)
    assert not own.charges and own.comparison.kept == 1
    for earned in own.earned:
        if earned.criterion.expectation.kind in ("link", "loop"):
            assert earned.share == 1
        if earned.criterion.expectation.kind == "at least loops":
            assert earned.share == min(1, len(key.report.loops) / 2)


@given(keys(), answers, beside(), st.data())
def test_removing_a_link_of_the_key_never_raises_a_score(
    key: Key, said: Said, more: str, data: st.DataObject
) -> None:
    ours: Said = {(link.cause, link.effect): link.polarity for link in key.diagram.links}
    removed = data.draw(st.sampled_from(sorted(ours)))
    with_it = graded(written({**said, removed: ours[removed]}) + more, key).score
    without = graded(written({e: s for e, s in said.items() if e != removed}) + more, key).score
    assert without <= with_it + 1e-9


@given(keys(), answers, beside(), st.data())
def test_adding_a_wrong_link_never_raises_a_score(
    key: Key, said: Said, more: str, data: st.DataObject
) -> None:
    known = named(key)
    paths = Paths(key.diagram, frozenset(known) - key.optional)
    wrong = [
        (a, b, sign) for a in known for b in known for sign in "+-"
        if (a, b) not in said and sign not in paths.signs(a, b)
    ]  # fmt: skip
    assume(wrong)
    a, b, sign = data.draw(st.sampled_from(wrong))
    more += "".join(f"{name}:\n" for name in known)
    before = graded(written(said) + more, key)
    after = graded(written({**said, (a, b): sign}) + more, key)
    assert (a, b) in {(one.cause, one.effect) for one in after.comparison.wrong}
    assert after.score <= before.score + 1e-9


@given(keys(), answers, beside(), st.randoms(use_true_random=False))
def test_order_does_not_count(key: Key, said: Said, more: str, random: object) -> None:
    turned = dict(reversed(said.items()))
    assert graded(written(said) + more, key).score == graded(written(turned) + more, key).score


@given(keys(), answers, st.dictionaries(names, st.sampled_from(["alias", "opposite"])))
def test_other_words_for_the_same_change_nothing(key: Key, said: Said, how: dict[str, str]) -> None:
    how = {name: way for name, way in how.items() if key.diagram.variable(name)}
    words = {"alias": "also {0}{0}", "opposite": "contrary of {0}{0}"}

    def called(name: str) -> str:
        return words[how[name]].format(name) if name in how else name

    def sign(ends: tuple[str, str]) -> str:
        turns = sum(how.get(end) == "opposite" for end in ends) == 1
        return {"+": "-", "-": "+", "?": "?"}[said[ends]] if turns else said[ends]

    def score(links: Said) -> float:
        return grade_by_name(key, analyze(written(links)))[0].score

    assert score({(called(a), called(b)): sign((a, b)) for a, b in said}) == score(said)


# -- gaming --


def direct(pairs: list[tuple[str, str]], sign: str) -> Said:
    return dict.fromkeys(pairs, sign)


def by_steps(pairs: list[tuple[str, str]], sign: str, called: str = "via") -> Said:
    """A way over a step of its own for each pair."""
    into: Said = {(a, f"{called} {a}{b}"): sign for a, b in pairs}
    return {**into, **{(f"{called} {a}{b}", b): "+" for a, b in pairs}}


def by_both_steps(pairs: list[tuple[str, str]], sign: str) -> Said:
    """Two such ways for each pair, one of each sign."""
    return {**by_steps(pairs, "+", "rise"), **by_steps(pairs, "-", "fall")}


def by_hubs(pairs: list[tuple[str, str]], sign: str) -> Said:
    """Steps that lead from everything to everything, as many as there are variables."""
    known = dict.fromkeys(a for a, _ in pairs)
    hubs = [f"hub {number}" for number in known]
    into: Said = {(name, hub): sign for hub in hubs for name in known}
    return {**into, **{(hub, name): "+" for hub in hubs for name in known}}


def by_two_hubs(pairs: list[tuple[str, str]], sign: str) -> Said:
    """One step for a rise and one for a fall, from everything to everything."""
    known = dict.fromkeys(a for a, _ in pairs)
    rises: Said = {(name, "rise"): "+" for name in known}
    falls: Said = {(name, "fall"): "-" for name in known}
    return {**rises, **falls, **{(hub, name): sign for hub in ("rise", "fall") for name in known}}


def by_fans(pairs: list[tuple[str, str]], sign: str) -> Said:
    """From each variable one step that leads to all others."""
    return {(a, f"fan {a}"): sign for a, _ in pairs} | {(f"fan {a}", b): "+" for a, b in pairs}


def by_doors(pairs: list[tuple[str, str]], sign: str) -> Said:
    """One step out of each variable, one into each, and between them ways of both signs."""
    doors = {(a, f"out {a}"): "+" for a, _ in pairs} | {(f"in {b}", b): "+" for _, b in pairs}
    return doors | by_both_steps([(f"out {a}", f"in {b}") for a, b in pairs], sign)


def by_long_ways(pairs: list[tuple[str, str]], sign: str) -> Said:
    """Ways of each pair's own over more steps than are near."""
    found: Said = {}
    for a, b in pairs:
        way = [a, *(f"{step} from {a} to {b}" for step in range(7)), b]
        found |= dict.fromkeys(pairwise(way), "+") | {(a, way[1]): sign}
    return found


FLOODS = [
    direct, by_steps, by_both_steps, by_hubs, by_two_hubs, by_fans, by_doors, by_long_ways,
]  # fmt: skip


@pytest.mark.parametrize("flood", FLOODS)
@settings(max_examples=settings().max_examples // 2)
@given(keys(), answers, beside(), signs, st.sampled_from(["", ", delay 1s"]))
def test_all_possible_links_raise_nothing(
    flood: Callable[..., Said], key: Key, said: Said, more: str, sign: str, delay: str
) -> None:
    known = named(key)
    # A key that has them all is told as such, CLD804: there, they are what is asked for.
    own = Pairing({name: name for name in known})
    assume(DrawnLinks(key.diagram, key.diagram, own, key.optional).possible)
    every = flood(list(permutations(known, 2)), sign)
    before = graded(written(said) + more, key).score
    assert graded(written({**every, **said}, delay) + more, key).score <= before
    assert graded(written(every, delay), key).score == 0


@given(keys(), answers, st.integers(1, 50))
def test_more_variables_raise_nothing(key: Key, said: Said, count: int) -> None:
    more = written(said) + "".join(f"extra {n} (+)-> extra {n + 1}\n" for n in range(count))
    assert graded(more, key).score == graded(written(said), key).score


@given(keys(), answers, beside())
def test_names_without_links_raise_nothing(key: Key, said: Said, more: str) -> None:
    text = written(said) + more
    copied = "".join(f"{name}:\n" for name in named(key))
    assert graded(text + copied, key).score <= graded(text, key).score + 1e-9
    assert graded(copied, key).score == 0


@given(keys(), answers)
def test_stating_every_loop_as_both_types_raises_nothing(key: Key, said: Said) -> None:
    both = "".join(
        f"loop {type_}: {', '.join(loop.variables)}\n"
        for loop in key.report.loops
        for type_ in ("reinforcing", "balancing")
    )
    before = graded(written(said), key).score
    assert graded(written(said) + both, key).score <= before


def test_a_step_that_leads_to_all_counts_for_each_of_them() -> None:
    """As do ways of both signs: who draws them does not choose either."""
    ring = "V (+)-> W (+)-> X (+)-> Y (+)-> Z (+)-> V"
    loop = "expect loop: V, W, X, Y, Z (points 10)"
    key, _ = read_key(analyze(f"{ring}\n{loop}\nforbid none"))
    fan = "".join(f"V (+)-> fan\nfan (+)-> {name}\n" for name in "XYZ")
    assert graded(f"{ring}\n{fan}", key).comparison.kept == 1
    others = [(a, b) for a, b in permutations("VWXYZ", 2) if (a, b) not in pairwise("VWXYZV")]
    assert graded(f"{ring}\n{written(by_steps(others[:10], '+'))}", key).comparison.kept == 1
    both = graded(f"{ring}\n{written(by_both_steps(others[:10], '+'))}", key)
    assert both.comparison.kept == both.score == 0


def test_many_steps_of_ones_own_far_apart_cost_nothing() -> None:
    """A large diagram of which a key has a few variables leads from each of them to all, over
    steps of its own that serve for other things."""
    ring_of_key = "A (+)-> B (-)-> C (+)-> D (+)-> E (+)-> A\n"
    key, _ = read_key(analyze(f"{ring_of_key}expect loop: A, B, C, D, E (points 6)"))
    round_ = [f"own {number}" for number in range(30)]
    ring: Said = dict.fromkeys(pairwise([*round_, round_[0]]), "+")
    doors: Said = {}
    for place, name in enumerate("ABCDE"):
        doors |= {(name, f"own {6 * place + 1}"): "+", (f"own {6 * place}", name): "+"}
    found = graded(ring_of_key + written({**ring, **doors}), key)
    assert found.comparison.kept == 1 and found.score == 6
