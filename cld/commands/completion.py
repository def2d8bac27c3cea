"""Completion of file names when the tab key is pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def file_names(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem[str]]:
    """Ask the shell to complete the name of a file; by default it completes none."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(begun, type="file")]
