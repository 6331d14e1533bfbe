"""The poses to be solved at knee, hand and foot; offsets along the limb's own directions."""

from __future__ import annotations

import numpy as np

from ..arrays import Array, Ints, unit
from ..poses import posture
from ..raycast import RayScene
from ..rotations import Pose, symmetric
from .limbs import Start
from .reach import Contact, Reacher, Wish
from .tasks import FIST, OFF, Pressed, between, rest_arm, target, task, vec


# ---- back of the knee
def _knee(reacher: Reacher, point: str, inward: float) -> Pressed:
    """Sitting with straight legs: the hand comes down along the thigh, the index finger extended.

    ``inward``: how far the finger slants towards the inner side of the knee, 0 not at all.
    """
    fixed = posture("sitting")
    figure = reacher.figure
    _, normal = target(reacher, "BL40.L", fixed)
    place, facing = target(reacher, f"{point}.L", fixed)
    facing = unit(2 * normal + facing)  # the pad presses forward even where the skin slants
    transforms = figure.body.transforms(fixed)
    up = unit(figure.joint("upperleg02.L", transforms) - figure.joint("lowerleg01.L", transforms))
    out = unit(np.cross(normal, up))
    out = out * np.sign(out[0])
    legs = np.asarray(figure.body.share("upperleg", "lowerleg", fine=False) > 0.5)
    legs &= figure.body.vertices[:, 0] > 0
    along = unit(-up - inward * out)
    wish = Wish(
        {2: Contact(place, facing, -0.001)},
        wrist=place - along * 0.165 + normal * 0.05,
        tips={1: (place + up * 0.075 + out * 0.055 + normal * 0.000, 3.0)},
        forward=along - 0.15 * normal,
        dorsal=0.80 * normal + 0.55 * out,
        aims={2: (along - 0.45 * normal, 0.25)},
        contact_weight=1400,
        forward_weight=0.8,
        dorsal_weight=0.5,
        wrist_weight=12,
        pad_weight=0.05,
        likeness=0.0,
    )
    fingers = {2: (18.0, 18.0, 8.0), 3: (55.0, 75.0, 40.0), **FIST}
    starts = [Start((-60, 0, 0), 30, -40, fingers=fingers)]
    pressing = reacher.reach("L", fixed, legs, wish, starts)
    near = reacher.withdrawn("L", pressing, OFF * unit(normal + 0.4 * out))
    return Pressed(symmetric(pressing), symmetric(near))


@task
def bl40(reacher: Reacher) -> Pressed:
    """The index finger slants inward to the middle of the crease."""
    return _knee(reacher, "BL40", 0.55)


@task
def bl39(reacher: Reacher) -> Pressed:
    """The index finger points down to the outer end of the crease."""
    return _knee(reacher, "BL39", 0.20)


