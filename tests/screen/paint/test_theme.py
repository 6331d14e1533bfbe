from __future__ import annotations

import pytest

from kiosk.screen.paint.theme import THEME, contrast, luminance, mix
from kiosk.session.keys import Key

BLACK, WHITE = (0, 0, 0), (255, 255, 255)


def test_black_and_white_are_as_far_apart_as_can_be() -> None:
    assert contrast(BLACK, WHITE) == contrast(WHITE, BLACK) == pytest.approx(21)
    assert contrast(WHITE, WHITE) == 1
    assert luminance(BLACK) == 0
    assert luminance(WHITE) == pytest.approx(1)


@pytest.mark.parametrize(
    ("colour", "ratio"), [((118, 118, 118), 4.54), ((255, 0, 0), 4.0), ((0, 0, 255), 8.59)]
)
def test_contrast_matches_published_values(colour: tuple[int, int, int], ratio: float) -> None:
    assert contrast(colour, WHITE) == pytest.approx(ratio, abs=0.01)


def test_colours_are_mixed_by_shares() -> None:
    assert mix(BLACK, WHITE, 0) == BLACK
    assert mix(BLACK, WHITE, 1) == WHITE
    assert mix(BLACK, (200, 100, 50), 0.5) == (100, 50, 25)


def test_every_button_has_a_colour_that_white_stands_out_from() -> None:
    assert set(THEME.keys) == set(Key)
    assert all(contrast(colour, THEME.white) >= 7.0 for colour in THEME.keys.values())


@pytest.mark.parametrize("ground", ["paper", "wash", "card"])
@pytest.mark.parametrize("name", ["ink", "quiet", "press", "release", "ready", "warning"])
def test_every_text_colour_stands_out_from_every_background(name: str, ground: str) -> None:
    assert contrast(getattr(THEME, name), getattr(THEME, ground)) >= (
        4.5 if ground == "wash" else 7
    )
