"""How well the pressing hand of a stored pose touches: pads on points, fingers not in the flesh."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from .arrays import Array, Mask, unit
from .camera import Camera
from .export import set_up
from .figure import Dressed, Figure
from .pads import fingertip_pad
from .points import key
from .poses import combined
from .scene3d import Scene3D
from .scenes import Picture

NEAR_SURFACE = 0.015
"""Metres behind what the camera meets first: what lies deeper is hidden, not seen sunk."""


@dataclass(frozen=True)
class Touch:
    """One point of a press picture."""

    point: str
    digit: int
    gap: float
    """Millimetres from the nearest pressing pad's middle to the point."""
    facing: float
    """Cosine of the angle between the way the pad looks and straight into the skin."""


def touches(figure: Figure, picture: Picture) -> list[Touch]:
    """For each point of the picture, the pressing pad that comes nearest."""
    skin, normals, transforms = figure.skin(combined(figure.name, list(picture.pose)))
    coarse = figure.body.skin(transforms)
    found = []
    for code, side in picture.points:
        point = figure.points[key(code, side)]
        near: list[Touch] = []
        for hand, digits in picture.presses:
            if side and hand != side and len(picture.presses) > 1:
                continue
            for digit in digits:
                pad = fingertip_pad(figure.body, digit, hand)
                bone = transforms[figure.body.index[f"finger{digit}-3.{hand}"]]
                gap = np.linalg.norm(coarse[pad.vertices].mean(0) - point.on(skin))
                facing = -unit(point.on(normals)) @ bone[:3, :3] @ pad.facing
                near.append(Touch(key(code, side), digit, float(gap) * 1000, float(facing)))
        found.append(min(near, key=lambda touch: touch.gap))
    return found


def lifted(figure: Figure, picture: Picture, digits: Sequence[int]) -> float:
    """Millimetres between the skin and the farthest of these pads of the pressing hands."""
    skin, _, transforms = figure.skin(combined(figure.name, list(picture.pose)))
    coarse = figure.body.skin(transforms)
    return max(
        1000 * float(cKDTree(skin[_others(figure, hand)]).query(coarse[pad].mean(0))[0])
        for hand, _ in picture.presses
        for pad in (fingertip_pad(figure.body, digit, hand).vertices for digit in digits)
    )


def deepest_seen(figure: Figure, picture: Picture) -> float:
    """Deepest place, in millimetres, of a pressing hand in the body where the camera sees it."""
    dressed, scene, camera = set_up(figure, picture)
    worst = 0.0
    for hand, _ in picture.presses:
        fingers = figure.body.share(f"finger1.{hand}", *_fingers(hand)) > 0.6
        depth = depths(dressed, fingers, _others(figure, hand))
        deep = np.flatnonzero(fingers)[depth > 0.0005]
        seen = _seen(scene, camera, dressed.skin[deep])
        worst = max(worst, float(depth[depth > 0.0005][seen].max(initial=0.0)) * 1000)
    return worst


def _fingers(hand: str) -> list[str]:
    return [f"finger{digit}-{joint}.{hand}" for digit in range(1, 6) for joint in (1, 2, 3)]


def _others(figure: Figure, hand: str) -> Mask:
    """The body without the pressing arm."""
    names = ("upperarm01", "upperarm02", "lowerarm01", "lowerarm02", "wrist", "shoulder01")
    arm = figure.body.share(
        *(f"{n}.{hand}" for n in names),
        *_fingers(hand),
        *(f"metacarpal{i}.{hand}" for i in (1, 2, 3, 4)),
    )
    return np.asarray(arm < 0.1)


def depths(dressed: Dressed, limb: Mask, others: Mask) -> Array:
    """Metres under the tangent plane of the nearest other skin, 0 outside or far away."""
    skin, normals = dressed.skin[others], dressed.normals[others]
    distance, nearest = cKDTree(skin).query(dressed.skin[limb])
    under = -((dressed.skin[limb] - skin[nearest]) * normals[nearest]).sum(1)
    return np.where(distance < 0.03, np.maximum(under, 0), 0)


def _seen(scene: Scene3D, camera: Camera, places: Array) -> Mask:
    if not len(places):
        return np.zeros(0, dtype=bool)
    pixels = camera.project(places)
    inside = ((pixels >= 0) & (pixels < np.array(camera.size))).all(1)
    towards = places - camera.eye
    distance = np.linalg.norm(towards, axis=1)
    hits = scene.cast(np.tile(camera.eye, (len(places), 1)), towards / distance[:, None])
    return np.asarray(inside & (distance - hits.distance < NEAR_SURFACE))
