"""Causal loop diagrams: which feedback loops drive a system.

>>> import cld
>>> d = cld.loads("Load (+)-> Latency (+)-> Retries (+)-> Load")
>>> [(loop.id, loop.type) for loop in d.loops]
[('R1', 'R')]

`load` reads a file, `loads` a text; both return a `Report` with `variables`, `links`,
`loops`, `counts` and `diagnostics`. The analysis is loaded at the first call, so that
`import cld` and `cld --version` cost nothing.
"""

from __future__ import annotations

# `typing` itself takes a third of the time of `cld --version`; type checkers know this name.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from os import PathLike

    from cld.analyze import Report

__version__ = "0.1.0"

__all__ = ["__version__", "load", "loads"]


def load(path: str | PathLike[str]) -> Report:
    """Read and analyse a .cld file.

    Raises OSError where the file cannot be read; what is wrong inside it is in the report's
    `diagnostics`.
    """
    from pathlib import Path

    from cld.analyze import analyze_bytes

    return analyze_bytes(Path(path).read_bytes(), str(path))


def loads(text: str) -> Report:
    """Analyse the text of a .cld file.

    >>> loads("Hunger (+)-> Meals (-)-> Hunger").counts.B
    1
    """
    from cld.analyze import analyze

    if not isinstance(text, str):
        raise TypeError(f"loads takes the text of a diagram, not {type(text).__name__}")
    return analyze(text)
