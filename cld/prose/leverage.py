"""Leverage in words: the effects of interventions, and links and variables worth changing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from cld.leverage.cutset import CutSet
from cld.leverage.levels import LEVELS, Judgement
from cld.leverage.where import Lever
from cld.loops.drain import own_flows
from cld.prose.wording import plural
from cld.report import Report
from cld.sentences import leverage as say
from cld.sentences import places
from cld.sentences.naming import names_of
from cld.sentences.sentence import Sentence

MOST_CUT = 12
# At most this many links that are on all reinforcing loops are named.
MOST_ALIKE = 3


def by_strength(judgements: Sequence[Judgement]) -> list[Judgement]:
    """Return interventions, the strongest first; those without a level come last."""
    return sorted(judgements, key=lambda found: 13 if found.level is None else found.level)


def level_words(found: Judgement) -> str:
    """Return the level of an intervention: `level 7, gain of reinforcing loops (also 8)`."""
    if found.level is None:
        return say.NO_LEVEL()
    return say.LEVEL(level=found.level, name=level_name(found))


def level_name(found: Judgement) -> str:
    """Return the name of its level, and its other levels."""
    if found.level is None:
        return say.NO_LEVEL()
    said = LEVELS[found.level]
    if found.suggested:  # its words are those of one level
        return say.SUGGESTED(said=said)
    if len(found.also) == 1:
        return say.ALSO(said=said, levels=f"{found.also[0]}, {LEVELS[found.also[0]]}")
    return say.ALSO(said=said, levels=names_of(list(map(str, found.also)))) if found.also else said


def stated_words(found: Judgement) -> str:
    """Return the level that its author states if its operations or words disagree, or nothing."""
    stated = found.intervention.levels
    levels = " or ".join(map(str, stated))
    if found.borne_out is False:
        return say.NOT_BORNE_OUT(levels=levels)
    told = found.borne_out or found.level in stated
    return say.STATED(levels=levels) if stated and not told else ""


# The variables of a new loop, in brackets.
_A_WAY_ROUND = re.compile(r" \([^()]* (?:→|->) [^()]*\)")


def worse_words(found: Judgement, told: bool = False) -> str:
    """Return how an intervention may make things worse, with its effects on the other side if
    there are any, unless all effects are `told` before; or nothing."""
    if not found.worse:
        return ""
    said = "; ".join(found.worse)
    if found.other_side and told:
        # The loops in brackets are named among the effects, right above.
        return say.TRADE_OFF_TOLD(said=_A_WAY_ROUND.sub("", said))
    if found.other_side:
        return say.TRADE_OFF(said=said, other="; ".join(found.other_side))
    if not found.only_growth:
        return say.WORSE(said=said)
    effects = found.effects
    stronger = (*effects.created, *effects.strengthened, *effects.quickened)
    weaker = (*effects.broken, *effects.weakened, *effects.slowed)
    alone = any(x.type == "R" for x in stronger) and not any(x.type == "B" for x in weaker)
    return (say.WORSE_GROWTH if alone else say.WORSE_OPPOSING)(said=said)


def _does(found: Judgement) -> str:
    """The effects of an intervention, unless its other side says them; or that it has no link."""
    changes = found.intervention.changes
    if changes and not any(one.links or one.name for one in changes):
        return say.TOUCHES_NONE()
    return "" if found.worse or (not changes and found.level is None) else found.because


def in_short(found: Judgement) -> tuple[str, tuple[str, ...]]:
    """Return an intervention with its level, and its effects as lines beneath."""
    lines = (
        _does(found),
        # A level that the operations do not support is a finding.
        stated_words(found) if found.borne_out is None else "",
        worse_words(found),
    )
    return f"{found.name}: {level_words(found)}", tuple(filter(None, lines))


def cut_words(report: Report) -> str:
    """Return the links that all reinforcing loops run through, as a sentence; else the variables,
    else the smallest set of links. It is a count, because growth may be wanted."""
    cut, moving = report.where.cut, report.where.moving
    loops = report.counts.R - moving
    if not report.counts.R:
        return places.NO_R() if report.counts.exact else places.NO_R_FOUND()
    if report.complete and not loops:
        return places.ONLY_MATERIAL()
    if cut.left:
        return places.ON_ALL_BUT(
            count=f"{len(cut.links):,}", left=f"{cut.left:,}", loops=f"{loops:,}"
        )
    which = _all_loops(report)
    if len(cut.links) == 1:
        return _on_one(report, cut, which)
    at_one = [lever.place for lever in report.where.variables if lever.reinforcing == loops]
    if moving or not at_one:
        return _on_some(report, _each(report))
    said = places.AT_ONE(which=which, variables=names_of(at_one, MOST_ALIKE))
    return said if len(cut.links) == loops else f"{said}; {_on_some(report, 'each')}"


def _all_loops(report: Report) -> str:
    loops = report.counts.R - report.where.moving
    all_ = "both" if loops == 2 else f"all {loops:,}"
    return f"{all_} reinforcing loops{_amplifying(report)}{_known(report)}"


def _amplifying(report: Report) -> str:
    """Words that leave out reinforcing loops which only move material, if there are such."""
    return f" {places.THAT_AMPLIFY()}" if report.where.moving else ""


def _each(report: Report) -> str:
    loops = report.counts.R - report.where.moving
    return f"each of the {loops:,} reinforcing loops{_amplifying(report)}{_known(report)}"


def flows_apart(report: Report, least: int = 1) -> str:
    """Return that the links by which flows fill and drain stocks are left out, if one of them is
    on at least `least` of the listed reinforcing loops."""
    flows = own_flows(report.diagram)
    driven = (loop for loop in report.loops if loop.type == "R") if flows else ()
    through = Counter(link.ends for loop in driven for link in loop.links if link.ends in flows)
    if max(through.values(), default=0) < least:
        return ""
    drains = any(ends[::-1] in flows for ends in through)
    return places.NO_FLOWS() if drains else places.NO_INFLOWS()


def _on_some(report: Report, each: str) -> str:
    """The smallest set of links that all reinforcing loops run through, if there are several."""
    cut = report.where.cut
    shown = names_of([_link(ends) for ends in cut.links], MOST_CUT)
    count = f"{len(cut.links):,}"
    if cut.exact:
        fewer = len(cut.links) - 1
        few = "no single link is on all of these loops"
        few = few if fewer == 1 else f"no {fewer:,} links are enough"
        said = places.ON_SOME_OF(
            each=each, count=count, fewer=few, links=shown, apart=flows_apart(report)
        )
    else:
        said = places.ON_AT_LEAST(
            each=each,
            count=count,
            least=f"{cut.least:,}",
            links=shown,
            apart=flows_apart(report),
        )
    said = said if cut.alone or not cut.exact else places.OTHERS_DO(said=said)
    return _with_balancing(said, cut.balancing, "these")


def _on_one(report: Report, cut: CutSet, which: str) -> str:
    """The links on all reinforcing loops, those on the fewest balancing loops first."""
    loops = report.counts.R - report.where.moving
    if loops == 1:
        said = places.CUT_ONE(link=_link(cut.links[0]))
        return _with_balancing(said, cut.balancing, "it")
    alike = [lever for lever in report.where.links if lever.reinforcing == loops]
    if report.where.moving:  # the numbers include loops that only move material
        alike = []
    shown, rest = _fewest(alike) if alike else ([_link(cut.links[0])], [])
    said = places.ON_ALL(
        links=names_of(shown, MOST_ALIKE),
        are=_are(len(shown)),
        which=which,
        balancing=_on_balancing(cut.balancing) if cut.balancing else "",
        apart=flows_apart(report, loops),
    )
    return _and_others(said, rest) if rest else said


def _are(links: int) -> str:
    return "is" if links == 1 else "are"


def _on_balancing(loops: int) -> str:
    return places.ON_B(loops=plural(loops, "balancing loop"))


def _fewest(
    levers: Sequence[Lever[tuple[str, str]]],
) -> tuple[list[str], list[Lever[tuple[str, str]]]]:
    """The links that the fewest balancing loops run through, and the others."""
    least = min(lever.balancing or 0 for lever in levers)
    shown = [_link(lever.place) for lever in levers if (lever.balancing or 0) == least]
    return shown, [lever for lever in levers if (lever.balancing or 0) != least]


def _with_balancing(said: str, balancing: int, them: str) -> str:
    if not balancing:
        return said
    loops, s = plural(balancing, "balancing loop"), "s" if balancing == 1 else ""
    return places.BALANCING_TOO(said=said, loops=loops, s=s, them=them)


def lever_rows(levers: Sequence[Lever[tuple[str, str]] | Lever[str]]) -> list[tuple[str, ...]]:
    """Return places as rows: unchecked, reinforcing and balancing loops, then the place."""
    rows = []
    for lever in levers:
        place = lever.place if isinstance(lever.place, str) else _link(lever.place)
        counts = (lever.unchecked, lever.reinforcing, lever.balancing)
        rows.append((*("?" if count is None else f"{count:,}" for count in counts), place))
    return rows


def leverage_title(report: Report) -> str:
    """Return the title of the section on leverage, with the order of levels if it shows one."""
    return f"Leverage ({places.LEVELS()})" if report.interventions else "Leverage"


def leverage_words(report: Report) -> list[str]:
    """Return the items of `leverage_items`, each in one line."""
    return ["; ".join((text, *lines)) for text, lines in leverage_items(report)]


def leverage_items(report: Report) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the short section on leverage: links that several reinforcing loops run through, if
    there are any, and each intervention with its effects beneath."""
    if report.counts.R > 1:
        few = len(report.where.cut.links)
        on_all = [x for x in report.where.links if x.reinforcing == report.counts.R]
        # A variable on all of them is shown with how loops interact. Of many links on all of them
        # none is shown, nor a link on most of them: a count says nothing about effects.
        if few == 1 and len(on_all) <= MOST_ALIKE:
            yield cut_words(report), ()
        elif 1 < few < report.counts.R and report.where.cut.alone:
            yield _on_some(report, _each(report)), ()
    yield from map(in_short, by_strength(report.interventions))


