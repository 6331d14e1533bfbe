"""Ink lines: silhouettes, folds where one part stands before another, borders of materials.

Inside a piece of cloth there are none: a crease there reads as the body under it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from PIL import Image, ImageDraw
from scipy import ndimage

from .arrays import Array, Mask, smoothstep
from .camera import Camera
from .gbuffer import GBuffer
from .head import FACE
from .scene3d import CLOTHES

FOLD = 0.004
"""Metres of depth step at which a fold is drawn."""
SOFT_JAW = 0.3
"""The mask's border is no fold of the skin: only the chin, well before the neck, is drawn."""
RIM = 11.0
"""Width of a light edge, in pixels of a 1080 pixel high picture."""
BEHIND = 15.0
"""Width of the shade on what lies behind a pressing hand, in the same pixels."""
SOFT = 2.5
"""How soft the edge of a bone's area is, in the same pixels."""
FINE_LIMB, BOLD_LIMB = 0.55, 0.85
"""Least breadth of the line round a limb that touches what lies behind it; of a pressing hand."""
EIGHT = np.ones((3, 3))


@dataclass(frozen=True)
class Stroke:
    """A tapering line on the skin: world positions, width relative to the outline, opacity."""

    places: Array
    width: float
    opacity: float


@dataclass
class Ink:
    """Coverage 0..1 per sample: the outline alone, and all lines."""

    outline: Array
    lines: Array
    rim: Array
    """The light edge of a hand or arm that lies before something."""
    behind: Array
    """The shade beside it, on what it lies before."""
    tint: Array
    """Areas of bone under skin or cloth of the trunk."""


def _separate() -> Mask:
    """Which limb labels get a line between them even where they touch."""
    table = ~np.eye(30, dtype=bool)

    def join(a: int, b: int) -> None:
        table[a, b] = table[b, a] = False

    for right in (0, 1):
        join(0, 1 + right)
        join(1 + right, 3 + right)
        join(0, 5 + right)
        join(0, FACE)
        for digit in range(5):
            join(3 + right, 10 + 5 * right + digit)
            join(5 + right, 20 + 5 * right + digit)
    return table


SEPARATE = _separate()
ARM_LABELS = np.isin(np.arange(30), [1, 2, 3, 4, *range(10, 20)])


class Edges(NamedTuple):
    """Where lines may be drawn, per sample."""

    silhouette: Mask
    step: Array
    """Metres."""
    border: Mask
    """Between materials."""
    limb: Mask
    before: Mask
    """Samples of a hand or arm beside something that lies behind it."""
    behind: Mask
    """The samples beside those."""


def _edges(buffer: GBuffer, eye: Array) -> Edges:
    high, wide = buffer.shape
    hit = buffer.hit
    place, normal = buffer.image(buffer.place, np.nan), buffer.image(buffer.normal, 0.0)
    material, label = buffer.image(buffer.material, -1), buffer.image(buffer.label, 0)
    silhouette, border, limb, before, behind = (
        np.zeros(buffer.shape, dtype=bool) for _ in range(5)
    )
    offset = place - eye.astype("f4")
    distance = np.sqrt(np.einsum("ijk,ijk->ij", offset, offset))
    arm = ARM_LABELS[label]
    cloth = np.isin(material, list(CLOTHES))
    step = np.zeros(buffer.shape)
    for down, right in ((0, 1), (1, 0)):
        a = (slice(0, high - down), slice(0, wide - right))
        b = (slice(down, high), slice(right, wide))
        silhouette[a] |= hit[a] != hit[b]
        both = hit[a] & hit[b]
        inked = both & ~(cloth[a] & (material[a] == material[b]))
        apart = place[b] - place[a]
        jump = np.minimum(
            np.abs(np.einsum("ijk,ijk->ij", apart, normal[a])),
            np.abs(np.einsum("ijk,ijk->ij", apart, normal[b])),
        )
        jump = jump * np.where((label[a] == FACE) != (label[b] == FACE), SOFT_JAW, 1.0)
        step[a] = np.maximum(step[a], np.where(inked, jump, 0))
        border[a] |= both & (material[a] != material[b])
        parts = inked & SEPARATE[label[a], label[b]]
        limb[a] |= parts
        for front, back in ((a, b), (b, a)):
            over = parts & arm[front] & (distance[front] < distance[back])
            before[front] |= over
            behind[back] |= over
    return Edges(silhouette, step, border, limb, before, behind)


def fading_edge(before: Mask, label: Array, width: float) -> Array:
    """1 at the samples ``before``, fading over ``width`` samples into their own limb only."""
    edge = np.zeros(before.shape)
    if not before.any():
        return edge
    rows, columns = np.flatnonzero(before.any(1)), np.flatnonzero(before.any(0))
    reach = int(width) + 1
    part = tuple(
        slice(max(int(line[0]) - reach, 0), int(line[-1]) + reach + 1) for line in (rows, columns)
    )
    distance, (row, column) = ndimage.distance_transform_edt(~before[part], return_indices=True)
    same = label[part] == label[part][row, column]
    edge[part] = np.where(same, np.clip(1 - distance / width, 0, 1), 0.0)
    return edge


