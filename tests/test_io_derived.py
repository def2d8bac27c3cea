"""Signs from equations: derived where they follow, never in place of a drawn sign."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from corpus import CORPUS, needs_corpus

from cld.core.watch import TookTooLongError
from cld.io import derivedsigns
from cld.io.exchange import Reading
from cld.io.known import FORMATS

MODEL = """{UTF-8}
Water= INTEG (rain - leak, 10) ~ m3 ~ |
leak = Water/lag ~ m3/h ~ |
lag = 5 ~ h ~ |
rain = 3 ~ ~ |
effect = A FUNCTION OF( Water) ~ ~ |
\\\\\\---/// Sketch information - do not modify anything except names
V300  Do not put anything below this section - it will be ignored
*View 1
$192
10,1,Water,100,100,40,20,8,3,0,0
10,2,leak,300,100,40,20,8,3,0,0
10,3,lag,300,300,40,20,8,3,0,0
10,4,effect,100,300,40,20,8,3,0,0
1,5,1,2,1,0,0,0,0,64,0,-1--1--1,,1|(200,60)|
1,6,3,2,1,0,43,0,0,64,0,-1--1--1,,1|(300,200)|
1,7,1,4,1,0,0,0,0,64,0,-1--1--1,,1|(100,200)|
1,8,2,1,1,0,0,0,0,64,0,-1--1--1,,1|(200,160)|
///---\\\\\\
"""


def signs(reading: Reading) -> dict[tuple[str, str], tuple[str, str]]:
    """The sign of each link, and how it is known."""
    return {
        link.ends: (link.polarity, dict(link.extra).get("basis", ""))
        for link in reading.diagram.links
    }


@pytest.mark.simlin
def test_signs_follow_from_equations() -> None:
    pytest.importorskip("simlin")
    reading = FORMATS["vensim"].read(MODEL)
    assert signs(reading) == {
        ("Water", "leak"): ("+", "derived"),
        # By the equation it is -, and the drawing counts.
        ("lag", "leak"): ("+", ""),
        # A list of causes says no sign.
        ("Water", "effect"): ("?", ""),
        ("leak", "Water"): ("-", "derived"),
    }
    assert reading.notes[1:3] == (
        "2 signs were derived from the equations",
        "by their equations, 1 link would have another sign than the one drawn, which was kept: "
        "lag → leak (-)",
    )
    assert "1 link has no readable sign and was read as `?`: Water → effect" in reading.notes


def test_without_the_engine_one_note_says_where_to_get_it() -> None:
    reading = FORMATS["vensim"].read(MODEL)
    assert signs(reading)["Water", "leak"] == ("?", "")
    assert reading.notes[1] == (
        "signs that are not drawn may follow from the equations; "
        "pip install 'causal-loops[simlin]' to derive them"
    )


@pytest.mark.simlin
def test_a_diagram_without_equations_starts_no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: Any) -> Any:
        raise AssertionError("no model, no engine")

    monkeypatch.setattr(derivedsigns, "_links", never)
    reading = FORMATS["vensim"].read("A = A FUNCTION OF( B) ~~|")
    assert signs(reading) == {("B", "A"): ("?", "")}


@pytest.mark.simlin
def test_an_engine_that_does_not_end_ends_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: Any, **__: Any) -> Any:
        raise subprocess.TimeoutExpired("simlin", 1)

    monkeypatch.setattr(derivedsigns, "is_installed", lambda: True)
    monkeypatch.setattr("subprocess.run", slow)
    with pytest.raises(TookTooLongError, match="did not end within 120 s"):
        FORMATS["vensim"].read(MODEL)


@pytest.mark.simlin
@pytest.mark.parametrize("output", [b"", b"no JSON", b"{}", b'[["a"]]', b"[3]"])
def test_an_engine_that_fails_leaves_the_drawing(
    monkeypatch: pytest.MonkeyPatch, output: bytes
) -> None:
    def failed(*_: Any, **__: Any) -> Any:
        return subprocess.CompletedProcess("simlin", 1, output, b"")

    monkeypatch.setattr(derivedsigns, "is_installed", lambda: True)
    monkeypatch.setattr("subprocess.run", failed)
    reading = FORMATS["vensim"].read(MODEL)
    assert signs(reading)["Water", "leak"] == ("?", "")
    told = "no signs were derived: Simlin did not read the equations" in reading.notes
    assert told == (not output.startswith(b"["))


@needs_corpus
@pytest.mark.simlin
@pytest.mark.parametrize(
    ("file", "derived", "differ"),
    [
        ("vensim/sdai-covid.mdl", 35, 0),
        ("vensim/SIR.mdl", 5, 0),
        ("xmile/GeneratedByAIThenEdited.stmx", 8, 2),
        ("xmile/inventoryWorkforce.stmx", 17, 0),
        ("xmile/bassDiffusion.stmx", 9, 0),
    ],
)
def test_models_of_others(file: str, derived: int, differ: int) -> None:
    pytest.importorskip("simlin")
    assert CORPUS
    path: Path = CORPUS / "formats" / file
    name = "vensim" if path.suffix == ".mdl" else "xmile"
    reading = FORMATS[name].read(path.read_text(encoding="utf-8"))
    assert sum(basis == "derived" for _, basis in signs(reading).values()) == derived
    assert any(f"{derived} signs were derived" in note for note in reading.notes)
    assert any("another sign than the one drawn" in note for note in reading.notes) == bool(differ)
