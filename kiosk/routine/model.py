"""What a routine is made of: points, their stages and the sentences to show, as YAML has them.

Times are in seconds and bounded by what the article permits: holds of 60 to 120 s,
"a few seconds" of squeezing 4 to 5 times (lead-ins and bounds of a press: design).

No postponed annotations here: the ranges stand in the types and are read from them.
"""

import enum
from dataclasses import dataclass
from typing import Annotated

from kiosk.config.schema import Between, Count, Different, Spoken, Text, Words
from kiosk.routine.acupoints import WhoCode
from kiosk.routine.illustrations import Side

COUNT_IN = 3.0
"""Seconds of the count-in, the end of every lead-in (one short beep a second)."""

SETTLE = 3.0
"""Seconds a finished stage is shown before the next thing."""

NOT_SHOWN = frozenset(
    [
        "begin",
        "code",
        "fingers",
        "fingers_or",
        "hands",
        "label",
        "leaves_out",
        "locator",
        "picture",
        "posture",
        "pressure",
        "pressure_up_to",
        "sides",
        "tone",
    ]
)
"""Keys of a routine's file whose words are names or codes: they are not translated."""


class Finger(enum.Enum):
    """A finger that presses."""

    THUMB = "thumb"
    INDEX = "index"
    MIDDLE = "middle"


class Hands(enum.Enum):
    """Whether one hand presses or both do."""

    ONE = "one"
    BOTH = "both"


class Pressure(enum.Enum):
    """How hard to press, on a scale of ten: 2-3, 4-5, 5-6, 6-7 (design, never sharp)."""

    GENTLE = "gentle"
    MEDIUM = "medium"
    FIRM = "firm"
    STRONG = "strong"

    @property
    def level(self) -> int:
        """The step on the four-step gauge, from 1."""
        return list(Pressure).index(self) + 1


class Posture(enum.Enum):
    """How the person stands, sits or lies."""

    STANDING = "standing"
    SITTING = "sitting"
    LYING = "lying"
    LYING_HAND = "lying-hand"
    LYING_FOOT = "lying-foot"


class Sides(enum.Enum):
    """Which sides a stage presses, and in which order."""

    MIDLINE = "midline"
    BOTH = "both"
    LEFT_THEN_RIGHT = "left_then_right"
    RIGHT_THEN_LEFT = "right_then_left"

    @property
    def order(self) -> tuple[Side | None, ...]:
        """The sides one after the other; ``None`` where they are not taken singly."""
        if self is Sides.LEFT_THEN_RIGHT:
            return (Side.LEFT, Side.RIGHT)
        if self is Sides.RIGHT_THEN_LEFT:
            return (Side.RIGHT, Side.LEFT)
        return (None,)


class Locator(enum.Enum):
    """Which locator figure shows the point."""

    FRONT = "front"
    BACK = "back"


class Begin(enum.Enum):
    """Whether a point waits for ADVANCE or begins by itself after its lead-in."""

    ON_ADVANCE = "on_advance"
    BY_ITSELF = "by_itself"


class Tone(enum.Enum):
    """How a page of text is meant."""

    PLAIN = "plain"
    WARNING = "warning"


@dataclass(frozen=True)
class Cycles:
    """Press and release, ``count`` times; seconds."""

    count: Annotated[int, Between(4, 5, "times")]
    press: Annotated[int, Between(3, 15, "s")]
    release: Annotated[int, Between(2, 15, "s")]


@dataclass(frozen=True)
class Sentences:
    """What is said of a stage; ``name`` and ``key`` name a side ("Left hand", "Left")."""

    find: Annotated[tuple[Annotated[str, Spoken(90)], ...], Count(1, 3)]
    get_ready: Annotated[str, Spoken(70)]
    press: Annotated[str, Spoken(48)]
    release: Annotated[str, Spoken(48)] | None = None
    name: Annotated[str, Spoken(16)] | None = None
    key: Annotated[str, Text(10)] | None = None


@dataclass(frozen=True)
class OneHand:
    """How one hand does what two would: side by side, in words of its own.

    The switch is told only where two hands press both sides at once.
    """

    left: Sentences
    right: Sentences
    fingers_text: Annotated[str, Spoken(32)] | None = None
    switch_lead_in: Annotated[int, Between(COUNT_IN + 1, 120, "s")] | None = None
    switch_word: Annotated[str, Spoken(16)] | None = None


