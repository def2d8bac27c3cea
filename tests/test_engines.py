"""Graphviz is one choice away: its places are kept, and whatever is missing is said in a line."""

from __future__ import annotations

import math
import os
import sys
from pathlib import Path

import pytest
from test_cli import run

import cld
from cld.analyze import analyze
from cld.cli import main
from cld.commands.render import render_command
from cld.commands.unusable import UnusableInput
from cld.core.watch import TookTooLongError
from cld.picture import engines
from cld.picture.engines import EngineError, engine_places, is_too_dense
from cld.picture.layout import layout
from cld.picture.picture import Picture
from cld.picture.plan import plan

needs_graphviz = pytest.mark.skipif(
    engines.program() is None, reason="Graphviz is not installed (apt install graphviz)"
)
needs_scripts = pytest.mark.skipif(sys.platform == "win32", reason="needs a script as a program")

TEXT = "A (+)-> B (+)-> C (-)-> A\nC (+)-> D\n"
LAYOUTS = ("dot", "neato", "fdp", "sfdp", "circo")
COMPLAINING = """#!/bin/sh
cat > /dev/null
echo "graph 1 1 1"
for v in 0 1 2 3; do echo "node $v $v.5 1.25 1 1 x solid box black white"; done
echo stop
echo "Error: a graph it finds fault with" >&2
exit 1
"""


def by(engine: str, text: str = TEXT) -> Picture:
    report = analyze(text)
    return layout(report.diagram, report.loops, engine=engine)


def fake(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program = folder / "dot"
    program.write_text(script, encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("CLD_DOT", os.fspath(program))


@needs_graphviz
@pytest.mark.parametrize("engine", LAYOUTS)
def test_the_places_of_a_layout_are_kept(engine: str) -> None:
    report = analyze(TEXT)
    places = engine_places(plan(report.diagram, report.loops), engine)
    picture = by(engine)
    assert [name.centre for name in picture.names] == [tuple(place) for place in places.tolist()]
    assert len(picture.arrows) == 4 and len(picture.badges) == 1


@needs_graphviz
def test_dot_draws_from_top_to_bottom_and_pins_stay() -> None:
    picture = by("dot", "A (+)-> B (+)-> C")
    (ax, ay), (bx, by_), (cx, cy) = (name.centre for name in picture.names)
    assert ay < by_ < cy and ax == bx == cx
    pinned = by("dot", "A (+)-> B (+)-> C\nA: at 10 20\nC: at 10 420")
    assert pinned.names[0].centre == (10, 20) and pinned.names[2].centre == (10, 420)
    assert math.dist(pinned.names[1].centre, (10, 220)) < 1


@needs_graphviz
def test_the_command_draws_with_a_layout(tmp_path: Path) -> None:
    source, out = tmp_path / "a.cld", tmp_path / "out.svg"
    source.write_text(TEXT, encoding="utf-8")
    assert run("render", source, "--engine", "circo", "-o", out).returncode == 0
    assert out.read_text(encoding="utf-8") == cld.render(cld.load(source), engine="circo")


def test_no_graphviz_is_said_with_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "a.cld"
    source.write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr("cld.picture.engines.program", lambda: None)
    with pytest.raises(UnusableInput) as refused:
        render_command.main([str(source), "--engine", "neato", "--metrics"], standalone_mode=False)
    said = refused.value.format_message()
    assert "the layout neato requires Graphviz" in said and "\n" not in said
    for way in ("apt install graphviz", "brew install graphviz", "winget install graphviz"):
        assert way in said
    with pytest.raises(ValueError, match="the layout neato requires Graphviz"):
        cld.render(cld.load(source), engine="neato")
    # Without an engine, no program is asked for.
    assert len(layout(analyze(TEXT).diagram).names) == 4


@needs_scripts
@pytest.mark.parametrize(
    "script", ["#!/bin/sh\necho nonsense\nexit 3\n", "#!/bin/sh\necho node 0\n"]
)
def test_a_layout_that_fails_is_not_believed(
    script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake(tmp_path, script, monkeypatch)
    with pytest.raises(EngineError, match="did not return a layout dot"):
        by("dot")


@needs_scripts
def test_what_an_engine_printed_before_it_failed_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Graphviz ends with an error after a graph that it finds fault with."""
    fake(tmp_path, COMPLAINING, monkeypatch)
    places = [(36.0, -90.0), (108.0, -90.0), (180.0, -90.0), (252.0, -90.0)]
    assert [name.centre for name in by("neato").names] == places
    assert capfd.readouterr() == ("", "")


def test_a_program_that_cannot_be_started_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cld.picture.engines.program", lambda: "/nonexistent/dot")
    with pytest.raises(EngineError, match="/nonexistent/dot"):
        by("dot")


@needs_scripts
def test_a_program_that_is_stuck_ends_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """To go on without it would let the clock decide what the picture looks like."""
    fake(tmp_path, "#!/bin/sh\nexec sleep 600\n", monkeypatch)
    monkeypatch.setattr("cld.picture.engines.SECONDS", 0.2)
    with pytest.raises(TookTooLongError):
        by("dot")
    source, out = tmp_path / "a.cld", tmp_path / "out.svg"
    source.write_text(TEXT, encoding="utf-8")
    arguments = ["cld", "render", str(source), "--engine", "dot", "-o", str(out)]
    monkeypatch.setattr("sys.argv", arguments)
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr().err
    assert ended.value.code == 2 and "did not end within" in said and "Traceback" not in said
    assert not out.exists()


def test_a_diagram_too_dense_for_a_layout_is_refused() -> None:
    assert is_too_dense("circo", 60, 400) and not is_too_dense("neato", 60, 400)
    text = "".join(f"V{a} (+)-> V{b}\n" for a in range(20) for b in range(20) if a != b)
    with pytest.raises(EngineError, match="too large for the layout circo"):
        by("circo", text)
