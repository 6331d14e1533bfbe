"""Each point lies where the WHO standard puts it, in cun (height / 75), on both bodies."""

from __future__ import annotations

import numpy as np
import pytest

from illustrator.arrays import unit
from illustrator.figure import Figure
from illustrator.pads import palm_axes

CLOSE = 0.05
"""Cun: about 1 mm, for distances the points are built from."""


def at(figure: Figure, name: str) -> np.ndarray:
    return figure.place(name).on(figure.body.rest) / figure.landmarks.cun


def test_cv6_is_one_and_a_half_cun_below_the_navel_on_the_midline(figure: Figure) -> None:
    cv6, navel = at(figure, "CV6"), at(figure, "navel")
    assert navel[2] - cv6[2] == pytest.approx(1.5, abs=CLOSE)
    assert cv6[0] == pytest.approx(0, abs=CLOSE)


def test_navel_is_five_cun_over_the_hip_joints_and_near_sixty_percent_of_height(
    figure: Figure,
) -> None:
    """WHO: umbilicus to symphysis 5 cun.  The navel stands at about 60 % of height; within 2 %."""
    navel = figure.place("navel").on(figure.body.rest)[2]
    assert (navel - figure.landmarks.hip_height) / figure.landmarks.cun == pytest.approx(5, abs=0.1)
    share = (navel - figure.body.vertices[:, 2].min()) / figure.body.height
    assert share == pytest.approx(0.60, abs=0.02)


@pytest.mark.parametrize(("code", "cun"), [("BL23", 1.5), ("BL52", 3.0), ("BL53", 3.0)])
def test_back_points_are_so_far_from_the_midline_on_both_sides(
    figure: Figure, code: str, cun: float
) -> None:
    assert at(figure, f"{code}.L")[0] == pytest.approx(cun, abs=CLOSE)
    assert at(figure, f"{code}.R")[0] == pytest.approx(-cun, abs=CLOSE)


def test_bl23_and_bl52_lie_at_one_height_with_the_spine_at_the_waist(figure: Figure) -> None:
    heights = [at(figure, n)[2] for n in ("BL23.L", "BL23.R", "BL52.L", "BL52.R", "spine at waist")]
    assert np.ptp(heights) < CLOSE


def test_the_waist_is_near_the_deepest_hollow_of_the_back(figure: Figure) -> None:
    """The lower edge of L2 lies within 2 cun of the deepest place of the lumbar curve."""
    marks = figure.landmarks
    levels = np.linspace(4, 12, 81)
    depth = [marks.back(0, marks.level(level)).on(figure.body.rest)[1] for level in levels]
    assert levels[int(np.argmin(depth))] == pytest.approx(8.5, abs=2)


def test_bl53_is_level_with_the_second_sacral_foramen(figure: Figure) -> None:
    assert at(figure, "BL53.L")[2] == pytest.approx(at(figure, "sacrum")[2], abs=CLOSE)


def test_gb30_is_one_third_of_the_way_from_hip_bump_to_sacral_hiatus(figure: Figure) -> None:
    """Across and in height, on the straight line; the point lies straight behind it on the skin."""
    for side in "LR":
        bump, hiatus = at(figure, f"hip bump.{side}"), at(figure, "sacral hiatus")
        inner = bump + (hiatus - bump) / 3
        point = at(figure, f"GB30.{side}")
        assert point[[0, 2]] == pytest.approx(inner[[0, 2]], abs=CLOSE)
        assert point[1] > inner[1]


def test_the_iliac_crest_stands_between_sacrum_and_waist(figure: Figure) -> None:
    """Level with L4, one and a half vertebrae under the lower edge of L2: 2.2 cun."""
    for side in "LR":
        crest, waist = at(figure, f"hip bone.{side}"), at(figure, "spine at waist")
        assert waist[2] - crest[2] == pytest.approx(2.2, abs=CLOSE)
        assert abs(crest[0]) > 2.5


def test_the_cord_lies_outside_bl39_over_the_crease(figure: Figure) -> None:
    for side, sign in (("L", 1), ("R", -1)):
        cord, point = at(figure, f"cord.{side}"), at(figure, f"BL39.{side}")
        assert 0 < sign * (cord[0] - point[0]) < 0.6
        assert cord[2] > point[2]


def test_bl40_is_the_middle_and_bl39_the_outer_end_of_the_knee_crease(figure: Figure) -> None:
    for side, sign in (("L", 1), ("R", -1)):
        middle, _, joint, half = figure.landmarks.knee(side)
        bl40, bl39 = (figure.place(f"{c}.{side}").on(figure.body.rest) for c in ("BL40", "BL39"))
        assert bl40[0] == pytest.approx(middle, abs=0.001)
        assert sign * (bl39[0] - middle) / half == pytest.approx(0.54, abs=0.03)
        assert abs(bl40[2] - joint) < 0.01
        assert abs(bl39[2] - bl40[2]) < 0.1 * figure.landmarks.cun


