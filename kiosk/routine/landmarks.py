"""The words on a picture: names of the landmarks that a person feels or sees, and measures."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.config.language import N_

LANDMARKS: Mapping[str, str] = {
    "navel": N_("navel"),
    "hip-bone": N_("top of hip bone"),
    "spine": N_("spine"),
    "sacrum": N_("flat bone"),
    "hip-bump": N_("hip bump"),
    "tailbone-top": N_("top of tailbone"),
    "knee-crease": N_("crease"),
    "cord": N_("firm tendon"),
    "bone-joint": N_("bones meet"),
    "toe-web": N_("web of toes"),
}
"""The name of each landmark in ``points.json``, by its key."""

FINGER_WIDTHS: Mapping[int, str] = {
    1: N_("1 finger"),
    2: N_("2 fingers"),
    3: N_("3 fingers"),
    4: N_("4 fingers"),
}
"""The name of each measure in finger widths."""

THIRD = N_("a third")
"""The name of the first part of a line in thirds."""