def _line(mask: Mask, width: float, relative: Array | None = None) -> Array:
    """Coverage of a line of ``width`` samples along the mask."""
    if not mask.any():
        return np.zeros(mask.shape)
    half: Array | float = width / 2
    if relative is None:
        distance = ndimage.distance_transform_edt(~mask)
    else:
        distance, nearest = ndimage.distance_transform_edt(~mask, return_indices=True)
        half = relative[nearest[0], nearest[1]] * half
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


def _draw(
    stroke: Stroke, camera: Camera, samples: int, width: float, seen: Any, lines: Array
) -> None:
    """Add one stroke to the lines, left out where something lies before it."""
    path = camera.project(stroke.places) * samples
    margin = int(width) + 2
    low = np.clip(np.floor(path.min(0)).astype(int) - margin, 0, seen.shape[1::-1])
    high = np.clip(np.ceil(path.max(0)).astype(int) + margin, 0, seen.shape[1::-1])
    if (high <= low).any():
        return
    length = np.r_[0, np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))]
    count = max(int(length[-1] * 2), 2)
    along = np.linspace(0, length[-1], count)
    x, y = (np.interp(along, length, path[:, k]) for k in range(2))
    places = np.stack([np.interp(along, length, stroke.places[:, k]) for k in range(3)], axis=1)
    image = Image.new("L", (int(high[0] - low[0]), int(high[1] - low[1])), 0)
    pen = ImageDraw.Draw(image)
    for i in range(count):
        column, row = int(x[i]), int(y[i])
        if not (0 <= column < seen.shape[1] and 0 <= row < seen.shape[0]):
            continue
        if not np.linalg.norm(seen[row, column] - places[i]) < 0.0045:
            continue
        radius = width / 2 * np.sin(np.pi * (i + 0.5) / count) ** 0.6
        left, top = x[i] - low[0], y[i] - low[1]
        pen.ellipse([left - radius, top - radius, left + radius, top + radius], fill=255)
    box = lines[low[1] : high[1], low[0] : high[0]]
    np.maximum(box, np.asarray(image) / 255.0 * stroke.opacity, out=box)


def _areas(outlines: Sequence[Array], camera: Camera, buffer: GBuffer, soft: float) -> Array:
    """Coverage of areas of the trunk, by outlines of world positions; ``soft`` samples of edge."""
    high, wide = buffer.shape
    image = Image.new("L", (wide, high), 0)
    for outline in outlines:
        path = camera.project(outline) * buffer.samples
        ImageDraw.Draw(image).polygon([(float(x), float(y)) for x, y in path], fill=255)
    trunk = buffer.image(buffer.label, -1) == 0
    return np.where(trunk, ndimage.gaussian_filter(np.asarray(image) / 255.0, soft), 0.0)


def draw_ink(
    buffer: GBuffer,
    camera: Camera,
    line_width: float,
    strokes: Sequence[Stroke] = (),
    pressing: bool = False,
    areas: Sequence[Array] = (),
) -> Ink:
    """``line_width`` in pixels of a 1080 pixel high picture; a ``pressing`` hand stands out."""
    samples = buffer.samples
    pixel = samples * camera.size[1] / 1080
    width = line_width * pixel
    silhouette, step, border, limb, before, behind = _edges(buffer, camera.eye)
    inner = _without_specks(_folds(step), 22 * samples) | _without_specks(limb, 8 * samples)
    least = np.where(limb, BOLD_LIMB if pressing else FINE_LIMB, 0.30)
    weight = least + (1 - least) * smoothstep(FOLD, 0.03, step)
    # Along a line its width must not flicker: blur it over the line's own samples.
    total = ndimage.gaussian_filter(np.where(inner, weight, 0).astype("f4"), 6 * samples)
    share = ndimage.gaussian_filter(inner.astype("f4"), 6 * samples)
    weight = np.where(inner, total / np.maximum(share, 1e-6), 0)
    outline = _line(silhouette, width * 1.15)
    lines = np.maximum(outline, _line(inner, width * 0.95, weight))
    lines = np.maximum(lines, 0.8 * _line(border & ~inner, width * 0.55))
    seen = buffer.image(buffer.place, np.nan)
    for stroke in strokes:
        _draw(stroke, camera, samples, width * stroke.width, seen, lines)
    label = buffer.image(buffer.label, 0)
    rim = fading_edge(before, label, RIM * pixel)
    shade = fading_edge(behind & pressing, label, BEHIND * pixel)
    return Ink(outline, lines, rim, shade, _areas(areas, camera, buffer, SOFT * pixel))
