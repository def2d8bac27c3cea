"""The command `cld`: starts, ends, and turns whatever happens into an exit code.

Exit codes: 0 done and no finding at error level; 1 findings at that level; 2 usage,
unreadable file or internal error; 130 interrupted.
"""

from __future__ import annotations

import os
import sys

from cld import __version__
from cld.exits import DONE, INTERRUPTED, UNUSABLE


def main() -> None:
    """Run the command with the arguments of this process, and exit."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        # Answered before anything else is loaded: editors and scripts ask this often.
        print(f"cld {__version__}")
        sys.exit(DONE)
    sys.exit(_run())


def _run() -> int:
    try:
        return _app()
    except KeyboardInterrupt:
        return INTERRUPTED
    except (BrokenPipeError, SystemExit):
        # The reader of a pipe has left, as `head` does; click and rich end the process then.
        # Python must not complain at exit, and 1 would mean findings.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:  # the last line of defence: no traceback reaches a user
        if os.environ.get("CLD_DEBUG"):
            raise
        said = f"{type(error).__name__}: {error}"[:300]
        print(f"cld: internal error: {said}", file=sys.stderr)
        print("cld: please report it with the file; CLD_DEBUG=1 shows where", file=sys.stderr)
        return UNUSABLE


def _app() -> int:
    import click

    from cld.commands.app import cld

    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character shows a stand-in, and does not end the run.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        code = cld.main(prog_name="cld", standalone_mode=False)
    except click.exceptions.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return UNUSABLE
    sys.stdout.flush()
    return code if isinstance(code, int) else DONE
