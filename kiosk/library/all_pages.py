"""Every page of the kiosk: as a view, as a picture, and on one storyboard."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.library import choice
from kiosk.library.content import Content
from kiosk.routine.timeline import SegmentKind
from kiosk.routine.variants import variants
from kiosk.session.presenter import page_name, view
from kiosk.session.state import GUARD, Asking, AudioOptions, Paused, Running, Session, Visited
from kiosk.session.view import View

if TYPE_CHECKING:
    from kiosk.system.lean_pygame import pygame

SHOWN_AT = 0.37
"""Fraction of a page's time that has passed when it is shown: the ring is partly full."""


LONG_AFTER = 60.0
"""Seconds after the end of a session at which its last page is shown: nothing moves any more."""

UNHEARD = AudioOptions()
"""The audio options of a device without a sound card."""


def pages(content: Content, audio: AudioOptions = UNHEARD) -> dict[str, View]:
    """Return one view of every page, by name, in the order of a session.

    Pages of another routine than the first have its name before theirs: ``breathing/attract``.
    """
    views = pages_of(content, 0, content.language, audio)
    for number, other in enumerate(content.others, 1):
        for language in dict.fromkeys((other.offered[0], content.language)):
            made = pages_of(content, number, language, audio)
            views.update({f"{other.name}/{name}": page for name, page in made.items()})
    return views


def pages_of(
    content: Content, number: int, language: str, audio: AudioOptions = UNHEARD
) -> dict[str, View]:
    """Return the pages of one of the kiosk's routines, in any language that one of them has.

    For a routine that lacks the language, only the first page, which says so.
    """
    begun = replace(choice.begin(content, 0.0, audio, number), language=language)
    tr, plan = choice.speakers(content)[number, language].translator(language), begun.plan
    if not begun.understood:
        return {"attract": view(begun, 0.0, tr)}
    standing = [
        _standing(replace(begun, timeline=timeline), index)
        for timeline in variants(plan)
        for index in range(len(timeline.segments))
    ]
    press = next(session for session in standing if session.segment.kind is SegmentKind.PRESS)
    held = Paused(press.running, press.now, press.now - GUARD)
    paused = replace(press, state=held)
    asking = replace(press, state=Asking(held, press.now - 7))
    views: dict[str, View] = {}
    for session in (*standing, paused, asking):
        views.setdefault(page_name(session), view(session, session.now, tr))
    return views


def _standing(begun: Session, index: int) -> Session:
    """Return a session some time into a segment, with points left out where a page lists them."""
    plan, timeline = begun.plan, begun.timeline
    segment = timeline.segments[index]
    if segment.kind is SegmentKind.LEFT_OUT:
        codes = (code for rule in plan.routine.screening.rules for code in rule.keys)
        timeline = plan.without(plan.left_out | frozenset(codes))
    now = GUARD if segment.length is None else segment.length * SHOWN_AT
    if segment.kind is SegmentKind.FINISH:
        now = LONG_AFTER
    state = Running(index, 0.0, segment.length)
    visited = (Visited(plan, index - 1),) if segment.part else ()
    return replace(begun, timeline=timeline, state=state, now=now, visited=visited)


def draw_page(content: Content, page: View, size: tuple[int, int]) -> pygame.Surface:
    """Draw a page on a new surface, with the settings' contrast and text size."""
    from kiosk.screen.display.offscreen import draw
    from kiosk.screen.layout.legibility import viewing_conditions
    from kiosk.screen.paint.theme import THEMES

    screen = content.settings.screen
    theme, minimum_text = THEMES[screen.contrast], viewing_conditions(screen, size).minimum_text
    album = content.routines[page.routine].album
    return draw(page, album, *size, theme=theme, minimum_text=minimum_text)


def save(surface: pygame.Surface, file: Path) -> None:
    """Write a surface to a PNG file.

    :raises OSError: if the file cannot be written
    """
    from kiosk.system.lean_pygame import pygame

    with file.open("wb") as target:
        pygame.image.save(surface, target, "out.png")


def storyboard(content: Content, size: tuple[int, int], file: Path) -> int:
    """Write every page to one sheet and return the number of pages.

    :raises OSError: if the file cannot be written
    """
    from kiosk.screen.display.offscreen import sheet

    drawn = [(name, draw_page(content, page, size)) for name, page in pages(content).items()]
    save(sheet(drawn, across=4 if size[0] >= size[1] else 8), file)
    return len(drawn)
