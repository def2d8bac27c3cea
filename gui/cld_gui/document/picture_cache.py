"""Stores pictures, so that a diagram that is opened again looks as before, immediately."""

from __future__ import annotations

import contextlib
import json
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import fields
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cld.picture
from cld.core.diagram import Diagram
from cld.core.files import FileError, write_atomically
from cld.picture.picture import Arrow, Badge, Name, Picture
from cld_gui.shared.folders import pictures_folder, text_in

if TYPE_CHECKING:
    from cld.loops.loop import Loop

# At most this number of pictures is stored. The oldest ones are removed first.
MOST = 300


def keep(text: str, picture: Picture, folder: Path | None = None) -> None:
    """Store the picture of a text. If that fails, nothing is stored."""
    place = _place(text, folder)
    parts = ([_plain(p) for p in ps] for ps in (picture.names, picture.arrows, picture.badges))
    said = json.dumps([picture.title, *parts, picture.box])
    with contextlib.suppress(OSError, FileError):
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_private(place.parent):
            return
        if not place.is_file() or place.is_symlink():
            place.unlink(missing_ok=True)  # a pipe would be waited for, a link followed
        write_atomically(str(place), f"{_hash(said)}\n{said}".encode())
        _forget_oldest(place.parent)


def kept(text: str, folder: Path | None = None) -> Picture | None:
    """Return the stored picture of a text, or None if there is none or it is damaged."""
    place = _place(text, folder)
    try:
        if not (_is_private(place.parent) and _is_own(place)):
            return None
    except OSError:
        return None
    hash_, _, said = (text_in(place) or "").partition("\n")
    # A file that belongs to this user and has the right hash is as the editor wrote it, so its
    # content needs no check.
    return _read(said) if hash_ == _hash(said) else None


def shows(picture: Picture, diagram: Diagram) -> bool:
    """Return whether a picture shows exactly the variables and links of a diagram.

    >>> from cld.language.source import source_of
    >>> shows(Picture(None, (), (), (), (0.0, 0.0, 1.0, 1.0)), source_of("A -> B").diagram)
    False
    """
    names = {(name.variable, name.kind) for name in picture.names}
    arrows = {(a.cause, a.effect, a.polarity, bool(a.bars)) for a in picture.arrows}
    return (
        picture.title == diagram.title
        and names == {(v.name, v.kind) for v in diagram.variables}
        and arrows == {(x.cause, x.effect, x.polarity, x.delay is not None) for x in diagram.links}
    )


def has_badges(picture: Picture, loops: Iterable[Loop]) -> bool:
    """Return whether a picture has exactly the badges of these loops."""
    badges = {(badge.loop, badge.name, badge.type, badge.variables) for badge in picture.badges}
    return badges == {(loop.id, loop.name, loop.type, loop.variables) for loop in loops}


def _read(said: str) -> Picture:
    title, names, arrows, badges, box = json.loads(said)
    return Picture(
        title,
        tuple(Name(*_frozen(one)) for one in names),
        tuple(Arrow(*_frozen(one)) for one in arrows),
        tuple(Badge(*_frozen(one)) for one in badges),
        _frozen(box),
    )


def _plain(part: Name | Arrow | Badge) -> list[Any]:
    return [getattr(part, field.name) for field in fields(part)]


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _is_private(folder: Path) -> bool:
    """Whether a folder belongs to this user. Write access of others is removed."""
    if not _is_own(folder):
        return False
    if os.name == "posix" and folder.stat().st_mode & 0o022:
        folder.chmod(0o700)
    return True


def _is_own(place: Path) -> bool:
    """Whether the path is not a symbolic link and belongs to this user, if that can be known."""
    found = place.lstat()
    own = os.geteuid() if hasattr(os, "geteuid") else found.st_uid
    return found.st_uid == own and not stat.S_ISLNK(found.st_mode)


def _place(text: str, folder: Path | None) -> Path:
    """The path of the picture of a text. It differs for each text and each layout code."""
    layout = "".join(f"{name} {size} {time};" for name, size, time in _sources())
    return (folder or pictures_folder()) / f"{_hash(layout + text)[:32]}.json"


def _sources() -> Iterator[tuple[str, int, int]]:
    here = Path(cld.picture.__path__[0])
    for path in sorted(here.glob("*.py")):
        stat = path.stat()
        yield path.name, stat.st_size, stat.st_mtime_ns


def _hash(said: str) -> str:
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _forget_oldest(folder: Path) -> None:
    ages = [(path.stat().st_mtime_ns, path) for path in folder.glob("*.json")]
    for _, path in sorted(ages)[:-MOST]:
        path.unlink()
