"""Rotation vectors: the one way a pose is written down."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from .arrays import Array

Pose = dict[str, Array]
"""Bone label -> rotation vector (radians, axes of the rest pose, about the bone's head)."""


def rotation_matrix(vector: Array) -> Array:
    """Rodrigues' formula."""
    angle = float(np.linalg.norm(vector))
    if angle < 1e-12:
        return np.eye(3)
    x, y, z = np.asarray(vector) / angle
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.asarray(np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross)


def other_side(label: str) -> str:
    """The same bone, point or landmark on the other side of the body."""
    swap = {".L": ".R", ".R": ".L"}
    return label[:-2] + swap[label[-2:]] if label[-2:] in swap else label


def mirrored(pose: Mapping[str, Array]) -> Pose:
    """The pose seen in a mirror: left and right change places."""
    return {other_side(k): np.array([v[0], -v[1], -v[2]]) for k, v in pose.items()}


def symmetric(pose: Mapping[str, Array]) -> Pose:
    """The pose with its left limbs copied to the right."""
    left = {k: v for k, v in pose.items() if not k.endswith(".R")}
    return {**left, **{k: v for k, v in mirrored(left).items() if k.endswith(".R")}}
