"""Loops and delays in words, the same for every kind of output."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from cld.behaviour.goals import goal_text, goals_of
from cld.behaviour.swing import Period
from cld.core.diagram import Diagram, Link
from cld.core.english import is_plural
from cld.core.quantities import spoken, spoken_delay, written_delay
from cld.loops.basis import Basis
from cld.loops.loop import TYPE_NAMES, Loop
from cld.prose.wording import UNICODE, Signs, broken, plural, titles_of
from cld.report import Report
from cld.selection import Selection, Wish

MOST_NAMED = 3
# Of a loop of more links than this the middle is left out: so many steps say nothing more.
MOST_STEPS = 200


def round_trip(loop: Loop, signs: Signs = UNICODE) -> list[str]:
    """Return a loop as steps, beginning with a rise of its first variable.

    The last step says what comes back: `Load ↑↑` where the loop reinforces, `Load ↓` where it
    balances, and `?` from a link on whose sign is not known. Of a loop of more than
    `MOST_STEPS` links the middle is left out, and it is said how many links that are.

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
                steps.append(f"{signs.arrow} … {len(skipped):,} links more …")
            continue
        steps.append(f"{_arrow(link, signs)} {link.effect} {mark}")
    return steps


def left_out(count: int) -> range:
    """Return which of so many links of a loop are not told one by one: none, or the middle.

    >>> left_out(200), left_out(1_000)
    (range(0, 0), range(100, 900))
    """
    half = MOST_STEPS // 2
    return range(half, count - half) if count > MOST_STEPS else range(0)


def _arrow(link: Link, signs: Signs) -> str:
    if link.delay is None:
        return signs.arrow
    said = written_delay(link.delay)
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
    """Return what is known of a loop's delay: `delay 3min to 3min 15s (1 of 2 links marked)`."""
    delay = report.delay(loop)
    if not delay.known:
        return "no delay marked"
    marked = f"{delay.marked} of {plural(len(loop.links), 'link')} marked"
    said = spoken_delay(delay.total)
    if said == "length not known":
        return f"delay of unknown length ({marked})"
    return f"delay {said} ({marked})"


def controller_words(report: Report, loop: Loop) -> list[str]:
    """Return for each variable that decides at intervals how often, and how much of that
    before it sees the effect of its first decision."""
    said = []
    for controller in report.controllers(loop):
        verb = "decide" if is_plural(controller.variable) else "decides"
        least, most = controller.decisions
        if most is None:
            count = f"at least {plural(least, 'decision')}"
        else:
            count = plural(most, "decision") if least == most else f"{least} to {most} decisions"
        words = f"{controller.variable} {verb} every {spoken_delay(controller.every)}"
        if controller.window is not None:
            wait = "wait" if is_plural(controller.variable) else "waits"
            words += f", {wait} {spoken_delay(controller.window)} between"
        stale = ": stale information" if controller.stale else ""
        said.append(f"{words}; {count} until the first one shows{stale}")
    return said


STRENGTH = "whether strongly enough, a diagram cannot say"


def protection_words(report: Report, loop: Loop) -> str:
    """Return what holds a reinforcing loop and whether in time; nothing for other loops."""
    said, found = held_words(report, loop), report.protection(loop)
    return f"{said}; {STRENGTH}" if found is not None and found.by else said


def held_words(report: Report, loop: Loop, in_time: str = "held in time") -> str:
    """Return the same without the reminder that strength is another question; `in_time` is
    what is said of a loop that is held in time."""
    found = report.protection(loop)
    if found is None:
        return ""
    might = ""
    if found.undetermined:
        names = ", ".join(found.undetermined[:MOST_NAMED])
        might = f"; {names} might, were the signs known"
    if not found.by:
        if found.verdict == "unprotected":
            return f"unprotected: no balancing loop shares a variable with it{might}"
        if report.counts.exact:
            return "touched by balancing loops that are not listed; whether in time is not known"
        return "not known whether anything holds it: not all loops were found"
    by = ", ".join(titles_of(report, found.by[:MOST_NAMED]))
    more = len(found.by) - MOST_NAMED
    if more > 0:
        by += f" and {more} more" if found.all_named else " and others"
    if found.verdict == "protected":
        return f"{in_time} by {by}{might}"
    if found.verdict == "unknown":
        return f"held by {by}, perhaps late: the delays do not tell{might}"
    one = len(found.by) == 1
    marked = report.delay(loop).known
    return f"held late by {by}: {_late(found.turns, one, marked)}{might}"


