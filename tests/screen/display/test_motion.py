"""The pictures that come and go by themselves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.routine.illustrations import Album, Picture
from kiosk.screen.display.motion import LETTING_GO, PREVIEW, next_picture_change, with_pictures
from kiosk.session.view import Countdown, PageKind, View
from tests.shipped_pages import pages

NAMES = ("cv6.find", "cv6.near", "cv6.press", "bl23.press")
ALBUM = Album("", Path(), {name: Picture(f"{name}.webp", 100, 100) for name in NAMES})


def attract(*preview: str) -> View:
    return replace(pages()["attract"], preview=preview)


def shown(view: View, now: float, calm: bool = False) -> str | None:
    """Return the first picture that the album has."""
    names = with_pictures(view, ALBUM, calm, now).pictures
    return next((name for name in names if name in ALBUM.pictures), None)


def test_the_attract_page_shows_its_figure_and_each_picture_in_turn() -> None:
    view = attract("cv6.press", "gone", "bl23.press")
    turns = [shown(view, PREVIEW * (turn + 0.5)) for turn in range(7)]
    assert turns == [None, None, "cv6.press", None, None, "bl23.press", None]


def test_a_calm_attract_page_shows_its_figure_only() -> None:
    view = attract("cv6.press")
    assert {shown(view, PREVIEW * turn, calm=True) for turn in range(6)} == {None}
    assert next_picture_change(view, ALBUM, True, 3.0) is None


@pytest.mark.parametrize("now", [0.0, 3.0, PREVIEW * 7.25])
def test_the_next_turn_of_the_attract_page_is_known(now: float) -> None:
    view = attract("cv6.press")
    until = next_picture_change(view, ALBUM, False, now)
    assert until is not None
    assert 0 < until <= 2 * PREVIEW
    assert shown(view, now) != shown(view, now + until + 0.01)
    assert shown(view, now) == shown(view, now + until - 0.01)


def test_an_attract_page_without_pictures_waits_for_an_event() -> None:
    assert next_picture_change(attract(), ALBUM, False, 1.0) is None
    assert next_picture_change(attract("gone"), ALBUM, False, 1.0) is None


def settle(left: float) -> View:
    view = next(view for view in pages().values() if view.page is PageKind.SETTLE)
    return replace(view, pictures=("cv6.find",), countdown=Countdown(left, 3.0))


def test_the_hand_goes_when_a_stage_is_over() -> None:
    assert shown(settle(3.0), 0.0) == "cv6.near"
    assert shown(settle(3.0 - LETTING_GO + 0.01), 0.0) == "cv6.near"
    assert shown(settle(3.0 - LETTING_GO), 0.0) == "cv6.find"
    assert next_picture_change(settle(2.5), ALBUM, False, 0.0) == pytest.approx(LETTING_GO - 0.5)
    assert next_picture_change(settle(1.0), ALBUM, False, 0.0) is None


def test_no_hand_comes_and_goes_in_calm_motion() -> None:
    coming = replace(settle(3.0), page=PageKind.COUNT_IN, pictures=("cv6.near", "cv6.press"))
    assert shown(coming, 0.0) == "cv6.near"
    assert shown(coming, 0.0, calm=True) == "cv6.press"
    assert shown(settle(3.0), 0.0, calm=True) == "cv6.find"


def test_other_pages_are_shown_as_they_are() -> None:
    for view in pages().values():
        if view.page not in (PageKind.ATTRACT, PageKind.SETTLE):
            assert with_pictures(view, ALBUM, False, 1.0) == view
