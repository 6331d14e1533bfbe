from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.panel.mock_panel import LETTERS
from kiosk.screen.layout import drawn_panel
from kiosk.screen.layout.drawn_panel import (
    GLOW,
    RIM,
    UNBARRED,
    PanelView,
    fitting,
    height_for,
    hint,
    items,
    places,
)
from kiosk.screen.layout.grid import grid
from kiosk.screen.paint.box import Box
from kiosk.screen.paint.icons import buzzer
from kiosk.screen.paint.items import Disc, Drawing, Fill
from kiosk.screen.paint.theme import contrast
from kiosk.session.keys import Key
from tests.screen.scene_measures import ink, labels, within
from tests.surfaces import SIZES

THREE = (Key.ADVANCE, Key.REPEAT, Key.SWITCH)
FOUR = (*THREE, Key.PAUSE)
SIZED = pytest.mark.parametrize("size", SIZES, ids=str)


def _panel(size: tuple[int, int]) -> Box:
    return Box(0, size[1], size[0], height_for(*size))


def _seen(**changes: object) -> PanelView:
    seen: dict[str, object] = {"down": frozenset(), "lit": frozenset(), "sounding": False}
    return PanelView(THREE, **{**seen, **changes})  # type: ignore[arg-type]


@SIZED
@pytest.mark.parametrize("keys", [THREE, FOUR], ids=["three", "four"])
def test_the_buttons_are_side_by_side_on_the_panel(
    keys: tuple[Key, ...], size: tuple[int, int]
) -> None:
    caps = places(_panel(size), keys)
    assert tuple(caps) == keys
    boxes = list(caps.values())
    assert all(within(box, _panel(size), 0) and abs(box.w - box.h) <= 1 for box in boxes)
    assert not any(a.meets(b) for n, a in enumerate(boxes) for b in boxes[:n])


@SIZED
def test_each_of_three_buttons_is_below_its_soft_key(size: tuple[int, int]) -> None:
    soft = grid(*size).keys
    for cap, key in zip(places(_panel(size), THREE).values(), soft, strict=True):
        assert key.x < cap.centre[0] < key.right


@pytest.mark.parametrize("size", [*SIZES, (600, 1024)], ids=str)
@pytest.mark.parametrize("keys", [THREE, FOUR], ids=["three", "four"])
def test_nothing_leaves_the_panel_or_lies_over_anything(
    keys: tuple[Key, ...], size: tuple[int, int]
) -> None:
    made = items(_panel(size), replace(_seen(), keys=keys))
    for item in made:
        if isinstance(item, Fill | Drawing):
            assert within(item.box, _panel(size), 0), item
    words = [line for label in labels(made) for line in ink(label)]
    assert all(within(line, _panel(size), 0) for line in words)
    (speaker,) = (item.box for item in made if isinstance(item, Drawing) and item.sign is buzzer)
    discs = [item.box for item in made if isinstance(item, Disc)]
    assert speaker.w >= 10
    for box in (*words, speaker):
        assert not any(box.meets(other) for other in discs), box
    assert not any(speaker.meets(line) for line in words)


def _rims(seen: PanelView) -> dict[Key, tuple[int, int, int]]:
    panel = _panel((800, 480))
    discs = [item for item in items(panel, seen) if isinstance(item, Disc)]
    caps = places(panel, THREE)
    return {
        key: max((d for d in discs if d.box.meets(cap)), key=lambda d: d.box.w).colour
        for key, cap in caps.items()
    }


def test_lit_buttons_glow() -> None:
    rims = _rims(_seen(lit=frozenset({Key.REPEAT})))
    assert rims == {Key.ADVANCE: RIM, Key.REPEAT: GLOW, Key.SWITCH: RIM}


def test_a_button_that_is_down_looks_down() -> None:
    panel = _panel((800, 480))
    up, down = (items(panel, _seen(down=frozenset(d))) for d in ((), (Key.ADVANCE,)))
    changed = {item.box for item in set(up) ^ set(down)}
    cap = places(panel, THREE)[Key.ADVANCE]
    assert changed
    assert all(within(box, cap, 0) for box in changed)


def test_a_sounding_buzzer_is_visible() -> None:
    panel = _panel((800, 480))
    silent, sounding = (
        next(i.colour for i in items(panel, seen) if isinstance(i, Drawing) and i.sign is buzzer)
        for seen in (_seen(), _seen(sounding=True))
    )
    assert sounding == GLOW
    assert contrast(silent, drawn_panel.CASE) < contrast(sounding, drawn_panel.CASE)


def test_the_panel_explains_the_keys_of_the_keyboard() -> None:
    shown = {" ".join(label.text.lines) for label in labels(items(_panel((800, 480)), _seen()))}
    assert {f"[{LETTERS[key]}]" for key in THREE} <= shown
    assert " ".join(hint(THREE).split()) in shown


@pytest.mark.parametrize(
    ("wired", "said"),
    [
        (THREE, "A, R and S.  Press R twice to pause.  Esc leaves."),
        ((*THREE, Key.PAUSE), "A, R, S and P.  P pauses.  Esc leaves."),
        ((*THREE, Key.VOLUME), "A, R, S and V.  Press R twice to pause.  Esc leaves."),
        ((*THREE, Key.PAUSE, Key.VOLUME), "A, R, S, P and V.  P pauses.  Esc leaves."),
    ],
)
def test_the_keys_explained_are_those_of_the_wired_buttons(
    wired: tuple[Key, ...], said: str
) -> None:
    assert hint(wired) == f"Press with the mouse or {said}"


DISPLAYS = [(1366, 768), (1920, 1080), (800, 480), (1080, 1920), (640, 480)]


@pytest.mark.parametrize("display", DISPLAYS)
@pytest.mark.parametrize("size", SIZES)
def test_a_page_too_large_for_the_display_shrinks_to_fit_with_the_panel(
    size: tuple[int, int], display: tuple[int, int]
) -> None:
    width, height = fitting(size, display)
    tall = height + height_for(width, height)
    if size[0] <= display[0] and size[1] + height_for(*size) <= display[1]:
        assert (width, height) == size
    else:
        assert width <= display[0]
        assert tall <= display[1] * UNBARRED + 1
        assert width / height == pytest.approx(size[0] / size[1], rel=0.01) or 320 in (
            width,
            height,
        )
        spare = display[0] * UNBARRED - width, display[1] * UNBARRED - tall
        assert min(spare) < 2, "no smaller than it must be"


def test_a_page_is_never_made_smaller_than_the_smallest() -> None:
    assert fitting((800, 480), (200, 200)) == (320, 320)
