"""Pages drawn without a display: for the demo, the tests and the documents."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from kiosk.routine.illustrations import Album
from kiosk.screen.display.motion import with_pictures
from kiosk.screen.display.screensaver import AWAKE, Screensaver
from kiosk.screen.layout.elements import LayoutContext
from kiosk.screen.layout.grid import grid
from kiosk.screen.layout.legibility import ANY, MinimumTextSize
from kiosk.screen.layout.pages import scene
from kiosk.screen.paint.box import Box
from kiosk.screen.paint.items import Canvas
from kiosk.screen.paint.photos import Photos
from kiosk.screen.paint.scene import paint
from kiosk.screen.paint.theme import THEME, Theme
from kiosk.session.view import View


def draw(
    view: View,
    album: Album,
    width: int,
    height: int,
    now: float = 1.0,
    theme: Theme = THEME,
    minimum_text: MinimumTextSize = ANY,
    saver: Screensaver = AWAKE,
    calm: bool = False,
) -> pygame.Surface:
    """Draw a page at ``now`` (seconds), shifted as ``saver`` says, on a new surface of that size.

    :param calm: draw it in calm motion, in which only the countdown moves
    """
    surface = pygame.Surface((width, height))
    view = with_pictures(view, album, calm, now)
    shared = grid(width, height, minimum_text).shifted(saver.right, saver.down)
    context = LayoutContext(shared, album, calm, theme=theme)
    page = Box(0, 0, width, height)
    paint(scene(view, context, now), Canvas(surface, Photos(album)), [page])
    return surface


def sheet(pages: Sequence[tuple[str, pygame.Surface]], across: int) -> pygame.Surface:
    """Draw named pages on one sheet, ``across`` in a row."""
    from kiosk.screen.paint import fonts

    width, height = pages[0][1].get_size()
    gap, title = max(8, width // 60), max(16, height // 18)
    rows = -(-len(pages) // across)
    target = pygame.Surface((across * (width + gap) + gap, rows * (height + gap + title) + gap))
    target.fill(THEME.white)
    face = fonts.font(round(title * 0.7), True)
    for number, (name, page) in enumerate(pages):
        x = gap + number % across * (width + gap)
        y = gap + number // across * (height + gap + title)
        target.blit(face.render(name, True, THEME.ink), (x, y))
        target.blit(page, (x, y + title))
    return target
