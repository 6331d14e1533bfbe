"""The model of a routine, as in its YAML: points, their stages and the sentences to show.

Times are in seconds. A routine states itself what its source permits
(:class:`Limits`); the ranges of the types are design decisions.

No postponed annotations here: the ranges are read from the types.
"""

import enum
import math
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated

from kiosk.config.language import ENGLISH
from kiosk.config.language_folders import LanguageCode
from kiosk.config.schema import Between, Count, Different, Spoken, Text, Words
from kiosk.routine.acupoints import WhoCode, key_of
from kiosk.routine.breathing import Rhythm
from kiosk.routine.illustrations import Side
from kiosk.routine.limits import Limits
from kiosk.routine.own_pictures import Body, OwnPicture
from kiosk.routine.pages import Page, Screening
from kiosk.routine.texts import texts

COUNT_IN = 3.0
"""Seconds of the count-in at the end of every lead-in (one short beep a second)."""

SETTLE = 3.0
"""Seconds for which a finished stage is shown."""

HALVED = 20
"""Seconds of a hold, at least, whose half and last ten seconds are announced."""

FIND_BY_ITSELF = 30
"""Seconds of a find page that goes on by itself, at least."""

READ_FROM, READ_A_LETTER = 1.0, 0.1
"""Seconds to begin to read a sentence and, for each English letter, to hear it read aloud.

The slowest of 400 clips in five languages took 0.14 s a letter, nine in ten less than 0.1 s.
"""

READ_AT_LEAST, READ_LYING = 6.0, 10.0
"""Seconds for which an instruction on a find page stays; longer where no button is in reach."""

LIE_DOWN = 90.0
"""Seconds to lie down, at least, where no button is pressed first: a sore back takes its time."""


class Finger(enum.Enum):
    """A finger that presses."""

    THUMB = "thumb"
    INDEX = "index"
    MIDDLE = "middle"


class Hands(enum.Enum):
    """The hands that press: one or both."""

    ONE = "one"
    BOTH = "both"


class Pressure(enum.Enum):
    """Steps of pressure: 2-3, 4-5, 5-6 and 6-7 on a scale of ten (our choice; never sharp pain)."""

    GENTLE = "gentle"
    MEDIUM = "medium"
    FIRM = "firm"
    STRONG = "strong"

    @property
    def level(self) -> int:
        """The step on the four-step gauge, counted from 1."""
        return list(Pressure).index(self) + 1


class Posture(enum.Enum):
    """The person's posture."""

    STANDING = "standing"
    SITTING = "sitting"
    LYING = "lying"
    LYING_HAND = "lying-hand"
    LYING_FOOT = "lying-foot"

    @property
    def lies(self) -> bool:
        """True if the person lies, and so cannot reach a button at once."""
        return self in (Posture.LYING, Posture.LYING_HAND, Posture.LYING_FOOT)


class StageKind(enum.Enum):
    """What a person does in a stage."""

    PRESS = "press"
    STRETCH = "stretch"
    REST = "rest"
    BREATHE = "breathe"
    MOVE = "move"


class Sides(enum.Enum):
    """The sides that a stage presses, and their order."""

    MIDLINE = "midline"
    BOTH = "both"
    LEFT_THEN_RIGHT = "left_then_right"
    RIGHT_THEN_LEFT = "right_then_left"

    @property
    def order(self) -> tuple[Side | None, ...]:
        """The sides in order; ``None`` if they are not taken one at a time."""
        if self is Sides.LEFT_THEN_RIGHT:
            return (Side.LEFT, Side.RIGHT)
        if self is Sides.RIGHT_THEN_LEFT:
            return (Side.RIGHT, Side.LEFT)
        return (None,)


class Locator(enum.Enum):
    """The locator figure that shows the point."""

    FRONT = "front"
    BACK = "back"


class Begin(enum.Enum):
    """How a point starts: at a press of ADVANCE, or by itself."""

    ON_ADVANCE = "on_advance"
    BY_ITSELF = "by_itself"