def _bent_knee(reacher: Reacher, point: str, stand_off: float = 0.0) -> Pressed:
    """Sitting with bent knees: the left hand comes from the outside, fingers behind the knee.

    The index finger presses; the others lie beside it on the calf, the thumb on the thigh.
    """
    figure = reacher.figure
    fixed = _hand_on_thigh(reacher, posture("sitting-knee"))
    _, normal = target(reacher, "BL40.L", fixed)
    place, facing = target(reacher, f"{point}.L", fixed)
    facing = unit(2 * normal + facing)  # the pad presses into the hollow even where skin slants
    transforms = figure.body.transforms(fixed)
    knee = figure.joint("lowerleg01.L", transforms)
    up = unit(figure.joint("upperleg02.L", transforms) - knee)
    down = unit(figure.joint("foot.L", transforms) - knee)
    out = vec(1, 0, 0)
    legs = np.asarray(figure.body.share("upperleg", "lowerleg", fine=False) > 0.5)
    legs &= figure.body.vertices[:, 0] > 0
    along = unit(-0.80 * out + 0.60 * down - 0.10 * normal)
    aside = unit(0.80 * down + 0.60 * out)
    wish = Wish(
        {2: Contact(place, facing, -0.001)},
        elbow=place + out * 0.22 + up * 0.10 + vec(0, 0, 0.26),
        wrist=place - along * 0.150 + normal * 0.040,
        forward=along - 0.05 * normal,
        dorsal=0.85 * normal + 0.35 * out,
        aims=dict.fromkeys((2, 3, 4, 5), (along, 0.1)),
        tips={
            1: (knee + out * 0.065 + up * 0.02 + vec(0, 0, 0.01), 3.0),
            3: (place + aside * 0.017 + along * 0.004, 25.0),
            4: (place + aside * 0.034 - along * 0.002, 25.0),
            5: (place + aside * 0.050 - along * 0.018, 25.0),
        },
        resting=(1, 3, 4, 5),
        stand_off=stand_off,
        contact_weight=3000,
        elbow_weight=2,
        forward_weight=0.6,
        dorsal_weight=0.5,
        wrist_weight=8,
        pad_weight=0.4,
        likeness=0.05,
    )
    fingers = dict.fromkeys((2, 3, 4, 5), (20.0, 25.0, 14.0))
    starts = [Start((-50, 20, 0), 50, -20, fingers=fingers)]
    pressing = reacher.reach("L", fixed, legs, wish, starts)
    near = reacher.withdrawn("L", pressing, OFF * unit(normal + 0.7 * out))
    return Pressed(pressing, near)


def _hand_on_thigh(reacher: Reacher, fixed: Pose) -> Pose:
    """The idle right hand lies on its thigh."""
    figure = reacher.figure
    transforms = figure.body.transforms(fixed)
    shoulder, knee = (figure.joint(f"{bone}01.R", transforms) for bone in ("upperarm", "lowerleg"))
    wrist = knee + vec(-0.01, 0.13, 0.105)
    elbow = 0.55 * shoulder + 0.45 * wrist + vec(-0.10, 0.07, -0.02)
    return rest_arm(reacher, "R", fixed, elbow, wrist, dorsal=vec(-0.15, 0.1, 1.0))


@task
def knee_bl40(reacher: Reacher) -> Pressed:
    """The index finger lies in the middle of the crease of the bent left knee."""
    return _bent_knee(reacher, "BL40")


@task
def knee_bl39(reacher: Reacher) -> Pressed:
    """The index finger ends just inside the outer cord of the bent left knee."""
    return _bent_knee(reacher, "BL39", stand_off=0.001)


# ---- hand
SPREAD = 11.0
"""Degrees between the resting and the spread thumb."""


