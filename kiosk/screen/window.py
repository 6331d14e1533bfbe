"""The window or the whole screen: opened once, turned as the settings say, painted in parts."""

from __future__ import annotations

import os
from collections.abc import Sequence

import pygame

from kiosk.screen.box import Box
from kiosk.settings import Rotation

NOT_SEEN = ("dummy", "offscreen")
"""Drivers that show nothing: on a device a fault, not a success."""

ONLY_BY_OPENGL = "KMSDRM"
"""The driver that has no other way to a window's pixels; without it SDL gives none at all."""


class NoDisplay(Exception):
    """There is no screen to draw on; the text says why."""


class Window:
    """The surface pages are painted on, and the display it is shown on.

    :param size: width and height in pixels; ``None`` takes the whole display
    :raises NoDisplay: if there is no display, or one that nobody can see
    """

    def __init__(self, size: tuple[int, int] | None, rotation: Rotation, unseen: bool) -> None:
        try:
            pygame.display.init()
            if pygame.display.get_driver() != ONLY_BY_OPENGL:
                # Else SDL sends the whole window through OpenGL for each rectangle: three times
                # the work and 80 MB more.
                os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")
            flags = 0 if size else pygame.FULLSCREEN
            turned = rotation in (Rotation.QUARTER, Rotation.THREE_QUARTERS)
            wanted = size[::-1] if size and turned else size
            self._display = pygame.display.set_mode(wanted or (0, 0), flags)
        except pygame.error as error:
            pygame.display.quit()
            raise NoDisplay(str(error)) from error
        driver = pygame.display.get_driver()
        if driver in NOT_SEEN and not unseen:
            pygame.display.quit()
            raise NoDisplay(f"SDL found only the driver {driver!r}, which shows nothing")
        self._rotation = rotation
        width, height = self._display.get_size()
        # A page that stands upright is painted as it is; a turned one on a surface of its own.
        self.surface = (
            self._display
            if rotation is Rotation.NONE
            else pygame.Surface((height, width) if turned else (width, height)).convert()
        )

    def present_as(self, title: str, pointer: bool) -> None:
        """Name the window, and show the mouse pointer or hide it."""
        pygame.display.set_caption(title)
        pygame.mouse.set_visible(pointer)

    def show(self, boxes: Sequence[Box]) -> None:
        """Bring painted boxes to the display, and nothing else."""
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
        """Where the top left corner of a turned box lies on the display."""
        width, height = self.surface.get_size()
        return {
            Rotation.QUARTER: (height - box.bottom, box.x),
            Rotation.HALF: (width - box.right, height - box.bottom),
            Rotation.THREE_QUARTERS: (box.y, width - box.right),
        }[self._rotation]

    def locate(self, place: tuple[int, int]) -> tuple[int, int]:
        """Give the pixel of the page at a place on the display."""
        (x, y), (width, height) = place, self.surface.get_size()
        return {
            Rotation.NONE: (x, y),
            Rotation.QUARTER: (y, height - 1 - x),
            Rotation.HALF: (width - 1 - x, height - 1 - y),
            Rotation.THREE_QUARTERS: (width - 1 - y, x),
        }[self._rotation]

    def close(self) -> None:
        """Give the display back."""
        pygame.display.quit()
