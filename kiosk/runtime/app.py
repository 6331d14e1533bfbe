"""The kiosk put together: panel, guide on its thread, and the screen on the main thread."""

from __future__ import annotations

import contextlib
import enum
import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from kiosk.audio.buzzer_tone import BuzzerTone
from kiosk.audio.speech_player import SpeechPlayer
from kiosk.config.language import translator
from kiosk.config.opening_hours import open_now
from kiosk.config.paths import NoFolder, state_folder
from kiosk.config.settings import Factory
from kiosk.library.content import Content
from kiosk.panel.gpio_lines import header_chip
from kiosk.panel.mock_panel import MockPanel, with_lights
from kiosk.panel.panel import Panel
from kiosk.panel.pin_factory import open_factory
from kiosk.runtime import journal
from kiosk.runtime.clock import Monotonic
from kiosk.runtime.gc_tuning import give_back_large, keep_for_good
from kiosk.runtime.guide import Guide, GuideThread
from kiosk.runtime.instance_lock import only_one
from kiosk.runtime.outputs import TeeOutputs
from kiosk.runtime.systemd import (
    LONGEST_WAIT,
    THREAD_PATIENCE,
    Watchdog,
    note_buzzer,
    notifier,
    on_signals,
)
from kiosk.screen.display.screensaver import Rest, rest
from kiosk.session.keys import Key
from kiosk.session.presenter import view
from kiosk.session.state import AudioOptions, Session
from kiosk.session.view import PageKind, View
from kiosk.speech.clips import voices
from kiosk.speech.scheduler import SpeechScheduler
from kiosk.system.errors import BROKEN
from kiosk.system.wall_clock import WallClock

log = logging.getLogger(__name__)

SHORTEST_WAIT = 1 / 16
"""Seconds of real time between two looks at what has changed, however fast the clock is."""


class Where(enum.Enum):
    """What a simulated kiosk shows its pages on."""

    WINDOW = "window"
    TERMINAL = "terminal"


@dataclass(frozen=True)
class Options:
    """How a run differs from the settings.

    :ivar simulate: mock pins, and a window with a drawn panel or the terminal
    :ivar speed: how many times faster time goes; ``None``: real time, but faster where a routine
        is played through by itself
    :ivar where: what a simulated kiosk shows its pages on
    :ivar size: pixels of the screen; ``None`` as the settings say
    :ivar unseen: go on with a display driver that shows nothing, for tests
    :ivar notice: what whoever looks after the kiosk should know from the start
    :ivar wired: whether the settings are known to say what is wired; if not, nothing is driven
    """

    simulate: bool = False
    speed: float | None = None
    size: tuple[int, int] | None = None
    where: Where = Where.WINDOW
    unseen: bool = False
    notice: str = ""
    wired: bool = True


class Screen(Protocol):
    """What shows the pages and, where it is simulated, brings presses to the mock pins."""

    code: int | None
    """The exit code once it is to end."""

    def wake(self) -> None:
        """End the wait; may be called on any thread, and by a signal's handler."""

    def buzzed(self, level: bool) -> None:
        """Note that the buzzer sounds, or no more; may be called on any thread."""

    def show(self, view: View, now: float, rest: Rest) -> float | None:
        """Bring the page up to date.

        :return: seconds of guidance until it changes by itself; ``None`` if only news changes it
        """

    def wait(self, seconds: float) -> None:
        """Wait for news or a key, at most so long, and act on it."""


def run(content: Content, options: Options) -> int:
    """Guide people until told to stop.

    On a device a display may be missing or go: the guidance goes on by sound until it is there.

    :return: the exit code: 0 when told to stop, 70 when something broke
    :raises NoPins: if the pins cannot be had
    :raises NoDisplay: if a desktop has no screen that can be seen
    :raises AlreadyRunning: if another kiosk runs on the same pins
    """
    give_back_large()
    with contextlib.ExitStack() as stack:
        return _Run(content, options, stack).until_stopped()