def _and_others(said: str, rest: Sequence[Lever[tuple[str, str]]]) -> str:
    if len(rest) == 1:
        loops = plural(rest[0].balancing or 0, "balancing loop")
        return places.AND_ONE(said=said, link=_link(rest[0].place), loops=loops)
    return places.AND_OTHERS(said=said, links=plural(len(rest), "other link"), are=_are(len(rest)))


def _link(ends: tuple[str, str]) -> str:
    return " → ".join(ends)


def _known(report: Report) -> str:
    return "" if report.where.complete else " that were found"


# The beginnings of counts of loops or links within a sentence.
_COUNTS = r"both reinforcing|each of|all [\d,]+ reinforcing|[\d,]+ links"


@cache
def _no_name() -> re.Pattern[str]:
    """How the sentences on leverage begin that do not begin with a name."""
    tables = (*vars(say).values(), *vars(places).values())
    templates = (one.template for one in tables if isinstance(one, Sentence))
    plain = (template.partition("{")[0] for template in templates if template[:1].islower())
    # Two words are enough to tell “the diagram …” from a name that begins with “the”.
    begun = {re.escape(" ".join(words.split()[:2]).strip(":,")) for words in plain}
    return re.compile(rf"(?:{_COUNTS}|{'|'.join(sorted(begun))})\b")


def as_sentence(words: str) -> str:
    """Return words as a sentence; a name that they begin with keeps its letters.

    >>> as_sentence("opens R1"), as_sentence("iPhones → users takes 5s")
    ('Opens R1.', 'iPhones → users takes 5s.')
    """
    first = words[:1].upper() if _no_name().match(words) else words[:1]
    return f"{first}{words[1:]}."
