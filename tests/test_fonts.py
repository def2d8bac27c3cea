"""The advances that texts are measured with are those of the font that pictures are set in."""

from __future__ import annotations

import json
import os
from itertools import count, groupby
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from cld.picture.fonts import ADVANCES, FILES, font_file, width


def runs(weight: int) -> list[tuple[int, list[int]]]:
    """The advances of a font in thousandths of its size, in runs of letters that follow."""
    with TTFont(font_file(weight)) as font:
        assert font["head"].unitsPerEm == 1000
        metrics = font["hmtx"].metrics
        advances = {code: metrics[name][0] for code, name in sorted(font.getBestCmap().items())}
    number = count()
    together = groupby(advances, key=lambda code: code - next(number))
    return [(codes[0], [advances[c] for c in codes]) for codes in (list(g) for _, g in together)]


def test_the_table_is_that_of_the_font() -> None:
    """`ACCEPT=1 pytest` writes it anew."""
    table = json.dumps({weight: runs(weight) for weight in FILES}, separators=(",", ":")) + "\n"
    if os.environ.get("ACCEPT"):
        Path(ADVANCES).write_text(table, encoding="utf-8")
    assert Path(ADVANCES).read_text(encoding="utf-8") == table


@pytest.mark.parametrize("weight", FILES)
def test_a_width_is_the_sum_of_advances(weight: int) -> None:
    with TTFont(font_file(weight)) as font:
        names, metrics = font.getBestCmap(), font["hmtx"].metrics
    text = "Ärger über Łódź — 12 µs"
    assert width(text, 20.0, weight) == pytest.approx(
        sum(metrics[names[ord(letter)]][0] for letter in text) / 50
    )
