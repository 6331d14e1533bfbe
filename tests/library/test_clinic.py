"""The clinic in whose name a kiosk stands: on the first and the last page, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from kiosk.checks.collect import collect
from kiosk.config.clinic import Clinic
from kiosk.library import all_pages, choice, content
from kiosk.library.content import Content
from kiosk.routine.timeline import SegmentKind
from kiosk.screen.layout.elements import LayoutContext
from kiosk.screen.layout.grid import grid
from kiosk.screen.layout.pages import scene
from kiosk.screen.paint.items import Label, Photo
from kiosk.session.keys import Key
from kiosk.session.state import AudioOptions
from kiosk.session.view import LOGO
from kiosk.speech import script
from tests.shipped_pages import shipped
from tests.walk import Walk
from tests.yaml_inputs import SETTINGS_TEXT, swap

SIZES = ((800, 480), (480, 800), (480, 320))
CLINIC = """clinic:
  name: Old Bridge Clinic
  logo: logo.png
  closing: {en: See you on Thursday., de: Bis Donnerstag.}
"""


def written(folder: Path, clinic: str = CLINIC) -> Path:
    """Write settings with a clinic, and its logo beside them."""
    pygame.image.save(pygame.Surface((300, 60)), folder / "logo.png")
    start = SETTINGS_TEXT.index("clinic:")
    end = SETTINGS_TEXT.index("opening_hours:")
    file = folder / "kiosk.yaml"
    file.write_text(swap(SETTINGS_TEXT, SETTINGS_TEXT[start:end], clinic), "utf-8")
    return file


@pytest.fixture
def made(tmp_path: Path) -> Content:
    """A kiosk of a clinic."""
    return content.load(written(tmp_path))


def test_the_first_and_the_last_page_show_the_clinic_and_no_other(made: Content) -> None:
    for name, page in all_pages.pages(made).items():
        shows = name in ("attract", "finish")
        assert (page.clinic, page.logo) == (("Old Bridge Clinic", True) if shows else ("", False))
    assert all_pages.pages(made)["finish"].closing == "See you on Thursday."


def test_the_closing_sentence_is_in_the_session_s_language_or_left_out(made: Content) -> None:
    german, french = (all_pages.pages(made.in_language(code))["finish"] for code in ("de", "fr"))
    assert (german.closing, french.closing) == ("Bis Donnerstag.", "")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("page", ["attract", "finish"])
def test_name_and_logo_stand_apart_from_the_other_words(
    made: Content, size: tuple[int, int], page: str
) -> None:
    shown = scene(all_pages.pages(made)[page], LayoutContext(grid(*size), made.album), 0.0)
    (logo,) = (item.box for item in shown if isinstance(item, Photo) and item.name == LOGO)
    assert logo.w / logo.h == pytest.approx(5.0, rel=0.1)
    words = [item for item in shown if isinstance(item, Label)]
    (name,) = (item for item in words if "Old" in " ".join(item.text.lines))
    assert name.text.px == name.size
    for other in words:
        if other is not name:
            assert not (other.box.common(name.box).w and other.box.common(name.box).h)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("page", ["attract", "finish"])
def test_the_words_are_where_they_are_without_a_clinic(
    made: Content, size: tuple[int, int], page: str
) -> None:
    def words(loaded: Content) -> list[Label]:
        context = LayoutContext(grid(*size), loaded.album)
        items = scene(all_pages.pages(loaded)[page], context, 0.0)
        told = (item for item in items if isinstance(item, Label))
        return [label for label in told if label.box.x >= context.grid.column.x]

    with_clinic = words(made)
    assert all(item in with_clinic for item in words(shipped()) if size[0] > size[1])


def test_name_and_closing_sentence_are_spoken(made: Content) -> None:
    walk = Walk()
    walk.session = choice.begin(made, 0.0, AudioOptions(spoken=True))
    assert "Old Bridge Clinic" in script.said(walk.session)
    walk.to(SegmentKind.FINISH)
    assert "See you on Thursday." in script.said(walk.session)


def test_the_clinic_stays_after_a_session(made: Content) -> None:
    walk = Walk()
    walk.session = choice.begin(made, 0.0, AudioOptions())
    before = walk.session.clinic
    walk.to(SegmentKind.FINISH)
    walk.press(Key.ADVANCE)
    assert walk.kind is SegmentKind.ATTRACT
    assert walk.session.clinic == before != Clinic()


@pytest.mark.parametrize(
    ("old", "new", "key", "problem"),
    [
        ("logo.png", "none.png", "clinic.logo", "none.png cannot be read: No such file"),
        ("logo.png", "kiosk.yaml", "clinic.logo", "kiosk.yaml is no PNG, JPEG or WebP picture"),
        ("logo.png", "../logo.png", "clinic.logo", "expected a path that stays below this folder"),
        ("Old Bridge", "Old Bridge and New Meadow Physical", "clinic.name", "at most 40"),
        ("de: Bis", "dee: Bis", "clinic.closing.dee", "did you mean de?"),
        ("See you", "1 2 3 4 5 6 7 8 9 10 11 12 13", "clinic.closing.en", "at most 12 words"),
    ],
)
def test_a_wrong_clinic_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, key: str, problem: str
) -> None:
    (fault,) = collect(written(tmp_path, swap(CLINIC, old, new)))
    assert (fault.key, bool(fault.line)) == (key, True)
    assert problem in fault.problem


def test_a_damaged_logo_is_left_out_with_a_warning(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = written(tmp_path)
    (tmp_path / "logo.png").write_bytes((tmp_path / "logo.png").read_bytes()[:60])
    made = content.load(file)
    assert LOGO not in made.album.pictures
    assert any("The clinic's logo is not shown" in message for message in caplog.messages)
    assert scene(all_pages.pages(made)["attract"], LayoutContext(grid(800, 480), made.album), 0.0)
