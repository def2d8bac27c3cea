"""Pages of reports for tests, and their tags."""

from __future__ import annotations

import html.parser
import shutil
from functools import cache
from pathlib import Path

from cld.analyze import analyze
from cld.page.html import html as page_of
from cld.report import Report
from cld.selection import Wish, select, to_read_first

ROOT = Path(__file__).parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
HELD = (ROOT / "examples" / "retry-storm-held.cld").read_text(encoding="utf-8")
# A loop of which the first link alone is drawn through another, and one without a badge.
MANY = "\n".join(f"V{a} (+)-> V{b}" for a in range(6) for b in range(6) if a != b)
ODD = [
    "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"' onload='x",
    "&lt;b&gt;", "]]>", "😀 emoji", "שלום ‮ reversed", "n" * 1000, "<!--", "--></style><b>",
]  # fmt: skip
VOID = {"meta", "link", "input", "br"}


def page(report: Report, most: int | None = 20, wish: Wish = Wish()) -> str:  # noqa: B008 - frozen
    found = to_read_first(report, most) if wish.is_plain else select(report, wish, most)
    return "".join(page_of(report, found, wish))


@cache
def drawn(source: str, most: int | None = 20) -> str:
    """The page of a text: drawn once, shown in many windows."""
    return page(analyze(source, "test.cld"), most)


class Tags(html.parser.HTMLParser):
    """All tags with their attributes, and a check that they nest."""

    def __init__(self, said: str) -> None:
        super().__init__()
        self.all: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(said)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({key for key, _ in attrs}) == len(attrs)
        self.all.append((tag, {key: value or "" for key, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.all.append((tag, {key: value or "" for key, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"script", "style"} & set(self.open):
            self.words.append(data)

    def with_class(self, name: str) -> list[dict[str, str]]:
        return [attrs for _, attrs in self.all if name in attrs.get("class", "").split()]

    @property
    def said(self) -> str:
        return " ".join("".join(self.words).replace("\xa0", " ").split())


def quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def odd_source(names: list[str]) -> str:
    ring = " (+)-> ".join(map(quoted, [*names, names[0]]))
    loop = ", ".join(map(quoted, names))
    return f"title {quoted(names[0])}\n{ring}\nloop R1 {quoted(names[1])}: {loop}\n"
