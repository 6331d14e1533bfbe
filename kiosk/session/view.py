"""One page as plain data: its words, pictures, countdown and soft keys."""

from __future__ import annotations

import enum
import math
from dataclasses import dataclass, replace

from kiosk.config.language import ENGLISH
from kiosk.routine.illustrations import Side
from kiosk.routine.model import Finger, Hands
from kiosk.session.softkeys import SoftKey


class PageKind(enum.Enum):
    """The pages of the screen."""

    ATTRACT = "attract"
    TEXT = "text"
    WARNING = "warning"
    LIST = "list"
    QUESTION = "question"
    FIND = "find"
    LEAD_IN = "lead-in"
    COUNT_IN = "count-in"
    PRESS = "press"
    RELEASE = "release"
    DONE = "done"
    PAUSED = "paused"
    STILL_THERE = "still-there"
    FINISH = "finish"


@dataclass(frozen=True)
class Countdown:
    """The time ``left`` of ``length``, both in seconds."""

    left: float
    length: float

    @property
    def digits(self) -> str:
        """Whole seconds, rounded up, so that the last one shown is 1."""
        return str(max(1, math.ceil(self.left - 1e-6)))

    @property
    def next_digits(self) -> float:
        """Seconds until the digits change."""
        return self.left % 1.0 or 1.0


@dataclass(frozen=True)
class StageCard:
    """The facts of a stage: place, fingers, pressure, posture.

    :ivar code: the WHO code; ``codes`` is its text on the page, with the article's label
    :ivar side: the side pressed; ``None`` if sides are not taken one at a time
    :ivar sides: every side that is marked
    """

    point: str
    place: str
    code: str
    codes: str
    meaning: str
    side: Side | None
    side_name: str
    fingers: tuple[Finger, ...]
    fingers_or: tuple[Finger, ...]
    hands: Hands
    fingers_text: str
    softest: int
    hardest: int
    pressure_text: str
    posture_text: str
    locator: str
    sides: tuple[Side, ...]
    left_word: str
    right_word: str


@dataclass(frozen=True, kw_only=True)
class View:
    """One page.

    :ivar word: the title, or the action word
    :ivar duration: how long the routine takes, on the attract page
    :ivar pictures: names of illustrations, best first; the first one available is shown
    :ivar progress: the step reached, from 0, of ``steps`` in all
    :ivar moving: whether time is running, so that the page changes by itself
    :ivar points: codes and sides that a locator figure marks
    :ivar notice: a fault of the device, for its caretaker
    :ivar language: code of the language of the words
    """

    page: PageKind
    word: str
    line: str = ""
    sentences: tuple[str, ...] = ()
    duration: str = ""
    card: StageCard | None = None
    countdown: Countdown | None = None
    progress: int | None = None
    steps: int = 0
    keys: tuple[SoftKey, ...] = ()
    moving: bool = False
    pictures: tuple[str, ...] = ()
    points: tuple[tuple[str, Side], ...] = ()
    notice: str = ""
    language: str = ENGLISH

    @property
    def standing(self) -> View:
        """This page with its countdown full: as it is laid out, whatever the time."""
        left = self.countdown
        return replace(self, countdown=left and Countdown(left.length, left.length))
