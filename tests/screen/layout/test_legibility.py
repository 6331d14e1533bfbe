"""Text sizes: as high as the display's millimetres and the viewing distance require."""

from __future__ import annotations

import math

import pytest

from kiosk.config.screen import DisplaySize, Rotation, Screen
from kiosk.screen.layout.legibility import (
    TEXT_MM,
    WORD_DEGREES,
    usual,
    viewing_conditions,
)
from kiosk.screen.paint import fonts
from kiosk.screen.paint.items import Role
from kiosk.session.view import PageKind
from tests.screen.scene_measures import labels, lay_out
from tests.shipped_pages import page_of_kind, pages
from tests.surfaces import SIZES

SEVEN_INCHES = DisplaySize(154.1, 85.9)


def test_the_height_of_a_capital_is_measured_on_the_font() -> None:
    assert fonts.capital() == pytest.approx(fonts.CAPITAL, abs=0.002)


@pytest.mark.parametrize("distance", [0.3, 0.7, 1.0, 2.0])
def test_a_capital_is_as_high_as_section_508_and_en_301_549_require(distance: float) -> None:
    on = viewing_conditions(Screen(panel=DisplaySize(597, 336), distance=distance), (3840, 2160))
    text, word = on.minimum_text
    assert on.height(text) >= TEXT_MM > on.height(text - 1)
    angle = math.degrees(2 * math.atan(on.height(word) / 2 / (distance * 1000)))
    assert angle >= WORD_DEGREES - 1e-9 or on.height(word) >= TEXT_MM
    assert on.height(word) >= on.word_mm > on.height(word - 1)


def test_at_the_distance_of_the_notes_a_capital_has_the_pixels_of_the_notes() -> None:
    """On 7 inches with 800 pixels, 4.8 mm are 25 pixels, and 0.7 degrees at 1 m are 63."""
    on = viewing_conditions(
        Screen(panel=DisplaySize(154.1, 154.1 * 480 / 800), distance=1.0), (800, 480)
    )
    pixels_a_mm = 800 / 154.1
    assert round(TEXT_MM * pixels_a_mm) == round(on.minimum_text.text * fonts.capital() - 0.4) == 25
    assert round(on.word_mm * pixels_a_mm) == 63


def test_settings_override_the_display_s_report_and_that_overrides_the_usual_display() -> None:
    pixels = (1280, 720)
    assert viewing_conditions(Screen(panel=SEVEN_INCHES), pixels, (300, 200)).millimetres == (
        154.1,
        85.9,
    )
    assert viewing_conditions(Screen(), pixels, (300, 200)).millimetres == (300, 200)
    assert viewing_conditions(Screen(), pixels).millimetres == (155.0, 88.0)


@pytest.mark.parametrize("turn", [Rotation.QUARTER, Rotation.THREE_QUARTERS])
def test_the_size_reported_by_a_rotated_display_is_rotated(turn: Rotation) -> None:
    assert viewing_conditions(Screen(rotation=turn), (720, 1280), (155, 88)).millimetres == (
        88,
        155,
    )
    assert viewing_conditions(
        Screen(rotation=Rotation.HALF), (1280, 720), (155, 88)
    ).millimetres == (155, 88)


def test_a_display_of_no_usual_size_is_taken_for_seven_inches() -> None:
    assert math.hypot(*usual((1000, 700))) == pytest.approx(178)
    assert usual((480, 800)) == usual((800, 480))[::-1]


def test_the_source_of_the_display_s_size_is_shown() -> None:
    assert "154 x 86 mm (as set), seen from 0.7 m" in str(
        viewing_conditions(Screen(panel=SEVEN_INCHES), (800, 480))
    )
    assert "assumed; set screen.display or screen.panel" in str(
        viewing_conditions(Screen(), (800, 480))
    )


@pytest.mark.parametrize("kind", PageKind, ids=lambda kind: kind.value)
def test_every_text_on_the_usual_displays_is_as_high_as_it_must_be(kind: PageKind) -> None:
    for size in ((800, 480), (1920, 1080)):
        on = viewing_conditions(Screen(), size)
        for name, view in pages().items():
            if view.page is kind:
                for label in labels(lay_out(view, size)):
                    assert on.height(label.text.px) >= TEXT_MM, (name, label.text.lines)


@pytest.mark.parametrize("kind", [PageKind.PRESS, PageKind.RELEASE, PageKind.COUNT_IN])
def test_action_word_and_countdown_are_read_from_afar(kind: PageKind) -> None:
    view = page_of_kind()[kind]
    assert view.countdown is not None
    afar = {view.word, view.countdown.digits}
    for size in SIZES:
        shown = labels(lay_out(view, size))
        texts = {" ".join(label.text.lines) for label in shown if label.role is Role.ACTION}
        assert texts == afar
        on = viewing_conditions(Screen(), size)
        if size[0] >= 800 and size[0] > size[1]:
            sizes = [label.text.px for label in shown if label.role is Role.ACTION]
            assert on.height(min(sizes)) >= on.word_mm
