"""`cld analyze FILE --format html`: the full report on one self-contained page.

Nothing is fetched: style, script, picture and font are in the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from cld.core.watch import Watch, unwatched
from cld.loops.loop import Loop
from cld.output.alike import as_printed
from cld.output.findings import summary
from cld.output.sections import SECTIONS
from cld.page.cards import cards, controls
from cld.page.drawing import PICTURE, Drawn, drawn, framed
from cld.page.head import page_head, resource
from cld.page.runs import runs_section
from cld.page.sections import findings_section, section_body
from cld.page.tags import Anchors, Section, anchors, section, text
from cld.paint.prefix import data_attribute, prefixed
from cld.prose.footnote import footnote
from cld.prose.loops import counts_words, rest_words
from cld.prose.verified import verified_words
from cld.prose.wording import plural
from cld.report import Report
from cld.selection import Selection, Wish
from cld.version import __version__

# No browser shows more cards than this in reasonable time.
MOST_CARDS = 10_000


def html(
    report: Report, selection: Selection, wish: Wish, watch: Watch = unwatched
) -> Iterator[str]:
    """Yield the page of a report in pieces.

    `selection` has at most `MOST_CARDS` loops. A watch receives the progress of the drawing.

    >>> from cld.analyze import analyze
    >>> report = analyze("A (+)-> A")
    >>> page = "".join(html(report, Selection(report.loops, report.counts), Wish()))
    >>> page[:15], page.count('class="card ')
    ('<!doctype html>', 1)
    """
    loops = tuple(selection.loops)
    places = tuple(anchors(loops))
    found = drawn(report, loops, watch)
    known = {loop.id: place for place, loop in zip(places, loops, strict=True)}
    runs = list(runs_section(report, watch))
    parts = [part for part in _parts(report, known, runs) if part[2]]
    main = "<main>" if found else '<main class="bare">'
    lines = [
        _head(report, loops, found),
        ["<body>", *_header(report, parts), main, *framed(report, found), '<div class="side">'],
        section("loops", "Loops", _loops(report, selection, wish, found, places, known)),
        *(section(id_, title, body) for id_, title, body in parts),
        ["</div>", "</main>", *_footer(report), f"<script>{_script()}</script>", "</body>"],
        ["</html>"],
    ]
    return (f"{line}\n" for group in lines for line in group)


def _parts(report: Report, places: Anchors, runs: Sequence[str]) -> Iterator[Section]:
    yield "runs", "Runs over time", runs
    findings = report.diagnostics
    said = f"Findings: {summary(as_printed(findings))}" if findings else "Findings"
    yield "findings", said, list(findings_section(report, places))
    # Tables, which are long, come last.
    for one in sorted(SECTIONS, key=lambda one: one.table(report) is not None):
        yield one.id, one.title(report), list(section_body(one, report, places))


def _loops(
    report: Report,
    selection: Selection,
    wish: Wish,
    found: Drawn | None,
    places: Sequence[str],
    known: Anchors,
) -> Iterator[str]:
    rest = rest_words(report, selection, wish)
    if rest:
        yield f"<p>{text(rest)}</p>"
    if not selection.loops:
        none = (
            "The diagram contains no feedback loop"
            if not report.counts.total
            else "No loops are listed"
        )
        yield f"<p>{none}.</p>"
        return
    yield from controls(tuple(selection.loops))
    yield from cards(report, tuple(zip(places, selection.loops, strict=True)), found, known)


# -- head, header, footer --


def _head(report: Report, loops: Iterable[Loop], found: Drawn | None) -> Iterator[str]:
    yield from page_head(f"{_title(report)} – causal loops", ("base.css", "page.css"), _script())
    without_script = "".join(_lit_by_address(loops, found))
    if without_script:
        yield f"<noscript><style>{without_script}</style></noscript>"
    yield "</head>"


def _title(report: Report) -> str:
    return report.title or report.file


def _script() -> str:
    return resource("page.js")


def _lit_by_address(loops: Iterable[Loop], found: Drawn | None) -> Iterator[str]:
    """Without a script, `#R1` highlights a loop that has a badge."""
    parts = ",".join(f".{prefixed(part)}" for part in ("link", "variable", "loop"))
    for loop in loops:
        id_ = loop.id
        if found and loop.variables in found.badges and re.fullmatch("[A-Za-z][0-9]+", id_):
            its = f'[{data_attribute("loops")}~="{id_}"],[{data_attribute("loop")}="{id_}"]'
            faded = f":root:has(#{id_}:target) #{PICTURE} :is({parts}):not({its})"
            yield f"{faded}{{color:var(--faint)}}"
            yield f"{faded}>:is(path,rect:not(.{prefixed('halo')})){{opacity:.3}}"


def _header(report: Report, parts: Iterable[Section]) -> Iterator[str]:
    yield '<a class="skip" href="#loops">Skip to the loops</a>'
    yield "<header>"
    yield f"<h1><bdi>{text(_title(report))}</bdi></h1>"
    yield f'<p class="counts">{text(counts_words(report))}.</p>'
    yield from (f"<p>{text(said)}</p>" for said in verified_words(report))
    errors = sum(finding.severity == "error" for finding in report.diagnostics)
    if errors:
        yield (
            f'<p class="errors">The file has <a href="#findings">{plural(errors, "error")}</a>; '
            "the report covers the rest of it.</p>"
        )
    yield '<nav aria-label="On this page"><ul>'
    yield '<li><a href="#loops">Loops</a></li>'
    for id_, title, _ in parts:  # the part in parentheses is only in the heading
        yield f'<li><a href="#{id_}">{text(title.split(" (")[0])}</a></li>'
    yield "</ul></nav>"
    yield '<button type="button" id="theme" data-live hidden></button>'
    yield "</header>"


def _footer(report: Report) -> Iterator[str]:
    yield "<footer>"
    cannot = footnote(report)
    if cannot:
        yield f'<p class="limits">{text(cannot)}</p>'
    yield f"<p>Made by cld {__version__} from <bdi>{text(report.file)}</bdi>.</p></footer>"
