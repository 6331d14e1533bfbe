"""A whole session on a real window, driven only by a keyboard.

Nothing here waits for a fixed time: each key follows a line of the kiosk's log.
"""

from __future__ import annotations

import os
import queue
import shutil
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import IO

import pytest

from kiosk.routine.timeline import SegmentKind
from kiosk.screen.layout.drawn_panel import CASE
from kiosk.session.keys import Key
from kiosk.session.presenter import page_name
from kiosk.session.state import GUARD, Running, Session
from tests.page_log import KEYS, PAGE
from tests.walk import Walk, shipped_timeline
from tests.yaml_inputs import SETTINGS_TEXT, swap

MISSING = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")

LONGEST_SILENCE = 60.0
"""Seconds without a line after which the kiosk counts as dead: only a safety net."""

SPEED = 20

WINDOW = "kiosk-under-test"
"""The class of the window, to find it by."""


@pytest.fixture
def display(tmp_path: Path) -> Iterator[str]:
    """Start an X server on a display that it chooses."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1024x768x24"]
    command += ["-fbdir", str(tmp_path), "-nolisten"]
    server = subprocess.Popen(
        [*command, "tcp"], pass_fds=[writing], stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(30)


class Kiosk:
    """A kiosk in a process of its own, its log, and a keyboard."""

    def __init__(self, display: str, folder: Path) -> None:
        self.env = {
            **os.environ,
            "DISPLAY": display,
            "SDL_VIDEODRIVER": "x11",
            "SDL_VIDEO_X11_WMCLASS": WINDOW,
            "PYTHONUNBUFFERED": "1",
        }
        self.pages: list[str] = []
        self.lines: list[str] = []
        self._news: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        command = [sys.executable, "-m", "tests.page_log", "-v", "run", "--simulate"]
        root = Path(__file__).parents[2]
        settings = folder / "kiosk.yaml"
        settings.write_text(swap(SETTINGS_TEXT, "lockout: 0.25", "lockout: 0"), "utf-8")
        self.process = subprocess.Popen(
            [*command, "--speed", str(SPEED), "--size", "800x480", "--settings", str(settings)],
            env={**self.env, "PYTHONPATH": str(root)},
            cwd=folder,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            text=True,
        )
        assert self.process.stderr is not None
        self._reader = threading.Thread(target=self._read, args=(self.process.stderr,))
        self._reader.start()

    def _read(self, log: IO[str]) -> None:
        for line in log:
            self._news.put(line.rstrip())
        self._news.put(None)

    def line(self) -> str:
        """Wait for the next line of the log."""
        line = self._news.get(timeout=LONGEST_SILENCE)
        assert line is not None, "\n".join(["the kiosk ended by itself:", *self.lines])
        self.lines.append(line)
        return line

    def page(self) -> str:
        """Wait for the next page."""
        while True:
            said = self.line()
            if said.startswith(PAGE):
                self.pages.append(said.removeprefix(PAGE))
                return self.pages[-1]

    def ready(self) -> None:
        """Wait until the window has the keyboard."""
        while not self.line().startswith("INFO kiosk.runtime.app: Ready"):
            pass
        self.type("search", "--sync", "--onlyvisible", "--class", WINDOW, "windowfocus", "--sync")

    def until_keys_count(self) -> None:
        """Wait until a press no longer counts as accidental."""
        while not self.line().startswith(KEYS):
            pass

    def until(self, page: str) -> None:
        """Wait for a page."""
        while self.page() != page:
            pass

    def type(self, *command: str) -> None:
        """Run xdotool."""
        subprocess.run(["xdotool", *command], env=self.env, check=True, timeout=LONGEST_SILENCE)

    def close(self) -> None:
        self.process.kill()
        self.process.wait(30)
        self._reader.join(30)
        assert self.process.stderr is not None
        self.process.stderr.close()


@pytest.fixture
def kiosk(display: str, tmp_path: Path) -> Iterator[Kiosk]:
    made = Kiosk(display, tmp_path)
    try:
        yield made
    finally:
        made.close()


def _waits(page: str) -> bool:
    return page.startswith("introduction-") or page in _last_instructions()


@cache
def _last_instructions() -> frozenset[str]:
    """Return the find pages that wait, whichever hand is found first."""
    plan = shipped_timeline()
    names = []
    for timeline in (plan, plan.switched(7, finds=True)[0]):
        for index, segment in enumerate(timeline.segments):
            if segment.kind is SegmentKind.FIND and segment.length is None:
                start = Session.begin(timeline, 0.0)
                names.append(page_name(replace(start, state=Running(index, 0.0, None))))
    return frozenset(names)


def _planned() -> list[str]:
    """Return the pages of a session with switched hands and a repeated last stage."""
    walk, pages = Walk(), list[str]()
    switched = again = False
    while not again or walk.kind is not SegmentKind.FINISH:
        if walk.kind is SegmentKind.FINISH:
            walk.press(Key.REPEAT)
            again = True
        elif walk.session.running.length is not None:
            length = walk.session.running.length
            walk.step(None, walk.session.running.since + length)
        elif page_name(walk.session) == "find-li4-left-3" and not switched:
            walk.press(Key.SWITCH)
            switched = True
        elif walk.session.guarded:
            walk.wait(GUARD)
        else:
            walk.press(Key.ADVANCE)
        pages.append(page_name(walk.session))
    return pages


def _without_the_pause(pages: list[str]) -> list[str]:
    """Return the pages without a pause and the count-in after it."""
    paused = pages.index("paused")
    held = pages[paused - 1]
    rest = pages[paused + 1 :]
    return [*pages[:paused], *rest[rest.index(held) + 1 :]]


@pytest.mark.waits
def test_a_whole_session_is_done_with_the_keyboard_alone(kiosk: Kiosk) -> None:
    kiosk.ready()
    kiosk.type("key", "a")
    page, paused, again = kiosk.page(), False, False
    while not (page == "finish" and again):
        if page == "finish":
            again = True
            kiosk.type("key", "r")
        elif page == "find-li4-left-3":
            kiosk.type("key", "s")
        elif page.startswith("screen-"):
            kiosk.until_keys_count()
            kiosk.type("key", "a")
        elif _waits(page):
            kiosk.type("key", "a")
        elif page == "press-li4-right" and not paused:
            paused = True
            kiosk.type("keydown", "r")
            kiosk.until("paused")
            kiosk.type("keyup", "r")
            kiosk.type("key", "a")
        page = kiosk.page()
    kiosk.type("key", "Escape")
    assert kiosk.process.wait(LONGEST_SILENCE) == 0
    assert [page for page, _ in groupby(_without_the_pause(kiosk.pages))] == [
        page for page, _ in groupby(_planned())
    ]
    assert not [line for line in kiosk.lines if line.startswith(("ERROR", "WARNING", "Traceback"))]


def test_a_kiosk_asked_to_stop_ends_cleanly(kiosk: Kiosk) -> None:
    kiosk.ready()
    kiosk.process.terminate()
    assert kiosk.process.wait(LONGEST_SILENCE) == 0


def _pixel(screen: Path, x: int, y: int) -> tuple[int, int, int]:
    """Return a pixel of Xvfb's file, an XWD. Source: X11/XWDFile.h."""
    raw = screen.read_bytes()
    header = struct.unpack(">25I", raw[:100])
    start = header[0] + header[19] * 12 + y * header[12] + x * 4
    blue, green, red = raw[start : start + 3]
    return red, green, blue


@pytest.mark.parametrize("size", [(1000, 700), (400, 300)])
def test_a_window_resized_by_others_shows_the_whole_page_at_its_size(
    kiosk: Kiosk, size: tuple[int, int], tmp_path: Path
) -> None:
    kiosk.ready()
    move = ("search", "--onlyvisible", "--class", WINDOW, "windowmove", "--sync", "0", "0")
    kiosk.type(*move, "windowsize", "--sync", *map(str, size))
    kiosk.type("key", "a")
    kiosk.page()
    end = time.monotonic() + LONGEST_SILENCE
    right, bottom = size
    while _pixel(tmp_path / "Xvfb_screen0", right - 3, bottom - 3) != CASE:
        assert time.monotonic() < end, "the panel is not where the window ends"
    kiosk.type("key", "Escape")
    assert kiosk.process.wait(LONGEST_SILENCE) == 0
