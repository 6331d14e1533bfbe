"""Lines of anatomy: landmarks that a person feels, and the creases of knuckles and cloth.

Each is a list of places on the skin, laid in the rest pose; those ``ON_CLOTH`` are carried out onto
the shorts.
"""

from __future__ import annotations

import numpy as np

from .arrays import Array, unit
from .body import Body, SurfacePoint
from .landmarks import CREST, CREST_ASIDE, HIATUS, NAVEL, S2, SACRUM_EDGE, SIDES, Landmarks
from .pads import fingertip_pad, palm_axes

Line = list[SurfacePoint]
ON_CLOTH = ("gluteal fold", "cleft", "hip bump", "tailbone")
OPACITY = {
    "sacrum edge": 0.45,
    "hip bone": 0.45,
    "cord": 0.5,
    "bone joint": 0.45,
    "knuckles": 0.45,
    "thumb knuckle": 0.45,
    "gluteal fold": 0.7,
    "cleft": 0.45,
    "hip bump": 0.6,
    "tailbone": 0.6,
}
"""Of a stroke; one that is not named is a crease that is plainly seen."""
INK = 0.8
FINE = {
    "knuckles": 0.5,
    "thumb knuckle": 0.5,
    "bone joint": 0.7,
    "sacrum edge": 0.75,
    "hip bone": 0.75,
}
"""Breadth relative to other strokes."""


def kind(name: str) -> str:
    """The name without its side and number: ``gluteal fold`` of ``gluteal fold.L``."""
    return name.partition(".")[0]


def lines(body: Body, marks: Landmarks, crotch: float) -> dict[str, Line]:
    """All lines of a body by name; sided ones end in ``.L`` and ``.R``."""
    z = marks.level(NAVEL)
    found = {
        "navel": [
            marks.front(0.0095 * np.cos(a), z + 0.0095 * np.sin(a))
            for a in np.radians(np.linspace(10, 170, 17))
        ],
        "cleft": [
            marks.back(0.0, h) for h in np.linspace(marks.level(HIATUS - 0.5), crotch + 0.055, 15)
        ],
        "tailbone": [
            marks.back(0.011 * np.sin(a), marks.level(HIATUS) - 0.011 * np.cos(a))
            for a in np.radians(np.linspace(-75, 75, 11))
        ],
    }
    for side, sign in SIDES.items():
        found |= {
            f"{name}.{side}": line for name, line in _trunk(marks, side, sign, crotch).items()
        }
        found[f"knee crease.{side}"] = [marks.crease(side, 0.8 * t) for t in np.linspace(-1, 1, 21)]
        found[f"cord.{side}"] = [marks.cord(side, up) for up in np.linspace(0.012, 0.085, 15)]
        found |= _bones_of_the_hand(body, marks, side)
        found |= _knuckles(body, side)
    return found


def areas(marks: Landmarks) -> dict[str, Line]:
    """The outlines of bones that lie flat under the skin, by name, in the rest pose.

    The sacrum tapers from its base, level with the lower end of L5, to the sacral hiatus.
    """
    levels = np.array([HIATUS, HIATUS + 0.2, 2.0, S2 - 1.1, S2, S2 + 1.2, S2 + 1.4])
    halves = SACRUM_EDGE * np.array([0.1, 0.3, 0.55, 0.85, 1.0, 1.16, 0.95])
    up = np.linspace(levels[0], levels[-1], 40)
    half = np.interp(up, levels, halves)
    edge = [*zip(half, up, strict=True), *zip(-half[::-1], up[::-1], strict=True)]
    return {"sacrum": [marks.back(x * marks.cun, marks.level(height)) for x, height in edge]}


def _trunk(marks: Landmarks, side: str, sign: int, crotch: float) -> dict[str, Line]:
    cun = marks.cun
    bump = marks.position(f"hip bump.{side}")
    return {
        "sacrum edge": [
            marks.back(sign * (SACRUM_EDGE + 0.2 * t) * cun, marks.level(S2 + t))
            for t in np.linspace(-1.1, 1.2, 21)
        ],
        "hip bone": [
            marks.crest(side, CREST_ASIDE + t, CREST - 9 * t * t)
            for t in np.linspace(-0.32, 0.2, 21)
        ],
        "gluteal fold": [
            marks.back(sign * x, crotch + 0.012 + 9 * max(x - 0.055, 0) ** 2 + 4 * (x - 0.055) ** 2)
            for x in np.linspace(0.022, 0.115, 21)
        ],
        "hip bump": [
            marks.back(bump[0] - sign * 0.028 * np.cos(a), bump[2] + 0.028 * np.sin(a))
            for a in np.radians(np.linspace(-65, 65, 15))
        ],
    }


def _bones_of_the_hand(body: Body, marks: Landmarks, side: str) -> dict[str, Line]:
    """Along the bones of thumb and index finger, from where they meet."""
    dorsal, along, radial = marks.hand_axes(side)
    meet = marks.position(f"thumb-index joint.{side}")
    thumb = unit(body.head(f"finger1-2.{side}") - body.head(f"finger1-1.{side}"))
    thumb = unit(thumb - dorsal * (thumb @ dorsal))

    def line(way: Array, aside: Array) -> Line:
        return [
            body.surface(meet + way * t + aside * 0.003 + dorsal * 0.03, -dorsal)
            for t in np.linspace(0.001, 0.034, 12)
        ]

    return {
        f"bone joint.{side}.index": line(along, radial),
        f"bone joint.{side}.thumb": line(thumb, along),
    }


def _knuckles(body: Body, side: str) -> dict[str, Line]:
    """Short creases over the joints of the fingers, on the back of the hand."""
    _, back_of_hand = palm_axes(body, side)
    found: dict[str, Line] = {}
    for digit in range(1, 6):
        pad = fingertip_pad(body, digit, side)
        for joint in (2, 3):
            root = body.head(f"finger{digit}-{joint}.{side}")
            along = unit(root - body.head(f"finger{digit}-{joint - 1}.{side}"))
            up = -pad.facing if digit == 1 else back_of_hand
            up = unit(up - along * (up @ along))
            across = np.cross(along, up)
            half = 0.0058 if digit == 1 else 0.0042
            for number, shift in enumerate((-0.0022, 0.0022) if joint == 2 or digit == 1 else (0,)):
                bow = 0.0012 * (np.sign(shift) or 1)
                name = "thumb knuckle" if (digit, joint) == (1, 2) else "knuckles"
                found[f"{name}.{side}.{digit}-{joint}-{number}"] = [
                    body.surface(
                        root + along * (shift + bow * (1 - t * t)) + across * half * t + up * 0.02,
                        -up,
                    )
                    for t in np.linspace(-1, 1, 9)
                ]
    return found