class Show(enum.Enum):
    """The picture beside an instruction: the place measured, its landmarks, only the point, hands
    about to press, or the whole posture."""

    PLACE = "place"
    LANDMARKS = "landmarks"
    POINT = "point"
    HANDS = "hands"
    POSTURE = "posture"


@dataclass(frozen=True)
class Cycles:
    """``count`` cycles of press and release; times in seconds."""

    count: Annotated[int, Between(1, 50, "times")]
    press: Annotated[int, Between(1, 60, "s")]
    release: Annotated[int, Between(1, 60, "s")]


@dataclass(frozen=True)
class Instruction:
    """One instruction on the way to a place, shown and spoken alone.

    :ivar picture: the name of the picture beside it, in place of the one that ``show`` chooses
    """

    say: Annotated[str, Spoken(64)]
    show: Show = Show.PLACE
    picture: Words | None = None

    @property
    def seconds(self) -> float:
        """Seconds, in halves, in which it can be read aloud in any language."""
        return math.ceil(2 * (READ_FROM + READ_A_LETTER * len(self.say))) / 2


@dataclass(frozen=True)
class Sentences:
    """The sentences of a stage; ``name`` names a side ("Left hand").

    ``find`` is followed with free hands, because a button ends it. The hands are placed in the
    lead-in: by ``get_ready`` and ``then``. On the way from another place, the lead-in has ``find``
    and ``then``, or ``get_ready`` alone if there is no time for them.
    """

    find: Annotated[tuple[Instruction, ...], Count(1, 6)]
    get_ready: Annotated[str, Spoken(70)]
    press: Annotated[str, Spoken(48)]
    release: Annotated[str, Spoken(48)] | None = None
    name: Annotated[str, Spoken(16)] | None = None
    then: Annotated[tuple[Instruction, ...], Count(0, 3)] = ()


@dataclass(frozen=True)
class OneHand:
    """Instructions for one hand in place of two: one side after the other, in its own sentences.

    ``switch_lead_in`` is only for stages where both sides are pressed at once.
    """

    left: Sentences
    right: Sentences
    fingers_text: Annotated[str, Spoken(32)] | None = None
    switch_lead_in: Annotated[int, Between(COUNT_IN + 1, 120, "s")] | None = None


