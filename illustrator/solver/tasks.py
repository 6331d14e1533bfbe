"""The poses to be solved, arms at rest and trunk: which finger goes where, and how the arm comes.

Offsets are metres from the point, in the posed body's own axes (x left, y back, z up); all is
solved for the left arm unless said otherwise and mirrored where both hands press.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from ..arrays import Array, Mask, unit
from ..landmarks import SIDES
from ..poses import pose_named, posture
from ..rotations import Pose, mirrored, symmetric
from .limbs import Start
from .reach import Contact, Reacher, Wish

OFF = 0.03
"""Metres between the point and the hand that is about to press it."""


@dataclass(frozen=True)
class Pressed:
    """A pose that presses, and the same with its hands 3 cm off."""

    pressing: Pose
    near: Pose


Solved = Pose | Pressed
Task = Callable[[Reacher], Solved]
TASKS: dict[str, Task] = {}
"""In the order of this file: later tasks may build on the poses of earlier ones."""
FIST = {4: (55.0, 80.0, 45.0), 5: (60.0, 80.0, 45.0)}


def task(function: Task) -> Task:
    """Add a function to the tasks under its name."""
    TASKS[function.__name__.replace("_", "-")] = function
    return function


def vec(x: float, y: float, z: float) -> Array:
    """A place or direction, metres."""
    return np.array([x, y, z])


def target(reacher: Reacher, name: str, pose: Pose) -> tuple[Array, Array]:
    """Place and outward normal of a point in a pose."""
    figure = reacher.figure
    skin, normals, _ = figure.skin(pose)
    place = figure.place(name)
    return place.on(skin), unit(place.on(normals))


def between(reacher: Reacher, low: float, high: float) -> Mask:
    """The trunk and legs between two rest heights: what the hand may touch there."""
    z = reacher.figure.body.vertices[:, 2]
    return np.asarray(reacher.not_arms() & (z > low) & (z < high))


# ---- arms at rest
CURL = {2: (10.0, 22.0, 12.0), 3: (14.0, 26.0, 14.0), 4: (17.0, 28.0, 15.0), 5: (20.0, 28.0, 15.0)}
"""Degrees by which the joints of each finger are bent in an idle hand [design]."""
ADDUCTED = 20.0
"""Degrees by which the thumb of an idle hand lies nearer to the index finger than at rest."""


def rest_arm(
    reacher: Reacher,
    side: str,
    fixed: Pose,
    elbow: Array,
    wrist: Array,
    dorsal: Array | None = None,
) -> Pose:
    """An arm at rest, its fingers curled; unless told otherwise it lies beside the body."""
    if dorsal is None:
        dorsal = vec(0.5 if side == "L" else -0.5, -0.85, 0.0)
    thumb = tuple(ADDUCTED * reacher.figure.landmarks.hand_axes(side)[0] * SIDES[side])
    wish = Wish(
        {},
        elbow=elbow,
        wrist=wrist,
        forward=wrist - elbow,
        dorsal=dorsal,
        elbow_weight=40,
        wrist_weight=80,
        forward_weight=0.6,
        dorsal_weight=0.6,
    )
    trunk = between(reacher, -0.5, 0.7)
    lift, pronation = (40, -30) if side == "L" else (-40, 30)
    starts = [Start((5, lift, 0), 5, pronation, fingers=CURL, thumb=thumb, thumb_bend=(12, 15))]
    return reacher.reach(side, fixed, trunk, wish, starts, rounds=200)


@task
def arms_down(reacher: Reacher) -> Pose:
    """Both arms hang beside the body."""
    elbow, wrist = vec(0.285, 0.03, 0.365), vec(0.300, -0.045, 0.125)
    hanging = rest_arm(reacher, "L", posture("standing"), elbow, wrist, vec(0.9, -0.35, 0.1))
    return symmetric(hanging)


@task
def lying(reacher: Reacher) -> Pose:
    """Both arms lie beside the body."""
    elbow, wrist = vec(0.300, 0.045, 0.375), vec(0.345, 0.040, 0.130)
    return symmetric(rest_arm(reacher, "L", posture("lying"), elbow, wrist))


# ---- belly
@task
def cv6(reacher: Reacher) -> Pressed:
    """The index finger of the right hand presses straight in, the others folded away."""
    fixed = pose_named(reacher.figure.name, "arms-down")
    place, normal = target(reacher, "CV6", fixed)
    inward = vec(-0.30, 0.94, -0.12)
    wish = Wish(
        {2: Contact(place, normal, -0.002)},
        elbow=vec(0.41, 0.02, 0.37),
        wrist=place + vec(0.125, -0.080, 0.060),
        forward=vec(-0.90, 0.05, -0.28),
        dorsal=vec(-0.30, -0.55, 0.78),
        aims={2: (inward, 2.5)},
        tips={1: (place + vec(0.056, -0.036, 0.016), 14.0)},
        forward_weight=0.9,
        dorsal_weight=0.5,
        wrist_weight=6,
        pad_weight=0.0,
        likeness=0.0,
    )
    bent = {2: (40.0, 50.0, 28.0), 3: (60.0, 80.0, 45.0), **FIST}
    starts = [Start((-30, 10, -30), 80, 0, fingers=bent)]
    left = reacher.reach("L", fixed, between(reacher, -0.1, 0.6), wish, starts)
    near = reacher.withdrawn("L", left, -OFF * unit(inward))

    def right(pose: Pose) -> Pose:
        return {**fixed, **mirrored({k: v for k, v in pose.items() if k.endswith(".L")})}

    return Pressed(right(left), right(near))


# ---- lower back and hip: thumbs of both hands
Triple = tuple[float, float, float]


@dataclass(frozen=True)
class Grip:
    """How the left hand is laid round waist or hip, fingers forward, thumb behind on the point.

    Offsets are metres from the point.
    """

    elbow: Triple
    """Where the upper arm points from the shoulder."""
    wrist: Triple
    forward: Triple
    dorsal: Triple
    thumb: Triple
    """Where the thumb's last bone points."""
    tips: tuple[Triple, Triple, Triple, Triple]
    """Offsets of the pads of the index to the little finger."""
    posture: str = "standing"
    forward_weight: float = 1.0
    dorsal_weight: float = 1.0
    pad_weight: float = 0.5
    stand_off: float = 0.0
    elbow_weight: float = 6.0
    palm_weight: float = 200.0
    resting_weight: float = 60.0
    off: Triple = (0.8, 0.0, 0.0)
    """Added to the skin's normal: the way the hand leaves, outwards as well as back."""


