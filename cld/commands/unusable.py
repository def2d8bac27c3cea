"""How a command says that it cannot do what it was asked."""

from __future__ import annotations

from typing import Any

import click


class UnusableInput(click.ClickException):
    """One line on what is wrong with a file or a name on the command line; exit code 2."""

    def show(self, file: Any = None) -> None:
        # Not at the top: nearly every command ends without it, and imports it.
        from cld.output.wording import shown

        click.echo(f"cld: {shown(self.format_message())}", err=True)
