"""Whole figures hold the posture their picture is named after, and are seen whole."""

from __future__ import annotations

import numpy as np
import pytest

from illustrator.export import set_up
from illustrator.figure import Figure
from illustrator.pads import fingertip_pad
from illustrator.poses import pose_named
from illustrator.scenes import Picture

POSTURES = (
    "standing", "sitting", "lying", "lying-hand", "lying-foot.right", "lying-foot.left",
)  # fmt: skip
FLAT = 0.03
"""Metres between waist and shoulders of a person who lies on the mat."""
AT_THE_FOOT = 0.005


@pytest.mark.parametrize("name", POSTURES)
def test_figure_mat_and_seat_lie_wholly_inside_the_picture(
    figure: Figure, pictures: dict[str, Picture], name: str
) -> None:
    _, scene, camera = set_up(figure, pictures[f"posture.{name}"])
    used = np.unique(scene.triangles)
    share = camera.project(scene.vertices[used]) / camera.size
    assert share.min() > 0
    assert share.max() < 1


def test_reaching_for_the_foot_the_trunk_lies_flat_and_the_knee_is_up(figure: Figure) -> None:
    transforms = figure.body.transforms(pose_named(figure.name, "reach-foot"))
    backs = [figure.joint(bone, transforms)[1] for bone in ("spine04", "spine02", "neck01")]
    resting = [figure.body.head(bone)[1] for bone in ("spine04", "spine02", "neck01")]
    assert np.ptp(np.array(backs) - resting) < FLAT
    knee, hip = (figure.joint(f"{b}.L", transforms) for b in ("lowerleg01", "upperleg01"))
    assert hip[1] - knee[1] > 0.35  # forward of an upright body is up for one that lies


def test_the_hand_that_reaches_for_the_foot_is_on_it(figure: Figure) -> None:
    skin, _, transforms = figure.skin(pose_named(figure.name, "reach-foot"))
    pad = figure.body.skin(transforms)[fingertip_pad(figure.body, 2, "L").vertices].mean(0)
    assert np.linalg.norm(pad - figure.place("LR3.L").on(skin)) < AT_THE_FOOT
