"""Writes the drawing of the wiring to a file."""

from __future__ import annotations

import os
from pathlib import Path

from kiosk.wiring.circuits import Circuit
from kiosk.wiring.layout import draw
from kiosk.wiring.svg import svg

PRINTED = 1.5
"""Scale of a PNG relative to its drawing, so that it can be printed."""


def write(circuits: tuple[Circuit, ...], file: Path) -> None:
    """Write the drawing to a file: as PNG if its suffix is ``.png``, else as SVG.

    :raises OSError: if the file cannot be written
    """
    drawing = draw(circuits)
    if file.suffix.lower() != ".png":
        file.write_text(svg(drawing), "utf-8")
        return
    os.environ["SDL_VIDEODRIVER"] = "dummy"
    from kiosk.library.all_pages import save
    from kiosk.wiring.png import picture

    save(picture(drawing, PRINTED), file)
