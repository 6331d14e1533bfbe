"""Every page there is, as a view, a picture, and a storyboard of them all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from kiosk.config.language import translator
from kiosk.library.content import Content
from kiosk.routine.timeline import SegmentKind
from kiosk.session.presenter import page_name, view
from kiosk.session.state import GUARD, Asking, AudioOptions, Paused, Running, Session
from kiosk.session.view import View

SHOWN_AT = 0.37
"""How much of a page's time has gone when it is shown: a ring neither full nor empty."""


UNHEARD = AudioOptions()
"""As on a device without a sound card."""


def pages(content: Content, audio: AudioOptions = UNHEARD) -> dict[str, View]:
    """Give one view of every page, by name, in the order a person meets them."""
    settings = content.settings
    tr = translator(settings.language, settings.emergency)
    plan = content.timeline
    begun = Session.begin(plan, 0.0, languages=settings.offered, audio=audio)
    standing = [_standing(begun, index) for index in range(len(plan.segments))]
    press = next(session for session in standing if session.segment.kind is SegmentKind.PRESS)
    held = Paused(press.running, press.now, press.now)
    paused = replace(press, state=held)
    asking = replace(press, state=Asking(held, press.now - 7))
    views: dict[str, View] = {}
    for session in (*standing, paused, asking):
        views.setdefault(page_name(session), view(session, session.now, tr))
    return views


def _standing(begun: Session, index: int) -> Session:
    """Stand at a segment a while after it began, some points left out where that is told."""
    plan = begun.plan
    segment, timeline = plan.segments[index], plan
    if segment.kind is SegmentKind.LEFT_OUT:
        told = (code for rule in plan.routine.screening.rules for code in rule.leaves_out)
        timeline = plan.without(plan.left_out | frozenset(told))
    now = GUARD if segment.length is None else segment.length * SHOWN_AT
    state = Running(index, 0.0, segment.length)
    return replace(begun, timeline=timeline, state=state, now=now)


def draw_page(content: Content, page: View, size: tuple[int, int]) -> Any:
    """Draw a page on a new surface, in the colours and letters that the settings ask for."""
    from kiosk.screen.display.offscreen import draw
    from kiosk.screen.layout.legibility import viewing_conditions
    from kiosk.screen.paint.theme import THEMES

    screen = content.settings.screen
    theme, minimum_text = THEMES[screen.contrast], viewing_conditions(screen, size).minimum_text
    return draw(page, content.album, *size, theme=theme, minimum_text=minimum_text)


def save(surface: Any, file: Path) -> None:
    """Write a picture as PNG.

    :raises OSError: if the file cannot be written
    """
    import pygame

    with file.open("wb") as target:
        pygame.image.save(surface, target, "out.png")


def storyboard(content: Content, size: tuple[int, int], file: Path) -> int:
    """Write every page on one sheet; give their number.

    :raises OSError: if the file cannot be written
    """
    from kiosk.screen.display.offscreen import sheet

    drawn = [(name, draw_page(content, page, size)) for name, page in pages(content).items()]
    save(sheet(drawn, across=4 if size[0] >= size[1] else 8), file)
    return len(drawn)
