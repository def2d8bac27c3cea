"""How often the leverage level suggested from words is the one people gave.

Run by hand: `python tests/benchmarks/leverage_words.py [interventions.json]`; without a file, the
one of the corpus (`CLD_CORPUS`). Prints the shares, also by halves (the table was begun on the
items at even places), the time a text takes, and every item that is not met; asserts nothing.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from cld.leverage.level_words import Suggestion, suggest_level

BESIDE = Path(__file__).resolve().parents[3] / "shared" / "corpus"
CORPUS = Path(os.environ.get("CLD_CORPUS") or BESIDE)
ROUNDS = 20

Item = dict[str, Any]


def is_met(item: Item, found: Suggestion | None) -> bool:
    """Tell whether the suggested level is one the item was given."""
    return found is not None and found.level in (item["level"], *item.get("also", ()))


def shares(name: str, items: list[Item]) -> None:
    """Print the three measures for some items."""
    found = [suggest_level(item["text"]) for item in items]
    pairs = [(item, s) for item, s in zip(items, found, strict=True) if s is not None]
    met = sum(is_met(item, s) for item, s in pairs)
    exact = sum(s.level == item["level"] for item, s in pairs)
    near = sum(abs(s.level - item["level"]) <= 1 for item, s in pairs)
    print(
        f"{name:<12} {len(items):4} items   met {met / len(items):6.1%}   "
        f"exactly {exact / len(items):6.1%}   within one {near / len(items):6.1%}"
    )


def confusions(items: list[Item]) -> None:
    """Print what is not met: the pairs of levels by number, then the items."""
    missed = [(item, suggest_level(item["text"])) for item in items]
    missed = [(item, s) for item, s in missed if not is_met(item, s)]
    pairs = Counter((item["level"], s.level if s else None) for item, s in missed)
    for (given, suggested), times in pairs.most_common():
        print(f"given {given:>2}, suggested {suggested or 'none'}: {times}")
    for item, s in missed:
        print(f"  {item['text']}  {s.words if s else ()}")


def main() -> None:
    """Measure on all items and on each half."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS / "interventions.json"
    if not path.is_file():
        sys.exit(f"no file {path}: name one, or set CLD_CORPUS")
    items = json.loads(path.read_text(encoding="utf-8"))
    for name, some in (("all", items), ("even places", items[::2]), ("odd places", items[1::2])):
        shares(name, some)
    start = time.perf_counter()
    for _ in range(ROUNDS):
        for item in items:
            suggest_level(item["text"])
    taken = (time.perf_counter() - start) / ROUNDS / len(items)
    print(f"a text takes {taken * 1000:.2f} ms")
    confusions(items)


if __name__ == "__main__":
    main()
