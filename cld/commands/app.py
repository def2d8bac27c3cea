"""The command group `cld` and its subcommands."""

from __future__ import annotations

import gc
from importlib import import_module
from typing import TYPE_CHECKING

import click

from cld.version import __version__

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


# The module of each command, and its line in the list of commands. Only the command that is run is
# imported; to list them all loads none.
COMMANDS = {
    "analyze": ("analyze", "Find the feedback loops in FILE and report on each."),
    "check": ("check", "Print the findings for each FILE."),
    "fmt": ("fmt", "Write each FILE in canonical form."),
    "explain": ("explain", "Explain one loop of FILE, link by link."),
    "leverage": ("leverage", "Show where to intervene, and how strong each change is."),
    "whatif": ("whatif", "Show how a change would affect the loops."),
    "checklist": ("checklist", "Ask the questions of a design review."),
    "causes": ("tree", "Show the causes of VARIABLE as a tree."),
    "uses": ("tree", "Show the effects of VARIABLE as a tree."),
    "push": ("push", "Show the variables that end up higher and lower after a push."),
    "run": ("run", "Run FILE over time after something changes."),
    "convert": ("convert", "Convert a diagram to another format."),
    "render": ("render", "Draw FILE as SVG, PNG, PDF or DOT."),
    "rule": ("rule", "Explain a finding, with examples."),
    "grade": ("grade", "Grade answers to an exercise against a key."),
    "key": ("key", "Work with answer keys."),
    "edit": ("edit", "Open the graphical editor."),
}


class Commands(click.Group):
    """A group that imports a command only when it is used."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; `help COMMAND` and `version` are read as the options are."""
        if args[:1] == ["help"]:
            args = [*(word for word in args if word not in ("help", "version")), "--help"]
        elif args == ["version"]:
            args = ["--version"]
        return super().parse_args(ctx, args)

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
        """Return the commands and options that begin with `incomplete`."""
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
        """Return the command to run; for an unknown one, suggest the command that was meant."""
        name = args[0]  # click takes it from the list if it begins like an option
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from cld.commands.misread import command_meant

            hint = command_meant(name, [*COMMANDS, "help", "version"])
            if not hint:
                raise
            raise click.UsageError(f"{error.message} {hint}", ctx) from None


@click.group(cls=Commands, context_settings=CONTEXT)
@click.version_option(
    __version__, "-V", "--version", prog_name="cld", message="%(prog)s %(version)s"
)
def cld() -> None:
    """Find the feedback loops that drive a system, in a causal loop diagram.

    A diagram is a text file. Each line says which variable affects which, with + for the same
    direction and - for the opposite one:

    \b
        Load (+)-> Latency (+)-> Timeouts (+)-> Retries (+)-> Load
        Latency (+, delay 3min)-> Pods (-)-> Latency

    \b
    cld analyze retry.cld          report its loops, delays and findings
    cld check *.cld                print the findings only, for CI
    cld explain retry.cld R1       explain a loop, link by link
    cld leverage retry.cld         show where to intervene
    cld whatif retry.cld "cut Retries -> Load"
    cld checklist retry.cld        ask the questions of a design review
    cld render retry.cld -o retry.svg    draw it, also as PNG or PDF
    cld convert map.json map.cld   convert from and to other formats
    cld edit retry.cld             open it in the graphical editor
    cld grade answers --key key.cld    grade answers to an exercise
    cld key check key.cld          check an answer key
    cld help analyze               list the options of a command

    Exit code 0: done; for analyze and check, no finding at error level. 1: there are such
    findings. 2: wrong usage, a file that cannot be read or written, or an internal error. 129,
    130, 143: ended by SIGHUP, Ctrl-C, SIGTERM. 141: the reader of a pipe closed it.
    """
    # The command is loaded by now, so the collector need not search the objects that exist
    # already (see `cld.cli`).
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
