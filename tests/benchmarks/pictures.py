"""How good pictures are, beside plain Graphviz layouts with the same arcs and marks.

Run by hand: `PYTHONPATH=tests python tests/benchmarks/pictures.py [SET…] [--gear best,quick]`. The
sets are `corpus`, `examples`, `students` and `hand`, or folders of diagrams as JSON or .cld; all
four by default. Prints sums over the diagrams of each set, and for `hand` how often our own score
prefers the drawing of a human. `--each` prints a line for every diagram, `--engines` the places of
Graphviz alone.
"""

from __future__ import annotations

import argparse
import math
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from corpus import CORPUS

from cld.analyze import analyze
from cld.core.bends import bend_of
from cld.core.diagram import Diagram
from cld.io.known import FORMATS
from cld.language.write import write
from cld.loops.components import components
from cld.loops.loop import Loop, loop_type
from cld.picture.engines import EngineError
from cld.picture.layout import layout
from cld.picture.metrics import Metrics, measure
from cld.picture.picture import Picture
from cld.picture.plan import LONGEST_LOOP, MOST_LOOPS
from cld.report import Report

ENGINES = ("neato", "fdp", "sfdp", "dot", "circo")
GEARS = ("best", "quick")
# The folder of each set, and the most variables of its diagrams.
EXAMPLES = Path(__file__).parent.parent.parent / "examples"
SETS = {"examples": (EXAMPLES, 99)}
if CORPUS:
    SETS |= {"corpus": (CORPUS / "diagrams", 45), "students": (CORPUS / "students", 99)}
HAND = CORPUS / "hand" if CORPUS else None
SUMS = (
    *("crossings", "links_through_names", "links_beside_names", "name_overlaps"),
    *("marks_on_names", "marks_on_links", "badges_on_names", "loops_out_of_order"),
    *("tips_on_links", "starts_on_links", "heads_touching", "heads_past_names"),
    *("signs_nearer_others", "badges_sharing"),
)
# Below this bend a link is straight; within this angle of an axis a pair is level or upright.
STRAIGHT, LEVEL = 0.04, 8.0

Draw = Callable[[Report], Picture]


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


def by_engine(engine: str) -> Draw:
    """Places by Graphviz alone."""
    return lambda report: layout(report.diagram, shown(report), engine=engine)


def by_gear(gear: str) -> Draw:
    """Our own search."""
    return lambda report: layout(report.diagram, shown(report), gear)  # type: ignore[arg-type]


def reports(folders: Sequence[Path], most: int) -> Iterator[Report]:
    """The diagrams of some folders that are not too large."""
    for folder in folders:
        for path in sorted([*folder.glob("*.json"), *folder.glob("*.cld")]):
            report = report_of(path)
            if 1 < len(report.variables) <= most:
                yield report


class Shapes:
    """The shapes of links: whether those on no loop are straight, and how two-way pairs look."""

    def __init__(self) -> None:
        self.straight: list[bool] = []
        self.wide: list[float] = []
        self.level: list[bool] = []

    def add(self, diagram: Diagram, picture: Picture) -> None:
        """Count the links of a picture."""
        centre = {name.variable: name.centre for name in picture.names}
        number = {name: place for place, name in enumerate(centre)}
        after: list[list[int]] = [[] for _ in number]
        for link in diagram.links:
            after[number[link.cause]].append(number[link.effect])
        part = {v: rank for rank, group in enumerate(components(after)) for v in group}
        bends = {
            arrow.ends: bend_of(centre[arrow.cause], centre[arrow.effect], arrow.path[0])
            for arrow in picture.arrows
            if arrow.cause != arrow.effect
        }
        for (a, b), bend in bends.items():
            if part.get(number[a], -1) != part.get(number[b], -2):
                self.straight.append(abs(bend) < STRAIGHT)
            if a < b and (b, a) in bends:
                back = bends[b, a]
                self.wide.append(bend + back if bend * back > 0 else 0.0)
                (ax, ay), (bx, by) = centre[a], centre[b]
                angle = math.degrees(math.atan2(abs(by - ay), abs(bx - ax)))
                self.level.append(min(angle, 90 - angle) < LEVEL)


def print_row(name: str, found: Sequence[Metrics], shapes: Shapes, times: Sequence[float]) -> None:
    """Print the sums over a set of pictures."""
    print(f"\n{name}: {len(found)} diagrams, {sum(times):.1f} s, slowest {max(times):.1f} s")
    print("  " + ", ".join(f"{key} {sum(getattr(m, key) for m in found)}" for key in SUMS))
    wide = statistics.median(shapes.wide) if shapes.wide else math.nan
    print(
        f"  straight outside loops {sum(shapes.straight)}/{len(shapes.straight)}, "
        f"two-way pairs: width by length {wide:.2f}, level {sum(shapes.level)}/{len(shapes.level)}"
    )
    print(
        f"  roundness {statistics.median(m.roundness for m in found):.3f}, area for a name "
        f"{statistics.median(m.area_per_name for m in found):.0f}, "
        f"faults {sum(m.faults for m in found):.0f}",
        flush=True,
    )


def run_set(name: str, diagrams: Sequence[Report], methods: dict[str, Draw], each: bool) -> None:
    """Draw a set by each method, and print the results."""
    for method, draw in methods.items():
        found, times, shapes = [], [], Shapes()
        for report in diagrams:
            start = time.perf_counter()
            try:
                picture = draw(report)
            except EngineError as error:
                print(f"  {report.file}: {error}")
                continue
            times.append(time.perf_counter() - start)
            found.append(measure(picture))
            shapes.add(report.diagram, picture)
            if each:
                bad = {key: getattr(found[-1], key) for key in SUMS if getattr(found[-1], key)}
                print(f"  {report.file[:34]:34} {len(report.variables):4} {times[-1]:6.2f}", bad)
        if found:
            print_row(f"{name}, {method}", found, shapes, times)


def run_hand(gear: str) -> None:
    """Compare the places of humans with ours, for the same links, by our own score."""
    preferred = total = 0
    for pinned in sorted(HAND.glob("*-pinned.cld")) if HAND else ():
        free = pinned.with_name(pinned.name.replace("-pinned", "-free"))
        scores = [measure(by_gear(gear)(report_of(path))).faults for path in (pinned, free)]
        total += 1
        preferred += scores[0] <= scores[1]
        print(
            f"  {pinned.stem[:-7]:34} by hand {scores[0]:7.1f}, ours {scores[1]:7.1f}", flush=True
        )
    print(f"hand, {gear}: the score prefers the human's drawing in {preferred} of {total}")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sets", nargs="*", help="sets, or folders with diagrams")
    parser.add_argument("--gear", default=",".join(GEARS), help="gears, as best,quick")
    parser.add_argument("--engines", action="store_true")
    parser.add_argument("--each", action="store_true")
    asked = parser.parse_args()
    gears = asked.gear.split(",")
    methods = {gear: by_gear(gear) for gear in gears}
    if asked.engines:
        methods |= {engine: by_engine(engine) for engine in ENGINES}
    for name in asked.sets or ("corpus", "examples", "students", "hand"):
        if name == "hand":
            for gear in gears:
                run_hand(gear)
            continue
        folder, most = SETS.get(name, (Path(name), 99))
        run_set(name, list(reports([folder], most)), methods, asked.each)


if __name__ == "__main__":
    main()
