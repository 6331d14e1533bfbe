"""Anatomical relief the base mesh lacks: spine furrow, navel, hollow of the knee.

Both the displacement (metres along the normal) and the painted shade (0..1) are functions of the
rest position, measured from the landmarks, so that every body type gets them in its own place.
"""

from __future__ import annotations

import numpy as np

from .arrays import Array, bell, smoothstep
from .body import Body, SurfacePoint
from .landmarks import L2, NAVEL, S2, SACRUM_EDGE, SIDES, Landmarks

Stroke = list[SurfacePoint]


class Relief:
    """Displacement, shade and ink strokes of one body."""

    def __init__(self, body: Body, landmarks: Landmarks) -> None:
        self.body, self.marks = body, landmarks
        x, y, z = body.rest.T
        arm = np.clip(body.share("upperarm", "lowerarm", "wrist", "finger", "metacarpal") * 4, 0, 1)
        self.back = smoothstep(-0.02, 0.02, y) * (1 - arm)
        self.front = smoothstep(-0.06, -0.10, y) * (1 - arm)
        level = landmarks.level
        self.navel_z, self.waist_z, self.sacrum_z = level(NAVEL), level(L2), level(S2)
        self.displacement = self._displacement(x, z)
        self.shade = self._shade(x, z)
        self.strokes = self._strokes()

    def _spine(self, z: Array) -> Array:
        """Along the spine: from the sacrum to between the shoulder blades."""
        return smoothstep(self.sacrum_z - 0.02, self.sacrum_z + 0.05, z) * (
            1 - smoothstep(self.waist_z + 0.13, self.waist_z + 0.29, z)
        )

    def _displacement(self, x: Array, z: Array) -> Array:
        side = np.abs(x)
        spine = self._spine(z) * self.back
        deep = -0.0085 * bell(x, 0, 0.013) * spine
        deep += 0.0055 * bell(side, 0.044, 0.021) * spine
        deep -= 0.004 * bell(side, 0.044, 0.010) * bell(z, self.sacrum_z, 0.012) * self.back
        deep -= 0.010 * bell(x, 0, 0.0065) * bell(z, self.navel_z, 0.0075) * self.front
        middle = smoothstep(self.navel_z, self.navel_z + 0.06, z) * (
            1 - smoothstep(self.navel_z + 0.2, self.navel_z + 0.28, z)
        )
        deep -= 0.0030 * bell(x, 0, 0.010) * middle * self.front
        for name in SIDES:
            dx, dz, leg = self._knee(name, x, z)
            deep -= 0.0055 * bell(dx, 0, 0.016) * bell(dz, 0.018, 0.030) * leg
            tendons = bell(dx, 0.034, 0.008) + bell(dx, -0.034, 0.008)
            deep += 0.0038 * tendons * bell(dz, 0.035, 0.035) * leg
        return np.asarray(deep)

    def _knee(self, side: str, x: Array, z: Array) -> tuple[Array, Array, Array]:
        middle, joint_y, joint_z, _ = self.marks.knee(side)
        leg = (np.sign(x) == SIDES[side]) * smoothstep(
            -0.03, -0.008, self.body.rest[:, 1] - joint_y
        )
        return x - middle, z - joint_z, leg

    def _shade(self, x: Array, z: Array) -> Array:
        side = np.abs(x)
        dark = 0.22 * bell(x, 0, 0.0075) * self._spine(z) * self.back
        dark += 0.16 * bell(side, 0.044, 0.009) * bell(z, self.sacrum_z, 0.010) * self.back
        dark += 0.30 * bell(x, 0, 0.0055) * bell(z, self.navel_z, 0.0065) * self.front
        for name in SIDES:
            dx, dz, leg = self._knee(name, x, z)
            dark += 0.16 * bell(dx, 0, 0.018) * bell(dz, 0.020, 0.028) * leg
            tendons = bell(dx, 0.027, 0.006) + bell(dx, -0.027, 0.006)
            dark += 0.10 * tendons * bell(dz, 0.03, 0.03) * leg
        return np.asarray(dark)

    def _beside(self, across: float, up: float) -> SurfacePoint:
        """On the back, so many cun from the midline and over the hip joints."""
        return self.marks.back(across * self.marks.cun, self.marks.level(up))

    def _strokes(self) -> dict[str, Stroke]:
        strokes: dict[str, Stroke] = {
            "navel": [
                self.marks.front(0.0072 * np.cos(a), self.navel_z + 0.0072 * np.sin(a))
                for a in np.radians(np.linspace(25, 155, 13))
            ]
        }
        for name, sign in SIDES.items():
            strokes[f"sacrum edge.{name}"] = [
                self._beside(sign * (SACRUM_EDGE + 0.2 * t), S2 + t)
                for t in np.linspace(-1.1, 1.2, 21)
            ]
            strokes[f"knee crease.{name}"] = [
                self.marks.crease(name, 0.8 * t) for t in np.linspace(-1, 1, 21)
            ]
        return strokes
