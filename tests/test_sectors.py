"""Sectors: named parts of a diagram, in the language and in other formats."""

from __future__ import annotations

from cld.analyze import analyze
from cld.core.diagram import Diagram, Sector, Variable
from cld.io.known import FORMATS
from cld.language.format import format_syntax
from cld.language.parse import parse
from cld.language.source import source_of
from cld.language.write import sector_lines, write

TEXT = "Land (+)-> Yield (-)-> Land\nYield (+)-> Price\n"


def sectors(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """The sectors of a text, with their members."""
    return [(sector.name, sector.variables) for sector in source_of(text).diagram.sectors]


def test_a_sector_said_twice_is_one() -> None:
    text = TEXT + 'sector "Food": Land, Yield\nsector "Market": Yield\nsector "Food": Price, Land\n'
    assert sectors(text) == [("Food", ("Land", "Yield", "Price")), ("Market", ("Yield",))]
    assert not [d for d in analyze(text).diagnostics if d.code[3] == "2"]


def test_a_member_that_no_link_names_is_told_of() -> None:
    (found,) = (
        d for d in analyze(TEXT + 'sector "Food": Land, Yeild').diagnostics if d.code[3] == "2"
    )
    assert (found.code, found.message) == (
        "CLD208",
        "no variable is called “Yeild”, but the sector “Food” lists it",
    )
    assert found.hint == "did you mean “Yield”?"
    # It is not born from the list.
    assert source_of(TEXT + 'sector "Food": Soil').diagram.variable("Soil") is None


def test_the_word_is_free_in_names() -> None:
    diagram = source_of("sector growth (+)-> sector\nsector: stock\nsector A: unit m2").diagram
    assert [v.name for v in diagram.variables] == ["sector growth", "sector", "sector A"]


def test_a_sector_without_quotes_gets_a_hint() -> None:
    (found,) = (
        d for d in analyze(TEXT + "sector Food: Land, Yield").diagnostics if d.code[3] == "1"
    )
    assert (found.code, found.severity) == ("CLD114", "warning")
    assert 'a sector looks like `sector "Clients": Timeouts, Retries`' in (found.hint or "")


def test_the_formatter_writes_it_in_one_form() -> None:
    text = 'sector   "Food" :Land ,  "Yield"   # why\n'
    assert format_syntax(parse(text)[0]) == 'sector "Food": Land, Yield  # why\n'


def test_a_long_sector_is_said_in_several_lines() -> None:
    names = tuple(f"a rather long name {n}" for n in range(300))
    sector = Sector("All", names)
    lines = list(sector_lines([sector]))
    assert len(lines) > 1 and max(map(len, lines)) < 2_100
    diagram = Diagram(variables=tuple(map(Variable, names)), sectors=(sector,))
    assert source_of(write(diagram)).diagram == diagram


def test_other_formats_hold_sectors_or_say_that_they_do_not() -> None:
    diagram = Diagram(
        variables=(Variable("A"), Variable("B")), sectors=(Sector("S", ("A",)), Sector("T", ("B",)))
    )
    for name in ("cld", "json"):
        written = FORMATS[name].write(diagram)
        assert not written.dropped
        assert FORMATS[name].read(written.text).diagram == diagram
    for name in ("csv", "dot", "graphml", "mermaid", "sd-ai"):
        assert FORMATS[name].write(diagram).dropped == ("2 sectors",)


def test_where_a_value_comes_from_is_kept() -> None:
    text = 'A (+, basis derived, from "x.mdl")-> B (-)-> A\nA: basis observed, from "log 3"\n'
    report = analyze(text)
    assert not [d for d in report.diagnostics if d.code[3] == "2"]
    assert dict(report.diagram.links[0].extra) == {"basis": "derived", "from": "x.mdl"}
    assert source_of(write(report.diagram)).diagram == report.diagram
    (wrong,) = (d for d in analyze("A (+, basis dreamt)-> B").diagnostics if d.code == "CLD204")
    assert wrong.message == (
        "basis: “dreamt” is not a basis; write said, default, observed, derived or guess"
    )
