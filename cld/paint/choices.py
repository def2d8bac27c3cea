"""The options of a picture. The command's help lists them without loading the drawing code."""

from __future__ import annotations

from typing import Literal, get_args

from cld.paint.theme import ThemeName
from cld.picture.picture import Gear

PictureFormat = Literal["svg", "png", "pdf", "dot"]
Engine = Literal["auto", "neato", "fdp", "sfdp", "dot", "circo", "twopi"]

# Pixels per point (PNG) and points per point (other formats), if no scale is given.
SCALES: dict[PictureFormat, float] = {"svg": 1.0, "png": 2.0, "pdf": 1.0, "dot": 1.0}

_CHOICES: dict[str, tuple[str, ...]] = {
    "format": get_args(PictureFormat),
    "theme": get_args(ThemeName),
    "gear": get_args(Gear),
    "engine": get_args(Engine),
}


def refuse_unknown(**asked: str) -> None:
    """Raise ValueError for the first value that is not a choice, with a list of the choices.

    >>> refuse_unknown(format="svg", theme="drak")
    Traceback (most recent call last):
    ValueError: unknown theme “drak”; choose auto, light, dark, print or contrast
    """
    for what, value in asked.items():
        *others, last = _CHOICES[what]
        if value not in _CHOICES[what]:
            known = f"{', '.join(others)} or {last}"
            raise ValueError(f"unknown {what} “{value}”; choose {known}")
