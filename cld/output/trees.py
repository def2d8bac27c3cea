"""Trees of the causes and the uses of a variable."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from cld.core.diagram import Diagram, Link
from cld.core.quantities import written_delay
from cld.prose.wording import Signs

MOST_BRANCHES = 2_000


@dataclass(frozen=True, slots=True)
class Branch:
    """A variable reached through a link; `again` is the reason why the tree ends there."""

    variable: str
    link: Link | None
    branches: tuple[Branch, ...] = ()
    again: Literal["", "loop", "above", "depth"] = ""


def grow(diagram: Diagram, root: str, which: Literal["causes", "uses"], depth: int) -> Branch:
    """Return the tree of causes or uses of a variable, each variable opened once.

    `again` is `loop` if a branch returns to a variable it passed, `above` if the variable is
    opened elsewhere in the tree, `depth` if there is more below.
    """
    opened: set[str] = set()
    left = [MOST_BRANCHES]

    def open_(name: str, link: Link | None, path: tuple[str, ...]) -> Branch:
        links = diagram.links_to[name] if which == "causes" else diagram.links_from[name]
        if name in path:
            return Branch(name, link, again="loop")
        if not links:
            return Branch(name, link)
        if name in opened:
            return Branch(name, link, again="above")
        if len(path) >= depth or left[0] <= 0:
            return Branch(name, link, again="depth")
        opened.add(name)
        left[0] -= len(links)
        further = (*path, name)
        below = tuple(
            open_(step.cause if which == "causes" else step.effect, step, further) for step in links
        )
        return Branch(name, link, below)

    return open_(root, None, ())


def tree_lines(
    tree: Branch, signs: Signs, show: Callable[[str], str], prefix: str = ""
) -> Iterator[str]:
    """Yield the lines of a tree, the root first."""
    if not prefix and tree.link is None:
        yield show(tree.variable)
    drawn = ("├─ ", "└─ ", "│  ") if signs.up == "↑" else ("|- ", "`- ", "|  ")
    for index, branch in enumerate(tree.branches):
        last = index == len(tree.branches) - 1
        yield prefix + drawn[1 if last else 0] + _label(branch, signs, show)
        if branch.branches:
            yield from tree_lines(branch, signs, show, prefix + ("   " if last else drawn[2]))


def tree_values(tree: Branch) -> dict[str, Any]:
    """Return a tree as JSON values."""
    values: dict[str, Any] = {"variable": tree.variable}
    if tree.link:
        values["polarity"] = tree.link.polarity
    if tree.again:
        values["again"] = tree.again
    if tree.branches:
        values["branches"] = [tree_values(branch) for branch in tree.branches]
    return values


def _label(branch: Branch, signs: Signs, show: Callable[[str], str]) -> str:
    link = branch.link
    sign = link.polarity if link else "?"
    delay = ""
    if link and link.delay is not None:
        delay = f", delay {written_delay(link.delay)}".rstrip()
    again = {
        "": "",
        "loop": f" {signs.dash} closes a loop",
        "above": f" {signs.dash} see above",
        "depth": f" {signs.dash} …" if signs.up == "↑" else " - ...",
    }[branch.again]
    return f"({sign}{delay}) {show(branch.variable)}{again}"
