"""Supervises the display, which may be missing at first, fail, and come back."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

import pygame

from kiosk.screen.display.connectors import plugged
from kiosk.screen.display.display import Display
from kiosk.screen.display.screensaver import AWAKE, Screensaver
from kiosk.screen.display.window import NoDisplay
from kiosk.screen.layout.drawn_panel import PanelView
from kiosk.session.view import View

log = logging.getLogger(__name__)

RETRY = 2.0
"""Seconds between two attempts to open a display."""

LOOK = 1.0
"""Seconds between two checks of the connectors."""

REMEDY = "Is a display connected? Is this user in the groups video and render?"


class DisplaySupervisor:
    """Shows views on a display while there is one, and keeps trying to open one.

    A display is closed and opened again when SDL fails, or when displays are plugged or unplugged.

    :param make: opens a display
    :param connectors: returns the connectors with a display
    :param clock: seconds of real time
    :ivar display: the display; ``None`` while there is none
    :ivar why: why there is no display; empty while there is one
    """

    def __init__(
        self,
        make: Callable[[], Display],
        connectors: Callable[[], frozenset[str]] = plugged,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._make, self._connectors, self._clock = make, connectors, clock
        self._plugged = connectors()
        self._next_try = float("-inf")
        self._looked = clock()
        self._met = False
        self.display: Display | None = None
        self.why = ""

    def open(self) -> Display:
        """Open the display now.

        :raises NoDisplay: if there is none
        """
        self.display, self._met = self._make(), True
        return self.display

    def show(
        self, view: View, now: float, panel: PanelView | None = None, saver: Screensaver = AWAKE
    ) -> None:
        """Show a view if there is a display; never raise an error of the display."""
        try:
            self._follow_plugs()
            if self.display is None and self._clock() >= self._next_try:
                self._try()
            if self.display:
                self.display.show(view, now, panel, saver)
        except (NoDisplay, pygame.error) as error:
            self._give_up(str(error))

    def next_change(self, view: View) -> float | None:
        """Return the seconds of guidance until the view changes; ``None`` if only an event can."""
        return self.display.next_change(view) if self.display else None

    def next_figure(self) -> None:
        """Switch to the next figure, if there is a display."""
        if self.display:
            self.display.next_figure()

    def close(self) -> None:
        """Close the display."""
        if self.display:
            self.display.close()
        self.display = None

    def _try(self) -> None:
        self._next_try = self._clock() + RETRY
        self.display = self._make()
        if self._met or self.why:
            log.warning("The display is back" if self._met else "There is a display now")
        self._met, self.why = True, ""

    def _follow_plugs(self) -> None:
        now = self._clock()
        if now < self._looked + LOOK:
            return
        self._looked = now
        before, self._plugged = self._plugged, self._connectors()
        if before == self._plugged:
            return
        # A display that was plugged in needs its mode set, which only opening does.
        self._next_try = float("-inf")
        if self.display:
            self._give_up("another display is plugged in" if self._plugged else "it is unplugged")

    def _give_up(self, why: str) -> None:
        lost = self.display is not None
        self.close()
        if lost:
            log.warning("The display is lost: %s. The kiosk continues without it", why)
        elif why != self.why:
            log.warning(
                "There is no screen to draw on: %s. %s The kiosk continues without one and retries "
                "every %.0f s",
                *(why, REMEDY, RETRY),
            )
        self.why = why
