"""The verb that sets the title of a diagram."""

from __future__ import annotations

from cld.edit.change import Draft, TextChange, line_break
from cld.language.format import quoted
from cld.language.source import Source
from cld.language.syntax import Title


def set_title(source: Source, title: str) -> TextChange:
    """Return the edits that set the title of a diagram, or with an empty title remove it.

    >>> from cld.language.source import source_of
    >>> set_title(source_of("A (+)-> B"), "Retry storm").edits[0].text
    'title "Retry storm"\\n\\n'
    """
    draft, label = Draft(source), "Change the title"
    said = [s for s in source.syntax.statements if isinstance(s.node, Title)]
    for statement in said:
        if not title.strip():
            draft.empty(statement)
        elif isinstance(statement.node, Title):
            span = statement.locate(statement.node.text.span)
            draft.replace(span.start, span.end, quoted(title))
    if title.strip() and not said:
        draft.replace(0, 0, f"title {quoted(title)}" + line_break(source.text) * 2)
    return draft.done(label)
