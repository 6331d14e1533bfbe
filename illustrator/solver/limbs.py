"""An arm in anatomical terms: axes of its joints, pads of its fingers, limits of its motion."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from ..arrays import Array, unit
from ..body import Body
from ..mesh import vertex_normals
from ..pads import fingertip_pad, palm_axes
from .kinematics import tensor

DIGITS = (1, 2, 3, 4, 5)
TOGETHER = {2: 24.0, 3: 0.0, 4: -15.0, 5: -28.0}
"""Degrees towards the little finger that close the fingers the rest pose holds apart: in ease they
lie side by side."""


@dataclass
class Range:
    """One joint parameter, degrees: where it starts, its limits, how much it likes its start."""

    start: Array
    low: Array
    high: Array
    stiffness: Array


def _range(start: object, low: object, high: object, stiffness: object) -> Range:
    start_ = np.atleast_1d(np.asarray(start, dtype=float))
    others = (np.asarray(x, dtype=float) for x in (low, high, stiffness))
    wide = [np.broadcast_to(x, start_.shape) for x in others]
    return Range(np.radians(start_), np.radians(wide[0]), np.radians(wide[1]), wide[2])


@dataclass
class Start:
    """Where a search begins, degrees."""

    shoulder: tuple[float, float, float] = (0, 0, 0)
    elbow: float = 60
    pronation: float = 0
    wrist: tuple[float, float] = (0, 0)
    fingers: dict[int, tuple[float, float, float]] = field(default_factory=dict)
    thumb: tuple[float, float, float] = (0, 0, 0)
    thumb_bend: tuple[float, float] = (0, 0)


class Arm:
    """Axes point so that positive angles flex: the right arm mirrors the left."""

    def __init__(self, body: Body, side: str) -> None:
        self.body, self.side = body, side

        def head(label: str) -> Array:
            return body.head(f"{label}.{side}")

        self.dorsal = palm_axes(body, side)[1]
        self.forward = unit(head("finger3-1") - head("wrist"))
        upper, fore = head("lowerarm01") - head("upperarm01"), head("wrist") - head("lowerarm01")
        self.elbow_axis = unit(np.cross(upper, fore))
        self.fore_axis = unit(fore)
        self.pads = {digit: fingertip_pad(body, digit, side) for digit in DIGITS}
        self.flex = {digit: pad.flex for digit, pad in self.pads.items()}

    # ---- parameters
    def ranges(self, start: Start) -> dict[str, Range]:
        """Start, limits and stiffness of each joint parameter."""
        result = {
            "clavicle": _range((0, 0, 0), -18, 18, 1.0),
            "shoulder": _range(start.shoulder, -130, 130, 0.02),
            "scapula": _range((0, 0, 0), -15, 15, 1.0),
            "elbow": _range(start.elbow, -3, 140, 0.005),
            "pronation": _range(start.pronation, -88, 88, 0.02),
            "wrist": _range(start.wrist, (-45, -15), (40, 25), 0.3),
            "thumb": _range(start.thumb, -44, 44, 0.12),
            "thumb bend": _range(start.thumb_bend, (-5, -15), (45, 50), 0.1),
        }
        for digit in DIGITS[1:]:
            result[f"finger {digit}"] = _range(
                (*start.fingers.get(digit, (15, 15, 8)), TOGETHER[digit]),
                (-12, 0, 0, TOGETHER[digit] - 6),
                (85, 100, 60, TOGETHER[digit] + 6),
                (0.02, 0.02, 0.02, 4.0),
            )
        return result

    def pose(self, angles: dict[str, Tensor]) -> dict[str, Tensor]:
        """Rotation vectors of the arm's bones."""
        side = self.side
        sign = 1 if side == "L" else -1
        roll = tensor(self.fore_axis) * angles["pronation"][0] * sign
        flex, ulnar = angles["wrist"]
        pose = {
            "clavicle": angles["clavicle"],
            "shoulder01": angles["scapula"],
            "upperarm01": angles["shoulder"],
            "lowerarm01": tensor(self.elbow_axis) * angles["elbow"][0],
            "lowerarm02": roll * 0.6,
            "wrist": roll * 0.4 + tensor(self.flex[3]) * flex + tensor(self.dorsal) * ulnar * sign,
            "finger1-1": angles["thumb"],
            "finger1-2": tensor(self.flex[1]) * angles["thumb bend"][0],
            "finger1-3": tensor(self.flex[1]) * angles["thumb bend"][1],
        }
        for digit in DIGITS[1:]:
            axis = tensor(self.flex[digit])
            first, second, third, spread = angles[f"finger {digit}"]
            pose[f"finger{digit}-1"] = axis * first + tensor(self.dorsal) * spread * sign
            pose[f"finger{digit}-2"] = axis * second
            pose[f"finger{digit}-3"] = axis * third
        return {f"{bone}.{side}": vector for bone, vector in pose.items()}

    # ---- vertices
    def _members(self, least: float, *bones: str) -> Tensor:
        share = self.body.share(*(f"{bone}.{self.side}" for bone in bones), fine=False)
        return torch.tensor(np.flatnonzero(share > least))

    def moving(self) -> list[int]:
        """The arm's bones, parents first."""
        names = ("clavicle", "shoulder01", "upperarm", "lowerarm", "wrist", "metacarpal", "finger")
        return [i for i in self.body.bones(*names) if self.body.labels[i].endswith(self.side)]

    def hand(self) -> Tensor:
        """Coarse vertices of the hand, thinned out."""
        return self._members(0.5, *self.hand_bones())[::2]

    def palm(self) -> Tensor:
        """Coarse vertices of the palm below the knuckles, without the ball of the thumb."""
        share = self.body.share(
            *(f"metacarpal{i}.{self.side}" for i in (1, 2, 3, 4)),
            *(f"finger{i}-1.{self.side}" for i in DIGITS[1:]),
            fine=False,
        )
        normals = vertex_normals(self.body.vertices, self.body.coarse_triangles)
        return torch.tensor(np.flatnonzero((share > 0.5) & (normals @ self.dorsal < -0.5)))

    def forearm(self) -> Tensor:
        """Coarse vertices of the forearm, thinned out."""
        return self._members(0.6, "lowerarm01", "lowerarm02")[::3]

    @staticmethod
    def hand_bones() -> tuple[str, ...]:
        """Wrist, fingers and metacarpals, without their side."""
        fingers = [f"finger{i}-{j}" for i in DIGITS for j in (1, 2, 3)]
        return ("wrist", *fingers, *(f"metacarpal{i}" for i in (1, 2, 3, 4)))
