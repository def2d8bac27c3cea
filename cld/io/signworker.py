"""Prints the links of a simulation model with the signs that its equations have.

It runs in a separate process, since the engine behind it is compiled code that reads files of any
quality: `python -m cld.io.signworker FILE`.
"""

from __future__ import annotations

import contextlib
import json
import sys

# The most memory of the process, in bytes.
MOST_BYTES = 4_000_000_000


def print_links(path: str) -> None:
    """Print a list of `[module, cause, effect, sign]`, or `null` if the engine cannot read the
    file. The module of the main model is empty."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MOST_BYTES, MOST_BYTES))
    import simlin

    try:
        main = simlin.load(path)
        project = main.project
        # `load` returns the first model.
        modules = (
            {n: project.get_model(n) for n in project.get_model_names()[1:]} if project else {}
        )
        found = [
            [name, link.from_var, link.to_var, str(link.polarity)]
            for name, model in {"": main, **modules}.items()
            for link in model.get_links()
        ]
    except Exception:  # the engine raises errors of many kinds for a file it cannot read
        found = None
    print(json.dumps(found))


if __name__ == "__main__":
    print_links(sys.argv[1])
