"""Files of other programs say in cld what `index.json` of the corpus says they hold."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from corpus import CORPUS, needs_corpus

from cld.analyze import analyze
from cld.core.diagram import Diagram
from cld.io.equations import name_key
from cld.io.known import FORMATS
from cld.io.limits import FormatError
from cld.io.opening import opened, reading_of
from cld.io.recognise import recognise
from cld.io.vensimsketch import BEGIN, is_control, read_views
from cld.language.source import source_of
from cld.language.write import write

FOLDER = CORPUS / "formats" if CORPUS else Path("missing")
INDEX: list[dict[str, Any]] = (
    json.loads((FOLDER / "index.json").read_text(encoding="utf-8")) if CORPUS else []
)
BY_FORMAT = {e["file"]: e for e in INDEX}


# Files that are not diagrams, with the reason that cld gives.
REFUSED = {
    "sd-ai/response_schema.json": "this JSON is not a diagram",
    "kumu/kumu-example.json": "this is not valid JSON: line 33, column 7",
    "kumu/overview-of-the-euro-crisis.xlsx": "this Excel workbook is damaged",
    "fcm/ozesmi-concepts.json": "this JSON is not a diagram",
    "fcm/clot-verts.csv": "this is not a CSV of links",
}


def of(*formats: str) -> list[str]:
    """The files of some formats."""
    return [e["file"] for e in INDEX if e["format"] in formats]


def diagram_of(file: str) -> Diagram:
    """The diagram of a file."""
    data = (FOLDER / file).read_bytes()
    return reading_of(recognise(data, file)).diagram


def signs(diagram: Diagram) -> dict[str, int]:
    """The numbers that the index has too."""
    polarities = [link.polarity for link in diagram.links]
    return {
        "variables": len(diagram.variables),
        "links": len(diagram.links),
        "plus": polarities.count("+"),
        "minus": polarities.count("-"),
        "unknown": polarities.count("?"),
        "delays": sum(link.delay is not None for link in diagram.links),
    }


def compared(file: str, found: dict[str, int]) -> None:
    """Assert that the numbers are those of the index, as far as it has them."""
    truth = BY_FORMAT[file]["truth"]
    assert {k: found[k] for k in found if k in truth} == {k: truth[k] for k in found if k in truth}


def loops_of(diagram: Diagram) -> str:
    """The loops by type, as the index writes them."""
    counts = analyze(source_of(write(diagram))).counts
    return f"R{counts.R} B{counts.B} ?{counts.U}"


# -- Vensim --

# So many flows are drawn as if they filled a stock, and the equation of the stock subtracts them.
# The index has the drawing, and cld the equation.
PIPES = {"vensim/hubs-model.mdl": 2, "vensim/free 6.mdl": 5, "vensim/wrld3-03.mdl": 1}


@needs_corpus
@pytest.mark.parametrize("file", of("vensim"))
def test_vensim(file: str) -> None:
    diagram = diagram_of(file)
    found = signs(diagram)
    text = (FOLDER / file).read_bytes().decode("utf-8", "replace")
    views = read_views(text[text.find(BEGIN) :])
    # The index counts what only steers the simulation (Time, TIME STEP); a diagram leaves it out.
    steers = {name_key(n.name) for view in views for n in view.names.values() if is_control(n.name)}
    ends = {
        (name_key(cause), name_key(effect))
        for view in views
        for arrow in view.arrows
        if (cause := view.called(arrow.cause)) and (effect := view.called(arrow.effect))
    }
    steered = sum(is_control(cause) or is_control(effect) for cause, effect in ends)
    found["variables"] += len(steers)
    found["links"] += steered
    found["unknown"] += steered
    drawn = PIPES.get(file, 0)
    found["plus"] += drawn
    found["minus"] -= drawn
    compared(file, found)
    truth = BY_FORMAT[file]["truth"]
    if "views" in truth:
        assert len(views) == truth["views"]
        # It counts what is in a box; of these, stocks have an integral as their equation.
        boxed = {name_key(n.name) for view in views for n in view.names.values() if n.boxed}
        assert len(boxed) == truth["stocks"]
    if re.fullmatch(r"R\d+ B\d+ \?\d+", truth.get("loops", "")):
        assert loops_of(diagram) == truth["loops"]
    assert all(variable.at is not None for variable in diagram.variables)


# The labels that belong to no loop: the icon turns the wrong way, or the loop has the other type.
LOST = {
    "vensim/burnout.mdl": 2,
    "vensim/sdproject-CLD.mdl": 2,
}


@needs_corpus
@pytest.mark.parametrize("file", of("vensim"))
def test_vensim_labels_of_loops(file: str) -> None:
    diagram = diagram_of(file)
    labels = BY_FORMAT[file]["truth"].get("loop_labels")
    if labels is not None:
        ids = [
            id_ for _, _, text in labels for id_ in re.findall(r"[RB]\d*", text or "x")
        ] or labels
        assert len(diagram.loops) == max(len(ids), len(labels)) - LOST.get(file, 0)
    problems = analyze(source_of(write(diagram))).diagnostics
    assert not [d for d in problems if d.code in ("CLD301", "CLD302")]


# -- XMILE --

# The index counts the `<connector>` of the style of a view, and arrows between modules, whose
# variables are joined. It takes variables of two modules with one name for one.
STYLED = {
    "xmile/inventoryWorkforce.stmx",
    "xmile/bassDiffusion.stmx",
    "xmile/GeneratedByAIThenEdited.stmx",
    "xmile/hubs-2302.stmx",
    "xmile/capacity constrained service pathway.stmx",
    "xmile/SEIR_age.stmx",
    "xmile/predatorPreyModular.stmx",
    "xmile/bpowers-hares_and_lynxes_modules-model.stmx",
}
BETWEEN_MODULES = {
    "xmile/predatorPreyModular.stmx": 2,
    "xmile/bpowers-hares_and_lynxes_modules-model.stmx": 2,
}
ONE_NAME = {"xmile/bpowers-hares_and_lynxes_modules-model.stmx": 3}


@needs_corpus
@pytest.mark.parametrize("file", of("xmile"))
def test_xmile(file: str) -> None:
    found = signs(diagram_of(file))
    more = (file in STYLED) + BETWEEN_MODULES.get(file, 0)
    found["links"] += more
    found["unknown"] += more
    found["variables"] -= ONE_NAME.get(file, 0)
    compared(file, found)
    assert all(variable.at is not None for variable in diagram_of(file).variables)


@needs_corpus
def test_stella_labels_of_loops() -> None:
    diagram = diagram_of("xmile/bassDiffusion.stmx")
    assert [(loop.id, loop.name, loop.type, len(loop.variables)) for loop in diagram.loops] == [
        ("R1", "WOM effect", "R", 5),
        ("B1", "Exhausting effect", "B", 5),
    ]
    problems = analyze(source_of(write(diagram))).diagnostics
    assert not [d for d in problems if d.code in ("CLD301", "CLD302")]


# -- other programs --


@needs_corpus
@pytest.mark.parametrize("file", of("loopy"))
def test_loopy(file: str) -> None:
    diagram = diagram_of(file)
    compared(file, signs(diagram))
    assert all(variable.at is not None for variable in diagram.variables)


@needs_corpus
@pytest.mark.parametrize("file", of("mentalmodeler"))
def test_mental_modeler(file: str) -> None:
    found = signs(diagram_of(file))
    # The index counts a relationship with influence 0, which means “no link”.
    found["links"] += BY_FORMAT[file]["truth"]["zero"]
    compared(file, found)


@needs_corpus
@pytest.mark.parametrize("file", [file for file in of("fcm") if file not in REFUSED])
def test_fcm(file: str) -> None:
    compared(file, signs(diagram_of(file)))


@needs_corpus
def test_a_workbook_has_the_links_of_its_csv() -> None:
    one, other = diagram_of("fcm/NorwTrench_eng.csv"), diagram_of("fcm/NorwTrench_eng.xlsx")
    assert {k.ends: k.polarity for k in one.links} == {k.ends: k.polarity for k in other.links}


# The index counts connections: 3 that lead both ways, and 4 that are drawn twice.
CONNECTIONS = {"kumu/kumu_network.json": 3, "kumu/snap-to-tutorial-project.json": -4}


@needs_corpus
@pytest.mark.parametrize("file", [file for file in of("kumu") if file not in REFUSED])
def test_kumu(file: str) -> None:
    found = signs(diagram_of(file))
    found["links"] -= CONNECTIONS.get(file, 0)
    compared(file, found)


@needs_corpus
@pytest.mark.parametrize("file", [f for f in of("mermaid", "dot", "graphml") if f not in REFUSED])
def test_drawings_as_text(file: str) -> None:
    found = signs(diagram_of(file))
    truth = BY_FORMAT[file]["truth"]
    names = {"unsigned": "unknown", "words": "unknown"}
    wanted = {names.get(key, key): value for key, value in truth.items()}
    if file == "graphml/CLD - Moodle.graphml":
        wanted["variables"] -= 1  # two nodes have one name
    same = [key for key in found if isinstance(wanted.get(key), int)]
    assert {key: found[key] for key in same} == {key: wanted[key] for key in same}


# The index counts elements called Variable; pictures that links touch are variables, too.
PICTURES = {"insightmaker/systemsbook-6.xml": 9}


@needs_corpus
@pytest.mark.parametrize("file", of("insightmaker"))
def test_insight_maker(file: str) -> None:
    diagram = diagram_of(file)
    truth = BY_FORMAT[file]["truth"]
    assert len(diagram.variables) - PICTURES.get(file, 0) == truth["variables"]
    assert len(diagram.links) == truth["links"]
    assert all(variable.at is not None for variable in diagram.variables)


@needs_corpus
def test_drawings_of_draw_io() -> None:
    assert diagram_of("drawio/CLD.drawio") == Diagram()
    file = "drawio/influence chart.drawio"
    diagram = diagram_of(file)
    assert len(diagram.links) == BY_FORMAT[file]["truth"]["edges"]
    # 13 boxes have no line: 12 are texts, and one has no words.
    assert len(diagram.variables) == BY_FORMAT[file]["truth"]["vertices"] - 13


@needs_corpus
def test_plantuml() -> None:
    compared("plantuml/base-system.puml", signs(diagram_of("plantuml/base-system.puml")))
    found = signs(diagram_of("plantuml/Project_versus_Product.puml"))
    assert (found["variables"], found["links"], found["unknown"]) == (17, 22, 0)


@needs_corpus
@pytest.mark.parametrize("file", of("cld-json"))
def test_json_of_the_systems_thinking_library(file: str) -> None:
    diagram = diagram_of(file)
    truth = BY_FORMAT[file]["truth"]
    found = signs(diagram)
    assert (found["variables"], found["links"]) == (truth["variables"], truth["links"])
    assert found["plus"] == truth["polarity"]["positive"]
    assert found["minus"] == truth["polarity"].get("negative", 0)
    types = {"R": "reinforcing", "B": "balancing"}
    assert [[types[loop.type], loop.name] for loop in diagram.loops] == truth["loops"]
    assert not [d for d in analyze(source_of(write(diagram))).diagnostics if "CLD30" in d.code]


@needs_corpus
@pytest.mark.parametrize(
    ("file", "links"), [("sd-ai/compat_out1.json", 1), ("sd-ai/predatorPrey.json", 16)]
)
def test_sd_ai(file: str, links: int) -> None:
    assert len(diagram_of(file).links) == links


# -- all --


@needs_corpus
@pytest.mark.parametrize("file", REFUSED)
def test_what_is_no_diagram_is_refused(file: str) -> None:
    with pytest.raises(FormatError, match=re.escape(REFUSED[file])):
        opened((FOLDER / file).read_bytes(), file)


@needs_corpus
@pytest.mark.parametrize("file", [file for file in of(*FORMATS) if file not in REFUSED])
def test_what_is_read_can_be_written_and_read_again(file: str) -> None:
    source = opened((FOLDER / file).read_bytes(), file)
    again = source_of(source.text)
    assert again.diagram == source.diagram
    assert not [d for d in again.diagnostics if d.severity == "error"]


WRITABLE = [
    (file, name)
    for file in of(*FORMATS)
    if file not in REFUSED
    for name in dict.fromkeys((BY_FORMAT[file]["format"], "vensim", "xmile"))
    if name in FORMATS and FORMATS[name].write
]


@needs_corpus
@pytest.mark.parametrize(("file", "name"), WRITABLE)
def test_what_is_written_again_says_the_same(file: str, name: str) -> None:
    diagram = opened((FOLDER / file).read_bytes(), file).diagram
    write_as = FORMATS[name].write
    assert write_as
    written = write_as(diagram)
    back = FORMATS[name].read(written.text).diagram
    unsigned = any("without a known sign" in one for one in written.dropped)
    links = [k for k in diagram.links if not unsigned or k.polarity != "?"]
    spelt = any("exact spelling" in one for one in written.dropped)
    key = name_key if name in ("vensim", "xmile") else str
    if not spelt:
        assert {key(v.name) for v in back.variables} == {key(v.name) for v in diagram.variables}
        assert {(key(k.cause), key(k.effect), k.polarity) for k in back.links} == {
            (key(k.cause), key(k.effect), k.polarity) for k in links
        }
    assert (len(back.variables), len(back.links)) == (len(diagram.variables), len(links))
    held = [one.partition(" of ")[0] for one in written.dropped]
    if "delay" not in held:
        delays = (sum(k.delay is not None for k in one) for one in (back.links, links))
        assert len(set(delays)) == 1
    if name in ("vensim", "xmile", "loopy", "mentalmodeler"):
        most = 0.5 if name == "vensim" else 0.11
        places = {key(v.name): v.at for v in back.variables}
        for variable in diagram.variables:
            at = places.get(key(variable.name))
            if variable.at and at:
                assert max(abs(a - b) for a, b in zip(variable.at, at, strict=True)) <= most
    if not any("loop" in one for one in held):
        ids = sorted((loop.id or "", loop.type or "") for loop in diagram.loops)
        assert sorted((loop.id or "", loop.type or "") for loop in back.loops) == ids
