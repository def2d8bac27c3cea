"""XMILE models: variables, modules, ghosts, flows, connectors and labels of loops."""

from __future__ import annotations

import pytest

from cld.core.quantities import Delay
from cld.io.exchange import Reading
from cld.io.known import FORMATS
from cld.io.limits import FormatError
from cld.io.opening import opened
from cld.io.recognise import recognise

HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n<xmile version="1.0" '
    'xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0" xmlns:isee="http://iseesystems.com/XMILE">'
)


def read(*models: str, header: str = "") -> Reading:
    """Read a file of some models."""
    return FORMATS["xmile"].read(f"{HEAD}{header}{''.join(models)}</xmile>")


def model(variables: str, view: str = "", name: str = "") -> str:
    """A model with one view."""
    named = f' name="{name}"' if name else ""
    views = f"<views><view>{view}</view></views>" if view else ""
    return f"<model{named}><variables>{variables}</variables>{views}</model>"


def arrow(cause: str, effect: str, about: str = "") -> str:
    """A connector."""
    return f"<connector {about}><from>{cause}</from><to>{effect}</to></connector>"


def links(reading: Reading) -> list[tuple[str, str, str]]:
    """Cause, sign and effect of each link."""
    return [(link.cause, link.polarity, link.effect) for link in reading.diagram.links]


TANK = (
    '<stock name="Water level"><eqn>10</eqn><inflow>in_flow</inflow><outflow>leak</outflow>'
    "<units>m</units><doc>in the tank</doc></stock>"
    '<flow name="in\\nflow"/><flow name="leak"><eqn>Water_Level/time_constant</eqn></flow>'
    '<aux name="time constant"><eqn>5</eqn></aux>'
)


def test_a_model_without_a_view_is_read_from_its_equations() -> None:
    reading = read(model(TANK), header="<header><name>Tank</name></header>")
    assert reading.diagram.title == "Tank"
    assert links(reading) == [
        ("in flow", "+", "Water level"),
        ("leak", "-", "Water level"),
        ("Water level", "?", "leak"),
        ("time constant", "?", "leak"),
    ]
    assert [(v.name, v.kind) for v in reading.diagram.variables] == [
        ("Water level", "stock"),
        ("in flow", "flow"),
        ("leak", "flow"),
        ("time constant", "constant"),
    ]
    water = reading.diagram.variables[0]
    assert (water.unit, water.notes) == ("m", ("in the tank",))


def test_connectors_have_the_signs_that_are_drawn() -> None:
    view = (
        '<style><connector color="red"/></style><connector color="blue"/>'
        '<stock x="100" y="50" name="Water level"/><aux x="300" y="50" name="time constant"/>'
        + arrow("Water_level", "leak", 'polarity="+"')
        + arrow("time\\nconstant", "leak", 'polarity="-"')
    )
    reading = read(model(TANK, view))
    assert links(reading)[2:] == [("Water level", "+", "leak"), ("time constant", "-", "leak")]
    # Stella writes names smaller than cld does.
    assert reading.diagram.variables[0].at == (150.0, 75.0)
    assert not any("sign" in note for note in reading.notes)


@pytest.mark.parametrize(("angle", "bend"), [(0, None), (90, 50.0), (270, -50.0), (45, 20.7)])
def test_an_angle_is_a_bend(angle: float, bend: float | None) -> None:
    view = '<aux x="100" y="50" name="A"/><aux x="300" y="50" name="B"/>'
    view += arrow("A", "B", f'angle="{angle}"')
    (link,) = read(model('<aux name="A"/><aux name="B"/>', view)).diagram.links
    assert link.bend == bend


def test_a_ghost_is_the_variable_it_stands_for() -> None:
    view = (
        '<aux x="100" y="50" name="A"/><aux x="300" y="50" name="B"/>'
        '<alias uid="7" x="250" y="90"><of>A</of></alias>'
        '<connector angle="30"><from><alias uid="7"/></from><to>B</to></connector>'
    )
    reading = read(model('<aux name="A"/><aux name="B"/>', view))
    assert links(reading) == [("A", "?", "B")]
    assert reading.diagram.links[0].bend is None
    assert reading.diagram.variables[0].at == (150.0, 75.0)


def test_a_delay_is_on_the_input_of_its_function() -> None:
    variables = (
        '<aux name="profit"/><aux name="time"/><aux name="perceived"><eqn>SMTH1(profit, time)</eqn>'
        "<isee:delay_aux/></aux>"
        '<aux name="late"><eqn>DELAY(profit, time)</eqn><isee:delay_aux/></aux>'
    )
    reading = read(model(variables))
    assert {link.ends: link.delay for link in reading.diagram.links} == {
        ("profit", "perceived"): Delay(smooth=True),
        ("time", "perceived"): None,
        ("profit", "late"): Delay(),
        ("time", "late"): None,
    }


