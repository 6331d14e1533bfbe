"""Rays against triangles: Embree finds the triangle, plain arithmetic the place on it.

Embree's own distances and weights rest on approximate reciprocals and fused sums, whose last bits
differ from processor to processor; over a million pixels some bytes of a picture then differ, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from embreex import rtcore_scene
from embreex.mesh_construction import TriangleMesh

from .arrays import Array, Floats, Ints, Mask


def _cross(a: Array, b: Array) -> Array:
    """Along the first axis; numpy's own works on the last one and copies."""
    return np.stack(
        [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
    )


def _dot(a: Array, b: Array) -> Array:
    """In a fixed order, which einsum does not promise."""
    return np.asarray(a[0] * b[0] + a[1] * b[1] + a[2] * b[2])


@dataclass(frozen=True)
class Hits:
    """What each ray meets first."""

    triangle: Ints
    """-1 where nothing is hit."""
    corners: Floats
    """Of the whole mesh: (triangles, 3 corners, 3)."""
    origins: Floats
    directions: Floats

    @property
    def hit(self) -> Mask:
        """Which rays meet anything."""
        return self.triangle >= 0

    @cached_property
    def _met(self) -> Array:
        """Distance, u and v of every ray (3, n), after Moeller and Trumbore, 1997."""
        met = np.zeros((3, len(self.triangle)))
        met[0] = np.inf
        chosen = np.flatnonzero(self.hit)
        a, b, c = self.corners[self.triangle[chosen]].transpose(1, 2, 0).astype(float)
        start, ray = (x[chosen].T.astype(float) for x in (self.origins, self.directions))
        first, second, offset = b - a, c - a, start - a
        across, aside = _cross(ray, second), _cross(offset, first)
        sums = [_dot(second, aside), _dot(offset, across), _dot(ray, aside)]
        met[:, chosen] = np.stack(sums) / _dot(first, across)
        return met

    @property
    def distance(self) -> Array:
        """In lengths of the ray's direction; infinite where nothing is hit."""
        return np.asarray(self._met[0])

    def weights(self) -> Array:
        """Barycentric weights of the hit triangle's corners."""
        _, u, v = self._met
        return np.stack([1 - u - v, u, v], axis=1)


class RayScene:
    """A triangle mesh that can be asked what a ray meets first."""

    def __init__(self, vertices: Array, triangles: Ints) -> None:
        self.vertices, self.triangles = vertices, triangles
        self._scene = rtcore_scene.EmbreeScene()
        places = np.ascontiguousarray(vertices, "f4")
        self._corners: Floats = places[triangles]
        TriangleMesh(self._scene, places, np.ascontiguousarray(triangles, "i4"))

    def cast(self, origins: Array | Floats, directions: Array | Floats) -> Hits:
        """What rays from ``origins`` (n, 3) along ``directions`` (n, 3) meet first."""
        starts, rays = (np.ascontiguousarray(np.atleast_2d(x), "f4") for x in (origins, directions))
        result = self._scene.run(starts, rays, query="INTERSECT", output=True)
        return Hits(result["primID"].astype(int), self._corners, starts, rays)
