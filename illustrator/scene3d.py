"""The parts of a picture joined into one mesh that rays can meet."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .arrays import Array, Ints
from .mesh import Part, vertex_normals
from .raycast import RayScene

MATERIALS = ("skin", "top", "shorts", "hair", "prop", "cushion")
CLOTHES = {MATERIALS.index("top"), MATERIALS.index("shorts")}


class Scene3D(RayScene):
    """All parts as one mesh, with values per vertex and materials per triangle."""

    def __init__(self, parts: Sequence[Part]) -> None:
        starts = np.cumsum([0] + [len(part.vertices) for part in parts])
        super().__init__(
            np.concatenate([part.vertices for part in parts]),
            np.concatenate([p.triangles + s for p, s in zip(parts, starts, strict=False)]),
        )

        def per_vertex(name: str, otherwise: float) -> Array:
            columns = [getattr(part, name) for part in parts]
            return np.concatenate(
                [
                    np.full(len(p.vertices), otherwise) if c is None else c
                    for p, c in zip(parts, columns, strict=True)
                ]
            )

        self.normals: Array = np.concatenate(
            [
                vertex_normals(p.vertices, p.triangles) if p.normals is None else p.normals
                for p in parts
            ]
        )
        self.nails = per_vertex("nails", -1.0)
        self.shade = per_vertex("shade", 0.0)
        self.plain = per_vertex("plain", 0.0)
        self.material: Ints = np.concatenate(
            [np.full(len(p.triangles), MATERIALS.index(p.material)) for p in parts]
        )
        self.label: Ints = np.concatenate(
            [p.labels if len(p.labels) else np.zeros(len(p.triangles), dtype=int) for p in parts]
        )
