"""Calls of `cld` as nobody should make them: every command in every format, on hostile files, with
hostile names and values. Each is drawn from its seed and number alone."""

from __future__ import annotations

import base64
import json
import random
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from fuzz_inputs import ANSWERS, KEYS, SUFFIXES, content, file_name, mutated, seeds

from cld.commands.app import COMMANDS
from cld.core.diagnostics import RULES
from cld.core.diagram import Diagram
from cld.language.source import source_of

# What is at a name that is no file. A pipe would be waited for, so it is not among them.
FOLDER, MISSING, DEVICE = "folder", "missing", "device"
ANYTHING = "*"
# Of a file so many bytes are looked at for names.
MOST_READ = 5_000

VALUES = [
    "0", "1", "-1", "2", "", " ", "all", "none", "nan", "inf", "-inf", "1e9", "1e400", "999999999",
    "9999999999999999999999", "٣", "½", "0x10", "R1", "B1", "R1,B1", "R1,", ",", "\x00", "\x1b[31m",
    "‮", "\udcff", "a\nb", "A", "Load", "n" * 3000, "-", "--", "--help", "*", "1_0", "+1", "0.1",
]  # fmt: skip
OPERATIONS = [
    "cut Retries -> Load", "add A (+)-> B", "add A (+)-> A", "delay A -> B: 3min to 30s",
    "cut A -> B", "add A (+)-> B (-)-> C (+)-> A", 'rule "x"', "gain A -> B", "inform A -> B",
    "capacity A: 1 to 99999999999999999999", "goal A: <= 5 to <= 6", "remove A", "(", "}", 'cut "A',
    "delay Load -> Latency: 1s to 2s",
]  # fmt: skip
CODES = ["CLD", "CLD1", "cld3", "CLD503", "", ",", "X", "CLD101,CLD5", "\x1b[m", *list(RULES)[:6]]


@dataclass(frozen=True, slots=True)
class Case:
    """One call: its arguments, what lies in the folder it is made in, what it may write there, and
    what its output must be (`shape`: json, xml …; at `where`, `-` for standard output). `twin` is
    another call that must end with the same code. Where words were mixed, `writes` is ANYTHING."""

    seed: int
    number: int
    command: str
    arguments: tuple[str, ...]
    files: dict[str, bytes]
    stdin: bytes = b""
    terminal: bool = False
    shape: str = ""
    where: str = "-"
    writes: tuple[str, ...] = ()
    twin: tuple[str, ...] = ()
    others: dict[str, str] = field(default_factory=dict)

    def saved(self) -> str:
        """Return this as JSON that `restored` reads."""
        files = {name: base64.b64encode(data).decode() for name, data in self.files.items()}
        stdin = base64.b64encode(self.stdin).decode()
        return json.dumps(
            asdict(replace(self, files={})) | {"files": files, "stdin": stdin}, indent=1
        )


def restored(path: Path) -> Case:
    """Read a case that was saved."""
    values = json.loads(path.read_text(encoding="utf-8"))
    values["files"] = {name: base64.b64decode(data) for name, data in values["files"].items()}
    values["stdin"] = base64.b64decode(values["stdin"])
    for name in ("arguments", "writes", "twin"):
        values[name] = tuple(values[name])
    return Case(**{name: value for name, value in values.items() if name != "failed"})


