"""Texts on their way into a page: nothing that a name holds can become a tag."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from cld.core.gate import shown
from cld.loops.loop import Loop
from cld.paint.shapes import held
from cld.prose.wording import plural

# Where each loop of a page stands, by its id.
Anchors = Mapping[str, str]
# Its id, its title, and what stands there.
Section = tuple[str, str, Sequence[str]]

# What is named within quotation marks is no loop's id, whatever it looks like; what stands
# between backticks is to be written into the file as it is.
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
    """Yield what the place of each loop is called: its id, or else a number of its own.

    >>> list(anchors([Loop(id_, None, "R", ()) for id_ in ("R1", "–", "picture")]))
    ['R1', 'loop-2', 'loop-3']
    """
    used = set()
    for number, loop in enumerate(loops, 1):
        free = _ID.fullmatch(loop.id) is not None and loop.id not in used
        used.add(loop.id)
        yield loop.id if free else f"loop-{number}"


def linked(said: str, places: Anchors) -> str:
    """Return a sentence in which the ids of loops lead to them, and code is marked as such.

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
    """Yield items that are tags already as a list: so many at once, so many more that unfold,
    and how to see the rest of them."""
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
    """Yield a section with a heading, or nothing where it has no body.

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
