"""What the camera sees in each sample: place, normal, material, limb, nail, shade, plainness."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from .arrays import Array, Ints, Mask
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
    place: Array
    normal: Array
    towards_eye: Array
    material: Ints
    label: Ints
    nail: Array
    shade: Array
    plain: Array

    @property
    def hit(self) -> Mask:
        """Per sample, laid out as the image: whether anything is seen there."""
        mask = np.zeros(self.shape[0] * self.shape[1], dtype=bool)
        mask[self.index] = True
        return mask.reshape(self.shape)

    def image(self, values: Array | Ints, empty: float) -> Array:
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
    triangle = np.empty(len(rays), dtype=int)
    weights = np.empty((len(rays), 3))
    for start in range(0, len(rays), CHUNK):
        part = slice(start, start + CHUNK)
        chunk = rays[part]
        hits = scene.cast(np.tile(camera.eye, (len(chunk), 1)), chunk)
        triangle[part], weights[part] = hits.triangle, hits.weights()
    empty = (triangle < 0) | np.isin(scene.label[triangle], LEGS)
    cloth = (triangle >= 0) & (scene.material[triangle] == SHORTS)
    missed, nearest = _slits(cloth.reshape(shape), empty.reshape(shape), samples * camera.size[1])
    triangle[missed], weights[missed] = triangle[nearest], weights[nearest]
    index = np.flatnonzero(triangle >= 0)
    triangle, weights = triangle[index], weights[index]
    corners = scene.triangles[triangle]

    def blend(values: Array) -> Array:
        if values.ndim == 1:
            return np.asarray(np.einsum("ij,ij->i", weights, values[corners]))
        return np.asarray(sum(weights[:, k : k + 1] * values[corners[:, k]] for k in range(3)))

    normal = blend(scene.normals)
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    # The barrel that lights plain cloth may face away where a thigh still shows: turn it round.
    plain = blend(scene.plain)
    away = np.minimum(-np.einsum("ij,ij->i", normal, rays[index]), 0) * plain
    normal += 2 * away[:, None] * rays[index]
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    return GBuffer(
        (shape[0], shape[1]),
        samples,
        index,
        blend(scene.vertices),
        normal,
        -rays[index],
        scene.material[triangle],
        scene.label[triangle],
        blend(scene.nails),
        blend(scene.shade),
        plain,
    )
