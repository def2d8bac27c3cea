"""The parser's table is data, it is the grammar's own, and one that is not is never used."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lark import Lark
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from cld.language import grammar as grammar_module
from cld.language import parsetable
from cld.language.grammar import grammar_path, parser
from cld.language.parsetable import STARTS, built, parser_from, table_of
from cld.language.scan import scan
from cld.language.source import source_of

ROOT = Path(__file__).parent.parent
GRAMMAR = grammar_path().read_text(encoding="utf-8")
PATH = grammar_path().with_suffix(".json")
# `ACCEPT=1 pytest` makes it again.
if os.environ.get("ACCEPT"):
    PATH.write_text(table_of(GRAMMAR), encoding="utf-8")
TABLE = PATH.read_bytes()
STALE = "the grammar or Lark has changed: run `ACCEPT=1 pytest tests/test_parsetable.py`"
TEXT = "Load (+, delay 3min)-> Latency (-)-> Load\n"

FILES = [*(ROOT / "examples").rglob("*.cld"), *(ROOT / "tests/golden/parse").iterdir()]
STATEMENTS = sorted(
    {
        text[raw.start : raw.end]
        for text in (path.read_text(encoding="utf-8") for path in FILES)
        for raw in scan(text)
    }
)
# Pieces of statements: what the lexer reads by context, as names and as words of the language.
PIECES = st.lists(
    st.sampled_from(
        [
            *("title", "loop", "expect", "forbid", "link", "named", "at least", "delays on", "3"),
            *("fight over", "intervention", "interventions ranked", "loops labelled", "stock"),
            *("add", "inform", "cut", "delay", "set", "rule", "to", "breaks", "combinations"),
            *("R1", "reinforcing", "loops", "A", "+", "s", "é", "->", "-->", "→", "-", '"', '"B"'),
            *(
                "(",
                ")",
                "(+)->",
                "(-, delay 3min)->",
                ",",
                ":",
                "{",
                "}",
                "#",
                "# note",
                "\n",
                "\0",
            ),
        ]
    ),
    max_size=12,
).map(" ".join)


def test_it_is_made_from_the_grammar() -> None:
    assert table_of(GRAMMAR).encode() == TABLE, STALE


def test_it_is_the_same_on_every_run() -> None:
    """Lark numbers states by hashes, which differ from run to run."""
    program = (
        "import sys\nfrom cld.language.parsetable import table_of\n"
        "from cld.language.grammar import grammar_path\n"
        "sys.stdout.write(table_of(grammar_path().read_text(encoding='utf-8')))"
    )
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed}
        done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True)
        assert done.stdout == TABLE


def test_it_is_shipped_and_used(monkeypatch: pytest.MonkeyPatch) -> None:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    assert set(tools["setuptools"]["package-data"]["cld.grammar"]) == {"*.lark", "*.json"}
    monkeypatch.setattr(grammar_module, "built", lambda grammar: pytest.fail("built again"))
    parser.cache_clear()
    assert parser().source_path == "<deserialized>"


# -- the same parser by both ways ----------------------------------------------------------

FROM_TABLE = parser_from(TABLE, GRAMMAR)
FROM_GRAMMAR = built(GRAMMAR)


def outcome(lark: Lark, text: str, start: str) -> Any:
    """All that is read of a parse, or of the error that ends it."""
    try:
        tree = lark.parse(text, start=start)
    except UnexpectedInput as error:
        return type(error), error.pos_in_stream, error.line, error.column, _expected(error)
    places = [(t.type, t.start_pos, t.end_pos, t.line) for t in tree.scan_values(lambda t: True)]
    return tree, places


def _expected(error: UnexpectedInput) -> Any:
    if isinstance(error, UnexpectedToken):
        return error.token.type, str(error.token), error.expected, error.accepts
    assert isinstance(error, UnexpectedCharacters)
    return error.allowed


def assert_the_same(text: str, start: str) -> None:
    assert FROM_TABLE is not None, STALE
    assert outcome(FROM_TABLE, text, start) == outcome(FROM_GRAMMAR, text, start)


@pytest.mark.parametrize("start", STARTS)
def test_it_reads_as_the_grammar_does(start: str) -> None:
    for statement in STATEMENTS:
        assert_the_same(statement, start)


@given(st.sampled_from(STARTS), st.one_of(PIECES, st.text(max_size=40)))
def test_it_reads_and_refuses_any_text_as_the_grammar_does(start: str, text: str) -> None:
    assert_the_same(text, start)


# -- damaged, missing, stale ---------------------------------------------------------------


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The table of an installation of its own, which may be damaged."""
    grammar = tmp_path / "cld.lark"
    grammar.write_text(GRAMMAR, encoding="utf-8")
    monkeypatch.setattr(grammar_module, "grammar_path", lambda: grammar)
    return tmp_path / "cld.json"


