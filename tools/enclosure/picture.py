"""A picture of the built device with a page on its screen. Needs Pillow; the kiosk does not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tools.enclosure import openscad
from tools.enclosure.case import Case

if TYPE_CHECKING:
    from PIL import Image

Corners = tuple[tuple[float, float], ...]

PIXELS, SHOWN = 2000, 900
"""Of a picture's side, as it is drawn and as it is shown."""


def eye(case: Case, aside: float, above: float) -> list[float]:
    """Return a camera that sees all of a case from the front.

    :param aside: how far to the right, in shares of the distance
    :param above: how far up
    """
    high = max(up for up, _ in case.profile)
    deep = max(forward for _, forward in case.profile)
    middle = (case.plate.width / 2, -deep / 2, high / 2)
    far = 2.9 * max(case.plate.width, high)
    return [middle[0] + aside * far, middle[1] - far, middle[2] + above * far, *middle]


def homography(source: Corners, target: Corners) -> list[float]:
    """Return the numbers by which Pillow finds a place of the source for one of the target."""
    rows, right = list[list[float]](), list[float]()
    for (u, v), (x, y) in zip(source, target, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
        right += [u, v]
    return _solved(rows, right)


def _solved(rows: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """Solve linear equations, by elimination with the largest pivot."""
    table = [[*row, value] for row, value in zip(rows, right, strict=True)]
    size = len(table)
    for column in range(size):
        best = max(range(column, size), key=lambda row: abs(table[row][column]))
        table[column], table[best] = table[best], table[column]
        for row in range(size):
            if row != column:
                factor = table[row][column] / table[column][column]
                table[row] = [
                    one - factor * other
                    for one, other in zip(table[row], table[column], strict=True)
                ]
    return [table[row][size] / table[row][row] for row in range(size)]


def _lit(picture: Image.Image) -> Image.Image:
    """Return where a picture has the colour of what lights up: full red and blue, no green."""
    from PIL import ImageChops

    red, green, blue = picture.split()
    part = ImageChops.subtract(ImageChops.darker(red, blue), green)
    return part.point(lambda value: 255 if value > 90 else 0)


def _corners(mask: Image.Image) -> Corners:
    """Return the corners of a four-sided area, from its top left, clockwise."""
    from PIL import Image

    small = mask.resize((mask.width // 2, mask.height // 2), Image.Resampling.BOX)
    data, wide = small.tobytes(), small.width
    places = [(at % wide, at // wide) for at, value in enumerate(data) if value > 127]
    ends = (
        min(places, key=lambda at: at[0] + at[1]),
        max(places, key=lambda at: at[0] - at[1]),
        max(places, key=lambda at: at[0] + at[1]),
        min(places, key=lambda at: at[0] - at[1]),
    )
    return tuple((2.0 * x + 1, 2.0 * y + 1) for x, y in ends)


def with_page(case: Case, model: Path, shell: Path, page: Image.Image) -> Image.Image:
    """Draw the device, and lay a page on its screen.

    :raises OpenscadFailed: if it cannot be drawn
    """
    from PIL import Image

    camera = eye(case, 0.36, 0.3)
    device = Image.open(openscad.png(model, "scene", shell, camera, PIXELS)).convert("RGB")
    alone = Image.open(openscad.png(model, "lit", shell, camera, PIXELS)).convert("RGB")
    target = _corners(_lit(alone))
    big = page.resize((page.width * 2, page.height * 2), Image.Resampling.LANCZOS)
    source = ((0.0, 0.0), (big.width, 0.0), (big.width, big.height), (0.0, big.height))
    numbers = homography(source, target)
    laid = big.transform(
        device.size, Image.Transform.PERSPECTIVE, numbers, Image.Resampling.BICUBIC
    )
    device.paste(laid, mask=_lit(device))
    return device


def opened(case: Case, model: Path, shell: Path) -> Image.Image:
    """Draw the case without its plate.

    :raises OpenscadFailed: if it cannot be drawn
    """
    from PIL import Image

    camera = eye(case, 0.36, 0.3)
    return Image.open(openscad.png(model, "open", shell, camera, PIXELS)).convert("RGB")


def side_by_side(pictures: Sequence[Image.Image]) -> Image.Image:
    """Return pictures in a row, on white, as large as they are shown."""
    from PIL import Image

    row = Image.new("RGB", (SHOWN * len(pictures), SHOWN), "white")
    for number, picture in enumerate(pictures):
        small = picture.resize((SHOWN, SHOWN), Image.Resampling.LANCZOS)
        row.paste(small, (number * SHOWN, 0))
    return row
