"""The pages of a stage: find, lead-in, count-in, press, release, settle and pause."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from kiosk.config.language import N_, Translate
from kiosk.routine.breathing import Phase
from kiosk.routine.landmarks import FINGER_WIDTHS, LANDMARKS, THIRD
from kiosk.routine.model import COUNT_IN, Hands, Instruction, Pressure, Show, StageKind
from kiosk.routine.step import Step
from kiosk.routine.timeline import SegmentKind
from kiosk.session.state import Paused, Resuming, Session
from kiosk.session.text_pages import pressed_sides
from kiosk.session.view import Countdown, PageKind, Part, Progress, StageCard, View

_NAMING = (Show.PLACE, Show.LANDMARKS)

BREATHE_IN, BREATHE_OUT = N_("Breathe in"), N_("Breathe out")

PAUSED, NOTHING_LOST = N_("Paused"), N_("Take your time. Nothing is lost.")

LIE_DOWN = N_("Press Ready. {seconds} seconds to lie down.")
"""Said before lying down, where no button is in reach."""


def stage_page(session: Session, step: Step, now: float, tr: Translate) -> View:
    """Return the page of a stage at a moment, without its keys."""
    page = _page_kind(session)
    instruction = _instruction(session, step)
    shows = instruction.show if instruction else Show.PLACE
    routine, phase = session.timeline.routine, session.segment.phase
    point, progress = routine.points[step.point].name, _progress(session, step, tr)
    return View(
        page=page,
        word=_word(session, page, step, tr(point), progress.place, tr),
        line=_goes_on(session, step, tr)
        if page is PageKind.FIND
        else tr(_line(session, page, step)),
        sentences=(tr(instruction.say),) if instruction else _next(session, page, progress, tr),
        card=_card(step, point, tr),
        countdown=_counted(session, step, now),
        progress=progress,
        part=_part(session, step, tr),
        since=_breath(session, step, page, now),
        breathing=("", "") if phase else (tr(BREATHE_IN), tr(BREATHE_OUT)),
        moving=session.running.length is not None and page is not PageKind.PAUSED,
        pictures=_pictures(step, page, instruction),
        landmarks=_landmarks(routine.landmark_names, tr) if shows in _NAMING else (),
        measures=_measures(tr) if shows is Show.PLACE else (),
        third=tr(THIRD) if shows is Show.PLACE else "",
    )


def _word(
    session: Session, page: PageKind, step: Step, point: str, place: Part | None, tr: Translate
) -> str:
    """Return the word of a stage's page: on the way, what comes now."""
    phase = session.segment.phase
    if page is PageKind.LEAD_IN and step.switches:
        return tr(step.said.name or "")
    if page is PageKind.COUNT_IN and isinstance(session.state, Resuming):
        return tr(RESUMED)
    if phase and page in (PageKind.PRESS, PageKind.RELEASE):
        return tr(_PHASES[phase])
    stage = step.stage
    if stage.kind is not StageKind.PRESS:
        own = {PageKind.PRESS: stage.press_word, PageKind.RELEASE: stage.release_word}
        word = own.get(page) or _KINDS.get(stage.kind, {}).get(page) or _unpressed(page, step)
        return tr(word)
    if page is PageKind.FIND:
        return place.text if place and step.has_title else point
    if page is PageKind.LEAD_IN:
        return _to_the_point(session, step, place, tr)
    return tr(_WORDS[page])


def _to_the_point(session: Session, step: Step, place: Part | None, tr: Translate) -> str:
    """Return what to do in a lead-in or, where the hands stay, which place comes."""
    if place and step.has_title and not step.finds:
        return place.text
    instruction = _instruction(session, step)
    if step.stage.posture.lies and instruction and instruction.show is Show.POSTURE:
        return tr(N_("Lie down"))
    return tr(_HANDS[step.stage.hands or Hands.ONE])


def _unpressed(page: PageKind, step: Step) -> str:
    """Return the word of a stage that is not pressed: on the way there, its name."""
    own = {
        PageKind.FIND: step.stage.meaning,
        PageKind.LEAD_IN: N_("Get ready"),
        PageKind.COUNT_IN: N_("Starts in"),
        PageKind.SETTLE: N_("Well done"),
    }
    return own.get(page) or _WORDS[page]


def _page_kind(session: Session) -> PageKind:
    """Return the page of a stage: by its state if it is paused or resuming, else by its segment."""
    if isinstance(session.state, Paused):
        return PageKind.PAUSED
    return (
        PageKind.COUNT_IN if isinstance(session.state, Resuming) else _PAGES[session.segment.kind]
    )


_PAGES: Mapping[SegmentKind, PageKind] = {
    SegmentKind.FIND: PageKind.FIND,
    SegmentKind.LEAD_IN: PageKind.LEAD_IN,
    SegmentKind.COUNT_IN: PageKind.COUNT_IN,
    SegmentKind.PRESS: PageKind.PRESS,
    SegmentKind.RELEASE: PageKind.RELEASE,
    SegmentKind.SETTLE: PageKind.SETTLE,
}

