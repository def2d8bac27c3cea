"""Hostile files of every format and size: each is read or refused within bounds.

`python tests/full/sweep.py` runs `cld convert`, `cld check` and `cld render` on some 200 kinds of
files, from 1 kB up to the 16 MB that a file may have, each in a process of its own, and prints the
seconds of CPU and the megabytes of memory that each took. It exits with 1 when one takes more than
10 seconds or 500 MB, shows a traceback, ends with an exit code that is not documented, or refuses
without saying why. What took too long is run once more at the end, alone, and that run counts: two
runs beside each other make both slower.

    python tests/full/sweep.py --quick            three sizes
    python tests/full/sweep.py --only dot,csv     only kinds whose name begins so
    python tests/full/sweep.py --jobs 2           two runs at a time
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

SECONDS, MEGABYTES = 10.0, 500.0
# A child that goes far beyond the bounds is ended.
MOST_SECONDS, MOST_BYTES = 40, 3_000_000_000
TOO_SLOW = "too slow"
SIZES = [4_000, 256_000, 4_096_000, 15_900_000]
# Of files in the language itself, which are drawn whole, all sizes that are read, and one more.
OWN_SIZES = [1_000, 16_000, 256_000, 590_000, 4_096_000]
QUICK = [16_000, 256_000, 4_000_000]


def repeated(unit: str, size: int) -> str:
    """Return a piece of text again and again; `{}` in it is the number of the piece."""
    if "{}" not in unit:
        return unit * max(1, size // len(unit))
    pieces, length, number = [], 0, 0
    while length < size:
        pieces.append(unit.replace("{}", str(number)))
        length += len(pieces[-1])
        number += 1
    return "".join(pieces)


def around(head: str, unit: str, tail: str = "") -> Callable[[int], str]:
    """Return what makes a text of a size: a head, a piece again and again, a tail."""
    return lambda size: head + repeated(unit, size - len(head) - len(tail)) + tail


def two(head: str, first: str, middle: str, second: str, tail: str = "") -> Callable[[int], str]:
    """Return what makes a text of two parts of one size, whose product may matter."""
    return lambda size: (
        head + repeated(first, size // 2) + middle + repeated(second, size // 2) + tail
    )


def lines_of(unit: str, width: int = 19_000) -> Callable[[int], str]:
    """Return what makes lines of one piece, each nearly as long as a line may be."""
    return lambda size: "".join(
        f"{repeated(unit, min(width, size))}\n" for _ in range(max(1, size // width))
    )


def dense(arrow: str, head: str = "", tail: str = "") -> Callable[[int], str]:
    """Return what makes links between all of as many variables as fit."""

    def made(size: int) -> str:
        count = int((size / (len(arrow) + 8)) ** 0.5) + 1
        links = (f"v{a}{arrow}v{b}\n" for a in range(count) for b in range(count) if a != b)
        return head + "".join(links) + tail

    return made


def at_random(links_each: float, sign: str = "+") -> Callable[[int], str]:
    """Return what makes links between variables drawn at random, so many for each variable."""

    def made(size: int) -> str:
        draw = random.Random(size)
        links = size // 18
        # Enough of them that few links are drawn twice.
        variables = max(2, int(4 * links**0.5), int(links / links_each))
        ends = ((draw.randrange(variables), draw.randrange(variables)) for _ in range(links))
        return "".join(f"v{a} ({sign})-> v{b}\n" for a, b in ends)

    return made


def ring_with_chords(step: int, every: int) -> Callable[[int], str]:
    """Return what makes one ring and links that cut it short."""

    def made(size: int) -> str:
        count = max(3, size // 18)
        links = [(v, (v + 1) % count) for v in range(count)]
        links += [(v, (v + step) % count) for v in range(0, count, every)]
        return "".join(f"v{a} (+)-> v{b}\n" for a, b in links)

    return made


def nested(opening: str, closing: str, head: str = "", tail: str = "") -> Callable[[int], str]:
    """Return what makes brackets within brackets."""

    def made(size: int) -> str:
        depth = size // (len(opening) + len(closing))
        return head + opening * depth + closing * depth + tail

    return made


MDL = "\\\\\\---/// Sketch information\nV300\n*View 1\n"
XMILE, XMILE_END = "<xmile><model>", "</model></xmile>"
XML = '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
LOL = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "lol"}">' for n in range(1, 10))

KINDS: dict[str, Callable[[int], str]] = {
    # the language itself
    "cld.links": around("", "Alpha {} (+)-> Beta {}\n"),
    "cld.dense": dense(" (+)-> "),
    "cld.random-sparse": at_random(1.2),
    "cld.random": at_random(3, "-"),
    "cld.random-dense": at_random(12),
    "cld.random-delays": at_random(5, "?, delay 3min"),
    "cld.ring-detours": ring_with_chords(7, 15),
    "cld.ring-chords": ring_with_chords(40, 4),
    "cld.pairs": around("", "P{} (+)-> Q{} (-)-> P{}\n"),
    "cld.star": around("", "Hub (+)-> Spoke {} (?)-> Hub\n"),
    "cld.ladder": around("", "L{} (+)-> L1{}\nL1{} (-)-> L{}\n"),
    "cld.ring": around("", "R{} (+)-> R", "0\n"),
    "cld.chain": lines_of("A{} (+)-> "),
    "cld.chain-lines": around("A (+)-> B\n", "    (-, delay 3min)-> V{}\n"),
    "cld.open-chain": around("A (+)-> B\n", "    (- -> V{}\n"),
    "cld.variables": around("", "Vari {}: stock, goal <= 3, unit ms\n"),
    "cld.alike": around("", "Load of the system {} (+)-> Loads of the system {}\n"),
    "cld.one-more-letter": lambda size: "".join(
        f"{'a' * n}: stock\n" for n in range(1, int((2 * size) ** 0.5))
    ),
    "cld.unknown-keys": around("", "A: colr{} 3\n"),
    "cld.misspelt-keys": around("", "A{} (+, dealy 3min)-> B{}\n"),
    "cld.language.attributes": lines_of('A: "note {}", "other"\n'),
    "cld.loops": two("", "A{} (+)-> B{} (+)-> A{}\n", "", 'loop R{} "n": A{}, B{}\n'),
    "cld.lost-loops": two("", "Name {} (+)-> Nome {}\n", "", "loop: Nams {}, Nims {}\n"),
    "cld.loop-goals": lambda size: "".join(
        f"loop: {repeated('v{}, ', 9_000)}w (goal x{repeated(', goal v{}', 9_000)})\n"
        for _ in range(max(1, size // 19_000))
    ),
    "cld.long-names-alike": lambda size: "".join(
        f"loop: {', '.join('n' * 1000 + str(n) for n in range(9))} "
        f"({', '.join('goal ' + 'n' * 1000 + 'x' + str(n) for n in range(9))})\n"
        for _ in range(max(1, size // 19_000))
    ),
    "cld.interventions": around("A (+)-> B (+)-> A\n", 'intervention "I{}" {\n cut A -> B\n}\n'),
    "cld.operations": around('A (+)-> B\nintervention "I" {\n', " cut A -> B{}\n", "}\n"),
    "cld.open-braces": around("", 'intervention "I{}" {\n'),
    "cld.expects": around("A (+)-> B\n", "expect link A (+)-> B (points 2)\n"),
    "cld.ignores": around("", "# cld: ignore CLD503\n", "A (+)-> B\n"),
    "cld.ignores-chain": two("", "# cld: ignore CLD501\n", "A (?)-> B\n", "    (?)-> V{}\n"),
    "cld.ignore-codes": lines_of("# cld: ignore CLD503 CLD1 "),
    "cld.loop-blanks": lambda size: (f"loop R1{' ' * 19_000}x\n") * max(1, size // 19_008),
    "cld.words": around("", "foo bar {}\n"),
    "cld.blanks": lines_of(" "),
    "cld.brackets": lines_of("("),
    "cld.quotes": lines_of('"'),
    "cld.backslashes": lambda size: ('"' + "\\" * 19_000 + "\n") * max(1, size // 19_002),
    "cld.dashes": lines_of("-"),
    "cld.arrows": lines_of("-> "),
    "cld.colons": lines_of("A: "),
    "cld.commas": lines_of("A,"),
    "cld.newlines": around("", "\n"),
    "cld.returns": around("", "\r"),
    "cld.broken": around("", "\udcff"),
    "cld.zeros": around("", "\0"),
    "cld.accents": around("", "e\u0301\u0327"),
    "cld.one-line": around("", "A (+)-> B (+)-> "),
    # JSON
    "json.links": around('{"links":[', '{"from":"a{}","to":"b{}"},', '{"from":"a","to":"b"}]}'),
    "json.same": around('{"links":[', '{"from":"a","to":"b","polarity":"+"},', "{}]}"),
    "json.notes": around(
        '{"links":[', '{"from":"a","to":"b","notes":["n{}"]},', '{"from":"a","to":"b"}]}'
    ),
    "json.differ": around(
        '{"links":[', '{"from":"a{}","to":"b","polarity":"+"},{"from":"a{}","to":"b"},', "{}]}"
    ),
    "json.variables": around('{"links":[],"variables":[', '"v{}",', '"v"]}'),
    "json.blanks": around('{"links":[],"variables":[', '"",', '""]}'),
    "json.same-names": around('{"links":[],"variables":[', '" x",{"name":"x "},', '""]}'),
    "json.folded": lambda size: (
        '{"links":[],"variables":['
        + ",".join(
            '"x' + " " * (n % 500) + "\\u0000" * (n // 500) + 'y"' for n in range(size // 260)
        )
        + "]}"
    ),
    "json.variable-notes": around(
        '{"links":[],"variables":["a"],"variable_notes":{"a":[', '"n{}",', '"n"]}}'
    ),
    "json.loopgoals": two(
        '{"links":[],"loops":[{"variables":[', '"v{}",', '"v"],"goals":[', '"v{} <= 3",', '""]}]}'
    ),
    "json.loops": around(
        '{"links":[{"from":"a","to":"b"}],"loops":[', '{"variables":["a","b"]},', "{}]}"
    ),
    "json.keys": around('{"links":[],', '"k{}":1,', '"z":1}'),
    "json.link-keys": around('{"links":[{"from":"a","to":"b",', '"k{}":1,', '"z":1}]}'),
    "json.number": around('{"links":[', "9", "]}"),
    "json.name-number": around('{"links":[],"variables":[', "9", "]}"),
    "json.decimals": around('{"links":[],"variables":[0.', "9", "]}"),
    "json.exponent": around('{"links":[],"variables":[1e', "9", "]}"),
    "json.nested": nested("[", "]"),
    "json.nested-objects": nested('{"links":', "}", "", ""),
    "json.name": around('{"links":[],"variables":["', "x", '"]}'),
    "json.escapes": around('{"links":[],"variables":["', "\\ud800", '"]}'),
    "json.accents": around('{"links":[],"variables":["', "e\u0301\u0327", '"]}'),
    "json.open": around('{"links":["', "x"),
    "json.blank": around("{", " "),
    # Vensim
    "mdl.equations": around("{UTF-8}\n", "a b{} = a b*2 ~ ~ |\n"),
    "mdl.words": around("{UTF-8}\na b c d = 1 ~ ~ |\nx = ", "a b c ", " ~ ~ |\n"),
    "mdl.stock": around("{UTF-8}\na = 1~~|\nx = INTEG(", "(a - ", "1, 0) ~ ~ |\n"),
    "mdl.blank-lines": around("{UTF-8}\na = 1~~|***********\n", "\n"),
    "mdl.brackets": two("{UTF-8}\na = 1~~|\nx = INTEG(", "(", "a", ")", ", 0)~~|\n"),
    "mdl.escapes": around("{UTF-8}\na = 1~~|\nx = a + ", '\\"', "~~|\n"),
    "mdl.digits": around("{UTF-8}\na = 1~~|\nx = ", "1", "a~~|\n"),
    "mdl.delays": around("{UTF-8}\na = 1~~|\nx = ", "DELAY1(a,", "3)~~|\n"),
    "mdl.subscripts": around("{UTF-8}\na = 1~~|\nx = a", "[", "~~|\n"),
    "mdl.causes": around("{UTF-8}\nx = A FUNCTION OF(", "a{},", ") ~ ~ |\n"),
    "mdl.open-quote": around("{UTF-8}\n", '"a = b ~ ~ |\n'),
    "mdl.bars": around("{UTF-8}\na = 1~~|", "|"),
    "mdl.names": around(MDL, "10,{},v{},1,1,9,9,8,3\n"),
    "mdl.arrows": two(MDL, "10,{},v{},1,1,9,9,8,3\n", "", "1,0,{},{},1,0,43,0,0,64,0,,,1|(9,9)|\n"),
    "mdl.shadows": around(MDL, "10,{},v,1,1,9,9,8,2\n"),
    "mdl.views": around(MDL, "*View {}\n10,1,v{},1,1,9,9,8,3\n"),
    "mdl.commas": around(f"{MDL}10,1,a,", ",", "\n"),
    "mdl.handles": around(f"{MDL}1,0,1,1,1,0,43,0,0,64,0,", "(1,1)|", "\n"),
    "mdl.labels": around(
        MDL
        + "".join(f"10,{n},v{n},{n % 3 * 90},{n // 3 * 90},9,9,8,3\n" for n in range(9))
        + "".join(
            f"1,0,{a},{b},1,0,43,0,0,64,0,,,\n"
            for a in range(9)
            for b in range(9)
            if abs(a - b) in (1, 3)
        ),
        "12,1,0,{},45,9,9,4,7,0,0\nR{}\n",
    ),
    "mdl.old": around(MDL.replace("V300", "V160"), '|1,"\nR1\n,1,1,1,1,4\n'),
    # XMILE
    "stmx.variables": around(
        f"{XMILE}<variables>", '<aux name="v{}"/>', f"</variables>{XMILE_END}"
    ),
    "stmx.equations": around(
        f'{XMILE}<variables><aux name="a"/>',
        '<aux name="v{}"><eqn>a*a</eqn></aux>',
        f"</variables>{XMILE_END}",
    ),
    "stmx.words": around(
        f'{XMILE}<variables><aux name="a b"/><aux name="x"><eqn>a',
        "*a b*a",
        f"</eqn></aux></variables>{XMILE_END}",
    ),
    # An arrow from each of many variables into one with a long equation.
    "stmx.delays": two(
        f'{XMILE}<variables><aux name="a"/><aux name="x"><eqn>',
        "DELAY1(a,2)+",
        "a</eqn></aux></variables><views><view>",
        "<connector><from>a</from><to>x</to></connector>",
        f"</view></views>{XMILE_END}",
    ),
    "stmx.flows": around(
        f'{XMILE}<variables><flow name="f"/><stock name="s">',
        "<inflow>f</inflow>",
        f"</stock></variables>{XMILE_END}",
    ),
    "stmx.joined": lambda size: (
        f'{XMILE}<variables><module name="m">'
        + "".join(f'<connect to="m.v{n}" from="m.v{n + 1}"/>' for n in range(size // 60))
        + '</module></variables></model><model name="m"><variables>'
        + "".join(f'<aux name="v{n}" access="input"/>' for n in range(size // 60))
        + f"</variables>{XMILE_END}"
    ),
    "stmx.models": around(
        XMILE, '</model><model name="m{}"><variables><aux name="a"/></variables>', XMILE_END
    ),
    "stmx.connectors": around(
        f'{XMILE}<variables><aux name="a"/></variables><views><view><aux x="1" y="1" name="a"/>',
        "<connector><from>a</from><to>a</to></connector>",
        f"</view></views>{XMILE_END}",
    ),
    # drawings
    "puml.arrows": around("@startuml\n", "a{} --> b{} : +\n"),
    "puml.names": around("@startuml\n", 'rectangle "n{}" as a{}\n'),
    "puml.dashes": around("@startuml\n", "a -"),
    "puml.lines": around("@startuml\n", "a" + "-" * 900 + "\n"),
    "puml.dots": around("@startuml\n", "a" + "." * 1900 + " !\n"),
    "puml.both": around("@startuml\n", "a" + ".-" * 900 + " !\n"),
    "puml.macros": around("@startuml\n", "s(a{}, b{})\n"),
    "puml.unread": around("@startuml\n", "?? {}\n"),
    "drawio.boxes": around(
        "<mxGraphModel><root>",
        '<mxCell id="n{}" value="v{}" vertex="1"/>',
        "</root></mxGraphModel>",
    ),
    "drawio.lines": around(
        '<mxGraphModel><root><mxCell id="a" value="x" vertex="1"/>',
        '<mxCell id="e{}" edge="1" source="a" target="a"/>',
        "</root></mxGraphModel>",
    ),
    "drawio.pages": around(
        "<mxfile>", "<diagram><mxGraphModel><root/></mxGraphModel></diagram>", "</mxfile>"
    ),
    "drawio.tags": around(
        '<mxGraphModel><root><mxCell id="a" value="', "&lt;", '"/></root></mxGraphModel>'
    ),
    "drawio.packed": around("<mxfile><diagram>", "A", "</diagram></mxfile>"),
    "insightmaker.links": around(
        '<InsightMakerModel><root><Variable name="a" id="2"><mxCell vertex="1"/></Variable>',
        '<Link name="l" id="e{}"><mxCell edge="1" source="2" target="2"/></Link>',
        "</root></InsightMakerModel>",
    ),
    # Kumu, Mental Modeler, Loopy
    "kumu.connections": around(
        '{"elements":[],"connections":[', '{"from":"a{}","to":"b{}","type":"same"},', "{}]}"
    ),
    "kumu.elements": around('{"connections":[],"elements":[', '{"_id":"e{}","label":"x"},', "{}]}"),
    "kumu.maps": two(
        '{"connections":[],"elements":[',
        '{"_id":"e{}","label":"l{}"},',
        '{}],"maps":[{"elements":[',
        '{"element":"e{}","position":{"x":1,"y":1}},',
        "{}]}]}",
    ),
    "kumu.loops": around(
        '{"connections":[{"_id":"c","from":"a","to":"a"}],"elements":[],"loops":[',
        '{"label":"R{}","connections":["c"]},',
        "{}]}",
    ),
    "mmp.concepts": around(
        '{"concepts":[',
        '{"id":"c{}","name":"n","relationships":[{"id":"c{}","influence":1}]},',
        "{}]}",
    ),
    "mmp.groups": two(
        '{"concepts":[',
        '{"id":"c{}","name":"n{}","group":"{}","relationships":[]},',
        '{}],"groupNames":{',
        '"{}":"g{}",',
        '"x":"y"}}',
    ),
    "url.nodes": around("[[", '[{},1,1,0.5,"n{}",0],', "[0,1,1,0,0,0]],[],[],1]"),
    "url.links": around('[[[1,1,1,0.5,"a",0]],[', "[1,1,9,1,0],", "[1,1,9,1,0]],[],1]"),
    "url.labels": around(
        '[[[1,1,1,0.5,"a",0],[2,9,9,1,"b",0]],[[1,2,9,1,0],[2,1,9,1,0]],[',
        '[{},5,"R{}"],',
        "[]],1]",
    ),
    "url.escapes": around(
        "https://ncase.me/loopy/v1.1/?data=[[[1,1,1,0.5,%22", "%2525", "%22,0]],[],[],1%5D"
    ),
    # CSV
    "csv.links": around("from,to,polarity\n", "a{},b{},+\n"),
    "csv.wide": around("from,to", ",c{}", "\na,b\n"),
    "csv.wide-rows": two("from,to", ",c{}", "\n", "a,b,x,y,z\n"),
    "csv.same-header": around("from,to", ",from,to", "\na,b\n"),
    "csv.cell": around("from,to\na,", "b", "\n"),
    "csv.quoted-cell": around('from,to\na,"', "b\n", '"\n'),
    "csv.open-quote": around('from,to\na,"', "b,c\n"),
    "csv.quotes": around("from,to\n", '"'),
    "csv.commas": around("from,to\n", ","),
    "csv.delimiters": around("", ",;\t|"),
    "csv.line": around("from;to\na;b\n", "x;y;"),
    "csv.newlines": around("from,to\n", "\n"),
    "csv.variables": around("from,to\n", "v{}\n"),
    "csv.no-header": around("", "a{},b{},+\n"),
    "csv.matrix": lambda size: (
        ","
        + ",".join(f"v{n}" for n in range(int(size**0.5) // 2))
        + "\n"
        + "".join(f"v{n}{',0.5' * (int(size**0.5) // 2)}\n" for n in range(int(size**0.5) // 2))
    ),
    "csv.tuples": around("", "(1, {}, 0.5),\n"),
    "csv.kumu": around("From,To,Type,Direction\n", "a{},b{},+|delayed,mutual\n"),
    # GraphML
    "graphml.links": around(
        f"{XML}<graph>", '<edge source="a{}" target="b{}"/>', "</graph></graphml>"
    ),
    "graphml.nodes": around(f"{XML}<graph>", '<node id="n{}"/>', "</graph></graphml>"),
    "graphml.keys": two(
        XML,
        '<key id="k{}"><default>x</default></key>',
        "<graph>",
        '<node id="n{}"/>',
        "</graph></graphml>",
    ),
    "graphml.same-labels": around(
        f'{XML}<key id="l" attr.name="label"/><graph>',
        '<node id="n{}"><data key="l">x</data></node>',
        "</graph></graphml>",
    ),
    "graphml.nested": nested("<g>", "</g>", f"{XML}<graph>", "</graph></graphml>"),
    "graphml.nested-graphs": nested(
        '<node id="a"><graph>', "</graph></node>", f"{XML}<graph>", "</graph></graphml>"
    ),
    "graphml.nested-data": nested(
        '<node id="a"><data key="x">', "</data></node>", f"{XML}<graph>", "</graph></graphml>"
    ),
    "graphml.entities": around(
        f"<!DOCTYPE g [{LOL}]><graphml><graph>", '<node id="&e9;"/>', "</graph></graphml>"
    ),
    "graphml.one-entity": lambda size: (
        f'<!DOCTYPE g [<!ENTITY e "{"x" * (size // 2)}">]><graphml><graph>'
        + repeated('<node id="&e;"/>', size // 2)
        + "</graph></graphml>"
    ),
    "graphml.attributes": around(f"{XML}<graph", ' a{}="x"', "></graph></graphml>"),
    "graphml.same-data": around(
        f'{XML}<graph><node id="a">', '<data key="k{}">x</data>', "</node></graph></graphml>"
    ),
    "graphml.text": around(f"{XML}<graph>", "x", "</graph></graphml>"),
    "graphml.blank": around("<?xml", " "),
    "graphml.declaration": around("<?xml ", "<?xml "),
    "graphml.comment": around("<!--", "-"),
    # DOT
    "dot.edges": around("digraph{", "a{}->b{};", "}"),
    "dot.chain": around("digraph{a", "->b{}", "}"),
    "dot.dense": dense("->", "digraph{\n", "}"),
    "dot.fan": two("digraph{{", "a{} ", "}->{", "b{} ", "}}"),
    "dot.fans": around("digraph{", "{a b c d e f g h}->{i j k l m n o p}->{q r s t u v w x};", "}"),
    "dot.subgraph-fan": two("digraph{subgraph s{", "a{} ", "}->subgraph t{", "b{} ", "}}"),
    "dot.named-fan": two("digraph{subgraph s{", "a{};", "} ", "subgraph s->subgraph s;", "}"),
    "dot.nodes": around("digraph{", 'n{} [label="x"];', "}"),
    "dot.one-node": around("digraph{a->b;", 'n [k{}="x"];', "}"),
    "dot.attributes": around("digraph{a->b[", 'k{}="x",', "]}"),
    "dot.nested": nested("{", "}", "digraph "),
    "dot.nested-subgraphs": nested("subgraph{", "}", "digraph{", "}"),
    "dot.open": around("digraph ", "{"),
    "dot.brackets": around("digraph{a", "[", "}"),
    "dot.html": nested("<b>", "</b>", "digraph{a[label=<", ">]}"),
    "dot.open-html": around("digraph{a[label=", "<", "]}"),
    "dot.quotes": around("digraph{", '"', "}"),
    "dot.string": around('digraph{"', "x", '"}'),
    "dot.escapes": around('digraph{"', '\\"', '"->b}'),
    "dot.plus": around("digraph{a", ' + "x"', "}"),
    "dot.comments": around("digraph{", "/* x */", "a->b}"),
    "dot.open-comments": around("digraph{a->b", "/*"),
    "dot.stars": around("digraph{a->b /*", "*", "}"),
    "dot.hashes": around("digraph{a->b\n", "#\n", "}"),
    "dot.dashes": around("digraph{a", "-", "}"),
    "dot.blanks": around("digraph{", " ", "}"),
    "dot.junk": around("digraph{", "\\", "}"),
    "dot.same": around("digraph{", "a->b;", "}"),
    # Mermaid
    "mmd.links": around("flowchart LR\n", "a{} --> b{}\n"),
    "mmd.chain": around("flowchart LR\na", " --> b{}"),
    "mmd.fan": two("flowchart LR\na", " & a{}", " --> b", " & b{}"),
    "mmd.dense": dense(" --> ", "flowchart LR\n"),
    "mmd.and": around("flowchart LR\na", " & "),
    "mmd.and-junk": around("flowchart LR\n", "a & "),
    "mmd.square": around("flowchart LR\n", "["),
    "mmd.node-square": around("flowchart LR\n", "a["),
    "mmd.node-round": around("flowchart LR\n", "a(\n"),
    "mmd.node-quote": around("flowchart LR\n", 'a["\n'),
    "mmd.dashes": around("flowchart LR\na ", "-"),
    "mmd.dashes-x": around("flowchart LR\na ", "--x"),
    "mmd.open-arrows": around("flowchart LR\n", "a -- b "),
    "mmd.dash-text": around("flowchart LR\na -- ", "- "),
    "mmd.dots": around("flowchart LR\na -. ", "."),
    "mmd.blanks": around("flowchart LR\na -- ", " "),
    "mmd.blank-lines": around("flowchart LR\n", " \n"),
    "mmd.quotes": around("flowchart LR\n", '"'),
    "mmd.quote-lines": around("flowchart LR\n", 'x "\n'),
    "mmd.bars": around("flowchart LR\n", "a-->|"),
    "mmd.bar": around("flowchart LR\na-->|", "x\n"),
    "mmd.at": around("flowchart LR\n", "a@{ "),
    "mmd.at-labels": around("flowchart LR\na@{", " label :"),
    "mmd.ids": around("flowchart LR\n", "a@"),
    "mmd.id": around("flowchart LR\n", "-a"),
    "mmd.subgraphs": around("flowchart LR\n", "subgraph s{}\n"),
    "mmd.in-subgraphs": two("flowchart LR\nsubgraph s\n", "a{}\n", "", "a{} --> b\n", "end"),
    "mmd.unread": around("flowchart LR\n", ")x{}\n"),
    "mmd.comments": around("flowchart LR\n", "%% x\n", "a-->b"),
    "mmd.loops": around("flowchart LR\na-->b-->a\n", "%% loop R1: a, b\n"),
    "mmd.front": around("---\n", "title: x\n"),
    "mmd.front-blanks": around("---\n", "title: " + " " * 50 + "\n", "---\nflowchart LR\n"),
    "mmd.front-title": around("---\ntitle: x", " ", "y\n---\nflowchart LR\na-->b"),
    "mmd.title-blanks": around("flowchart LR\nsubgraph s [R1", " ", "x]\na-->a\nend\n"),
    "mmd.loop-title": around("flowchart LR\nsubgraph s [", "(R) ", "]\na-->a\nend\n"),
    "mmd.head": around("", "\n ", "flowchart LR\na-->b"),
    "mmd.same-labels": around("flowchart LR\n", "n{}[x]\n"),
    "mmd.breaks": around("flowchart LR\na[", "<br ", "]"),
    "mmd.entities": around("flowchart LR\na[", "#", "]"),
    "mmd.class": around("flowchart LR\na", ":::x"),
    "mmd.semicolons": around("flowchart LR\n", ";"),
}

SUFFIXES = {"mmd": ".mmd", "kumu": ".json"}


@dataclass(frozen=True)
class Spent:
    """What one run took, and how it ended."""

    kind: str
    size: int
    command: str
    seconds: float
    megabytes: float
    code: int
    said: str

    @property
    def fault(self) -> str:
        """What is wrong with it, or nothing."""
        if self.seconds > SECONDS:
            return TOO_SLOW
        if self.megabytes > MEGABYTES:
            return "too much memory"
        if "Traceback" in self.said or "internal error" in self.said:
            return "traceback"
        if self.code not in (0, 1, 2):
            return f"exit code {self.code}"
        return "refused without a word" if self.code == 2 and not self.said.strip() else ""

    def __str__(self) -> str:
        """Return its line of the table."""
        return (
            f"{self.kind:26} {self.size:>10,} {self.command:8} {self.seconds:>7.2f} "
            f"{self.megabytes:>6.0f} {self.code:>4}  "
            f"{self.fault.upper() or ' '.join(self.said.split())[:70]}"
        )


def bounded() -> None:
    """Let a child take no more than it can take without harm to the machine."""
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))


def spent(kind: str, size: int, path: Path, *arguments: str) -> Spent:
    """Run `cld` in a process of its own."""
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(
            [sys.executable, "-m", "cld", *arguments],
            stdout=subprocess.DEVNULL,
            stderr=said,
            stdin=subprocess.DEVNULL,
            preexec_fn=bounded,
        )
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        words = said.read(100_000).decode("utf-8", "replace").replace(str(path.parent), "")
    seconds = used.ru_utime + used.ru_stime
    return Spent(kind, size, arguments[0], seconds, used.ru_maxrss / 1000, child.returncode, words)


def each_run(
    folder: Path, kinds: dict[str, Callable[[int], str]], sizes: Sequence[int], jobs: int
) -> Iterator[Spent]:
    """Run each kind of file in each size, or in its own, through the commands, some at a time."""
    wanted = [
        (kind, size)
        for kind in kinds
        for size in sizes or (OWN_SIZES if kind.startswith("cld.") else SIZES)
    ]
    with ThreadPoolExecutor(jobs) as pool:
        for found in pool.map(partial(runs_of, folder, kinds), wanted):
            yield from found


def runs_of(
    folder: Path,
    kinds: dict[str, Callable[[int], str]],
    wanted: tuple[str, int],
    only: str = "",
) -> list[Spent]:
    """Run one file through the commands, or through one of them."""
    kind, size = wanted
    suffix = kind.split(".")[0]
    path = folder / f"{kind}-{size}.{suffix}"
    path.write_bytes(kinds[kind](size).encode("utf-8", "surrogateescape")[:15_999_000])
    made = path.with_suffix(".made")
    calls = (
        ("convert", str(path), f"{made}.cld"),
        ("check", "-q", str(path)),
        ("render", str(path), "-o", f"{made}.svg"),
    )
    found = [spent(kind, size, path, *call) for call in calls if only in ("", call[0])]
    for left in folder.glob(f"{path.stem}.*"):
        left.unlink()
    return found


def main() -> int:
    """Run the sweep and print its table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="three sizes only")
    parser.add_argument("--sizes", help="sizes in bytes, with commas between")
    parser.add_argument("--only", default="", help="beginnings of the kinds to run")
    parser.add_argument("--jobs", type=int, default=1, help="how many to run at a time")
    wanted = parser.parse_args()
    sizes = QUICK if wanted.quick else []
    sizes = [int(size) for size in wanted.sizes.split(",")] if wanted.sizes else sizes
    only = tuple(wanted.only.split(","))
    kinds = {kind: made for kind, made in KINDS.items() if kind.startswith(only)}
    runs: dict[tuple[str, int, str], Spent] = {}
    print(f"{'kind':26} {'bytes':>10} {'command':8} {'CPU s':>7} {'MB':>6} exit  said")
    with tempfile.TemporaryDirectory() as folder:
        for run in each_run(Path(folder), kinds, sizes, wanted.jobs):
            runs[run.kind, run.size, run.command] = run
            print(run, flush=True)
        again = [key for key, run in runs.items() if run.fault == TOO_SLOW]
        if again:
            print(f"once more, alone: {len(again)}")
        for kind, size, command in again:
            (run,) = runs_of(Path(folder), kinds, (kind, size), command)
            runs[kind, size, command] = run
            print(run, flush=True)
    faults = [run for run in runs.values() if run.fault]
    slowest = max((run.seconds for run in runs.values()), default=0.0)
    largest = max((run.megabytes for run in runs.values()), default=0.0)
    for run in faults:
        print(run)
    print(
        f"{len(runs)} runs, at most {slowest:.1f} s of CPU and {largest:.0f} MB; "
        f"{len(again)} run again alone; {len(faults)} faults"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
