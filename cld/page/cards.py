"""The loops of a page as cards, and the controls that filter and sort them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cld.loops.loop import TYPE_NAMES, UNLISTED, Loop
from cld.page.drawing import Drawn
from cld.page.tags import Anchors, linked, text
from cld.paint.theme import TYPE_ROLES
from cld.prose.loop_lines import loop_lines
from cld.prose.loops import delay_words, round_trip
from cld.prose.wording import plural
from cld.report import Report

ORDERS = (
    ("listed", "as listed"),
    ("short", "fewest links first"),
    ("long", "most links first"),
    ("soon", "least delay first"),
    ("late", "most delay first"),
)

# In a list of more loops than this, browsers lay out only the part near the window.
HUGE = 1_200


def controls(loops: Sequence[Loop]) -> Iterator[str]:
    """Yield the controls that filter and sort the cards, if there are two or more."""
    if len(loops) < 2:
        return
    yield '<div class="controls" role="group" aria-label="Choose loops" data-live hidden>'
    yield '<label>Find <input type="search" id="find" autocomplete="off"></label>'
    kinds = [type_ for type_ in TYPE_NAMES if any(loop.type == type_ for loop in loops)]
    if len(kinds) > 1:
        yield '<span class="kinds" role="group" aria-label="Types">'
        for type_ in kinds:
            role = TYPE_ROLES[type_]
            yield (
                f'<button type="button" data-kind="{type_}" aria-pressed="true">'
                f'<b class="{role}">{type_}</b> {TYPE_NAMES[type_]}</button>'
            )
        yield "</span>"
    yield '<label>Sort <select id="sort">'
    for key, label in ORDERS:
        yield f'<option value="{key}">{label}</option>'
    yield "</select></label>"
    yield '<span id="shown" role="status"></span>'
    yield "</div>"


def cards(
    report: Report, loops: Sequence[tuple[str, Loop]], found: Drawn | None, places: Anchors
) -> Iterator[str]:
    """Yield the loops as a list, each with its place.

    The data of a card name its links in the picture, and its badge, for a script.
    """
    yield f'<ol class="cards{" huge" if len(loops) > HUGE else ""}">'
    for place, loop in loops:
        yield from _card(report, place, loop, found, places)
    yield "</ol>"
    yield '<p data-live hidden><button type="button" id="all"></button></p>'


def _card(
    report: Report, place: str, loop: Loop, found: Drawn | None, places: Anchors
) -> Iterator[str]:
    delay = report.delay(loop)
    data = [("type", loop.type), ("length", str(len(loop.links)))]
    if delay.known:
        data.append(("delay", f"{delay.total.min:g}"))
    if found is not None:
        numbers = (found.links[link.ends] for link in loop.links)
        data.append(("links", " ".join(map(str, numbers))))
        if loop.variables in found.badges:
            data.append(("badge", str(found.badges[loop.variables])))
    said = "".join(f' data-{key}="{value}"' for key, value in data)
    role, anchor = TYPE_ROLES[loop.type], text(place)
    yield f'<li class="card {role}" id="{anchor}"{said}>'
    # The letter stands for a loop without an id, too: colour alone says nothing.
    called = loop.type if loop.id == UNLISTED else loop.id
    name = f' <bdi class="name">{text(loop.name)}</bdi>' if loop.name else ""
    yield (
        f'<h3><a class="pin" href="#{anchor}"><b class="{role}">{text(called)}</b> '
        f'<span class="type">{TYPE_NAMES[loop.type]}</span>{name}</a></h3>'
    )
    facts = (plural(len(loop.links), "link"), delay_words(report, loop))
    yield f'<p class="facts">{text(" · ".join(facts))}</p>'
    steps = (f'<bdi dir="ltr">{_step(step)}</bdi>' for step in round_trip(loop))
    yield f'<p class="round">{" ".join(steps)}</p>'
    notes = list(loop_lines(report, loop))
    if notes:
        yield "<ul>"
        yield from (f"<li>{linked(note, places)}</li>" for note in notes)
        yield "</ul>"
    yield "</li>"


def _step(said: str) -> str:
    """A step of a loop as tags; its arrows stay on the lines of what they point at.

    >>> _step("—3min→ Circuit open ↑")
    '<span class="arrow">—3min→</span>\\xa0Circuit open\\xa0↑'
    """
    arrow, blank, rest = said.partition("→ ") if said[:1] in "→—" else ("", "", said)
    rest = text("\N{NO-BREAK SPACE}".join(rest.rsplit(" ", 1)))
    if arrow:
        return f'<span class="arrow">{text(arrow)}→</span>\N{NO-BREAK SPACE}{rest}'
    return f"→\N{NO-BREAK SPACE}{rest}" if blank else rest
