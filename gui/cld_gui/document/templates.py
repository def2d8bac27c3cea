"""The templates for a new diagram: an empty diagram, the examples, the system archetypes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import cld
from cld.language.format import format_syntax
from cld.language.parse import parse
from cld.language.write import WIDTH
from cld.patterns.archetypes import ARCHETYPES
from cld.patterns.template import Template, TemplateArc
from cld_gui.document.beginning import Beginning

EMPTY = Beginning("empty", "Empty diagram", "start from scratch", "untitled", "")

# A row of the table of examples: the name and the description.
_ROW = re.compile(r"^\| \[([\w-]+)\.cld\]\([^)]*\) \| (.+?) \|", re.MULTILINE)

# Each archetype in one line.
_TEACHES = {
    "limits to growth": "growth feeds on itself until something slows it",
    "fixes that fail": "a fix that helps at once brings the problem back later",
    "shifting the burden": "the quick fix weakens the lasting solution",
    "eroding goals": "a gap is closed by action or by lowering the goal",
    "escalation": "each side responds to the other, and both keep going",
    "success to the successful": "the side that is ahead gets what the other needs to catch up",
    "tragedy of the commons": "each user gains by using up what all share",
    "growth and underinvestment": "growth stops because capacity was built too late",
    "accidental adversaries": "two partners hurt each other with their own fixes",
    "attractiveness principle": "several limits act at once, and not all can be removed",
}

# The variable names for roles whose own names are not clear enough.
_CALLED = {
    "act A": "Use by A", "act B": "Use by B", "quick": "Quick fix",
    "fundamental": "Lasting solution", "consequence": "Unwanted consequence", "total": "Total use",
    "gain each": "Gain per use", "gap": "Gap", "actual": "Actual state",
    "pressure": "Pressure to lower the goal", "need": "Need to invest", "slowing": "Slowing force",
    "slowing 1": "First slowing force", "slowing 2": "Second slowing force",
    "limit": "Constraint", "limit 1": "First constraint", "limit 2": "Second constraint",
}  # fmt: skip
# The same for roles that mean something else in one archetype.
_CALLED_IN = {
    "escalation": {"act A": "Action by A", "act B": "Action by B"},
    "tragedy of the commons": {"limit": "Size of what is shared"},
}


@cache
def beginnings() -> tuple[Beginning, ...]:
    """Return all templates: the empty diagram, the examples, the archetypes."""
    return (EMPTY, *_examples(), *_archetypes())


def examples_folder() -> Path:
    """Return the folder of the examples: in the installed package, or next to it in a checkout."""
    here = Path(cld.__file__).parent
    installed = here / "examples"
    return installed if installed.is_dir() else here.parent / "examples"


def _examples() -> Iterator[Beginning]:
    """The examples, in the order of their table; none if the folder is missing."""
    folder = examples_folder()
    try:
        rows = _ROW.findall((folder / "README.md").read_text(encoding="utf-8"))
        for name, teaches in rows:
            text = (folder / f"{name}.cld").read_text(encoding="utf-8")
            title = re.search(r'^title "(.*)"$', text, re.MULTILINE)
            yield Beginning("example", title[1] if title else name, teaches, name, text)
    except OSError:
        return


def _archetypes() -> Iterator[Beginning]:
    known: set[str] = set()
    for template in ARCHETYPES:
        if template.name not in known:
            known.add(template.name)
            title = template.name.capitalize()
            name = template.name.replace(" ", "-")
            text = _text(template, title)
            yield Beginning("archetype", title, _TEACHES[template.name], name, text)


def _text(template: Template, title: str) -> str:
    """An archetype as a diagram: its links cycle by cycle, its loops named by what they do."""
    called = _CALLED | _CALLED_IN.get(template.name, {})
    waits = _waits(template)
    written: set[TemplateArc] = set()
    links, loops = [], []
    counts = {"R": 0, "B": 0, "U": 0}
    for ring in template.rings:
        new = [arc for arc in ring.arcs if arc not in written]
        written.update(new)
        links += [_link(template, arc, called, waits.get(arc)) for arc in new]
        type_ = template.type_of(ring)
        counts[type_] += 1
        names = ", ".join(_name(role, called) for role in ring.roles)
        said = ring.does()
        does = said[0].upper() + said[1:]
        kind = {"R": "reinforcing", "B": "balancing"}[type_]
        loops.append(f'loop {type_}{counts[type_]} "{does}" {kind}: {names}')
    for bound in template.bounds:
        links.append(f"{_name(bound.role, called)} (+)-> {_name(bound.on, called)}")
    levers = "\n".join(_comment(lever()) for lever in template.levers)
    parts = [
        f'title "{title}"\n\n# {_TEACHES[template.name].capitalize()}.',
        "\n".join(links),
        "\n".join(f"{_name(bound.role, called)}: constant" for bound in template.bounds),
        "\n".join(loops),
        f"# Where to act:\n{levers}",
    ]
    return format_syntax(parse("\n\n".join(filter(None, parts)) + "\n")[0])


def _waits(template: Template) -> dict[TemplateArc, str]:
    """The arcs on which the archetype has a delay, each with the reason."""
    return {wait.arcs[-1]: wait.why() for wait in template.waits}


def _link(template: Template, arc: TemplateArc, called: dict[str, str], why: str | None) -> str:
    delay = "" if why is None else f', delay, "{why}"'
    cause, effect = (_name(role, called) for role in arc)
    return f"{cause} ({template.arcs[arc]}{delay})-> {effect}"


def _name(role: str, called: dict[str, str]) -> str:
    return called.get(role) or role[0].upper() + role[1:]


def _comment(lever: str) -> str:
    words, lines = lever.split(), ["# -"]
    for word in words:
        if len(lines[-1]) + len(word) >= WIDTH:
            lines.append("#  ")
        lines[-1] += f" {word}"
    return "\n".join(lines)