class Table:
    """What a call is made of while it is drawn: its arguments, and the files on the table."""

    def __init__(self, draw: random.Random, with_corpus: bool) -> None:
        self.draw, self.every = draw, seeds(with_corpus)
        self.files: dict[str, bytes] = {}
        self.others: dict[str, str] = {}
        self.stdin = b""
        self.shape, self.where, self.writes = "", "-", list[str]()
        self.twin: tuple[str, ...] = ()

    def chance(self, part: float) -> bool:
        return self.draw.random() < part

    def put(self, data: bytes, suffix: str) -> str:
        """Put a file on the table, or what is none; return how to call it."""
        if self.chance(0.05):
            self.stdin = data
            return "-"
        name = file_name(self.draw, suffix)
        while name in self.files or name in self.others:
            name = f"g{name}"
        if self.chance(0.03):
            self.others[name] = self.draw.choice([FOLDER, MISSING, DEVICE])
            return "/dev/null" if self.others[name] == DEVICE else name
        if "\x00" in name:
            return name
        self.files[name] = data
        return f"./{name}" if name.startswith("-") and self.chance(0.7) else name

    def diagram(self, name: str | None = None) -> str:
        """Put a diagram there, mostly in the tool's own language."""
        name = name or ("cld" if self.chance(0.75) else self.draw.choice(sorted(SUFFIXES)))
        suffix = SUFFIXES[name if self.chance(0.93) else self.draw.choice(sorted(SUFFIXES))]
        return self.put(content(self.draw, name, self.every), suffix)

    def target(self, suffix: str) -> str:
        """Name what a result is written to."""
        name = file_name(self.draw, suffix)
        if name in self.files or name.startswith("-"):
            name = f"out{suffix}"
        self.where = name
        self.writes.append(name)
        return name

    def option(self, part: float, name: str, *values: str) -> list[str]:
        """An option with one of these values or, now and then, a hostile one; mostly left out."""
        if not self.chance(part):
            return []
        value = self.draw.choice(values if values and self.chance(0.8) else VALUES)
        return [name, value] if self.chance(0.8) else [f"{name}={value}"]

    def flag(self, part: float, name: str) -> list[str]:
        return [name] if self.chance(part) else []

    def format(self, **shapes: str) -> list[str]:
        """A format, and so the shape of what comes out; text without one."""
        if self.chance(0.25):
            return []
        name = self.draw.choice(list(shapes))
        self.shape = shapes[name]
        return ["--format", name]

    def name_of(self, data: bytes) -> str:
        """The name of a variable of a file, or a word that is none."""
        names = [variable.name for variable in read(data).variables]
        return self.draw.choice(names if names and self.chance(0.85) else VALUES)

    def link_of(self, data: bytes) -> str:
        """A link of a file, as an operation says it, or one that is not there."""
        links = [f"{link.cause} -> {link.effect}" for link in read(data).links]
        if links and self.chance(0.85):
            return self.draw.choice(links)
        return f"{self.name_of(data)} -> {self.name_of(data)}"


def read(data: bytes) -> Diagram:
    """The diagram of a text in the tool's own language."""
    return source_of(data[:MOST_READ].decode("utf-8", "replace")).diagram


def last(table: Table) -> bytes:
    """What the diagram holds that was put on the table."""
    return next(reversed(table.files.values()), table.stdin)


def findings(table: Table) -> list[str]:
    """Options that choose findings."""
    return [
        *table.option(0.1, "--select", *CODES),
        *table.option(0.1, "--ignore", *CODES),
        *table.option(0.15, "--fail-level", "error", "warning", "info"),
        *table.flag(0.08, "--exit-zero"),
    ]


def shared(table: Table) -> list[str]:
    """Options of most commands."""
    return [
        *table.option(0.08, "--budget", "0.1", "1", "10", "86400"),
        *table.option(0.1, "--color", "never", "auto", "always"),
    ]


def analyze(table: Table) -> list[str]:
    draw = table.draw
    file = table.diagram()
    kinds = {"text": "", "json": "json", "markdown": "", "github": "", "sarif": "sarif"}
    format_ = table.format(**kinds)
    if table.chance(0.015):
        format_, table.shape = ["--format", "html"], "html"
    loops = table.option(
        0.15, "--loops", "0", "1", "20", "all" if len(last(table)) < 2_000 else "5"
    )
    chosen = [
        *table.option(0.08, "--through", table.name_of(last(table))),
        *table.option(0.08, "--avoid", table.name_of(last(table))),
        *table.option(0.08, "--max-length", "1", "3", "99"),
        *table.option(0.15, "--order", "shortest", "delay", "independent"),
        *table.flag(0.03, "--verify"),
    ]
    out = ["-o", table.target(draw.choice([".txt", ".html", ""]))] if table.chance(0.08) else []
    how = [*findings(table), *shared(table)]
    if table.chance(0.1) and not chosen:
        table.twin = ("check", file, "--format", "json", *how)
    return [file, *format_, *loops, *chosen, *out, *how]


