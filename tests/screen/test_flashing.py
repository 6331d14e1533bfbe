"""Nothing flashes, and no two states differ only by colour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any, get_type_hints

import pytest

from kiosk.config.schema import Between
from kiosk.config.screen import Contrast
from kiosk.routine.model import Cycles
from kiosk.screen.layout.elements import FRAMES
from kiosk.screen.layout.pages import scene
from kiosk.screen.paint.breath import Breath
from kiosk.screen.paint.items import Item, Marker
from kiosk.screen.paint.ring import Ring
from kiosk.screen.paint.theme import THEMES, contrast
from kiosk.session.keys import Key
from kiosk.session.view import PageKind, View
from tests.screen.scene_measures import desk_of
from tests.shipped_pages import page_of_kind, pages

MOST = 3.0
"""Flashes per second. Source: WCAG 2.2, 2.3.1; EN 301 549 requires the same."""

SECONDS = 8


def _film(view: View) -> Iterator[tuple[Item, ...]]:
    """Return every picture of a page over some seconds, at twice its frame rate."""
    desk = desk_of((480, 320))
    for picture in range(SECONDS * FRAMES * 2):
        now = picture / FRAMES / 2
        shown = view
        if view.countdown and view.moving:
            left = max(0.0, view.countdown.length - now)
            since = None if view.since is None else now
            shown = replace(view, countdown=replace(view.countdown, left=left), since=since)
        yield scene(shown, desk, now)


def _measure(item: Item) -> float | None:
    """Return the parts of an item that grow and shrink."""
    if isinstance(item, Marker):
        return item.swell
    if isinstance(item, Breath):
        return item.size
    return float(item.ticks_left) if isinstance(item, Ring) else None


@pytest.mark.parametrize("kind", PageKind, ids=lambda kind: kind.value)
def test_nothing_on_a_page_flashes_more_than_three_times_a_second(kind: PageKind) -> None:
    film = list(_film(page_of_kind()[kind]))
    assert len({len(made) for made in film}) == 1, "nothing comes and goes"
    for slot in zip(*film, strict=True):
        colours = {getattr(item, "colour", None) for item in slot}
        assert len(colours) == 1, slot[0]
        measured = [size for size in map(_measure, slot) if size is not None]
        sizes = [
            size
            for size, before in zip(measured, [None, *measured], strict=False)
            if size != before
        ]
        ways = [after - before for before, after in pairwise(sizes)]
        turns = sum(one * other < 0 for one, other in pairwise(ways))
        assert turns / 2 / SECONDS <= MOST, slot[0]


def test_press_and_release_never_alternate_faster_than_a_page_may_flash() -> None:
    hints: dict[str, Any] = get_type_hints(Cycles, include_extras=True)
    least = [hints[name].__metadata__[0] for name in ("press", "release")]
    assert all(isinstance(rule, Between) for rule in least)
    assert 1 / sum(rule.low for rule in least) <= MOST


def test_every_state_of_a_stage_has_a_word_of_its_own() -> None:
    kinds = (
        PageKind.LEAD_IN,
        PageKind.COUNT_IN,
        PageKind.PRESS,
        PageKind.RELEASE,
        PageKind.SETTLE,
        PageKind.PAUSED,
        PageKind.STILL_THERE,
    )
    words: dict[str, PageKind] = {}
    for view in pages().values():
        if view.page in kinds:
            assert words.setdefault(view.word, view.page) is view.page, view.word
    assert set(words.values()) == set(kinds)


@pytest.mark.parametrize("theme", Contrast, ids=lambda theme: theme.value)
@pytest.mark.parametrize("key", Key)
def test_a_dim_key_differs_from_an_active_one_in_brightness_and_not_only_hue(
    key: Key, theme: Contrast
) -> None:
    colours = THEMES[theme]
    assert contrast(colours.keys[key], colours.dim) >= 3.0
