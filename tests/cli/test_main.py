from __future__ import annotations

import errno
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kiosk import __version__
from kiosk.cli.main import main
from kiosk.cli.options import OneLine
from kiosk.config import paths
from kiosk.config.language import LANGUAGES, translator
from kiosk.doctor.findings import ok
from kiosk.panel.mock_panel import LETTERS
from tests.cli.conftest import Run
from tests.recorder import Recorder
from tests.shipped_pages import pages
from tests.yaml_inputs import SETTINGS_TEXT, swap

SHIPPED = str(paths.OWN_SETTINGS)
COMMANDS = (
    *("run", "timeline", "demo", "render", "check"),
    *("routines", "new-routine", "preview"),
    *("stats", "wiring", "faceplate", "card", "doctor", "test-panel"),
)


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


def test_the_help_of_run_names_every_key_of_the_terminal(run: Run) -> None:
    *letters, last = LETTERS.values()
    text = " ".join(run("run", "--help").output.split())
    assert f"the keys {', '.join(letters)} and {last} press the buttons" in text


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_of_its_own(run: Run, command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "--settings" in result.output


def test_the_version_is_reported(run: Run) -> None:
    assert run("--version").output == f"acupressure-kiosk, version {__version__}\n"


def test_help_loads_neither_pygame_nor_gpiozero() -> None:
    code = """
import sys
from kiosk.cli.main import main
from kiosk.cli.options import OneLine
from kiosk.config.language import LANGUAGES, translator
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
    return Path(__file__).parents[2]


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
    ("args", "message"),
    [
        (["rum"], "No such command"),
        (["run", "--speed", "0"], "0.1<=x<=100"),
        (["run", "--speed", "fast"], "not a valid float"),
        (["run", "--screen", "terminal"], "--screen needs --simulate"),
        (["run", "--simulate", "--screen", "paper"], "'paper' is not one of"),
        (["run", "--simulate", "--screen", "terminal", "--size", "80x24"], "out of range"),
        (
            ["run", "--simulate", "--screen", "terminal", "--size", "800x480"],
            "a terminal has its own size",
        ),
        (["run", "--size", "800"], "'800' is not a size; expected width x height such as 800x480"),
        (["run", "--size", "800x"], "is not a size"),
        (["run", "--size", "800×480"], "is not a size"),  # noqa: RUF001
        (["run", "--size", "\u0668\u0660\u0660x480"], "is not a size"),
        (["run", "--size", "100x480"], "out of range; expected 320 to 7680"),
        (["run", "--size", "800x9999"], "out of range"),
        (["demo", "--size", "1x1"], "out of range"),
        (["render", "attract", "--size", "0x0"], "out of range"),
        (["render", "atract"], "there is no page 'atract'; did you mean attract?"),
        (["render", "xyzzy"], "there is no page 'xyzzy'"),
        (["timeline", "--speed", "2"], "No such option"),
        (
            ["render", "attract", "--language", "xx"],
            "there is no language 'xx'; expected one",
        ),
        (["check", "--settings"], "requires an argument"),
    ],
)
def test_a_mistake_in_the_command_is_reported(run: Run, args: list[str], message: str) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert message in result.output


# Faulty files: 78.


ARGUMENTS = {
    "new-routine": ("new-routine", "mine"),
    "preview": ("preview", "back-pain", "-o", "pages"),
}
"""Commands that need an argument, and write files."""

WITHOUT_END = ("run", "demo", "check", "test-panel")
"""Commands that take long, or wait for somebody."""

EXACT = [ARGUMENTS.get(command, (command,)) for command in COMMANDS if command != "doctor"]
"""Commands that need settings without a fault; the doctor reports a fault as a finding."""


@pytest.mark.parametrize("command", EXACT)
def test_faulty_settings_are_reported_by_every_command(
    run: Run, command: tuple[str, ...], faulty: Path
) -> None:
    result = run(*command, "--settings", faulty)
    assert result.exit_code == 78
    assert f"{faulty}:" in result.output
    assert "volume: expected 0 to 10, not 70" in result.output
    assert "did you mean volume?" in result.output


@pytest.mark.parametrize("command", EXACT)
def test_missing_settings_are_reported(run: Run, command: tuple[str, ...]) -> None:
    result = run(*command, "--settings", "nowhere.yaml")
    assert result.exit_code == 78
    assert "nowhere.yaml" in result.output


@pytest.mark.parametrize("command", [["run"], ["timeline"], ["demo"], ["render"]])
def test_an_unknown_routine_is_reported_for_the_option_that_named_it(
    run: Run, command: list[str]
) -> None:
    result = run(*command, "--settings", SHIPPED, "--routine", "back-pian")
    assert result.exit_code == 78
    assert "there is no routine 'back-pian'; did you mean back-pain?" in result.output
    assert "routines_folder is not set: --settings?" in result.output


# No pins, no screen: 69.


def test_without_pins_the_error_names_the_remedy(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gpiozero.pins.lgpio", None)
    result = run("run", "--settings", SHIPPED)
    assert result.exit_code == 69
    assert "sudo apt install python3-lgpio" in result.output
    assert "--simulate" in result.output


def test_with_screen_window_and_no_display_the_error_names_the_remedy(
    run: Run,
) -> None:
    result = run("run", "--simulate", "--screen", "window", "--settings", SHIPPED)
    assert result.exit_code == 69
    assert "There is no screen to draw on" in result.output
    assert "acupressure-kiosk run --simulate --screen terminal" in result.output


def test_without_a_screen_the_terminal_is_tried_and_one_line_says_so(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.runtime import app
    from kiosk.screen.display.window import NoDisplay

    asked = list[app.Options]()

    def none(content: object, options: app.Options) -> int:
        asked.append(options)
        if options.where is app.Where.WINDOW:
            raise NoDisplay("it is dark")
        return 0

    monkeypatch.setattr(app, "run", none)
    result = run("run", "--simulate", "--speed", "5", "--settings", SHIPPED)
    assert result.exit_code == 0
    assert result.output == (
        "There is no screen to draw on: it is dark. The session runs in this terminal.\n"
    )
    assert asked == [
        app.Options(simulate=True, speed=5.0),
        app.Options(simulate=True, speed=5.0, where=app.Where.TERMINAL),
    ]


@pytest.fixture
def _blank_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave pages blank where it does not matter what is on them."""
    import pygame

    from kiosk.library import all_pages

    monkeypatch.setattr(all_pages, "draw_page", lambda content, page, size: pygame.Surface(size))


@pytest.mark.usefixtures("_blank_pages")
@pytest.mark.parametrize(
    "command", [["demo", "--storyboard"], ["render", "attract", "-o"]], ids=["demo", "render"]
)
def test_a_file_that_cannot_be_written_is_reported(run: Run, command: list[str]) -> None:
    result = run(*command, "no-such-folder/x.png", "--size", "320x320", "--settings", SHIPPED)
    assert result.exit_code == 69
    assert "no-such-folder/x.png cannot be written: No such file or directory" in result.output


def test_a_folder_is_refused_as_an_output_file(run: Run, tmp_path: Path) -> None:
    assert run("render", "attract", "-o", tmp_path, "--settings", SHIPPED).exit_code == 2


# On a device nothing faulty leaves a black screen.


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    """Take down what the app is started with, in its place."""
    from kiosk.runtime import app

    asked = Recorder(returns=0)
    monkeypatch.setattr(app, "run", asked)
    return asked


def test_a_device_starts_with_faulty_settings_and_says_so(
    run: Run, faulty: Path, started: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "DEVICE_SETTINGS", faulty)
    assert run("run").exit_code == 0
    ((content, options),) = started.calls
    assert content.settings.volume == 7
    assert options.notice.startswith("Buzzer and lights stay off")  # an unknown key may be any
    assert not options.wired


def test_a_device_keeps_its_good_settings_and_starts_with_them(
    run: Run, faulty: Path, started: Recorder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("STATE_DIRECTORY", str(tmp_path))
    good = tmp_path / "good.yaml"
    good.write_text("volume: 3\n")
    for file in (good, faulty):
        monkeypatch.setattr(paths, "DEVICE_SETTINGS", file)
        assert run("run").exit_code == 0
    assert [content.settings.volume for content, _ in started.calls] == [3, 3]
    assert [options.wired for _, options in started.calls] == [True, True]
    assert [bool(options.notice) for _, options in started.calls] == [False, True]


def test_check_and_the_desktop_refuse_what_a_device_starts_with(
    run: Run, faulty: Path, started: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "DEVICE_SETTINGS", faulty)
    for command in (["check"], ["run", "--simulate"]):
        assert run(*command).exit_code == 78
    assert started.calls == []


def test_a_second_kiosk_on_the_same_pins_leaves_with_its_own_code(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.runtime import app
    from kiosk.runtime.instance_lock import AlreadyRunning

    def taken(*_: object) -> int:
        raise AlreadyRunning("Another kiosk runs on these pins already.")

    monkeypatch.setattr(app, "run", taken)
    result = run("run", "--settings", SHIPPED)
    assert result.exit_code == 75
    assert result.output == "Another kiosk runs on these pins already.\n"


@pytest.mark.parametrize("fault", ["pins", "settings"])
def test_an_error_that_prevents_a_device_from_starting_is_shown_on_its_screen(
    fault: str, run: Run, faulty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.runtime import error_screen

    shown = Recorder()
    monkeypatch.setattr(error_screen, "show", shown)
    monkeypatch.setitem(sys.modules, "gpiozero.pins.lgpio", None)
    result = run("run", "--settings", SHIPPED if fault == "pins" else faulty)
    assert result.exit_code == (69 if fault == "pins" else 78)
    ((message, settings),) = shown.calls
    assert message.splitlines()[0] in result.output
    assert (settings is None) is (fault == "settings")


def test_a_desktop_shows_errors_in_its_terminal_only(
    run: Run, faulty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.runtime import error_screen

    monkeypatch.setattr(error_screen, "show", None)
    assert run("run", "--simulate", "--settings", faulty).exit_code == 78


# What goes well: 0.


def test_the_exit_code_of_a_run_is_the_app_s(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from kiosk.runtime import app

    asked = Recorder(returns=70)
    monkeypatch.setattr(app, "run", asked)
    result = run("run", "--simulate", "--speed", "5", "--size", "480x320", "--settings", SHIPPED)
    assert result.exit_code == 70
    ((_, options),) = asked.calls
    assert options == app.Options(simulate=True, speed=5.0, size=(480, 320))


def test_mock_pins_are_used_only_when_asked_for(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from kiosk.runtime import app

    asked = Recorder(returns=0)
    monkeypatch.setattr(app, "run", asked)
    assert run("run", "--settings", SHIPPED).exit_code == 0
    ((content, options),) = asked.calls
    assert not options.simulate
    assert not options.unseen
    assert content.settings.pins.factory.value == "lgpio"


def test_the_timeline_is_printed(run: Run) -> None:
    result = run("timeline", "--settings", SHIPPED)
    assert result.exit_code == 0
    assert "total 16:50" in result.output


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
    assert f"{len(pages())} pages drawn to storyboard.png" in result.output
    assert (tmp_path / "storyboard.png").read_bytes()[:4] == b"\x89PNG"


def test_the_spoken_demo_prints_presses_rhythms_and_words_and_draws_nothing(
    run: Run, tmp_path: Path
) -> None:
    result = run("demo", "--spoken", "--settings", SHIPPED)
    assert result.exit_code == 0
    assert "pressed: advance" in result.output
    assert "buzzer: press" in result.output
    assert "said: Left button: None of these" in result.output
    assert list(tmp_path.glob("*.png")) == []


def test_a_demo_that_is_late_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from kiosk.library import all_pages
    from kiosk.rehearsal import demo

    monkeypatch.setattr(demo, "play", lambda content, tell: demo.Played(events=10, late=1))
    monkeypatch.setattr(all_pages, "storyboard", lambda *_: 1)
    result = run("demo", "--settings", SHIPPED)
    assert result.exit_code == 1
    assert "did not happen as planned" in result.output


@pytest.mark.usefixtures("_blank_pages")
def test_a_storyboard_may_go_to_dev_null(run: Run) -> None:
    size = ("--size", "320x320")
    result = run("demo", "--storyboard", "/dev/null", *size, "--settings", SHIPPED)
    assert result.exit_code == 0
    assert "pages drawn to /dev/null" in result.output


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
    from kiosk.library import all_pages

    drawn = Recorder()
    monkeypatch.setattr(all_pages, "draw_page", drawn)
    monkeypatch.setattr(all_pages, "save", Recorder())
    result = run("render", "press-cv6", "--language", language, "--settings", SHIPPED)
    assert result.exit_code == 0
    ((_, view, _),) = drawn.calls
    assert view.language == language
    assert view.word == translator(language, "112")("Press")


def test_the_storyboard_is_drawn_in_the_language_asked_for(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.library import all_pages

    drawn = Recorder(returns=85)
    monkeypatch.setattr(all_pages, "storyboard", drawn)
    assert run("demo", "--language", "de", "--settings", SHIPPED).exit_code == 0
    ((content, *_),) = drawn.calls
    assert content.offered == ("de", "en", "fr", "es", "zh_CN")


def test_the_device_s_settings_go_before_the_kiosk_s_own(
    run: Run, faulty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("timeline").exit_code == 0
    monkeypatch.setattr(paths, "DEVICE_SETTINGS", faulty)
    assert run("timeline").exit_code == 78
    faulty.unlink()
    result = run("timeline")
    assert result.exit_code == 78, "the shipped ones do not take their place in silence"
    assert result.output == f"{faulty}: cannot be read: No such file or directory\n"


# Any terminal.


SPOKEN = ("demo", "--spoken", "--language", "zh_CN")
PRINTING = {
    **{name: (name,) for name in COMMANDS if name not in (*ARGUMENTS, *WITHOUT_END)},
    "demo": SPOKEN,
    "faceplate": ("faceplate", "--display", "hdmi-5"),
    "render a page": ("render", "attract"),
    "test-panel": ("test-panel", "--simulate"),
    "help": ("--help",),
}


@pytest.mark.parametrize("charset", ["iso-8859-1", "ascii"])
@pytest.mark.parametrize("command", PRINTING)
def test_a_terminal_that_lacks_a_character_shows_another(
    command: str, charset: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.doctor.examine.examine", lambda *_: iter([ok("sound", "“疼”")]))
    monkeypatch.setattr("kiosk.panel_test.run.run", lambda settings, simulate, tell: tell("“疼”"))
    args = PRINTING[command]
    options = () if command == "help" else ("--settings", SHIPPED)
    result = CliRunner(charset=charset).invoke(main, [*args, *options])
    assert result.exception is None
    assert result.exit_code == 0
    assert result.output


@pytest.mark.parametrize("charset", ["iso-8859-1", "ascii"])
@pytest.mark.parametrize("command", ["run", "check", "timeline", "doctor"])
def test_a_fault_is_reported_on_a_terminal_that_lacks_its_characters(
    command: str, charset: str, written: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.runtime.error_screen.show", Recorder())
    text = swap(SETTINGS_TEXT, "figure: null", "figure: “疼”\nvolumme: 3")
    args = [command, "--settings", str(written(text))]
    result = CliRunner(charset=charset).invoke(main, args)
    assert isinstance(result.exception, SystemExit)
    assert result.exit_code == (1 if command == "doctor" else 78)
    assert "did you mean volume?" in " ".join(result.output.split())


def as_process(*args: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a process of its own; return what it ended with."""
    environment = {**os.environ, "SDL_VIDEODRIVER": "dummy", **options.pop("env", {})}
    command = [sys.executable, "-m", "kiosk", *args]
    return subprocess.run(
        command, stderr=subprocess.PIPE, env=environment, cwd=_root(), check=False, **options
    )


@pytest.mark.parametrize("locale", [{"PYTHONIOENCODING": "iso-8859-1"}, {"PYTHONUTF8": "0"}])
def test_wiring_is_printed_in_any_locale(locale: dict[str, str]) -> None:
    env = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", **locale}
    done = as_process("wiring", "--settings", SHIPPED, env=env, stdout=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"GPIO12" in done.stdout


@pytest.mark.parametrize("command", ["timeline", "wiring", "stats", "render", "test-panel", "demo"])
def test_a_closed_pipe_ends_a_command_quietly(command: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    args = PRINTING[command]
    with os.fdopen(writer, "wb") as nobody:
        done = as_process(*args, "--settings", SHIPPED, stdout=nobody, stdin=subprocess.DEVNULL)
    logged = [line for line in done.stderr.splitlines() if not line.startswith(b"INFO ")]
    assert logged == []


# Ctrl+C.

INTERRUPTED = """
import os, runpy, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it
left = int(sys.argv.pop(1))

def hook(event, args):
    global left
    if event == "import" and signal.getsignal(signal.SIGINT) != signal.default_int_handler:
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGINT)

sys.addaudithook(hook)
runpy.run_module("kiosk", run_name="__main__", alter_sys=True)
"""


@pytest.mark.parametrize("imports", [1, 40, 110])
@pytest.mark.parametrize("command", [*PRINTING, "check", "run"])
def test_ctrl_c_ends_a_command_without_a_traceback_whatever_it_is_importing(
    command: str, imports: int
) -> None:
    args = PRINTING.get(command, (command,))
    if command == "run":
        args = ("run", "--simulate")
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, str(imports), *args],
        capture_output=True,
        cwd=_root(),
        env={**os.environ, "SDL_VIDEODRIVER": "dummy"},
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.stderr == b""
    if command != "help" or imports < 110:  # help has ended by then
        assert done.returncode == -signal.SIGINT


def test_sdl_does_not_take_ctrl_c_away_from_a_command_that_draws() -> None:
    code = """
import os, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from kiosk import __main__
from kiosk.library import all_pages
def drawn(*_):
    os.kill(os.getpid(), signal.SIGINT)
    raise AssertionError("the signal was kept back")
import kiosk.cli.main
all_pages.save = drawn
import sys
sys.argv = ["acupressure-kiosk", "render", "attract"]
__main__.main()
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=_root(), check=False
    )
    assert (done.returncode, done.stderr) == (-signal.SIGINT, b"")


def test_ctrl_c_that_is_ignored_stays_ignored() -> None:
    code = """
import signal, sys
from kiosk.__main__ import main
signal.signal(signal.SIGINT, signal.SIG_IGN)
sys.argv = ["acupressure-kiosk", "--version"]
try:
    main()
finally:
    sys.exit(signal.getsignal(signal.SIGINT) is not signal.SIG_IGN)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=_root(), check=False)
    assert done.returncode == 0


# A device that lost its settings.


@pytest.fixture
def device(run: Run, started: Recorder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Start a device well, with its buzzer at a pin of its own."""
    monkeypatch.setenv("STATE_DIRECTORY", str(tmp_path))
    paths.DEVICE_SETTINGS.parent.mkdir()
    paths.DEVICE_SETTINGS.write_text("pins:\n  buzzer: 13\n")
    assert run("run").exit_code == 0
    started.calls.clear()
    return paths.DEVICE_SETTINGS


def test_a_device_whose_settings_have_gone_drives_the_same_pin_as_before(
    run: Run, device: Path, started: Recorder, tmp_path: Path
) -> None:
    before = (tmp_path / "last-good.json").read_bytes()
    device.unlink()
    assert run("run").exit_code == 0
    device.parent.rmdir()
    assert run("run").exit_code == 0
    for content, options in started.calls:
        assert content.settings.pins.buzzer == 13
        assert options.wired
        assert options.notice.startswith("Settings faulty: the last good ones are in use.")
    assert len(started.calls) == 2
    assert (tmp_path / "last-good.json").read_bytes() == before


@pytest.fixture
def unreadable(device: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the device's folder from this user, be it root."""
    opens, looks = os.open, Path.lstat

    def refuse(path: object) -> None:
        if str(path).startswith(f"{device.parent}{os.sep}"):
            raise PermissionError(errno.EACCES, "Permission denied")

    def open_(path: Any, *rest: Any, **named: Any) -> int:
        refuse(path)
        return opens(path, *rest, **named)

    def lstat(path: Path) -> os.stat_result:
        refuse(path)
        return looks(path)

    monkeypatch.setattr(os, "open", open_)
    monkeypatch.setattr(Path, "lstat", lstat)
    return device


def test_a_device_that_may_not_read_its_settings_starts_with_the_last_good_ones(
    run: Run, unreadable: Path, started: Recorder
) -> None:
    assert run("run").exit_code == 0
    ((content, options),) = started.calls
    assert content.settings.pins.buzzer == 13
    assert options.notice.endswith("kiosk.yaml: cannot be read: Permission denied")


@pytest.mark.parametrize(
    "command", ["check", "timeline", "stats", "wiring", "demo", "render", "test-panel"]
)
def test_unreadable_settings_are_reported_by_every_command(
    command: str, run: Run, unreadable: Path
) -> None:
    result = run(command)
    assert result.exit_code == 78
    assert result.output == f"{unreadable}: cannot be read: Permission denied\n"


# Whatever is quoted.


@pytest.mark.parametrize(
    "text",
    [
        "volume: !a%1B%5B31m 7\n",
        '"x\\e[31m": 1\n',
        'routine: "a\\e[31m"\n',
        'routines_folder: "a\\nb"\n',
        'language: "\\u202een"\n',
    ],
)
def test_no_message_steers_the_terminal(
    text: str, run: Run, written: Callable[[str], Path]
) -> None:
    result = run("check", "--settings", written(text))
    assert result.exit_code == 78
    assert not set(result.output) & set("\x1b\u202e")
    assert result.output.count("\n") == 1


def test_a_file_s_name_begins_no_line_of_its_own(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a\nb\x1b[2J.yaml").write_text("volume: 70\n")
    (line,) = run("timeline", "--settings", tmp_path / "a\nb\x1b[2J.yaml").output.splitlines()
    assert r"a\nb\x1b[2J.yaml:1: volume: expected 0 to 10" in line


def test_the_name_of_a_written_file_is_escaped(run: Run) -> None:
    result = run("wiring", "-o", "a\nb\x1b[2J.svg", "--settings", SHIPPED)
    assert (result.exit_code, result.output) == (0, "a\\nb\\x1b[2J.svg\n")


def test_the_log_has_one_line_a_message_and_keeps_tracebacks() -> None:
    try:
        raise ValueError("why")
    except ValueError:
        record = logging.LogRecord(
            "kiosk", logging.ERROR, "", 0, "a\nb%s", ("\x1b[2J",), sys.exc_info()
        )
    lines = OneLine("%(levelname)s %(name)s: %(message)s").format(record).splitlines()
    assert lines[0] == r"ERROR kiosk: a\nb\x1b[2J"
    assert lines[-1] == "ValueError: why"