class _Run:
    """Everything one run needs, opened on a stack that closes it again, the buzzer first."""

    def __init__(self, content: Content, options: Options, stack: contextlib.ExitStack) -> None:
        self.content, self.options = content, options
        self.settings = with_lights(content.settings) if options.simulate else content.settings
        self.clock = Monotonic(_speed(options))
        self.translators = {
            language: translator(language, self.settings.emergency)
            for language in self.settings.offered
        }
        self.stopping = threading.Event()
        self.wake: Callable[[], None] = lambda: None
        stack.enter_context(on_signals(self._stop))
        self._open_panel(stack)
        self.screen = self._open_screen(stack)
        self.wake = self.screen.wake
        outputs = self._on_desktop(stack) if options.simulate else TeeOutputs(self.panel)
        self.notify = stack.enter_context(notifier())
        self.watchdog = Watchdog(self.notify, ("guide", "screen"), THREAD_PATIENCE)
        speaker = self._open_speech(stack)
        start = Session.begin(
            content.timeline,
            self.clock.now(),
            self.settings.patience,
            self.settings.offered,
            AudioOptions(self._speaks(), self.settings.volume),
        )
        self.wall_clock = WallClock()
        count = _counter(content, options, self.wall_clock, stack)

        def moved(before: Session, after: Session) -> None:
            journal.note(before, after)
            count(before, after)

        self.guide = Guide(
            start, outputs, self.clock, speaker=speaker, moved=moved, spoken=self._speaks
        )
        self.thread = stack.enter_context(
            GuideThread(self.guide, self.clock, self.keys, self.wake, self._guide_lives)
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

    def _open_screen(self, stack: contextlib.ExitStack) -> Screen:
        options = self.options
        mock = MockPanel(self.settings, self.factory) if options.simulate else None
        if mock and options.where is Where.TERMINAL:
            from kiosk.terminal.terminal import Terminal

            lockout = self.settings.buttons.lockout
            return stack.enter_context(Terminal(mock, lockout, self.translators))
        from kiosk.runtime.graphical import Drawn

        return stack.enter_context(Drawn(self.content, mock, options.size, options.unseen))

    def _on_desktop(self, stack: contextlib.ExitStack) -> TeeOutputs:
        """Let the buzzer be heard on the sound card, and by the screen."""
        chosen = self.settings
        tone = BuzzerTone(chosen.buzzer.tone, chosen.volume, chosen.speech.device)
        stack.callback(tone.close)
        return TeeOutputs(self.panel, self.screen.buzzed, tone.sound)

    def _open_speech(self, stack: contextlib.ExitStack) -> SpeechScheduler | None:
        """Open the loudspeaker, unless the settings say that nothing is spoken."""
        chosen = self.settings.speech
        self.loudspeaker: SpeechPlayer | None = None
        if not chosen.enabled:
            return None
        loudspeaker = SpeechPlayer(chosen.device, changed=lambda: self.keys.put(None))
        self.loudspeaker = stack.enter_context(loudspeaker)
        known = voices(self.settings)
        return SpeechScheduler(
            lambda session: known[session.language],
            loudspeaker,
            chosen.preroll,
            1 / self.clock.real(1.0),
        )

    def _speaks(self) -> bool:
        """Whether pages are spoken now; a sound card may come and go."""
        return self.loudspeaker is not None and self.loudspeaker.works

    def _stop(self) -> None:
        self.stopping.set()
        self.wake()

    def _guide_lives(self) -> None:
        """Do what is to be done at every turn of the guide, on its thread."""
        self.watchdog.beat("guide")
        if self.panel.look():
            self.wake()

    def until_stopped(self) -> int:
        self._draw()
        keep_for_good()
        self.notify("READY=1")
        log.info("Ready")
        while self._goes_on():
            self.screen.wait(self._draw())
            self.watchdog.beat("screen")
        self.notify("STOPPING=1")
        return BROKEN if self.thread.failure else self.screen.code or 0

    def _goes_on(self) -> bool:
        told = self.stopping.is_set() or self.screen.code is not None
        return not told and self.thread.failure is None

    def _draw(self) -> float:
        """Bring the page up to date; give the seconds of real time until it changes."""
        session, now = self.guide.session, self.clock.now()
        page = view(session, now, self.translators[session.language], self._notice())
        alone = now - session.touched if page.page is PageKind.ATTRACT else None
        change = self.screen.show(page, now, self._rest(alone))
        if change is None:
            return LONGEST_WAIT
        return min(LONGEST_WAIT, max(self.clock.real(change), SHORTEST_WAIT))

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


def _speed(options: Options) -> float:
    if options.speed is not None:
        return options.speed
    if options.where is Where.TERMINAL:
        from kiosk.terminal.hand import SPEED
        from kiosk.terminal.terminal import has_keyboard

        if not has_keyboard():
            return SPEED
    return 1.0
