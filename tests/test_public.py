"""The door for Python: the names it has, what they say of themselves, and what they refuse."""

from __future__ import annotations

import inspect
import pydoc
import re
from dataclasses import fields
from typing import Any, get_args

import pytest

import cld
from cld.paint.choices import Engine, PictureFormat
from cld.paint.theme import ThemeName
from cld.picture.picture import Gear

TEXT = 'title "Retries"\nLoad (+)-> Latency (+)-> Retries (+)-> Load\nLatency (-)-> Load'

NAMES = {
    "Diagnostic": "about alike code fix hint message related severity shift short span",
    "Diagram": "deciding exercise given interventions link links links_from links_to loops runs "
    "sectors stocks title to_networkx variable variables",
    "Link": "bend cause delay effect ends extra gain info notes polarity spans",
    "Loop": "ends extra goals id links name negative_links span title turned_to type variables",
    "Report": "after answered_alike clusters combinations complete controllers counts delay "
    "diagnostics diagram file independent interactions interventions is_opposed judge links "
    "loop loops marks_delays opposed_alike opposition "
    "oscillation patterns questions source space title unsettled variables verification where",
    "Variable": "aliases at capacity every extra goal initial kind name notes opposites spans unit "
    "window",
    "__version__": "",
    "load": "",
    "loads": "",
    "push": "",
    "render": "",
    "run": "",
}
TYPES = [name for name, own in NAMES.items() if own]


def public(of: type) -> set[str]:
    named = {name for name in vars(of) if not name.startswith("_")}
    return named | {one.name for one in fields(of) if one.name[0] != "_"}


def test_the_names_are_those_that_were_promised() -> None:
    assert cld.__all__ == sorted(NAMES)
    assert {name: public(getattr(cld, name)) for name in TYPES} == {
        name: set(NAMES[name].split()) for name in TYPES
    }


@pytest.mark.parametrize("name", sorted(NAMES.keys() - {"__version__"}))
def test_each_says_what_it_takes_and_gives_an_example(name: str) -> None:
    thing = getattr(cld, name)
    said = inspect.getdoc(thing) or ""
    assert "Examples\n--------\n>>> " in said
    if isinstance(thing, type):
        its = {one.name for one in fields(thing) if one.name[0] != "_"}
        heading, wanted = "Attributes", its
    else:
        heading, wanted = "Parameters", set(inspect.signature(thing).parameters)
        assert "Returns\n-------\n" in said and "Raises\n------\n" in said
    part = re.split(r"\n\n(?=\w+\n-)", said.split(f"{heading}\n----------\n")[1])[0]
    told = {
        one for line in re.findall(r"^([\w, ]+) :", part, re.MULTILINE) for one in line.split(", ")
    }
    assert told == wanted


@pytest.mark.parametrize("name", TYPES)
def test_all_that_a_type_has_is_explained(name: str) -> None:
    of = getattr(cld, name)
    for own in public(of) - {one.name for one in fields(of)}:
        assert inspect.getdoc(inspect.getattr_static(of, own)), f"{name}.{own}"


def test_help_shows_the_types_and_the_functions() -> None:
    said = pydoc.plain(pydoc.render_doc(cld))
    for name in NAMES.keys() - {"__version__"}:
        assert re.search(rf"^    (class )?{name}\(", said, re.MULTILINE), name


def test_there_are_no_others() -> None:
    assert set(NAMES) <= set(dir(cld))
    assert not hasattr(cld, "Lop")


def test_a_report_is_said_in_one_line() -> None:
    report = cld.loads(TEXT)
    assert repr(report) == "<Report of -: 3 variables, 4 links, 2 loops (1 R, 1 B), 1 note>"
    assert repr(cld.loads("A")) == "<Report of -: 0 variables, 0 links, 0 loops, 1 error>"
    dense = "\n".join(f"V{a} (+)-> V{b}" for a in range(30) for b in range(30) if a != b)
    assert "at least" in repr(cld.loads(dense))
    assert "\n" not in repr(report.loops) and len(repr(report.loops[0])) < 100


@pytest.mark.parametrize(
    ("what", "choices"),
    [("format", PictureFormat), ("theme", ThemeName), ("gear", Gear), ("engine", Engine)],
)
def test_what_is_no_choice_is_refused_with_those_there_are(what: str, choices: Any) -> None:
    *others, last = get_args(choices)
    with pytest.raises(ValueError, match=f"unknown {what} “none”; choose ") as refused:
        cld.render(cld.loads(TEXT), **{what: "none"})
    assert str(refused.value).endswith(f"choose {', '.join(others)} or {last}")
    with pytest.raises(TypeError, match="render draws a report or a diagram, not str"):
        cld.render(TEXT)


def test_one_loop_needs_no_list() -> None:
    report = cld.loads(TEXT)
    drawn = cld.render(report, loops="R1", highlight="R1", gear="quick")
    assert drawn == cld.render(report, loops=["R1"], highlight=["R1"], gear="quick")
    with pytest.raises(ValueError, match="no loop is called “R7”"):
        cld.render(report, highlight="R7")
