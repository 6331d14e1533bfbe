"""Shows the newest view in a window, painting only what differs from what is shown."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import cycle

from kiosk.pictures import Album
from kiosk.screen import bench
from kiosk.screen.bench import PanelView
from kiosk.screen.box import Box
from kiosk.screen.frame import frame
from kiosk.screen.items import Canvas
from kiosk.screen.legible import ANY, Reading
from kiosk.screen.pages import scene
from kiosk.screen.parts import BREATH_FRAMES, BREATHING, FRAMES, Desk
from kiosk.screen.photos import Photos
from kiosk.screen.scene import Scene, damage, paint
from kiosk.screen.theme import THEME, Theme
from kiosk.screen.window import Window
from kiosk.view import View


class Display:
    """A window's page and, on a desktop, the drawn panel below it.

    :param albums: pictures of the figures that take turns
    :param panel: pixels of the window's height that the drawn panel takes; 0 for none
    :param reading: how large letters must be
    """

    def __init__(
        self,
        window: Window,
        albums: Sequence[Album],
        calm: bool,
        panel: int = 0,
        theme: Theme = THEME,
        reading: Reading = ANY,
    ) -> None:
        self._window = window
        width, height = window.surface.get_size()
        self.frame = frame(width, height - panel, reading.text)
        self.panel = Box(0, height - panel, width, panel)
        self._calm, self._theme, self._reading = calm, theme, reading
        self._albums = cycle(albums)
        self.next_figure()
        self._shown: Scene
        self._seen: tuple[View, PanelView | None, int | None] | None

    def next_figure(self) -> None:
        """Let the next drawn person take its turn; what is shown is painted anew."""
        album = next(self._albums)
        self._shown, self._seen = (), None
        self._desk = Desk(self.frame, album, self._calm, self._theme, self._reading)
        self._canvas = Canvas(self._window.surface, Photos(album))

    def show(self, view: View, now: float, panel: PanelView | None = None) -> bool:
        """Bring the picture up to date; say whether anything had changed."""
        breath = math.floor(now * BREATH_FRAMES) if self._breathes(view) else None
        if self._seen == (view, panel, breath):
            return False
        self._seen = view, panel, breath
        wanted = scene(view, self._desk, now)
        if panel:
            wanted += bench.items(self.panel, panel)
        boxes = damage(self._shown, wanted)
        if boxes:
            paint(wanted, self._canvas, boxes)
            self._window.show(boxes)
            self._shown = wanted
        return bool(boxes)

    def next_change(self, view: View) -> float | None:
        """Seconds of guidance until the view looks different; ``None`` if only news changes it."""
        if self._desk.calm:
            return (view.countdown.left % 1.0 or 1.0) if view.countdown and view.moving else None
        if view.moving:
            return 1 / FRAMES
        return 1 / BREATH_FRAMES if self._breathes(view) else None

    def _breathes(self, view: View) -> bool:
        return view.page in BREATHING and not self._desk.calm
