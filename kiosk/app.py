"""The kiosk put together: panel, guide on its thread, and the picture on the main thread."""

from __future__ import annotations

import contextlib
import logging
import queue
import signal
import threading
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from types import FrameType

from kiosk.clock import Monotonic
from kiosk.content import Content
from kiosk.guide import Guide, GuideThread
from kiosk.language import translator
from kiosk.panel.panel import Panel
from kiosk.panel.pins import open_factory
from kiosk.panel.simulated import MockPanel, with_lights
from kiosk.screen import bench
from kiosk.screen.desktop import Desktop
from kiosk.screen.display import Display
from kiosk.screen.events import Events
from kiosk.screen.parts import FRAMES
from kiosk.screen.tone import CardTone
from kiosk.screen.window import Window
from kiosk.service import Watchdog, note_buzzer, notifier
from kiosk.session import Key, Limits, Session
from kiosk.settings import Motion, Patience, Settings
from kiosk.view import PageKind, view

log = logging.getLogger(__name__)

THREAD_PATIENCE = 8.0
"""Seconds one of the two threads may go without a beat before the watchdog is no longer fed."""

LONGEST_WAIT = 2.0
"""Seconds of real time after which the drawing thread shows that it lives."""

BROKEN = 70
"""Exit code when something broke inside. Source: sysexits.h, EX_SOFTWARE."""

DESKTOP_SIZE = (800, 480)
"""The simulated screen where neither the command nor the settings give a size."""


@dataclass(frozen=True)
class Options:
    """How a run differs from the settings.

    :ivar simulate: mock pins and a window with a drawn panel
    :ivar size: pixels of the screen; ``None`` as the settings say
    :ivar unseen: go on with a display driver that shows nothing, for tests
    """

    simulate: bool = False
    speed: float = 1.0
    size: tuple[int, int] | None = None
    unseen: bool = False


class Heard:
    """A panel whose buzzer others hear too."""

    def __init__(self, panel: Panel, *listeners: Callable[[bool], None]) -> None:
        self._panel, self._listeners = panel, listeners

    def sound(self, level: bool) -> None:
        """Sound everywhere, or silence it everywhere."""
        self._panel.sound(level)
        for listener in self._listeners:
            listener(level)

    def light(self, keys: Collection[Key]) -> None:
        """Light these buttons and no others."""
        self._panel.light(keys)


def limits(patience: Patience) -> Limits:
    """Give the session's limits as set."""
    return Limits(patience.idle, patience.answer)


def run(content: Content, options: Options) -> int:
    """Guide people until told to stop.

    :return: the exit code: 0 when told to stop, 70 when something broke
    :raises NoPins: if the pins cannot be had
    :raises NoDisplay: if there is no screen that can be seen
    """
    with contextlib.ExitStack() as stack:
        return _Run(content, options, stack).until_stopped()


class _Run:
    """Everything one run needs, opened on a stack that closes it again, the buzzer first."""

    def __init__(self, content: Content, options: Options, stack: contextlib.ExitStack) -> None:
        self.settings = with_lights(content.settings) if options.simulate else content.settings
        self.clock = Monotonic(options.speed)
        self.translate = translator(self.settings.language.value, self.settings.emergency_number)
        self.stopping = threading.Event()
        self.events = Events(window=options.simulate)
        stack.enter_context(_on_signals(self._stop))
        panel = self._open_panel(stack)
        self._open_display(content, options, stack)
        outputs = self._on_desktop(panel, stack) if options.simulate else Heard(panel)
        self.notify = stack.enter_context(notifier())
        self.watchdog = Watchdog(self.notify, ("guide", "screen"), THREAD_PATIENCE)
        start = Session.begin(content.timeline, self.clock.now(), limits(self.settings.patience))
        self.thread = stack.enter_context(
            GuideThread(
                Guide(start, outputs, self.clock),
                self.clock,
                self.keys,
                self.events.wake,
                lambda: self.watchdog.beat("guide"),
            )
        )

    def _open_panel(self, stack: contextlib.ExitStack) -> Panel:
        self.keys: queue.SimpleQueue[Key | None] = queue.SimpleQueue()
        self.factory = open_factory(self.settings.pins.factory)
        stack.callback(self.factory.close)
        note_buzzer(self.settings, self.factory)
        panel = stack.enter_context(Panel(self.settings, self.factory, self.keys.put))
        self.notice = ""
        if panel.stuck:
            names = ", ".join(key.value for key in panel.stuck)
            self.notice = f"Stuck at the start, and ignored until let go: {names}"
            log.warning(
                "Buttons held down or stuck at the start do not count until let go: %s", names
            )
        return panel

    def _open_display(
        self, content: Content, options: Options, stack: contextlib.ExitStack
    ) -> None:
        size = options.size or _size(self.settings)
        below = 0
        if options.simulate:
            width, height = size or DESKTOP_SIZE
            below = bench.height_for(width, height)
            size = width, height + below
        self.window = Window(size, self.settings.screen.rotation, options.unseen)
        stack.callback(self.window.close)
        self.window.present_as("Acupressure kiosk", pointer=options.simulate)
        calm = self.settings.screen.motion is Motion.CALM
        self.display = Display(self.window, content.albums, calm, below)
        self.nobody = True
        self.desktop: Desktop | None = None

    def _on_desktop(self, panel: Panel, stack: contextlib.ExitStack) -> Heard:
        """Put keyboard and mouse on the mock pins, and the buzzer on the sound card."""
        mock = MockPanel(self.settings, self.factory)
        self.desktop = Desktop(mock, self.display, self.window.locate)
        tone = CardTone(self.settings.buzzer.tone, self.settings.volume)
        stack.callback(tone.close)
        return Heard(panel, self.desktop.buzzed, tone.sound)

    def _stop(self) -> None:
        self.stopping.set()
        self.events.wake()

    def until_stopped(self) -> int:
        self._draw()
        self.notify("READY=1")
        log.info("Ready")
        while not self.stopping.is_set() and self.thread.failure is None:
            wait = self._draw()
            self.watchdog.beat("screen")
            for event in self.events.wait(wait):
                if self.desktop:
                    self.desktop.handle(event)
            if self.desktop and self.desktop.closed:
                break
        self.notify("STOPPING=1")
        return BROKEN if self.thread.failure else 0

    def _draw(self) -> float:
        """Bring the picture up to date; give the seconds of real time until it changes."""
        now = self.clock.now()
        seen = view(self.thread.guide.session, now, self.translate, self.notice)
        nobody = seen.page is PageKind.ATTRACT
        if nobody and not self.nobody:
            self.display.next_figure()
        self.nobody = nobody
        self.display.show(seen, now, self.desktop.look() if self.desktop else None)
        change = self.display.next_change(seen)
        if change is None:
            return LONGEST_WAIT
        return min(LONGEST_WAIT, max(self.clock.real(change), 1 / FRAMES))


def _size(settings: Settings) -> tuple[int, int] | None:
    size = settings.screen.size
    return (size.width, size.height) if size else None


@contextlib.contextmanager
def _on_signals(stop: Callable[[], None]) -> Iterator[None]:
    """Stop in good order on SIGTERM, SIGINT and SIGHUP."""

    def handle(number: int, frame: FrameType | None) -> None:
        log.info("Told to stop by %s", signal.Signals(number).name)
        stop()

    numbers = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
    before = {number: signal.signal(number, handle) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
