"""A drawing as a picture, drawn oversized and scaled down so that it is smooth."""

from __future__ import annotations

from itertools import pairwise

from kiosk.screen.paint.fonts import font
from kiosk.system.lean_pygame import pygame
from kiosk.wiring.drawing import PAPER, Block, Disc, Drawing, Item, Shape, Stroke, Words

FINER = 2
"""Oversampling factor of shapes."""


def picture(drawing: Drawing, scale: float = 1.0) -> pygame.Surface:
    """Draw on a new surface, ``scale`` times as large as the drawing."""
    width, height = round(drawing.width * scale), round(drawing.height * scale)
    large = pygame.Surface((width * FINER, height * FINER))
    large.fill(PAPER)
    for item in drawing.items:
        _draw(item, large, scale * FINER)
    return pygame.transform.smoothscale(large, (width, height))


def _draw(item: Item, on: pygame.Surface, scale: float) -> None:
    match item:
        case Stroke(points, colour, width, gap):
            places = [(x * scale, y * scale) for x, y in points]
            if gap:
                _strip(on, PAPER, places, (width + 2 * gap) * scale, round_ends=False)
            _strip(on, colour, places, width * scale, round_ends=True)
        case Block(x, y, width, height, fill, edge, stroke, radius):
            for grown, colour in ((stroke / 2, edge), (-stroke / 2, fill)):
                if stroke or colour is fill:
                    corner = pygame.Rect(
                        round((x - grown) * scale),
                        round((y - grown) * scale),
                        round((width + 2 * grown) * scale),
                        round((height + 2 * grown) * scale),
                    )
                    turn = max(0, round((radius + grown) * scale)) if radius else 0
                    pygame.draw.rect(on, colour, corner, border_radius=turn)
        case Disc(x, y, radius, fill, edge, stroke):
            middle = (x * scale, y * scale)
            pygame.draw.circle(on, edge, middle, (radius + stroke / 2) * scale)
            pygame.draw.circle(on, fill, middle, (radius - stroke / 2) * scale)
        case Shape(points, fill):
            pygame.draw.polygon(on, fill, [(x * scale, y * scale) for x, y in points])
        case Words(x, y, text, size, anchor, bold, colour):
            face = font(round(size * scale), bold)
            drawn = face.render(text, True, colour)
            shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
            left = round(x * scale - drawn.get_width() * shift)
            on.blit(drawn, (left, round(y * scale) - face.get_ascent()))


def _strip(
    on: pygame.Surface,
    colour: str,
    places: list[tuple[float, float]],
    width: float,
    round_ends: bool,
) -> None:
    """Draw a thick line through places: a polygon for each segment, a disc at each turn."""
    half = width / 2
    for start, end in pairwise(places):
        along = pygame.Vector2(end) - pygame.Vector2(start)
        if not along.length():
            continue
        across = along.normalize().rotate(90) * half
        corners = [start + across, end + across, end - across, start - across]
        pygame.draw.polygon(on, colour, corners)
    for place in places if round_ends else places[1:-1]:
        pygame.draw.circle(on, colour, place, half)
