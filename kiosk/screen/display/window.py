"""The window or full screen: opened once, rotated as set, updated in parts."""

from __future__ import annotations

import os
from collections.abc import Sequence

import pygame

from kiosk.config.screen import Rotation
from kiosk.screen.paint.box import Box
from kiosk.system.errors import KioskError

NOT_SEEN = ("dummy", "offscreen")
"""Drivers that show nothing; on a device they are a fault."""

ONLY_BY_OPENGL = "KMSDRM"
"""The driver that reaches a window's pixels only through OpenGL."""

NOWHERE = "/run/none"
"""A runtime directory without a display server or sound server."""


class NoDisplay(KioskError):
    """There is no screen to draw on; the message says why."""

    def with_remedy(self, *remedies: str) -> NoDisplay:
        """Return the error as a user reads it, with a line for each thing to do."""
        desktop = "On a desktop: start it in a graphical session."
        lines = (f"There is no screen to draw on: {self}.", desktop, *remedies)
        return NoDisplay("\n".join(lines))


def room(rotation: Rotation) -> tuple[int, int] | None:
    """Return the display's width and height in pixels, as seen by a rotated page.

    :return: ``None`` for a display that nobody can see
    :raises NoDisplay: if there is none
    """
    if _begin() in NOT_SEEN:
        return None
    return rotation.turned(pygame.display.get_desktop_sizes()[0])


def _begin() -> str:
    """Let SDL choose a driver, and return its name."""
    # Without it libwayland writes an unexplained complaint to standard error.
    os.environ.setdefault("XDG_RUNTIME_DIR", NOWHERE)
    try:
        pygame.display.init()
        return pygame.display.get_driver()
    except pygame.error as error:
        pygame.display.quit()
        raise NoDisplay(str(error)) from error


def open_resizable(size: tuple[int, int]) -> pygame.Surface:
    """Open a desktop's window that its user may resize, ``size`` pixels at first.

    :raises NoDisplay: if there is no display, or one that nobody can see
    """
    _refuse_unseen(_begin())
    try:
        return pygame.display.set_mode(size, pygame.RESIZABLE)
    except pygame.error as error:
        pygame.display.quit()
        raise NoDisplay(str(error)) from error


def _refuse_unseen(driver: str) -> None:
    if driver in NOT_SEEN:
        pygame.display.quit()
        raise NoDisplay(f"SDL found only the driver {driver!r}, which shows nothing")


class Window:
    """The surface that pages are painted on, and the display that shows it.

    :param size: width and height in pixels; ``None`` for the whole display
    :param unseen: accept a driver that shows nothing
    :param hidden: open a window without showing it, only to try the display
    :ivar driver: the name of SDL's driver
    :ivar size: width and height of the page, in pixels
    :raises NoDisplay: if there is no display, or one that nobody can see
    """

    def __init__(
        self,
        size: tuple[int, int] | None,
        rotation: Rotation,
        unseen: bool,
        hidden: bool = False,
    ) -> None:
        self.driver = driver = _begin()
        self._rotation = rotation
        try:
            if driver != ONLY_BY_OPENGL:
                # Otherwise SDL sends the whole window through OpenGL for each rectangle: three
                # times the work and 80 MB more.
                os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")
            wanted = rotation.turned(size) if size else (0, 0)
            flags = (0 if size else pygame.FULLSCREEN) | (pygame.HIDDEN if hidden else 0)
            self._take(pygame.display.set_mode(wanted, flags))
        except pygame.error as error:
            pygame.display.quit()
            raise NoDisplay(str(error)) from error
        if not unseen:
            _refuse_unseen(driver)

    def _take(self, display: pygame.Surface) -> None:
        """Use this surface of SDL's from now on."""
        self._display, self._shown = display, display.get_size()
        self.size = self._rotation.turned(self._shown)
        # An upright page is painted directly, a rotated one on a surface of its own.
        self.surface = (
            display if self._rotation is Rotation.NONE else pygame.Surface(self.size).convert()
        )

    def follow(self) -> bool:
        """Use the window's current surface, and return whether it is a new one.

        When a window manager resizes a window, SDL frees its surface and makes another; painting on
        the old one crashes the process. Call this before painting whenever events were processed.
        """
        now = pygame.display.get_surface()
        if now is None or (now is self._display and now.get_size() == self._shown):
            return False
        self._take(now)
        return True

    def present_as(self, title: str, pointer: bool) -> None:
        """Set the window's title, and show or hide the mouse pointer."""
        pygame.display.set_caption(title)
        pygame.mouse.set_visible(pointer)

    def show(self, boxes: Sequence[Box]) -> None:
        """Show painted boxes on the display, and nothing else."""
        if self._rotation is Rotation.NONE:
            pygame.display.update([pygame.Rect(box) for box in boxes])
            return
        shown = []
        for box in boxes:
            part = self.surface.subsurface(pygame.Rect(box))
            turned = pygame.transform.rotate(part, -self._rotation.value)
            shown.append(self._display.blit(turned, self._place(box)))
        pygame.display.update(shown)

    def _place(self, box: Box) -> tuple[int, int]:
        """Return the place of a rotated box's top left corner on the display."""
        width, height = self.size
        return {
            Rotation.QUARTER: (height - box.bottom, box.x),
            Rotation.HALF: (width - box.right, height - box.bottom),
            Rotation.THREE_QUARTERS: (box.y, width - box.right),
        }[self._rotation]

    def locate(self, place: tuple[int, int]) -> tuple[int, int]:
        """Return the pixel of the page at a place on the display."""
        (x, y), (width, height) = place, self.size
        return {
            Rotation.NONE: (x, y),
            Rotation.QUARTER: (y, height - 1 - x),
            Rotation.HALF: (width - 1 - x, height - 1 - y),
            Rotation.THREE_QUARTERS: (width - 1 - y, x),
        }[self._rotation]

    def close(self) -> None:
        """Close the display."""
        pygame.display.quit()
