from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pygame
import pytest

from kiosk.config import paths
from kiosk.library import new_routine
from kiosk.screen.display.window import NOT_SEEN
from kiosk.screen.layout import grid as layout_grid
from kiosk.screen.layout import legibility
from tests.checks.test_advice import exercise
from tests.cli.conftest import Run
from tests.conftest import WriteSettings
from tests.yaml_inputs import SETTINGS_TEXT, swap

START = new_routine.TEMPLATE.read_text("utf-8")
BROKEN = swap(START, "hold: 60", "hold: 60s")
ONE_PAGE = swap(
    swap(SETTINGS_TEXT, "size: null", "size: {width: 800, height: 480}"),
    "languages: [en, fr, de, es, zh_CN]",
    "languages: [en]",
)


def test_routines_lists_what_there_is(run: Run, write_settings: WriteSettings) -> None:
    file = write_settings(broken=BROKEN, fine=START)
    result = run("routines", "--settings", file)
    assert result.exit_code == 0
    head, shipped, second, broken, fine = result.output.splitlines()
    assert head.split() == ["name", "title", "length", "languages", "faults"]
    assert shipped.startswith("*")
    assert second.split()[:4] == ["breathing", "Breathe", "and", "move"]
    assert broken.endswith(f"1 fault; see: acupressure-kiosk check broken --settings {file}")
    assert fine.split() == ["fine", "My", "routine", "4", "min", "en", "no", "faults"]


def test_check_reports_the_faults_of_the_named_routine_only(
    run: Run,
    write_settings: WriteSettings,
) -> None:
    file = write_settings(broken=BROKEN, other="nonsense")
    result = run("check", "broken", "--settings", file)
    assert result.exit_code == 78
    (line,) = result.output.splitlines()
    assert line.endswith("points[1].stages[1].hold: expected a whole number, not '60s'; write 60")


def test_check_finds_no_fault_in_a_new_routine(
    run: Run,
    write_settings: WriteSettings,
) -> None:
    file = write_settings(ONE_PAGE, other="nonsense")
    made = run("new-routine", "mine", "--settings", file)
    assert made.exit_code == 0
    assert f"acupressure-kiosk check mine --settings {file}\n" in made.output
    assert "--settings" not in run("new-routine", "yours").output
    result = run("check", "mine", "--settings", file)
    assert result.exit_code == 0
    assert "3 stages; no faults found" in result.output


def test_check_of_one_routine_tells_small_letters_and_exercises_without_a_rule(
    run: Run, write_settings: WriteSettings
) -> None:
    long = swap(START, "hold: 60", "hold: 180")
    arms = exercise("stretch", "")
    file = write_settings(ONE_PAGE, long=long, short=START, arms=arms)
    told = run("check", "long", "--settings", file).output
    assert "warning: page press-cv6: “" in told
    assert "mm high, expected at least 8.6 mm" in told
    assert "warning" not in run("check", "short", "--settings", file).output
    told = run("check", "arms", "--settings", file).output
    assert "warning: no safety rule of arms leaves out Side bend" in told


def test_check_reports_a_text_of_the_named_routine_that_does_not_fit(
    run: Run,
    write_settings: WriteSettings,
) -> None:
    small = swap(ONE_PAGE, "{width: 800, height: 480}", "{width: 480, height: 320}")
    wide = swap(START, "Put your index finger on the point.", f"{'Mmmmmm ' * 9}{'M' * 7}")
    wide = swap(wide, "Slowly in, firm but comfortable.", "M" * 48)
    result = run("check", "mine", "--settings", write_settings(small, mine=wide))
    assert result.exit_code == 78
    assert "mine.yaml:" in result.output
    assert "does not fit the page" in result.output


