"""Draw a draft's pages, with its faults across the foot."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kiosk.config.faults import Fault, plain
from kiosk.config.paths import FONTS
from kiosk.library import all_pages
from kiosk.preview.draft import Draft
from kiosk.system.errors import KioskError
from kiosk.system.lean_pygame import pygame

BAND, INK, PAPER, LINE = (150, 20, 20), (255, 255, 255), (225, 225, 225), (140, 140, 140)
"""Colours: the band of faults, its text, and a stand-in picture with its cross."""

SHARE = 0.45
"""The largest fraction of a page's height that faults may cover."""

SIDE = 600
"""Width and height of the stand-in, in pixels."""


def stand_in(file: Path) -> None:
    """Write the picture to show for a missing one: a grey square with a cross."""
    surface = pygame.Surface((SIDE, SIDE))
    surface.fill(PAPER)
    for begin, end in (((0, 0), (SIDE, SIDE)), ((0, SIDE), (SIDE, 0))):
        pygame.draw.line(surface, LINE, begin, end, 6)
    pygame.draw.rect(surface, LINE, surface.get_rect(), 12)
    all_pages.save(surface, file)


def draw(draft: Draft, page: str, size: tuple[int, int]) -> pygame.Surface:
    """Draw a page of the draft with its faults; without pages, the faults alone."""
    surface, told = None, list(map(_line, draft.faults))
    if draft.content and page in draft.pages:
        try:
            surface = all_pages.draw_page(draft.content, draft.pages[page], size)
        except (KioskError, ArithmeticError, LookupError, ValueError) as error:
            told.append(f"this page cannot be drawn: {error!r}")
    if surface is None:
        surface = pygame.Surface(size)
        surface.fill(PAPER)
    _band(surface, told)
    return surface


def _line(fault: Fault) -> str:
    """Return a fault without the name of its file, and with the last part of its key."""
    where = f"line {fault.line}: " if fault.line else ""
    key = fault.key.rpartition(".")[2]
    return plain(f"{where}{key}: {fault.problem}" if key else f"{where}{fault.problem}")


def _band(surface: pygame.Surface, told: Sequence[str]) -> None:
    """Paint messages on a band across the foot; say how many more there are."""
    if not told:
        return
    pygame.font.init()
    width, height = surface.get_size()
    px = max(12, height // 30)
    face = pygame.font.Font(str(FONTS / "AtkinsonHyperlegible-Regular.ttf"), px)
    step, gap = face.get_linesize(), px // 2
    room = max(1, int(height * SHARE - 2 * gap) // step)
    lines: list[str] = []
    for number, message in enumerate(told):
        wrapped = list(_wrapped(message, face, width - 2 * gap))
        if lines and len(lines) + len(wrapped) > room - 1:
            lines.append(f"and {len(told) - number} more")
            break
        lines += wrapped[:room]
    top = height - len(lines) * step - 2 * gap
    pygame.draw.rect(surface, BAND, (0, top, width, height - top))
    for number, line in enumerate(lines):
        surface.blit(face.render(line, True, INK), (gap, top + gap + number * step))


def _wrapped(message: str, face: pygame.font.Font, width: int) -> list[str]:
    lines = [""]
    for word in message.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and face.size(longer)[0] > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
