"""Signs of links from the equations of a simulation model, by the engine of Simlin.

A derived sign is true as long as the quantities in the equation are not negative. A sign that the
author drew is never replaced.

References
----------
pysimlin, `Model.get_links`: the static polarity of each link.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Collection, Mapping
from importlib.util import find_spec
from pathlib import Path

from cld.core.diagram import Polarity
from cld.core.watch import TookTooLongError
from cld.io.equations import name_key
from cld.io.exchange import count_words
from cld.io.sketch import Sketch, short

# A larger model is not given to the engine, and no model may keep it busy for longer.
MOST_CHARACTERS = 4_000_000
SECONDS = 120.0
_SHOWN = 3
_SIGNS: dict[str, Polarity] = {"+": "+", "-": "-"}


def is_installed() -> bool:
    """Return whether the engine is installed; it comes with the extra `simlin`."""
    return find_spec("simlin") is not None


def derive_signs(
    sketch: Sketch,
    text: str,
    suffix: str,
    names: Mapping[tuple[str, str], str],
    without: Collection[str] = (),
) -> None:
    """Give links without a sign those of the equations, and note where a drawing differs.

    Parameters
    ----------
    sketch : the diagram, with all its links.
    text, suffix : the model, and the suffix of its files.
    names : the variables by the key of their module, empty in the main model, and of their name.
    without : the variables whose equation only lists causes.
    """
    open_links = sketch.unsigned()
    if not open_links or not sketch.equations:
        return
    if not is_installed():
        sketch.note(
            "signs that are not drawn may follow from the equations; "
            "pip install 'causal-loops[simlin]' to derive them"
        )
        return
    rows = _links(text, suffix) if len(text) <= MOST_CHARACTERS else None
    if rows is None:
        sketch.note("no signs were derived: Simlin did not read the equations")
        return
    found = {
        (names.get((name_key(module), name_key(cause))), effect): _SIGNS[sign]
        for module, cause, end, sign in rows
        if sign in _SIGNS
        and (effect := names.get((name_key(module), name_key(end))))
        and effect not in without
    }
    derived, differ = 0, []
    for link in list(sketch.links()):
        sign = found.get(link.ends)
        if sign is None:
            continue
        if link.ends in open_links:
            sketch.sign(link.ends, sign, (("basis", "derived"),))
            derived += 1
        elif link.polarity not in ("?", sign):
            differ.append(f"{short(link.cause)} → {short(link.effect)} ({sign})")
    if derived:
        verb = "was" if derived == 1 else "were"
        sketch.note(f"{count_words(derived, 'sign')} {verb} derived from the equations")
    if differ:
        more = f" and {len(differ) - _SHOWN:,} more" if len(differ) > _SHOWN else ""
        sketch.note(
            f"by their equations, {count_words(len(differ), 'link')} would have another sign than "
            f"the one drawn, which was kept: {', '.join(differ[:_SHOWN])}{more}"
        )


def _links(text: str, suffix: str) -> list[list[str]] | None:
    """Return the links that the engine finds, each with its sign; None if it cannot read the
    model."""
    # The text is decoded already, so the encoding in its header no longer applies.
    body = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    # What Stella says of its AI has no equations, and stops the engine.
    head, _, rest = body.partition("<ai_information>")
    body = head + rest.partition("</ai_information>")[2] if rest else body
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"model{suffix}"
        path.write_bytes(body.encode("utf-8", "replace"))
        command = [sys.executable, "-I", "-m", "cld.io.signworker", str(path)]
        try:
            done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            # Never continue without it: the result would depend on how busy the machine is.
            said = f"deriving signs from the equations did not end within {SECONDS:g} s"
            raise TookTooLongError(said) from None
        except OSError:
            return None
    try:
        found = json.loads(done.stdout)
    except ValueError:
        return None
    if not isinstance(found, list):
        return None
    return [row for row in found if isinstance(row, list) and len(row) == 4]
