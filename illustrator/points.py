"""The acupressure points, computed from landmarks by the distances of the WHO standard (2008).

Finger widths are the standard's: two fingers are 1.5 cun, four are 3 cun.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .body import SurfacePoint
from .landmarks import DOWN, L2, NAVEL, S2, SIDES, Landmarks

BOTH_SIDES = ("BL23", "BL52", "BL53", "GB30", "BL40", "BL39", "LI4", "LR3")
SIDE_NAMES = {"": "midline", "L": "left", "R": "right"}


@dataclass(frozen=True)
class Measure:
    """How a person finds a point: a number of finger widths from a landmark."""

    landmark: str
    fingers: int


MEASURES: dict[str, Measure] = {
    "CV6": Measure("navel", 2),
    "BL23": Measure("spine at waist", 2),
    "BL52": Measure("spine at waist", 4),
    "BL53": Measure("sacrum edge", 2),
    "BL39": Measure("knee crease", 2),
    "LI4": Measure("thumb-index joint", 2),
    "LR3": Measure("toe web", 2),
}
"""GB30 has none: it is found by bones alone.  BL40 has none: it is the middle of the crease."""
LANDMARK_KEYS = {
    "navel": "navel",
    "hip bone": "hip-bone",
    "spine at waist": "spine",
    "sacrum": "sacrum",
    "sacrum edge": "sacrum",
    "hip bump": "hip-bump",
    "sacral hiatus": "tailbone-top",
    "knee crease": "knee-crease",
    "cord": "cord",
    "thumb-index joint": "bone-joint",
    "toe web": "toe-web",
}
"""The kiosk's keys of the landmarks, by which it knows their names in each language."""
SHOWN: dict[str, tuple[str, ...]] = {
    "CV6": ("navel",),
    "BL23": ("spine at waist", "hip bone"),
    "BL52": ("spine at waist", "hip bone"),
    "BL53": ("sacrum",),
    "GB30": ("hip bump", "sacral hiatus"),
    "BL40": ("knee crease",),
    "BL39": ("knee crease", "cord"),
    "LI4": ("thumb-index joint",),
    "LR3": ("toe web",),
}
"""Landmarks that a picture of the point names."""
THIRDS = {"GB30": ("hip bump", "sacral hiatus")}
"""Points a third of the way between two landmarks."""


def key(code: str, side: str) -> str:
    """``CV6`` or ``BL23.L``: how points and sided landmarks are named inside."""
    return f"{code}.{side}" if side else code


def sides_of(code: str) -> tuple[str, ...]:
    """The sides a point exists on: one on the midline, else left and right."""
    return ("",) if code == "CV6" else tuple(SIDES)


def sided(name: str, side: str, landmarks: Landmarks) -> str:
    """The key of a landmark for a point on that side: landmarks on the midline have no side."""
    return name if name in landmarks.places else f"{name}.{side}"


def landmark_of(code: str, side: str, landmarks: Landmarks) -> SurfacePoint:
    """Where the point of that code and side is measured from."""
    return landmarks.places[sided(MEASURES[code].landmark, side, landmarks)]


def locate(landmarks: Landmarks) -> dict[str, SurfacePoint]:
    """All points of a body, by key."""
    cun, level = landmarks.cun, landmarks.level
    points = {"CV6": landmarks.front(0.0, level(NAVEL - 1.5))}
    for side, sign in SIDES.items():
        points[f"BL23.{side}"] = landmarks.back(sign * 1.5 * cun, level(L2))
        points[f"BL52.{side}"] = landmarks.back(sign * 3.0 * cun, level(L2))
        points[f"BL53.{side}"] = landmarks.back(sign * 3.0 * cun, level(S2))
        points[f"GB30.{side}"] = _gb30(landmarks, side)
        points[f"BL40.{side}"] = landmarks.places[f"knee crease.{side}"]
        points[f"BL39.{side}"] = landmarks.places[f"knee crease outer end.{side}"]
        points[f"LI4.{side}"] = _li4(landmarks, side)
        points[f"LR3.{side}"] = _lr3(landmarks, side)
    return points


def _gb30(landmarks: Landmarks, side: str) -> SurfacePoint:
    """One third of the way in from the greater trochanter to the sacral hiatus.

    The third is taken on the straight line and carried straight back onto the skin, so that it is
    a third as seen from behind, too.  Along the skin it lies 1 cm (half a cun) inward.
    """
    bump = landmarks.position(f"hip bump.{side}")
    inner = bump + (landmarks.position("sacral hiatus") - bump) / 3
    return landmarks.back(float(inner[0]), float(inner[2]))


def _li4(landmarks: Landmarks, side: str) -> SurfacePoint:
    """Thumb side of the middle of the second metacarpal, on the back of the hand.

    14 mm beside the bone's axis is the top of the muscle that bulges when the thumb is closed.
    """
    dorsal, _, radial = landmarks.hand_axes(side)
    base = landmarks.body.head(f"metacarpal1.{side}")
    knuckle = landmarks.body.head(f"finger2-1.{side}")
    middle = 0.5 * (base + knuckle)
    return landmarks.body.surface(middle + radial * 0.014 + dorsal * 0.08, -dorsal)


def _lr3(landmarks: Landmarks, side: str) -> SurfacePoint:
    """Two finger widths (1.5 cun) from the toe web towards the ankle, between the metatarsals."""
    base, ahead = landmarks.toe_cleft(side)
    place = base + ahead * (landmarks.web_distance - 1.5 * landmarks.cun)
    return landmarks.body.surface(place + np.array([0, 0, 0.3]), DOWN)
