"""Show a draft in a window, or in a folder of pictures, and follow its file."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from kiosk.library import all_pages
from kiosk.preview import pictures
from kiosk.preview.draft import Draft, Follower
from kiosk.screen.display.window import open_resizable
from kiosk.system.lean_pygame import pygame

FAULTS = "faults"
"""The name of the picture of a draft without pages."""

POLL = 0.2
"""Seconds between two checks of the file: shorter than it takes to save and look up."""

_STEPS = {
    **dict.fromkeys((pygame.K_RIGHT, pygame.K_DOWN, pygame.K_PAGEDOWN, pygame.K_SPACE), 1),
    **dict.fromkeys((pygame.K_LEFT, pygame.K_UP, pygame.K_PAGEUP, pygame.K_BACKSPACE), -1),
}


class Shown:
    """The draft and the page of it that is shown."""

    def __init__(self, page: str | None) -> None:
        self.draft = Draft()
        self.page = page or ""

    def take(self, draft: Draft) -> None:
        """Show another state of the draft, on the same page if it still exists."""
        names = list(self.draft.pages)
        place = names.index(self.page) if self.page in names else 0
        self.draft = draft
        if self.page not in draft.pages:
            left = list(draft.pages)
            self.page = left[min(place, len(left) - 1)] if left else self.page

    def turn(self, by: int) -> None:
        """Turn pages, round the end."""
        names = list(self.draft.pages)
        if names:
            self.page = names[(names.index(self.page) + by) % len(names)]

    def jump(self, last: bool) -> None:
        """Go to the first or last page."""
        if names := list(self.draft.pages):
            self.page = names[-1 if last else 0]

    @property
    def title(self) -> str:
        """The window's title: the page, its number, and how many faults there are."""
        names = list(self.draft.pages)
        number = names.index(self.page) + 1 if self.page in names else 0
        faults = len(self.draft.faults)
        noted = f"{faults} {'fault' if faults == 1 else 'faults'}" if faults else "no faults"
        return f"{self.page or 'no page'} ({number} of {len(names)}) - {noted}"


def show(follower: Follower, size: tuple[int, int], page: str | None) -> None:
    """Show pages in a window until it is closed; arrow keys turn them.

    :raises NoDisplay: if there is no display, or one that nobody can see
    """
    surface = open_resizable(size)
    shown, stale = Shown(page), True
    while True:
        if draft := follower.read():
            shown.take(draft)
            stale = True
        if stale:
            surface = pygame.display.get_surface() or surface
            surface.blit(pictures.draw(shown.draft, shown.page, _least(surface.get_size())), (0, 0))
            pygame.display.set_caption(shown.title)
            pygame.display.flip()
        event = pygame.event.wait(round(POLL * 1000))
        if closes(event):
            pygame.display.quit()
            return
        stale = handle(event, shown)


def _least(size: tuple[int, int]) -> tuple[int, int]:
    """Return a window's size, or the smallest size of a page: a smaller window shows its corner."""
    return max(size[0], 320), max(size[1], 320)


def closes(event: pygame.event.Event) -> bool:
    """Return whether an event closes the window."""
    leaves = event.type == pygame.KEYDOWN and event.key in (pygame.K_ESCAPE, pygame.K_q)
    return leaves or event.type == pygame.QUIT


def handle(event: pygame.event.Event, shown: Shown) -> bool:
    """Handle an event, and return whether to draw again."""
    if event.type == pygame.KEYDOWN and event.key in _STEPS:
        shown.turn(_STEPS[event.key])
    elif event.type == pygame.KEYDOWN and event.key in (pygame.K_HOME, pygame.K_END):
        shown.jump(last=event.key == pygame.K_END)
    else:
        return event.type in (pygame.VIDEORESIZE, pygame.WINDOWEXPOSED)
    return True


def write(
    follower: Follower,
    size: tuple[int, int],
    folder: Path,
    tell: Callable[[Draft], object],
    follow: bool = False,
) -> None:
    """Write every page into a folder; to ``follow``, again after each change, until interrupted.

    Pages that are no longer there are removed; other files in the folder stay.

    :param tell: called after each writing
    :raises OSError: if a file cannot be written
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = {folder / f"{FAULTS}.png"}  # from an earlier preview
    while True:
        if draft := follower.read():
            names = list(draft.pages) or [FAULTS]
            for name in names:
                all_pages.save(pictures.draw(draft, name, size), folder / f"{name}.png")
            new = {folder / f"{name}.png" for name in names}
            for file in written - new:
                file.unlink(missing_ok=True)
            written = new
            tell(draft)
        if not follow:
            return
        time.sleep(POLL)
