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
    fingers = {2: (18.0, 18.0, 8.0, 0.0), 3: (55.0, 75.0, 40.0, 0.0), **FIST}
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


# ---- hand
SPREAD = 24.0
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
    relaxed = {
        2: (-6.0, 2.0, 2.0, 3.0),
        3: (-4.0, 4.0, 2.0, 0.0),
        4: (-3.0, 5.0, 2.0, -2.0),
        5: (-2.0, 6.0, 3.0, -5.0),
    }
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
        likeness=0.04,
    )
    # All four fingers lie side by side under the held hand.
    curled = {2: (35.0, 35.0, 15.0, 0.0), **dict.fromkeys((3, 4, 5), (42.0, 38.0, 20.0, 0.0))}
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
    """Lying, left knee drawn up: the left hand reaches over the foot, its thumb on the point."""
    figure = reacher.figure
    fixed = posture("lying-foot")
    place, normal = target(reacher, "LR3.L", fixed)
    transforms = figure.body.transforms(fixed)
    toe = unit(figure.joint("toe2-1.L", transforms) - figure.joint("foot.L", transforms))
    out = np.cross(toe, normal)
    out = unit(out * np.sign(out[0]))
    leg = figure.body.share("upperleg", "lowerleg", "foot", "toe", fine=False) > 0.5
    leg &= figure.body.vertices[:, 0] > 0
    knee = figure.joint("lowerleg01.L", transforms)
    wish = Wish(
        {1: Contact(place, normal)},
        elbow=vec(0.40, knee[1] + 0.10, 0.27),
        wrist=place + normal * 0.050 + out * 0.050 - toe * 0.090,
        forward=0.85 * toe + 0.50 * out - 0.20 * normal,
        dorsal=normal + 0.25 * out,
        aims={1: (toe - 0.45 * out, 0.06)},
        tips={
            2: (place + toe * 0.045 + out * 0.048 + normal * 0.002, 10),
            3: (place + toe * 0.040 + out * 0.064 - normal * 0.004, 10),
            4: (place + toe * 0.025 + out * 0.078 - normal * 0.012, 10),
            5: (place + toe * 0.005 + out * 0.084 - normal * 0.020, 10),
        },
        resting=(2, 3, 4, 5),
        stand_off=0.001,
        elbow_weight=3,
        forward_weight=0.6,
        dorsal_weight=0.5,
        wrist_weight=10,
        likeness=0.03,
    )
    fingers = dict.fromkeys((2, 3, 4, 5), (25.0, 25.0, 12.0, 0.0))
    starts = [Start((-60, 0, 0), 20, 0, fingers=fingers)]
    pressing = reacher.reach("L", fixed, np.asarray(leg), wish, starts)
    return Pressed(pressing, reacher.withdrawn("L", pressing, OFF * unit(normal + 0.6 * out)))


@task
def reach_foot(reacher: Reacher) -> Pose:
    """Lying flat, left knee up, foot on the mat: the left hand reaches down to the instep."""
    figure = reacher.figure
    fixed = posture("lying-knee")
    place, normal = target(reacher, "LR3.L", fixed)
    transforms = figure.body.transforms(fixed)
    toe = unit(figure.joint("toe2-1.L", transforms) - figure.joint("foot.L", transforms))
    out = np.cross(toe, normal)
    out = unit(out * np.sign(out[0]))
    leg = figure.body.share("upperleg", "lowerleg", "foot", "toe", "root", "spine", fine=False)
    along = unit(0.45 * toe - 0.80 * out - 0.35 * normal)
    wish = Wish(
        {2: Contact(place, normal)},
        elbow=vec(0.35, 0.02, place[2] + 0.28),
        wrist=place - along * 0.165 + normal * 0.03,
        forward=along,
        dorsal=0.75 * normal + 0.55 * out,
        aims={2: (along, 0.2)},
        tips={1: (place - toe * 0.045 + out * 0.033 + normal * 0.016, 15)},
        forward_weight=0.6,
        dorsal_weight=0.5,
        wrist_weight=8,
        likeness=0.0,
    )
    fingers = {2: (15.0, 15.0, 8.0, 0.0), 3: (60.0, 80.0, 45.0, 0.0), **FIST}
    starts = [Start((-10, 15, 0), 15, 0, fingers=fingers)]
    reached = reacher.reach("L", fixed, np.asarray(leg > 0.5), wish, starts)
    return rest_arm(reacher, "R", reached, vec(-0.25, 0.045, 0.44), vec(-0.335, 0.04, 0.21))
