"""Find the texts that are too small to read on the display, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from textwrap import shorten

from kiosk.config.screen import Screen
from kiosk.library import all_pages
from kiosk.library.content import Content
from kiosk.screen.display import edid
from kiosk.screen.display.edid import ReportedSize
from kiosk.screen.layout.elements import LayoutContext
from kiosk.screen.layout.grid import grid
from kiosk.screen.layout.legibility import TEXT_MM, ViewingConditions, viewing_conditions
from kiosk.screen.layout.pages import scene
from kiosk.screen.paint.items import Label, Role


@dataclass(frozen=True)
class TooSmall:
    """A page's smallest text: its capital height and the minimum, in millimetres."""

    page: str
    text: str
    found: float
    expected: float

    def __str__(self) -> str:
        heights = f"{self.found:.1f} mm high, expected at least {self.expected:.1f} mm"
        return f"page {self.page}: “{self.text}” is {heights}"


def display(content: Content) -> ViewingConditions:
    """Return the viewing conditions: from the settings, else the connected display, else usual."""
    screen, reported = content.settings.screen, edid.connected()
    known = _pixels(screen, reported)
    millimetres = reported.millimetres if reported else None
    found = viewing_conditions(screen, known or screen.likely_page, millimetres)
    return replace(found, assumed=bool(screen.panel) and not known)


def _pixels(screen: Screen, reported: ReportedSize | None) -> tuple[int, int] | None:
    """Return a page's pixels as set, else as reported by a display that can be the one set."""
    if screen.page or not reported:
        return screen.page
    pixels = screen.rotation.turned(reported.pixels)
    return None if screen.across(pixels) else pixels


def texts(content: Content, on: ViewingConditions) -> Iterator[TooSmall]:
    """Yield the smallest text of each page that has one too small."""
    context = LayoutContext(grid(*on.pixels, on.minimum_text), content.album)
    for name, view in all_pages.pages(content).items():
        made = scene(view, context, 0.0)
        found = [_measured(name, item, on) for item in made if isinstance(item, Label)]
        small = [text for text in found if round(text.found, 1) < round(text.expected, 1)]
        if small:
            yield min(small, key=lambda text: text.found / text.expected)


def lines(content: Content, on: ViewingConditions) -> Iterator[str]:
    """Yield a line for each minimum that texts miss: the smallest, and the pages with others."""
    small = sorted(texts(content, on), key=attrgetter("expected"))
    for _, group in groupby(small, key=attrgetter("expected")):
        found = list(group)
        least = min(found, key=attrgetter("found"))
        others = [text.page for text in found if text is not least]
        more = f" and {len(others) - 3} more pages" if len(others) > 3 else ""
        listed = f"; also too small on {', '.join(others[:3])}{more}" if others else ""
        yield f"{least}{listed}"


def _measured(page: str, label: Label, on: ViewingConditions) -> TooSmall:
    afar = label.role is Role.ACTION
    words = shorten(" ".join(label.text.lines), 48, placeholder=" …")
    return TooSmall(page, words, on.height(label.text.px), on.word_mm if afar else TEXT_MM)
