"""Edits of comma-separated lists: the attributes of links and variables, and settings."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from cld.core.text import Span
from cld.edit.change import Draft, blanks_after, blanks_before
from cld.language.syntax import Attribute


def which(attributes: Sequence[Attribute], keys: Collection[str]) -> list[int]:
    """Return the numbers of the attributes with one of these keys. The key of a text in quotes
    is empty."""
    return [number for number, a in enumerate(attributes) if a.key in keys]


def revise(
    draft: Draft,
    items: Sequence[Span],
    at: Sequence[int],
    words: str,
    head: int | None,
    whole: Span,
) -> None:
    """Replace some items of a list, or remove them.

    `items` are the places of all items in the file, and `at` the numbers of the items to change.
    The first of them becomes `words` and the others are removed; if `words` is empty, all are
    removed. `head` is the end of the text before the list, if that text is kept and a comma
    follows it, or None. `whole` is the range to remove if no item is left.
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
