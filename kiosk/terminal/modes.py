"""A terminal taken over and given back: its modes, its screen, and what else is written to it."""

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
"""Standard error: the log, and what C libraries say there, past Python."""


class AlreadyRunning:
    """A terminal that keys are read from and a paper lies on: taken, and given back for a while.

    :param keys: the terminal keys come from
    :param picture: where pages are written
    """

    def __init__(self, keys: int, picture: int, paper: Paper) -> None:
        self._keys, self._picture, self._paper = keys, picture, paper
        self._stack = contextlib.ExitStack()

    def take(self) -> None:
        """Take the terminal, also if it was taken: another program may have changed its modes."""
        self.give_back()
        with contextlib.ExitStack() as stack:
            stack.enter_context(_held_back(self._picture))
            stack.enter_context(_key_by_key(self._keys))
            stack.callback(_whatever_happens, self._paper.end)
            self._paper.begin()
            self._stack = stack.pop_all()

    def give_back(self) -> None:
        """Leave the terminal as it was found; then tell what was held back meanwhile."""
        self._stack.close()

    def stop(self) -> None:
        """Stop as Ctrl-Z asks, with the terminal as it was, and take it again on going on."""
        self.give_back()
        before = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, before)
        self.take()


@contextlib.contextmanager
def _key_by_key(terminal: int) -> Iterator[None]:
    """Have each key sent at once and not shown; Ctrl-C and Ctrl-Z still send signals."""
    before, wanted = _modes(terminal), _modes(terminal)
    wanted[3] &= ~(termios.ICANON | termios.ECHO)
    wanted[6][termios.VMIN], wanted[6][termios.VTIME] = 1, 0
    # Not after what is still to be written: a terminal that was halted by Ctrl-S writes nothing.
    _set_modes(terminal, wanted)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            if not _is_another_s(terminal):
                _set_modes(terminal, before)


def _is_another_s(terminal: int) -> bool:
    """Whether another program of the same login uses the terminal now, and has set its modes."""
    try:
        return os.tcgetpgrp(terminal) != os.getpgrp()
    except OSError:  # it is no terminal of this login
        return False


def _modes(terminal: int) -> list[Any]:
    try:
        return termios.tcgetattr(terminal)
    except termios.error as error:
        raise OSError(*error.args) from error


def _set_modes(terminal: int, modes: list[Any]) -> None:
    """Set the modes. In the background this waits until the terminal is ours again."""
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
    """Hold back what is written to standard error, where that would tear the picture."""
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


def _whatever_happens(end: Callable[[], None]) -> None:
    with contextlib.suppress(OSError):
        end()