def reads_right() -> bool:
    grammar_module.parser.cache_clear()
    source = source_of(TEXT)
    assert outcome(parser(), TEXT.strip(), "link") == outcome(FROM_GRAMMAR, TEXT.strip(), "link")
    return len(source.diagram.links) == 2 and not source.diagnostics


@pytest.fixture(autouse=True)
def _forget() -> Any:
    yield
    grammar_module.parser.cache_clear()


@pytest.mark.parametrize("seed", range(40))
def test_a_flipped_bit_does_no_harm(table: Path, seed: int) -> None:
    bit = random.Random(seed).randrange(8 * len(TABLE))
    damaged = bytearray(TABLE)
    damaged[bit // 8] ^= 1 << bit % 8
    table.write_bytes(damaged)
    assert parser_from(bytes(damaged), GRAMMAR) is None
    assert reads_right()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"garbage\n",
        TABLE[: len(TABLE) // 2],
        TABLE + b"}",
        b"null",
        b"[]",
        b"{}",
        b'{"digest": 1, "table": {}}',
        b"[" * 100_000,
        b"\x80\x04K\x01.",
        b"\xff\xfe\x00\x00",
    ],
)
def test_a_damaged_table_does_no_harm(table: Path, content: bytes) -> None:
    table.write_bytes(content)
    assert parser_from(content, GRAMMAR) is None
    assert reads_right()


@pytest.mark.parametrize("change", ["missing", "folder", "dangling link"])
def test_it_does_without_a_table(table: Path, change: str) -> None:
    if change == "folder":
        table.mkdir()
    elif change == "dangling link":
        table.symlink_to(table.parent / "nowhere")
    assert reads_right()


def test_a_change_of_the_grammar_is_followed_at_once(table: Path) -> None:
    table.write_bytes(TABLE)
    changed = GRAMMAR.replace('title: "title" text', 'title: "heading" text')
    assert changed != GRAMMAR and parser_from(TABLE, changed) is None
    grammar_module.grammar_path().write_text(changed, encoding="utf-8")
    grammar_module.parser.cache_clear()
    assert parser().parse('heading "A"', start="title").data == "title"


def test_a_table_that_says_another_thing_is_not_used() -> None:
    """The digest is of the table too: to change it takes more than another number in it."""
    said = json.loads(TABLE)
    said["table"]["data"]["parser"]["parser"]["states"][0][0][2] += 1
    assert parser_from(json.dumps(said).encode(), GRAMMAR) is None


@pytest.mark.parametrize("version", ["1.2.2", "1.99.0", "2.0"])
def test_another_lark_builds_its_own(monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    monkeypatch.setattr(parsetable, "lark_version", version)
    assert parser_from(TABLE, GRAMMAR) is None
    assert reads_right()


def test_a_patch_of_the_same_lark_uses_it(monkeypatch: pytest.MonkeyPatch) -> None:
    release = ".".join(parsetable.lark_version.split(".")[:2])
    monkeypatch.setattr(parsetable, "lark_version", f"{release}.99")
    assert parser_from(TABLE, GRAMMAR) is not None


def test_a_lark_that_cannot_read_it_builds_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def load_another_format(said: object) -> Lark:
        raise AttributeError("another format")

    monkeypatch.setattr(Lark, "load", load_another_format)
    assert parser_from(TABLE, GRAMMAR) is None
    assert reads_right()
