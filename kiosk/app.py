"""The kiosk put together: panel, guide on its thread, and the picture on the main thread."""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass

from kiosk import journal
from kiosk.clock import Monotonic
from kiosk.content import Content
from kiosk.guide import Guide, GuideThread, Outputs
from kiosk.hours import open_now
from kiosk.language import translator
from kiosk.memory import give_back_large, keep_for_good
from kiosk.panel.lines import header_chip
from kiosk.panel.panel import Panel
from kiosk.panel.pins import open_factory
from kiosk.panel.simulated import MockPanel, with_lights
from kiosk.paths import NoFolder, state_folder
from kiosk.rest import Rest, rest
from kiosk.screen import bench, edid
from kiosk.screen.desktop import Desktop
from kiosk.screen.display import Display
from kiosk.screen.events import Events
from kiosk.screen.keeper import Keeper
from kiosk.screen.legible import seen
from kiosk.screen.loudspeaker import Loudspeaker
from kiosk.screen.parts import FRAMES
from kiosk.screen.theme import THEMES
from kiosk.screen.tone import CardTone
from kiosk.screen.window import Window
from kiosk.service import Watchdog, note_buzzer, notifier, on_signals
from kiosk.session import Hearing, Key, Limits, Session
from kiosk.settings import Factory, Motion, Patience, Settings
from kiosk.single import only_one
from kiosk.speaker import Speaker
from kiosk.view import PageKind, view
from kiosk.voices import tongues
from kiosk.wallclock import WallClock

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
    :ivar notice: what whoever looks after the kiosk should know from the start
    :ivar wired: whether the settings are known to say what is wired; if not, nothing is driven
    """

    simulate: bool = False
    speed: float = 1.0
    size: tuple[int, int] | None = None
    unseen: bool = False
    notice: str = ""
    wired: bool = True


class Heard:
    """A panel whose buzzer others hear too."""

    def __init__(self, panel: Outputs, *listeners: Callable[[bool], None]) -> None:
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

    On a device a display may be missing or go: the guidance goes on by sound until it is there.

    :return: the exit code: 0 when told to stop, 70 when something broke
    :raises NoPins: if the pins cannot be had
    :raises NoDisplay: if a desktop has no screen that can be seen
    :raises Taken: if another kiosk runs on the same pins
    """
    give_back_large()
    with contextlib.ExitStack() as stack:
        return _Run(content, options, stack).until_stopped()


