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
    """Print a list of `[cause, effect, sign]`, or `null` if the engine cannot read the file."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MOST_BYTES, MOST_BYTES))
    import simlin

    try:
        links = simlin.load(path).get_links()
        found = [[link.from_var, link.to_var, str(link.polarity)] for link in links]
    except Exception:  # the engine raises errors of many kinds for a file it cannot read
        found = None
    print(json.dumps(found))


if __name__ == "__main__":
    print_links(sys.argv[1])
