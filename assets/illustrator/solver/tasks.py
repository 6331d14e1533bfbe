"""The poses to be solved, arms at rest and trunk: which finger goes where, and how the arm comes.

Offsets are metres from the point, in the posed body's own axes (x left, y back, z up); all is
solved for the left arm unless said otherwise and mirrored where both hands press.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..arrays import Array, Mask, unit
from ..poses import pose_named, posture
from ..rotations import Pose, mirrored, symmetric
from .limbs import Start
from .reach import Contact, Reacher, Wish

Task = Callable[[Reacher], Pose]
TASKS: dict[str, Task] = {}
"""In the order of this file: later tasks may build on the poses of earlier ones."""
FIST = {4: (55.0, 80.0, 45.0, 0.0), 5: (60.0, 80.0, 45.0, 0.0)}


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
def rest_arm(reacher: Reacher, side: str, fixed: Pose, elbow: Array, wrist: Array) -> Pose:
    """An arm lying beside the body, the back of its hand outward, fingers a little bent."""
    return _rest(reacher, side, fixed, elbow, wrist, vec(0.5 if side == "L" else -0.5, -0.85, 0.0))


def _rest(
    reacher: Reacher, side: str, fixed: Pose, elbow: Array, wrist: Array, dorsal: Array
) -> Pose:
    easy = {2: 8.0, 3: 12.0, 4: 15.0, 5: 18.0}
    fingers = {digit: (bend, bend + 6, 8.0, 0.0) for digit, bend in easy.items()}
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
    starts = [Start((5, lift, 0), 5, pronation, fingers=fingers, thumb_bend=(5, 5))]
    return reacher.reach(side, fixed, trunk, wish, starts, rounds=200)


@task
def arms_down(reacher: Reacher) -> Pose:
    """Both arms hang beside the body."""
    elbow, wrist = vec(0.285, 0.03, 0.365), vec(0.300, -0.045, 0.125)
    hanging = _rest(reacher, "L", posture("standing"), elbow, wrist, vec(0.9, -0.35, 0.1))
    return symmetric(hanging)


@task
def lying(reacher: Reacher) -> Pose:
    """Both arms lie beside the body."""
    elbow, wrist = vec(0.300, 0.045, 0.375), vec(0.345, 0.040, 0.130)
    return symmetric(rest_arm(reacher, "L", posture("lying"), elbow, wrist))


# ---- belly
@task
def cv6(reacher: Reacher) -> Pose:
    """The index finger of the right hand presses straight in, the others folded away."""
    fixed = pose_named(reacher.figure.name, "arms-down")
    place, normal = target(reacher, "CV6", fixed)
    inward = vec(-0.45, 0.88, -0.14)
    wish = Wish(
        {2: Contact(place, normal, -0.003)},
        elbow=vec(0.41, 0.02, 0.37),
        wrist=place + vec(0.110, -0.150, 0.040),
        forward=inward,
        dorsal=vec(-0.35, -0.40, 0.85),
        aims={2: (inward, 0.4)},
        tips={1: (place + vec(0.050, -0.050, 0.062), 6.0)},
        forward_weight=0.5,
        dorsal_weight=0.3,
        wrist_weight=6,
        pad_weight=0.0,
        likeness=0.0,
    )
    bent = {2: (12.0, 12.0, 6.0, 0.0), 3: (60.0, 80.0, 45.0, 0.0), **FIST}
    starts = [Start((-30, 10, -30), 80, 0, fingers=bent)]
    left = reacher.reach("L", fixed, between(reacher, -0.1, 0.6), wish, starts)
    right = mirrored({bone: v for bone, v in left.items() if bone.endswith(".L")})
    return {**fixed, **right}


# ---- lower back and hip: thumbs of both hands
OPEN: dict[int, tuple[float, float, float, float]] = {}
LOOSE_FIST = dict.fromkeys((2, 3, 4, 5), (60.0, 75.0, 40.0, 0.0))


def elbow(reacher: Reacher, out: float, back: float, down: float) -> Array:
    """Where the left elbow comes to lie when the upper arm points so from the shoulder."""
    head = reacher.figure.body.head
    shoulder, length = head("upperarm01.L"), head("lowerarm01.L") - head("upperarm01.L")
    return np.asarray(shoulder + np.linalg.norm(length) * unit(vec(out, back, -down)))


def _waist(
    reacher: Reacher,
    point: str,
    wish_for: Callable[[Array, Array], Wish],
    fingers: dict[int, tuple[float, float, float, float]] = OPEN,
) -> Pose:
    fixed = posture("standing")
    place, normal = target(reacher, f"{point}.L", fixed)
    hips = reacher.figure.landmarks.hip_height
    obstacle = between(reacher, hips - 0.30, hips + 0.46)
    starts = [Start((40, -10, 30), 60, 40, fingers=fingers)]
    return symmetric(reacher.reach("L", fixed, obstacle, wish_for(place, normal), starts))


@task
def bl23(reacher: Reacher) -> Pose:
    """Hands on the waist from behind, thumbs beside the spine."""

    def wish(place: Array, normal: Array) -> Wish:
        return Wish(
            {1: Contact(place, normal)},
            elbow=elbow(reacher, 0.78, 0.30, 0.60),
            wrist=place + vec(0.138, 0.020, -0.070),
            forward=vec(0.12, -0.90, -0.36),
            dorsal=vec(0.92, 0.33, 0.2),
            aims={1: (vec(-0.85, 0, 0.48), 0.04)},
            tips={
                2: (place + vec(0.114, -0.110, -0.085), 6),
                3: (place + vec(0.120, -0.105, -0.106), 6),
                4: (place + vec(0.124, -0.090, -0.124), 6),
                5: (place + vec(0.128, -0.066, -0.138), 6),
            },
            resting=(2, 3, 4, 5),
            forward_weight=0.35,
            dorsal_weight=0.25,
            wrist_weight=5,
            pad_weight=0.2,
            likeness=0.03,
        )

    return _waist(reacher, "BL23", wish)


@task
def bl52(reacher: Reacher) -> Pose:
    """Hands on the waist, fingers forward, thumbs a hand's breadth from the spine."""

    def wish(place: Array, normal: Array) -> Wish:
        return Wish(
            {1: Contact(place, normal)},
            elbow=elbow(reacher, 0.80, 0.26, 0.60),
            wrist=place + vec(0.118, 0.010, -0.072),
            forward=vec(0.05, -0.92, -0.32),
            dorsal=vec(0.95, 0.22, 0.2),
            aims={1: (vec(-0.80, 0.1, 0.52), 0.04)},
            tips={
                2: (place + vec(0.080, -0.135, -0.080), 6),
                3: (place + vec(0.086, -0.135, -0.102), 6),
                4: (place + vec(0.092, -0.120, -0.122), 6),
                5: (place + vec(0.096, -0.096, -0.138), 6),
            },
            resting=(2, 3, 4, 5),
            forward_weight=0.35,
            dorsal_weight=0.25,
            wrist_weight=5,
            pad_weight=0.2,
            likeness=0.03,
        )

    return _waist(reacher, "BL52", wish)