def test_knee_crease_is_nineteen_cun_below_the_hip_bump_within_two(figure: Figure) -> None:
    """WHO: greater trochanter to popliteal crease 19 cun; the mesh's own legs give 17.5 to 18.5."""
    apart = at(figure, "hip bump.L")[2] - at(figure, "BL40.L")[2]
    assert apart == pytest.approx(19, abs=2)


def test_li4_lies_beside_the_middle_of_the_second_metacarpal_on_the_thumb_side(
    figure: Figure,
) -> None:
    cun = figure.landmarks.cun
    for side in "LR":
        dorsal, along, radial = figure.landmarks.hand_axes(side)
        base = figure.body.head(f"metacarpal1.{side}")
        length = np.linalg.norm(figure.body.head(f"finger2-1.{side}") - base)
        offset = figure.place(f"LI4.{side}").on(figure.body.rest) - base
        assert offset @ along / length == pytest.approx(0.5, abs=0.03)
        assert 0.3 < offset @ radial / cun < 0.9
        assert offset @ dorsal > 0


def breadth(figure: Figure, digit: int, side: str) -> float:
    """Of a finger at its middle joint, in cun."""
    joint, tip = (figure.body.head(f"finger{digit}-{bone}.{side}") for bone in (2, 3))
    along = unit(tip - joint)
    across = unit(np.cross(along, palm_axes(figure.body, side)[1]))
    bones = [f"finger{digit}-{bone}.{side}" for bone in (1, 2, 3)]
    places = figure.body.rest[figure.body.share(*bones) > 0.5] - joint
    ring = places[np.abs(places @ along) < 0.003]
    return float(np.ptp(ring @ across)) / figure.landmarks.cun


def test_li4_is_two_of_the_hands_own_fingers_from_where_its_bones_meet(figure: Figure) -> None:
    """The article's measure, within 5 %: the fingers drawn there are as wide as the hand's own."""
    for side in "LR":
        apart = at(figure, f"LI4.{side}") - at(figure, f"thumb-index joint.{side}")
        two = breadth(figure, 2, side) + breadth(figure, 3, side)
        assert np.linalg.norm(apart) == pytest.approx(two, rel=0.05)


def test_the_bones_of_thumb_and_index_finger_meet_at_their_bases(figure: Figure) -> None:
    """Level with the base of the second metacarpal, between it and the thumb's."""
    for side in "LR":
        _, along, radial = figure.landmarks.hand_axes(side)
        index, thumb = (figure.body.head(f"{bone}.{side}") for bone in ("metacarpal1", "finger1-1"))
        meet = figure.place(f"thumb-index joint.{side}").on(figure.body.rest) - index
        assert meet @ along == pytest.approx(0, abs=0.002)
        assert 0 < meet @ radial < (thumb - index) @ radial


def test_lr3_is_two_fingers_above_the_toe_web_between_first_and_second_metatarsal(
    figure: Figure,
) -> None:
    for side in "LR":
        base, ahead = figure.landmarks.toe_cleft(side)
        across = np.cross(ahead, [0, 0, 1.0])
        web = figure.place(f"toe web.{side}").on(figure.body.rest)
        point = figure.place(f"LR3.{side}").on(figure.body.rest)
        assert (web - point) @ ahead / figure.landmarks.cun == pytest.approx(1.5, abs=CLOSE)
        edges = [(figure.body.head(f"toe{toe}-1.{side}") - base) @ across for toe in (1, 2)]
        assert min(edges) < (point - base) @ across < max(edges)


@pytest.mark.parametrize("code", ["BL23", "BL52", "BL53", "GB30", "BL40", "BL39", "LI4", "LR3"])
def test_left_and_right_points_mirror_each_other(figure: Figure, code: str) -> None:
    left, right = at(figure, f"{code}.L"), at(figure, f"{code}.R")
    assert left * [-1, 1, 1] == pytest.approx(right, abs=0.06)


def test_points_stay_on_the_skin_in_any_pose(slim: Figure) -> None:
    from illustrator.poses import posture

    skin, normals, _ = slim.skin(posture("lying-knee"))
    for place in slim.points.values():
        apart = skin[place.corners] - place.on(skin)
        assert np.linalg.norm(apart, axis=1).max() < 0.01
        assert np.linalg.norm(place.on(normals)) > 0.8
