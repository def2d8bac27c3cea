"""No class, id, attribute, property or font of a picture is one of the page around it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from functools import cache
from typing import get_args

import pytest
from page_tools import HELD, MANY, ODD, ROOT, drawn, odd_source
from pictures import OWN, PAIR, badge, name
from test_grade_command import exercise, run
from test_grade_page import ANSWER

from cld.core.diagram import LoopType, Polarity, VariableKind
from cld.output.live import PAGE
from cld.paint.prefix import PREFIX, custom_property, data_attribute, prefixed
from cld.paint.shapes import Look
from cld.paint.svg import svg
from cld.paint.theme import ROLES, THEMES
from cld.picture.picture import Picture, Turning

# All names of a picture that styles and scripts of pages may use.
PARTS = ("picture", "auto", "variable", "link", "loop", "line", "halo", "quiet")
READ = {
    *map(prefixed, PARTS),
    *map(data_attribute, ("name", "from", "to", "loop", "loops")),
    *map(custom_property, ROLES),
}
# Ids are these, each with a number.
READ_IDS = {
    *(prefixed(f"picture-{part}-") for part in ("link", "loop")),
    *(prefixed(f"{side}-{part}-") for side in ("mine", "its") for part in ("link", "variable")),
}
# All that a picture may hold beside variables of every kind and colours of every role.
OTHERS = (
    "lit faded delayed clockwise counter-clockwise legend frame bars title note delay ring badge "
    "sign name head line halo paper picture auto link variable loop"
)


def everything() -> Picture:
    """A picture with all that there can be in one."""
    kinds = [name(f"kind {kind}", 20, 20, kind) for kind in get_args(VariableKind)]
    signs = [replace(PAIR.arrows[0], polarity=sign, cause=sign) for sign in get_args(Polarity)]
    loops = [
        replace(badge(f"R{at}", type_, ("Latency", "Pods"), (90, 9), "x"), turning=turning)
        for at, type_ in enumerate(get_args(LoopType))
        for turning in get_args(Turning)
    ]
    names, badges = (*PAIR.names, *OWN.names, *kinds), (*OWN.badges, *loops)
    return replace(PAIR, names=names, arrows=(*PAIR.arrows, *OWN.arrows, *signs), badges=badges)


@cache
def painted() -> tuple[str, ...]:
    full = Look(delays=True, legend=True)
    looks = [replace(full, id=id_) for id_ in ("", "picture", "mine", "its")]
    looks += [replace(full, theme=theme) for theme in THEMES]  # type: ignore[arg-type]
    looks += [replace(look, highlight=("R1",)) for look in looks]
    return tuple(svg(everything(), look) for look in looks)


def styles(text: str) -> str:
    """The style sheets within a text, without the data of fonts."""
    found = re.findall("<style>(.*?)</style>", text, re.DOTALL)
    return re.sub(r"url\(.*?\)", "", "".join(found))


def names_of(picture: str) -> dict[str, set[str]]:
    """The names that an SVG brings to the page it is put on, by what they are names of."""
    elements = list(ElementTree.fromstring(picture).iter())
    classes = " ".join(one.get("class", "") for one in elements)
    ids = " ".join(one.get(key, "") for one in elements for key in ("id", "aria-labelledby"))
    keys = {key for one in elements for key, _ in one.items()}
    style = styles(picture)
    at_rules = r"@(?:keyframes|layer|property|container|counter-style)\s+([\w-]+)"
    return {
        "class": set(classes.split()),
        "id": set(ids.split()),
        "data": {key for key in keys if key.startswith("data-")},
        "property": set(re.findall(r"--[\w-]+", picture)),
        "selector": set(re.findall(r"[.#]([a-z][\w-]*)(?=[^{}]*\{)", style)),
        "font": set(re.findall('font-family:"(.*?)"', style)),
        "at-rule": set(re.findall(at_rules, style)),
    }


def emitted(what: str) -> set[str]:
    return set[str]().union(*(names_of(picture)[what] for picture in painted()))


def test_every_name_of_a_picture_has_the_prefix() -> None:
    begins = {"data": data_attribute(""), "property": custom_property("")}
    for picture in painted():
        for what, names in names_of(picture).items():
            assert {one for one in names if not one.startswith(begins.get(what, PREFIX))} == set()
    kinds = set(get_args(VariableKind)) - {"auxiliary"}
    assert emitted("class") == {*map(prefixed, {*kinds, *ROLES, *OTHERS.split()})}
    assert emitted("property") == set(map(custom_property, ROLES))
    assert emitted("font") == {prefixed("letters")}


def test_the_rules_of_a_picture_are_for_pictures_alone() -> None:
    """And those that follow a reader's screen leave one with a theme of its own as it is."""
    for picture in painted():
        rules = re.sub(r"@media[^{]*|@font-face\{[^}]*\}", "", styles(picture))
        selectors = ",".join(re.findall(r"([^{}]+)\{[^{}]+\}", rules)).split(",")
        for selector in selectors:
            assert re.match(r"(svg)?\.cld-(picture|auto)(?![\w-])", selector.strip()), selector
    for theme in THEMES:
        assert prefixed("auto") not in svg(PAIR, Look(theme))  # type: ignore[arg-type]


