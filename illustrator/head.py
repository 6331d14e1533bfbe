"""A calm head without features: the face is a smooth mask, the hair a cap."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import Array, Ints, smoothstep
from .body import Body
from .mesh import Part, cut, vertex_normals

RADII = np.array([0.076, 0.124, 0.136])
CENTRE_OVER_HEAD_BONE = np.array([0.0, 0.004, 0.024])
HAIR_THICKNESS = 0.006
ROUND, TALL = 96, 48
FACE = 7
"""The mask's limb label (see ``figure.limb_label``)."""


def _taper(height: Array) -> Array:
    """An egg: the lower half narrows to the chin.  ``height`` is -1 at the chin, 1 at the crown."""
    low = np.clip(-height, 0, 1) ** 1.6
    return np.stack([1 - 0.26 * low, 1 - 0.10 * low, np.ones_like(low)], axis=1)


@dataclass
class Head:
    """The featureless head of one body, in its rest pose."""

    body: Body

    def __post_init__(self) -> None:
        self.bone = self.body.index["head"]
        self.root = self.body.head("head")
        self.centre = self.root + CENTRE_OVER_HEAD_BONE

    def flattened(self, coarse: Array, transforms: Array) -> Array:
        """The posed body with its face drawn back behind the mask."""
        x, y, z = self.body.vertices.T
        up = z - self.root[2]
        share = (
            smoothstep(-0.03, 0.02, -y + self.root[1])
            * smoothstep(0.150, 0.110, up)
            * smoothstep(-0.125, -0.100, up)
            * smoothstep(0.075, 0.060, np.abs(x))
            * (self.body.weights[:, [self.bone, self.body.index["neck03"]]].sum(1) > 0.2)
        )
        turn, shift = transforms[self.bone][:3, :3], transforms[self.bone][:3, 3]
        local = ((coarse - shift) @ turn - self.centre) / RADII
        length = np.linalg.norm(local, axis=1, keepdims=True)
        taper = _taper(local[:, 2] / length[:, 0])
        radius = np.linalg.norm(local / taper, axis=1, keepdims=True)
        # Only what stands before the mask is drawn back; a face is never blown up to it.
        inner = local * np.minimum(0.93 / radius, 1) * RADII
        target = (inner + self.centre) @ turn.T + shift
        return np.asarray(coarse + (target - coarse) * share[:, None])

    def mask(self, transforms: Array) -> Part:
        """The front half of an ellipsoid, as smooth as an egg."""
        sphere, triangles = _sphere()
        front = sphere[triangles][:, :, 1].max(1) < 0.05
        turn, shift = transforms[self.bone][:3, :3], transforms[self.bone][:3, 3]
        egg = sphere * RADII * _taper(sphere[:, 2])
        return Part(
            vertices=(self.centre + egg) @ turn.T + shift,
            triangles=triangles[front],
            material="skin",
            normals=vertex_normals(egg, triangles) @ turn.T,
            labels=np.full(int(front.sum()), FACE),
        )

    def hair(self, skin: Array, normals: Array) -> Part:
        """A cap over the skull, cut along the hairline."""
        _, y, z = self.body.rest.T
        up, back = z - self.root[2], y - self.root[1]
        line = up - 0.041 - 0.9 * np.clip(-(back - 0.015), 0, 0.2)
        line = np.minimum(line + 0.045 * smoothstep(0.015, 0.085, back), 0.2)
        line = np.where(up < -0.019, -1.0, line)
        triangles, cap = cut(self.body.triangles, line, skin + normals * HAIR_THICKNESS)
        return Part(cap, triangles, "hair")


def _sphere() -> tuple[Array, Ints]:
    around, down = np.meshgrid(
        np.linspace(0, 2 * np.pi, ROUND, endpoint=False), np.linspace(0, np.pi, TALL + 1)
    )
    places = np.stack(
        [np.sin(down) * np.cos(around), np.sin(down) * np.sin(around), np.cos(down)], axis=-1
    ).reshape(-1, 3)
    row = np.arange(TALL)[:, None] * ROUND
    column, following = np.arange(ROUND)[None], (np.arange(ROUND)[None] + 1) % ROUND
    upper = np.stack(
        [row + column, row + ROUND + column, row + ROUND + following], axis=-1
    ).reshape(-1, 3)
    lower = np.stack([row + column, row + ROUND + following, row + following], axis=-1).reshape(
        -1, 3
    )
    return places, np.concatenate([upper, lower])
