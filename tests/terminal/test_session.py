"""A whole session on a terminal, driven by keys; and how the terminal is left.

Nothing here waits for a fixed time: each key follows what the screen shows.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.routine.timeline import SegmentKind
from tests.terminal.tty import FORMER_SCREEN, KIOSK, OWN_SCREEN, ROOT, Tty, environment, quick
from tests.walk import shipped_timeline

Start = Callable[..., Tty]

TERMINAL = ["--screen", "terminal"]

ADVANCE = b"a"
FIRST_PAGE = shipped_timeline().routine.introduction[0].title


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a kiosk on a terminal, and wait for its first page."""
    made = list[Tty]()

    def start(options: list[str] = TERMINAL, first: str = "A: Start", **how: object) -> Tty:
        made.append(Tty([*quick(tmp_path), *options], **how))  # type: ignore[arg-type]
        made[-1].until(first)
        return made[-1]

    yield start
    for tty in made:
        tty.close()


@pytest.mark.waits
def test_a_whole_session_is_done_with_keys_in_a_terminal(start: Start) -> None:
    tty = start()
    titles, acted = list[str](), ""
    switched = False
    while "S: From the start" not in tty.seen:
        rows = tty.seen.splitlines()
        titles += [rows[0]] * (rows[0] not in titles)
        point = next((row for row in rows if row.startswith("Point")), "")
        page, key = f"{rows[0]} {rows[2:3]} {point}", b""
        if "S: Right hand" in rows and rows[0] == "Hands" and not switched:
            switched, key = True, b"s"
        elif {"A: Start", "A: Go on", "A: None of these", "A: Ready"} & {*rows}:
            key = ADVANCE
        if key and page != acted:
            acted = page
            tty.advance() if key is ADVANCE else tty.type(key)
        tty.look()
    assert switched
    assert titles[:2] == ["Ease your back pain", FIRST_PAGE]
    assert {"Hands", "Do any of these apply?"} <= {*titles}
    assert tty.seen.splitlines()[-1] == "Esc: Quit"
    tty.quit()
    assert FORMER_SCREEN in tty.sent


def test_the_bell_rings_once_for_each_sound(start: Start) -> None:
    tty = start()
    assert tty.sent.count(b"\a") == 0
    tty.advance()
    tty.until_sent(b"\a")


def test_switch_lists_the_languages_and_the_terminal_follows_the_one_chosen(
    start: Start,
) -> None:
    tty = start()
    tty.type(b"s")
    tty.until("> English")
    for number, name in enumerate(("> Français", "> Deutsch", "> Español", "> 简体中文")):
        tty.type(b"3s"[number % 2 :][:1])
        tty.until(name)
    tty.advance()
    tty.until("S：")


@pytest.mark.parametrize(
    "leave",
    [
        lambda tty: tty.type(b"\x1b"),
        lambda tty: tty.type(b"\x04"),
        lambda tty: tty.type(b"\x03"),
        lambda tty: tty.process.terminate(),
        lambda tty: tty.process.send_signal(signal.SIGHUP),
    ],
    ids=["Esc", "Ctrl-D", "Ctrl-C", "SIGTERM", "SIGHUP"],
)
def test_the_terminal_is_restored_however_the_kiosk_ends(
    start: Start, leave: Callable[[Tty], None]
) -> None:
    tty = start()
    assert tty.now() != tty.modes
    tty.until_sent(OWN_SCREEN)
    leave(tty)
    assert tty.end() == 0
    assert tty.now() == tty.modes
    assert FORMER_SCREEN in tty.sent


def test_the_log_waits_until_the_terminal_is_left(start: Start) -> None:
    tty = start()
    tty.advance()
    tty.until(FIRST_PAGE)
    tty.process.terminate()
    assert tty.end() == 0
    before, after = bytes(tty.sent).split(FORMER_SCREEN)
    assert b"INFO" not in before[before.index(OWN_SCREEN) :]
    assert b"A session has started" in after
    assert b"Received SIGTERM, stopping" in after


def test_ctrl_z_restores_the_terminal_and_resuming_takes_it_again(start: Start) -> None:
    tty = start(shell='"$@"; echo stopped; read -r; fg')
    tty.advance()
    tty.until(FIRST_PAGE)
    tty.until_sent(OWN_SCREEN)
    tty.type(b"\x1a")
    tty.until_sent(FORMER_SCREEN)
    tty.until_sent(b"stopped")
    assert tty.now() == tty.modes
    tty.screen.reset()
    tty.type(b"\n")
    tty.until(FIRST_PAGE)
    assert tty.now() != tty.modes
    tty.advance()
    tty.until("Press only as hard as is comfortable")
    tty.quit()


