"""The settings of the screen: the size of a page, as set, as the display has it, or as usual."""

from __future__ import annotations

import pytest

from tests.yaml_inputs import faults_of, settings_of


@pytest.mark.parametrize(
    ("screen", "page"),
    [
        ("{}", None),
        ("{rotation: 90}", None),
        ("{size: {width: 800, height: 480}}", (800, 480)),
        ("{size: {width: 800, height: 480}, rotation: 90}", (800, 480)),
        ("{display: touch-display-2-7}", (720, 1280)),
        ("{display: touch-display-2-7, rotation: 180}", (720, 1280)),
        ("{display: touch-display-2-7, rotation: 90}", (1280, 720)),
        ("{display: touch-display-2-7, size: {width: 480, height: 640}}", (480, 640)),
    ],
)
def test_the_size_of_a_page_is_as_it_is_seen(screen: str, page: tuple[int, int] | None) -> None:
    assert settings_of(f"screen: {screen}").screen.page == page


@pytest.mark.parametrize(
    ("screen", "page"),
    [
        ("{}", (800, 480)),
        ("{rotation: 90}", (480, 800)),
        ("{size: {width: 640, height: 400}, rotation: 90}", (640, 400)),
        ("{display: touch-display-2-7}", (720, 1280)),
        ("{panel: {width_mm: 154, height_mm: 90}}", (1024, 600)),
        ("{panel: {width_mm: 90, height_mm: 154}}", (600, 1024)),
        ("{panel: {width_mm: 90, height_mm: 154}, rotation: 90}", (600, 1024)),
        ("{panel: {width_mm: 217, height_mm: 130}}", (800, 480)),
        ("{panel: {width_mm: 49, height_mm: 73}}", (320, 480)),
    ],
)
def test_a_page_of_unknown_pixels_has_usual_ones_in_the_shape_of_the_panel(
    screen: str, page: tuple[int, int]
) -> None:
    assert settings_of(f"screen: {screen}").screen.likely_page == page


@pytest.mark.parametrize(
    ("screen", "problem"),
    [
        (
            "{size: {width: 480, height: 800}, display: official-7}",
            "a page of 480x800 stands, but the picture of official-7 with rotation 0 lies:"
            " swap width and height, or set screen.rotation: 90",
        ),
        (
            "{size: {width: 800, height: 480}, display: official-7, rotation: 90}",
            "a page of 800x480 lies, but the picture of official-7 with rotation 90 stands:"
            " swap width and height, or set screen.rotation: 0",
        ),
        (
            "{size: {width: 600, height: 1024}, panel: {width_mm: 154, height_mm: 86}}",
            "a page of 600x1024 stands, but the picture of screen.panel lies:"
            " swap width and height in one of the two",
        ),
    ],
)
def test_a_page_that_lies_on_its_side_is_reported(screen: str, problem: str) -> None:
    first, fault = faults_of(lambda: settings_of(f"volume: 11\nscreen: {screen}\n"))
    assert first.key == "volume"
    assert (fault.key, fault.problem) == ("screen.size", problem)