def check(table: Table) -> list[str]:
    files = [table.diagram() for _ in range(table.draw.choice([1, 1, 1, 2, 3]))]
    format_ = table.format(text="", json="json", markdown="", github="", sarif="sarif")
    quiet = table.flag(0.05, "--quiet")
    if quiet:
        table.shape = ""
    how = [*findings(table), *shared(table)]
    if table.chance(0.1):
        table.twin = ("check", *files, "--format", "sarif", *how)
    return [*files, *format_, *quiet, *how]


def fmt(table: Table) -> list[str]:
    files = [table.diagram("cld") for _ in range(table.draw.choice([1, 1, 1, 2]))]
    how = [*table.flag(0.25, "--check"), *table.flag(0.25, "--diff")]
    if not how:
        table.writes += [file.removeprefix("./") for file in files]
    return [*files, *how, *table.option(0.1, "--color", "never", "always")]


def explain(table: Table) -> list[str]:
    file = table.diagram()
    loop = table.draw.choice(["R1", "R1", "B1", "R2", "U1", "r1", table.name_of(last(table))])
    format_ = table.format(text="", json="json", markdown="")
    return [file, loop, *format_, *shared(table)]


def leverage(table: Table) -> list[str]:
    file = table.diagram()
    format_ = table.format(text="", json="json", markdown="")
    out = ["-o", table.target(".txt")] if table.chance(0.05) else []
    return [file, *format_, *table.option(0.2, "--top", "1", "all", "0"), *out, *shared(table)]


def whatif(table: Table) -> list[str]:
    file = table.diagram()
    named = table.name_of(last(table))
    other = table.name_of(last(table))
    own = [f"cut {named} -> {other}", f"add {named} (+)-> {other}", named]
    wanted = [
        table.draw.choice([*OPERATIONS, *own, *own]) for _ in range(table.draw.choice([1, 1, 2]))
    ]
    format_ = table.format(text="", json="json", markdown="")
    return [file, *wanted, *format_, *shared(table)]


def checklist(table: Table) -> list[str]:
    file = table.diagram()
    format_ = table.format(text="", json="json", markdown="")
    out = ["-o", table.target(".md")] if table.chance(0.05) else []
    loops = table.option(0.2, "--loops", "0", "2", "all")
    return [file, *format_, *table.flag(0.2, "--open"), *loops, *out, *shared(table)]


def tree(table: Table) -> list[str]:
    file = table.diagram()
    named = table.name_of(last(table))
    format_ = table.format(text="", json="json")
    return [file, named, *format_, *table.option(0.2, "--depth", "1", "5", "9")]


def push(table: Table) -> list[str]:
    file = table.diagram()
    named = table.name_of(last(table))
    format_ = table.format(text="", json="json", markdown="")
    return [file, named, *table.flag(0.3, "--hold"), *format_]


