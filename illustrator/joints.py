"""Joint angles of an arm in a pose, in anatomical terms, and how far healthy joints go.

Angles count from the rest pose, which stands near the anatomical zero: the arm hangs away from the
body, wrist and fingers nearly straight.  Only its fingers are fanned out: their spread counts from
the middle finger, beside which they lie at zero.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from .arrays import Array, unit
from .body import Body
from .pads import fingertip_pad, palm_axes

LIMITS: dict[str, tuple[float, float]] = {
    "elbow": (-10, 150),
    "pronation": (-90, 90),
    "wrist flexion": (-70, 80),
    "wrist ulnar": (-20, 30),
    "thumb base": (0, 70),
    "thumb middle": (-17, 55),
    "thumb last": (-20, 80),
    "finger base": (-45, 90),
    "finger middle": (-5, 105),
    "finger last": (-10, 80),
    "finger spread": (-27, 25),
}
"""Degrees.  Wrist, elbow and fingers: joint motion after the American Academy of Orthopaedic
Surgeons (Joint Motion, 1965), cited from memory; a few degrees are added where the rest pose is not
quite the anatomical zero.  ``finger spread``: 51 young adults spread the index from the middle
finger by 17 degrees (standard deviation 3), the ring finger by 14 (2) and the little finger from
that by 32 (7) [Anatomy & Cell Biology 57:172, 2024, doi 10.5115/acb.23.310].  An index finger may
go three deviations further, and 2 degrees for what a bent knuckle adds to this measure [design];
the others go less far than theirs.  ``thumb base`` is the whole turn of the saddle joint, whichever
way."""
EASY: dict[str, tuple[float, float]] = {"wrist flexion": (-50, 45), "wrist ulnar": (-20, 30)}
"""Degrees within which a wrist can stay for a minute: about two thirds of its range [design]."""


def arm_angles(body: Body, pose: Mapping[str, Array], side: str) -> dict[str, float]:
    """Degrees of each joint; ``finger base 2`` and so on for the fingers."""
    none = np.zeros(3)

    def turn(bone: str) -> Array:
        return pose.get(f"{bone}.{side}", none)

    elbow, wrist = body.head(f"lowerarm01.{side}"), body.head(f"wrist.{side}")
    fore = unit(wrist - elbow)
    bend = unit(np.cross(elbow - body.head(f"upperarm01.{side}"), fore))
    _, dorsal = palm_axes(body, side)
    sign = 1 if side == "L" else -1
    flex = {digit: fingertip_pad(body, digit, side).flex for digit in range(1, 6)}
    found: dict[str, float] = {
        "elbow": float(turn("lowerarm01") @ bend),
        "pronation": float(sign * (turn("lowerarm02") @ fore) / 0.6),
        "wrist flexion": float(turn("wrist") @ flex[3]),
        "wrist ulnar": float(sign * turn("wrist") @ dorsal),
        "thumb base": float(np.linalg.norm(turn("finger1-1"))),
        "thumb middle": float(turn("finger1-2") @ flex[1]),
        "thumb last": float(turn("finger1-3") @ flex[1]),
    }
    for digit in range(2, 6):
        found[f"finger base {digit}"] = float(turn(f"finger{digit}-1") @ flex[digit])
        found[f"finger middle {digit}"] = float(turn(f"finger{digit}-2") @ flex[digit])
        found[f"finger last {digit}"] = float(turn(f"finger{digit}-3") @ flex[digit])
        fan = _fan(body, digit, side, dorsal)
        found[f"finger spread {digit}"] = fan + float(turn(f"finger{digit}-1") @ dorsal) * sign
    return {name: math.degrees(value) for name, value in found.items()}


def _fan(body: Body, digit: int, side: str, dorsal: Array) -> float:
    """By how much a finger of the rest pose leans from the middle one, to the little finger."""

    def way(of: int) -> Array:
        bone = body.head(f"finger{of}-2.{side}") - body.head(f"finger{of}-1.{side}")
        return unit(bone - dorsal * (bone @ dorsal))

    sign = 1 if side == "L" else -1
    return float(sign * math.asin(np.cross(way(3), way(digit)) @ dorsal))


def beyond(angles: Mapping[str, float], limits: Mapping[str, tuple[float, float]]) -> list[str]:
    """The joints that go further than they may, each with its angle."""
    return [
        f"{name} {angle:.0f}"
        for name, angle in angles.items()
        for low, high in [limits.get(name.rstrip(" 2345"), (-np.inf, np.inf))]
        if not low <= angle <= high
    ]
