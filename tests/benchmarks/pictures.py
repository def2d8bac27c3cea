"""How good pictures are, beside plain Graphviz layouts with the same arcs and marks.

Run by hand: `PYTHONPATH=tests python tests/benchmarks/pictures.py [FOLDER…] [--most N]`, where
folders hold diagrams as JSON or .cld (else those of the corpus). Prints a table of sums over all
diagrams of up to so many variables (45), and with `--each` a line for every one.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from corpus import CORPUS

from cld.analyze import analyze
from cld.io.known import FORMATS
from cld.language.write import write
from cld.loops.loop import Loop, loop_type
from cld.picture.compose import compose
from cld.picture.drawing import Drawing
from cld.picture.layout import layout
from cld.picture.metrics import Metrics, measure
from cld.picture.picture import Picture
from cld.picture.plan import LONGEST_LOOP, MOST_LOOPS, plan
from cld.picture.starts import proposals
from cld.report import Report

ENGINES = ("neato", "fdp", "sfdp", "dot", "circo")
SUMS = (
    *("crossings", "links_through_names", "name_overlaps", "marks_on_names", "marks_on_links"),
    *("badges_on_names", "loops_out_of_order"),
)


def report_of(path: Path) -> Report:
    """Read a diagram of any of the two formats."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        text = write(FORMATS["json"].read(text).diagram)
    return analyze(text, path.name)


def shown(report: Report) -> list[Loop]:
    """The loops that get a badge: those the file names, else the shortest independent ones."""
    named = [loop for loop in report.loops if loop.span is not None]
    others = [
        Loop("", None, loop_type(link.polarity for link in links), links)
        for links in report.independent.loops
    ]
    return [loop for loop in named or others if len(loop.links) <= LONGEST_LOOP][:MOST_LOOPS]


def by_engine(engine: str) -> Callable[[Report], Picture]:
    """Places by Graphviz alone."""

    def draw(report: Report) -> Picture:
        loops = shown(report)
        aim = plan(report.diagram, loops)
        return compose(report.diagram, Drawing(aim, proposals(aim, [(engine, 1)])[0]), loops)

    return draw


def quick(report: Report) -> Picture:
    """The search from one start."""
    return layout(report.diagram, shown(report), "quick")


def best(report: Report) -> Picture:
    """The search from several starts."""
    return layout(report.diagram, shown(report), "best")


def reports(folders: list[Path], most: int) -> Iterator[Report]:
    """The diagrams of some folders that are not too large."""
    for folder in folders:
        for path in sorted([*folder.glob("*.json"), *folder.glob("*.cld")]):
            report = report_of(path)
            if 1 < len(report.variables) <= most:
                yield report


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--most", type=int, default=45)
    parser.add_argument("--each", action="store_true")
    parser.add_argument("--only", default="", help="methods, as quick,best")
    asked = parser.parse_args()
    folders = asked.folders or ([CORPUS / "diagrams"] if CORPUS else [])
    diagrams = list(reports(folders, asked.most))
    methods = {engine: by_engine(engine) for engine in ENGINES} | {"quick": quick, "best": best}
    print(f"{len(diagrams)} diagrams of up to {asked.most} variables")
    print(
        "method".ljust(8), *(name[:12].rjust(13) for name in SUMS), "   roundness  s: median  worst"
    )
    for name, draw in methods.items():
        if asked.only and name not in asked.only.split(","):
            continue
        found: list[tuple[str, float, Metrics]] = []
        for report in diagrams:
            start = time.perf_counter()
            picture = draw(report)
            found.append((report.file, time.perf_counter() - start, measure(picture)))
            if asked.each:
                file, took, metrics = found[-1]
                print(f"  {file[:30]:30} {len(report.variables):4} {took:6.2f}", metrics.values())
        sums = [sum(getattr(m, key) for _, _, m in found) for key in SUMS]
        times = [took for _, took, _ in found]
        print(
            name.ljust(8),
            *(f"{value:13}" for value in sums),
            f"{statistics.median(m.roundness for _, _, m in found):12.3f}",
            f"{statistics.median(times):10.2f} {max(times):6.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
