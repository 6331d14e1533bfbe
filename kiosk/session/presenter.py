"""Builds the view of a session at a moment: its page, and what that says and shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from kiosk.config.language import N_, Translate
from kiosk.routine.illustrations import Side
from kiosk.routine.model import COUNT_IN, Page, Posture, Pressure, Sides, Tone
from kiosk.routine.timeline import SegmentKind, Step
from kiosk.session.softkeys import SoftKey, soft_keys
from kiosk.session.state import Asking, Paused, Resuming, Session
from kiosk.session.view import Countdown, PageKind, StageCard, View


def view(session: Session, now: float, tr: Translate = str, notice: str = "") -> View:
    """Return the view of ``session`` at ``now`` (seconds); the attract page shows ``notice``.

    A view may be drawn a moment after the session was taken, so ``now`` may be the later time.
    """
    page = _current_page(session, max(now, session.now), tr, notice)
    return replace(page, language=session.language)


def _current_page(session: Session, now: float, tr: Translate, notice: str) -> View:
    state = session.state
    keys = soft_keys(session, tr)
    if isinstance(state, Asking):
        left = session.patience.answer - (now - state.since)
        countdown = _countdown(left, session.patience.answer)
        line = tr("Press any button to stay. Else this session ends.")
        word = tr("Still there?")
        return View(
            page=PageKind.STILL_THERE,
            word=word,
            line=line,
            countdown=countdown,
            keys=keys,
            moving=True,
        )
    step = session.current_step
    if step is None:
        return _text_page(session, keys, tr, notice)
    return _stage_page(session, step, now, keys, tr)


def page_name(session: Session) -> str:
    """Return the name of a session's page, as in ``render`` and the log: ``press-li4-left``."""
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
            page=PageKind.ATTRACT,
            word=tr(routine.name),
            line=tr("Press the green button to start"),
            sentences=(tr(routine.summary),),
            duration=tr("About {minutes} minutes").format(minutes=minutes),
            keys=keys,
            points=_all_points(session),
            notice=notice,
        )
    screening = routine.screening
    if segment.kind is SegmentKind.SCREEN:
        briefs = tuple(tr(rule.brief) for rule in screening.rules)
        return View(page=PageKind.LIST, word=tr(screening.title), sentences=briefs, keys=keys)
    if segment.kind is SegmentKind.QUESTION:
        rule = screening.rules[segment.part]
        return View(
            page=PageKind.QUESTION,
            word=tr(rule.brief),
            sentences=tuple(map(tr, rule.sentences)),
            keys=keys,
        )
    if segment.kind is SegmentKind.PLACE:
        point, asked = routine.points[segment.point], screening.rules[segment.part].place
        return View(
            page=PageKind.QUESTION,
            word=tr(point.name),
            sentences=(tr(asked or ""),),
            keys=keys,
            pictures=(f"locator.{point.stages[0].locator.value}",),
            points=_all_points(session, segment.point),
        )
    if segment.kind is SegmentKind.LEFT_OUT:
        left_out, because = _left_out(session, tr)
        return View(
            page=PageKind.LIST,
            word=tr(screening.left_out),
            line=because,
            sentences=left_out,
            keys=keys,
        )
    page = _page(session)
    kind = PageKind.WARNING if page.tone is Tone.WARNING else PageKind.TEXT
    if segment.kind is SegmentKind.FINISH:
        kind = PageKind.FINISH
    return View(page=kind, word=tr(page.title), sentences=tuple(map(tr, page.sentences)), keys=keys)


def _page(session: Session) -> Page:
    """Return the page of text that a segment shows."""
    routine, segment = session.timeline.routine, session.segment
    stop = routine.screening.rules[segment.part].stop if segment.kind is SegmentKind.STOP else None
    pages = {
        SegmentKind.FINISH: routine.finish,
        SegmentKind.ENDED: routine.ended,
        SegmentKind.NOTHING_LEFT: routine.screening.nothing_left,
    }
    return stop or pages.get(segment.kind) or routine.introduction[segment.part]


def _left_out(session: Session, tr: Translate) -> tuple[tuple[str, ...], str]:
    """Return the places that will not be pressed and the reason, without revealing the answer."""
    timeline = session.timeline
    stages = [stage for point in timeline.routine.points for stage in point.stages]
    places: list[str] = []
    because = ""
    for stage in (stage for stage in stages if stage.code in timeline.left_out):
        if stage.two_hands and stage.code in session.plan.left_out:
            reason = tr(stage.two_hands)
            places.append(tr("{place}: {reason}").format(place=tr(stage.place), reason=reason))
        else:
            places.append(tr(stage.place))
            because = tr(timeline.routine.screening.left_out_because)
    return tuple(places), because


def _all_points(session: Session, number: int | None = None) -> tuple[tuple[str, Side], ...]:
    """Return each code pressed, with each of its sides; only those of point ``number`` if given."""
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
    said = step.said
    page = _stage_page_kind(session)
    left = _counted(session, step, now)
    cycles = step.stage.cycles
    sentences: tuple[str, ...] = ()
    if page is PageKind.FIND:
        sentences = said.find
    elif page is PageKind.LEAD_IN:
        # A step that did not wait has not shown the place yet.
        sentences = (said.get_ready,) if step.waits else said.find
    sentences = tuple(map(tr, sentences))
    if cycles and page in (PageKind.PRESS, PageKind.RELEASE, PageKind.PAUSED):
        number = session.segment.part + 1
        sentences = (tr("Round {n} of {all}").format(n=number, all=cycles.count),)
    switching = page is PageKind.LEAD_IN and step.turn
    return View(
        page=page,
        word=tr(step.stage.switch_word or "") if switching else tr(_WORDS[page]),
        line=tr(_line(page, step)),
        sentences=sentences,
        card=_card(step, session.timeline.routine.points[step.point].name, tr),
        countdown=left,
        progress=session.segment.step,
        steps=len(session.timeline.steps),
        keys=keys,
        moving=session.running.length is not None and page is not PageKind.PAUSED,
        pictures=_pictures(step, page, left is not None and left.left <= left.length / 2),
    )


def _stage_page_kind(session: Session) -> PageKind:
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
    SegmentKind.SETTLE: PageKind.DONE,
}

_WORDS: Mapping[PageKind, str] = {
    PageKind.PAUSED: N_("Paused"),
    PageKind.COUNT_IN: N_("Ready"),
    PageKind.FIND: N_("Find the point"),
    PageKind.LEAD_IN: N_("Get ready"),
    PageKind.PRESS: N_("Press"),
    PageKind.RELEASE: N_("Release"),
    PageKind.DONE: N_("Well done"),
}


def _line(page: PageKind, step: Step) -> str:
    """Return the sentence below the word of a stage's page, not yet translated."""
    lines = {
        PageKind.PAUSED: N_("Take your time. Nothing is lost."),
        PageKind.COUNT_IN: step.said.press,
        PageKind.PRESS: step.said.press,
        PageKind.RELEASE: step.said.release or "",
        PageKind.DONE: N_("Let go and breathe."),
    }
    return lines.get(page, "")


def _counted(session: Session, step: Step, now: float) -> Countdown | None:
    """Return the countdown; lead-in and count-in share one, which runs to the press."""
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
    """Return the pictures to show: the posture before a new point, then the place, then fingers.

    A step that did not wait shows the place in the second half of its lead-in.
    """
    # A stage for one hand has no press picture of its side; one with two hands would mislead.
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
