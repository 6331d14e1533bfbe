"""What the camera sees in each sample: place, normal, material, limb, nail, shade, plainness."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import ndimage

from .arrays import Floats, Ints, Mask
from .camera import Camera
from .scene3d import MATERIALS, Scene3D

CHUNK = 1 << 20
SHORTS = MATERIALS.index("shorts")
LEGS = (5, 6)
SLIT = 14.0
"""Pixels of a 1080 pixel high picture."""


@dataclass
class GBuffer:
    """Flat arrays over the hit samples; ``index`` gives their places in the image."""

    shape: tuple[int, int]
    samples: int
    index: Ints
    place: Floats
    normal: Floats
    towards_eye: Floats
    material: Ints
    label: Ints
    nail: Floats
    shade: Floats
    plain: Floats

    @property
    def hit(self) -> Mask:
        """Per sample, laid out as the image: whether anything is seen there."""
        mask = np.zeros(self.shape[0] * self.shape[1], dtype=bool)
        mask[self.index] = True
        return mask.reshape(self.shape)

    def image(self, values: Any, empty: float) -> Any:
        """The values laid out as an image, ``empty`` where nothing is hit."""
        tail = values.shape[1:]
        result = np.full((self.shape[0] * self.shape[1], *tail), empty, dtype=values.dtype)
        result[self.index] = values
        return result.reshape(*self.shape, *tail)


def _slits(cloth: Mask, empty: Mask, height: int) -> tuple[Ints, Ints]:
    """Empty samples in slits of the shorts, and the samples of cloth beside them, flat indices.

    Two outlines would meet there in one black line: a slit narrower than both is sewn up.
    """
    if not cloth.any():
        return np.zeros(0, dtype=int), np.zeros(0, dtype=int)
    width = max(round(SLIT * height / 1080), 1)
    padded = np.pad(cloth, width).astype(np.uint8)
    square = (width, width)  # a closing, by filters that work along rows and columns in turn
    grown = ndimage.maximum_filter(padded, square)
    closed = ndimage.minimum_filter(grown, square, origin=0 if width % 2 else -1)
    closed = closed[width:-width, width:-width].astype(bool)
    slit = closed & empty
    _, (row, column) = ndimage.distance_transform_edt(~cloth, return_indices=True)
    return np.flatnonzero(slit), (row * cloth.shape[1] + column)[slit]


def look(scene: Scene3D, camera: Camera, samples: int) -> GBuffer:
    """Cast ``samples`` x ``samples`` rays a pixel."""
    rays = camera.rays(samples)
    shape = rays.shape[:2]
    rays = rays.reshape(-1, 3)
    eye = camera.eye.astype("f4")
    triangle = np.empty(len(rays), dtype=int)
    weights = np.empty((len(rays), 3), dtype="f4")
    for start in range(0, len(rays), CHUNK):
        part = slice(start, start + CHUNK)
        chunk = rays[part]
        hits = scene.cast(np.broadcast_to(eye, chunk.shape), chunk)
        triangle[part], weights[part] = hits.triangle, hits.weights()
    empty = (triangle < 0) | np.isin(scene.label[triangle], LEGS)
    cloth = (triangle >= 0) & (scene.material[triangle] == SHORTS)
    missed, nearest = _slits(cloth.reshape(shape), empty.reshape(shape), samples * camera.size[1])
    triangle[missed], weights[missed] = triangle[nearest], weights[nearest]
    index = np.flatnonzero(triangle >= 0)
    triangle, weights = triangle[index], weights[index]
    corners = scene.triangles[triangle]
    # All values of a vertex lie side by side in memory, so that each corner is fetched once.
    extra = np.stack([scene.nails, scene.shade, scene.plain], axis=1)
    table = np.hstack([scene.vertices, scene.normals, extra]).astype("f4")
    seen = sum(weights[:, k : k + 1] * table[corners[:, k]] for k in range(3))
    place, normal, plain = seen[:, :3].copy(), seen[:, 3:6].copy(), seen[:, 8].copy()
    back = -rays[index]

    def straightened() -> None:
        normal[:] /= np.sqrt(np.einsum("ij,ij->i", normal, normal))[:, None]

    straightened()
    # The barrel that lights plain cloth may face away where a thigh still shows: turn it round.
    away = np.minimum(np.einsum("ij,ij->i", normal, back), 0) * plain
    normal -= 2 * away[:, None] * back
    straightened()
    return GBuffer(
        (shape[0], shape[1]),
        samples,
        index,
        place,
        normal,
        back,
        scene.material[triangle],
        scene.label[triangle],
        seen[:, 6].copy(),
        seen[:, 7].copy(),
        plain,
    )
