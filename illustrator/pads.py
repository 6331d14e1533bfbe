"""Fingertip pads: the soft side of a distal phalanx, in the rest pose."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .arrays import Array, Ints, unit
from .body import Body
from .mesh import vertex_normals
from .nails import nail_normal, vertex_areas


@dataclass(frozen=True)
class Pad:
    """The soft side of one fingertip, and the directions that go with it."""

    vertices: Ints
    """Coarse vertices."""
    facing: Array
    along: Array
    flex: Array
    """Axis about which the finger bends towards the palm."""


def palm_axes(body: Body, side: str) -> tuple[Array, Array]:
    """Direction across the knuckles, to the little finger; normal of the back of the hand."""

    def head(label: str) -> Array:
        return body.head(f"{label}.{side}")

    ulnar = unit(head("finger5-1") - head("finger2-1"))
    dorsal = unit(np.cross(head("finger3-1") - head("wrist"), ulnar))
    if dorsal @ (head("finger3-3") - head("finger3-1")) > 0:  # fingers curl towards the palm
        dorsal = -dorsal
    return ulnar, dorsal


@lru_cache(maxsize=64)
def fingertip_pad(body: Body, digit: int, side: str) -> Pad:
    """The pad of one finger; 1 is the thumb."""
    bone = f"finger{digit}-3.{side}"
    root = body.head(bone)
    along = unit(root - body.head(f"finger{digit}-2.{side}"))
    normals = vertex_normals(body.vertices, body.coarse_triangles)
    members, up = nail_normal(body, bone, vertex_areas(body), normals)
    if digit == 1:  # the thumb is turned against the palm: its pad lies opposite its nail
        facing = -unit(up - along * (up @ along))
        axis = unit(np.cross(along, facing))
    else:
        ulnar, dorsal = palm_axes(body, side)
        axis = unit(ulnar - along * (ulnar @ along))
        facing = np.cross(axis, along)
        if facing @ dorsal > 0:
            axis, facing = -axis, -facing
    t = (body.vertices[members] - root) @ along
    under = (t > 0.25 * t.max()) & (t < 0.8 * t.max()) & (normals[members] @ facing > 0.6)
    return Pad(members[under], facing, along, axis)
