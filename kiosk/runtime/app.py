"""The assembled kiosk: panel, guide on its own thread, screen on the main thread."""

from __future__ import annotations

import contextlib
import enum
import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from kiosk.audio.buzzer_tone import BuzzerTone
from kiosk.audio.speech_player import SpeechPlayer
from kiosk.config.language import Translate
from kiosk.config.opening_hours import open_now
from kiosk.config.paths import NoFolder, state_folder
from kiosk.config.settings import Factory
from kiosk.library import choice
from kiosk.library.content import Content, not_offered
from kiosk.panel.gpio_lines import header_chip
from kiosk.panel.mock_panel import MockPanel, on_mock_pins
from kiosk.panel.panel import Panel
from kiosk.panel.pin_factory import open_factory
from kiosk.runtime import journal
from kiosk.runtime.clock import Monotonic
from kiosk.runtime.gc_tuning import give_back_large, keep_for_good
from kiosk.runtime.guide import Guide, GuideThread
from kiosk.runtime.instance_lock import only_one
from kiosk.runtime.outputs import MutableSpeech, Outputs, TeeOutputs
from kiosk.runtime.systemd import (
    LONGEST_WAIT,
    THREAD_PATIENCE,
    Watchdog,
    note_buzzer,
    notifier,
    on_signals,
)
from kiosk.screen.display.screensaver import Screensaver, screensaver
from kiosk.session.keys import Key
from kiosk.session.presenter import view
from kiosk.session.state import AudioOptions, Session
from kiosk.session.view import PageKind, View
from kiosk.speech.scheduler import SpeechScheduler
from kiosk.system.errors import BROKEN
from kiosk.system.wall_clock import WallClock

if TYPE_CHECKING:
    from kiosk.exchange.correspondent import Correspondent, Health

log = logging.getLogger(__name__)

SHORTEST_WAIT = 1 / 16
"""Seconds of real time between two updates of the page, however fast the clock runs."""

UNDISTURBED = 10.0
"""Seconds without a press after which the kiosk restarts at an operator's request."""


class Where(enum.Enum):
    """Where a simulated kiosk shows its pages."""

    WINDOW = "window"
    TERMINAL = "terminal"


@dataclass(frozen=True)
class Options:
    """How a run differs from the settings.

    :ivar simulate: mock pins, and a window with a drawn panel or the terminal
    :ivar speed: how many times faster than real time; ``None`` for real time, or for
        :data:`kiosk.terminal.hand.SPEED` in a terminal where nobody can type
    :ivar where: where a simulated kiosk shows its pages
    :ivar size: pixels of the screen; ``None`` for those of the settings
    :ivar unseen: accept a display driver that shows nothing, for tests
    :ivar notice: what the caretaker should know from the start
    :ivar wired: whether the settings are known to match the wiring; if not, drive no output
    """

    simulate: bool = False
    speed: float | None = None
    size: tuple[int, int] | None = None
    where: Where = Where.WINDOW
    unseen: bool = False
    notice: str = ""
    wired: bool = True


class Screen(Protocol):
    """Shows the pages and, in a simulation, presses the mock pins."""

    code: int | None
    """The exit code once the kiosk should end; ``None`` until then."""

    @property
    def lost(self) -> bool:
        """Whether there is no display to show pages on; safe on any thread."""

    def wake(self) -> None:
        """End the wait; safe on any thread and in a signal handler."""

    def buzzed(self, level: bool) -> None:
        """Note that the buzzer starts or stops; safe on any thread."""

    def show(self, view: View, now: float, saver: Screensaver) -> float | None:
        """Update the page.

        :return: seconds of guidance until it changes by itself; ``None`` if only an event does
        """

    def wait(self, seconds: float) -> None:
        """Wait at most ``seconds`` for an event or a key, and act on it."""