GRIPS = {
    "BL23": Grip(
        elbow=(0.84, 0.30, -0.45),
        wrist=(0.118, 0.010, -0.030),
        forward=(-0.20, -0.90, -0.30),
        dorsal=(1.00, 0.00, 0.20),
        thumb=(-0.95, 0.05, 0.20),
        tips=(
            (0.062, -0.175, -0.055),
            (0.066, -0.175, -0.078),
            (0.072, -0.165, -0.098),
            (0.080, -0.145, -0.116),
        ),
        elbow_weight=14,
    ),
    "BL52": Grip(
        elbow=(0.75, 0.45, -0.50),
        wrist=(0.105, -0.005, -0.035),
        forward=(-0.20, -0.90, -0.30),
        dorsal=(1.00, 0.00, 0.20),
        thumb=(-0.93, 0.1, 0.30),
        tips=(
            (0.020, -0.165, -0.055),
            (0.026, -0.165, -0.078),
            (0.034, -0.155, -0.098),
            (0.044, -0.135, -0.116),
        ),
        elbow_weight=30,
    ),
    "BL53": Grip(
        elbow=(0.68, 0.50, -0.52),
        wrist=(0.118, 0.010, 0.000),
        forward=(-0.10, -0.75, -0.65),
        dorsal=(1.00, -0.05, 0.15),
        thumb=(-0.95, 0.1, 0.05),
        tips=(
            (0.075, -0.140, -0.070),
            (0.080, -0.138, -0.094),
            (0.084, -0.126, -0.115),
            (0.088, -0.105, -0.132),
        ),
        posture="leaning-back",
    ),
    "GB30": Grip(
        elbow=(0.42, 0.75, -0.50),
        wrist=(0.080, 0.010, 0.050),
        forward=(-0.10, -0.80, -0.60),
        dorsal=(1.00, 0.00, 0.10),
        thumb=(-0.90, 0.10, -0.30),
        tips=(
            (0.070, -0.130, -0.030),
            (0.076, -0.130, -0.054),
            (0.076, -0.115, -0.075),
            (0.074, -0.095, -0.095),
        ),
        posture="leaning-back",
        pad_weight=1.0,
        palm_weight=600.0,
        stand_off=0.002,
        elbow_weight=14,
    ),
}
"""Hands lie alike at waist and hip; the lower the point, the straighter the arms."""


def _thumbs(reacher: Reacher, point: str) -> Pressed:
    """Hands on waist or hips from behind, both thumbs on the point of their side."""
    grip = GRIPS[point]
    fixed = posture(grip.posture)
    figure = reacher.figure
    place, normal = target(reacher, f"{point}.L", fixed)
    transforms = figure.body.transforms(fixed)
    shoulder, bent = (figure.joint(f"{bone}01.L", transforms) for bone in ("upperarm", "lowerarm"))
    wish = Wish(
        {1: Contact(place, normal)},
        elbow=shoulder + np.linalg.norm(bent - shoulder) * unit(np.array(grip.elbow)),
        wrist=place + grip.wrist,
        forward=np.array(grip.forward),
        dorsal=np.array(grip.dorsal),
        aims={1: (np.array(grip.thumb), 0.04)},
        tips={finger: (place + offset, 6) for finger, offset in enumerate(grip.tips, start=2)},
        resting=(2, 3, 4, 5),
        stand_off=grip.stand_off,
        elbow_weight=grip.elbow_weight,
        forward_weight=grip.forward_weight,
        dorsal_weight=grip.dorsal_weight,
        wrist_weight=5,
        pad_weight=grip.pad_weight,
        palm_weight=grip.palm_weight,
        resting_weight=grip.resting_weight,
        likeness=0.03,
    )
    hips = figure.landmarks.hip_height
    obstacle = between(reacher, hips - 0.30, hips + 0.46)
    starts = [Start((40, -10, 30), 60, 40, thumb_bend=(16, -10))]
    pressing = reacher.reach("L", fixed, obstacle, wish, starts)
    aside = unit(normal + np.array(grip.off))
    near = reacher.withdrawn("L", pressing, OFF * aside)
    return Pressed(symmetric(pressing), symmetric(near))


TASKS.update({point.lower(): partial(_thumbs, point=point) for point in GRIPS})
