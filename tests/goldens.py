"""Golden pictures: each kind of page in three sizes, stored at half size for comparison.

``python -m tests.goldens`` redraws them; look at each one before you commit it.

Every pygame draws letters and pictures the same to the last bit, as the fonts have no hints, which
versions of FreeType interpret differently. Polygons differ, as pygame-ce rounds their edges
otherwise. The comparison therefore has a measured tolerance: ``MEAN`` and ``FAR``.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pygame

from kiosk.library import all_pages
from kiosk.session.view import PageKind
from tests.shipped_pages import page_of_kind, shipped
from tests.surfaces import rgb

FOLDER = Path(__file__).parent / "goldens"
SIZES = ((800, 480), (1280, 720), (720, 1280))

MEAN = 0.1
"""Largest mean difference of a channel, on a scale of 255.

pygame 2.6.1 and pygame-ce 2.5.8 differ by at most 0.041; a moved marker makes 0.33, the
longest label moved by two pixels 0.84.
"""

FAR = 0.0005
"""Largest share of channels that differ by more than ``MUCH``.

Those versions differ by at most 0.00015; a moved marker makes 0.0028, such a label 0.0073.
"""

MUCH = 40
"""Difference above which two channels count as far apart."""


class Difference(NamedTuple):
    """The difference between two pictures."""

    mean: float
    far: float

    @property
    def small(self) -> bool:
        """True if two versions of a library may differ as much."""
        return self.mean <= MEAN and self.far <= FAR


def every() -> Iterator[tuple[PageKind, tuple[int, int]]]:
    """Yield each kind of page with each size."""
    for kind in PageKind:
        for size in SIZES:
            yield kind, size


def file(kind: PageKind, size: tuple[int, int]) -> Path:
    """Return the file of a golden picture."""
    return FOLDER / f"{kind.value}-{size[0]}x{size[1]}.png"


def picture(kind: PageKind, size: tuple[int, int]) -> pygame.Surface:
    """Draw a page and halve it."""
    return halved(all_pages.draw_page(shipped(), page_of_kind()[kind], size))


def halved(drawn: pygame.Surface) -> pygame.Surface:
    """Return a picture at half its size."""
    width, height = drawn.get_size()
    return pygame.transform.smoothscale(drawn, (width // 2, height // 2))


def difference(one: pygame.Surface, other: pygame.Surface) -> Difference:
    """Compare two pictures of the same size, channel by channel."""
    if one.get_size() != other.get_size():
        return Difference(255.0, 1.0)
    counts: Counter[int] = Counter()
    for lighter, darker in ((one, other), (other, one)):
        apart = _plain(lighter)
        apart.blit(_plain(darker), (0, 0), special_flags=pygame.BLEND_RGB_SUB)
        counts += Counter(rgb(apart))
    total = one.get_width() * one.get_height() * 3
    mean = sum(apart * number for apart, number in counts.items()) / total
    far = sum(number for apart, number in counts.items() if apart > MUCH) / total
    return Difference(mean, far)


def _plain(surface: pygame.Surface) -> pygame.Surface:
    plain = pygame.Surface(surface.get_size(), 0, 24)
    plain.blit(surface, (0, 0))
    return plain


def main() -> None:
    """Redraw every picture, and report the changed ones and the size of all."""
    FOLDER.mkdir(exist_ok=True)
    wanted = {file(kind, size) for kind, size in every()}
    for stale in set(FOLDER.glob("*.png")) - wanted:
        stale.unlink()
        sys.stdout.write(f"{stale.name}: removed\n")
    for kind, size in every():
        target, new = file(kind, size), picture(kind, size)
        if target.exists():
            apart = difference(new, pygame.image.load(str(target)))
            if apart == Difference(0.0, 0.0):
                continue
            sys.stdout.write(f"{target.name}: mean {apart.mean:.2f}, far {apart.far:.2%}\n")
        else:
            sys.stdout.write(f"{target.name}: new\n")
        pygame.image.save(_plain(new), str(target))
    total = sum(golden.stat().st_size for golden in wanted)
    sys.stdout.write(f"{len(wanted)} pictures, {total / 1e6:.1f} MB\n")


if __name__ == "__main__":
    os.environ["SDL_VIDEODRIVER"] = "dummy"
    main()
