"""Ambient occlusion and the lamp's soft shadow, estimated on a coarse grid, cleaned and spread.

The random numbers are seeded, so a picture is the same each time.  The cleaning is an edge-aware
a-trous filter after Dammertz et al., "Edge-avoiding a-trous wavelet transform", 2010.
"""

from __future__ import annotations

import numpy as np

from .arrays import Array, Mask, unit
from .camera import Camera
from .gbuffer import GBuffer
from .scene3d import Scene3D

OCCLUSION_RAYS, SHADOW_RAYS = 18, 10
GRID = 3
"""Samples from one estimate to the next: both are smooth, and a ninth of the rays does."""
OCCLUSION_REACH = 0.20
"""Metres: what is farther does not darken."""
LAMP_RADIUS = 0.16
"""Tangent of the lamp's half angle: the softness of its shadow."""
TAPS = {-1: 0.25, 0: 0.5, 1: 0.25}
GOLDEN_ANGLE = 2.399963


def _tangents(normals: Array) -> tuple[Array, Array]:
    helper = np.where(np.abs(normals[:, :1]) < 0.9, [[1.0, 0, 0]], [[0.0, 1, 0]])
    tangent = unit(np.cross(normals, helper))
    return tangent, np.cross(normals, tangent)


def _estimate(scene: Scene3D, towards_lamp: Array, places: Array, normals: Array) -> Array:
    """Openness and light, 0..1, at each place: (n, 2)."""
    random = np.random.default_rng(0)
    tangent, bitangent = _tangents(normals)
    start = places + normals * 1.2e-3
    closed, dark = np.zeros(len(places)), np.zeros(len(places))
    for k in range(OCCLUSION_RAYS):
        radius, turn = np.sqrt((k + 0.5) / OCCLUSION_RAYS), k * GOLDEN_ANGLE
        angle = turn + random.random(len(places)) * 2 * np.pi
        across = radius * np.cos(angle)[:, None] * tangent
        across += radius * np.sin(angle)[:, None] * bitangent
        hits = scene.cast(start, across + normals * np.sqrt(1 - radius * radius))
        near = np.minimum(hits.distance, OCCLUSION_REACH) / OCCLUSION_REACH
        closed += np.where(hits.hit & (near < 1), 1 - near**0.6, 0)
    side, upright = _tangents(towards_lamp[None])
    start = places + normals * 2e-3
    for k in range(SHADOW_RAYS):
        radius = np.sqrt((k + random.random(len(places))) / SHADOW_RAYS) * LAMP_RADIUS
        angle = random.random(len(places)) * 2 * np.pi
        aim = towards_lamp + side * (radius * np.cos(angle))[:, None]
        aim = aim + upright * (radius * np.sin(angle))[:, None]
        dark += scene.cast(start, unit(aim)).hit
    return np.stack([1 - closed / OCCLUSION_RAYS, 1 - dark / SHADOW_RAYS], axis=1)


def _cleaned(values: Array, places: Array, normals: Array, known: Mask, scale: float) -> Array:
    for step in (1, 2, 3):
        total, weight = np.zeros_like(values), np.zeros(known.shape)
        for down, tap_down in TAPS.items():
            for right, tap_right in TAPS.items():
                shift = (down * step, right * step)

                def moved(image: Array | Mask, by: tuple[int, int] = shift) -> Array:
                    return np.asarray(np.roll(image, by, (0, 1)), dtype=float)

                apart = np.abs(((moved(places) - places) * normals).sum(-1)) / (scale * step)
                alike = np.clip((moved(normals) * normals).sum(-1), 0, 1) ** 6
                share = tap_down * tap_right * np.exp(-apart * apart) * alike
                share = share * moved(known) * known
                total += moved(values) * share[..., None]
                weight += share
        values = np.where(known[..., None], total / np.maximum(weight, 1e-9)[..., None], 0)
    return values


def _spread(
    values: Array, places: Array, known: Mask, buffer: GBuffer, stride: int, scale: float
) -> Array:
    """From the grid to all samples, taking more from estimates that are near in space."""
    high, wide = known.shape
    row, column = buffer.index // buffer.shape[1], buffer.index % buffer.shape[1]
    top = np.floor((row + 0.5) / stride - 0.5).astype(int)
    left = np.floor((column + 0.5) / stride - 0.5).astype(int)
    total, weight = np.zeros((len(buffer.index), 2), "f4"), np.zeros(len(buffer.index), "f4")
    grid, found = places.astype("f4"), buffer.place.astype("f4")
    estimates = values.astype("f4")
    for down in (0, 1):
        for right in (0, 1):
            y, x = np.clip(top + down, 0, high - 1), np.clip(left + right, 0, wide - 1)
            offset = grid[y, x] - found
            apart = np.einsum("ij,ij->i", offset, offset) / np.float32(scale**2)
            share = (np.exp(-apart) + np.float32(1e-9)) * known[y, x]
            total += estimates[y, x] * share[:, None]
            weight += share
    lit = total / np.maximum(weight, 1e-12)[:, None]
    return np.where(weight[:, None] > 0, lit, 1.0)


def illuminate(scene: Scene3D, camera: Camera, buffer: GBuffer) -> tuple[Array, Array]:
    """Openness to the sky and to the lamp, 0..1, for every hit sample."""
    order = np.full(buffer.shape[0] * buffer.shape[1], -1)
    order[buffer.index] = np.arange(len(buffer.index))
    stride = buffer.samples * GRID
    cells = order.reshape(buffer.shape)[stride // 2 :: stride, stride // 2 :: stride]
    known = cells >= 0
    chosen = cells[known]
    places, normals = np.zeros((*known.shape, 3)), np.zeros((*known.shape, 3))
    places[known], normals[known] = buffer.place[chosen], buffer.normal[chosen]
    values = np.zeros((*known.shape, 2))
    values[known] = _estimate(scene, camera.light, buffer.place[chosen], buffer.normal[chosen])
    spacing = camera.metres_per_pixel * GRID
    values = _cleaned(values, places, normals, known, 2.2 * spacing)
    lit = _spread(values, places, known, buffer, stride, 2.5 * spacing)
    return lit[:, 0], lit[:, 1]
