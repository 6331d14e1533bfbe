"""One page as plain data: its words, pictures, countdown and soft keys."""

from __future__ import annotations

import enum
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kiosk.config.language import ENGLISH
from kiosk.routine.illustrations import Side
from kiosk.routine.model import Finger, Hands
from kiosk.session.softkeys import SoftKey

LOGO = "clinic.logo"
"""The name of the clinic's logo among the pictures."""


class PageKind(enum.Enum):
    """The pages of the screen."""

    ATTRACT = "attract"
    LANGUAGES = "languages"
    TEXT = "text"
    WARNING = "warning"
    SCREEN = "screen"
    QUESTION = "question"
    LEFT_OUT = "left-out"
    STOP = "stop"
    PRECAUTION = "precaution"
    FIND = "find"
    LEAD_IN = "lead-in"
    COUNT_IN = "count-in"
    PRESS = "press"
    RELEASE = "release"
    SETTLE = "settle"
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
class Part:
    """A part of several that are taken one at a time: a page, a place or a round."""

    number: int
    of: int
    text: str


@dataclass(frozen=True)
class Progress:
    """The point reached, ``number`` of ``of`` that are pressed in this session, both from 1.

    :ivar done: how many of them are finished
    :ivar place: which of its places is pressed, if it has several
    """

    number: int
    of: int
    text: str
    done: int = 0
    place: Part | None = None

    @property
    def finished(self) -> bool:
        """True if this point itself is finished."""
        return self.done == self.number


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
    pressure_sentence: str
    posture_text: str
    locator: str
    sides: tuple[Side, ...]
    left_word: str
    right_word: str


@dataclass(frozen=True, kw_only=True)
class View:
    """One page.

    :ivar word: the title, or the action word
    :ivar number: the emergency number, the largest text of its page
    :ivar duration: how long the routine takes, on the attract page
    :ivar pictures: names of illustrations, best first; the first one available is shown
    :ivar preview: names of the pictures that the attract page may show in turn
    :ivar moving: whether time is running, so that the page changes by itself
    :ivar since: seconds since a hold, its end or the last page began, for what moves then, or the
        second of the guide to breathing that stands for now; ``None`` elsewhere
    :ivar breathing: the words of that guide, for in and out; empty where the page's word says it
    :ivar points: the number, from 1, of each point that a locator figure marks, by code and side
    :ivar options: what to choose from: languages, each in its own name, or several routines;
        ``chosen`` counts from 0
    :ivar lengths: how long each of these routines takes
    :ivar routine: the place of the routine among those of the kiosk, from 0
    :ivar landmarks: the key of every landmark of the pictures, with its name
    :ivar measures: 1 to 4 fingers in words, for the measures of the pictures
    :ivar third: "a third" in words, for the lines in thirds
    :ivar clinic: the name of the clinic in whose name the kiosk stands
    :ivar logo: whether its logo is shown
    :ivar closing: its last words to a visitor
    :ivar notice: a fault of the device, for its caretaker
    :ivar language: code of the language of the words
    """

    page: PageKind
    word: str
    line: str = ""
    sentences: tuple[str, ...] = ()
    number: str = ""
    duration: str = ""
    card: StageCard | None = None
    countdown: Countdown | None = None
    progress: Progress | None = None
    part: Part | None = None
    since: float | None = None
    breathing: tuple[str, str] = ("", "")
    keys: tuple[SoftKey, ...] = ()
    moving: bool = False
    pictures: tuple[str, ...] = ()
    preview: tuple[str, ...] = ()
    points: Mapping[tuple[str, Side], int] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    chosen: int = 0
    lengths: tuple[str, ...] = ()
    routine: int = 0
    landmarks: tuple[tuple[str, str], ...] = ()
    measures: tuple[tuple[int, str], ...] = ()
    third: str = ""
    clinic: str = ""
    logo: bool = False
    closing: str = ""
    notice: str = ""
    language: str = ENGLISH

    @property
    def standing(self) -> View:
        """This page with its countdown full: as it is laid out, whatever the time."""
        left = self.countdown
        return replace(
            self,
            countdown=left and Countdown(left.length, left.length),
            since=None if self.since is None else 0.0,
        )