def test_a_broken_draft_is_only_a_warning(
    run: Run,
    write_settings: WriteSettings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kiosk.checks.text_fit.faults", lambda loaded, panel, show: ())
    monkeypatch.setattr("kiosk.checks.text_size.texts", lambda loaded, panel: ())
    result = run("check", "--settings", write_settings(broken=BROKEN, fine=START))
    assert result.exit_code == 0
    assert "broken.yaml: not in use; 1 fault; see: acupressure-kiosk check broken" in result.output
    assert "fine.yaml" not in result.output


def test_a_routine_is_not_written_over_another(
    run: Run,
    write_settings: WriteSettings,
) -> None:
    result = run("new-routine", "mine", "--settings", write_settings(mine="my work"))
    assert result.exit_code != 0
    assert "is there already: choose another name" in result.output


def test_a_new_routine_goes_to_the_folder_that_is_named(
    run: Run,
    write_settings: WriteSettings,
    tmp_path: Path,
) -> None:
    folder = tmp_path / "else" / "where"
    assert (
        run("new-routine", "x", "--folder", folder, "--settings", write_settings()).exit_code == 0
    )
    assert (folder / "x" / "routine.yaml").is_file()


def test_a_folder_that_cannot_be_made_is_reported(
    run: Run,
    write_settings: WriteSettings,
    tmp_path: Path,
) -> None:
    (tmp_path / "file").touch()
    result = run("new-routine", "x", "--folder", tmp_path / "file", "--settings", write_settings())
    assert "cannot be written" in result.output or "is a file" in result.output
    assert result.exit_code != 0


def test_preview_writes_every_page_with_its_faults(
    run: Run,
    write_settings: WriteSettings,
    tmp_path: Path,
) -> None:
    file = write_settings(broken=BROKEN)
    result = run("preview", "broken", "-o", tmp_path / "out", "--settings", file)
    assert result.exit_code == 0
    assert "broken.yaml:" in result.output
    assert (tmp_path / "out" / "press-cv6.png").is_file()


def test_preview_of_a_file_that_cannot_be_read_at_all_fails(
    run: Run, write_settings: WriteSettings, tmp_path: Path
) -> None:
    file = write_settings(broken="name: [")
    result = run("preview", "broken", "-o", tmp_path / "out", "--settings", file)
    assert result.exit_code == 78
    assert "0 pages written" in result.output
    assert "No page can be drawn" in result.output


def test_preview_of_an_unknown_routine_ends_at_once(
    run: Run,
    write_settings: WriteSettings,
) -> None:
    result = run("preview", "mime", "-o", "out", "--settings", write_settings(mine=START))
    assert result.exit_code == 78
    assert "did you mean mine?" in result.output


def test_only_a_preview_in_a_folder_is_asked_to_follow(run: Run) -> None:
    assert run("preview", "back-pain", "--follow").exit_code == 2


@pytest.mark.parametrize("driver", NOT_SEEN)
@pytest.mark.parametrize(
    ("command", "instead"),
    [(("preview", "back-pain"), "-o FOLDER"), (("mark", "back"), "a graphical session")],
)
def test_a_window_that_nobody_can_see_is_refused(
    driver: str,
    command: tuple[str, ...],
    instead: str,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SDL_VIDEODRIVER", driver)
    monkeypatch.setattr(pygame.event, "wait", lambda *_: pytest.fail("a window is open"))
    result = run(*command)
    assert result.exit_code == 69
    assert f"There is no screen to draw on: SDL found only the driver '{driver}'" in result.output
    assert instead in result.output


@pytest.mark.parametrize(
    ("screen", "asked", "size"),
    [
        ("size: {width: 640, height: 400}", (), (640, 400)),
        ("size: {width: 640, height: 400}", ("--size", "480x320"), (480, 320)),
        ("size: null", (), (800, 480)),
    ],
)
def test_a_page_is_drawn_at_the_size_in_the_settings(
    screen: str, asked: tuple[str, ...], size: tuple[int, int], run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "kiosk.yaml"
    file.write_text(swap(SETTINGS_TEXT, "size: null", screen), "utf-8")
    assert run("render", "attract", *asked, "--settings", file).exit_code == 0
    assert pygame.image.load(tmp_path / "attract.png").get_size() == size


@pytest.mark.usefixtures("dummy_window")
@pytest.mark.parametrize(
    ("picture", "above"),
    [
        ("My A.png", ["pictures:", "  my-a:", "    file: My A.png", "    marks:", "  "]),
        ("front", ["body:", "  front:", ""]),
        ("back", ["body:", "  back:", ""]),
    ],
)
def test_mark_prints_places_indented_as_a_routine_has_them(
    picture: str, above: list[str], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    pygame.image.save(pygame.Surface((200, 100)), "My A.png")
    keys = iter((pygame.K_RETURN, pygame.K_ESCAPE))
    monkeypatch.setattr(
        pygame.event, "wait", lambda: pygame.event.Event(pygame.KEYDOWN, key=next(keys), mod=0)
    )
    result = run("mark", picture, "--code", "GB20")
    assert result.exit_code == 0
    *head, indent = above
    place = f"{indent}    - {{code: GB20, side: midline, at: [0.500, 0.500]}}"
    assert result.output.splitlines()[-len(above) :] == [*head, place]


@pytest.mark.parametrize(
    ("name", "problem"), [("none.png", "cannot be read"), ("text.png", "save it as JPEG or PNG")]
)
def test_mark_refuses_what_is_no_picture(name: str, problem: str, run: Run) -> None:
    Path("text.png").write_text("text", "utf-8")
    result = run("mark", name)
    assert result.exit_code == 2
    assert problem in result.output


def test_check_finds_no_fault_in_the_shipped_files(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.checks.text_fit.USUAL_SIZES", ((800, 480),))  # test_fit looks at all
    result = run("check", "--settings", paths.OWN_SETTINGS)
    assert result.exit_code == 0
    assert f"{paths.OWN_SETTINGS}: no faults found" in result.output
    assert "11 stages" in result.output
    assert "languages: en, fr, de, es, zh_CN; every text fits its page at 800x480" in result.output


def test_check_reports_a_text_that_does_not_fit(
    run: Run, written: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout_grid, "MOST_TEXT", 6.0)
    monkeypatch.setattr(layout_grid, "TEXT_LINES", 1.0)
    monkeypatch.setattr(legibility, "TEXT_MM", 9.0)
    text = swap(SETTINGS_TEXT, "size: null", "size: {width: 800, height: 480}")
    text = swap(text, "languages: [en, fr, de, es, zh_CN]", "languages: [en, de]")
    result = run("check", "--settings", written(text))
    assert result.exit_code == 78
    assert "acupressure-kiosk.po:" in result.output
    assert "does not fit the page find-li4-left-3 at 800x480: it is about" in result.output


def test_check_warns_of_a_missing_sound_card(
    run: Run, written: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.doctor.sdl.sound", lambda machine: ("Headphones", "HDMI"))
    monkeypatch.setattr("kiosk.checks.text_fit.faults", lambda loaded, panel, show: ())
    monkeypatch.setattr("kiosk.checks.text_size.texts", lambda loaded, panel: ())
    text = swap(SETTINGS_TEXT, "languages: [en, fr, de, es, zh_CN]", "languages: [en]")
    file = written(swap(text, "device: null", "device: Headphone"))
    result = run("check", "--settings", str(file))
    assert result.exit_code == 0
    assert "'Headphone'; did you mean Headphones?" in result.output


def test_check_reports_every_fault_once(run: Run, written: Callable[[str], Path]) -> None:
    text = swap(SETTINGS_TEXT, "routine: back-pain", "routine: back-pian")
    text = swap(text, "routines_folder: null", "routines_folder: mine")
    result = run("check", "--settings", written(text))
    assert result.exit_code == 78
    assert result.output.count("did you mean back-pain?") == 1
    assert "there is no folder mine" in result.output


def test_check_shows_what_it_is_doing_while_a_user_waits(
    run: Run, written: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr("kiosk.cli.author.progress", lambda: nullcontext(shown.append))
    text = swap(SETTINGS_TEXT, "size: null", "size: {width: 800, height: 480}")
    text = swap(text, "languages: [en, fr, de, es, zh_CN]", "languages: [en]")
    assert run("check", "--settings", written(text)).exit_code == 0
    assert [doing.split()[0] for doing in shown] == ["Reading", "Laying"]