_WORDS: Mapping[PageKind, str] = {
    PageKind.PAUSED: PAUSED,
    PageKind.COUNT_IN: N_("Press in"),
    PageKind.PRESS: N_("Press"),
    PageKind.RELEASE: N_("Release"),
    PageKind.SETTLE: N_("Let go"),
}

RESUMED = N_("Goes on in")
"""Above the count-in after a pause."""

_HANDS: Mapping[Hands, str] = {
    Hands.ONE: N_("Place your hand"),
    Hands.BOTH: N_("Place your hands"),
}

_PHASES: Mapping[Phase, str] = {
    Phase.IN: BREATHE_IN,
    Phase.HELD: N_("Hold your breath"),
    Phase.OUT: BREATHE_OUT,
    Phase.REST: N_("Rest"),
}

_KINDS: Mapping[StageKind, Mapping[PageKind, str]] = {
    StageKind.STRETCH: {PageKind.PRESS: N_("Stretch"), PageKind.RELEASE: N_("Let go")},
    StageKind.REST: {PageKind.PRESS: N_("Rest"), PageKind.RELEASE: N_("Let go")},
    StageKind.MOVE: {PageKind.PRESS: N_("Move"), PageKind.RELEASE: N_("Come back")},
}


_SETTLED = N_("Breathe calmly."), N_("Let your shoulders drop."), N_("Relax your hands.")
"""What to do after a press, in turn."""


def _line(session: Session, page: PageKind, step: Step) -> str:
    """Return the sentence below the word of a stage's page, not yet translated."""
    turn = (session.segment.step or 0) if step.stage.code else 0
    lines = {
        PageKind.PAUSED: NOTHING_LOST,
        PageKind.COUNT_IN: step.said.press,
        PageKind.PRESS: step.said.press,
        PageKind.RELEASE: step.said.release or "",
        PageKind.SETTLE: _SETTLED[turn % len(_SETTLED)],
    }
    if session.segment.phase in (Phase.HELD, Phase.REST) and page in (
        PageKind.PRESS,
        PageKind.RELEASE,
    ):
        return ""
    return lines.get(page, "")


def _next(session: Session, page: PageKind, progress: Progress, tr: Translate) -> tuple[str, ...]:
    """Return which point is next, once one is done and another is left."""
    if page is not PageKind.SETTLE or not progress.finished or progress.number == progress.of:
        return ()
    coming = session.timeline.points[progress.done]
    point = session.timeline.routine.points[coming].name
    return (tr("Next: {point}").format(point=tr(point)),)


def _goes_on(session: Session, step: Step, tr: Translate) -> str:
    """Return how a find page goes on, where no button is in reach."""
    if not step.waits:
        return tr(N_("Starts by itself"))
    last = session.segment.part == len(step.said.find) - 1
    return tr(LIE_DOWN).format(seconds=f"{step.lead_in:g}") if last and step.lies_down else ""


def _breath(session: Session, step: Step, page: PageKind, now: float) -> float | None:
    """Return the second of what moves: the guide to breathing, or the flower after a stage."""
    elapsed, phase = now - session.running.since, session.segment.phase
    if phase and page in (PageKind.PRESS, PageKind.RELEASE):
        return phase.guided(min(elapsed / (session.running.length or 1.0), 1.0))
    guided = page is PageKind.PRESS and step.stage.breathes_by_guide
    return elapsed if guided or page is PageKind.SETTLE else None


def _instruction(session: Session, step: Step) -> Instruction | None:
    """Return the instruction that is shown now, on the way to a press."""
    if isinstance(session.state, Paused):
        return None
    told = {SegmentKind.FIND: step.said.find, SegmentKind.LEAD_IN: step.lead_in_parts}
    parts = told.get(session.segment.kind)
    return parts[session.segment.part] if parts else None


def _progress(session: Session, step: Step, tr: Translate) -> Progress:
    """Return which point or part this is, of those that are left."""
    points, steps = session.timeline.points, session.timeline.steps
    number, of = points.index(step.point) + 1, len(points)
    last = [each for each in steps if each.point == step.point][-1]
    ends = step is last and session.segment.kind is SegmentKind.SETTLE
    pressed = all(each.stage.code for each in steps)
    words = tr("Point {n} of {all}") if pressed else tr("Part {n} of {all}")
    text, done = words.format(n=number, all=of), number if ends else number - 1
    return Progress(number, of, text, done, _place(session, step, tr))


def _place(session: Session, step: Step, tr: Translate) -> Part | None:
    """Return which of a point's places this is, if there are several to press."""
    steps = (each for each in session.timeline.steps if each.point == step.point)
    of = len({each.stage.key for each in steps if each.stage.code})
    number = step.place + 1
    counted = tr("Place {n} of {all}").format(n=number, all=of)
    return Part(number, of, tr(step.stage.name or "") or counted) if of > 1 else None


