from __future__ import annotations

import zlib
from pathlib import Path

import pygame
import pytest

from kiosk.checks import survey
from kiosk.config.faults import Fault
from kiosk.library import all_pages, content, new_routine
from kiosk.routine.illustrations import Side
from kiosk.screen.display.offscreen import draw
from kiosk.session.view import PageKind
from tests.conftest import WriteSettings
from tests.yaml_inputs import faults_of, swap

START = new_routine.TEMPLATE.read_text("utf-8")
OWN = """
pictures:
  neck:
    file: neck.png
    marks:
      - {code: GB20, at: [0.25, 0.75]}
    landmarks:
      - {name: hairline, at: [0.5, 0.2]}
      - {name: navel, side: midline, at: [0.5, 0.9]}
    measures:
      - {code: GB20, start: [0.5, 0.2], end: [0.25, 0.75], fingers: 2}
body:
  back:
    - {code: GB20, at: [0.5, 0.1]}
"""
NECK = swap(START, "picture: cv6", "picture: neck").replace("CV6", "GB20")
NECK = swap(NECK, "locator: front", "locator: back") + OWN


def picture(file: Path, width: int = 300, height: int = 400) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    surface = pygame.Surface((width, height))
    surface.fill((10, 20, zlib.crc32(file.name.encode()) % 256))
    pygame.image.save(surface, str(file))
    return file


class Folder:
    """A routine in a folder of its own, with one picture."""

    def __init__(self, settings: Path) -> None:
        self.settings = settings
        self.folder = settings.parent / "mine" / "neck"
        self.write(NECK)
        picture(self.folder / "pictures" / "neck.png")

    def write(self, text: str) -> None:
        self.folder.mkdir(exist_ok=True)
        (self.folder / "routine.yaml").write_text(text, "utf-8")

    def change(self, old: str, new: str) -> None:
        self.write(swap((self.folder / "routine.yaml").read_text("utf-8"), old, new))

    def fault(self) -> Fault:
        """Return the only fault, which a start and check agree on."""
        (checked,) = survey.only(self.settings, "neck")[1]
        assert faults_of(lambda: content.load(self.settings, "neck")) == (checked,)
        return checked


@pytest.fixture
def neck(write_settings: WriteSettings) -> Folder:
    return Folder(write_settings())


def test_one_picture_serves_for_every_page_of_a_stage(neck: Folder) -> None:
    made = content.load(neck.settings, "neck")
    for album in made.albums:
        for shows in ("find", "near", "press"):
            found = album.pictures[f"neck.{shows}"]
            assert album.file(f"neck.{shows}") == neck.folder / "pictures" / "neck.png"
            assert (found.width, found.height, found.photo) == (300, 400, True)
            assert [(mark.code, mark.x, mark.y) for mark in found.points] == [("GB20", 0.25, 0.75)]


def test_a_closer_picture_goes_before_a_general_one(neck: Folder) -> None:
    picture(neck.folder / "pictures" / "hands.jpg")
    more = "  neck.press:\n    file: hands.jpg\n    marks: [{code: GB20, at: [0.5, 0.5]}]\nbody:"
    neck.change("body:", more)
    album = content.load(neck.settings, "neck").album
    assert album.file("neck.press").name == "hands.jpg"
    assert album.file("neck.near").name == "neck.png"


def test_sides_may_have_pictures_of_their_own(neck: Folder) -> None:
    text = swap(START, "picture: li4", "picture: hand")
    places = "marks: [{code: LI4, side: left, at: [0.5, 0.5]}, {code: LI4, at: [0.5, 0.5]}]"
    text += "pictures:\n"
    for name, file in (("hand.left", "a.png"), ("hand.right.press", "b.png"), ("hand", "c.png")):
        picture(neck.folder / "pictures" / file)
        text += f"  {name}:\n    file: {file}\n    {places}\n"
    neck.write(text + "body:\n  front: [{code: LI4, side: left, at: [0.1, 0.5]}]\n")
    album = content.load(neck.settings, "neck").album
    assert album.file("hand.left.find").name == "a.png"
    assert album.file("hand.right.press").name == "b.png"
    assert album.file("hand.right.find").name == "c.png"


def test_the_body_shows_own_points_beside_the_shipped_ones(neck: Folder) -> None:
    made = content.load(neck.settings, "neck")
    marks = made.album.pictures["locator.back"].points
    assert ("GB20", Side.MIDLINE, 0.5, 0.1) in [(m.code, m.side, m.x, m.y) for m in marks]
    assert any(mark.code == "BL23" for mark in marks)


def test_landmarks_are_named_in_the_words_of_the_routine(neck: Folder) -> None:
    made = content.load(neck.settings, "neck")
    page = next(view for view in all_pages.pages(made).values() if view.page is PageKind.FIND)
    assert dict(page.landmarks)["hairline"] == "hairline"
    assert "hairline" in made.routine.texts
    assert "neck.png" not in made.routine.texts


def test_the_picture_is_drawn(neck: Folder) -> None:
    made = content.load(neck.settings, "neck")
    drawn = draw(all_pages.pages(made)["press-gb20"], made.album, 800, 480)
    assert drawn.get_at((5, 5)) == pygame.Color(10, 20, zlib.crc32(b"neck.png") % 256)


