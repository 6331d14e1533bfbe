from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest

from kiosk.config.faults import Fault
from kiosk.preview import pictures, window
from kiosk.preview.draft import Draft
from kiosk.preview.window import Shown, handle

PAGES = ("attract", "press-cv6", "finish")


def draft_of(*names: str, faults: int = 0) -> Draft:
    pages = dict.fromkeys(names)
    told = tuple(Fault("some.yaml", line, "", "wrong") for line in range(faults))
    return Draft(None, pages, told)  # type: ignore[arg-type]  # nothing looks at the pages


class Script:
    """A follower whose states of the draft are known, one a look."""

    def __init__(self, *states: Draft | None) -> None:
        self._states: Iterator[Draft | None] = iter(states)

    def read(self) -> Draft | None:
        return next(self._states)


def key(code: int) -> pygame.event.Event:
    return pygame.event.Event(pygame.KEYDOWN, key=code)


def shown(page: str | None = None) -> Shown:
    made = Shown(page)
    made.take(draft_of(*PAGES))
    return made


@pytest.mark.parametrize(
    ("codes", "page"),
    [
        ([], "attract"),
        ([pygame.K_RIGHT], "press-cv6"),
        ([pygame.K_SPACE, pygame.K_DOWN], "finish"),
        ([pygame.K_RIGHT] * 3, "attract"),
        ([pygame.K_LEFT], "finish"),
        ([pygame.K_END], "finish"),
        ([pygame.K_END, pygame.K_HOME], "attract"),
    ],
)
def test_keys_turn_the_pages_round_the_end(codes: list[int], page: str) -> None:
    made = shown()
    assert all(handle(key(code), made) for code in codes)
    assert made.page == page


def test_other_keys_change_nothing() -> None:
    made = shown("finish")
    assert not handle(key(pygame.K_x), made)
    assert made.page == "finish"


def test_a_page_stays_shown_when_the_file_changes() -> None:
    made = shown("press-cv6")
    made.take(draft_of("attract", "new", "press-cv6", "finish"))
    assert made.page == "press-cv6"


def test_in_place_of_a_page_that_is_gone_its_neighbour_is_shown() -> None:
    made = shown("finish")
    made.take(draft_of("attract", "press-cv6"))
    assert made.page == "press-cv6"
    made.take(draft_of("attract"))
    assert made.page == "attract"


def test_a_draft_without_pages_keeps_the_page_for_later() -> None:
    made = shown("finish")
    made.take(draft_of())
    made.turn(1)
    made.jump(last=True)
    assert made.page == "finish"
    made.take(draft_of(*PAGES))
    assert made.page == "finish"


def test_the_title_tells_page_number_and_faults() -> None:
    made = shown("press-cv6")
    assert made.title == "press-cv6 (2 of 3) - no faults"
    made.take(draft_of(*PAGES, faults=1))
    assert made.title == "press-cv6 (2 of 3) - 1 fault"
    made.take(draft_of(faults=2))
    assert made.title == "press-cv6 (0 of 0) - 2 faults"


@pytest.mark.parametrize("event", [pygame.event.Event(pygame.QUIT), key(pygame.K_ESCAPE)])
def test_the_window_follows_the_draft_until_it_is_closed(
    event: pygame.event.Event, dummy_window: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[tuple[str, int]] = []

    def draw(draft: Draft, page: str, size: tuple[int, int]) -> pygame.Surface:
        drawn.append((page, len(draft.faults)))
        return pygame.Surface(size)

    events = iter([key(pygame.K_RIGHT), pygame.event.Event(pygame.NOEVENT), event])
    monkeypatch.setattr(pictures, "draw", draw)
    monkeypatch.setattr(pygame.event, "wait", lambda milliseconds: next(events))
    follower = Script(draft_of(*PAGES), None, draft_of(*PAGES, faults=1))
    window.show(follower, (480, 320), None)  # type: ignore[arg-type]
    assert drawn == [("attract", 0), ("press-cv6", 0), ("press-cv6", 1)]
    assert not pygame.display.get_init()


@pytest.fixture
def blank(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "draw", lambda draft, name, size: pygame.Surface((8, 8)))


@pytest.mark.usefixtures("blank")
def test_a_folder_holds_the_pages_there_are_and_what_else_was_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.png").touch()
    states = [draft_of(*PAGES), draft_of("attract", "new")]
    follower, told = Script(*states), list[Draft]()
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    with pytest.raises(StopIteration):
        window.write(follower, (480, 320), tmp_path, told.append, follow=True)  # type: ignore[arg-type]
    assert {file.name for file in tmp_path.iterdir()} == {"mine.png", "attract.png", "new.png"}
    assert told == states


@pytest.mark.usefixtures("blank")
def test_a_draft_without_pages_is_one_picture_of_its_faults(tmp_path: Path) -> None:
    follower = Script(draft_of(faults=1))
    window.write(follower, (480, 320), tmp_path / "new", lambda draft: None)  # type: ignore[arg-type]
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["faults.png"]


@pytest.mark.usefixtures("blank")
def test_the_picture_of_faults_goes_once_they_are_mended(tmp_path: Path) -> None:
    for state in (draft_of(faults=1), draft_of("attract")):
        window.write(Script(state), (480, 320), tmp_path, lambda draft: None)  # type: ignore[arg-type]
    assert [file.name for file in tmp_path.iterdir()] == ["attract.png"]
