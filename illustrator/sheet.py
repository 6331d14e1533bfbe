"""Contact sheets for the documentation: every picture of a figure, small, with its points."""

from __future__ import annotations

import json
from typing import Any

from PIL import Image, ImageDraw

from .export import write_webp
from .paths import DOCS, OUTPUT

CELL, CAPTION, COLUMNS = 360, 22, 6
INK, PAPER, MARK = "#3B2430", "#F7F3EC", "#C62F3A"
QUALITY, METHOD = 84, 6


def _cell(entry: dict[str, Any], name: str, marked: bool) -> Image.Image:
    with Image.open(OUTPUT / entry["file"]) as opened:
        picture = opened.convert("RGB")
    picture.thumbnail((CELL, CELL), Image.Resampling.LANCZOS)
    cell = Image.new("RGB", (CELL, CELL + CAPTION), PAPER)
    left = (CELL - picture.width) // 2
    cell.paste(picture, (left, 0))
    pen = ImageDraw.Draw(cell)
    for point in entry["points"] if marked else ():
        x, y = left + point["x"] * picture.width, point["y"] * picture.height
        pen.ellipse([x - 5, y - 5, x + 5, y + 5], outline="white", width=3)
        pen.ellipse([x - 4, y - 4, x + 4, y + 4], outline=MARK, width=2)
    pen.text((6, CELL + 5), name, fill=INK)
    return cell


def sheet(pictures: dict[str, Any], marked: bool) -> Image.Image:
    """The pictures in rows, each over its name."""
    rows = -(-len(pictures) // COLUMNS)
    result = Image.new("RGB", (COLUMNS * CELL, rows * (CELL + CAPTION)), PAPER)
    for count, (name, entry) in enumerate(pictures.items()):
        row, column = divmod(count, COLUMNS)
        result.paste(_cell(entry, name, marked), (column * CELL, row * (CELL + CAPTION)))
    return result


def main() -> None:
    """Write the contact sheet of every figure."""
    index = json.loads((OUTPUT / "points.json").read_text("utf-8"))
    for figure, record in index["figures"].items():
        # One sheet with the points marked; the others as a person sees the pictures.
        marked = figure == next(iter(index["figures"]))
        path = DOCS / f"contact-sheet-{figure}.webp"
        write_webp(sheet(record["pictures"], marked), path, QUALITY, METHOD)
        print(path.name, path.stat().st_size // 1024, "KB")


if __name__ == "__main__":
    main()
