"""The pages of text in a routine, and the screening.

No postponed annotations here: the ranges are read from the types.
"""

import enum
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from kiosk.config.schema import Count, Different, Spoken, Words
from kiosk.routine.acupoints import CodeOrName, key_of


class Tone(enum.Enum):
    """The tone of a page of text."""

    PLAIN = "plain"
    WARNING = "warning"


class Sign(enum.Enum):
    """What a question can show for which there is no picture of the body."""

    ARTERY = "sign.artery"
    BLOOD = "sign.blood"
    BONE = "sign.bone"
    CALENDAR = "sign.calendar"
    CANCER = "sign.cancer"
    DIZZINESS = "sign.dizziness"
    FEVER = "sign.fever"
    HEART = "sign.heart"
    LUNGS = "sign.lungs"
    MEAL = "sign.meal"
    NIGHT = "sign.night"
    PLASTER = "sign.plaster"
    PREGNANCY = "sign.pregnancy"
    WEAKNESS = "sign.weakness"


@dataclass(frozen=True)
class Page:
    """A page of text, with the name of its picture if it has one."""

    title: Annotated[str, Spoken(40)]
    sentences: Annotated[tuple[Annotated[str, Spoken(110)], ...], Count(1, 4)]
    tone: Tone = Tone.PLAIN
    picture: Words | None = None


@dataclass(frozen=True)
class Stop(Page):
    """The advice with which a safety rule ends the session; ``call`` shows the emergency number."""

    call: bool = False


@dataclass(frozen=True)
class Rule:
    """A safety rule: its question, and the consequence of "yes, or not sure".

    :ivar brief: the title of its question
    :ivar stop: the advice with which the session ends, or ...
    :ivar leaves_out: ... the codes of the points, or the names of the stages, to leave out, or ...
    :ivar place: ... a question for each point, to leave out only those affected
    :ivar picture: the name of a picture or of a sign beside the question
    """

    brief: Annotated[str, Spoken(44)]
    sentences: Annotated[tuple[Annotated[str, Spoken(110)], ...], Count(1, 4)]
    stop: Stop | None = None
    leaves_out: Annotated[tuple[Annotated[str, CodeOrName()], ...], Count(1, 361), Different()] = ()
    place: Annotated[str, Spoken(60)] | None = None
    picture: Words | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the stages that it leaves out."""
        return tuple(map(key_of, self.leaves_out))


@dataclass(frozen=True)
class ScreeningPage:
    """A page that asks for several rules at once; ``lines`` name all that its rules ask about."""

    title: Annotated[str, Spoken(48)]
    lines: Annotated[tuple[Annotated[str, Spoken(64)], ...], Count(1, 4)]
    rules: Annotated[tuple[Rule, ...], Count(1, 12)]


@dataclass(frozen=True)
class Screening:
    """The questions before every session. ``nothing_left`` is shown if every point is left out."""

    pages: Annotated[tuple[ScreeningPage, ...], Count(1, 4)]
    left_out: Annotated[str, Spoken(48)]
    left_out_because: Annotated[str, Spoken(60)]
    nothing_left: Page

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules of all pages in order."""
        return tuple(rule for page in self.pages for rule in page.rules)