def test_a_page_may_show_an_own_picture(neck: Folder) -> None:
    neck.change("  - title: Before you start\n", "  - title: Before you start\n    picture: neck\n")
    assert content.load(neck.settings, "neck").routine.introduction[0].picture == "neck"


def test_an_instruction_may_show_an_own_picture_that_nothing_else_uses(neck: Folder) -> None:
    neck.change("body:", "  hands: {file: neck.png}\nbody:")
    assert neck.fault().problem.startswith("no stage or page has this picture")
    told = "- say: Lay two fingers flat below your navel.\n"
    neck.change(told, f"{told}              picture: hands\n")
    (stage,) = content.load(neck.settings, "neck").routine.points[0].stages
    assert stage.said(None).find[0].picture == "hands"


@pytest.mark.parametrize(
    ("old", "new", "key", "problem"),
    [
        (
            "file: neck.png",
            "file: nekc.png",
            "pictures.neck.file",
            "there is no file pictures/nekc.png; did you mean neck.png?",
        ),
        (
            "file: neck.png",
            "file: ../neck.png",
            "pictures.neck.file",
            "expected a path that stays below this folder, such as figure/cv6.webp",
        ),
        (
            "- {code: GB20, at: [0.25, 0.75]}",
            "- {code: GB21, at: [0.25, 0.75]}",
            "points[1].stages[1].picture",
            "the picture neck does not show GB20: add it to its marks",
        ),
        (
            "- {code: GB20, at: [0.25, 0.75]}",
            "- {code: GB20, at: [25, 0.75]}",
            "pictures.neck.marks[1].at[1]",
            "expected 0 to 1, not 25.0",
        ),
        (
            "- {code: GB20, at: [0.5, 0.1]}",
            "- {code: GB21, at: [0.5, 0.1]}",
            "points[1].stages[1].locator",
            "the back of the body does not show GB20: add it to body.back",
        ),
        (
            "body:",
            "  nekc: {file: neck.png}\nbody:",
            "pictures.nekc",
            "no stage or page has this picture; did you mean neck?",
        ),
    ],
)
def test_a_mistake_is_reported_at_its_key(
    old: str, new: str, key: str, problem: str, neck: Folder
) -> None:
    neck.change(old, new)
    fault = neck.fault()
    assert (fault.key, fault.problem) == (key, problem)


def test_a_picture_that_is_cut_off_is_refused(neck: Folder) -> None:
    file = neck.folder / "pictures" / "neck.png"
    file.write_bytes(file.read_bytes()[:-20])
    assert neck.fault().problem == "neck.png is cut off: copy or save it again"


def test_a_plain_file_has_no_folder_for_pictures(write_settings: WriteSettings) -> None:
    (fault,) = survey.only(write_settings(arm=NECK), "arm")[1]
    assert fault.problem == "pictures need a folder: move this file to arm/routine.yaml"


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        (
            "Neck.PNG",
            "there is no file pictures/Neck.PNG; did you mean neck.png?"
            " Capitals and small letters differ",
        ),
        ("nek.png", "there is no file pictures/nek.png; did you mean neck.png?"),
        ("xyz.jpg", "there is no file pictures/xyz.jpg; expected one of: neck.png"),
        (
            "pictures/neck.png",
            "expected a name in pictures/, without the folder's own: write neck.png",
        ),
        (
            "pictures/Neck.png",
            "expected a name in pictures/, without the folder's own: write neck.png",
        ),
    ],
)
def test_a_picture_that_is_missing_is_told_with_the_nearest_there(
    file: str, problem: str, neck: Folder
) -> None:
    neck.change("file: neck.png", f"file: {file}")
    assert (neck.fault().key, neck.fault().problem) == ("pictures.neck.file", problem)


def test_a_missing_picture_is_told_together_with_other_faults(neck: Folder) -> None:
    neck.change("file: neck.png", "file: nek.png")
    neck.change("fingers: [index]", "fingers: [indx]")
    checked = survey.only(neck.settings, "neck")[1]
    assert [fault.key for fault in checked] == [
        "points[1].stages[1].fingers[1]",
        "pictures.neck.file",
    ]
    assert faults_of(lambda: content.load(neck.settings, "neck")) == checked


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ("neck.png", "expected the picture's name, not its file: write neck"),
        ("pictures/Neck.PNG", "expected the picture's name, not its file: write neck"),
        (
            "My Back.JPG",
            "expected a picture's name, not a file: write my-back, and at the end"
            " pictures: {my-back: {file: My Back.JPG}}",
        ),
    ],
)
def test_a_file_in_place_of_a_picture_s_name_is_told_once_with_what_to_write(
    given: str, problem: str, neck: Folder
) -> None:
    neck.change("picture: neck", f"picture: {given}")
    told = {fault.key: fault.problem for fault in survey.only(neck.settings, "neck")[1]}
    assert told["points[1].stages[1].picture"] == problem
    neck.write(swap(NECK, "    tone: warning", f"    tone: warning\n    picture: {given}"))
    told = {fault.key: fault.problem for fault in survey.only(neck.settings, "neck")[1]}
    assert told == {"introduction[1].picture": problem}
