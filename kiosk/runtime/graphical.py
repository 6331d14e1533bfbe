"""Draw pages on a device's display, or in a desktop's window above a drawn panel."""

from __future__ import annotations

import logging
from typing import Self

from kiosk.config.screen import Motion, Rotation
from kiosk.desktop.input import Desktop
from kiosk.library.content import Content
from kiosk.panel.mock_panel import MockPanel
from kiosk.screen.display import edid
from kiosk.screen.display.display import Display
from kiosk.screen.display.screensaver import Screensaver
from kiosk.screen.display.supervisor import DisplaySupervisor
from kiosk.screen.display.wakeups import Wakeups
from kiosk.screen.display.window import Window, room
from kiosk.screen.layout import drawn_panel
from kiosk.screen.layout.legibility import MinimumTextSize, viewing_conditions
from kiosk.screen.paint.theme import THEMES
from kiosk.session.view import PageKind, View
from kiosk.system.command import typed

log = logging.getLogger(__name__)

TOO_LARGE = (
    "%dx%d with the drawn panel below does not fit the display of %dx%d: the window shows "
    "%dx%d instead. To see a page at full size: %s --size %dx%d"
)


class Drawn:
    """Shows views as pictures.

    A device's display may be missing or disappear: it is opened as soon as it is there.

    :param panel: the buttons that keyboard and mouse press; ``None`` on a device
    :param size: pixels of the screen; ``None`` for those of the settings
    :param unseen: accept a display driver that shows nothing, for tests
    :ivar code: the exit code once the kiosk should end; ``None`` until then
    """

    def __init__(
        self,
        content: Content,
        panel: MockPanel | None,
        size: tuple[int, int] | None,
        unseen: bool,
    ) -> None:
        self.code: int | None = None
        self._content, self._panel, self._unseen = content, panel, unseen
        self._size = size or content.settings.screen.pixels
        self._events = Wakeups(window=panel is not None)
        self._keeper = DisplaySupervisor(self._open)
        self._desktop: Desktop | None = None
        self._nobody = True

    def __enter__(self) -> Self:
        """Open a desktop's window.

        :raises NoDisplay: if a desktop has no visible screen
        """
        if self._panel:
            self._desktop = Desktop(self._panel, self._keeper.open(), self._locate)
        return self

    def __exit__(self, *_: object) -> None:
        self._keeper.close()

    @property
    def lost(self) -> bool:
        """Whether there is no display; safe on any thread."""
        return self._keeper.display is None

    def wake(self) -> None:
        """End the wait; safe on any thread."""
        self._events.wake()

    def buzzed(self, level: bool) -> None:
        """Show the sound on a desktop's drawn buzzer; safe on any thread."""
        if self._desktop:
            self._desktop.buzzed(level)

    def show(self, view: View, now: float, saver: Screensaver) -> float | None:
        """Update the picture.

        :return: seconds of guidance until it changes by itself; ``None`` if only an event does
        """
        nobody = view.page in (PageKind.ATTRACT, PageKind.LANGUAGES)
        if nobody and not self._nobody:
            self._keeper.next_figure()
        self._nobody = nobody
        panel = self._desktop.look() if self._desktop else None
        self._keeper.show(view, now, panel, saver)
        return self._keeper.next_change(view)

    def wait(self, seconds: float) -> None:
        """Wait at most ``seconds`` for an event or a key, and act on it."""
        for event in self._events.wait(seconds):
            if self._desktop:
                self._desktop.handle(event)
        if self._desktop and self._desktop.closed:
            self.code = 0

    def _open(self) -> Display:
        size, below = self._size, 0
        if self._panel:
            width, height = self._fitted(size or self._content.settings.screen.likely_page)
            below = drawn_panel.height_for(width, height)
            size = width, height + below
        window = Window(size, self._rotation, self._unseen)
        self._locate = window.locate
        try:
            window.present_as("Acupressure kiosk", pointer=self._panel is not None)
            return self._display(window, below)
        except BaseException:
            window.close()
            raise

    @property
    def _rotation(self) -> Rotation:
        """How the picture is turned: on a desktop it stands as the visitor sees it."""
        return Rotation.NONE if self._panel else self._content.settings.screen.rotation

    def _fitted(self, page: tuple[int, int]) -> tuple[int, int]:
        """Return the page's size on this desktop, with a warning if it had to shrink."""
        display = room(self._rotation)
        fits = drawn_panel.fitting(page, display) if display else page
        if display and fits != page:
            log.warning(TOO_LARGE, *page, *display, *fits, typed("render", "PAGE"), *page)
        return fits

    def _display(self, window: Window, below: int) -> Display:
        screen = self._content.settings.screen
        monitor = None if self._panel else edid.connected()
        calm, theme = screen.motion is Motion.CALM, THEMES[screen.contrast]

        def minimum_text(pixels: tuple[int, int]) -> MinimumTextSize:
            return viewing_conditions(screen, pixels, monitor and monitor.millimetres).minimum_text

        content = self._content
        others = [each.albums for each in content.others]
        return Display(window, content.albums, calm, below, theme, minimum_text, others)
