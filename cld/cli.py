"""The command `cld`: starts it, ends it, and turns every outcome into an exit code.

Exit codes: 0 done and no finding at error level; 1 findings at that level; 2 wrong usage, a file
that cannot be read or written, an internal error, or `--verify` found different loops; 129, 130,
143 ended by SIGHUP, SIGINT, SIGTERM; 141 the reader of the output closed it.
"""

from __future__ import annotations

import errno
import gc
import os
import sys

from cld.core.exits import DONE, INTERRUPTED, PIPE_CLOSED, STOPPED, UNUSABLE, Ended
from cld.core.watch import TookTooLongError
from cld.version import __version__

# `typing` itself takes a third of the time of `cld --version`; type checkers know this name.
TYPE_CHECKING = False
if TYPE_CHECKING:
    import click

# The variable in which the scripts of click pass a request for completion.
COMPLETE = "_CLD_COMPLETE"


def main() -> None:
    """Run the command with the arguments of this process, and exit."""
    # Loaded modules stay in memory. To search them for garbage would take a tenth of the time of
    # a small command. The group enables the collector again before the command's own work.
    gc.disable()
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the caller, as `>&-` does
            setattr(sys, name, open(os.devnull, "w"))  # noqa: PTH123, SIM115 - kept till the end
    # The number of loops is printed to the last digit; the size of files is bounded.
    sys.set_int_max_str_digits(0)
    try:
        code = _printed(_run())
    except (KeyboardInterrupt, Ended) as end:  # while the last of the output is printed
        code = end.code if isinstance(end, Ended) else INTERRUPTED
        _drop_output()
    gc.freeze()  # a last collection would not be worth its time
    sys.exit(code)


def gui() -> None:
    """Run `cld edit` with the arguments of this process, and exit."""
    sys.argv.insert(1, "edit")
    main()


def _printed(code: int) -> int:
    """Flush the streams; return the exit code."""
    if code in STOPPED:
        _drop_output()  # its reader may have stopped reading
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError as error:
            code = _cannot_write(error)
    return code


def _run() -> int:
    try:
        if sys.argv[1:] in (["--version"], ["-V"], ["version"]):
            # Answered before anything else is loaded, since editors and scripts ask often.
            print(f"cld {__version__}")
            return DONE
        return _app()
    except KeyboardInterrupt:
        return INTERRUPTED
    except Ended as end:
        return end.code
    except SystemExit:
        # click and rich exit like this if the reader of a pipe has closed it. Nothing else does.
        return PIPE_CLOSED
    except TookTooLongError as error:
        from cld.core.gate import say

        say(str(error))
        return UNUSABLE
    except OSError as error:  # files are read and written elsewhere: this is the output
        return _cannot_write(error)
    except Exception as error:  # the last line of defence: no traceback reaches a user
        from cld.core import signals

        if (code := signals.came()) is not None:
            return code
        if os.environ.get("CLD_DEBUG"):
            raise
        from cld.core.gate import say

        say(f"internal error: {type(error).__name__}: {error}"[:300])
        say("please report this with the file; run it with CLD_DEBUG=1 to see where it happened")
        return UNUSABLE


def _cannot_write(error: OSError) -> int:
    """Report the error if standard error still works, and drop the rest of the output."""
    nowhere = _drop_output()
    if error.errno == errno.EPIPE:
        return PIPE_CLOSED
    try:
        print(f"cld: cannot write the output: {error.strerror}", file=sys.stderr, flush=True)
    except OSError:
        os.dup2(nowhere, sys.stderr.fileno())
    return UNUSABLE


def _drop_output() -> int:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    return nowhere


def _app() -> int:
    import click

    from cld.commands.app import cld
    from cld.core import signals, temporary
    from cld.core.gate import as_line, close

    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character shows a replacement; the run goes on.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    instruction = os.environ.get(COMPLETE)
    if instruction:
        return _complete(cld, instruction)
    close()
    signals.heed()
    try:
        code = cld.main(prog_name="cld", standalone_mode=False)
    except click.exceptions.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        # A group without a command ends with its help (in click from 8.2 on), which has lines.
        if not isinstance(error, getattr(click.exceptions, "NoArgsIsHelpError", ())):
            # An argument that contains a line break must not begin a line of output.
            error.message = as_line(error.message)  # type: ignore[misc]
        error.show()
        return UNUSABLE
    finally:
        temporary.clear()
    return code if isinstance(code, int) else DONE


def _complete(group: click.Group, instruction: str) -> int:
    """Print the script that sets up completion for a shell, or the words it asks for.

    This is done here because click itself would exit, as it does if a pipe was closed.
    """
    from click.shell_completion import shell_complete

    from cld.core.gate import say

    try:
        if shell_complete(group, {}, "cld", COMPLETE, instruction) == DONE:
            return DONE
        said = f"{COMPLETE} has an unknown value; use bash_source, zsh_source or fish_source"
    except (KeyError, ValueError):
        said = f"{COMPLETE} asks for words, but COMP_WORDS or COMP_CWORD is missing or wrong"
    say(said)
    return UNUSABLE
