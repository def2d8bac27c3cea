"""Loads the grammar and names its tokens in the reader's words."""

from __future__ import annotations

import contextlib
from functools import cache
from pathlib import Path

from lark import Lark
from platformdirs import user_cache_path

STARTS = (
    "title",
    "exercise",
    "link",
    "variable",
    "loop",
    "intervention",
    "operation",
    "expect",
    "forbid",
)

# What a token is called when it is missing or in the way. A parser's name never shows.
WORDS = {
    "ARROW": "an arrow `->`",
    "SIGN": "a sign (+, - or ?)",
    "STRING": "a text in quotes",
    "WORD": "a name",
    "LPAR": "a bracket `(`",
    "RPAR": "a closing bracket `)`",
    "COMMA": "a comma",
    "COLON": "a colon",
    "LOOP_ID": "an id such as R1",
    "LOOP_TYPE": "`reinforcing` or `balancing`",
    "COUNT": "a whole number",
    "TO": "the word `to`",
    "BREAKS": "the word `breaks`",
    "COMBINATIONS": "the word `combinations`",
    "LOOPS": "the word `loops`",
    "NAMED": "the word `named`",
    "$END": "the end of the statement",
}


def grammar_path() -> Path:
    """Return where `cld.lark` lies: in the installed package, or beside it in a checkout."""
    here = Path(__file__).parent
    installed = here / "grammar" / "cld.lark"
    return installed if installed.is_file() else here.parent / "grammar" / "cld.lark"


@cache
def parser() -> Lark:
    """Return the one parser (LALR, contextual lexer), built at first use.

    Building takes longer than reading most diagrams. What is built is kept for the next process,
    where it can be; Lark builds anew for another grammar, another Lark or another Python.
    """
    return Lark(
        grammar_path().read_text(encoding="utf-8"),
        parser="lalr",
        lexer="contextual",
        start=list(STARTS),
        maybe_placeholders=False,
        cache=_cache() or False,
    )


def _cache() -> str | None:
    """Return the file to keep the parser in; None where there is no place for it."""
    folder = user_cache_path("cld")
    with contextlib.suppress(OSError, RuntimeError):
        # For this user alone: what lies here is loaded as it is.
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return str(folder / "parser.pickle")
    return None
