"""What may be asked of a picture. The command's help shows it without loading what draws."""

from __future__ import annotations

from typing import Literal, get_args

from cld.paint.theme import ThemeName
from cld.picture.picture import Gear

PictureFormat = Literal["svg", "png", "pdf", "dot"]
Engine = Literal["auto", "neato", "fdp", "sfdp", "dot", "circo", "twopi"]

# Pixels to a point, and points to a point, where nobody asks for another scale.
SCALES: dict[PictureFormat, float] = {"svg": 1.0, "png": 2.0, "pdf": 1.0, "dot": 1.0}

_CHOICES: dict[str, tuple[str, ...]] = {
    "format": get_args(PictureFormat),
    "theme": get_args(ThemeName),
    "gear": get_args(Gear),
    "engine": get_args(Engine),
}


def refuse_unknown(**asked: str) -> None:
    """Raise ValueError for the first of what is asked that is no choice, naming those there are.

    >>> refuse_unknown(format="svg", theme="drak")
    Traceback (most recent call last):
    ValueError: there is no theme “drak”; choose auto, light, dark, print or contrast
    """
    for what, value in asked.items():
        *others, last = _CHOICES[what]
        if value not in _CHOICES[what]:
            known = f"{', '.join(others)} or {last}"
            raise ValueError(f"there is no {what} “{value}”; choose {known}")
