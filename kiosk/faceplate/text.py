"""The plate as text: its holes as a table, and what a maker needs to know."""

from __future__ import annotations

from textwrap import fill

from tabulate import tabulate

from kiosk.faceplate.plate import Plate
from kiosk.faceplate.sheet import TITLE, notes, table

WIDE = 96
"""Characters in a line."""


def text(plate: Plate) -> str:
    """Describe the plate, in millimetres from its top left corner."""
    header, *rows = table(plate)
    aligned = ("left", "left", "right", "right", "right")
    holes = tabulate(rows, header, colalign=aligned, disable_numparse=True, tablefmt="simple")
    told = (
        fill(f"{number}  {note}", WIDE, subsequent_indent="   ")
        for number, note in enumerate(notes(plate), 1)
    )
    return "\n".join((f"{TITLE}: {plate.display.title}", "", holes, "", *told)) + "\n"
