"""Rays against triangles, by Embree."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from embreex import rtcore_scene
from embreex.mesh_construction import TriangleMesh

from .arrays import Array, Floats, Ints, Mask


class Hits(NamedTuple):
    """What each ray meets first."""

    triangle: Ints
    """-1 where nothing is hit."""
    u: Array
    v: Array
    distance: Array

    @property
    def hit(self) -> Mask:
        """Which rays meet anything."""
        return self.triangle >= 0

    def weights(self) -> Array:
        """Barycentric weights of the hit triangle's corners."""
        return np.stack([1 - self.u - self.v, self.u, self.v], axis=1)


class RayScene:
    """A triangle mesh that can be asked what a ray meets first."""

    def __init__(self, vertices: Array, triangles: Ints) -> None:
        self.vertices, self.triangles = vertices, triangles
        self._scene = rtcore_scene.EmbreeScene()
        TriangleMesh(
            self._scene,
            np.ascontiguousarray(vertices, "f4"),
            np.ascontiguousarray(triangles, "i4"),
        )

    def cast(self, origins: Array | Floats, directions: Array | Floats) -> Hits:
        """What rays from ``origins`` (n, 3) along ``directions`` (n, 3) meet first."""
        result = self._scene.run(
            np.ascontiguousarray(np.atleast_2d(origins), "f4"),
            np.ascontiguousarray(np.atleast_2d(directions), "f4"),
            query="INTERSECT",
            output=True,
        )
        return Hits(
            result["primID"].astype(int),
            result["u"].astype(float),
            result["v"].astype(float),
            result["tfar"].astype(float),
        )
