"""System fonts, for letters that the measured font does not contain."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

from cld.paint.shapes import Sheet
from cld.picture.fonts import font_file

# The folders where systems keep their fonts.
FOLDERS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts",
    "/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts",
    "%WINDIR%/Fonts", "C:/Windows/Fonts",
)  # fmt: skip
# The fonts that are tried, in this order: first those with many scripts, then those with one.
WANTED = (
    "dejavusans.ttf", "notosans-regular.*", "liberationsans-regular.ttf", "arial unicode*",
    "arialuni.ttf", "segoeui.ttf", "notosanscjk-regular.*", "notosans[cjk][cjkpr]*-regular.*",
    "sourcehansans*-regular.*", "droidsansfallback*.ttf", "wqy-*", "pingfang.ttc", "hiragino*",
    "msyh.ttc", "msgothic.ttc", "yugothr.ttc", "malgun.ttf", "notosans*-regular.*",
    "notoemoji*.ttf", "symbola*", "seguisym.ttf", "seguiemj.ttf", "unifont*.otf", "unifont*.ttf",
    "notocoloremoji*", "apple color emoji*", "*regular.[to]t[fc]", "*.[to]t[fc]",
)  # fmt: skip
MOST_FILES, MOST_TRIED = 20_000, 120


def fonts_for(letters: Iterable[str], pictures: bool = False) -> list[tuple[Path, frozenset[str]]]:
    """Return font files of this system, each with the letters that it must show.

    Letters that no font contains are left out. Fonts that contain images of letters and no outlines
    are included only with `pictures`.

    >>> fonts_for("")
    []
    """
    missing = set(letters)
    found = []
    for path in _candidates():
        if not missing:
            break
        held = missing & {chr(code) for code in codes_of(path, pictures)}
        if held:
            found.append((path, frozenset(held)))
            missing -= held
    return found


def missing_in(page: Sheet) -> set[str]:
    """Return the visible letters of a sheet that are not in the measured font.

    >>> missing_in(Sheet((0, 0, 1, 1), (), "T", ""))
    set()
    """
    letters: dict[int, set[str]] = {}
    for line, weight in page.lines():
        letters.setdefault(weight, set()).update(line)
    return {
        letter
        for weight, used in letters.items()
        for letter in used
        if ord(letter) not in codes_of(font_file(weight)) and not unseen(letter)
    }


def unseen(letter: str) -> bool:
    """Return whether a letter may be left out if no font contains it.

    >>> unseen("\N{SOFT HYPHEN}"), unseen("漢")
    (True, False)
    """
    return unicodedata.category(letter) in ("Cc", "Cf", "Mn", "Me", "Zl", "Zp", "Zs")


@lru_cache(maxsize=2 * MOST_TRIED)
def codes_of(path: Path, pictures: bool = False) -> frozenset[int]:
    """Return the code points of a font's letters; none for a font that cannot be embedded, which
    includes fonts with images."""
    try:
        collection = path.suffix.lower() in (".ttc", ".otc")
        with TTFont(path, lazy=True, fontNumber=0 if collection else -1) as font:
            if not pictures and "glyf" not in font and "CFF " not in font:
                return frozenset()
            return frozenset(font.getBestCmap() or ())
    except Exception:  # a broken system font counts as empty; it may raise anything
        return frozenset()


@lru_cache(maxsize=1)
def _candidates() -> tuple[Path, ...]:
    ranked = []
    for count, path in enumerate(_files()):
        if count >= MOST_FILES:
            break
        name = path.name.lower()
        rank = next((n for n, wanted in enumerate(WANTED) if fnmatch(name, wanted)), None)
        if rank is not None:
            ranked.append((rank, name, str(path)))
    return tuple(Path(path) for _, _, path in sorted(ranked)[:MOST_TRIED])


def _files() -> Iterator[Path]:
    for folder in FOLDERS:
        # Unlike `Path.expanduser`, this does not raise if there is no home directory.
        home = os.path.expanduser(folder)  # noqa: PTH111
        for place, _, names in os.walk(os.path.expandvars(home)):
            yield from (Path(place) / name for name in names)
