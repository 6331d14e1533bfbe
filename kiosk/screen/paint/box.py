"""Rectangles in whole pixels, and how to divide them. Pure: no pygame."""

from __future__ import annotations

from typing import NamedTuple, Self


class Box(NamedTuple):
    """A rectangle: left, top, width and height in pixels."""

    x: int
    y: int
    w: int
    h: int

    @property
    def right(self) -> int:
        """The first column beyond it."""
        return self.x + self.w

    @property
    def bottom(self) -> int:
        """The first row beyond it."""
        return self.y + self.h

    @property
    def centre(self) -> tuple[int, int]:
        """The pixel in its middle."""
        return self.x + self.w // 2, self.y + self.h // 2

    def inset(self, across: float, down: float | None = None) -> Box:
        """Return the box inside a margin on every side."""
        dx, dy = round(across), round(across if down is None else down)
        return Box(self.x + dx, self.y + dy, max(0, self.w - 2 * dx), max(0, self.h - 2 * dy))

    def rows(self, *shares: float, gap: int = 0) -> tuple[Box, ...]:
        """Divide the height from top to bottom, in proportion to ``shares``."""
        return tuple(
            Box(self.x, at, self.w, size) for at, size in _share(self.y, self.h, shares, gap)
        )

    def columns(self, *shares: float, gap: int = 0) -> tuple[Box, ...]:
        """Divide the width from left to right, in proportion to ``shares``."""
        return tuple(
            Box(at, self.y, size, self.h) for at, size in _share(self.x, self.w, shares, gap)
        )

    def middle(self, w: float, h: float) -> Box:
        """Return a box of that size with the same centre."""
        return Box(
            self.x + round((self.w - w) / 2), self.y + round((self.h - h) / 2), round(w), round(h)
        )

    def square(self) -> Box:
        """Return the largest square that fits, with the same centre."""
        side = min(self.w, self.h)
        return self.middle(side, side)

    def meets(self, other: Box) -> bool:
        """Return whether the two share a pixel."""
        (x, y, w, h), (left, top, wide, tall) = self, other
        return x < left + wide and left < x + w and y < top + tall and top < y + h

    def common(self, other: Box) -> Box:
        """Return the part that both share, of size 0 if there is none."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        right, bottom = min(self.right, other.right), min(self.bottom, other.bottom)
        return Box(x, y, max(0, right - x), max(0, bottom - y))

    def around(self, other: Box) -> Box:
        """Return the smallest box that contains both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        right, bottom = max(self.right, other.right), max(self.bottom, other.bottom)
        return Box(x, y, right - x, bottom - y)

    def moved(self, dx: int, dy: int) -> Box:
        """Return the box shifted by ``dx`` and ``dy`` pixels."""
        return Box(self.x + dx, self.y + dy, self.w, self.h)

    @classmethod
    def about(cls, x: float, y: float, radius: float) -> Self:
        """Return the box of a circle, edge pixels included."""
        left, top = int(x - radius) - 1, int(y - radius) - 1
        return cls(left, top, int(x + radius) + 2 - left, int(y + radius) + 2 - top)


def _share(start: int, size: int, shares: tuple[float, ...], gap: int) -> list[tuple[int, int]]:
    total, room = sum(shares), size - gap * (len(shares) - 1)
    parts, used, at = [], 0.0, start
    for number, share in enumerate(shares):
        used += share
        end = start + round(room * used / total) + gap * number
        parts.append((at, max(0, end - at)))
        at = end + gap
    return parts