def test_one_place_defines_the_prefix() -> None:
    """The painter writes no name out; nor does any module write the prefix."""
    for path in (ROOT / "cld").rglob("*.py"):
        source = re.sub(r'""".*?"""|^\s*#.*?$', "", path.read_text("utf-8"), flags=re.S | re.M)
        found = re.findall(r"[\"'.#{]cld-(?!\{)", source)
        assert found == (['"cld-'] if path.name == "prefix.py" else []), path
        if path.parent.name == "paint" and path.name != "prefix.py":
            assert not re.findall(r'\b(?:class|id)="[\w-]|data-[\w{]|--[\w{]', source), path


# -- the pages --


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """All kinds of pages, without the pictures in them."""
    folder = exercise(tmp_path_factory.mktemp("class"), ANSWER)
    answers, key = folder / "answers", ("--key", folder / "key.cld", "--format", "html")
    (answers / "other.cld").write_text(ANSWER.replace("+", "-"))
    alone = [run("grade", answers / "mine.cld", *key, *more) for more in ((), ("--reveal",))]
    graded = [*alone, run("grade", answers, *key)]
    reports = [drawn(source) for source in (HELD, odd_source(ODD), MANY, "")]
    made = [PAGE, *reports, *(done.stdout for done in graded)]
    return [re.sub("<svg.*?</svg>", "", page, flags=re.DOTALL) for page in made]


def scripts(page: str) -> str:
    return "".join(re.findall("<script>(.*?)</script>", page, re.DOTALL))


def test_pages_give_nothing_a_name_with_the_prefix(pages: list[str]) -> None:
    for page in pages:
        body = re.sub(r"<(style|script)>.*?</\1>", "", page, flags=re.DOTALL)
        tags = "".join(re.findall(r"<[a-z][^<>]*>", body))
        names = " ".join(re.findall(r'(?:class|id)="([^"]*)"', tags)).split()
        assert names and not [one for one in names if one.startswith(PREFIX)]
        assert data_attribute("") not in tags
        # The page sets the colours of pictures, and no other rule sets a property of theirs.
        ours = re.sub(r":root svg\.cld-auto\{.*?\}", "", styles(page))
        assert custom_property("") not in ours and not re.search(r"@\w+ cld-", ours)
        given = r"(?:classList\.\w+|className = |class: |id = |setAttribute)\W+cld-"
        assert not re.search(given, scripts(page))


def test_pages_read_no_other_names_of_a_picture_than_these(pages: list[str]) -> None:
    """And pictures have each of these: a misspelt name would find nothing."""
    text = "".join(styles(page) + scripts(page) for page in pages)
    read = set(re.findall(r"(?:--|data-)?\bcld-[\w-]+", text))
    for key in re.findall(r"\bdataset\.cld(\w+)", text):
        read.add(data_attribute(re.sub("(?<!^)(?=[A-Z])", "-", key).lower()))
    ids = {one for one in read if re.match("cld-(picture|mine|its)-", one)}
    assert read - ids == READ
    assert {one.rstrip("0123456789") for one in ids} == READ_IDS
    assert emitted("class") | emitted("data") | emitted("property") >= READ
    assert {one.rstrip("0123456789") for one in emitted("id")} >= READ_IDS
