"""The error of a command that cannot do what it was asked."""

from __future__ import annotations

from typing import Any

import click

from cld.core.gate import say


class UnusableInput(click.ClickException):
    """One line that says what is wrong with a file or an argument; exit code 2."""

    def show(self, file: Any = None) -> None:
        """Print the line on standard error."""
        say(self.format_message())
