"""Fonts of the system, for letters that the font of the measures does not hold."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

# Where systems keep their fonts.
FOLDERS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts",
    "/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts",
    "%WINDIR%/Fonts", "C:/Windows/Fonts",
)  # fmt: skip
# Which are tried, in this order: those of many scripts first, then those of one.
WANTED = (
    "dejavusans.ttf", "notosans-regular.*", "liberationsans-regular.ttf", "arial unicode*",
    "arialuni.ttf", "segoeui.ttf", "notosanscjk-regular.*", "notosans[cjk][cjkpr]*-regular.*",
    "sourcehansans*-regular.*", "droidsansfallback*.ttf", "wqy-*", "pingfang.ttc", "hiragino*",
    "msyh.ttc", "msgothic.ttc", "yugothr.ttc", "malgun.ttf", "notosans*-regular.*",
    "notoemoji*.ttf", "symbola*", "seguisym.ttf", "seguiemj.ttf", "unifont*.otf", "unifont*.ttf",
)  # fmt: skip
MOST_FILES, MOST_TRIED = 20_000, 60


def fonts_for(letters: Iterable[str]) -> list[tuple[Path, frozenset[str]]]:
    """Return font files of this system, each with those of the letters it is to show.

    Letters that no font holds are in none of them.

    >>> fonts_for("")
    []
    """
    missing = set(letters)
    found = []
    for path in _candidates():
        if not missing:
            break
        held = missing & {chr(code) for code in codes_of(path)}
        if held:
            found.append((path, frozenset(held)))
            missing -= held
    return found


@lru_cache(maxsize=MOST_TRIED)
def codes_of(path: Path) -> frozenset[int]:
    """Return the code points of a font's letters; none for a font that cannot be embedded."""
    try:
        collection = path.suffix.lower() in (".ttc", ".otc")
        with TTFont(path, lazy=True, fontNumber=0 if collection else -1) as font:
            if "glyf" not in font and "CFF " not in font:
                return frozenset()  # pictures of letters only
            return frozenset(font.getBestCmap() or ())
    except Exception:  # a broken font of the system is none; what it raises is anybody's guess
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
        for place, _, names in os.walk(os.path.expandvars(str(Path(folder).expanduser()))):
            yield from (Path(place) / name for name in names)
