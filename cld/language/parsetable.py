"""The parser as data: a JSON file made from the grammar, which can be read but not run.

Building the parser from its grammar takes longer than reading most diagrams, so the finished
table is shipped beside the grammar. A table that is damaged, or was made from another grammar or
by another Lark, is never used.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from lark import Lark
from lark import __version__ as lark_version
from lark.grammar import Rule
from lark.lexer import TerminalDef

STARTS = (
    "title",
    "exercise",
    "link",
    "variable",
    "loop",
    "sector",
    "intervention",
    "operation",
    "run",
    "run_lines",
    "expect",
    "forbid",
)

# How long a text without bound may become, as Python wrote it up to 3.11.6; later ones write
# another number. The table must not depend on which Python made it.
_UNBOUNDED = 2**32 - 1


def built(grammar: str) -> Lark:
    """Build the parser (LALR, contextual lexer) from its grammar."""
    return Lark(
        grammar,
        parser="lalr",
        lexer="contextual",
        start=list(STARTS),
        maybe_placeholders=False,
    )


def table_of(grammar: str) -> str:
    """Return the table of a grammar as JSON: the same text on every run.

    >>> from cld.language.grammar import grammar_path
    >>> grammar = grammar_path().read_text(encoding="utf-8")
    >>> parser_from(table_of(grammar).encode(), grammar).parse('title "A"', start="title").data
    'title'
    """
    data, memo = built(grammar).memo_serialize([TerminalDef, Rule])
    data["parser"]["parser"] = _numbered(data["parser"]["parser"])
    for entry in memo.values():
        pattern = entry.get("pattern", {})
        if "_width" in pattern:
            pattern["_width"] = [min(width, _UNBOUNDED) for width in pattern["_width"]]
    table = {"data": data, "memo": [memo[index] for index in range(len(memo))]}
    return _dumped({"digest": _digest(table, grammar), "table": table}) + "\n"


def parser_from(data: bytes, grammar: str) -> Lark | None:
    """Return the parser a table describes; None unless it is whole and made of this grammar."""
    try:
        said = json.loads(data)
        table = said["table"]
        if said["digest"] != _digest(table, grammar):
            return None
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    try:
        return _loaded(table)
    except Exception:  # another Lark may read tables differently, and fail in its own way
        return None


def _digest(table: Any, grammar: str) -> str:
    """A hash of the table and of all it depends on. A patch release of Lark changes no format."""
    lark = lark_version.split(".")[:2]
    return sha256(_dumped([lark, grammar, table]).encode()).hexdigest()


def _dumped(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


def _numbered(table: dict[str, Any]) -> dict[str, Any]:
    """The states as lists, numbered as they are reached; Lark's own numbers change with each run.

    An action is a token, then 0 and the next state, or 1 and the rule that is complete.
    """
    names, states, starts = table["tokens"], table["states"], table["start_states"]
    tokens = sorted(names.values())
    order = [starts[start] for start in STARTS]
    number = {state: index for index, state in enumerate(order)}
    rows = []
    for state in order:  # grows while states are found
        row = []
        for name, (action, arg) in sorted((names[t], act) for t, act in states[state].items()):
            if action == 0 and arg not in number:
                number[arg] = len(order)
                order.append(arg)
            row.append([tokens.index(name), action, arg["@"] if action else number[arg]])
        rows.append(row)
    return {
        "tokens": tokens,
        "states": rows,
        "start_states": {start: number[starts[start]] for start in STARTS},
        "end_states": {start: number[table["end_states"][start]] for start in STARTS},
    }


def _loaded(table: Any) -> Lark:
    data = table["data"]
    numbered = data["parser"]["parser"]
    states = {
        index: {token: (action, {"@": arg} if action else arg) for token, action, arg in row}
        for index, row in enumerate(numbered["states"])
    }
    lists = {"tokens": dict(enumerate(numbered["tokens"])), "states": states}
    parser = {**data["parser"], "parser": {**numbered, **lists}}
    memo = dict(enumerate(table["memo"]))
    return Lark.load({"data": {**data, "parser": parser}, "memo": memo})
