"""What is to be seen now, as plain data: made from a session and a moment, drawn elsewhere."""

from __future__ import annotations

import enum
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from kiosk.config.language import ENGLISH, N_, Translate
from kiosk.routine.illustrations import Side
from kiosk.routine.model import COUNT_IN, Finger, Hands, Page, Posture, Pressure, Sides, Tone
from kiosk.routine.timeline import SegmentKind, Step
from kiosk.session.softkeys import SoftKey, soft_keys
from kiosk.session.state import Asking, Paused, Resuming, Session


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


@dataclass(frozen=True)
class View:
    """One page.

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


def view(session: Session, now: float, tr: Translate = str, notice: str = "") -> View:
    """Make the view of ``session`` at ``now`` (seconds); ``notice`` is told while nobody is there.

    The picture may be drawn a moment after the session was taken: then ``now`` is the later.
    """
    made = _page_seen(session, max(now, session.now), tr, notice)
    return replace(made, language=session.language)


def _page_seen(session: Session, now: float, tr: Translate, notice: str) -> View:
    state = session.state
    keys = soft_keys(session, tr)
    if isinstance(state, Asking):
        left = session.limits.answer - (now - state.since)
        countdown = _countdown(left, session.limits.answer)
        line = tr("Press any button to stay. Else this session ends.")
        word = tr("Still there?")
        return View(PageKind.STILL_THERE, word, line, (), None, countdown, keys=keys, moving=True)
    step = session.current_step
    if step is None:
        return _text_page(session, keys, tr, notice)
    return _stage_page(session, step, now, keys, tr)


def page_name(session: Session) -> str:
    """Name the page a session stands at, as ``render`` and the log do: ``press-li4-left``."""
    segment, step = session.segment, session.current_step
    if isinstance(session.state, Asking):
        return PageKind.STILL_THERE.value
    if isinstance(session.state, Paused):
        return PageKind.PAUSED.value
    resuming = isinstance(session.state, Resuming)
    kind: str = (SegmentKind.COUNT_IN if resuming else segment.kind).value
    if segment.kind in (SegmentKind.INTRODUCTION, SegmentKind.QUESTION, SegmentKind.STOP):
        return f"{kind}-{segment.part + 1}"
    if segment.kind is SegmentKind.PLACE:
        return f"{kind}-{segment.part + 1}-{segment.point + 1}"
    if step is None:
        return kind
    side = f"-{step.side.value}" if step.side else ""
    return f"{kind}-{step.stage.code.lower()}{side}"


def _text_page(session: Session, keys: tuple[SoftKey, ...], tr: Translate, notice: str) -> View:
    routine, segment = session.timeline.routine, session.segment
    if segment.kind is SegmentKind.ATTRACT:
        minutes = round(session.plan.total / 60)
        return View(
            PageKind.ATTRACT,
            tr(routine.name),
            tr("Press the green button to start"),
            (tr(routine.summary), tr("About {minutes} minutes").format(minutes=minutes)),
            keys=keys,
            points=_all_points(session),
            notice=notice,
        )
    screening = routine.screening
    if segment.kind is SegmentKind.SCREEN:
        briefs = tuple(tr(rule.brief) for rule in screening.rules)
        return View(PageKind.LIST, tr(screening.title), "", briefs, keys=keys)
    if segment.kind is SegmentKind.QUESTION:
        rule = screening.rules[segment.part]
        return View(
            PageKind.QUESTION, tr(rule.brief), "", tuple(map(tr, rule.sentences)), keys=keys
        )
    if segment.kind is SegmentKind.PLACE:
        point, asked = routine.points[segment.point], screening.rules[segment.part].place
        return View(
            PageKind.QUESTION,
            tr(point.name),
            "",
            (tr(asked or ""),),
            keys=keys,
            pictures=(f"locator.{point.stages[0].locator.value}",),
            points=_all_points(session, segment.point),
        )
    if segment.kind is SegmentKind.LEFT_OUT:
        left_out, because = _left_out(session, tr)
        return View(PageKind.LIST, tr(screening.left_out), because, left_out, keys=keys)
    page = _page(session)
    kind = PageKind.WARNING if page.tone is Tone.WARNING else PageKind.TEXT
    if segment.kind is SegmentKind.FINISH:
        kind = PageKind.FINISH
    return View(kind, tr(page.title), "", tuple(map(tr, page.sentences)), keys=keys)


def _page(session: Session) -> Page:
    """Give the page of text that a segment shows."""
    routine, segment = session.timeline.routine, session.segment
    stop = routine.screening.rules[segment.part].stop if segment.kind is SegmentKind.STOP else None
    pages = {
        SegmentKind.FINISH: routine.finish,
        SegmentKind.ENDED: routine.ended,
        SegmentKind.NOTHING_LEFT: routine.screening.nothing_left,
    }
    return stop or pages.get(segment.kind) or routine.introduction[segment.part]


def _left_out(session: Session, tr: Translate) -> tuple[tuple[str, ...], str]:
    """Name the places that will not be pressed, and say why, but not which answer it was."""
    timeline = session.timeline
    stages = [stage for point in timeline.routine.points for stage in point.stages]
    told: list[str] = []
    because = ""
    for stage in (stage for stage in stages if stage.code in timeline.left_out):
        if stage.two_hands and stage.code in session.plan.left_out:
            reason = tr(stage.two_hands)
            told.append(tr("{place}: {reason}").format(place=tr(stage.place), reason=reason))
        else:
            told.append(tr(stage.place))
            because = tr(timeline.routine.screening.left_out_because)
    return tuple(told), because


def _all_points(session: Session, number: int | None = None) -> tuple[tuple[str, Side], ...]:
    """Every place pressed with every side, each once; of one point only where it is given."""
    steps = (step for step in session.plan.steps if number in (None, step.point))
    return tuple(
        dict.fromkeys((step.stage.code, side) for step in steps for side in _pressed(step))
    )


def _pressed(step: Step) -> tuple[Side, ...]:
    if step.side is not None:
        return (step.side,)
    if step.stage.sides is Sides.MIDLINE:
        return (Side.MIDLINE,)
    return (Side.LEFT, Side.RIGHT)


def _stage_page(
    session: Session, step: Step, now: float, keys: tuple[SoftKey, ...], tr: Translate
) -> View:
    state, segment, said = session.state, session.segment, step.said
    sentences: tuple[str, ...] = ()
    moving = session.running.length is not None
    left = _counted(session, step, now)
    if isinstance(state, Paused):
        page, word, line = PageKind.PAUSED, tr("Paused"), tr("Take your time. Nothing is lost.")
        moving = False
    elif isinstance(state, Resuming):
        page, word, line = PageKind.COUNT_IN, tr("Ready"), tr(said.press)
    elif segment.kind is SegmentKind.FIND:
        page, word, line = PageKind.FIND, tr("Find the point"), ""
        sentences = tuple(map(tr, said.find))
    elif segment.kind is SegmentKind.LEAD_IN:
        page, line = PageKind.LEAD_IN, ""
        # Who was not shown the place before is shown it now.
        sentences = tuple(map(tr, (said.get_ready,) if step.waits else said.find))
        word = tr(step.stage.switch_word or "") if step.turn else tr("Get ready")
    elif segment.kind is SegmentKind.COUNT_IN:
        page, word, line = PageKind.COUNT_IN, tr("Ready"), tr(said.press)
    elif segment.kind is SegmentKind.PRESS:
        page, word, line = PageKind.PRESS, tr("Press"), tr(said.press)
    elif segment.kind is SegmentKind.RELEASE:
        page, word, line = PageKind.RELEASE, tr("Release"), tr(said.release or "")
    else:
        page, word, line = PageKind.DONE, tr("Well done"), tr("Let go and breathe.")
    cycles = step.stage.cycles
    if cycles and page in (PageKind.PRESS, PageKind.RELEASE, PageKind.PAUSED):
        sentences = (tr("Round {n} of {all}").format(n=segment.part + 1, all=cycles.count),)
    return View(
        page,
        word,
        line,
        sentences,
        _card(step, session.timeline.routine.points[step.point].name, tr),
        left,
        segment.step,
        len(session.timeline.steps),
        keys,
        moving,
        _pictures(step, page, left is not None and left.left <= left.length / 2),
    )


def _counted(session: Session, step: Step, now: float) -> Countdown | None:
    """Give what is left; lead-in and count-in are one countdown, that to the press."""
    state, running, kind = session.state, session.running, session.segment.kind
    if isinstance(state, Resuming):
        return _countdown(COUNT_IN - (now - state.since), COUNT_IN)
    if running.length is None:
        return None
    left = running.length - (state.elapsed if isinstance(state, Paused) else now - running.since)
    if kind is SegmentKind.LEAD_IN:
        return _countdown(max(left, 0.0) + COUNT_IN, running.length + COUNT_IN)
    return _countdown(left, step.lead_in if kind is SegmentKind.COUNT_IN else running.length)


def _pictures(step: Step, page: PageKind, later: bool) -> tuple[str, ...]:
    """Choose what to see: the posture on the way to a new point, then the place, then fingers.

    Who was not shown the place before sees it in the second half of the way.
    """
    # Where one hand takes two hands' place there is no picture of a side, and hands would mislead.
    place = [step.stage.picture_name(side, "find") for side in dict.fromkeys((step.side, None))]
    if page in (PageKind.FIND, PageKind.RELEASE):
        return tuple(place)
    if page is PageKind.LEAD_IN:
        new = step.opens and step.stage.posture is not Posture.STANDING
        posture = new and (step.waits or not later)
        return (step.stage.posture_picture(step.side), *place) if posture else tuple(place)
    return (step.stage.picture_name(step.side, "press"), *place)


def _countdown(left: float, length: float) -> Countdown:
    return Countdown(min(max(left, 0.0), length), length)


@lru_cache(maxsize=32)
def _card(step: Step, point: str, tr: Translate) -> StageCard:
    stage = step.stage
    hardest = stage.pressure_up_to or stage.pressure
    pressure = tr(_PRESSURES[stage.pressure])
    if stage.pressure_up_to:
        pressure = tr("{softest} to {hardest}").format(
            softest=pressure, hardest=tr(_PRESSURES[stage.pressure_up_to])
        )
    older = "" if stage.label == stage.code else tr(", formerly {label}")
    return StageCard(
        point=tr(point),
        place=tr(stage.place),
        code=stage.code,
        codes=stage.code + older.format(label=stage.label),
        meaning=tr(stage.meaning),
        side=step.side,
        side_name=tr(step.said.name or ""),
        fingers=stage.fingers,
        fingers_or=stage.fingers_or or (),
        hands=stage.hands,
        fingers_text=tr(stage.fingers_text),
        softest=stage.pressure.level,
        hardest=hardest.level,
        pressure_text=pressure,
        posture_text=tr(stage.posture_text),
        locator=f"locator.{stage.locator.value}",
        sides=_pressed(step),
        left_word=tr("left"),
        right_word=tr("right"),
    )


_PRESSURES: Mapping[Pressure, str] = {
    Pressure.GENTLE: N_("gentle"),
    Pressure.MEDIUM: N_("medium"),
    Pressure.FIRM: N_("firm"),
    Pressure.STRONG: N_("strong"),
}
