"""Draw which package imports which, on ``docs/architecture.svg``: ``make architecture``.

One row a package, in the order of ``tools.architecture``. A disc in a row says how many of the
package's modules import from the package of that column; all discs lie to the right of the diagonal
because no package imports from one above it.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator
from html import escape
from pathlib import Path

from tools.architecture import LAYERS, ORDER, importers, purpose, size

FILE = Path(__file__).parents[1] / "docs" / "architecture.svg"

WIDTH = 1000
TOP, ROW, COLUMN = 138, 36, 22
NAMES, PURPOSES, MATRIX = 36, 164, 438
"""Left edges in pixels of the boxes with names, the purposes, and the matrix."""

BOTTOM = TOP + ROW * len(ORDER)
HEIGHT = BOTTOM + 50
PURPOSE_WIDTH = 48
"""Characters a line of a purpose."""

COLOURS = ("#7a3e9d", "#2f5fb3", "#0f7b7b", "#3f7d20", "#b3541e", "#5b5b66")
"""One a layer, from the top; white letters on each have a contrast of at least 4.5:1."""

INK, FAINT, LINE = "#1d1d24", "#5d5d68", "#e2e2ea"
LEGEND = (
    "Square: how many modules a package has. "
    "Disc: how many modules of the row's package import from the column's."
)
FONT = "DejaVu Sans, Verdana, Helvetica, Arial, sans-serif"
COLOUR_OF = {
    package: colour
    for packages, colour in zip(LAYERS.values(), COLOURS, strict=True)
    for package in packages
}


def _row(package: str) -> float:
    """Return the middle of a package's row."""
    return TOP + ROW * (ORDER.index(package) + 0.5)


def _column(package: str) -> float:
    """Return the middle of a package's column."""
    return MATRIX + COLUMN * (ORDER.index(package) + 0.5)


def _text(x: float, y: float, words: str, size: float, colour: str, more: str = "") -> str:
    place = f'x="{x:g}" y="{y:g}" font-size="{size:g}" fill="{colour}"'
    return f"<text {place}{more}>{escape(words)}</text>"


def _box(x: float, y: float, width: float, height: float, fill: str, more: str = "") -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{fill}"{more}/>'


def _layers() -> Iterator[str]:
    """Yield a tinted band for each layer, with its name along the left edge."""
    for (name, packages), colour in zip(LAYERS.items(), COLOURS, strict=True):
        top, height = _row(packages[0]) - ROW / 2 + 2, ROW * len(packages) - 4
        yield _box(10, top, WIDTH - 20, height, colour, ' rx="6" opacity="0.07"')
        middle = top + height / 2
        turned = f' text-anchor="middle" transform="rotate(-90 25 {middle:g})"'
        yield _text(25, middle, name, 10.5, colour, turned)


def _package(package: str) -> Iterator[str]:
    """Yield a package's row: its box, its purpose, and its place on the diagonal."""
    x, y, colour = _column(package), _row(package), COLOUR_OF[package]
    yield _box(NAMES, y - 13, PURPOSES - NAMES - 10, 26, colour, ' rx="5"')
    yield _text(NAMES + 9, y + 4.5, package, 12.5, "#ffffff", ' font-weight="bold"')
    lines = textwrap.wrap(purpose(package), PURPOSE_WIDTH, max_lines=3, placeholder=" …")
    for number, line in enumerate(lines):
        yield _text(PURPOSES, y + 3.5 + 11 * (number - (len(lines) - 1) / 2), line, 9.6, INK)
    yield f'<line x1="{x:g}" y1="{TOP - 8}" x2="{x:g}" y2="{y - 10:g}" stroke="{LINE}"/>'
    yield f'<line x1="{x + 10:g}" y1="{y:g}" x2="{WIDTH - 18}" y2="{y:g}" stroke="{LINE}"/>'
    yield _box(x - 10, y - 10, 20, 20, colour, ' rx="4"')
    middle = ' text-anchor="middle" font-weight="bold"'
    yield _text(x, y + 3.5, str(size(package)), 10, "#ffffff", middle)
    turned = f' transform="rotate(-60 {x + 3:g} {TOP - 12})"'
    yield _text(x + 3, TOP - 12, package, 11, colour, turned)


def _imports(package: str) -> Iterator[str]:
    """Yield a disc for each package imported, with how many modules import it."""
    for imported in ORDER:
        count = importers(package, imported)
        if not count or imported == package:
            continue
        x, y = _column(imported), _row(package)
        radius = min(6.5 + math.sqrt(count), 12)
        place = f'cx="{x:g}" cy="{y:g}" r="{radius:.2f}"'
        yield f'<circle {place} fill="#ffffff" stroke="{COLOUR_OF[imported]}" stroke-width="1.6"/>'
        yield _text(x, y + 3.6, str(count), 10, INK, ' text-anchor="middle"')


def drawing() -> str:
    """Return the drawing as SVG."""
    parts = [
        _box(0, 0, WIDTH, HEIGHT, "#ffffff", ' rx="10"'),
        _text(NAMES, 34, "The packages of the kiosk", 19, INK, ' font-weight="bold"'),
        _text(NAMES, 56, "A package imports only from those below it.", 12, FAINT),
        *_layers(),
    ]
    for package in ORDER:
        parts += _package(package)
    for package in ORDER:
        parts += _imports(package)
    parts.append(_text(NAMES, BOTTOM + 30, LEGEND, 10.5, FAINT))
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' width="{WIDTH}" height="{HEIGHT}" font-family="{FONT}" role="img">'
        "<title>Which package of the kiosk imports which</title>"
    )
    return "\n".join([head, *parts, "</svg>", ""])


if __name__ == "__main__":
    FILE.write_text(drawing(), "utf-8")
    print(FILE)
