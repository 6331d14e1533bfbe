"""What is to be seen now, as plain data: a page with its words, pictures, countdown and keys."""

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
    """What is left of ``length``, both in seconds."""

    left: float
    length: float

    @property
    def digits(self) -> str:
        """Whole seconds, so that the last one shown is 1."""
        return str(max(1, math.ceil(self.left - 1e-6)))

    @property
    def next_digits(self) -> float:
        """Seconds until the digits change."""
        return self.left % 1.0 or 1.0


@dataclass(frozen=True)
class StageCard:
    """What to know of the stage: place, fingers, pressure, posture.

    :ivar code: the WHO code; ``codes`` is how it is shown, the article's label behind it
    :ivar side: the side pressed; ``None`` where sides are not taken singly
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

    :ivar word: the title, or the word that says what to do
    :ivar duration: how long the routine takes, on the attract page
    :ivar pictures: names of illustrations, the best first; the first there is will be shown
    :ivar progress: the step reached, from 0, of ``steps`` in all
    :ivar moving: whether time is running, so that what is seen changes by itself
    :ivar points: codes and sides that a locator figure marks
    :ivar notice: a fault of the device, for whoever looks after it
    :ivar language: code of the language that the words are in
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
        """This page with all of its countdown left: as it is laid out, whatever the time."""
        left = self.countdown
        return replace(self, countdown=left and Countdown(left.length, left.length))
