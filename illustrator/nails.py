"""Nail plates, painted on the distal phalanges in each one's own frame."""

from __future__ import annotations

import numpy as np

from .arrays import Array, Ints, unit
from .body import Body
from .mesh import vertex_normals

LAST_BONE = {"finger": (3, 3, 3, 3, 3), "toe": (2, 3, 3, 3, 3)}


def vertex_areas(body: Body) -> Array:
    """Mean area of the quads at each coarse vertex: the nail is the mesh's densest patch."""
    a, b, _, d = (body.vertices[body.quads[:, k]] for k in range(4))
    areas = np.linalg.norm(np.cross(b - a, d - a), axis=1)
    total, count = np.zeros(len(body.vertices)), np.zeros(len(body.vertices))
    for corner in range(4):
        np.add.at(total, body.quads[:, corner], areas)
        np.add.at(count, body.quads[:, corner], 1)
    return total / np.maximum(count, 1)


def nail_normal(body: Body, bone: str, areas: Array, normals: Array) -> tuple[Ints, Array]:
    """Coarse vertices of a distal phalanx and the mean normal of its nail."""
    members = np.flatnonzero(body.weights[:, body.index[bone]] > 0.6)
    plate = members[np.argsort(areas[members], kind="stable")[:30]]
    return members, normals[plate].mean(0)


def nail_field(body: Body) -> Array:
    """Per fine vertex: above 0 inside a nail, 0 on its rim, -1 far away."""
    field = np.full(len(body.rest), -1.0)
    normals = vertex_normals(body.rest, body.triangles)
    coarse_normals = vertex_normals(body.vertices, body.coarse_triangles)
    areas = vertex_areas(body)
    for kind, last_bones in LAST_BONE.items():
        for number, last in enumerate(last_bones, start=1):
            for side in "LR":
                bone = f"{kind}{number}-{last}.{side}"
                root = body.head(bone)
                along = unit(root - body.head(f"{kind}{number}-{last - 1}.{side}"))
                members, up = nail_normal(body, bone, areas, coarse_normals)
                if kind == "toe":  # toes point down at rest, their nails up
                    up = np.array([0.0, 0, 1])
                    along = unit(body.vertices[members].mean(0) - root)
                up = unit(up - along * (up @ along))
                _paint(field, body, bone, root, along, up, normals)
    return field


def _paint(
    field: Array, body: Body, bone: str, root: Array, along: Array, up: Array, normals: Array
) -> None:
    """A rounded rectangle on the upper side of the phalanx."""
    members = np.flatnonzero(body.fine_weights[:, body.index[bone]] > 0.4)
    local = body.rest[members] - root
    t, across = local @ along, local @ np.cross(along, up)
    length = t.max()
    tip = across[t > 0.5 * length]
    across = across - np.median(tip)
    half = np.abs(tip - np.median(tip)).max()
    inside = 1 - np.sqrt(
        np.abs((t - 0.72 * length) / (0.30 * length)) ** 2.6 + np.abs(across / (0.66 * half)) ** 2.6
    )
    inside = np.where(normals[members] @ up > 0.15, inside, -1.0)
    field[members] = np.maximum(field[members], inside)
