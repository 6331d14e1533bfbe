"""Triangle meshes: normals, smoothing, cutting along an isoline, and the parts of a scene."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import scipy.sparse as sp

from .arrays import Array, Ints, unit


@dataclass
class Part:
    """One piece of a scene: skin, cloth, hair or a prop."""

    vertices: Array
    triangles: Ints
    material: str
    normals: Array | None = None
    nails: Array | None = None
    """Per vertex: above 0 inside a nail plate."""
    shade: Array | None = None
    """Per vertex: painted darkness, 0..1."""
    labels: Ints = field(default_factory=lambda: np.zeros(0, dtype=int))
    """Per triangle: the limb or finger it belongs to (see ``figure``)."""
    plain: Array | None = None
    """Per vertex: how far shadows are left out, 0..1."""


def incidence(count: int, triangles: Ints) -> sp.csr_matrix:
    """Matrix that adds up the values of the triangles at each vertex."""
    rows, columns = triangles.ravel(), np.repeat(np.arange(len(triangles)), 3)
    return sp.csr_matrix((np.ones(len(rows)), (rows, columns)), (count, len(triangles)))


def vertex_normals(vertices: Array, triangles: Ints, adding: sp.csr_matrix | None = None) -> Array:
    """Area-weighted unit normals; ``adding`` is the triangles' :func:`incidence` if it is known."""
    a, b, c = (vertices[triangles[:, k]] for k in range(3))
    if adding is None:
        adding = incidence(len(vertices), triangles)
    return unit(adding @ np.cross(b - a, c - a))


def quads_to_triangles(quads: Ints) -> Ints:
    """Each quad as two triangles: (n, 4) to (2n, 3)."""
    return np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])


def neighbour_average(count: int, triangles: Ints) -> sp.csr_matrix:
    """Matrix that replaces each vertex by the mean of its neighbours."""
    rows = np.concatenate([triangles[:, 0], triangles[:, 1], triangles[:, 2]])
    columns = np.concatenate([triangles[:, 1], triangles[:, 2], triangles[:, 0]])
    links = sp.csr_matrix((np.ones(len(rows)), (rows, columns)), (count, count))
    links = ((links + links.T) > 0).astype(float)
    return (sp.diags(1.0 / np.maximum(np.asarray(links.sum(1)).ravel(), 1)) @ links).tocsr()


def smoothed(values: Array, average: sp.csr_matrix, rounds: int, step: float = 0.5) -> Array:
    """Laplacian smoothing of any per-vertex values."""
    for _ in range(rounds):
        values = (1 - step) * values + step * (average @ values)
    return values


def cut(triangles: Ints, keep: Array, values: Array) -> tuple[Ints, Array]:
    """The part where ``keep`` > 0, its border cut exactly on the isoline.

    ``values`` (n, k) is carried along; unused vertices are dropped.
    """
    inside = keep > 0
    corners = inside[triangles].sum(1)
    kept, extra, count = [triangles[corners == 3]], [values], len(keep)
    for wanted in (1, 2):
        some = triangles[corners == wanted]
        if not len(some):
            continue
        odd = np.argmax(inside[some] if wanted == 1 else ~inside[some], axis=1)
        row = np.arange(len(some))
        some = np.stack([some[row, (odd + k) % 3] for k in range(3)], axis=1)
        crossing = []
        for other in (1, 2):
            at, to = keep[some[:, 0]], keep[some[:, other]]
            u = (at / (at - to))[:, None]
            extra.append(values[some[:, 0]] * (1 - u) + values[some[:, other]] * u)
            crossing.append(count + row)
            count += len(some)
        p, q = crossing
        if wanted == 1:
            kept.append(np.stack([some[:, 0], p, q], axis=1))
        else:
            kept.append(np.stack([p, some[:, 1], some[:, 2]], axis=1))
            kept.append(np.stack([p, some[:, 2], q], axis=1))
    used, inverse = np.unique(np.concatenate(kept), return_inverse=True)
    return inverse.reshape(-1, 3), np.concatenate(extra)[used]