@task
def li4(reacher: Reacher) -> Pressed:
    """The left hand lies over the belly; the right one pinches the web from the fingers' side."""
    figure = reacher.figure
    fixed = posture("lying")
    nothing = np.zeros(len(figure.body.vertices), dtype=bool)
    belly = between(reacher, -0.1, 0.7) | nothing
    held = Wish(
        {},
        elbow=vec(0.33, 0.00, 0.38),
        wrist=vec(0.15, -0.30, 0.34),
        forward=vec(-0.30, -0.93, 0.12),
        dorsal=vec(0.0, 0.1, 1),
        forward_weight=1.0,
        dorsal_weight=1.0,
        wrist_weight=20,
    )
    relaxed = {2: (-6.0, 4.0, 2.0), 3: (-4.0, 6.0, 3.0), 4: (-3.0, 7.0, 4.0), 5: (-2.0, 8.0, 5.0)}
    # The thumb is spread, so that the web between it and the index finger is open to the eye.
    spread = tuple(-SPREAD * figure.landmarks.hand_axes("L")[0])
    starts = [Start((-40, 0, -10), 60, 40, fingers=relaxed, thumb=spread, thumb_bend=(-8, -5))]
    left = reacher.reach("L", fixed, belly, held, starts)
    skin, normals, transforms = figure.skin(left)
    point = figure.place("LI4.L")
    place, normal = point.on(skin), unit(point.on(normals))
    under, under_normal = _through(figure.body.triangles, skin, normals, place, normal)
    turn = transforms[figure.body.index["metacarpal2.L"]][:3, :3]
    dorsal, along, radial = (turn @ axis for axis in figure.landmarks.hand_axes("L"))
    entry = unit(0.55 * along + 0.85 * radial)  # the bisector of thumb and index
    hand = ("wrist.L", "finger1", "finger2", "metacarpal", "lowerarm02.L", "finger3")
    obstacle = np.asarray(
        (figure.body.share(*hand, fine=False) > 0.5) & (figure.body.vertices[:, 0] > 0)
    )
    pinch = Wish(
        {1: Contact(place, normal), 2: Contact(under, under_normal)},
        elbow=vec(-0.33, -0.02, 0.34),
        wrist=place + entry * 0.125 - dorsal * 0.015,
        forward=-entry,
        dorsal=0.55 * along - 0.75 * radial + 0.35 * dorsal,
        aims={1: (-entry - 0.3 * dorsal, 0.06), 2: (-entry, 0.04)},
        contact_weight=1200,
        likeness=0.0,
    )
    # The index finger goes under the held hand; the others are folded more and more.
    curled = {2: (35.0, 35.0, 15.0), 3: (46.0, 48.0, 28.0), **FIST}
    starts = [Start((-40, 0, 10), 60, -40, fingers=curled)]
    pressing = reacher.reach("R", left, obstacle, pinch, starts)
    return Pressed(pressing, reacher.withdrawn("R", pressing, OFF * unit(entry + 0.35 * dorsal)))


def _through(
    triangles: Ints, skin: Array, normals: Array, place: Array, normal: Array
) -> tuple[Array, Array]:
    """Where the straight line through the web comes out on the palm side."""
    start = place - normal * 0.012
    hits = RayScene(skin, triangles).cast(start, -normal)
    corners = triangles[hits.triangle[0]]
    return start - normal * hits.distance[0], unit(hits.weights()[0] @ normals[corners])


# ---- foot
@task
def lr3(reacher: Reacher) -> Pressed:
    """Lying flat, left knee up, foot on the mat: the left index finger reaches the instep.

    It points from the outer edge of the foot to the cleft, so that toes, cleft and finger are told
    apart; the others are folded, the thumb beside them.
    """
    figure = reacher.figure
    right_elbow, right_wrist = vec(-0.25, 0.045, 0.44), vec(-0.335, 0.04, 0.21)
    fixed = rest_arm(reacher, "R", posture("lying-knee"), right_elbow, right_wrist)
    place, normal = target(reacher, "LR3.L", fixed)
    transforms = figure.body.transforms(fixed)
    toe = unit(figure.joint("toe2-1.L", transforms) - figure.joint("foot.L", transforms))
    out = np.cross(toe, normal)
    out = unit(out * np.sign(out[0]))
    leg = figure.body.share("upperleg", "lowerleg", "foot", "toe", "root", "spine", fine=False)
    along = unit(0.45 * toe - 0.80 * out - 0.35 * normal)
    wish = Wish(
        {2: Contact(place, normal, -0.001)},
        elbow=vec(0.35, 0.02, place[2] + 0.28),
        wrist=place - along * 0.165 + normal * 0.03,
        forward=along,
        dorsal=0.75 * normal + 0.55 * out,
        aims={2: (along, 0.2)},
        tips={1: (place - toe * 0.060 + out * 0.048 + normal * 0.014, 15)},
        forward_weight=0.6,
        dorsal_weight=0.5,
        wrist_weight=8,
        stand_off=0.0008,
        likeness=0.0,
    )
    fingers = {2: (15.0, 15.0, 8.0), 3: (60.0, 80.0, 45.0), **FIST}
    starts = [Start((2, -3, 6), 0, 35, fingers=fingers)]
    pressing = reacher.reach("L", fixed, np.asarray(leg > 0.5), wish, starts)
    return Pressed(pressing, reacher.withdrawn("L", pressing, OFF * unit(normal + 0.6 * out)))
