"""The screensaver: while nobody is there the page shifts and dims, and is dark outside the hours.

Pure: how long nobody has been there, and whether the kiosk is open, are arguments.
"""

from __future__ import annotations

from dataclasses import dataclass

SHIFT_EVERY = 60.0
"""Seconds after which a page moves, so that it does not burn into the display."""

PATH = ((0, 0), (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1))
"""The shifts that a page takes in turn, to the right and down."""

DIMMED = 0.4
"""Brightness of a dimmed page, which can still be read from two metres."""

WAKING = 60.0
"""Seconds for which a press keeps the screen lit outside the opening hours."""


@dataclass(frozen=True)
class Screensaver:
    """How a page is shown: shifted ``right`` and ``down``, with brightness ``light`` (0 to 1)."""

    right: int = 0
    down: int = 0
    light: float = 1.0


AWAKE = Screensaver()


def screensaver(alone: float | None, is_open: bool, dim_after: float | None) -> Screensaver:
    """Return how the page is shown now.

    :param alone: seconds since the last press, while nobody is there; ``None`` while somebody is
    :param dim_after: seconds after which the page is dimmed; ``None`` for never
    """
    if alone is None:
        return AWAKE
    if not is_open and alone >= WAKING:
        return Screensaver(light=0.0)
    right, down = PATH[int(alone // SHIFT_EVERY) % len(PATH)]
    dimmed = dim_after is not None and alone >= dim_after
    return Screensaver(right, down, DIMMED if dimmed else 1.0)