def test_a_background_kiosk_waits_until_the_terminal_is_its_own(start: Start) -> None:
    tty = start(shell='"$@" & wait %1; fg')
    tty.quit()


def test_a_terminal_that_is_closed_ends_the_kiosk(start: Start) -> None:
    tty = start()
    os.dup2(tty.slave, tty.master)  # closes the other side
    assert tty.process.wait(60) == 0


def test_the_page_follows_a_new_size(start: Start) -> None:
    tty = start()
    tty.advance()
    tty.until(FIRST_PAGE)
    tty.resize(40, 9)
    tty.until("A: Go on  R: More  S: End  Esc: Quit")
    tty.resize(40, 4)
    tty.until("Down: read on (1 of ")
    tty.type(b"\x1b[B")
    tty.until("Down: read on (2 of ")


def test_a_dumb_terminal_has_lines_and_keys(start: Start) -> None:
    tty = start(TERM="dumb")
    tty.advance()
    tty.until(FIRST_PAGE)
    assert "Ease your back pain" in tty.seen
    assert b"\x1b" not in tty.sent
    tty.quit()


def test_what_an_older_locale_lacks_is_replaced(start: Start) -> None:
    tty = start(PYTHONIOENCODING="iso-8859-1")
    tty.type(b"s")
    tty.until("> English")
    for number, name in enumerate(("> Fran", "> Deutsch", "> Espa", "> ????")):
        tty.type(b"3s"[number % 2 :][:1])
        tty.until(name)
    tty.advance()
    tty.until("????????")
    tty.quit()


def test_without_a_display_the_terminal_is_chosen_in_one_line(start: Start) -> None:
    tty = start([], SDL_VIDEODRIVER="dummy")
    line = b"There is no screen to draw on: SDL found only the driver 'dummy'"
    assert tty.sent.index(line) < tty.sent.index(OWN_SCREEN)


def play(folder: Path, *options: str, **how: object) -> subprocess.CompletedProcess[str]:
    """Run the kiosk without a terminal on standard input."""
    command = [*KIOSK, "run", "--simulate", *quick(folder), *options]
    settings = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | how
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        command,
        stdin=subprocess.DEVNULL,
        env=environment(SDL_VIDEODRIVER="dummy"),
        cwd=ROOT,
        encoding="utf-8",
        timeout=120,
        **settings,
    )


@pytest.mark.waits
def test_without_a_keyboard_the_routine_plays_through_and_ends_well(tmp_path: Path) -> None:
    done = play(tmp_path)
    assert done.returncode == 0, done.stderr
    pages = [page.splitlines() for page in done.stdout.split("\n\n")]
    titles = [page[0] for page in pages]
    assert titles[0] == "Ease your back pain"
    assert titles[-1] == "Well done"
    kinds = [segment.kind for segment in shipped_timeline().segments]
    assert 0 < titles.count("Press") <= kinds.count(SegmentKind.PRESS)
    # These last 0.15 s at this speed: a busy machine may miss some, never show one twice.
    assert 0 < titles.count("Well done") <= 12
    assert 0 < titles.count("Release") <= 10
    for number in range(1, 7):
        assert any(row.startswith(f"Point {number} of 6: ") for page in pages for row in page)
    assert "\x1b" not in done.stdout
    assert "\a" not in done.stdout
    assert "Esc" not in done.stdout
    assert done.stderr.count("A session has started") == 1
    assert "A session has been finished" in done.stderr


def test_an_explicit_window_is_not_replaced(tmp_path: Path) -> None:
    done = play(tmp_path, "--screen", "window")
    assert done.returncode == 69
    assert "run --simulate --screen terminal" in done.stderr
    assert done.stdout == ""


def test_a_reader_that_closes_its_pipe_ends_the_kiosk_quietly(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = play(tmp_path, stdout=writing)
    os.close(writing)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


def test_pages_that_cannot_be_written_are_an_error(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = play(tmp_path, stdout=full)
    assert done.returncode == 74
    assert "Cannot write the pages: No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
