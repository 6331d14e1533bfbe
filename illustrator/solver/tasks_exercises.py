"""The poses of the exercises without pressing: arms that rest on the body, hang or spread."""

from __future__ import annotations

import numpy as np

from ..arrays import Array, unit
from ..poses import posture
from ..rotations import Pose, symmetric
from .limbs import Start
from .reach import Reacher, Wish
from .tasks import between, rest_arm, task, vec

FLAT = dict.fromkeys((2, 3, 4, 5), (10.0, 12.0, 6.0))
"""The fingers of a hand laid flat."""


def _joint(reacher: Reacher, pose: Pose, name: str) -> Array:
    figure = reacher.figure
    return figure.joint(name, figure.body.transforms(pose))


def _length(reacher: Reacher, first: str, second: str) -> float:
    """Metres between two joints of the arm."""
    body = reacher.figure.body
    return float(np.linalg.norm(body.head(f"{second}.L") - body.head(f"{first}.L")))


# ---- hands on the belly
def _belly(reacher: Reacher, fixed: Pose) -> Pose:
    """Both hands flat on the belly, their fingertips nearly meeting under the navel."""
    figure = reacher.figure
    skin, _, _ = figure.skin(fixed)
    navel = figure.place("navel").on(skin)
    spread = ((2, 0.022), (3, 0.002), (4, -0.018), (5, -0.036))
    wish = Wish(
        {},
        elbow=_joint(reacher, fixed, "upperarm01.L") + vec(0.150, 0.060, -0.250),
        wrist=navel + vec(0.165, 0.005, 0.000),
        forward=vec(-0.95, -0.22, -0.15),
        dorsal=vec(0.25, -0.95, 0.15),
        tips={digit: (navel + vec(0.018, -0.004, z - 0.015), 10.0) for digit, z in spread},
        resting=(2, 3, 4, 5),
        stand_off=0.004,
        elbow_weight=8,
        forward_weight=0.6,
        dorsal_weight=0.8,
        wrist_weight=8,
        likeness=0.05,
    )
    starts = [Start((-10, 20, -20), 80, 20, fingers=FLAT)]
    return symmetric(reacher.reach("L", fixed, between(reacher, -0.1, 0.62), wish, starts))


@task
def belly(reacher: Reacher) -> Pose:
    """Standing, both hands on the belly."""
    return _belly(reacher, posture("standing"))


@task
def belly_seated(reacher: Reacher) -> Pose:
    """Sitting upright, both hands on the belly."""
    return _belly(reacher, posture("sitting-upright"))


# ---- hands on the small of the back
def _small_of_back(reacher: Reacher, name: str) -> Pose:
    """Both palms on the small of the back, fingers down."""
    fixed = posture(name)
    figure = reacher.figure
    skin, _, _ = figure.skin(fixed)
    place = figure.place("BL52.L").on(skin)
    spread = ((2, -0.016), (3, 0.003), (4, 0.022), (5, 0.038))
    shoulder = _joint(reacher, fixed, "upperarm01.L")
    upper = _length(reacher, "upperarm01", "lowerarm01")
    wish = Wish(
        {},
        elbow=shoulder + upper * unit(vec(0.42, 0.66, -0.62)),
        wrist=place + vec(0.045, 0.035, 0.045),
        forward=vec(-0.20, 0.12, -0.97),
        dorsal=vec(0.25, 0.95, 0.10),
        tips={digit: (place + vec(x - 0.010, 0.010, -0.110), 8.0) for digit, x in spread},
        resting=(2, 3, 4, 5),
        stand_off=0.004,
        elbow_weight=6,
        forward_weight=0.8,
        dorsal_weight=0.9,
        wrist_weight=10,
        likeness=0.05,
    )
    starts = [
        Start((40, -10, 30), 70, 40, fingers=FLAT),
        Start((55, 10, 50), 80, 60, fingers=FLAT),
    ]
    hips = figure.landmarks.hip_height
    return symmetric(
        reacher.reach("L", fixed, between(reacher, hips - 0.2, hips + 0.46), wish, starts)
    )


@task
def lean_ready(reacher: Reacher) -> Pose:
    """Standing upright, both hands on the small of the back."""
    return _small_of_back(reacher, "feet-apart")


@task
def lean_back(reacher: Reacher) -> Pose:
    """Leaning back a little, both hands on the small of the back."""
    return _small_of_back(reacher, "bending-back")


# ---- bending to the left
@task
def side_bend(reacher: Reacher) -> Pose:
    """Bending to the left: the left hand is down the leg, the right arm hangs over the hip."""
    fixed = posture("bending-left")
    left, right = (_joint(reacher, fixed, f"upperarm01.{side}") for side in "LR")
    low = left + vec(0.075, 0.030, -0.290)
    bent = rest_arm(reacher, "L", fixed, low, vec(0.255, -0.040, left[2] - 0.530))
    high = vec(-0.245, 0.030, right[2] - 0.270)
    return rest_arm(reacher, "R", bent, high, vec(-0.275, -0.060, right[2] - 0.500))


# ---- arms out, chest forward
def _spread(reacher: Reacher, name: str) -> Pose:
    """Both arms out to the sides and a little back, palms forward."""
    fixed = posture(name)
    shoulder = _joint(reacher, fixed, "upperarm01.L")
    along = unit(vec(0.90, 0.22, -0.36))
    elbow = shoulder + _length(reacher, "upperarm01", "lowerarm01") * along
    further = unit(vec(0.92, 0.16, -0.30))
    wish = Wish(
        {},
        elbow=elbow,
        wrist=elbow + _length(reacher, "lowerarm01", "wrist") * further,
        forward=further,
        dorsal=vec(0.10, 0.96, 0.20),
        elbow_weight=40,
        wrist_weight=80,
        forward_weight=0.6,
        dorsal_weight=0.8,
    )
    easy = {2: (2.0, 6.0, 3.0), 3: (3.0, 7.0, 4.0)}
    easy |= {4: (4.0, 8.0, 4.0), 5: (4.0, 8.0, 4.0)}
    starts = [Start((0, -20, 15), 5, 40, fingers=easy, thumb_bend=(5, 5))]
    reached = reacher.reach("L", fixed, between(reacher, -0.1, 0.6), wish, starts, rounds=200)
    return symmetric(reached)


@task
def open_chest(reacher: Reacher) -> Pose:
    """Standing, arms out, chest forward."""
    return _spread(reacher, "chest-forward")


@task
def open_chest_seated(reacher: Reacher) -> Pose:
    """Sitting, arms out, chest forward."""
    return _spread(reacher, "chest-forward-seated")
