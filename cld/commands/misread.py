"""Hints for a wrong command line: the command, operation, loop, rule or file that was meant."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cld.core.diagnostics import RULES
from cld.core.files import is_folder
from cld.core.suggest import OPERATIONS, closest, near_name, operation_meant
from cld.io.known import format_of

if TYPE_CHECKING:
    from cld.report import Report

# The most names that a hint lists.
MOST_LISTED = 8
# Words people try, and the command that does it here.
_OTHER_COMMANDS = {
    "analyze": "loops run report find detect list info stats summary analysis",
    "check": "validate lint verify test",
    "fmt": "format prettify tidy",
    "explain": "describe loop show read",
    "leverage": "intervene interventions levers",
    "whatif": "what-if simulate cut remove add change try",
    "checklist": "review questions",
    "causes": "why upstream parents tree",
    "uses": "effects downstream children consequences",
    "convert": "export import translate save",
    "render": "draw plot picture image svg png pdf dot graph view",
    "rule": "rules code codes why-not",
    "grade": "mark score",
    "edit": "gui open editor",
}
_SYNONYMS = {word: name for name, words in _OTHER_COMMANDS.items() for word in words.split()}
_LOOP_ID = re.compile(r"([RBU])\d{1,9}", re.IGNORECASE)
_CODE = re.compile(r"(?:CLD)?(\d{1,9})", re.IGNORECASE)


def command_meant(word: str, known: Iterable[str]) -> str:
    """Return the hint for a word that is not a command; empty if there is nothing to suggest.

    >>> command_meant("anlyze", ["analyze", "check"])
    "Did you mean 'analyze'?"
    >>> command_meant("validate", ["analyze", "check"])
    "Did you mean 'check'?"
    >>> command_meant("retry.cld", ["analyze", "check"])
    'It looks like a file; to analyze it, type: cld analyze retry.cld'
    """
    if format_of(word) is not None:
        return f"It looks like a file; to analyze it, type: cld analyze {shlex.quote(word)}"
    near = closest(word, known) or _SYNONYMS.get(word.casefold())
    if near:
        return f"Did you mean '{near}'?"
    if is_folder(word):
        return f"It is a folder; to check the files in it, type: cld check {_all_in(word)}"
    return ""


def _all_in(folder: str) -> str:
    inside = folder.rstrip("/\\") or folder
    return f"{shlex.quote(inside)}/*.cld"


def name_meant(called: str, known: Sequence[str], kind: str = "variables") -> str:
    """Return the hint for a name that is not known: the nearest name, or a list of all.

    >>> name_meant("latensy", ["Load", "Latency"]), name_meant("Cache", ["Load", "Latency"])
    ('did you mean “Latency”?', 'its variables are Load, Latency')
    """
    near = near_name(called, known)
    if near is not None:
        return f"did you mean “{near}”?"
    if not known:
        return f"the diagram has no {kind}"
    more = " …" if len(known) > MOST_LISTED else ""
    return f"its {kind} are {', '.join(known[:MOST_LISTED])}{more}"


def loop_meant(report: Report, called: str) -> str:
    """Return the hint for a loop that is not in a report.

    The hint for an id lists the loops of its type, since no number is closer than another.

    >>> from cld.analyze import analyze
    >>> report = analyze("loop R1 “Growth”: A, B\\nA (+)-> B (+)-> A (-)-> C (+)-> A")
    >>> loop_meant(report, "B7"), loop_meant(report, "U1")
    ('did you mean “B1”?', 'its loops are R1, B1')
    """
    found = _LOOP_ID.fullmatch(called.strip())
    ids = [loop.id for loop in report.loops]
    if found is None:
        names = [loop.name for loop in report.loops if loop.name]
        near = near_name(called, names)
        return f"did you mean “{near}”?" if near is not None else _listed_loops(ids, "loops")
    kind = found.group(1).upper()
    alike = [id_ for id_ in ids if id_.startswith(kind)]
    if len(alike) == 1:
        return f"did you mean “{alike[0]}”?"
    nouns = {"R": "reinforcing loops", "B": "balancing loops", "U": "undetermined loops"}
    return _listed_loops(alike, nouns[kind]) if alike else _listed_loops(ids, "loops")


def _listed_loops(ids: Sequence[str], noun: str) -> str:
    if not ids:
        return "the diagram has no loops"
    if len(ids) > MOST_LISTED:
        first = ", ".join(ids[:MOST_LISTED])
        return f"its {noun} are {first} …; `cld analyze` lists more"
    return f"its {noun} are {', '.join(ids)}" if len(ids) > 1 else f"its only loop is {ids[0]}"


def rule_meant(called: str) -> str:
    """Return the hint for a code or a name that no rule has.

    >>> rule_meant("CLD699")
    '`cld rule` lists all codes, among them CLD601'
    >>> rule_meant("isolated-varable"), rule_meant("501"), rule_meant("???")
    ('did you mean “isolated-variable”?', 'did you mean “CLD501”?', '`cld rule` lists all codes')
    """
    word = called.strip()
    named = [code for code, rule in RULES.items() if rule.name == word.casefold()]
    number = _CODE.fullmatch(word)
    if number is not None and f"CLD{number.group(1)}" in RULES:
        named = [f"CLD{number.group(1)}"]
    if named:
        return f"did you mean “{named[0]}”?"
    if number is not None:
        family = [code for code in RULES if code.startswith(f"CLD{number.group(1)[:1]}")]
        among = f", among them {', '.join(family[:7])}" if family else ""
        return f"`cld rule` lists all codes{among}{' …' if len(family) > 7 else ''}"
    near = near_name(word, [rule.name for rule in RULES.values()])
    return f"did you mean “{near}”?" if near is not None else "`cld rule` lists all codes"


def operation_hint(line: str, shapes: str) -> tuple[str, str]:
    """Return a corrected operation, and how to write it, for a line whose first word is unknown.

    Without a suggestion the first is empty and the second is `shapes`, the list of operations.

    >>> operation_hint("remove Retries -> Load", "")
    ('cut Retries -> Load', 'did you mean `cut`? Write it like `cut A -> B`')
    """
    verb, _, rest = line.partition(" ")
    known = operation_meant(verb, rest)
    if known is None:
        return "", shapes
    better = f"{known} {rest}" if rest else ""
    return better, f"did you mean `{known}`? Write it like {OPERATIONS[known]}"
