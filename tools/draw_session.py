"""Draw a session as a moving picture, ``docs/session.webp``: ``make session-picture``.

The shipped routine is played on a clock moved by hand, and the kiosk's own code draws its pages.
Needs Pillow; the kiosk itself does not.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

    from kiosk.session.view import View

FILE = Path(__file__).parents[1] / "docs" / "session.webp"

DRAWN, SHOWN = (800, 480), (640, 384)
"""Pixels of a page as the kiosk draws it, and in the picture."""

QUALITY = 80
"""Of WebP, 0 to 100."""

SCENES: tuple[tuple[str, tuple[float, ...], int], ...] = (
    ("attract", (0,), 2500),
    ("introduction-1", (0,), 2500),
    ("introduction-2", (0,), 2500),
    ("screen-1", (1,), 3000),
    ("find-cv6-1", (0,), 2000),
    ("find-cv6-2", (0,), 3000),
    ("lead-in-cv6", (1, 2, 3), 700),
    ("count-in-cv6", (0, 1, 2), 700),
    ("press-cv6", (0, 1, 2, 3, 20, 21, 22, 58, 59), 600),
    ("settle-cv6", (0.25, 0.5, 0.75, 1.0, 2.0), 400),
    ("find-li4-left-1", (0,), 2500),
    ("press-li4-left", (0, 1, 2, 3, 4, 5, 6), 500),
    ("release-li4-left", (0, 1, 2, 3, 4), 500),
    ("finish", (0,), 3000),
)
"""Pages by name, the seconds after its start at which each is seen, and milliseconds a picture."""


class NoOutputs:
    """A buzzer and lights that are not there."""

    def sound(self, level: bool) -> None:
        """Sound nothing."""

    def light(self, keys: Collection[object]) -> None:
        """Light nothing."""


def views() -> Iterator[tuple[View, int]]:
    """Yield what a visitor sees, each view with the milliseconds for which it is shown.

    :raises LookupError: if ADVANCE does not lead to the next scene
    """
    from kiosk.config.paths import OWN_SETTINGS
    from kiosk.library import content
    from kiosk.rehearsal.rehearsal import Rehearsal
    from kiosk.runtime.clock import Manual
    from kiosk.session.keys import Key
    from kiosk.session.presenter import page_name, view
    from kiosk.session.state import Session

    plan = content.load(OWN_SETTINGS).timeline
    clock = Manual()
    rehearsal = Rehearsal(Session.begin(plan, 0.0), NoOutputs(), clock)
    for name, moments, milliseconds in SCENES:
        for _ in plan.segments:
            if page_name(rehearsal.session) == name:
                break
            rehearsal.wait(1.0)
            if page_name(rehearsal.session) != name:
                rehearsal.turn(Key.ADVANCE)
        else:
            raise LookupError(f"ADVANCE does not lead to the page {name}")
        start = rehearsal.session.running.since
        for moment in moments:
            rehearsal.wait(max(0.0, start + moment - clock.time))
            yield view(rehearsal.session, clock.time), milliseconds


def pictures() -> Iterator[tuple[Image.Image, int]]:
    """Yield the pages as pictures, each with its milliseconds."""
    os.environ["SDL_VIDEODRIVER"] = "dummy"
    import pygame
    from PIL import Image

    from kiosk.config.paths import OWN_SETTINGS
    from kiosk.library import all_pages, content

    loaded = content.load(OWN_SETTINGS)
    for view, milliseconds in views():
        surface = all_pages.draw_page(loaded, view, DRAWN)
        pixels = pygame.image.tobytes(surface, "RGB")
        page = Image.frombytes("RGB", DRAWN, pixels)
        yield page.resize(SHOWN, Image.Resampling.LANCZOS), milliseconds


def main() -> None:
    """Write the picture."""
    frames, milliseconds = zip(*pictures(), strict=True)
    frames[0].save(
        FILE,
        save_all=True,
        append_images=frames[1:],
        duration=milliseconds,
        loop=0,
        quality=QUALITY,
        method=6,
    )
    print(f"{FILE}: {len(frames)} pictures, {FILE.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