def run(content: Content, options: Options) -> int:
    """Run the kiosk until it is asked to stop.

    A device's display may be missing or disappear: guidance continues by sound until it is back.

    :return: the exit code: 0 when asked to stop, 70 after an internal failure
    :raises NoPins: if the pins cannot be opened
    :raises NoDisplay: if a desktop has no visible screen
    :raises AlreadyRunning: if another kiosk runs on the same pins
    """
    give_back_large()
    with contextlib.ExitStack() as stack:
        return _Run(content, options, stack).until_stopped()


class _Run:
    """Everything one run needs, on an exit stack, which silences the buzzer before all else."""

    def __init__(self, content: Content, options: Options, stack: contextlib.ExitStack) -> None:
        self.content, self.options = content, options
        self.settings = on_mock_pins(content.settings) if options.simulate else content.settings
        self.pace = _speed(options)
        self.clock = Monotonic(self.pace)
        for each in content.routines:
            if note := not_offered(each):
                log.warning("%s", note)
        self.speakers = choice.speakers(content)
        self.translators = {
            (number, code): each.translator(code) for (number, code), each in self.speakers.items()
        }
        self.stopping = threading.Event()
        self.wake: Callable[[], None] = lambda: None
        stack.enter_context(on_signals(self._stop))
        self._open_panel(stack)
        self.screen = self._open_screen(stack)
        self.wake = self.screen.wake
        self.correspondent: Correspondent | None = None
        self._open_loudspeaker(stack)
        audio = AudioOptions(self._speaks(), self.settings.volume)
        start = replace(choice.begin(content, self.clock.now(), audio), pace=self.pace)
        self.wall_clock = WallClock()
        self._show(start)  # the first picture; nothing below is needed for it
        outputs: Outputs = self._on_desktop(stack) if options.simulate else self.panel
        self.notify = stack.enter_context(notifier())
        self.watchdog = Watchdog(self.notify, ("guide", "screen"), THREAD_PATIENCE)
        count = _counter(content, options, self.wall_clock, stack)
        if not options.simulate:
            from kiosk.runtime.remote import correspondent

            self.correspondent = correspondent(
                self._health, self.settings, options.notice, self.wall_clock, stack
            )

        def moved(before: Session, after: Session) -> None:
            journal.note(before, after)
            count(before, after)

        self.guide = Guide(
            start, outputs, self.clock, speech=self._speech(), moved=moved, spoken=self._speaks
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
            return stack.enter_context(Terminal(mock, lockout, self._translator))
        from kiosk.runtime.graphical import Drawn

        return stack.enter_context(Drawn(self.content, mock, options.size, options.unseen))

    def _translator(self, page: View) -> Translate:
        return self.translators[page.routine, page.language]

    def _on_desktop(self, stack: contextlib.ExitStack) -> TeeOutputs:
        """Return outputs that also play the buzzer on the sound card and show it on the screen."""
        chosen = self.settings
        tone = BuzzerTone(chosen.buzzer.tone, chosen.volume, chosen.speech.device)
        stack.callback(tone.close)
        return TeeOutputs(self.panel, self.screen.buzzed, tone.sound)

    def _open_loudspeaker(self, stack: contextlib.ExitStack) -> None:
        """Open the loudspeaker, unless the settings disable speech."""
        chosen = self.settings.speech
        self.loudspeaker: SpeechPlayer | None = None
        if chosen.enabled:
            player = SpeechPlayer(chosen.device, changed=lambda: self.keys.put(None))
            self.loudspeaker = stack.enter_context(player)
            self.mutable = MutableSpeech(player)

    def _speech(self) -> SpeechScheduler | None:
        """Load the voices; return what speaks with them, if there is a loudspeaker."""
        if self.loudspeaker is None:
            return None
        voices = {(n, code): each.voice(code) for (n, code), each in self.speakers.items()}
        return SpeechScheduler(
            lambda session: voices[session.offered, session.language],
            self.mutable,
            self.settings.speech.preroll,
            self.pace,
        )

    def _speaks(self) -> bool:
        """Return whether pages are spoken now; a sound card may come and go."""
        return self.loudspeaker is not None and self.loudspeaker.works and not self.mutable.muted

    def _health(self) -> Health:
        """Return the faults that are reported to a fleet; safe on any thread."""
        from kiosk.runtime.remote import health

        silent = self.loudspeaker is not None and not self.loudspeaker.works
        return health(
            self.panel.aside,
            display_lost=self.screen.lost,
            silent=silent,
            not_in_force=bool(self.options.notice),
        )

    def _stop(self) -> None:
        self.stopping.set()
        self.wake()

    def _guide_lives(self) -> None:
        """Report a sign of life and check the buttons, at each turn on the guide's thread."""
        self.watchdog.beat("guide")
        if self.panel.look():
            self.wake()

    def until_stopped(self) -> int:
        keep_for_good()
        self.notify("READY=1")
        log.info("Ready")
        while self._goes_on():
            self.screen.wait(self._show(self.guide.session))
            self.watchdog.beat("screen")
        self.notify("STOPPING=1")
        return BROKEN if self.thread.failure else self.screen.code or 0

    def _goes_on(self) -> bool:
        stopped = self.stopping.is_set() or self.screen.code is not None
        return not stopped and self.thread.failure is None

    def _show(self, session: Session) -> float:
        """Update the page; return the seconds of real time until it changes."""
        now = self.clock.now()
        tr = self.translators[session.offered, session.language]
        page = view(session, now, tr, self._notice())
        alone = now - session.touched if page.page is PageKind.ATTRACT else None
        if self.correspondent and alone is not None:
            self._grant(self.correspondent, self.clock.real(alone))
        change = self.screen.show(page, now, self._screensaver(alone))
        if change is None:
            return LONGEST_WAIT
        return min(LONGEST_WAIT, max(self.clock.real(change), SHORTEST_WAIT))

    def _grant(self, correspondent: Correspondent, alone: float) -> None:
        """Do what an operator wishes, while nobody is there: no visitor loses the voice."""
        if self.loudspeaker and self.mutable.muted is not correspondent.granted.quiet:
            self.mutable.muted = correspondent.granted.quiet
            self.keys.put(None)
        if correspondent.granted.restart and alone >= UNDISTURBED:
            log.info("Stopping, to be restarted at the fleet's request")
            self.stopping.set()

    def _screensaver(self, alone: float | None) -> Screensaver:
        """Return how to show the page after ``alone`` seconds without a visitor."""
        open_ = alone is None or open_now(self.settings.opening_hours, self.wall_clock.now)
        saver = screensaver(alone, open_, self.settings.screen.dim_after)
        if self.correspondent is None:
            return saver
        return replace(saver, light=saver.light * self.correspondent.granted.light)

    def _notice(self) -> str:
        """Return what the caretaker should know."""
        names = ", ".join(key.value for key in self.panel.aside)
        aside = f"Ignored until released and at rest: {names}." if names else ""
        return " ".join(filter(None, (aside, self.options.notice)))


def _counter(
    content: Content, options: Options, clock: WallClock, stack: contextlib.ExitStack
) -> Callable[[Session, Session], None]:
    """Return the counter of a device's sessions; without counting, load no code for it."""
    if options.simulate or not content.settings.statistics:
        return lambda before, after: None
    from kiosk.stats.counter import FILE, Counter

    try:
        file = state_folder() / FILE
    except NoFolder as error:
        log.warning("Sessions cannot be counted: %s", error)
        return lambda before, after: None
    return stack.enter_context(Counter(file, clock.now))


def _speed(options: Options) -> float:
    if options.speed is not None:
        return options.speed
    if options.where is Where.TERMINAL:
        from kiosk.terminal.hand import SPEED
        from kiosk.terminal.terminal import has_keyboard

        if not has_keyboard():
            return SPEED
    return 1.0
