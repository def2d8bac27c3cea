"""Texts for Markdown: shown unchanged, and without any effect.

GitHub's Markdown turns bare addresses into links, and GitHub and GitLab then look for `@name`,
`#12`, `GH-12` and `:emoji:` in the rendered text, where a backslash does not protect them. Only
code is left alone, so a word that contains one of these is written as code: it reads the same,
nobody is notified, and nothing is linked. All other marks are escaped.
"""

from __future__ import annotations

import re

from cld.core.gate import shown

# A mark that turns a line into a list item.
_LIST_MARK = re.compile(r"^(\d*)([-+.)])")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$])")
_WORD = re.compile(r"[^\s|]+")
# Addresses, people, numbers of issues and the like (`!12` and `~12` at GitLab), emoji.
_ACTS = re.compile(
    r"@|://|\bwww\.|\b(?:mailto|xmpp|tel|javascript|data):|[#!$%&~^]\d|\bGH-\d|:[\w+-]+:",
    re.IGNORECASE,
)


def markdown_escaped(text: str) -> str:
    """Return a text as Markdown shows it unchanged, on one line, also in a cell of a table.

    >>> print(markdown_escaped("ask @ann about [x](y) | *z*"))
    ask `@ann` about \\[x\\](y) \\| \\*z\\*
    """
    line = shown(text).strip()
    if not _ACTS.search(line):
        return _LIST_MARK.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", line))
    found, done = [], 0
    for word in _WORD.finditer(line):
        if _ACTS.search(word.group()):
            found += [_SPECIAL.sub(r"\\\1", line[done : word.start()]), code(word.group())]
            done = word.end()
    found.append(_SPECIAL.sub(r"\\\1", line[done:]))
    return _LIST_MARK.sub(r"\1\\\2", "".join(found))


def code(text: str) -> str:
    """Return a code span; its fence is longer than any run of backticks in the text.

    >>> print(code("a `b`"))
    `` a `b` ``
    """
    line = shown(text)
    fence = "`"
    while fence in line:
        fence += "`"
    edge = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{edge}{line}{edge}{fence}"
