"""Ink lines: silhouettes, folds where one part stands before another, borders of materials."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw
from scipy import ndimage

from .arrays import Array, Mask, smoothstep
from .camera import Camera
from .gbuffer import GBuffer

FOLD = 0.004
"""Metres of depth step at which a fold is drawn."""
EIGHT = np.ones((3, 3))


@dataclass(frozen=True)
class Stroke:
    """A tapering line on the skin: world positions, width relative to the outline, opacity."""

    places: Array
    width: float = 0.85
    opacity: float = 0.8


@dataclass
class Ink:
    """Coverage 0..1 per sample: the outline alone, and all lines."""

    outline: Array
    lines: Array


def _separate() -> Mask:
    """Which limb labels get a line between them even where they touch."""
    table = ~np.eye(30, dtype=bool)

    def join(a: int, b: int) -> None:
        table[a, b] = table[b, a] = False

    for right in (0, 1):
        join(0, 1 + right)
        join(1 + right, 3 + right)
        join(0, 5 + right)
        for digit in range(5):
            join(3 + right, 10 + 5 * right + digit)
            join(5 + right, 20 + 5 * right + digit)
    return table


SEPARATE = _separate()


def _edges(buffer: GBuffer) -> tuple[Mask, Array, Mask, Mask]:
    """Silhouette, depth step (metres), material border, limb border."""
    high, wide = buffer.shape
    hit = buffer.hit
    place, normal = buffer.image(buffer.place, np.nan), buffer.image(buffer.normal, 0.0)
    material, label = buffer.image(buffer.material, -1), buffer.image(buffer.label, 0)
    silhouette, border, limb = (np.zeros(buffer.shape, dtype=bool) for _ in range(3))
    step = np.zeros(buffer.shape)
    for down, right in ((0, 1), (1, 0)):
        a = (slice(0, high - down), slice(0, wide - right))
        b = (slice(down, high), slice(right, wide))
        silhouette[a] |= hit[a] != hit[b]
        both = hit[a] & hit[b]
        apart = place[b] - place[a]
        jump = np.minimum(
            np.abs((apart * normal[a]).sum(-1)), np.abs((apart * normal[b]).sum(-1))
        )
        step[a] = np.maximum(step[a], np.where(both, jump, 0))
        border[a] |= both & (material[a] != material[b])
        limb[a] |= both & SEPARATE[label[a], label[b]]
    return silhouette, step, border, limb


def _line(mask: Mask, width: float, relative: Array | None = None) -> Array:
    """Coverage of a line of ``width`` samples along the mask."""
    if not mask.any():
        return np.zeros(mask.shape)
    distance, nearest = ndimage.distance_transform_edt(~mask, return_indices=True)
    if relative is None:
        relative = np.ones(mask.shape)
    half = relative[nearest[0], nearest[1]] * width / 2
    return np.asarray(np.clip(half - distance + 0.5, 0, 1))


def _without_specks(mask: Mask, least: int) -> Mask:
    labels, _ = ndimage.label(mask, EIGHT)
    return np.asarray(mask & (np.bincount(labels.ravel()) >= least)[labels])


def _folds(step: Array) -> Mask:
    """Hysteresis: weak steps count where they continue a strong one."""
    labels, count = ndimage.label(step > FOLD, EIGHT)
    strong = np.zeros(count + 1, dtype=bool)
    strong[np.unique(labels[step > FOLD * 2.2])] = True
    strong[0] = False
    return np.asarray(strong[labels])


def _drawn(stroke: Stroke, camera: Camera, samples: int, width: float, seen: Array) -> Array:
    """One stroke, left out where something lies before it."""
    path = camera.project(stroke.places) * samples
    length = np.r_[0, np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))]
    count = max(int(length[-1] * 2), 2)
    along = np.linspace(0, length[-1], count)
    x, y = (np.interp(along, length, path[:, k]) for k in range(2))
    places = np.stack([np.interp(along, length, stroke.places[:, k]) for k in range(3)], axis=1)
    image = Image.new("L", (seen.shape[1], seen.shape[0]), 0)
    pen = ImageDraw.Draw(image)
    for i in range(count):
        column, row = int(x[i]), int(y[i])
        if not (0 <= column < seen.shape[1] and 0 <= row < seen.shape[0]):
            continue
        if not np.linalg.norm(seen[row, column] - places[i]) < 0.0045:
            continue
        radius = width / 2 * np.sin(np.pi * (i + 0.5) / count) ** 0.6
        pen.ellipse([x[i] - radius, y[i] - radius, x[i] + radius, y[i] + radius], fill=255)
    return np.asarray(image) / 255.0 * stroke.opacity


def draw_ink(
    buffer: GBuffer, camera: Camera, line_width: float, strokes: Sequence[Stroke] = ()
) -> Ink:
    """``line_width`` in pixels of a 1080 pixel high picture."""
    samples = buffer.samples
    width = line_width * samples * camera.size[1] / 1080
    silhouette, step, border, limb = _edges(buffer)
    inner = _without_specks(_folds(step), 22 * samples) | _without_specks(limb, 8 * samples)
    weight = np.where(limb, 0.55, 0.30) + np.where(limb, 0.45, 0.70) * smoothstep(FOLD, 0.03, step)
    # Along a line its width must not flicker: blur it over the line's own samples.
    total = ndimage.gaussian_filter(np.where(inner, weight, 0), 6 * samples)
    share = ndimage.gaussian_filter(inner.astype(float), 6 * samples)
    weight = np.where(inner, total / np.maximum(share, 1e-6), 0)
    outline = _line(silhouette, width * 1.15)
    lines = np.maximum(outline, _line(inner, width * 0.95, weight))
    lines = np.maximum(lines, 0.8 * _line(border & ~inner, width * 0.55))
    seen = buffer.image(buffer.place, np.nan)
    for stroke in strokes:
        lines = np.maximum(lines, _drawn(stroke, camera, samples, width * stroke.width, seen))
    return Ink(outline, lines)
