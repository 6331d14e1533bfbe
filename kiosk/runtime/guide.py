"""The guide owns the session, plays its cues, speaks its pages and lets other threads read it.

Every sound starts here, on one thread, whatever the drawing does.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import replace

from kiosk.audio.rhythm_player import RhythmPlayer
from kiosk.runtime.clock import Clock
from kiosk.runtime.outputs import Outputs
from kiosk.runtime.realtime import ask_for_priority
from kiosk.runtime.systemd import LONGEST_WAIT
from kiosk.session.actions import available_actions
from kiosk.session.keys import Key
from kiosk.session.state import Session, TimedCue
from kiosk.session.transitions import moves
from kiosk.speech.scheduler import SpeechScheduler

log = logging.getLogger(__name__)


class Guide:
    """Takes turns: each turn does whatever is due.

    :param heard: called with each cue of the session, on the guide's thread
    :param moved: called with the session before and after every move, on the guide's thread; must
        not block
    :param spoken: returns whether pages are spoken now, as sound cards come and go; without it
        the session keeps its initial value
    :ivar session: the current session; immutable, so any thread may read it
    """

    def __init__(
        self,
        session: Session,
        outputs: Outputs,
        clock: Clock,
        heard: Callable[[TimedCue], None] = lambda cue: None,
        speech: SpeechScheduler | None = None,
        moved: Callable[[Session, Session], None] = lambda before, after: None,
        spoken: Callable[[], bool] | None = None,
    ) -> None:
        self.session = session
        self._speech, self._spoken = speech, spoken
        self._outputs, self._clock, self._heard, self._moved = outputs, clock, heard, moved
        self._player = RhythmPlayer()
        self._level = False
        self._lit: frozenset[Key] | None = None
        self._light()

    @property
    def due(self) -> float | None:
        """When the next turn is due, in guidance seconds; ``None`` if only a press causes one."""
        spoken = self._speech.due if self._speech else None
        times = (self.session.deadline, self._player.next_edge, spoken)
        return min((at for at in times if at is not None), default=None)

    def turn(self, key: Key | None = None) -> None:
        """Let time pass until now, then press ``key`` if given."""
        self._follow_card()
        now, start, sounded = self._clock.now(), self.session, list[TimedCue]()
        for after, cues in moves(start, key, now):
            before, self.session = self.session, after
            for cue in cues:
                self._player.play(cue.cue, cue.at)
                self._heard(cue)
            sounded += cues
            self._moved(before, after)
        self._sound(self._player.advance(now))
        self._speak(start, key, tuple(sounded), now)
        self._light()

    def _follow_card(self) -> None:
        """Update the session if a sound card has come or gone."""
        spoken, known = self._spoken and self._spoken(), self.session.audio
        if spoken is not None and spoken is not known.spoken:
            self.session = replace(self.session, audio=replace(known, spoken=spoken))

    def silence(self) -> None:
        """Stop all sound; switch the buzzer off even if it seems to be off."""
        self._player.stop()
        self._outputs.sound(False)
        self._level = False
        if self._speech:
            self._speech.hush(self._clock.now())

    def _speak(
        self, before: Session, key: Key | None, cues: tuple[TimedCue, ...], now: float
    ) -> None:
        if self._speech is None:
            return
        try:
            self._speech.turn(before, self.session, key, cues, now)
        except Exception:
            # Rhythm and screen are enough to finish a session.
            log.exception("Speech failed; continuing without it")
            self._speech = None

    def _sound(self, level: bool) -> None:
        if level != self._level:
            self._outputs.sound(level)
            self._level = level

    def _light(self) -> None:
        lit = frozenset(available_actions(self.session))
        if lit != self._lit:
            self._lit = lit
            self._outputs.light(lit)


class GuideThread:
    """A context that runs a guide on its own thread.

    :param keys: the queue of presses; ``None`` only wakes the guide
    :param changed: called whenever there is something new to show
    :param alive: called at every turn, at least every ``LONGEST_WAIT`` seconds
    :ivar failure: the exception that ended the thread, if any
    """

    def __init__(
        self,
        guide: Guide,
        clock: Clock,
        keys: queue.SimpleQueue[Key | None],
        changed: Callable[[], None] = lambda: None,
        alive: Callable[[], None] = lambda: None,
    ) -> None:
        self.guide = guide
        self.failure: BaseException | None = None
        self._clock, self._keys, self._changed, self._alive = clock, keys, changed, alive
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="guide", daemon=True)

    def _run(self) -> None:
        ask_for_priority()
        try:
            while not self._stopping.is_set():
                self._alive()
                key = self._next_key()
                before = self.guide.session
                self.guide.turn(key)
                after = self.guide.session
                moved = not after.same_state_as(before) or after.language != before.language
                # Even a press without effect lights a dark screen.
                if (
                    moved
                    or available_actions(after) != available_actions(before)
                    or after.touched != before.touched
                ):
                    self._changed()
        except BaseException as error:
            log.exception("The guide failed")
            self.failure = error
        finally:
            try:
                self.guide.silence()
            except Exception as error:
                log.exception("Cannot silence the buzzer")
                self.failure = self.failure or error
            self._changed()

    def _next_key(self) -> Key | None:
        due, wait = self.guide.due, LONGEST_WAIT
        if due is not None:
            wait = min(wait, max(0.0, self._clock.real(due - self._clock.now())))
        try:
            return self._keys.get(timeout=wait)
        except queue.Empty:
            return None

    def __enter__(self) -> GuideThread:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._keys.put(None)
        self._thread.join(timeout=5)