def run_over_time(table: Table) -> list[str]:
    file = table.diagram()
    named = table.name_of(last(table))
    amount = table.draw.choice(
        ["1", "-2.5", "0", "1e9", "1e99", "x", "1 at 5s", "3 at 1min for 2h"]
    )
    change = table.draw.choice(["--step", "--step", "--jump", "--hold"])
    said = [change, f"{named} {amount}"] if table.chance(0.8) else []
    length = table.option(0.4, "--for", "1ms", "10s", "2h", "0s", "soon")
    watch = table.option(0.2, "--watch", named, ",", "A,B")
    fails = table.option(0.2, "--fail-if", "grows", "oscillates")
    given = table.option(0.2, "--with", named, "X", f"{named} at 5s", "X at 1min")
    margins = ["--margins"] if table.chance(0.15) else []
    draws = table.option(0.1, "--runs", "3", "0", "-1", "x")
    called = [table.draw.choice(["X", "R", named])] if table.chance(0.2) else []
    format_ = table.format(text="", json="json", csv="", svg="svg")
    return [
        file, *called, *said, *length, *watch, *fails, *given, *margins, *draws, *format_,
    ]  # fmt: skip


def render(table: Table) -> list[str]:
    name = "cld" if table.chance(0.8) else table.draw.choice(sorted(SUFFIXES))
    few = [data for data in table.every[name] if len(data) < 1_000]
    data = table.draw.choice(few)
    data = mutated(table.draw, data) if table.chance(0.6) else data
    file = table.put(data[:3_000], SUFFIXES[name])
    shape = table.draw.choice(["svg", "svg", "svg", "png", "pdf", "dot", "dot"])
    table.shape = shape
    out = ["-o", table.target(f".{shape}")] if table.chance(0.6) else ["-f", shape, "-o", "-"]
    if table.chance(0.15):
        out, table.shape, table.where = ["--metrics"], "json", "-"
    gear = [] if table.chance(0.03) else ["--gear", "quick"]
    how = [
        *table.option(0.2, "--theme", "auto", "light", "dark", "print", "contrast"),
        *table.option(0.2, "--highlight", "R1", "B1", table.name_of(data)),
        *table.option(0.2, "--loops", "all", "none", "2", "R1,B1"),
        *table.flag(0.2, "--delays"),
        *table.flag(0.2, "--legend"),
        *table.flag(0.1, "--no-title"),
        *table.flag(0.1, "--no-font"),
        *table.option(0.1, "--scale", "0.5", "1", "3"),
        *table.option(0.05, "--engine", "dot", "neato", "circo"),
    ]
    return [file, *out, *gear, *how]


def convert(table: Table) -> list[str]:
    name = table.draw.choice(sorted(SUFFIXES))
    file = table.diagram(name)
    said = ["--from", table.draw.choice(["sd-ai", *SUFFIXES])] if table.chance(0.2) else []
    to = table.draw.choice(["sd-ai", *SUFFIXES])
    shapes = dict.fromkeys(("json", "sd-ai", "kumu", "mentalmodeler"), "json")
    table.shape = {**shapes, "csv": "csv", "kumu-csv": "csv", "graphml": "xml"}.get(to, "")
    named = to in ("sd-ai", "kumu", "kumu-csv")
    if table.chance(0.5):
        suffix = SUFFIXES.get(to, ".json")
        out = [table.target(suffix), *(["--to", to] if named else [])]
        if not table.where.endswith(suffix):
            out += [] if named else ["--to", to]
    else:
        out = ["-", "--to", to]
    return [file, *out, *said, *table.flag(0.1, "-q")]