@task
def bl53(reacher: Reacher) -> Pose:
    """Hands on the hips, thumbs on the upper buttocks at the height of the sacral dimples."""

    def wish(place: Array, normal: Array) -> Wish:
        return Wish(
            {1: Contact(place, normal)},
            elbow=elbow(reacher, 0.66, 0.30, 0.72),
            wrist=place + vec(0.135, 0.005, -0.040),
            forward=vec(0.05, -0.80, -0.50),
            dorsal=vec(0.92, 0.33, 0.22),
            aims={1: (vec(-0.85, 0, 0.42), 0.04)},
            tips={
                2: (place + vec(0.104, -0.105, -0.080), 6),
                3: (place + vec(0.112, -0.100, -0.104), 6),
                4: (place + vec(0.117, -0.085, -0.124), 6),
                5: (place + vec(0.119, -0.060, -0.140), 6),
            },
            resting=(2, 3, 4, 5),
            stand_off=0.001,
            forward_weight=0.35,
            dorsal_weight=0.25,
            wrist_weight=5,
            contact_weight=1500,
            likeness=0.03,
        )

    return _waist(reacher, "BL53", wish)


@task
def gb30(reacher: Reacher) -> Pose:
    """Loose fists beside the hips, thumbs out on the buttocks behind the bony bump.

    The place lies as low as the arms reach: spread fingers would dangle there.
    """

    def wish(place: Array, normal: Array) -> Wish:
        return Wish(
            {1: Contact(place, normal)},
            elbow=elbow(reacher, 0.55, 0.38, 0.75),
            wrist=place + vec(0.100, -0.005, 0.020),
            forward=vec(0.0, -0.55, -0.80),
            dorsal=vec(0.85, 0.45, 0.10),
            aims={1: (vec(-0.85, 0.20, -0.10), 0.06)},
            stand_off=0.002,
            forward_weight=0.35,
            dorsal_weight=0.5,
            wrist_weight=5,
            contact_weight=1500,
            pad_weight=0.15,
            likeness=0.03,
        )

    return _waist(reacher, "GB30", wish, LOOSE_FIST)
