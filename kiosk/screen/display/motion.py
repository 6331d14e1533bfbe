"""The pictures that come and go on a page by themselves. Pure: no clock."""

from __future__ import annotations

from dataclasses import replace

from kiosk.routine.illustrations import Album
from kiosk.session.view import PageKind, View

LETTING_GO = 1.0
"""Seconds for which the hand is still near the point after a stage."""

PREVIEW = 8.0
"""Seconds for which the attract page shows one of the pictures; the figure in between stays twice
as long, because loading a picture costs as much processor time as several idle seconds."""


def with_pictures(view: View, album: Album, calm: bool, now: float) -> View:
    """Return a view with the pictures of this moment; a calm one has no hand that comes and goes.

    :param now: seconds of guidance
    """
    if view.page is PageKind.ATTRACT:
        shown = _previewed(view, album, calm, now)
        return replace(view, pictures=(shown,) if shown else (), preview=())
    if calm:
        still = tuple(name for name in view.pictures if not name.endswith(".near"))
        return view if still == view.pictures else replace(view, pictures=still)
    if _lets_go(view):
        return replace(view, pictures=(_near(view), *view.pictures))
    return view


def next_picture_change(view: View, album: Album, calm: bool, now: float) -> float | None:
    """Return the seconds until the pictures change; ``None`` if only an event can change them."""
    if view.page is PageKind.ATTRACT and not calm and _known(view, album):
        turn = int(now // PREVIEW)
        return PREVIEW * (turn + 1 + (turn % 3 == 0)) - now
    if view.countdown and _lets_go(view) and not calm:
        return LETTING_GO - (view.countdown.length - view.countdown.left)
    return None


def _previewed(view: View, album: Album, calm: bool, now: float) -> str | None:
    """Return the picture to preview now; two of three turns are the figure's."""
    known, turn = _known(view, album), int(now // PREVIEW)
    if known and not view.points:  # the figure has nothing to show
        return known[0 if calm else turn // 3 % len(known)]
    return known[turn // 3 % len(known)] if known and turn % 3 == 2 and not calm else None


def _known(view: View, album: Album) -> list[str]:
    return [name for name in view.preview if name in album.pictures]


def _lets_go(view: View) -> bool:
    left = view.countdown
    return view.page is PageKind.SETTLE and bool(left and left.left > left.length - LETTING_GO)


def _near(view: View) -> str:
    """Return the name of the picture of the hand near the point that a page shows bare."""
    return f"{view.pictures[0].rpartition('.')[0]}.near" if view.pictures else ""
