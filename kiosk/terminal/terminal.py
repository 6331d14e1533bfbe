"""The session on a terminal: pages as words, letters as keys, a bell for each sound."""

from __future__ import annotations

import contextlib
import logging
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Self

from kiosk.config.language import Translate
from kiosk.panel.mock_panel import MockPanel
from kiosk.screen.display.screensaver import Screensaver
from kiosk.session.keys import Key
from kiosk.session.view import PageKind, View
from kiosk.system.signals import handled
from kiosk.terminal.hand import Hand
from kiosk.terminal.keyboard import Keyboard, Other, Pressed
from kiosk.terminal.modes import TakenTerminal
from kiosk.terminal.page import page
from kiosk.terminal.paper import BELL, InPlace, Lines, Paper, write

log = logging.getLogger(__name__)

ESCAPE_PATIENCE = 0.05
"""Seconds after Esc within which the rest of an arrow key arrives, even over a network."""

CANNOT_WRITE = 74
"""Exit code if the pages cannot be written. Source: sysexits.h, EX_IOERR."""

_NEWS, _STOP, _RESUME = b".", b"z", b"c"

_SIGNALS = {signal.SIGWINCH: _NEWS, signal.SIGTSTP: _STOP, signal.SIGCONT: _RESUME}


def has_keyboard(keys: int = 0) -> bool:
    """Return whether standard input is a terminal, where somebody may press keys."""
    return os.isatty(keys)


class Terminal:
    """Shows views as text. Without a keyboard the routine plays by itself.

    :param panel: the buttons that keys press
    :param lockout: seconds within which a second press of one button is ignored
    :param translator: returns the function that translates into the language of a page
    :param keys: file descriptor that keys come from
    :param pages: file descriptor that pages are written to
    :ivar code: the exit code once the kiosk should end; ``None`` until then
    """

    def __init__(
        self,
        panel: MockPanel,
        lockout: float,
        translator: Callable[[View], Translate],
        keys: int = 0,
        pages: int = 1,
    ) -> None:
        self.code: int | None = None
        self._panel, self._translator = panel, translator
        self._keys, self._pages = keys, pages
        self._typed = has_keyboard(keys)
        self._seen = os.isatty(pages)
        in_place = self._seen and self._typed and os.environ.get("TERM", "dumb") != "dumb"
        encoding = sys.stdout.encoding if sys.stdout else "utf-8"
        self._paper: Paper = (InPlace if in_place else Lines)(pages, encoding)
        self._keyboard = Keyboard(by_line=not in_place)
        self._hand = None if self._typed else Hand(panel, lockout)
        self._taken = TakenTerminal(keys, pages, self._paper)
        # A pipe, because a signal handler may safely write to one.
        self._reading, self._writing = os.pipe()
        os.set_blocking(self._writing, False)

    @property
    def lost(self) -> bool:
        """Whether there is no display: a terminal cannot be lost."""
        return False

    def wake(self) -> None:
        """End the wait; safe on any thread."""
        self._notify(_NEWS)

    def buzzed(self, level: bool) -> None:
        """Ring the bell once for each sound; safe on any thread."""
        if level and self._seen and self._typed:
            self._notify(BELL)

    def show(self, view: View, now: float, saver: Screensaver) -> float | None:
        """Update the page.

        :return: seconds of guidance until it changes by itself; ``None`` if only an event does
        """
        text = page(view, self._translator(view), self._typed, self._panel.keys)
        with self._ending():
            self._paper.show(text)
        if self._hand and view.page is PageKind.FINISH:
            self._end(0)
        elif self._hand:
            self._hand.see(view)
        ticks = self._paper.ticks and view.moving and view.countdown
        return ticks.next_digits if ticks else None

    def wait(self, seconds: float) -> None:
        """Wait at most ``seconds`` for an event or a key, and act on it."""
        later = self._hand.press() if self._hand else None
        if later is not None:
            seconds = min(seconds, later)
        if self._keyboard.pending:
            seconds = min(seconds, ESCAPE_PATIENCE)
        sources = [self._reading, self._keys] if self._typed else [self._reading]
        ready = select.select(sources, [], [], seconds)[0]
        if self._reading in ready:
            self._act(os.read(self._reading, 4096))
        if self._keys in ready:
            self._read()
        elif self._keyboard.pending:
            self._press(self._keyboard.lapse())

    def __enter__(self) -> Self:
        with contextlib.ExitStack() as stack:
            stack.callback(self._close)
            if self._typed:
                stack.enter_context(self._signals())
                stack.callback(self._taken.give_back)
                self._take()
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def _close(self) -> None:
        reading, writing = self._reading, self._writing
        self._reading = self._writing = -1  # the numbers may be reused at once
        os.close(reading)
        os.close(writing)

    def _act(self, news: bytes) -> None:
        with self._ending():
            if BELL in news:
                write(self._pages, BELL)
            if _STOP in news:
                self._taken.stop()
            elif _RESUME in news:
                self._take()

    def _take(self) -> None:
        with self._ending():
            self._taken.take()

    def _read(self) -> None:
        try:
            sent = os.read(self._keys, 1024)
        except OSError:  # the terminal was closed
            sent = b""
        if sent:
            self._press(self._keyboard.feed(sent, time.monotonic()))
        else:
            self._end(0)

    def _press(self, pressed: Iterator[Pressed]) -> None:
        for key in pressed:
            if key is Key.ADVANCE and self._paper.unread:
                self._paper.turn_page(1)
            elif isinstance(key, Key):
                if key in self._panel.keys:
                    self._panel.tap(key)
            elif key is Other.QUIT:
                self._end(0)
            else:
                self._paper.turn_page(1 if key is Other.DOWN else -1)

    def _end(self, code: int) -> None:
        if self.code is None:
            self.code = code

    @contextlib.contextmanager
    def _ending(self) -> Iterator[None]:
        """End if nobody reads any more; log an error if the pages cannot be written."""
        try:
            yield
        except BrokenPipeError:
            self._end(0)
        except OSError as error:
            if self.code is None and not self._seen:
                log.error("Cannot write the pages: %s", error.strerror)
            self._end(0 if self._seen else CANNOT_WRITE)

    def _notify(self, news: bytes) -> None:
        with contextlib.suppress(OSError):  # full, so it will be read soon; or closed
            os.write(self._writing, news)

    def _signals(self) -> contextlib.AbstractContextManager[None]:
        """Handle resizing, suspending and resuming."""

        def handle(number: int, frame: FrameType | None) -> None:
            self._notify(_SIGNALS[signal.Signals(number)])

        return handled(handle, _SIGNALS)
