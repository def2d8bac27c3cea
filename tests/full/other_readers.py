"""Models that cld writes are read by other programs: PySD's translator, and the engine of Simlin.

`python tests/full/other_readers.py` writes every example, and every diagram of the corpus if it is
there, as .mdl and .stmx. PySD must find the same variables and causes in the .mdl, Simlin the same
links with their signs in the .stmx. It exits with 1 if they differ. Libraries that are missing are
named and left out: pip install pysd pysimlin.
"""

from __future__ import annotations

import sys
import tempfile
import warnings
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from corpus import CORPUS  # noqa: E402

from cld.conversion import written_as  # noqa: E402
from cld.core.diagram import Diagram  # noqa: E402
from cld.io.equations import name_key  # noqa: E402
from cld.io.limits import FormatError  # noqa: E402
from cld.io.opening import reading_of  # noqa: E402
from cld.io.recognise import recognise  # noqa: E402
from cld.io.simulationnames import distinct_names  # noqa: E402
from cld.io.stocksflows import structure_of  # noqa: E402

# Larger ones take the other programs long, and say no more.
MOST_LINKS = 400
Pairs = set[tuple[str, str]]


def diagrams() -> Iterator[tuple[str, Diagram]]:
    """Yield the diagrams with the names of their files."""
    paths = sorted((ROOT / "examples").glob("*.cld"))
    if CORPUS:
        paths += sorted((CORPUS / "diagrams").glob("*.json"))
        paths += sorted(p for p in (CORPUS / "formats").rglob("*") if p.suffix in (".mdl", ".stmx"))
    for path in paths:
        try:
            diagram = reading_of(recognise(path.read_bytes(), str(path))).diagram
        except FormatError:
            continue
        if 0 < len(diagram.links) <= MOST_LINKS:
            yield path.name, diagram


def keyed(diagram: Diagram) -> tuple[set[str], dict[tuple[str, str], str]]:
    """Return the keys of the variables, and the signs of the links by their keys."""
    names = {old: letters(new) for old, new in distinct_names(diagram).items()}
    signs = {(names[k.cause], names[k.effect]): k.polarity for k in diagram.links}
    return set(names.values()), signs


def letters(name: str) -> str:
    """Return the letters and digits of a name: each program spells the others its own way."""
    return "".join(c for c in name_key(name) if c.isalnum())


def by_pysd(path: Path) -> tuple[set[str], Pairs]:
    """Return the variables and the causes that PySD finds in a model."""
    from pysd.translators.vensim.vensim_file import VensimFile

    file = VensimFile(str(path))
    file.parse()
    elements = file.get_abstract_model().sections[0].elements
    own = [e for e in elements if name_key(e.name) not in CONTROL]
    pairs = {
        (letters(cause), letters(element.name))
        for element in own
        for component in element.components
        for cause in references(component.ast)
    }
    return {letters(e.name) for e in own}, pairs


CONTROL = {"final time", "initial time", "saveper", "time step"}


def references(node: Any) -> Iterator[str]:
    """Yield the names in an equation as PySD has it."""
    if type(node).__name__ == "ReferenceStructure":
        yield node.reference
    for inner in vars(node).values() if hasattr(node, "__dict__") else ():
        for one in inner if isinstance(inner, list | tuple) else [inner]:
            if hasattr(one, "__dict__"):
                yield from references(one)


def by_simlin(path: Path) -> dict[tuple[str, str], str]:
    """Return the links with their signs that Simlin finds in a model."""
    import simlin

    links = simlin.load(str(path)).get_links()
    return {(letters(k.from_var), letters(k.to_var)): str(k.polarity) for k in links}


def main() -> int:
    """Compare all diagrams; return the exit code."""
    warnings.simplefilter("ignore")
    has = {name: find_spec(name) is not None for name in ("pysd", "simlin")}
    for name in (name for name, there in has.items() if not there):
        print(f"{name} is not installed: its part is left out")
    differing = {"pysd": 0, "simlin": 0}
    count = links = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, diagram in diagrams():
            count, links = count + 1, links + len(diagram.links)
            variables, signs = keyed(diagram)
            first = set(structure_of(diagram).initials.items())
            initial = {(letters(c), letters(s)) for s, c in first}
            if has["pysd"]:
                path = Path(folder) / "model.mdl"
                path.write_text(written_as(diagram, "vensim").text, encoding="utf-8")
                found, pairs = by_pysd(path)
                pairs.discard(("afunctionof", ""))
                pairs = {pair for pair in pairs if pair[0] != "afunctionof"}
                if found != variables or pairs - initial != set(signs) - initial:
                    differing["pysd"] += 1
                    print(f"{name}: PySD differs: {sorted(pairs ^ set(signs))[:4]}")
            if has["simlin"]:
                path = Path(folder) / "model.stmx"
                path.write_text(written_as(diagram, "xmile").text, encoding="utf-8")
                theirs = by_simlin(path)
                wrong = {k: (s, theirs.get(k)) for k, s in signs.items() if theirs.get(k) != s}
                wrong = {k: v for k, v in wrong.items() if k not in initial and v != ("?", None)}
                if wrong:
                    differing["simlin"] += 1
                    print(f"{name}: Simlin differs: {dict(list(wrong.items())[:4])}")
    print(
        f"{count} diagrams, {links:,} links: {differing['pysd']} differ by PySD, "
        f"{differing['simlin']} by Simlin"
    )
    return 1 if any(differing.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
