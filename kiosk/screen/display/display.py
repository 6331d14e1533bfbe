"""Shows the latest view in a window, painting only what has changed."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import cycle

from kiosk.routine.illustrations import Album
from kiosk.screen.display.fade import FRAMES as FADE_FRAMES
from kiosk.screen.display.fade import Fade
from kiosk.screen.display.motion import next_picture_change, with_pictures
from kiosk.screen.display.screensaver import AWAKE, Screensaver
from kiosk.screen.display.window import Window
from kiosk.screen.layout import drawn_panel
from kiosk.screen.layout.drawn_panel import PanelView
from kiosk.screen.layout.elements import FRAMES, Element, LayoutContext
from kiosk.screen.layout.grid import grid
from kiosk.screen.layout.legibility import ANY, MinimumTextSize
from kiosk.screen.layout.pages import Layout, at, blooms, layout, moment
from kiosk.screen.layout.pictures import PULSING
from kiosk.screen.paint.box import Box
from kiosk.screen.paint.items import Canvas, Fill, Shade
from kiosk.screen.paint.photos import Photos
from kiosk.screen.paint.scene import Scene, damage, paint
from kiosk.screen.paint.theme import THEME, Theme
from kiosk.session.view import View

MOST_PANEL = 0.25
"""The largest fraction of a window's height for the drawn panel."""


class Display:
    """A window's page and, on a desktop, the drawn panel below it.

    A resized window is laid out again at its new size.

    :param albums: pictures of the figures that take turns
    :param panel: height of the drawn panel in pixels; 0 for none
    :param minimum_text: returns the minimum text size for the size of a page in pixels
    :param others: the same figures with the pictures of each further routine
    """

    def __init__(
        self,
        window: Window,
        albums: Sequence[Album],
        calm: bool,
        panel: int = 0,
        theme: Theme = THEME,
        minimum_text: Callable[[tuple[int, int]], MinimumTextSize] = lambda pixels: ANY,
        others: Sequence[Sequence[Album]] = (),
    ) -> None:
        self._window = window
        self._calm, self._theme, self._read, self._below = calm, theme, minimum_text, panel
        self._figures = cycle(zip(albums, *others, strict=True))
        self._routine = 0
        self._exposed = False
        self._fade: Fade | None = None
        self._now = 0.0
        self._shown: Scene
        self._laid: tuple[View, Screensaver, Layout] | None
        self._seen: tuple[View, PanelView | None, int | None, Screensaver] | None
        self._share_out()
        self.next_figure()

    def _share_out(self) -> None:
        """Divide the window between page and panel."""
        width, height = self._window.size
        below = min(self._below, round(height * MOST_PANEL))
        size = (width, height - below)
        self.grid = grid(*size, self._read(size))
        self.panel = Box(0, height - below, width, below)

    def next_figure(self) -> None:
        """Switch to the next figure, and repaint everything."""
        self._figure = next(self._figures)
        self._reset()

    def _reset(self) -> None:
        """Lay out and paint everything the next time."""
        self._album = album = self._figure[self._routine]
        self._shown, self._seen, self._laid, self._fade = (), None, None, None
        self._context = LayoutContext(self.grid, album, self._calm, self._theme)
        self._canvas = Canvas(self._window.surface, Photos(album))

    def show(
        self, view: View, now: float, panel: PanelView | None = None, saver: Screensaver = AWAKE
    ) -> bool:
        """Bring the picture up to date, and return whether anything changed."""
        followed = self._window.follow()
        if followed:
            self._share_out()
        if followed or view.routine != self._routine:
            self._routine = view.routine
            self._reset()
        elif self._exposed:
            self._window.show([Box(0, 0, *self._window.size)])
        self._exposed, self._now = False, now
        view = with_pictures(view, self._album, self._calm, now)
        breath = math.floor(now * FRAMES) if self._breathes(view) else None
        turned = self._laid is not None and self._laid[:2] != (view.standing, saver)
        if self._fade:
            if not turned:
                return self._go_on_fading(now)
            self._go_on_fading(math.inf)
        if self._seen == (view, panel, breath, saver):
            return False
        self._seen = view, panel, breath, saver
        wanted = self._page(view, now, saver)
        if panel:
            wanted += drawn_panel.items(self.panel, panel)
        boxes = list(self._on_screen(damage(self._shown, wanted)))
        if boxes:
            if turned and not self._calm:
                self._fade = Fade(self._window.surface, boxes, now)
            paint(wanted, self._canvas, boxes)
            self._shown = wanted
            if self._fade:
                self._fade.take()
                self._fade.paint(now)
            self._window.show(boxes)
        return bool(boxes)

    def _go_on_fading(self, now: float) -> bool:
        """Paint the next frame of the fade; the page itself goes on when it is over."""
        assert self._fade is not None
        over = self._fade.paint(now)
        self._window.show(self._fade.boxes)
        if over:
            self._fade = None
        return True

    def exposed(self) -> None:
        """Show the whole picture again the next time: part of the window may have been lost."""
        self._exposed = True

    def next_change(self, view: View) -> float | None:
        """Return the seconds of guidance until the view changes; ``None`` if only an event can."""
        if self._fade:
            return 1 / FADE_FRAMES
        until = next_picture_change(view, self._album, self._calm, self._now)
        if self._calm:
            change = view.countdown.next_digits if view.countdown and view.moving else None
        else:
            change = 1 / FRAMES if view.moving or self._breathes(view) or blooms(view) else None
        return min((each for each in (until, change) if each is not None), default=None)

    def close(self) -> None:
        """Close the display."""
        self._window.close()

    def _page(self, view: View, now: float, saver: Screensaver) -> Scene:
        """Return the page as it looks now; lay it out again only if more than the time changed."""
        still = view.standing
        if self._laid is None or self._laid[:2] != (still, saver):
            self._laid = still, saver, tuple(self._lay_out(still, saver))
        return at(self._laid[2], moment(view, now))

    def _lay_out(self, view: View, saver: Screensaver) -> Iterator[Element]:
        """Lay the page out: dark, dimmed or shifted, as ``saver`` says."""
        if not saver.light:
            yield Fill(self.grid.page, THEME.black)
            return
        context = self._context
        if saver.right or saver.down:
            context = replace(context, grid=context.grid.shifted(saver.right, saver.down))
        yield from layout(view, context)
        if saver.light < 1.0:
            yield Shade(self.grid.page, saver.light)

    def _on_screen(self, boxes: Sequence[Box]) -> Iterator[Box]:
        """Clip boxes to the window: a shifted page extends beyond it."""
        window = Box(0, 0, *self._window.size)
        cut = (box.common(window) for box in boxes)
        return (box for box in cut if box.w and box.h)

    def _breathes(self, view: View) -> bool:
        return view.page in PULSING and not self._calm