def test_an_input_of_a_module_is_the_variable_it_is_joined_to() -> None:
    main = (
        '<module name="Prey"><connect to="Prey.food" from=".grass"/>'
        '<connect to="Prey.hunters" from="Wolves.Wolves"/></module><module name="Wolves"/>'
        '<aux name="grass" access="output"><eqn>3</eqn></aux>'
    )
    prey = (
        '<aux name="food" access="input"/><aux name="hunters" access="input"/>'
        '<aux name="births"><eqn>food*2-hunters</eqn></aux>'
    )
    wolves = '<stock name="Wolves" access="output"><eqn>1</eqn></stock><aux name="births"/>'
    reading = read(model(main), model(prey, name="Prey"), model(wolves, name="Wolves"))
    assert links(reading) == [
        ("grass", "?", "Prey.births"),
        ("Wolves.Wolves", "?", "Prey.births"),
    ]
    assert [v.name for v in reading.diagram.variables] == [
        "grass",
        "Wolves.Wolves",
        "Prey.births",
        "Wolves.births",
    ]
    assert [(s.name, s.variables) for s in reading.diagram.sectors] == [
        ("Prey", ("Prey.births",)),
        ("Wolves", ("Wolves.Wolves", "Wolves.births")),
    ]


def test_groups_become_sectors() -> None:
    group = '<group name="All_food"><var>food</var><var>none</var></group>'
    reading = read(model(f'<aux name="food"/>{group}'))
    assert [(s.name, s.variables) for s in reading.diagram.sectors] == [("All food", ("food",))]


RING = '<aux name="A"/><aux name="B"/><aux name="C"/>'
VIEW = (
    '<aux x="100" y="100" name="A"/><aux x="300" y="100" name="B"/><aux x="200" y="250" name="C"/>'
    + arrow("A", "B", 'polarity="+"')
    + arrow("B", "C", 'polarity="+"')
    + arrow("C", "A", 'polarity="-"')
)


def indicator(about: str, members: str = "") -> str:
    """The label of a loop."""
    entities = "".join(f'<entity name="{name}"/>' for name in members.split())
    inside = f"<name>Too much</name><isee:entities>{entities}</isee:entities>" if members else ""
    return f'<isee:loop_indicator {about} x="200" y="150">{inside}</isee:loop_indicator>'


@pytest.mark.parametrize("members", ["A B C", "B A C", "C B A"])
def test_the_members_of_a_label_are_its_loop_in_any_order(members: str) -> None:
    (loop,) = read(model(RING, VIEW + indicator('text="B1"', members))).diagram.loops
    assert (loop.id, loop.name, loop.type, set(loop.variables)) == (
        *("B1", "Too much", "B"),
        {"A", "B", "C"},
    )
    pairs = zip(loop.variables, (*loop.variables[1:], loop.variables[0]), strict=True)
    assert set(pairs) == {("A", "B"), ("B", "C"), ("C", "A")}


def test_a_label_without_members_is_that_of_the_loop_around_it() -> None:
    right = indicator('text="B1" orientation="clockwise"')
    wrong = indicator('text="B1" orientation="counter_clockwise"')
    (loop,) = read(model(RING, VIEW + right)).diagram.loops
    assert (loop.id, loop.variables) == ("B1", ("A", "B", "C"))
    assert not read(model(RING, VIEW + wrong)).diagram.loops


def test_a_style_is_no_label() -> None:
    assert not read(model(RING, VIEW + '<isee:loop_indicator color="red"/>')).notes


def test_bytes_that_are_no_utf8_are_read() -> None:
    inner = model('<aux name="Größe"/>')
    data = f"{HEAD}{inner}</xmile>".encode("cp1252")
    assert opened(data, "a.stmx").diagram.variables[0].name == "Größe"


@pytest.mark.parametrize(
    "text",
    ["", "<xmile", "<xmile/>", "<graphml/>", "A (+)-> B", '<!DOCTYPE x [<!ENTITY a "b">]><xmile/>'],
)
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(FormatError):
        FORMATS["xmile"].read(text)


def test_it_is_recognised_by_its_content() -> None:
    assert recognise(f"{HEAD}{model(RING)}</xmile>".encode(), "x.xml").format == "xmile"


def test_inputs_in_a_circle_end() -> None:
    main = '<module name="P"><connect to="P.a" from="P.b"/><connect to="P.b" from="P.a"/></module>'
    inner = '<aux name="a" access="input"/><aux name="b" access="input"/>'
    assert len(read(model(main), model(inner, name="P")).diagram.variables) <= 2
