"""What hostile files hold: seeds of every format, cut, spliced and sprinkled; tokens in no order;
monsters; and names that no file should have."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from corpus import CORPUS
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as from_seed
from strategies import diagrams

from cld.core.diagram import Diagram
from cld.io.known import FORMATS
from cld.language.source import source_of

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*.cld"))
KEYS = sorted((ROOT / "examples" / "exercises").glob("*-key.cld"))
ANSWERS = sorted(set((ROOT / "examples" / "exercises").glob("*.cld")) - set(KEYS))
SUFFIXES = {name: format_.suffixes[0] for name, format_ in FORMATS.items() if format_.suffixes}
SUFFIXES |= {"kumu": ".json", "kumu-csv": ".csv"}
# Models in formats that are not written, or whose own files say more than is written.
MODELS = {
    "vensim": [
        b"{UTF-8}\nWater= INTEG (\n\tinflow-leak,\n\t\t10)\n\t~\tm3\n\t~\ttank\n\t|\ninflow=3~~|\n"
        b"leak=Water/5~~|\n\\\\\\---/// Sketch information\nV300  Do not put\n*View 1\n$192\n"
        b"10,1,Water,300,100,40,20,3,3,0,0\n1,3,5,1,4,0,0,22,0,0,0,-1--1--1,,1|(250,100)|\n"
        b"11,5,0,200,100,6,8,34,3\n10,6,inflow,200,120,40,20,40,3\n10,7,leak,400,90,40,20,8,3\n"
        b"1,9,1,7,1,0,43,0,0,129,0,-1--1--1,,1|(350,60)|\n1,10,7,1,1,0,45,0,0,64,0,,,1|(9,9)|\n"
        b"12,11,0,350,95,9,9,4,7,0,0\nB1\n///---\\\\\\\n:L<%^E!@\n",
        b'Load = A FUNCTION OF( Queue,-"Po,ds")\n\t~\n\t~\t\t|\n',
    ],
    "xmile": [
        b'<?xml version="1.0"?><xmile><header><name>T</name></header><model><variables>'
        b'<module name="P"><connect to="P.a" from=".b"/></module><aux name="b"><eqn>3</eqn></aux>'
        b'<stock name="s\\ns"><eqn>1</eqn><inflow>f</inflow><units>m</units><doc>d</doc></stock>'
        b'<flow name="f"><eqn>s_s*b</eqn></flow></variables><views><view><stock x="1" y="2" '
        b'name="s s"/><alias uid="1"><of>b</of></alias><connector angle="30" polarity="+"><from>'
        b'<alias uid="1"/>'
        b"</from><to>f</to></connector><connector><from>s_s</from><to>f</to></connector>"
        b'<loop_indicator text="R1" x="1" y="1"><entities><entity name="f"/><entity name="s_s"/>'
        b'</entities></loop_indicator></view></views></model><model name="P"><variables>'
        b'<aux name="a" access="input"/><aux name="c"><eqn>SMTH1(a, 3)</eqn><delay_aux/></aux>'
        b"</variables></model></xmile>",
    ],
    "kumu": [
        b'{"elements":[{"_id":"e1","attributes":{"label":"A","element type":"stock"}},{"_id":"e2",'
        b'"attributes":{"label":"B"}}],"connections":[{"_id":"c1","from":"e1","to":"e2","direction":'
        b'"mutual","delayed":true,"attributes":{"connection type":"+-"}}],"loops":[{"attributes":'
        b'{"label":"R1"},"connections":["c1"]}],"maps":[{"elements":[{"element":"e1","position":'
        b'{"x":1,"y":2}}]}]}',
    ],
    "mentalmodeler": [
        b"<mentalmodeler><info><name>M</name></info><concepts><concept><id>1</id><name>A</name><x>1</x>"
        b"<y>2</y><relationships><relationship><id>1</id><influence>-0.5</influence></relationship>"
        b"</relationships></concept></concepts></mentalmodeler>",
    ],
    "loopy": [
        b"http://ncase.me/loopy/v1.1/?data=[[[1,9,9,0.66,%22a%2520b%22,0],[2,99,9,0.5,%22c%22,1]],"
        b"[[2,1,53,-1,0],[1,2,60,1,0]],[[44,31,%22B1%22]],2%5D",
    ],
    "plantuml": [
        b'@startuml\ntitle T\nrectangle "Work" as w\nw --> [Wait] : +\n'
        b"[Wait] -left-> w : O\n@enduml\n"
    ],
    "drawio": [
        b'<mxfile><diagram name="P"><mxGraphModel><root><mxCell id="a" value="A" vertex="1">'
        b'<mxGeometry x="1" y="2"/></mxCell><mxCell id="b" value="B" vertex="1"/>'
        b'<mxCell id="e" edge="1" value="+" source="a" target="b"/></root></mxGraphModel>'
        b"</diagram></mxfile>",
    ],
    "insightmaker": [
        b'<InsightMakerModel><root><Stock name="A" id="2"><mxCell vertex="1"/></Stock>'
        b'<Link name="Link" id="3"><mxCell edge="1" source="2" target="2" '
        b'style="strokeColor=red"/></Link></root>'
        b"</InsightMakerModel>",
    ],
    "csv": [b";A;B\nA;;0,5\nB;-1;\n", b"(1, 2, -0.5),\n(2, 1, 1)", b"From,To,Type\nA,B,opposite"],
}
# A seed of the corpus may have so many bytes; more take their time and say nothing new.
MOST_BYTES = 20_000
DRAWN = 60
# Seeds of each format that come first are diagrams worth reading.
WORTH = len(EXAMPLES) + len(KEYS) + len(ANSWERS)

TOKENS = [
    b"(+)->", b"(-)->", b"->", "→".encode(), b"(", b")", b"{", b"}", b'"', b"#", b":", b",", b"\n",
    b"\r\n", b"\r", b"    ", b"loop ", b"R1", b"reinforcing", b"intervention ", b"title ",
    b"expect ", b"forbid none", b"delay ", b"3min", b"m", b"..", b"goal ", b"\\", b"\x00",
    b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xe2\x80\xa8", "负载".encode(), b"A", b"B",
    b"99999999999999999999", b"# cld: ignore CLD", b"at 1 2", b"level 7 or 8", b"add ", b" to ",
    b"run ", b'run "X" { step A 1 at 2s for 3s, watch A, B, with "I" at 1s }', b"step ", b"watch ",
]  # fmt: skip
HOSTILE = [
    b"\x1b[31m", b"\x07", b"\x9b2J", "‮".encode(), "⁦".encode(), "\x85".encode(), b"\x0c", b"\x0b",
    "\ufeff".encode(), "\ufffe\uffff".encode(), "😀".encode(), "שלום".encode(), "é".encode(),
    b"1e999", b"-1", b"nan", b"1" * 400, b"0.0000000000000000001", b"<!--", b"]]>", b"&#0;",
    b"&amp;", b"</script>", b"=1+1", b"@all", b"::error::x", b"##[x]", b"[x](http://y)", b"$(x)",
]  # fmt: skip
OF_FORMAT = {
    "json": [b'"', b"[", b"]", b"{", b"}", b",", b":", b"null", b"true", b'"\\ud800"', b"1e9999",
             b'"from"', b'"to"', b'"polarity"', b'"variables"', b'"links"', b'"loops"', b"NaN"],
    "csv": [b",", b";", b'"', b"\t", b"\n", b"from,to,sign", b"=", b"+", b'""'],
    "graphml": [b"<node id='a'/>", b"<edge source='a' target='b'/>", b"<!DOCTYPE x [", b"&a;", b">",
                b"<graph>", b"</graph>", b"<![CDATA[", b"<key id='d' for='edge'/>",
                b"<data key='d'>"],
    "dot": [b"{", b"}", b"->", b"--", b"[label=", b"subgraph", b"digraph", b'"', b";", b"<b>", b"]",
            b"/*", b"\\N", b"node [", b"strict "],
    "vensim": [b"~", b"|", b"= INTEG (", b"A FUNCTION OF(", b"\\\n", b"10,1,a,1,1,9,9,8,3\n", b'"',
               b"1,9,1,2,1,0,43,0,0,129,0\n", b"12,1,0,1,1,9,9,4,7\n", b"*View\n", b"*****",
               b"V160\n",
               b"\\\\\\---///", b"11,5,0,1,1\n", b":MACRO:", b"[sub]", b","],
    "xmile": [b"<aux name='a'/>", b"<connector>", b"</connector>", b"<from>a</from>", b"<to>a</to>",
              b"<model name='m'>", b"<variables>", b"<view>", b"polarity='-'", b"angle='999'",
              b"<eqn>",
              b"access='input'", b"<connect to='a' from='b'/>", b"<!DOCTYPE x [", b"\\n", b"_"],
    "kumu": [b'"elements":[', b'"connections":[', b'"_id"', b'"from"', b'"to"', b'"type"',
             b'"mutual"',
             b'"same"', b'"loops":[', b'"maps":[', b"{", b"}", b"]", b",", b"null", b"1e999"],
    "mentalmodeler": [b'"concepts":[', b'"relationships":[', b'"influence"', b'"L+"', b'"0"',
                      b"{", b"}",
                      b"<concept>", b"<id>", b"</id>", b"<influence>", b"]", b",", b"<![CDATA["],
    "loopy": [b"[", b"]", b",", b"%22", b"%25", b"%5D", b"0.5", b"-1", b"data=", b"(", b"'", b'"'],
    "mermaid": [b"-->", b"-.->", b"|+|", b"graph TD", b"subgraph", b"end", b"((", b"))", b"%%",
                b"&", b'["', b"@{", b"linkStyle ", b"---"],
}  # fmt: skip

NAMES = [
    "a b", "-x", "--help", "a\nb", "a\rb", "\x1b[31mx", "\x07", "‮gpj", "\udcff\udcfe", "é" * 100,
    "n" * 240, " ", ".hidden", "CON", "a;b|c", "$(x)", "::error::x", "##[x]", 'q"q', "q'q", "a\tb",
    "<b>", "[x](y)", "@all", "=1", "%s%n", "{0}", "~", "*", "loops", "\x9b2J", "a\\b", "#", "&amp;",
]  # fmt: skip


@cache
def drawn_diagrams() -> tuple[Diagram, ...]:
    """Diagrams that hypothesis draws, always the same."""
    found: list[Diagram] = []

    @from_seed(1)
    @settings(
        max_examples=DRAWN,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(diagrams())
    def collect(diagram: Diagram) -> None:
        found.append(diagram)

    collect()
    return tuple(found)


@cache
def seeds(with_corpus: bool) -> dict[str, tuple[bytes, ...]]:
    """Return valid files of each format: examples, the golden texts and drawn diagrams, written in
    it; and, when asked for, small ones of the corpus."""
    texts = [path.read_text(encoding="utf-8") for path in (*EXAMPLES, *KEYS, *ANSWERS)]
    golden = sorted((ROOT / "tests" / "golden").glob("*/*.txt"))
    texts += [path.read_text(encoding="utf-8") for path in golden]
    own = [source_of(text).diagram for text in texts]
    found: dict[str, list[bytes]] = {"cld": [text.encode() for text in texts]}
    for name in SUFFIXES:
        for diagram in (*own, *drawn_diagrams()):
            write = FORMATS[name].write
            text = write(diagram).text if write else ""
            found.setdefault(name, []).append(text.encode("utf-8", "replace"))
    for name, models in MODELS.items():
        found[name] += models
    if with_corpus and CORPUS:
        by_suffix = {suffix: name for name, suffix in reversed(SUFFIXES.items())}
        for path in sorted(CORPUS.rglob("*")):
            if path.is_file() and path.stat().st_size <= MOST_BYTES:
                found[by_suffix.get(path.suffix, "cld")].append(path.read_bytes())
    return {name: tuple(dict.fromkeys(every)) for name, every in found.items()}


def mutated(draw: random.Random, data: bytes, tokens: Sequence[bytes] = TOKENS) -> bytes:
    """Return data cut, repeated, spliced and sprinkled."""
    for _ in range(draw.randint(1, draw.choice([1, 2, 6]))):
        at = draw.randint(0, len(data))
        to = min(len(data), at + draw.randint(0, 40))
        choice = draw.randrange(8)
        if choice == 0:
            data = data[:at]
        elif choice == 1:
            data = data[:at] + data[to:]
        elif choice == 2:
            data = data[:at] + draw.choice(tokens) * draw.choice([1, 1, 2, 50]) + data[at:]
        elif choice == 3:
            data = data[:to] + data[at:]
        elif choice == 4:
            data = data[:at] + bytes(draw.randrange(256) for _ in range(8)) + data[at:]
        elif choice == 5:
            data = data[:at] + draw.choice(tokens) + data[to:]
        elif choice == 6 and data:
            at = min(at, len(data) - 1)
            data = data[:at] + bytes([data[at] ^ 1 << draw.randrange(8)]) + data[at + 1 :]
        else:
            data = _lines_moved(draw, data)
    return data


def _lines_moved(draw: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    one, other = draw.randrange(len(lines)), draw.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def soup(draw: random.Random, tokens: Sequence[bytes] = TOKENS) -> bytes:
    """Return tokens of the language in no order."""
    return b"".join(draw.choice(tokens) for _ in range(draw.randint(0, 60)))


def monster(draw: random.Random, name: str) -> bytes:
    """Return a text of up to some hundred kB that nests, repeats or goes on too far."""
    size = 4 ** draw.randint(2, 8)
    units = [*OF_FORMAT.get(name, TOKENS), b"(", b"{", b"[", b'"', b"<a>", b"9", b"a", b"\n", b"x,"]
    head = draw.choice([b"", b"", *OF_FORMAT.get(name, [b"A (+)-> "])])
    unit = draw.choice(units)
    if draw.random() < 0.3:
        unit += draw.choice(units)
    return head + unit * (size // len(unit) + 1) + draw.choice([b"", b"", b")", b"}", b"]", b'"'])


def content(draw: random.Random, name: str, every: dict[str, tuple[bytes, ...]]) -> bytes:
    """Return what a file of a format may hold, from good to none of it."""
    tokens = [*OF_FORMAT.get(name, TOKENS), *HOSTILE, *draw.sample(TOKENS, 10)]
    choice = draw.random()
    seed = draw.choice(every[name][: WORTH if draw.random() < 0.6 else None])
    if choice < 0.2:
        data = seed
    elif choice < 0.75:
        data = mutated(draw, seed, tokens)
    elif choice < 0.85:
        data = soup(draw, tokens)
    elif choice < 0.88:
        data = monster(draw, name)
    elif choice < 0.91:
        data = draw.randbytes(draw.randint(0, 300))
    else:
        data = draw.choice(every[draw.choice(sorted(every))])
    if draw.random() < 0.04:
        data = data.decode("utf-8", "replace").encode("utf-16")
    return data


def file_name(draw: random.Random, suffix: str) -> str:
    """Return a name for a file, mostly a harmless one."""
    if draw.random() < 0.8:
        return f"f{draw.randint(1, 3)}{suffix}"
    # Names are bytes to the system: what is no UTF-8 comes as halves of characters.
    stem = draw.choice(NAMES)
    return f"{stem[: 240 // (1 + (not stem.isascii()))]}{draw.choice([suffix, suffix, ''])}"
