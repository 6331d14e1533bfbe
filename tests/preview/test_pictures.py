from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from kiosk.config.faults import Fault
from kiosk.config.settings import Settings
from kiosk.config.yaml_document import read
from kiosk.library import all_pages, new_routine
from kiosk.library.content import Content
from kiosk.preview import pictures
from kiosk.preview.draft import Draft
from kiosk.preview.stand_ins import routine_of
from tests.shipped_pages import shipped

SIZE = (480, 320)
FAULT = Fault("some.yaml", 7, "points[1].stages[1].hold", "expected 60 to 120 s, not 6")

pytestmark = pytest.mark.usefixtures("dummy_screen")


@pytest.fixture(scope="module")
def draft() -> Draft:
    routine = routine_of(read(new_routine.TEMPLATE).data)
    content = Content(Settings(), shipped().albums, routine, new_routine.TEMPLATE)
    return Draft(content, all_pages.pages(content))


def band(surface: pygame.Surface) -> int:
    """Return the height of the band of faults, at the left edge."""
    return sum(colour(surface, 0, y) == pictures.BAND for y in range(surface.get_height()))


def colour(surface: pygame.Surface, x: int, y: int) -> tuple[int, ...]:
    red, green, blue, _ = surface.get_at((x, y))
    return red, green, blue


def with_faults(draft: Draft, *faults: Fault) -> Draft:
    return Draft(draft.content, draft.pages, faults)


def test_a_page_without_faults_is_drawn_as_on_the_kiosk(draft: Draft) -> None:
    assert draft.content
    drawn = pictures.draw(draft, "press-cv6", SIZE)
    page = all_pages.draw_page(draft.content, draft.pages["press-cv6"], SIZE)
    assert pygame.image.tobytes(drawn, "RGB") == pygame.image.tobytes(page, "RGB")


def test_faults_stand_on_a_band_at_the_foot(draft: Draft) -> None:
    drawn = pictures.draw(with_faults(draft, FAULT), "press-cv6", SIZE)
    assert 15 < band(drawn) < 60
    assert colour(drawn, 0, SIZE[1] - 1) == pictures.BAND


def test_many_faults_leave_half_of_the_page_free(draft: Draft) -> None:
    faults = [Fault("some.yaml", line, "key", "expected words " * 9) for line in range(50)]
    drawn = pictures.draw(with_faults(draft, *faults), "press-cv6", SIZE)
    assert band(drawn) <= SIZE[1] * pictures.SHARE


def test_faults_alone_are_drawn_without_pages() -> None:
    drawn = pictures.draw(Draft(None, {}, (FAULT,)), "", SIZE)
    assert colour(drawn, SIZE[0] // 2, 10) == pictures.PAPER
    assert band(drawn)


def test_a_fault_is_told_with_its_line_and_key() -> None:
    assert pictures._line(FAULT) == "line 7: hold: expected 60 to 120 s, not 6"
    assert pictures._line(Fault("some.yaml", 0, "", "is gone\x1b")) == "is gone\\x1b"


def test_a_page_that_cannot_be_drawn_says_so(draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> pygame.Surface:
        raise KeyError("no such picture")

    monkeypatch.setattr(all_pages, "draw_page", fail)
    assert band(pictures.draw(draft, "press-cv6", SIZE))


def test_the_stand_in_is_a_picture_with_a_cross(tmp_path: Path) -> None:
    pictures.stand_in(tmp_path / "missing.png")
    shown = pygame.image.load(tmp_path / "missing.png")
    assert shown.get_size() == (pictures.SIDE, pictures.SIDE)
    middle = pictures.SIDE // 2
    assert colour(shown, middle, middle) == pictures.LINE
    assert colour(shown, middle, 50) == pictures.PAPER
