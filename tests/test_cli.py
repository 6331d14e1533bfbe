from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kiosk import __version__, paths
from kiosk.cli import main
from kiosk.language import LANGUAGES, translator
from tests.helpers import SETTINGS_TEXT, swap
from tests.outer import Told, hurry_goodbyes, pages

Run = Callable[..., Result]
SHIPPED = str(paths.OWN_SETTINGS)
COMMANDS = (
    *("run", "timeline", "demo", "render", "check"),
    *("stats", "wiring", "doctor", "test-panel"),
)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    hurry_goodbyes(monkeypatch)
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    monkeypatch.setattr(paths, "DEVICE_SETTINGS", tmp_path / "none.yaml")
    monkeypatch.chdir(tmp_path)

    def told(*args: object) -> Result:
        result = CliRunner().invoke(main, [str(arg) for arg in args])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        assert "Traceback" not in result.output
        return result

    return told


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        file = tmp_path / "kiosk.yaml"
        file.write_text(text, "utf-8")
        return file

    return write


@pytest.fixture
def faulty(written: Callable[[str], Path]) -> Path:
    return written(swap(SETTINGS_TEXT, "volume: 7", "volume: 70\nvolumme: 3"))


# Help.


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_names_every_command(run: Run, option: str) -> None:
    result = run(option)
    assert result.exit_code == 0
    for command in COMMANDS:
        assert f"\n  {command} " in result.output


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_of_its_own(run: Run, command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "--settings" in result.output


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").output == f"acupressure-kiosk, version {__version__}\n"


def test_help_loads_neither_pygame_nor_gpiozero() -> None:
    code = """
import sys
from kiosk.cli import main
from kiosk.language import LANGUAGES, translator
try:
    main(["--help"])
finally:
    sys.stderr.write(" ".join({name.partition(".")[0] for name in sys.modules}))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=_root()
    )
    loaded = set(done.stderr.split())
    assert "click" in loaded
    assert not loaded & {"pygame", "gpiozero", "yaml", "cattrs", "hypothesis"}


def _root() -> Path:
    return Path(__file__).parents[1]


def test_the_package_runs_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "--version"],
        capture_output=True,
        text=True,
        check=True,
        cwd=_root(),
    )
    assert __version__ in done.stdout


# Mistakes in the command: 2.


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["rum"], "No such command"),
        (["run", "--speed", "0"], "0.1<=x<=100"),
        (["run", "--speed", "fast"], "not a valid float"),
        (["run", "--size", "800"], "'800' is no size; expected width x height such as 800x480"),
        (["run", "--size", "800x"], "is no size"),
        (["run", "--size", "800×480"], "is no size"),  # noqa: RUF001
        (["run", "--size", "\u0668\u0660\u0660x480"], "is no size"),
        (["run", "--size", "100x480"], "out of range; expected 320 to 7680"),
        (["run", "--size", "800x9999"], "out of range"),
        (["demo", "--size", "1x1"], "out of range"),
        (["render", "attract", "--size", "0x0"], "out of range"),
        (["render", "atract"], "there is no page 'atract'; did you mean attract?"),
        (["render", "xyzzy"], "there is no page 'xyzzy'"),
        (["timeline", "--speed", "2"], "No such option"),
        (["render", "attract", "--language", "xx"], "'xx' is not one of 'en', 'fr', 'de'"),
        (["check", "--settings"], "requires an argument"),
    ],
)
def test_a_mistake_in_the_command_is_told(run: Run, args: list[str], told: str) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert told in result.output


# Faulty files: 78.


EXACT = [[command] for command in COMMANDS if command != "doctor"]
"""Commands that need settings without a fault; the doctor tells a fault as a finding."""


@pytest.mark.parametrize("command", EXACT)
def test_faulty_settings_are_told_by_every_command(
    run: Run, command: list[str], faulty: Path
) -> None:
    result = run(*command, "--settings", faulty)
    assert result.exit_code == 78
    assert f"{faulty}:" in result.output
    assert "volume: expected 0 to 10, not 70" in result.output
    assert "did you mean volume?" in result.output


@pytest.mark.parametrize("command", EXACT)
def test_settings_that_are_not_there_are_told(run: Run, command: list[str]) -> None:
    result = run(*command, "--settings", "nowhere.yaml")
    assert result.exit_code == 78
    assert "nowhere.yaml" in result.output


@pytest.mark.parametrize("command", [["run"], ["timeline"], ["demo"], ["render"]])
def test_an_unknown_routine_is_told_of_the_option_that_named_it(
    run: Run, command: list[str]
) -> None:
    result = run(*command, "--settings", SHIPPED, "--routine", "back-pian")
    assert result.exit_code == 78
    assert "--routine: there is no routine 'back-pian'; did you mean back-pain?" in result.output


# No pins, no screen: 69.


def test_a_machine_without_pins_is_told_what_to_do(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "gpiozero.pins.lgpio", None)
    result = run("run", "--settings", SHIPPED)
    assert result.exit_code == 69
    assert "sudo apt install python3-lgpio" in result.output
    assert "--simulate" in result.output


def test_a_machine_without_a_screen_is_told_what_to_do(run: Run) -> None:
    result = run("run", "--simulate", "--settings", SHIPPED)
    assert result.exit_code == 69
    assert "There is no screen to draw on" in result.output
    assert "acupressure-kiosk demo" in result.output


@pytest.fixture
def _blank_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave pages blank where it does not matter what is on them."""
    import pygame

    from kiosk import gallery

    monkeypatch.setattr(gallery, "draw_page", lambda content, page, size: pygame.Surface(size))


@pytest.mark.usefixtures("_blank_pages")
@pytest.mark.parametrize(
    "command", [["demo", "--storyboard"], ["render", "attract", "-o"]], ids=["demo", "render"]
)
def test_a_file_that_cannot_be_written_is_told(run: Run, command: list[str]) -> None:
    result = run(*command, "no-such-folder/x.png", "--size", "320x320", "--settings", SHIPPED)
    assert result.exit_code == 69
    assert "no-such-folder/x.png cannot be written: No such file or directory" in result.output


def test_a_folder_is_no_file_to_write(run: Run, tmp_path: Path) -> None:
    assert run("render", "attract", "-o", tmp_path, "--settings", SHIPPED).exit_code == 2


# On a device nothing faulty leaves a black screen.


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Told:
    """Take down what the app is started with, in its place."""
    from kiosk import app

    asked = Told(gives=0)
    monkeypatch.setattr(app, "run", asked)
    return asked


def test_a_device_starts_with_faulty_settings_and_says_so(
    run: Run, faulty: Path, started: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "DEVICE_SETTINGS", faulty)
    assert run("run").exit_code == 0
    ((content, options),) = started.told
    assert content.settings.volume == 7
    assert options.notice.startswith("Buzzer and lights stay off")  # an unknown key may be any
    assert not options.wired


def test_a_device_keeps_its_good_settings_and_starts_with_them(
    run: Run, faulty: Path, started: Told, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("STATE_DIRECTORY", str(tmp_path))
    good = tmp_path / "good.yaml"
    good.write_text("volume: 3\n")
    for file in (good, faulty):
        monkeypatch.setattr(paths, "DEVICE_SETTINGS", file)
        assert run("run").exit_code == 0
    assert [content.settings.volume for content, _ in started.told] == [3, 3]
    assert [options.wired for _, options in started.told] == [True, True]
    assert [bool(options.notice) for _, options in started.told] == [False, True]


def test_check_and_the_desktop_refuse_what_a_device_starts_with(
    run: Run, faulty: Path, started: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "DEVICE_SETTINGS", faulty)
    for command in (["check"], ["run", "--simulate"]):
        assert run(*command).exit_code == 78
    assert started.told == []


def test_a_second_kiosk_on_the_same_pins_leaves_with_its_own_code(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk import app
    from kiosk.single import Taken

    def taken(*_: object) -> int:
        raise Taken("Another kiosk runs on these pins already.")

    monkeypatch.setattr(app, "run", taken)
    result = run("run", "--settings", SHIPPED)
    assert result.exit_code == 75
    assert result.output == "Another kiosk runs on these pins already.\n"


@pytest.mark.parametrize("fault", ["pins", "settings"])
def test_what_keeps_a_device_from_starting_is_shown_on_its_screen(
    fault: str, run: Run, faulty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk import outoforder

    shown = Told()
    monkeypatch.setattr(outoforder, "show", shown)
    monkeypatch.setitem(sys.modules, "gpiozero.pins.lgpio", None)
    result = run("run", "--settings", SHIPPED if fault == "pins" else faulty)
    assert result.exit_code == (69 if fault == "pins" else 78)
    ((message, settings),) = shown.told
    assert message.splitlines()[0] in result.output
    assert (settings is None) is (fault == "settings")


def test_a_desktop_shows_no_page_for_what_its_terminal_tells(
    run: Run, faulty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk import outoforder

    monkeypatch.setattr(outoforder, "show", None)
    assert run("run", "--simulate", "--settings", faulty).exit_code == 78


# What goes well: 0.


def test_the_exit_code_of_a_run_is_the_app_s(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from kiosk import app

    asked = Told(gives=70)
    monkeypatch.setattr(app, "run", asked)
    result = run("run", "--simulate", "--speed", "5", "--size", "480x320", "--settings", SHIPPED)
    assert result.exit_code == 70
    ((_, options),) = asked.told
    assert options == app.Options(simulate=True, speed=5.0, size=(480, 320))


def test_mock_pins_are_used_only_when_asked_for(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from kiosk import app

    asked = Told(gives=0)
    monkeypatch.setattr(app, "run", asked)
    assert run("run", "--settings", SHIPPED).exit_code == 0
    ((content, options),) = asked.told
    assert not options.simulate
    assert not options.unseen
    assert content.settings.pins.factory.value == "lgpio"


def test_the_timeline_is_printed(run: Run) -> None:
    result = run("timeline", "--settings", SHIPPED)
    assert result.exit_code == 0
    assert "total 14:11" in result.output


def test_the_demo_prints_eleven_stages_on_time_and_draws_every_page(
    run: Run, tmp_path: Path
) -> None:
    result = run("demo", "--size", "320x320", "--settings", SHIPPED)
    assert result.exit_code == 0
    events = [line.split() for line in result.output.splitlines() if line.count(".") >= 2]
    timed = [words for words in events if words[0].replace(".", "").isdigit()]
    planned = [words for words in timed if words[1].replace(".", "").isdigit()]
    assert len(planned) > 100
    assert all(words[0] == words[1] for words in planned)
    stages = {line.partition("stage ")[2].partition(":")[0] for line in result.output.splitlines()}
    assert stages - {"", "done"} == {str(number) for number in range(1, 12)}
    assert f"{len(pages())} pages drawn on storyboard.png" in result.output
    assert (tmp_path / "storyboard.png").read_bytes()[:4] == b"\x89PNG"


def test_the_spoken_demo_tells_presses_rhythms_and_words_and_draws_nothing(
    run: Run, tmp_path: Path
) -> None:
    result = run("demo", "--spoken", "--settings", SHIPPED)
    assert result.exit_code == 0
    assert "pressed: advance" in result.output
    assert "buzzer: press" in result.output
    assert "said: Left button: None of these" in result.output
    assert list(tmp_path.glob("*.png")) == []


def test_a_demo_that_is_late_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from kiosk import demo, gallery

    monkeypatch.setattr(demo, "play", lambda content, tell: demo.Played(events=10, late=1))
    monkeypatch.setattr(gallery, "storyboard", lambda *_: 1)
    result = run("demo", "--settings", SHIPPED)
    assert result.exit_code == 1
    assert "did not happen as planned" in result.output


@pytest.mark.usefixtures("_blank_pages")
def test_a_storyboard_may_go_to_dev_null(run: Run) -> None:
    size = ("--size", "320x320")
    result = run("demo", "--storyboard", "/dev/null", *size, "--settings", SHIPPED)
    assert result.exit_code == 0
    assert "pages drawn on /dev/null" in result.output


def test_render_lists_the_pages_there_are(run: Run) -> None:
    result = run("render", "--settings", SHIPPED)
    assert result.exit_code == 0
    assert result.output.split() == list(pages())


@pytest.mark.parametrize("page", ["attract", "press-cv6", "paused", "still-there", "finish"])
def test_render_draws_a_page_of_the_size_asked_for(run: Run, page: str, tmp_path: Path) -> None:
    import pygame

    result = run("render", page, "--size", "480x800", "--settings", SHIPPED)
    assert (result.exit_code, result.output) == (0, f"{page}.png\n")
    assert pygame.image.load(str(tmp_path / f"{page}.png")).get_size() == (480, 800)


@pytest.mark.parametrize("language", LANGUAGES)
def test_render_draws_a_page_in_the_language_asked_for(
    run: Run, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk import gallery

    drawn = Told()
    monkeypatch.setattr(gallery, "draw_page", drawn)
    monkeypatch.setattr(gallery, "save", Told())
    result = run("render", "press-cv6", "--language", language, "--settings", SHIPPED)
    assert result.exit_code == 0
    ((_, view, _),) = drawn.told
    assert view.language == language
    assert view.word == translator(language, "112")("Press")


def test_the_storyboard_is_drawn_in_the_language_asked_for(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk import gallery

    drawn = Told(gives=85)
    monkeypatch.setattr(gallery, "storyboard", drawn)
    assert run("demo", "--language", "de", "--settings", SHIPPED).exit_code == 0
    ((content, *_),) = drawn.told
    assert content.settings.offered == ("de", "en", "fr", "es", "zh_CN")


def test_check_finds_no_fault_in_what_is_shipped(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.screen.fitting.SIZES", ((800, 480),))  # test_fit looks at all
    result = run("check", "--settings", SHIPPED)
    assert result.exit_code == 0
    assert f"{SHIPPED}: no fault found" in result.output
    assert "11 stages" in result.output
    assert "languages: en, fr, de, es, zh_CN; every text fits its page" in result.output


def test_check_tells_a_text_that_does_not_fit(
    run: Run, written: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.screen.fitting.FACT", 10.0)
    text = swap(SETTINGS_TEXT, "size: null", "size: {width: 800, height: 480}")
    text = swap(text, "languages: [en, fr, de, es, zh_CN]", "languages: [en, de]")
    result = run("check", "--settings", written(text))
    assert result.exit_code == 78
    assert "acupressure-kiosk.po:" in result.output
    assert "does not fit the page attract at 800x480: it would shrink to" in result.output


def test_check_tells_every_fault_once(run: Run, written: Callable[[str], Path]) -> None:
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
    monkeypatch.setattr("kiosk.cli.progress", lambda: nullcontext(shown.append))
    text = swap(SETTINGS_TEXT, "size: null", "size: {width: 800, height: 480}")
    text = swap(text, "languages: [en, fr, de, es, zh_CN]", "languages: [en]")
    assert run("check", "--settings", written(text)).exit_code == 0
    assert [doing.split()[0] for doing in shown] == ["Reading", "Laying"]


def test_the_device_s_settings_go_before_the_kiosk_s_own(
    run: Run, faulty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "DEVICE_SETTINGS", faulty)
    assert run("timeline").exit_code == 78
    faulty.unlink()
    assert run("timeline").exit_code == 0
