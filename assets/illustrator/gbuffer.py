"""What the camera sees in each sample: place, normal, material, limb, nail, shade, plainness."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import Array, Ints, Mask
from .camera import Camera
from .scene3d import Scene3D

CHUNK = 1 << 20


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
    index = np.flatnonzero(triangle >= 0)
    triangle, weights = triangle[index], weights[index]
    corners = scene.triangles[triangle]

    def blend(values: Array) -> Array:
        if values.ndim == 1:
            return np.asarray((weights * values[corners]).sum(1))
        return np.asarray(sum(weights[:, k : k + 1] * values[corners[:, k]] for k in range(3)))

    normal = blend(scene.normals)
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
        blend(scene.plain),
    )
