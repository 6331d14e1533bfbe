"""Turn commands into wishes: strictly, few at a time, and never a retained one."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kiosk.config.faults import plain
from kiosk.config.schema import shown
from kiosk.exchange import files
from kiosk.exchange.status import BRIGHTEST, DIMMEST
from kiosk.exchange.wishes import MODE, Brightness, Quiet, Restart, Wishes

log = logging.getLogger(__name__)

COMMANDS = ("restart", "quiet", "brightness")

MOST = 10
"""The most commands within ``WINDOW``: no person sends more. Beyond it, all are ignored."""

WINDOW = 60.0
"""Seconds in which commands are counted."""


class Refused(ValueError):
    """A command that is not understood; the text says what was expected."""


def wish(wishes: Wishes, command: str, payload: bytes, now: float) -> Wishes:
    """Return the wishes after a command.

    :param now: seconds since boot
    :raises Refused: if the payload is not the command's
    """
    text = payload.decode("ascii", "replace") if len(payload) <= 10 else "..."
    if command == "restart" and text == "PRESS":
        return replace(wishes, restart=Restart(now))
    if command == "quiet" and text in ("ON", "OFF"):
        return replace(wishes, quiet=Quiet(now, text == "ON"))
    if command == "brightness" and text.isdecimal() and DIMMEST <= int(text) <= BRIGHTEST:
        return replace(wishes, brightness=Brightness(now, int(text)))
    expected = {"restart": "PRESS", "quiet": "ON or OFF"}.get(command, f"{DIMMEST} to {BRIGHTEST}")
    raise Refused(f"{command}: expected {expected}, not {shown(text)}")


class Flood:
    """Tells a flood of commands from a person's.

    :ivar present: whether there is a flood now
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._times: deque[float] = deque(maxlen=MOST + 1)
        self.present = False

    def count(self) -> None:
        """Count a command."""
        now = self._clock()
        if self._times and now - self._times[-1] >= WINDOW:
            self._times.clear()
            self.present = False
        self._times.append(now)
        self.present |= len(self._times) > MOST and now - self._times[0] < WINDOW


class WishWriter:
    """Writes the wishes that commands bring.

    :param file: the file that the kiosk reads
    """

    def __init__(self, file: Path, clock: Callable[[], float] = files.boottime) -> None:
        self._file, self._clock = file, clock
        self._wishes = Wishes()

    def __call__(self, command: str, payload: bytes) -> None:
        """Obey a command.

        :raises Refused: if it is not understood
        :raises OSError: if the wishes cannot be written
        """
        self._wishes = wish(self._wishes, command, payload, self._clock())
        files.write(self._file, self._wishes, MODE)


class Gate:
    """Lets a command through to ``obey``, or logs why not.

    :param obey: acts on a command and its payload
    """

    def __init__(
        self, obey: Callable[[str, bytes], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._obey, self._flood = obey, Flood(clock)

    def __call__(self, command: str, payload: bytes, retained: bool) -> None:
        """Take a command; never raise an error."""
        before = self._flood.present
        self._flood.count()
        if self._flood.present:
            if not before:
                log.warning(
                    "More than %d commands in %.0f s: ignoring them until none comes for that long",
                    *(MOST, WINDOW),
                )
            return
        if retained:
            # It would come again with each connection.
            log.warning("A retained command is ignored: %s. Clear it on the broker", command)
            return
        try:
            self._obey(command, payload)
        except Refused as error:
            log.warning("A command is refused: %s", plain(str(error)))
        except OSError as error:
            log.warning("A command cannot be handed to the kiosk: %s", error.strerror or error)
        else:
            log.info("A command is handed to the kiosk: %s", command)
