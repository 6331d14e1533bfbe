"""Landmarks found on the rest body: joints of its skeleton, extremes of its surface, WHO cun.

One cun is the bone-proportional one, height / 75 (WHO Standard Acupuncture Point Locations in the
Western Pacific Region, 2008).  The mesh has wide fingers: their breadth is not used.

The open body has no vertebrae.  Heights in the trunk are therefore counted in cun from the hip
joint centre, which lies level with the upper border of the pubic symphysis [anatomy]:
- navel 5.0: WHO, umbilicus to symphysis;
- sacral hiatus 1.4: the sacrococcygeal joint stands about 3 to 5 cm over the symphysis
  (Siebenrock 2003), which is where this mesh's cleft begins;
- second sacral foramen 3.7: level with the posterior superior iliac spines, about 9 cm over the
  hip joint centre;
- lower edge of L2 8.5: two vertebrae over the iliac crests, at the natural waist;
- top of the iliac crest 6.3: level with L4, one and a half vertebrae of 36 mm (with their discs)
  under the lower edge of L2 [anatomy].
"""

from __future__ import annotations

import numpy as np

from .arrays import Array, unit
from .body import Body, SurfacePoint

CUN_PER_HEIGHT = 75
NAVEL, HIATUS, S2, CREST, L2 = 5.0, 1.4, 3.7, 6.3, 8.5
SACRUM_EDGE = 1.5
"""Cun from the midline to the edge of the sacrum at S2, where it meets the hip bone: the line of
BL27 and BL28, which the WHO standard sets 1.5 cun beside the median sacral crest."""
CREASE_END = 0.54
"""Of the way from the middle of the knee crease to the outer edge of the leg: the inner border of
the outer hamstring's tendon, where the WHO standard sets BL39.  Here 1.3 to 1.5 cun."""
CORD_ASIDE, CORD_UP = 0.68, 0.045
"""The tendon of the outer hamstring (biceps femoris), just outside BL39: of the leg's half breadth
from its middle; metres over the crease where it is named."""
CREST_ASIDE = 0.72
"""Of the half breadth of the trunk: how far from the midline the iliac crest is highest."""
SIDES = {"L": 1, "R": -1}
HEEL = np.array([0.0, 3, -1])
"""The way the part of the heel faces that presses when the toes point up."""
BACKWARD, FORWARD, DOWN = np.array([0.0, 1, 0]), np.array([0.0, -1, 0]), np.array([0.0, 0, -1])


