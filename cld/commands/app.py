"""The group `cld` and its subcommands."""

from __future__ import annotations

import gc
from importlib import import_module
from typing import TYPE_CHECKING

import click

from cld.core.suggest import closest
from cld.version import __version__

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


# Where each command lives, and what the list of commands says of it. Only the one that is asked
# for is imported: to list them all loads none.
COMMANDS = {
    "analyze": ("analyze", "The feedback loops of FILE, and more."),
    "check": ("check", "The findings on each FILE."),
    "fmt": ("fmt", "Write each FILE in canonical form."),
    "explain": ("explain", "Read a loop of FILE aloud, link by link."),
    "leverage": ("leverage", "Where a change would matter."),
    "whatif": ("whatif", "What an operation would do to the loops."),
    "checklist": ("checklist", "What a design review asks of each loop."),
    "causes": ("tree", "What leads to VARIABLE, as a tree."),
    "uses": ("tree", "What VARIABLE leads to, as a tree."),
    "convert": ("convert", "Convert between formats."),
    "render": ("render", "The picture, as SVG, PNG, PDF or DOT."),
    "rule": ("rule", "Say why a finding matters."),
    "grade": ("grade", "Answers to an exercise, graded against a key."),
    "key": ("key", "The key of an exercise."),
    "edit": ("edit", "Draw and write diagrams in a window."),
}


class Commands(click.Group):
    """A group that imports a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module, _ = COMMANDS[cmd_name]
        command = getattr(import_module(f"cld.commands.{module}"), f"{cmd_name}_command")
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands."""
        listed = (click.Command(name, short_help=said) for name, (_, said) in COMMANDS.items())
        click.Group(commands=list(listed)).format_commands(ctx, formatter)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        """Return the commands and options that begin with what stands there."""
        from click.shell_completion import CompletionItem

        commands = [
            CompletionItem(name, help=said)
            for name, (_, said) in sorted(COMMANDS.items())
            if name.startswith(incomplete)
        ]
        return commands + click.Command.shell_complete(self, ctx, incomplete)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command to run; for a misspelt one say which may be meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = closest(args[0], COMMANDS)
            if near is None:
                raise
            raise click.UsageError(f"{error.message} Did you mean '{near}'?", ctx) from None


@click.group(cls=Commands, context_settings=CONTEXT)
@click.version_option(
    __version__, "-V", "--version", prog_name="cld", message="%(prog)s %(version)s"
)
def cld() -> None:
    """Causal loop diagrams: see which feedback loops drive a system.

    A diagram is a text file. A line of it says what changes what, and in which direction:

    \b
        Load (+)-> Latency (+)-> Timeouts (+)-> Retries (+)-> Load
        Latency (+, delay 3min)-> Pods (-)-> Latency

    \b
    cld analyze retry.cld          its loops, delays and findings
    cld check *.cld                findings only, for CI
    cld explain retry.cld R1       a loop read aloud
    cld leverage retry.cld         where a change would matter, and what could be done
    cld whatif retry.cld "cut Retries -> Load"
    cld checklist retry.cld        what a design review asks of each loop
    cld render retry.cld -o retry.svg    the picture, also as PNG or PDF
    cld convert map.json map.cld   from and to other formats
    cld edit retry.cld             picture and text in a window
    cld grade answers --key key.cld    answers to an exercise, graded against a key
    cld key check key.cld          a key proved against itself

    Exit code 0: done; for analyze and check, no finding at error level. 1: there are such
    findings. 2: usage, a file that cannot be read or written, an internal error. 129, 130,
    143: ended by SIGHUP, Ctrl-C, SIGTERM. 141: the reader of a pipe has left.
    """
    # The command is loaded by now and its work begins: the collector need not look at what is
    # there already (see `cld.cli`).
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
