"""Loads the grammar and names its tokens in the reader's words."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lark import Lark

from cld.language.parsetable import built, parser_from

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
    "AT": "the word `at`",
    "OUTCOME": "`settles`, `grows` or `oscillates`",
    "BREAKS": "the word `breaks`",
    "COMBINATIONS": "the word `combinations`",
    "LOOPS": "the word `loops`",
    "NAMED": "the word `named`",
    "$END": "the end of the statement",
}


def grammar_path() -> Path:
    """Return where `cld.lark` lies: in the installed package, or next to it in a checkout."""
    here = Path(__file__).parent.parent
    installed = here / "grammar" / "cld.lark"
    return installed if installed.is_file() else here.parent / "grammar" / "cld.lark"


@cache
def parser() -> Lark:
    """Return the one parser, read from its table; where that does not fit, built at first use."""
    path = grammar_path()
    grammar = path.read_text(encoding="utf-8")
    try:
        table = path.with_suffix(".json").read_bytes()
    except OSError:
        return built(grammar)
    return parser_from(table, grammar) or built(grammar)