@dataclass(frozen=True)
class Stage:
    """One place to press: WHO ``code``, the article's ``label``, and how.

    ``fingers`` press together, and one of ``fingers_or`` may take their place. ``two_hands`` says
    why one hand cannot do it; ``one_hand`` how it can.
    """

    code: Annotated[str, WhoCode()]
    label: Annotated[str, Text(8)]
    meaning: Annotated[str, Text(40)]
    place: Annotated[str, Spoken(40)]
    fingers: Annotated[tuple[Finger, ...], Count(1, 3), Different()]
    hands: Hands
    fingers_text: Annotated[str, Spoken(32)]
    pressure: Pressure
    posture: Posture
    posture_text: Annotated[str, Spoken(48)]
    sides: Sides
    lead_in: Annotated[int, Between(COUNT_IN + 1, 120, "s")]
    picture: Words
    locator: Locator
    fingers_or: Annotated[tuple[Finger, ...], Count(1, 2), Different()] | None = None
    pressure_up_to: Pressure | None = None
    switch_lead_in: Annotated[int, Between(COUNT_IN + 1, 120, "s")] | None = None
    switch_word: Annotated[str, Spoken(16)] | None = None
    hold: Annotated[int, Between(60, 120, "s")] | None = None
    cycles: Cycles | None = None
    sentences: Sentences | None = None
    left: Sentences | None = None
    right: Sentences | None = None
    one_hand: OneHand | None = None
    two_hands: Annotated[str, Spoken(32)] | None = None

    def said(self, side: Side | None) -> Sentences:
        """Give the sentences for a side, ``None`` where sides are not taken singly."""
        chosen = {Side.LEFT: self.left, Side.RIGHT: self.right}.get(
            side or Side.MIDLINE, self.sentences
        )
        assert chosen is not None  # check() refuses a stage that lacks them
        return chosen

    def picture_name(self, side: Side | None, shows: str) -> str:
        """Name the illustration; ``shows`` is ``find`` or ``press``."""
        return ".".join([self.picture, *([side.value] if side else []), shows])

    def posture_picture(self, side: Side | None) -> str:
        """Name the picture of the posture."""
        name = f"posture.{self.posture.value}"
        return f"{name}.{side.value}" if side and self.posture is Posture.LYING_FOOT else name


@dataclass(frozen=True)
class Point:
    """One of the article's points: stages that follow each other."""

    name: Annotated[str, Spoken(24)]
    stages: Annotated[tuple[Stage, ...], Count(1, 10_000)]
    begin: Begin = Begin.ON_ADVANCE


@dataclass(frozen=True)
class Page:
    """A page of text."""

    title: Annotated[str, Spoken(40)]
    sentences: Annotated[tuple[Annotated[str, Spoken(110)], ...], Count(1, 4)]
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True)
class Rule:
    """A safety rule: what is asked, and what "yes, or not sure" leads to.

    :ivar brief: its line in the list of all rules
    :ivar stop: the advice with which the session ends, or ...
    :ivar leaves_out: ... the codes of the points left out, or ...
    :ivar place: ... what is asked of each point, to leave out only those concerned
    """

    brief: Annotated[str, Spoken(44)]
    sentences: Annotated[tuple[Annotated[str, Spoken(110)], ...], Count(1, 4)]
    stop: Page | None = None
    leaves_out: Annotated[tuple[Annotated[str, WhoCode()], ...], Count(1, 361), Different()] = ()
    place: Annotated[str, Spoken(60)] | None = None


@dataclass(frozen=True)
class Screening:
    """What is asked before every session. ``nothing_left`` is told when every point is left out."""

    title: Annotated[str, Spoken(48)]
    rules: Annotated[tuple[Rule, ...], Count(1, 12)]
    left_out: Annotated[str, Spoken(48)]
    left_out_because: Annotated[str, Spoken(60)]
    nothing_left: Page


@dataclass(frozen=True)
class Routine:
    """A whole routine, from its introduction to the last page. ``ended`` is told to who leaves."""

    name: Annotated[str, Spoken(40)]
    summary: Annotated[str, Spoken(90)]
    introduction: Annotated[tuple[Page, ...], Count(1, 8)]
    screening: Screening
    points: Annotated[tuple[Point, ...], Count(1, 10_000)]
    finish: Page
    ended: Page
