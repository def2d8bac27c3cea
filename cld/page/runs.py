"""The runs that a file states, as pictures on a page, each with its statements beneath."""

from __future__ import annotations

from collections.abc import Iterator

from cld.core.watch import Watch, unwatched
from cld.page.tags import text
from cld.paint.shapes import Look
from cld.prose.wording import plural
from cld.report import Report
from cld.simulate.planned import plan_problems

# More runs than this are not made for a page.
MOST_RUNS = 12


def runs_section(report: Report, watch: Watch = unwatched) -> Iterator[str]:
    """Yield each run of the file: its picture, and the behaviour of each part.

    >>> from cld.analyze import analyze
    >>> report = analyze('A (-, gain 0.1/s)-> A\\nA: stock\\nrun "Push" { step A 1 }')
    >>> page = "".join(runs_section(report))
    >>> page.count("<svg"), "A settles." in page
    (1, True)
    """
    plans = [
        plan
        for plan in report.diagram.runs
        if not plan.unread and not any(plan_problems(report.diagram, plan))
    ]
    if not plans or not report.diagram.variables:
        return
    # numpy is slow to load, and few files state runs.
    from cld.output.run_picture import run_picture
    from cld.paint.svg import svg_file
    from cld.prose.run import basis_remarks, behaviour_remarks, with_remarks
    from cld.simulate.made import make_run

    for number, plan in enumerate(plans[:MOST_RUNS], 1):
        watch("running the diagram over time", (number - 1) / len(plans))
        made = make_run(report.diagram, plan)
        look = Look(id=f"run-{number}")
        yield f'<figure class="run">{svg_file(run_picture(report.diagram, made), look)}'
        yield "<figcaption>"
        yield from (f"<p>{text(said)}</p>" for said in behaviour_remarks(made.run))
        if made.intervention is not None and made.after is not None:
            yield f"<p>{text(f'With “{made.intervention.name}”:')}</p>"
            said = with_remarks(report.diagram, made.intervention, made.after)
            yield from (f"<p>{text(one)}</p>" for one in said)
        yield "<details><summary>What this run rests on</summary>"
        yield from (f"<p>{text(said)}</p>" for said in basis_remarks(report.diagram, made.run))
        yield "</details></figcaption></figure>"
    more = len(plans) - MOST_RUNS
    if more > 0:
        yield f"<p>and {plural(more, 'more run', 'more runs')}: cld run shows them</p>"
