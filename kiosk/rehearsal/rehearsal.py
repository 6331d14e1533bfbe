"""A session on a clock moved by hand: for the demo, for the ear, and for tests."""

from __future__ import annotations

from kiosk.runtime.clock import Manual
from kiosk.runtime.guide import Guide
from kiosk.runtime.outputs import Outputs
from kiosk.session.keys import Key
from kiosk.session.state import Session, TimedCue
from kiosk.speech.scheduler import SpeechScheduler

HAND_SECONDS = 1.0
"""What the rehearsing hand takes to press where the kiosk waits for one."""


class Rehearsal:
    """Takes turns with a guide as its thread does, at each moment that something is due.

    :ivar cues: what the buzzer has played
    """

    def __init__(
        self,
        start: Session,
        outputs: Outputs,
        clock: Manual,
        speaker: SpeechScheduler | None = None,
    ) -> None:
        self.clock = clock
        self.cues: list[TimedCue] = []
        self.guide = Guide(start, outputs, clock, self.cues.append, speaker)

    @property
    def session(self) -> Session:
        """The session as it is now."""
        return self.guide.session

    @property
    def waits(self) -> bool:
        """Whether nothing goes on before a hand acts."""
        return self.session.running.length is None

    def turn(self, key: Key | None = None) -> None:
        """Take one turn now, and press ``key`` if there is one."""
        self.guide.turn(key)

    def turn_at(self, moment: float) -> None:
        """Take a turn at a moment, or now if it is past."""
        self.clock.time = max(moment, self.clock.time)
        self.turn()

    def to_next(self) -> None:
        """Take a turn at the moment when something is due.

        :raises ValueError: if only a press brings one
        """
        if self.guide.due is None:
            raise ValueError("nothing is due before a press")
        self.turn_at(self.guide.due)

    def wait(self, seconds: float) -> None:
        """Let time pass, with a turn at each moment when something is due, and at its end."""
        end = self.clock.time + seconds
        while (due := self.guide.due) is not None and due <= end:
            self.turn_at(due)
        self.turn_at(end)