class Landmarks:
    """Named places on the skin; left and right ones end in ``.L`` and ``.R``."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self.cun = body.height / CUN_PER_HEIGHT
        self.hip_height = float(body.head("upperleg01.L")[2])
        self.places: dict[str, SurfacePoint] = {
            "navel": self.front(0, self.level(NAVEL)),
            "spine at waist": self.back(0, self.level(L2)),
            "sacrum": self.back(0, self.level(S2)),
            "sacral hiatus": self.back(0, self.level(HIATUS)),
        }
        for side, sign in SIDES.items():
            self.places[f"sacrum edge.{side}"] = self.back(
                sign * SACRUM_EDGE * self.cun, self.level(S2)
            )
            self.places[f"hip bone.{side}"] = self.crest(side, CREST_ASIDE, CREST)
            outward = np.array([sign, 0.0, 0.0])
            self.places[f"hip bump.{side}"] = body.surface(
                np.array([sign, 0.0, self.hip_height]), -outward
            )
            self._knee(side, sign)
            self._hand(side)
            self._foot(side)

    def level(self, cun: float) -> float:
        """Height (z) that many cun over the hip joints."""
        return self.hip_height + cun * self.cun

    def front(self, x: float, z: float) -> SurfacePoint:
        """Skin of the belly side at so far to the left and such a height, metres."""
        return self.body.surface(np.array([x, -1, z]), BACKWARD)

    def back(self, x: float, z: float) -> SurfacePoint:
        """Skin of the back at so far to the left and such a height, metres."""
        return self.body.surface(np.array([x, 1, z]), FORWARD)

    def crest(self, side: str, aside: float, cun: float) -> SurfacePoint:
        """A place on the back, ``cun`` above the hip joints.

        ``aside`` is a share of the trunk's half breadth there: 0 the midline, 1 the edge.
        """
        z = self.level(cun)
        half = float(
            self.body.surface(np.array([1.0, 0.02, z]), np.array([-1.0, 0, 0])).on(self.body.rest)[
                0
            ]
        )
        return self.back(SIDES[side] * aside * half, z)

    def position(self, name: str) -> Array:
        """Where a landmark lies in the rest pose."""
        return self.places[name].on(self.body.rest)

    # ---- knee
    def knee(self, side: str) -> tuple[float, float, float, float]:
        """Back of the knee at joint level: x of its middle, y and z of the joint, half width."""
        joint = self.body.head(f"lowerleg01.{side}")
        rest = self.body.rest
        ring = (
            (self.body.share("lowerleg", "upperleg") > 0.5)
            & (np.abs(rest[:, 2] - joint[2] - 0.004) < 0.008)
            & (np.sign(rest[:, 0]) == SIDES[side])
        )
        low, high = rest[ring, 0].min(), rest[ring, 0].max()
        return float(low + high) / 2, float(joint[1]), float(joint[2]), float(high - low) / 2

    def crease(self, side: str, across: float) -> SurfacePoint:
        """A place on the knee crease: -1 inner edge of the leg, 0 middle, 1 outer edge."""
        x, _, z, half = self.knee(side)
        bow = 0.004 - 0.003 * across * across
        return self.back(x + SIDES[side] * across * half, z + bow)

    def cord(self, side: str, up: float) -> SurfacePoint:
        """A place on the outer hamstring's tendon, ``up`` metres above the crease."""
        x, _, z, half = self.knee(side)
        return self.back(x + SIDES[side] * CORD_ASIDE * half, z + up)

    def _knee(self, side: str, sign: int) -> None:
        self.places[f"knee crease.{side}"] = self.crease(side, 0.0)
        self.places[f"knee crease outer end.{side}"] = self.crease(side, CREASE_END)
        self.places[f"cord.{side}"] = self.cord(side, CORD_UP)

    # ---- hand
    def hand_axes(self, side: str) -> tuple[Array, Array, Array]:
        """Back-of-hand normal, direction of the second metacarpal, direction to the thumb side."""

        def head(label: str) -> Array:
            return self.body.head(f"{label}.{side}")

        wrist = head("wrist")
        dorsal = unit(np.cross(head("finger2-1") - wrist, head("finger5-1") - wrist))
        if dorsal @ (head("finger3-3") - head("finger3-1")) > 0:  # fingers curl towards the palm
            dorsal = -dorsal
        along = unit(head("finger2-1") - head("metacarpal1"))
        radial = head("finger2-1") - head("finger3-1")
        radial = radial - dorsal * (radial @ dorsal)
        return dorsal, along, unit(radial - along * (radial @ along))

    def _hand(self, side: str) -> None:
        """Where the bones of thumb and index finger meet: between their bases, near the wrist.

        The base of the thumb's metacarpal stands beside that of the second one, on its level; the
        mesh has it 12 mm further towards the fingers, so that only its distance aside is used.
        """
        dorsal, _, radial = self.hand_axes(side)
        thumb, index = (self.body.head(f"{bone}.{side}") for bone in ("finger1-1", "metacarpal1"))
        joint = index + 0.5 * ((thumb - index) @ radial) * radial
        self.places[f"thumb-index joint.{side}"] = self.body.surface(joint + dorsal * 0.08, -dorsal)

    # ---- foot
    def toe_cleft(self, side: str) -> tuple[Array, Array]:
        """Middle between the first two toe joints, and the level direction to their tips."""
        head = self.body.head
        base = 0.5 * (head(f"toe1-1.{side}") + head(f"toe2-1.{side}"))
        ahead = 0.5 * (head(f"toe1-2.{side}") + head(f"toe2-2.{side}")) - base
        ahead[2] = 0
        return base, unit(ahead)

    def _foot(self, side: str) -> None:
        """Margin of the toe web: where the cleft's floor first rises over the sole."""
        base, ahead = self.toe_cleft(side)
        across = np.cross(ahead, [0, 0, 1.0])
        sole = float(self.body.rest[:, 2].min())
        for distance in np.arange(0.075, -0.01, -0.0005):
            floor = min(
                self._top(base + ahead * distance + across * aside)
                for aside in np.arange(-0.012, 0.0121, 0.001)
            )
            if floor > sole + 0.018:
                break
        self.web_distance = float(distance)
        self.places[f"toe web.{side}"] = self.body.surface(
            base + ahead * distance + np.array([0, 0, 0.3]), DOWN
        )
        foot = self.body.rest[self.body.share(f"foot.{side}") > 0.5]
        self.places[f"heel.{side}"] = self.body.nearest(foot[np.argmax(foot @ HEEL)])

    def _top(self, place: Array) -> float:
        try:
            found = self.body.surface(place + np.array([0, 0, 0.1]), DOWN)
        except ValueError:
            return -9.0
        return float(found.on(self.body.rest)[2])
