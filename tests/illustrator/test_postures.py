"""Whole figures hold the posture their picture is named after, and are seen whole."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from illustrator.arrays import unit
from illustrator.contact import depths
from illustrator.export import entry_of, set_up
from illustrator.figure import Dressed, Figure
from illustrator.gbuffer import look
from illustrator.joints import arm_angles
from illustrator.pads import fingertip_pad
from illustrator.poses import pose_named
from illustrator.props import ground_of
from illustrator.scene3d import MATERIALS
from illustrator.scenes import Picture

POSTURES = (
    "standing", "sitting", "lying", "lying-hand", "lying-foot.right", "lying-foot.left",
)  # fmt: skip
FLAT = 0.03
"""Metres between waist and shoulders of a person who lies on the mat."""
AT_THE_FOOT = 0.005
SUNK = 0.004
"""Metres that a heel may lie in the foot below it: skin gives way."""
SQUARE = 0.8
"""Share of a picture that a lying figure takes, across and in height."""
SEAT = 0.04
"""Share of a picture that the seat takes, at least, to tell that a person sits."""
CURLED = 50
"""Degrees by which the three joints of an idle finger are bent together, at least."""


def shown(figure: Figure, picture: Picture) -> Any:
    """Return where all that is drawn lies, as shares of the picture."""
    _, scene, camera = set_up(figure, picture)
    return camera.project(scene.vertices[np.unique(scene.triangles)]) / camera.size


@pytest.mark.parametrize("name", POSTURES)
def test_figure_mat_and_seat_lie_wholly_inside_the_picture(
    figure: Figure, pictures: dict[str, Picture], name: str
) -> None:
    share = shown(figure, pictures[f"posture.{name}"])
    assert share.min() > 0
    assert share.max() < 1


@pytest.mark.parametrize("name", [name for name in POSTURES if name.startswith("lying")])
def test_a_lying_figure_on_its_mat_fills_a_square(
    figure: Figure, pictures: dict[str, Picture], name: str
) -> None:
    wide, high = np.ptp(shown(figure, pictures[f"posture.{name}"]), axis=0)
    assert min(wide, high) > SQUARE


@pytest.mark.parametrize("name", ["bl40.left.find", "bl39.right.press"])
def test_a_person_who_presses_behind_one_knee_is_seen_to_sit(
    slim: Figure, pictures: dict[str, Picture], name: str
) -> None:
    """The seat is seen, and thighs and lower legs from the side: straight from behind, one whose
    legs are stretched looks as if standing."""
    picture = pictures[name]
    assert 10 < abs(abs(picture.view.azimuth) - 180) < 80
    _, scene, camera = set_up(slim, replace(picture, size=(120, 120)))
    buffer = look(scene, camera, 1)
    assert np.isin(buffer.material, MATERIALS.index("prop")).sum() > SEAT * 120 * 120


@pytest.mark.parametrize("name", ["arms-down", "lying"])
def test_the_fingers_of_an_idle_hand_are_curled(figure: Figure, name: str) -> None:
    angles = arm_angles(figure.body, pose_named(figure.name, name), "L")
    for digit in range(2, 6):
        bent = sum(angles[f"finger {joint} {digit}"] for joint in ("base", "middle", "last"))
        assert bent > CURLED, digit


def test_reaching_for_the_foot_the_trunk_lies_flat_and_the_knee_is_up(figure: Figure) -> None:
    transforms = figure.body.transforms(pose_named(figure.name, "lr3"))
    backs = [figure.joint(bone, transforms)[1] for bone in ("spine04", "spine02", "neck01")]
    resting = [figure.body.head(bone)[1] for bone in ("spine04", "spine02", "neck01")]
    assert np.ptp(np.array(backs) - resting) < FLAT
    knee, hip = (figure.joint(f"{b}.L", transforms) for b in ("lowerleg01", "upperleg01"))
    assert hip[1] - knee[1] > 0.35  # forward of an upright body is up for one that lies


def test_the_hand_that_reaches_for_the_foot_is_on_it(figure: Figure) -> None:
    pose = pose_named(figure.name, "lr3")
    skin, _, transforms = figure.skin(pose)
    pad = figure.body.skin(transforms)[fingertip_pad(figure.body, 2, "L").vertices].mean(0)
    assert np.linalg.norm(pad - figure.place("LR3.L").on(skin)) < AT_THE_FOOT


def heel_on_foot(figure: Figure) -> Dressed:
    """Return the skin of a person whose right heel presses the left foot."""
    return Dressed([], *figure.skin(pose_named(figure.name, "lr3-heel")))


def lower_leg(figure: Figure, side: int) -> Any:
    """Return which vertices are knee, shin and foot; ``side`` is 1 for the left."""
    below = figure.body.share("lowerleg", "foot", "toe") > 0.5
    return below & (side * figure.body.rest[:, 0] > 0)


def test_the_other_heel_lies_squarely_on_the_point_of_the_foot(figure: Figure) -> None:
    dressed = heel_on_foot(figure)
    heel, point = figure.place("heel.R"), figure.place("LR3.L")
    assert np.linalg.norm(heel.on(dressed.skin) - point.on(dressed.skin)) < AT_THE_FOOT
    assert -unit(heel.on(dressed.normals)) @ unit(point.on(dressed.normals)) > 0.9


def test_heel_and_leg_do_not_sink_into_the_other_leg(figure: Figure) -> None:
    dressed = heel_on_foot(figure)
    assert depths(dressed, lower_leg(figure, -1), lower_leg(figure, 1)).max() < SUNK


def test_the_pressed_foot_is_on_the_mat_and_the_toes_of_the_pressing_one_are_up(
    figure: Figure,
) -> None:
    dressed = heel_on_foot(figure)
    height = dressed.skin[:, 2] - ground_of(figure, dressed.skin)
    assert abs(height[lower_leg(figure, 1)].min()) < AT_THE_FOOT
    toe, ankle = (figure.joint(bone, dressed.transforms) for bone in ("toe1-2.R", "foot.R"))
    assert toe[2] - ankle[2] > 0.04  # of a foot on its sole, the toe would be lower


@pytest.mark.parametrize(("side", "pressed"), [("left", "L"), ("right", "R")])
def test_knees_and_feet_of_a_pressing_heel_are_seen_whole(
    figure: Figure, pictures: dict[str, Picture], side: str, pressed: str
) -> None:
    """A crop to any display keeps them, and cuts what runs out of the picture."""
    picture = pictures[f"posture.lying-heel.{side}"]
    dressed, scene, camera = set_up(figure, picture)
    left, top, wide, high = entry_of(figure, picture, dressed, scene, camera)["keep"]
    legs = camera.project(dressed.skin[lower_leg(figure, 1) | lower_leg(figure, -1)])
    assert (legs / camera.size >= (left, top)).all()
    assert (legs / camera.size <= (left + wide, top + high)).all()
    assert min(left, top) > 0
    assert max(left + wide, top + high) < 1
    feet = [figure.joint(f"foot.{each}", dressed.transforms)[2] for each in "LR"]
    assert "LR"[int(np.argmin(feet))] == pressed
