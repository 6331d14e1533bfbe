"""A heel that presses in place of a hand."""

from __future__ import annotations

import numpy as np
from scipy.optimize import least_squares

from ..arrays import Array, unit
from ..poses import posture
from ..props import ground_of
from ..rotations import Pose
from .reach import Reacher
from .tasks import task, vec

SUNK = 0.002
"""Metres by which the heel sinks in, and the sole: skin gives way."""
TOES = unit(vec(0.0, -0.57, 0.82))
"""Where the toes of the pressing foot point: up and away, so that only its heel lies on."""
DIRECTION, EASE = 0.05, 0.02
"""Metres that weigh as much as a foot's direction missed by one, as a radian off the start."""


@task
def lr3_heel(reacher: Reacher) -> Pose:
    """Lying, the left sole on the mat, the right heel on its LR3; legs alone, arms are free."""
    figure = reacher.figure
    start = posture("heel-on-foot")
    heel, point = figure.place("heel.R"), figure.place("LR3.L")
    sole = figure.body.share("foot.L") > 0.5

    def posed(turns: Array) -> Pose:
        """Hip, knee and ankle of the right leg, knee and ankle of the left one, turned further."""
        bones = ("lowerleg01.R", "foot.R", "lowerleg01.L", "foot.L")
        added = {b: vec(t, 0, 0) for b, t in zip(bones, turns[3:], strict=True)}
        added["upperleg01.R"] = turns[:3]
        return start | {bone: start.get(bone, 0) + turn for bone, turn in added.items()}

    def missed(turns: Array) -> Array:
        skin, normals, transforms = figure.skin(posed(turns))
        right, left = (transforms[figure.body.index[f"foot.{side}"]][:3, :3] for side in "RL")
        toes = right @ figure.landmarks.toe_cleft("R")[1] - TOES
        flat = left @ vec(0, 0, 1) - vec(0, 0, 1)
        return np.concatenate(
            [
                heel.on(skin) - point.on(skin) + SUNK * unit(point.on(normals)),
                [skin[sole, 2].min() - ground_of(figure, skin) + SUNK],
                DIRECTION * toes,
                DIRECTION * flat,
                EASE * turns,
            ]
        )

    return posed(least_squares(missed, np.zeros(7)).x)