@dataclass(frozen=True)
class Stage:
    """One place to press, with WHO ``code`` and the article's ``label``, and how to press it.

    ``name`` is the title of a place of which its point has several, such as "Buttocks".
    ``fingers`` press together; one of ``fingers_or`` may replace them. ``two_hands`` says why one
    hand cannot press it, ``one_hand`` how it can. ``waits`` is for a place that is new although
    its point began elsewhere: it is found at leisure, as a point's first place is.

    A stage of another ``kind`` has no code, fingers, pressure and locator: it is a hold or cycles
    of stretching, moving or resting, with words of its own (``press_word``, ``release_word``), or
    a ``rhythm`` of breathing. ``instead_of`` names the stage of its point that it stands in for
    where the screening has left that out.
    """

    meaning: Annotated[str, Text(40)]
    place: Annotated[str, Spoken(40)]
    posture: Posture
    posture_text: Annotated[str, Spoken(48)]
    sides: Sides
    lead_in: Annotated[int, Between(COUNT_IN + 1, 120, "s")]
    picture: Words
    name: Annotated[str, Spoken(24)] | None = None
    kind: StageKind = StageKind.PRESS
    code: Annotated[str, WhoCode()] | None = None
    label: Annotated[str, Text(8)] | None = None
    fingers: Annotated[tuple[Finger, ...], Count(1, 3), Different()] | None = None
    hands: Hands | None = None
    fingers_text: Annotated[str, Spoken(32)] | None = None
    pressure: Pressure | None = None
    locator: Locator | None = None
    fingers_or: Annotated[tuple[Finger, ...], Count(1, 2), Different()] | None = None
    pressure_up_to: Pressure | None = None
    switch_lead_in: Annotated[int, Between(COUNT_IN + 1, 120, "s")] | None = None
    hold: Annotated[int, Between(5, 600, "s")] | None = None
    cycles: Cycles | None = None
    rhythm: Rhythm | None = None
    sentences: Sentences | None = None
    left: Sentences | None = None
    right: Sentences | None = None
    one_hand: OneHand | None = None
    two_hands: Annotated[str, Spoken(32)] | None = None
    waits: bool = False
    press_word: Annotated[str, Spoken(16)] | None = None
    release_word: Annotated[str, Spoken(16)] | None = None
    instead_of: Annotated[str, Text(40)] | None = None

    @property
    def breathes_by_guide(self) -> bool:
        """True if it is a hold with a guide to breathing; a person who moves breathes freely."""
        return self.hold is not None and self.kind is not StageKind.MOVE

    def runs(self, left_out: Set[str]) -> bool:
        """Return whether it takes place when the stages with these keys are left out."""
        stands_in = not self.instead_of or key_of(self.instead_of) in left_out
        return self.key not in left_out and stands_in

    @property
    def key(self) -> str:
        """What identifies it: its code or, if it is not pressed, its name in words."""
        return self.code or key_of(self.meaning)

    def said(self, side: Side | None) -> Sentences:
        """Return the sentences for a side, or for ``None`` if sides are not taken one at a time."""
        chosen = {Side.LEFT: self.left, Side.RIGHT: self.right}.get(
            side or Side.MIDLINE, self.sentences
        )
        assert chosen is not None  # check_routine() rejects a stage that lacks them
        return chosen

    def picture_name(self, side: Side | None, shows: str) -> str:
        """Return the name of the illustration; ``shows`` is ``find``, ``near`` or ``press``."""
        return ".".join([self.picture, *([side.value] if side else []), shows])

    def posture_picture(self, side: Side | None) -> str:
        """Return the name of the picture of the posture."""
        name = f"posture.{self.posture.value}"
        return f"{name}.{side.value}" if side and self.posture is Posture.LYING_FOOT else name


@dataclass(frozen=True)
class Point:
    """One of the article's points: a sequence of stages. ``begin`` is that of its first stage."""

    name: Annotated[str, Spoken(24)]
    stages: Annotated[tuple[Stage, ...], Count(1, 10_000)]
    begin: Begin = Begin.ON_ADVANCE


@dataclass(frozen=True)
class Routine:
    """A whole routine, from introduction to last page.

    :ivar background: pages shown only on request
    :ivar ended: the page on leaving early; ``ended_lying`` replaces it for somebody who lies, as
        ``finish_lying`` replaces ``finish``
    :ivar language: the code of the language in which it is written
    :ivar pictures: its own pictures, by the names that stages and pages use
    :ivar limits: what its source allows
    :ivar body: its points on the figures that show the whole body
    """

    name: Annotated[str, Spoken(40)]
    summary: Annotated[str, Spoken(60)]
    introduction: Annotated[tuple[Page, ...], Count(1, 8)]
    screening: Screening
    points: Annotated[tuple[Point, ...], Count(1, 10_000)]
    finish: Page
    ended: Page
    ended_lying: Page | None = None
    finish_lying: Page | None = None
    background: Annotated[tuple[Page, ...], Count(0, 8)] = ()
    language: Annotated[str, LanguageCode()] = ENGLISH
    pictures: Mapping[str, OwnPicture] = field(default_factory=dict)
    body: Body = field(default_factory=Body)
    limits: Limits = field(default_factory=Limits)

    @cached_property
    def landmark_names(self) -> tuple[str, ...]:
        """The names of the landmarks on its own pictures, each once."""
        pictures = self.pictures.values()
        return tuple(dict.fromkeys(mark.name for each in pictures for mark in each.landmarks))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Every text that is shown or spoken, once, in the order of the file's keys."""
        return tuple(dict.fromkeys(texts(self)))
