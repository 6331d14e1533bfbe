"""Any page as a still picture, without a display: for the demo, the tests and the documents."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from kiosk.pictures import Album
from kiosk.rest import AWAKE, Rest
from kiosk.screen.box import Box
from kiosk.screen.frame import frame
from kiosk.screen.items import Canvas
from kiosk.screen.legible import ANY, MinimumTextSize
from kiosk.screen.pages import scene
from kiosk.screen.parts import LayoutContext
from kiosk.screen.photos import Photos
from kiosk.screen.scene import paint
from kiosk.screen.theme import THEME, Theme
from kiosk.view import View


def draw(
    view: View,
    album: Album,
    width: int,
    height: int,
    now: float = 1.0,
    theme: Theme = THEME,
    minimum_text: MinimumTextSize = ANY,
    rest: Rest = AWAKE,
) -> pygame.Surface:
    """Draw a page at ``now`` (seconds), where it rests, on a new surface of that size."""
    surface = pygame.Surface((width, height))
    shared = frame(width, height, minimum_text.text).shifted(rest.right, rest.down)
    context = LayoutContext(shared, album, theme=theme, minimum_text=minimum_text)
    page = Box(0, 0, width, height)
    paint(scene(view, context, now), Canvas(surface, Photos(album)), [page])
    return surface


def sheet(pages: Sequence[tuple[str, pygame.Surface]], across: int) -> pygame.Surface:
    """Lay named pages out on one sheet, ``across`` in a row."""
    from kiosk.screen import fonts

    width, height = pages[0][1].get_size()
    gap, title = max(8, width // 60), max(16, height // 18)
    rows = -(-len(pages) // across)
    whole = pygame.Surface((across * (width + gap) + gap, rows * (height + gap + title) + gap))
    whole.fill(THEME.white)
    face = fonts.font(round(title * 0.7), True)
    for number, (name, page) in enumerate(pages):
        x = gap + number % across * (width + gap)
        y = gap + number // across * (height + gap + title)
        whole.blit(face.render(name, True, THEME.ink), (x, y))
        whole.blit(page, (x, y + title))
    return whole