def _late(turns: tuple[float, float] | None, one: bool, marked: bool) -> str:
    answers = "it answers" if one else "the first answers"
    if turns is None:
        turn = "one turn" if marked else "one turn, which has no delay marked"
        return f"{answers} later than {turn}"
    least, most = (f"{number:.3g}" for number in turns)
    count = least if least == most else f"{least} to {most}"
    return f"{answers} after {count} turn{'' if count == '1' else 's'}"


def meeting_words(report: Report) -> list[str]:
    """Return how loops meet, a sentence each, what matters most first.

    That a balancing loop restrains a reinforcing one is said with the loop it holds, and two
    reinforcing loops are said with their combination.
    """
    return [said for _, said in meetings(report)]


def meetings(report: Report) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield how loops meet: the ids of those concerned, and the sentence of `meeting_words`."""
    for found in report.interactions:
        if found.kind in _KINDS:
            how = f"{' and '.join(found.loops)} {_KINDS[found.kind]}"
            yield found.loops, f"{how}: {found.because}"
    for group in report.combinations:
        loops = ", ".join(group.loops[:8]) + (" …" if len(group.loops) > 8 else "")
        shared = ", ".join(group.shared_variables[:4])
        held = "; none of them is held" if report.is_held(group) is False else ""
        yield group.loops, f"{loops} amplify each other through {shared}{held}"


_KINDS = {
    "conflict": "conflict",
    "fight": "fight",
    "resist": "meet, one resists",
    "may-fight": "may fight",
    "cooperate": "cooperate",
}


def swing_words(report: Report, loop: Loop) -> str:
    """Return whether a balancing loop can swing, with what that rests on; else nothing."""
    found = report.swing(loop)
    if found is None:
        return ""
    if found.model == "stocks not marked":
        return "whether it can swing depends on its stocks, and the file marks none"
    if found.can_swing == "no":
        if found.smooth:
            weak = "" if found.strength is None else ", and it reacts weakly (K·T is at most 1/4)"
            return f"does not swing: its delay only spreads changes{weak}"
        if found.strength is None:
            return "cannot swing: it answers at once" + (
                " and holds one stock" if found.model == "one stock" else ""
            )
        return "does not swing: it reacts too weakly for its delay (K·T is at most 1/e)"
    if found.model == "several stocks":
        return "can swing even without a delay: it holds several stocks"
    if found.mixed:
        return "can swing; a part of its delay spreads changes, so no period follows from it"
    if found.smooth:
        settling = found.period_if_settling
        known = f"period {_period(settling)}" if settling else "may be faster than 4 delays"
        return f"can swing but not grow: its delay only spreads changes; {known}"
    if found.model == "no stock":
        period = _period(found.period_if_growing)
        return f"can swing with a period of {period}: it holds no stock, so its gain decides"
    sure = bool(found.strength) and found.can_swing == "yes"
    can = "swings" if sure else "can swing"
    periods = [
        f"{_period(bounds)} if it {what}"
        for bounds, what in (
            (found.period_if_settling, "settles"),
            (found.period_if_growing, "grows"),
        )
        if bounds
    ]
    if found.strength and len(periods) == 1:
        how = "settles" if found.period_if_settling else "grows"
        verb = how if sure else how.removesuffix("s")
        return f"{can} and {verb}, period {periods[0].removesuffix(f' if it {how}')}"
    return f"{can}: period {', '.join(periods)}"


def _period(bounds: Period | None) -> str:
    if bounds is None:
        return "unknown length"
    least, most = bounds
    if most is None:
        return f"at least {_rounded(least)}" if least else "unknown length"
    if least == most:
        return _rounded(least)
    return f"{_rounded(least)} to {_rounded(most)}"


def _rounded(seconds: float) -> str:
    """A computed length to a tenth of a second, a short one to three digits."""
    return spoken(round(seconds, 1) if seconds >= 10 else float(f"{seconds:.3g}"))


def counts_words(report: Report) -> str:
    """Return the size of a diagram in words: `4 variables, 8 links, 3 loops: 1 reinforcing …`."""
    counts = report.counts
    size = f"{plural(len(report.variables), 'variable')}, {plural(len(report.links), 'link')}"
    if not counts.total:
        return f"{size}, no loop"
    kinds = [
        f"{number:,} {word}"
        for number, word in (
            (counts.R, "reinforcing"),
            (counts.B, "balancing"),
            (counts.U, "undetermined"),
        )
        if number
    ]
    if counts.exact:
        return f"{size}, {plural(counts.total, 'loop')}: {', '.join(kinds)}"
    return f"{size}, at least {plural(counts.total, 'loop')}; found {', '.join(kinds)}"


def rest_words(report: Report, selection: Selection, wish: Wish) -> str:
    """Return how many of which loops are listed, or nothing where all of them are."""
    if selection.independent is not None:
        return _set_words(report, selection, wish, selection.independent)
    counts, listed = selection.counts, len(selection.loops)
    if wish.is_plain and counts.exact and listed == counts.total:
        return ""
    if wish.is_plain and any(loop.span is not None for loop in report.loops):
        order = "those named in the file and the shortest first"
    else:
        order = "least delay first" if wish.order == "delay" else "the shortest first"
    more = "; --loops N shows more" if listed < counts.total else ""
    return f"{_showing(selection, 'loop')}{_that_fit(wish)}, {order}{more}."


def _showing(selection: Selection, what: str) -> str:
    counts = selection.counts
    total = f"{counts.total:,}" if counts.exact else f"{counts.total:,} or more"
    return f"Showing {len(selection.loops):,} of {total} {what}{'' if counts.total == 1 else 's'}"


def _that_fit(wish: Wish) -> str:
    said = [f" through {_and(wish.through)}"] if wish.through else []
    said += [f" that do not pass {_or(wish.avoiding)}"] if wish.avoiding else []
    said += [f" of at most {plural(wish.longest, 'link')}"] if wish.longest is not None else []
    return "".join(said)


def _set_words(report: Report, selection: Selection, wish: Wish, unnamed: int) -> str:
    """What is listed of the shortest independent loop set, what that set is, and how to see
    more; `unnamed` of its loops are named by no statement."""
    basis, listed = report.independent, len(selection.loops)
    if wish.is_plain:
        named = sum(loop.span is not None for loop in report.loops)
        found = plural(len(basis.loops), "independent loop")
        pieces = ["those named in the file"] if named else []
        if listed > named + unnamed:
            pieces += [f"all of {found}", "the shortest others"]
        else:
            pieces.append(f"the shortest of {found}")
        said = [f"{_showing(selection, 'loop')}: {', then '.join(pieces)}."]
    else:
        named = selection.counts.total - unnamed
        order = "those named in the file and the shortest first" if named else "the shortest first"
        said = [f"{_showing(selection, 'independent loop')}{_that_fit(wish)}, {order}."]
    if wish in (Wish(), Wish(order="independent")) and basis.rank > 1:
        said.append(_what_the_set_is(basis))
    wanted = named + unnamed
    more = f"--loops {wanted} shows all of them, " if listed < wanted else ""
    every = "all loops" if report.counts.exact else "all loops that were found"
    said.append(f"{more}--order shortest chooses from {every}.")
    return " ".join(said)


def _what_the_set_is(basis: Basis) -> str:
    these, end = f"these {basis.rank:,}", ""
    if not basis.complete:
        these, end = f"{basis.rank:,} such loops", f"; {len(basis.loops):,} of them were found"
    return (
        f"Every loop of the diagram is some of {these} laid over one another, where a link that "
        f"comes up twice drops out{end}."
    )


def _and(names: Sequence[str]) -> str:
    return " and ".join(names)


def _or(names: Sequence[str]) -> str:
    return " or ".join(names)


def why_type(loop: Loop) -> str:
    """Return why a loop has its type, as the polarity test says it."""
    count = loop.negative_links
    if loop.type == "U":
        unknown = sum(link.polarity == "?" for link in loop.links)
        signs = "one sign is" if unknown == 1 else f"{unknown} signs are"
        return f"{signs} not known, so its type is undetermined"
    negative = "no `-` link" if not count else plural(count, "`-` link")
    parity = "an even number" if count % 2 == 0 else "an odd number"
    return f"{negative}, {parity}: {TYPE_NAMES[loop.type]}"


def loop_goal_words(diagram: Diagram, loop: Loop) -> str:
    """Return what a loop is after, or nothing where the file does not say."""
    if loop.type == "R" and not loop.goals:
        return ""  # a loop that amplifies is after nothing; the goal belongs to another
    return ", ".join(goal_text(name, goal) for name, goal in goals_of(diagram, loop).items())
