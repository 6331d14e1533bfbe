"""A session on a manual clock, for the demo, eyes-closed and tests."""

from __future__ import annotations

from kiosk.runtime.clock import Manual
from kiosk.runtime.guide import Guide
from kiosk.runtime.outputs import Outputs
from kiosk.session.keys import Key
from kiosk.session.state import Session, TimedCue
from kiosk.speech.scheduler import SpeechScheduler

HAND_SECONDS = 1.0
"""Seconds that the rehearsing hand takes to press when the kiosk waits for it."""


class Rehearsal:
    """Runs a guide as its thread does: one turn at each moment when something is due.

    :ivar cues: the cues that the buzzer has played
    """

    def __init__(
        self,
        start: Session,
        outputs: Outputs,
        clock: Manual,
        speech: SpeechScheduler | None = None,
    ) -> None:
        self.clock = clock
        self.cues: list[TimedCue] = []
        self.guide = Guide(start, outputs, clock, self.cues.append, speech)

    @property
    def session(self) -> Session:
        """The current session."""
        return self.guide.session

    @property
    def waits(self) -> bool:
        """True if nothing happens until a hand acts."""
        return self.session.running.length is None

    def turn(self, key: Key | None = None) -> None:
        """Take one turn now, pressing ``key`` if given."""
        self.guide.turn(key)

    def turn_at(self, moment: float) -> None:
        """Take a turn at a moment, or now if it has passed."""
        self.clock.time = max(moment, self.clock.time)
        self.turn()

    def to_next(self) -> None:
        """Take a turn at the next moment when something is due.

        :raises ValueError: if nothing is due until a press
        """
        if self.guide.due is None:
            raise ValueError("nothing is due until a key is pressed")
        self.turn_at(self.guide.due)

    def wait(self, seconds: float) -> None:
        """Let time pass, taking a turn whenever something is due and at the end."""
        end = self.clock.time + seconds
        while (due := self.guide.due) is not None and due <= end:
            self.turn_at(due)
        self.turn_at(end)
