from __future__ import annotations

from pathlib import Path

import pygame
import pytest
import yaml

from kiosk.config.yaml_document import parse
from kiosk.preview import marking
from kiosk.preview.marking import Kind, Marking, draw, for_body, for_picture, handle
from kiosk.routine.illustrations import Picture, Side
from kiosk.screen.display.window import NoDisplay
from kiosk.screen.paint.box import Box

BOX = Box(100, 0, 400, 200)


def press(code: int, mod: int = 0) -> pygame.event.Event:
    return pygame.event.Event(pygame.KEYDOWN, key=code, mod=mod)


def click(x: int, y: int, button: int = 1) -> pygame.event.Event:
    return pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=button, pos=(x, y))


def after(*events: pygame.event.Event, names: tuple[str, ...] = ()) -> Marking:
    made = Marking("GB20", names)
    for event in events:
        handle(event, made, BOX)
    return made


def test_a_click_marks_a_place_as_a_fraction_of_the_picture() -> None:
    made = after(click(200, 50))
    assert made.yaml == ["marks:", "  - {code: GB20, side: midline, at: [0.250, 0.250]}"]


@pytest.mark.parametrize("event", [click(99, 50), click(501, 50), click(200, 50, button=3)])
def test_a_click_beside_the_picture_or_with_another_button_marks_nothing(
    event: pygame.event.Event,
) -> None:
    assert after(event).yaml == []


def test_arrow_keys_move_the_cross_and_enter_marks_it() -> None:
    keys = [press(pygame.K_RIGHT), press(pygame.K_UP, pygame.KMOD_SHIFT), press(pygame.K_RETURN)]
    assert after(*keys).yaml[1].endswith("at: [0.501, 0.490]}")


def test_the_cross_stays_on_the_picture() -> None:
    keys = [press(pygame.K_LEFT, pygame.KMOD_SHIFT)] * 100
    assert after(*keys).cross == (0.0, 0.5)


def test_keys_choose_kind_and_side_of_the_next_place_only() -> None:
    made = after(
        *(press(pygame.K_s), click(200, 50), press(pygame.K_l), click(300, 50)),
        *(press(pygame.K_s), press(pygame.K_s), click(400, 50)),
        *(press(pygame.K_m), press(pygame.K_s), press(pygame.K_s)),
        *(click(100, 0), click(500, 200), click(200, 50), click(300, 100), click(1, 1)),
        names=("hairline",),
    )
    assert made.yaml == [
        "marks:",
        "  - {code: GB20, side: left, at: [0.250, 0.250]}",
        "landmarks:",
        "  - {name: hairline, side: midline, at: [0.500, 0.250]}",
        "  - {name: NAME, side: right, at: [0.750, 0.250]}",
        "measures:",
        "  - {code: GB20, side: right, start: [0.000, 0.000], end: [1.000, 1.000], fingers: 2}",
        "  - {code: GB20, side: midline, start: [0.250, 0.250], end: [0.500, 0.500], fingers: 2}",
    ]
    assert yaml.safe_load("\n".join(made.yaml)) == parse("\n".join(made.yaml).encode(), Path()).data


def test_a_measure_is_written_once_it_has_both_ends() -> None:
    made = after(press(pygame.K_m), click(200, 50))
    assert made.yaml == []
    assert made.title == "measure, midline [0.250, 0.250] - 1 marked"


def test_what_is_printed_stands_as_it_is_at_the_end_of_a_routine() -> None:
    made = after(click(200, 50), press(pygame.K_l), click(300, 50), names=("Edge: left",))
    picture = parse("\n".join(for_picture(Path("a/My Back.JPG"), made)).encode(), Path()).data
    assert picture == {
        "pictures": {
            "my-back": {
                "file": "My Back.JPG",
                "marks": [{"code": "GB20", "side": "midline", "at": [0.25, 0.25]}],
                "landmarks": [{"name": "Edge: left", "side": "midline", "at": [0.5, 0.25]}],
            }
        }
    }
    body = parse("\n".join(for_body("back", made)).encode(), Path()).data
    assert body == {"body": {"back": [{"code": "GB20", "side": "midline", "at": [0.25, 0.25]}]}}
    assert for_picture(Path("a.png"), after()) == for_body("back", after()) == []


def test_the_last_place_can_be_taken_back() -> None:
    made = after(click(200, 50), click(300, 50), press(pygame.K_BACKSPACE))
    assert [at for _, _, at in made.placed] == [(0.25, 0.25)]
    assert after(press(pygame.K_BACKSPACE)).placed == []


def test_other_keys_change_nothing() -> None:
    made = Marking("GB20")
    assert not handle(press(pygame.K_x), made, BOX)
    assert made == Marking("GB20")


def test_the_picture_is_shown_whole_with_its_places() -> None:
    loaded = pygame.Surface((200, 100))
    loaded.fill((0, 0, 255))
    surface = pygame.Surface((400, 400 + 2 * marking.LETTERS))
    made = Marking("GB20", placed=[(Kind.POINT, Side.LEFT, (0.25, 0.5))])
    assert draw(surface, loaded, made) == Box(0, 100, 400, 200)
    assert surface.get_at((100, 200)) == pygame.Color(200, 20, 40)
    assert surface.get_at((50, 150)) == pygame.Color(0, 0, 255)
    assert surface.get_at((50, 50)) == pygame.Color(60, 60, 60)


def test_the_keys_are_told_below_the_picture() -> None:
    surface = pygame.Surface((1000, 700))
    box = draw(surface, pygame.Surface((1000, 700)), Marking("GB20"))
    below = surface.subsurface((0, box.bottom, 1000, 700 - box.bottom))
    white = pygame.Color(255, 255, 255)
    lit = [
        x
        for x in range(1000)
        if any(below.get_at((x, y)) == white for y in range(below.get_height()))
    ]
    assert lit[0] > 0
    assert 500 < lit[-1] < 999


@pytest.mark.usefixtures("dummy_window")
def test_a_window_shows_the_picture_until_it_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pygame.image.save(pygame.Surface((200, 100)), str(tmp_path / "a.png"))
    events = iter([click(100, 50), press(pygame.K_ESCAPE)])
    monkeypatch.setattr(pygame.event, "wait", lambda: next(events))
    made = Marking("GB20")
    marking.show(
        tmp_path / "a.png", Picture("a.png", 200, 100), made, (200, 100 + 2 * marking.LETTERS)
    )
    assert [at for _, _, at in made.placed] == [(0.5, 0.5)]
    assert not pygame.display.get_init()


def test_without_a_display_the_reason_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pygame.image.save(pygame.Surface((200, 100)), str(tmp_path / "a.png"))
    monkeypatch.setenv("SDL_VIDEODRIVER", "nothing-of-the-kind")
    with pytest.raises(NoDisplay):
        marking.show(tmp_path / "a.png", Picture("a.png", 200, 100), Marking("X"), (200, 100))
