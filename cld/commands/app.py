"""The group `cld` and its subcommands."""

from __future__ import annotations

import click

from cld import __version__
from cld.commands.analyze import analyze
from cld.commands.check import check
from cld.commands.checklist import checklist
from cld.commands.convert import convert
from cld.commands.explain import explain
from cld.commands.fmt import fmt
from cld.commands.leverage import leverage
from cld.commands.rule import rule
from cld.commands.tree import causes, uses
from cld.commands.whatif import whatif

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=CONTEXT)
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
    cld convert map.json map.cld   from and to other formats

    Exit code 0: done, no finding at error level. 1: there are such findings.
    2: usage, a file that cannot be read or written, or an internal error.
    """


COMMANDS = (
    *(analyze, check, fmt, explain, leverage, whatif, checklist),
    *(causes, uses, convert, rule),
)
for command in COMMANDS:
    cld.add_command(command)
