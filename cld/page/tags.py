"""Texts for a page: no part of a name can become a tag."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from cld.core.gate import shown
from cld.loops.loop import Loop
from cld.paint.shapes import held
from cld.prose.wording import plural

# The anchor of each loop of a page, by its id.
Anchors = Mapping[str, str]
# Its id, its title, and its body.
Section = tuple[str, str, Sequence[str]]

# A name within quotation marks is not a loop's id, whatever it looks like; text between backticks
# is code for the file.
_MARKED = re.compile(r"“[^”]*”|`(?P<code>[^`]+)`|\b[A-Za-z]\d+\b")
# Such an id is never that of a section, a button or a part of the picture.
_ID = re.compile(r"[A-Za-z]\d+")


def text(said: str) -> str:
    """Return a text for any place in a page, attributes too; on one line, as reports show it.

    >>> text('</script> & "b"')
    '&lt;/script&gt; &amp; &quot;b&quot;'
    """
    return html.escape(held(shown(said)))


def anchors(loops: Iterable[Loop]) -> Iterator[str]:
    """Yield the anchor of each loop: its id, or else a number.

    >>> list(anchors([Loop(id_, None, "R", ()) for id_ in ("R1", "–", "picture")]))
    ['R1', 'loop-2', 'loop-3']
    """
    used = set()
    for number, loop in enumerate(loops, 1):
        free = _ID.fullmatch(loop.id) is not None and loop.id not in used
        used.add(loop.id)
        yield loop.id if free else f"loop-{number}"


def linked(said: str, places: Anchors) -> str:
    """Return a sentence with the ids of loops as links and code marked as such.

    >>> linked("R1 & B7", {"R1": "R1"})
    '<a class="to" href="#R1">R1</a> &amp; B7'
    >>> linked("wait: `window 3min`", {})
    'wait: <code dir="ltr">window 3min</code>'
    """
    pieces, end = [], 0
    for found in _MARKED.finditer(said):
        place = places.get(found.group())
        if found["code"] is not None:
            tag = f'<code dir="ltr">{text(found["code"])}</code>'
        elif place is not None:
            tag = f'<a class="to" href="#{text(place)}">{text(found.group())}</a>'
        else:
            continue
        pieces += [text(said[end : found.start()]), tag]
        end = found.end()
    return "".join([*pieces, text(said[end:])])


def listing(items: Sequence[str], most: int, how: str, kind: str = "said") -> Iterator[str]:
    """Yield items, which are tags already, as a list: the first `most`, more that unfold, and how
    to see the rest."""
    if not items:
        return
    yield f'<ul class="{kind}">'
    yield from items[:most]
    yield "</ul>"
    rest = items[most : most + MOST_UNFOLDED]
    if rest:
        yield f"<details><summary>{len(rest):,} more</summary>"
        yield f'<ul class="{kind}">'
        yield from rest
        yield "</ul>"
        left = len(items) - most - len(rest)
        if left:
            yield f"<p>and {plural(left, 'more', 'more')}: {text(how)} them all</p>"
        yield "</details>"


MOST_UNFOLDED = 200


def section(id_: str, title: str, body: Iterable[str]) -> Iterator[str]:
    """Yield a section with a heading, or nothing if it has no body.

    >>> "".join(section("a", "A & B", ["<p>c</p>"]))
    '<section id="a" aria-labelledby="a-title"><h2 id="a-title">A &amp; B</h2><p>c</p></section>'
    """
    lines = iter(body)
    first = next(lines, None)
    if first is None:
        return
    yield f'<section id="{id_}" aria-labelledby="{id_}-title">'
    yield f'<h2 id="{id_}-title">{text(title)}</h2>'
    yield from chain([first], lines)
    yield "</section>"
