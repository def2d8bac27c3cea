"""How a command says that it cannot do what it was asked."""

from __future__ import annotations

from typing import Any

import click

from cld.core.gate import say


class UnusableInput(click.ClickException):
    """One line on what is wrong with a file or a name on the command line; exit code 2."""

    def show(self, file: Any = None) -> None:
        say(self.format_message())
