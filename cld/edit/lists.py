"""Edits in what stands between commas: the attributes of links and variables, settings."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from cld.core.text import Span
from cld.edit.change import Draft, blanks_after, blanks_before
from cld.language.syntax import Attribute


def which(attributes: Sequence[Attribute], keys: Collection[str]) -> list[int]:
    """Return the numbers of the attributes with one of these keys; a text in quotes has the
    empty one."""
    return [number for number, a in enumerate(attributes) if a.key in keys]


def revise(
    draft: Draft,
    items: Sequence[Span],
    at: Sequence[int],
    words: str,
    head: int | None,
    whole: Span,
) -> None:
    """Say something else in place of some items of a list, or take them out.

    `items` are their places in the file, `at` the numbers of those meant: the first becomes
    `words`, the others go; without words all go. `head` is the end of what stands before the
    list and stays, with a comma between, or None; `whole` what goes where nothing stays.
    """
    gone = set(at)
    if words:
        draft.replace(items[at[0]].start, items[at[0]].end, words)
        gone.discard(at[0])
    if head is None and len(gone) == len(items):
        draft.replace(whole.start, whole.end)
        return
    stays = head is not None
    for number, span in enumerate(items):
        if number not in gone:
            stays = True
        elif stays:
            before = items[number - 1].end if number else head
            draft.replace(before or 0, span.end)
        else:
            draft.replace(span.start, items[number + 1].start)


def in_brackets(text: str, items: Sequence[Span]) -> Span:
    """Return the brackets around items, with the blanks before them in their line."""
    start = blanks_before(text, items[0].start)
    if start and text[start - 1] == "(":
        start = blanks_before(text, start - 1)
    end = blanks_after(text, items[-1].end)
    is_closed = end < len(text) and text[end] == ")"
    return Span(start, end + 1 if is_closed else items[-1].end)
