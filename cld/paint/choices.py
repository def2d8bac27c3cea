"""What may be asked of a picture. The command's help shows it without loading what draws."""

from __future__ import annotations

from typing import Literal

PictureFormat = Literal["svg", "png", "pdf", "dot"]
Engine = Literal["auto", "neato", "fdp", "sfdp", "dot", "circo", "twopi"]

# Pixels to a point, and points to a point, where nobody asks for another scale.
SCALES: dict[PictureFormat, float] = {"svg": 1.0, "png": 2.0, "pdf": 1.0, "dot": 1.0}
