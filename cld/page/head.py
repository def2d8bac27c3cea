"""The head of a self-contained page: nothing is fetched, and only its own script may run."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from cld.page.tags import text
from cld.paint.prefix import custom_property, prefixed
from cld.paint.theme import ROLES, THEMES, Theme
from cld.version import __version__


def page_head(title: str, styles: Iterable[str], script: str = "") -> Iterator[str]:
    """Yield the beginning of a page, with its head still open.

    `styles` are files of this package. Only this `script` may run, if there is one.

    >>> "".join(page_head("A & B", ())).count("<title>A &amp; B</title>")
    1
    """
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
    runs = f"'sha256-{digest}'" if script else "'none'"
    rules = (
        "default-src 'none'", "style-src 'unsafe-inline'", f"script-src {runs}",
        "img-src data:", "font-src data:", "base-uri 'none'", "form-action 'none'",
    )  # fmt: skip
    yield "<!doctype html>"
    yield '<html lang="en">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{"; ".join(rules)}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield f'<meta name="generator" content="cld {__version__}">'
    yield '<link rel="icon" href="data:,">'
    yield f"<title>{text(title)}</title>"
    yield f"<style>{''.join(_colours())}\n{''.join(map(resource, styles))}</style>"


def resource(name: str) -> str:
    """Return a file of this package."""
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


def _colours() -> Iterator[str]:
    """The colours of the pictures, for the whole page; on screen the reader can choose."""
    light, dark = _properties(THEMES["light"]), _properties(THEMES["dark"])
    dark += ";--raised:#20242a;--edge:#3d434b;--faint:#888e96;color-scheme:dark"
    yield f":root{{{light};--raised:#f5f6f8;--edge:#d3d8de;--faint:#70757b;color-scheme:light}}"
    chosen, not_light = ":root[data-theme=dark]", ":root:not([data-theme=light])"
    yield f"@media screen{{{chosen}{{{dark}}}}}"
    yield f"@media screen and (prefers-color-scheme:dark){{{not_light}{{{dark}}}}}"
    follow = ";".join(f"{custom_property(role)}:var(--{role})" for role in ROLES)
    yield f":root svg.{prefixed('auto')}{{{follow}}}"


def _properties(theme: Theme) -> str:
    return ";".join(f"--{role}:{theme.colour(role)}" for role in ROLES)