def _part(session: Session, step: Step, tr: Translate) -> Part | None:
    """Return which round is pressed or released, if there are several."""
    repeated = step.stage.cycles or step.stage.rhythm
    if repeated is None or session.segment.kind not in (SegmentKind.PRESS, SegmentKind.RELEASE):
        return None
    number, of = session.segment.part + 1, repeated.count
    text = tr("Round {n} of {all}").format(n=number, all=of)
    return Part(number, of, text) if of > 1 else None


def _counted(session: Session, step: Step, now: float) -> Countdown | None:
    """Return the countdown: lead-in and count-in share one that runs to the press."""
    state, running, kind = session.state, session.running, session.segment.kind
    if isinstance(state, Resuming):
        return countdown(COUNT_IN - (now - state.since), COUNT_IN)
    if running.length is None or (kind is SegmentKind.FIND and step.waits):
        return None
    left = running.length - (state.elapsed if isinstance(state, Paused) else now - running.since)
    if kind in (SegmentKind.FIND, SegmentKind.LEAD_IN):
        first = running.index - session.segment.part
        parts = step.said.find if kind is SegmentKind.FIND else step.lead_in_parts
        segments = session.timeline.segments[first : first + len(parts)]
        lengths = [segment.length or 0.0 for segment in segments]
        # While a part's end is overdue, what follows it has not begun.
        left = max(left, 0.0) + sum(lengths[session.segment.part + 1 :])
        rest = COUNT_IN if kind is SegmentKind.LEAD_IN else 0.0
        return countdown(left + rest, sum(lengths) + rest)
    return countdown(left, step.lead_in if kind is SegmentKind.COUNT_IN else running.length)


def countdown(left: float, length: float) -> Countdown:
    """Return a countdown that neither exceeds its length nor falls below zero."""
    return Countdown(min(max(left, 0.0), length), length)


def _pictures(step: Step, page: PageKind, instruction: Instruction | None) -> tuple[str, ...]:
    """Return the pictures to show, best first: fingers only while they press, else the place."""
    # For one hand there is no find picture of each side; that of both sides shows no hands.
    names = (step.stage.picture_name(side, "find") for side in dict.fromkeys((step.side, None)))
    place = (*names, *([] if step.stage.code else [step.stage.picture]))
    if instruction and instruction.picture:
        return (instruction.picture, *place)
    if instruction and instruction.show is Show.POSTURE:
        return (step.stage.posture_picture(step.side), *place)
    if page is PageKind.COUNT_IN or (instruction and instruction.show is Show.HANDS):
        return (
            step.stage.picture_name(step.side, "near"),
            step.stage.picture_name(step.side, "press"),
            *place,
        )
    if page is PageKind.PRESS:
        return (step.stage.picture_name(step.side, "press"), *place)
    return place


@lru_cache(maxsize=8)
def _landmarks(own: tuple[str, ...], tr: Translate) -> tuple[tuple[str, str], ...]:
    shipped = ((key, tr(name)) for key, name in LANDMARKS.items())
    return (*shipped, *((name, tr(name)) for name in own))


@lru_cache(maxsize=8)
def _measures(tr: Translate) -> tuple[tuple[int, str], ...]:
    return tuple((fingers, tr(name)) for fingers, name in FINGER_WIDTHS.items())


@lru_cache(maxsize=32)
def _card(step: Step, point: str, tr: Translate) -> StageCard:
    stage = step.stage
    hardest = stage.pressure_up_to or stage.pressure
    pressure = tr(_PRESSURES[stage.pressure]) if stage.pressure else ""
    if stage.pressure_up_to:
        pressure = tr("{softest} to {hardest}").format(
            softest=pressure, hardest=tr(_PRESSURES[stage.pressure_up_to])
        )
    code, label = stage.code or "", stage.label
    return StageCard(
        point=tr(point),
        place=tr(stage.place),
        code=code,
        codes=code if label in (None, code) else f"{code} ({label})",
        meaning=tr(stage.meaning),
        side=step.side,
        side_name=tr(step.said.name or ""),
        fingers=stage.fingers or (),
        fingers_or=stage.fingers_or or (),
        hands=stage.hands or Hands.ONE,
        fingers_text=tr(stage.fingers_text or ""),
        softest=stage.pressure.level if stage.pressure else 0,
        hardest=hardest.level if hardest else 0,
        pressure_text=pressure,
        pressure_sentence=tr("{pressure}.").format(pressure=pressure[:1].upper() + pressure[1:]),
        posture_text=tr(stage.posture_text),
        locator=f"locator.{stage.locator.value}" if stage.locator else "",
        sides=pressed_sides(step),
        left_word=tr("left"),
        right_word=tr("right"),
    )


_PRESSURES: Mapping[Pressure, str] = {
    Pressure.GENTLE: N_("gentle"),
    Pressure.MEDIUM: N_("medium"),
    Pressure.FIRM: N_("firm"),
    Pressure.STRONG: N_("strong"),
}
