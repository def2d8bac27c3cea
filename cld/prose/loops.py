"""Loops and delays in words, the same for every kind of output."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from cld.behaviour.controllers import Controller
from cld.behaviour.decisions import blind_words
from cld.behaviour.goals import compared_with, goal_text, goals_of
from cld.core.diagram import Diagram, Goal, Link
from cld.core.english import is_plural
from cld.core.quantities import short_delay, spoken_delay
from cld.loops.basis import Basis
from cld.loops.loop import TYPE_NAMES, Loop
from cld.prose.wording import UNICODE, Signs, broken, plural
from cld.report import Report
from cld.selection import Selection, Wish
from cld.sentences import counts, reading
from cld.sentences import loops as say
from cld.sentences.naming import names_of

# A loop of more links than this is shown without its middle.
MOST_STEPS = 200


def round_trip(loop: Loop, signs: Signs = UNICODE) -> list[str]:
    """Return a loop as steps, beginning with a rise of its first variable.

    The last step says what comes back: `Load ↑↑` where the loop reinforces, `Load ↓` where it
    balances, and `?` after a link with an unknown sign. A loop of more than `MOST_STEPS` links is
    shown without its middle, with the number of links left out.

    >>> from cld.analyze import analyze
    >>> " ".join(round_trip(analyze("A (+)-> B (-, delay 3min)-> A").loops[0]))
    'A ↑ → B ↑ —3min→ A ↓'
    """
    rising, known, skipped = True, True, left_out(len(loop.links))
    steps = [f"{loop.links[0].cause} {signs.up.strip()}"]
    for index, link in enumerate(loop.links):
        known = known and link.polarity != "?"
        rising = rising != (link.polarity == "-")
        mark = (signs.up if rising else signs.down).strip() if known else "?"
        if index == len(loop.links) - 1 and loop.type == "R":
            mark = signs.up.strip() * 2 if signs is UNICODE else "up more"
        if index in skipped:
            if index == skipped.start:
                steps.append(f"{signs.arrow} … {plural(len(skipped), 'more link')} …")
            continue
        steps.append(f"{_arrow(link, signs)} {link.effect} {mark}")
    return steps


def left_out(count: int) -> range:
    """Return the links left out of a loop of `count` links: none, or the middle.

    >>> left_out(200), left_out(1_000)
    (range(0, 0), range(100, 900))
    """
    half = MOST_STEPS // 2
    return range(half, count - half) if count > MOST_STEPS else range(0)


def _arrow(link: Link, signs: Signs) -> str:
    if link.delay is None:
        return signs.arrow
    said = short_delay(link.delay)
    return f"{signs.dash}{said or signs.bars}{signs.arrow}"


def filled_steps(steps: list[str], width: int) -> list[str]:
    """Return steps put into lines of at most `width` cells, broken before an arrow."""
    lines: list[str] = []
    for step in steps:
        if lines and cell_len(lines[-1]) + 1 + cell_len(step) <= width:
            lines[-1] += f" {step}"
        else:
            # A name longer than a line is broken at its blanks.
            lines += [step] if cell_len(step) <= width else broken(step.split(" "), width)
    return lines


def delay_words(report: Report, loop: Loop) -> str:
    """Return the known delay of a loop: `delay 3min to 3min 15s (1 of 2 links marked)`."""
    delay = report.delay(loop)
    if not delay.marked:
        return counts.NO_DELAY_MARKED()
    links = plural(len(loop.links), "link")
    marked = counts.LINKS_MARKED(marked=delay.marked, links=links)
    if not delay.total.min and delay.total.max is None:
        return counts.DELAY_UNKNOWN(marked=marked)
    return counts.DELAY(delay=spoken_delay(delay.total), marked=marked)


def controller_words(report: Report, loop: Loop) -> list[str]:
    """Return for each variable that decides at intervals how often it decides, and how many
    decisions it makes before it sees the effect of the first."""
    marked = report.delay(loop).marked > 0
    return [_decides(controller, marked) for controller in report.controllers(loop)]


def _decides(found: Controller, marked: bool) -> str:
    s = "" if is_plural(found.variable) else "s"
    waits = ""
    if found.window is not None:
        waits = say.WAITS(wait=f"wait{s}", window=spoken_delay(found.window))
    return say.DECIDES(
        controller=found.variable,
        decides=f"decide{s}",
        every=spoken_delay(found.every),
        waits=waits,
        # Without a mark nothing is known of when an effect shows.
        count=say.THEN(count=blind_words(found)) if marked else "",
    )


def counts_words(report: Report) -> str:
    """Return the size of a diagram in words: `4 variables, 8 links, 3 loops: 1 reinforcing …`."""
    found = report.counts
    size = f"{plural(len(report.variables), 'variable')}, {plural(len(report.links), 'link')}"
    if not found.total:
        return counts.NO_LOOP(size=size)
    kinds = [
        f"{number:,} {word}"
        for number, word in (
            (found.R, "reinforcing"),
            (found.B, "balancing"),
            (found.U, "undetermined"),
        )
        if number
    ]
    sentence = counts.ALL_COUNTED if found.exact else counts.AT_LEAST
    return sentence(size=size, loops=plural(found.total, "loop"), kinds=", ".join(kinds))


def rest_words(report: Report, selection: Selection, wish: Wish) -> str:
    """Return how many loops are listed and which, or nothing if all are listed."""
    if selection.independent is not None:
        return _set_words(report, selection, wish, selection.independent)
    found, listed = selection.counts, len(selection.loops)
    if wish.is_plain and found.exact and listed == found.total:
        return ""
    if wish.is_plain and any(loop.span is not None for loop in report.loops):
        order = counts.NAMED_FIRST()
    else:
        by_delay = wish.order == "delay"
        order = (counts.LEAST_DELAY_FIRST if by_delay else counts.SHORTEST_FIRST)()
    more = "; --loops N shows more" if listed < found.total else ""
    showing = _showing(selection, "loop")
    return counts.IN_ORDER(showing=showing, which=_that_fit(wish), order=order, more=more)


def _showing(selection: Selection, what: str) -> str:
    found = selection.counts
    total = f"{found.total:,}{'' if found.exact else ' or more'} {what}"
    return counts.SHOWING(
        number=f"{len(selection.loops):,}", total=total + ("" if found.total == 1 else "s")
    )


def _that_fit(wish: Wish) -> str:
    said = [f" through {_and(wish.through)}"] if wish.through else []
    said += [f" that do not pass {_or(wish.avoiding)}"] if wish.avoiding else []
    said += [f" of at most {plural(wish.longest, 'link')}"] if wish.longest is not None else []
    return "".join(said)


def _set_words(report: Report, selection: Selection, wish: Wish, unnamed: int) -> str:
    """The loops listed from the shortest independent loop set, the meaning of that set, and how to
    see more; `unnamed` counts its loops that no statement names."""
    basis, listed = report.independent, len(selection.loops)
    if wish.is_plain:
        named = sum(loop.span is not None for loop in report.loops)
        found = plural(len(basis.loops), "independent loop")
        of_set = len(basis.loops) > unnamed  # some of the loops that are named
        pieces = ["those named in the file"] if named else []
        if listed > named + unnamed:
            rest = f"the rest of the {found}" if of_set else f"all {found}"
            pieces += [rest, "the shortest others"]
        else:
            pieces.append(f"the shortest of {found}")
        showing = _showing(selection, "loop")
        said = [counts.SET_LISTED(showing=showing, pieces=", then ".join(pieces))]
    else:
        named = selection.counts.total - unnamed
        order = (counts.NAMED_FIRST if named else counts.SHORTEST_FIRST)()
        showing = _showing(selection, "independent loop")
        said = [counts.IN_ORDER(showing=showing, which=_that_fit(wish), order=order, more="")]
    if wish in (Wish(), Wish(order="independent")) and basis.rank > 1:
        said.append(_what_the_set_is(basis))
    wanted = named + unnamed
    more = counts.SHOWS_MORE(number=wanted) if listed < wanted else ""
    every = "all loops" if report.counts.exact else "all loops that were found"
    said.append(counts.CHOOSES(more=more, every=every))
    return " ".join(said)


def _what_the_set_is(basis: Basis) -> str:
    if basis.complete:
        return counts.WHAT_THE_SET_IS()
    return counts.PART_OF_THE_SET(rank=f"{basis.rank:,}", number=f"{len(basis.loops):,}")


def _and(names: Sequence[str]) -> str:
    return " and ".join(names)


def _or(names: Sequence[str]) -> str:
    return " or ".join(names)


def why_type(loop: Loop) -> str:
    """Return why a loop has its type, by the polarity test."""
    count = loop.negative_links
    if loop.type == "U":
        unknown = sum(link.polarity == "?" for link in loop.links)
        signs = "one sign is" if unknown == 1 else f"{unknown} signs are"
        return reading.UNDETERMINED(signs=signs)
    negative = "no `-` links" if not count else plural(count, "`-` link")
    parity = "an even" if count % 2 == 0 else "an odd"
    return reading.PARITY(negative=negative, parity=parity, type=TYPE_NAMES[loop.type])


def loop_goal_words(diagram: Diagram, loop: Loop) -> str:
    """Return the goals of a balancing loop, or nothing if the file states none."""
    if loop.type != "B":
        return ""  # a loop that amplifies aims for nothing; the goal belongs to another
    return ", ".join(_goal(diagram, loop, *pair) for pair in goals_of(diagram, loop).items())


def _goal(diagram: Diagram, loop: Loop, name: str, goal: Goal) -> str:
    said = goal_text(name, goal)
    others = [] if loop.goals else compared_with(diagram, loop, name, goal)
    return say.GOAL_COMPARED(goal=said, names=names_of(others)) if others else said