class _Run:
    """Everything one run needs, opened on a stack that closes it again, the buzzer first."""

    def __init__(self, content: Content, options: Options, stack: contextlib.ExitStack) -> None:
        self.content, self.options = content, options
        self.settings = with_lights(content.settings) if options.simulate else content.settings
        self.clock = Monotonic(options.speed)
        self.translators = {
            language: translator(language, self.settings.emergency)
            for language in self.settings.offered
        }
        self.stopping = threading.Event()
        self.events = Events(window=options.simulate)
        stack.enter_context(on_signals(self._stop))
        self._open_panel(stack)
        self.keeper = Keeper(self._open_display)
        stack.callback(self.keeper.close)
        self.nobody = True
        self.desktop: Desktop | None = None
        outputs = self._on_desktop(stack) if options.simulate else Heard(self.panel)
        self.notify = stack.enter_context(notifier())
        self.watchdog = Watchdog(self.notify, ("guide", "screen"), THREAD_PATIENCE)
        speaker = self._open_speech(stack)
        start = Session.begin(
            content.timeline,
            self.clock.now(),
            limits(self.settings.patience),
            self.settings.offered,
            Hearing(speaker is not None, self.settings.volume),
        )
        self.wall_clock = WallClock()
        count = _counter(content, options, self.wall_clock, stack)

        def moved(before: Session, after: Session) -> None:
            journal.note(before, after)
            count(before, after)

        self.guide = Guide(start, outputs, self.clock, speaker=speaker, moved=moved)
        self.thread = stack.enter_context(
            GuideThread(self.guide, self.clock, self.keys, self.events.wake, self._guide_lives)
        )

    def _open_panel(self, stack: contextlib.ExitStack) -> None:
        self.keys: queue.SimpleQueue[Key | None] = queue.SimpleQueue()
        factory = self.settings.pins.factory
        stack.enter_context(only_one(None if factory is Factory.MOCK else header_chip()))
        self.factory = open_factory(factory)
        stack.callback(self.factory.close)
        if self.options.wired:
            note_buzzer(self.settings, self.factory)
        self.panel = stack.enter_context(
            Panel(self.settings, self.factory, self.keys.put, drives=self.options.wired)
        )

    def _open_display(self) -> Display:
        size = self.options.size or _size(self.settings)
        below = 0
        if self.options.simulate:
            width, height = size or DESKTOP_SIZE
            below = bench.height_for(width, height)
            size = width, height + below
        window = Window(size, self.settings.screen.rotation, self.options.unseen)
        self.locate = window.locate
        try:
            window.present_as("Acupressure kiosk", pointer=self.options.simulate)
            return self._display(window, below)
        except BaseException:
            window.close()
            raise

    def _display(self, window: Window, below: int) -> Display:
        screen = self.settings.screen
        width, height = window.surface.get_size()
        told = None if self.options.simulate else edid.connected()
        how = seen(screen, (width, height - below), told and told.millimetres)
        calm, theme = screen.motion is Motion.CALM, THEMES[screen.contrast]
        return Display(window, self.content.albums, calm, below, theme, how.reading)

    def _on_desktop(self, stack: contextlib.ExitStack) -> Heard:
        """Put keyboard and mouse on the mock pins, and the buzzer on the sound card."""
        mock = MockPanel(self.settings, self.factory)
        self.desktop = Desktop(mock, self.keeper.open(), self.locate)
        tone = CardTone(self.settings.buzzer.tone, self.settings.volume)
        stack.callback(tone.close)
        return Heard(self.panel, self.desktop.buzzed, tone.sound)

    def _open_speech(self, stack: contextlib.ExitStack) -> Speaker | None:
        """Open the loudspeaker; without a sound card, or where the settings say so, none speaks."""
        chosen = self.settings.speech
        if not chosen.enabled:
            return None
        loudspeaker = stack.enter_context(Loudspeaker())
        if not loudspeaker.works:
            return None
        known = tongues(self.settings)
        return Speaker(
            lambda session: known[session.language],
            loudspeaker,
            chosen.preroll,
            1 / self.clock.real(1.0),
        )

    def _stop(self) -> None:
        self.stopping.set()
        self.events.wake()

    def _guide_lives(self) -> None:
        """Do what is to be done at every turn of the guide, on its thread."""
        self.watchdog.beat("guide")
        if self.panel.look():
            self.events.wake()

    def until_stopped(self) -> int:
        self._draw()
        keep_for_good()
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
        session, now = self.guide.session, self.clock.now()
        page = view(session, now, self.translators[session.language], self._notice())
        nobody = page.page is PageKind.ATTRACT
        if nobody and not self.nobody:
            self.keeper.next_figure()
        self.nobody = nobody
        panel = self.desktop.look() if self.desktop else None
        self.keeper.show(page, now, panel, self._rest(now - session.touched if nobody else None))
        change = self.keeper.next_change(page)
        if change is None:
            return LONGEST_WAIT
        return min(LONGEST_WAIT, max(self.clock.real(change), 1 / FRAMES))

    def _rest(self, alone: float | None) -> Rest:
        """Say how the screen rests after ``alone`` seconds with nobody there."""
        open_ = alone is None or open_now(self.settings.opening_hours, self.wall_clock.now)
        return rest(alone, open_, self.settings.screen.dim_after)

    def _notice(self) -> str:
        """Say what whoever looks after the kiosk should know."""
        names = ", ".join(key.value for key in self.panel.aside)
        aside = f"Set aside until let go and at rest: {names}." if names else ""
        return " ".join(filter(None, (aside, self.options.notice)))


def _counter(
    content: Content, options: Options, clock: WallClock, stack: contextlib.ExitStack
) -> Callable[[Session, Session], None]:
    """Count sessions on a device, if the settings say so; nothing of counting is loaded if not."""
    if options.simulate or not content.settings.statistics:
        return lambda before, after: None
    from kiosk.stats.counter import FILE, Counter

    try:
        file = state_folder() / FILE
    except NoFolder as error:
        log.warning("Sessions cannot be counted: %s", error)
        return lambda before, after: None
    return stack.enter_context(Counter(file, content.routine_file.stem, clock.now))


def _size(settings: Settings) -> tuple[int, int] | None:
    size = settings.screen.size
    return (size.width, size.height) if size else None