def grade(table: Table) -> list[str]:
    draw = table.draw
    key = draw.choice(KEYS).read_bytes()
    near = [
        path.read_bytes()
        for path in ANSWERS
        if path.name.split("-")[0].encode() in key[:200].lower()
    ]
    answer = draw.choice([*near, *(path.read_bytes() for path in ANSWERS), key])
    if table.chance(0.3):
        key = mutated(draw, key)
    key_file = table.put(key, ".cld")
    choice = draw.random()
    if choice < 0.6:
        files = [table.put(mutated(draw, answer) if choice < 0.5 else answer, ".cld")]
    elif choice < 0.85:
        files = [table.diagram()]
    else:
        files = [table.diagram(), table.put(answer, ".cld")]
    format_ = table.format(
        text="", json="json", csv="csv", markdown="", junit="xml", gradescope="json",
        prairielearn="json",
    )  # fmt: skip
    how = [*table.flag(0.2, "--reveal"), *table.flag(0.2, "--strict")]
    if table.chance(0.2):
        lines = [f"{table.name_of(answer)} -> {table.name_of(key)}" for _ in range(3)]
        data = "\n".join(lines).encode("utf-8", "surrogateescape")
        how += ["--match", table.put(mutated(draw, data) if table.chance(0.5) else data, ".txt")]
    if table.chance(0.01):
        format_, table.shape = ["--format", "html"], "html"
    if table.chance(0.01):
        folder = draw.choice(["pages", "a/b", "é"])
        how += ["--pages", folder]
        table.writes.append(f"{folder}/")
    if table.chance(0.05):
        how += ["-o", table.target(".out")]
    return [*files, "--key", key_file, *format_, *how, *table.option(0.1, "--color", "always")]


def key_check(table: Table) -> list[str]:
    data = table.draw.choice(KEYS).read_bytes()
    file = table.put(mutated(table.draw, data), ".cld") if table.chance(0.7) else table.diagram()
    return [file, *table.option(0.1, "--color", "never", "always")]


def rule(table: Table) -> list[str]:
    code = [table.draw.choice([*RULES, *(r.name for r in RULES.values()), *VALUES])]
    return [*(code if table.chance(0.8) else []), *table.format(text="", json="json", markdown="")]


def usage(table: Table) -> list[str]:
    """Words that make no call, or ask for help."""
    draw = table.draw
    words = [*COMMANDS, "--help", "-h", "--version", "-V", "frob", "--frob", *VALUES]
    choice = draw.random()
    if choice < 0.3:
        return [draw.choice([name for name in COMMANDS if name != "edit"]), "--help"]
    if choice < 0.5:
        return [draw.choice(["--help", "-h", "--version", "-V"])]
    drawn = [draw.choice(words) for _ in range(draw.randint(0, 4))]
    # It would open a window, or wait for a browser.
    return [word for word in drawn if word not in ("edit", "render")]


# How often each comes in a hundred calls: what takes long comes rarely.
COMMON: dict[str, tuple[int, Callable[[Table], list[str]]]] = {
    "analyze": (14, analyze),
    "check": (11, check),
    "fmt": (12, fmt),
    "explain": (6, explain),
    "leverage": (4, leverage),
    "whatif": (6, whatif),
    "checklist": (5, checklist),
    "push": (3, push),
    "run": (3, run_over_time),
    "causes": (2, tree),
    "uses": (2, tree),
    "render": (2, render),
    "convert": (16, convert),
    "grade": (7, grade),
    "key": (3, key_check),
    "rule": (2, rule),
    "": (2, usage),
}


def drawn_case(seed: int, number: int, with_corpus: bool = False) -> Case:
    """Return the call of that number."""
    draw = random.Random(f"{seed} {number}")
    table = Table(draw, with_corpus)
    names = list(COMMON)
    command = draw.choices(names, [COMMON[name][0] for name in names])[0]
    made = COMMON[command][1](table)
    before = {"": [], "key": ["key", "check"]}.get(command, [command])
    if command and table.chance(0.02):  # one argument too many
        made.insert(draw.randint(0, len(made)), draw.choice(["--frob", "--format", *VALUES]))
        table.shape, table.writes, table.twin = "", [ANYTHING], ()
    if table.chance(0.01):
        made = [draw.choice([word, word, "--"]) for word in made]
        table.shape, table.writes, table.twin = "", [ANYTHING], ()
    # The system ends an argument at a NUL; Python refuses to start a process with one.
    arguments = tuple(word.replace("\x00", "\x01") for word in (*before, *made))
    return Case(
        seed, number, command, arguments, table.files, table.stdin, table.chance(0.08),
        table.shape, table.where, tuple(table.writes), table.twin, table.others,
    )  # fmt: skip
