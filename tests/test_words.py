"""Texts that people read, against habits of writing that make them hard to read.

The texts are the Markdown files, the comments of the examples, the strings of the code and its
docstrings. A pattern may stay in a few places, each with its reason.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# A pattern, and what to write in its place.
HABITS = {
    "headless": (
        r"(?:^|(?<=[.!:] ))(?:What|How (?:large|long|far|many|much)) [^.?!]*(?:[.](?:\s|$)|$)",
        "name the thing: “unsaved changes”, not “what is not saved”",
    ),
    "return what": (
        r"\b(?:Return|Returns|Yield|Print|Show|Give|Write|Read)s? what\b",
        "name the thing that is returned",
    ),
    "who does": (
        r"(?:^|(?<=[.!?:;] ))(?:Who|Whoever)\b[^.?!]*[.](?:\s|$)|\b[Ww]hoever\b",
        "“if you …”, or the verb with -ing",
    ),
    "tell": (r"\b[Tt](?:ells?|old)\b", "report, show, list, mean; “Return whether …”"),
    "hold": (r"\b[Hh](?:olds?|eld)\b|\bunheld\b", "contain, keep, satisfy, restrain, pin"),
    "is no": (
        r"(?<![Tt]here )\b(?:is|are|was|were|be) no (?!longer\b|more\b|such\b|other\b|effect\b)",
        "“is not a …”",
    ),
    "so many": (
        r"\b[Ss]o (?:many|much|long)\b|\b[Ss]o far(?! as\b)",
        "“at most 10 …”, “as long as …”",
    ),
    "archaic": (
        r"\banew\b|\bslips?\b|\b[Ii]n spite of\b|\brid of\b|\bof (?:one's|its|their|his|your) own\b"
        r"|\bin good order\b|\bheed(?:ed|s)?\b|\bcom(?:es?|ing) round\b|\bunasked\b|\baloud\b"
        r"|\bwithout end\b|\bby and by\b|\bas yet\b|\bbeside (?:it|them|each)\b|\bis due to\b",
        "again, typos, regardless of, dismiss, extra, cleanly, takes effect",
    ),
    "wants": (r"\bwants\b", "requires, needs"),
    "is to": (
        r"(?<!there )\b(?:is|are|was|were) to (?:be|have|earn|hold|do|go|keep|stand|show|say|come|"
        r"give|make|take|find|mean|count|reach|stay|contain|lead|look|lie|begin|end|read|write)\b",
        "must",
    ),
    "private": (
        r"\b[Ss]w(?:ings?|ung)\b(?! die)|\bis after\b|\bare after\b|Python door|"
        r"\b[Rr]ead(?:s|ing)?\b[^.]{0,30}\baloud\b|\bpicture and (?:words|text) in a window\b",
        "oscillate, aims for, API, explain",
    ),
    "phrases": (
        r"in the dark\b|laid over one another|\bspeaks? for\b|\bworth knowing\b|\bWhere not all\b|"
        r"\bis right in\b|\bis unfolded\b|\bclaimed of\b|\bnot looked at\b|\bturns a number\b|"
        r"\bbe after\?|\bFree from their places\b|\bwant to know of\b|\bis no longer$|"
        r"\bthe loops of the rest\b",
        "a plainer sentence",
    ),
    "stand": (r"\b[Ss]t(?:ands?|ood)\b(?! for\b| alone\b| out\b)", "is; appears"),
}

# The texts of these kinds are read; `.cld` by their comments alone.
TEXTS = ("*.md", "docs/*.md", "examples/**/*.md", "cld/rules/pages/*", "examples/**/*.cld")
CODE = ("cld/**/*.py", "gui/**/*.py")

# What stays, as it stands in the text, and why.
ALLOWED: dict[str, str] = {
    "`Connections held`": "the name of a variable",
    "`combinations[].opposed` replaces `held`": "the former name of a JSON key",
    "`protection`, `swing` and `is_held`": "former names of the Python API",
    "retry-storm-held": "the name of a file",
    ">>> held(": "the name of a function",
    "(Held(colour=": "the name of a class, in its doctest",
    "`held`": "the name of an attribute",
    "`tell`": "the name of a method",
    "`told`": "the name of a signal",
    "held_colour(": "the name of a function, in its doctest",
    "held lost left kept": "words that names of variables end in",
    "--hold": "the name of an option",
    "`hold`": "a word of the language",
    "`hold Pods 0`": "a line of the language",
    "hold :": "the name of a parameter",
    "held :": "the name of an attribute",
    "What if: ": "the title of `cld whatif`, a question",
}

_PATTERNS = {name: re.compile(pattern, re.MULTILINE) for name, (pattern, _) in HABITS.items()}


def habits_in(text: str) -> Iterator[tuple[str, str]]:
    """The habits of a text, each with the words around the place."""
    for allowed in ALLOWED:
        text = text.replace(allowed, "…")
    flat = re.sub(r"[ \t]*\n[ \t]*(?=\S)", " ", text)
    for name, pattern in _PATTERNS.items():
        for found in pattern.finditer(flat):
            yield name, flat[max(0, found.start() - 40) : found.end() + 30].strip()


def vocabulary(tree: ast.AST) -> Iterator[ast.AST]:
    """Lists of words that are looked for in texts: the phrases of `LevelCues`, the lists of
    `WORD_LISTS`, and words between blanks that are split. Nobody reads them as sentences."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id == "LevelCues":
                yield node.args[-1]
        elif isinstance(node, ast.Attribute) and node.attr == "split":
            yield node.value
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
            names = [to.id for to in node.targets if isinstance(to, ast.Name)]
            yield from node.value.values if "WORD_LISTS" in names else ()


def texts_of(path: Path) -> Iterator[tuple[int, str]]:
    """What people read of a file: with the line where each text begins."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".cld":
        lines = enumerate(source.splitlines(), 1)
        yield from ((number, line) for number, line in lines if line.startswith("#"))
    elif path.suffix == ".py":
        tree = ast.parse(source)
        cues = set(vocabulary(tree))
        for node in ast.walk(tree):
            if not isinstance(node, ast.Constant) or node in cues:
                continue
            if isinstance(node.value, str) and " " in node.value:
                yield node.lineno, node.value
    else:
        yield from ((1, block) for block in re.split(r"\n(?:\s*\n|(?=[-*|#] ?))", source))


def read_by_people(*kinds: str) -> list[Path]:
    found = {path for kind in kinds for path in ROOT.glob(kind)}
    return sorted(found)


@pytest.mark.parametrize(
    "path", read_by_people(*TEXTS, *CODE), ids=lambda path: str(path.relative_to(ROOT))
)
def test_a_text_has_none_of_the_habits(path: Path) -> None:
    found = [
        f"line {line}: {name}: {where} — {HABITS[name][1]}"
        for line, text in texts_of(path)
        for name, where in habits_in(text)
    ]
    assert not found, "\n".join(found)


def test_what_is_allowed_is_still_there() -> None:
    everything = "".join(path.read_text("utf-8") for path in read_by_people(*TEXTS, *CODE))
    assert [said for said in ALLOWED if said not in everything] == []


# Sentences of an earlier state, each of which a pattern must find.
OLD = (Path(__file__).parent / "old_sentences.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("sentence", OLD)
def test_an_old_sentence_would_be_found(sentence: str) -> None:
    assert list(habits_in(sentence))
