"""Anatomical relief the base mesh lacks: furrow of the spine, navel, back of the knee, thumb.

Both the displacement (metres along the normal) and the painted shade (0..1) are functions of the
rest position, measured from the landmarks, so that every body type gets them in its own place.
"""

from __future__ import annotations

import numpy as np

from .arrays import Array, bell, smoothstep
from .body import Body
from .landmarks import L2, NAVEL, S2, SIDES, Landmarks


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

    def cloth_shade(self, crotch: float) -> Array:
        """Per vertex 0..1: soft shade on the shorts under and between the buttocks."""
        x, _, z = self.body.rest.T
        side = np.abs(x)
        fold = crotch + 0.012 + 9 * np.maximum(side - 0.055, 0) ** 2 + 4 * (side - 0.055) ** 2
        under = bell(z, fold - 0.010, 0.013) * smoothstep(0.03, 0.05, side)
        under = under * (1 - smoothstep(0.10, 0.14, side))
        between = bell(x, 0, 0.010) * smoothstep(crotch + 0.05, crotch + 0.09, z)
        between = between * (1 - smoothstep(self.sacrum_z - 0.07, self.sacrum_z - 0.04, z))
        return np.asarray((0.34 * under + 0.20 * between) * self.back)

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
            deep += self._thumb(name)
        return np.asarray(deep)

    def _thumb(self, side: str) -> Array:
        """The ball of the thumb, its two joints, and a waist between them."""
        body = self.body
        base, middle, last = (body.head(f"finger1-{joint}.{side}") for joint in (1, 2, 3))
        follows = np.clip(body.share(f"finger1-1.{side}", f"finger1-2.{side}") * 2, 0, 1)
        follows = np.maximum(follows, np.clip(body.share(f"finger1-3.{side}") * 2, 0, 1))

        def near(place: Array, width: float) -> Array:
            return bell(np.linalg.norm(body.rest - place, axis=1), 0, width)

        ball = base + 0.45 * (middle - base) - self.marks.hand_axes(side)[0] * 0.012
        deep = (
            0.0035 * near(ball, 0.016) + 0.0022 * near(middle, 0.0095) + 0.0018 * near(last, 0.0085)
        )
        waist = 0.5 * (middle + last)
        return np.asarray((deep - 0.0018 * near(waist, 0.009)) * follows)

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
