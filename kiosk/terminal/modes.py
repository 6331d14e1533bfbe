"""Take over a terminal and restore it: its modes, its screen, and other output to it."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import sys
import tempfile
import termios
from collections.abc import Callable, Iterator
from typing import Any

from kiosk.terminal.paper import Paper, write

ERRORS = 2
"""Standard error: the log, and messages of C libraries that bypass Python."""


class TakenTerminal:
    """A terminal in use for keys and pages, which can be taken, restored and taken again.

    :param keys: the terminal that keys come from
    :param picture: the file that pages are written to
    """

    def __init__(self, keys: int, picture: int, paper: Paper) -> None:
        self._keys, self._picture, self._paper = keys, picture, paper
        self._stack = contextlib.ExitStack()

    def take(self) -> None:
        """Take the terminal, or retake it, as another program may have changed its modes."""
        self.give_back()
        with contextlib.ExitStack() as stack:
            stack.enter_context(_held_back(self._picture))
            stack.enter_context(_key_by_key(self._keys))
            stack.callback(_ignore_os_errors, self._paper.end)
            self._paper.begin()
            self._stack = stack.pop_all()

    def give_back(self) -> None:
        """Restore the terminal, then print what was held back meanwhile."""
        self._stack.close()

    def stop(self) -> None:
        """Suspend on Ctrl-Z with the terminal restored, and take it again on resuming."""
        self.give_back()
        before = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, before)
        self.take()


@contextlib.contextmanager
def _key_by_key(terminal: int) -> Iterator[None]:
    """Have each key sent at once without echo; Ctrl-C and Ctrl-Z still send signals."""
    before, wanted = _modes(terminal), _modes(terminal)
    wanted[3] &= ~(termios.ICANON | termios.ECHO)
    wanted[6][termios.VMIN], wanted[6][termios.VTIME] = 1, 0
    # Do not wait for pending output: a terminal halted by Ctrl-S writes nothing.
    _set_modes(terminal, wanted)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            if not _in_other_hands(terminal):
                _set_modes(terminal, before)


def _in_other_hands(terminal: int) -> bool:
    """Return whether another program of this login has the terminal now and has set its modes."""
    try:
        return os.tcgetpgrp(terminal) != os.getpgrp()
    except OSError:  # not a terminal of this login
        return False


def _modes(terminal: int) -> list[Any]:
    try:
        return termios.tcgetattr(terminal)
    except termios.error as error:
        raise OSError(*error.args) from error


def _set_modes(terminal: int, modes: list[Any]) -> None:
    """Set the modes; in the background, wait until the terminal is ours again."""
    while True:
        try:
            termios.tcsetattr(terminal, termios.TCSANOW, modes)
        except termios.error as error:
            if error.args[0] != errno.EINTR:
                raise OSError(*error.args) from error
        else:
            return


@contextlib.contextmanager
def _held_back(picture: int) -> Iterator[None]:
    """Hold back standard error while its output would garble the page."""
    if not (os.isatty(picture) and _same(picture, ERRORS)):
        yield
        return
    with tempfile.TemporaryFile() as kept:
        errors = os.dup(ERRORS)
        sys.stderr.flush()
        os.dup2(kept.fileno(), ERRORS)
        try:
            yield
        finally:
            sys.stderr.flush()
            os.dup2(errors, ERRORS)
            kept.seek(0)
            with contextlib.suppress(OSError):
                for piece in iter(lambda: kept.read(65_536), b""):
                    write(errors, piece)
            os.close(errors)


def _same(one: int, other: int) -> bool:
    try:
        return os.path.samestat(os.fstat(one), os.fstat(other))
    except OSError:
        return False


def _ignore_os_errors(end: Callable[[], None]) -> None:
    with contextlib.suppress(OSError):
        end()
