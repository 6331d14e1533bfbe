"""Convex polygons in a plane: insets and distances, in millimetres."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

Point = tuple[float, float]
Polygon = tuple[Point, ...]
"""Corners, counter-clockwise."""


def edges(polygon: Polygon) -> Iterator[tuple[Point, Point]]:
    """Yield the sides, the one after the first corner first."""
    yield from pairwise((*polygon, polygon[0]))


def _outward(start: Point, end: Point) -> Point:
    length = math.dist(start, end)
    return (end[1] - start[1]) / length, (start[0] - end[0]) / length


def _along(point: Point, normal: Point) -> float:
    return point[0] * normal[0] + point[1] * normal[1]


def inset(polygon: Polygon, by: Sequence[float]) -> Polygon:
    """Return a polygon whose sides lie further inside, each by its own distance."""
    lines = []
    for (start, end), distance in zip(edges(polygon), by, strict=True):
        normal = _outward(start, end)
        lines.append((normal, _along(start, normal) - distance))
    corners = []
    for ((ax, ay), a), ((bx, by_), b) in zip((lines[-1], *lines[:-1]), lines, strict=True):
        across = ax * by_ - ay * bx
        corners.append(((a * by_ - b * ay) / across, (ax * b - bx * a) / across))
    return tuple(corners)


def room(inner: Polygon, outer: Polygon) -> float:
    """Return the least distance of a polygon to the sides around it; negative if it sticks out."""
    return min(
        _along(start, normal) - _along(corner, normal)
        for start, end in edges(outer)
        for normal in (_outward(start, end),)
        for corner in inner
    )


def gap(one: Polygon, other: Polygon) -> float:
    """Return a distance that two polygons keep at least; negative if they overlap."""
    return max(
        min(_along(corner, normal) for corner in second) - _along(start, normal)
        for first, second in ((one, other), (other, one))
        for start, end in edges(first)
        for normal in (_outward(start, end),)
    )
