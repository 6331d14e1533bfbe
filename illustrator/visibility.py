"""Whether a point can be seen in a picture, and what covers it."""

from __future__ import annotations

import numpy as np

from .arrays import Array
from .camera import Camera
from .scene3d import CLOTHES, Scene3D

TOUCHING = 0.0025
"""Metres: nearer than this is the skin at the point itself."""
CLOTH_REACH = 0.03
HAND_LABELS = {3, 4, *range(10, 20)}


def covered_by(scene: Scene3D, camera: Camera, place: Array) -> str | None:
    """None if seen; else ``clothes``, ``hand`` (any part of hand or forearm) or ``body``."""
    towards = place - camera.eye
    distance = float(np.linalg.norm(towards))
    hits = scene.cast(camera.eye, towards / distance)
    if not hits.hit[0] or distance - hits.distance[0] < TOUCHING:
        return None
    first = hits.triangle[0]
    if scene.material[first] in CLOTHES and distance - hits.distance[0] < CLOTH_REACH:
        return "clothes"
    return "hand" if scene.label[first] in HAND_LABELS else "body"
