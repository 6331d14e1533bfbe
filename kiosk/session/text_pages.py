"""The pages outside the stages: attract, introduction, screening and the last pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from kiosk.config.language import Translate
from kiosk.routine.illustrations import Side
from kiosk.routine.model import Point, Sides, Stage
from kiosk.routine.pages import Page, ScreeningPage, Stop, Tone
from kiosk.routine.step import Step
from kiosk.routine.timeline import SegmentKind, Timeline
from kiosk.session.state import Offer, Session
from kiosk.session.view import PageKind, Part, View

EMERGENCY = "{emergency}"
"""Stands for the emergency number, which every translator fills in."""


def text_page(session: Session, tr: Translate, notice: str = "") -> View:
    """Return the page of a segment outside the stages, without its keys."""
    if session.segment.kind is SegmentKind.ATTRACT:
        return _attract(session, tr, notice)
    return _PAGES.get(session.segment.kind, _text)(session, tr)


def pressed_sides(step: Step) -> tuple[Side, ...]:
    """Return every side that a step presses."""
    if step.side is not None:
        return (step.side,)
    if step.stage.sides is Sides.MIDLINE:
        return (Side.MIDLINE,)
    return (Side.LEFT, Side.RIGHT)


def _attract(session: Session, tr: Translate, notice: str) -> View:
    plan = session.plan
    pictures = (
        name
        for step in plan.steps
        for name in (
            step.stage.picture_name(step.side, "press"),
            *([] if step.stage.code else [step.stage.picture]),
        )
    )
    shown = View(
        page=PageKind.ATTRACT,
        word=tr(plan.routine.name),
        line=tr("Press green to start"),
        sentences=(tr(plan.routine.summary),),
        duration=tr("About {minutes} minutes").format(minutes=_minutes(plan)),
        points=_points(plan.steps),
        preview=tuple(pictures),
        notice=notice,
        clinic=session.clinic.name or "",
        logo=session.clinic.logo is not None,
    )
    return _among_others(shown, session, tr) if len(session.offers) > 1 else shown


def _among_others(shown: View, session: Session, tr: Translate) -> View:
    """Return the attract page with all routines to choose from."""
    offers, language = session.offers, session.language
    minutes = (_minutes(offer.plan) for offer in offers)
    listed = replace(
        shown,
        word=session.offer.title(language),
        line="",  # the keys say it, and the list needs the room
        options=tuple(_listed(offer, session) for offer in offers),
        chosen=session.offered,
        lengths=tuple(tr("{minutes} min").format(minutes=each) for each in minutes),
    )
    if session.understood:
        return listed
    return replace(listed, sentences=(), line=tr("Not available in this language"))


def _listed(offer: Offer, session: Session) -> str:
    """Return a routine's name; with its language, if it is not whole in the visitor's."""
    title, language = offer.title(session.language), offer.plan.routine.language
    if session.language in offer.languages:
        return title
    return f"{title} ({session.names.get(language, language)})"


def _minutes(plan: Timeline) -> int:
    return round(plan.total / 60)


def _languages(session: Session, tr: Translate) -> View:
    return View(
        page=PageKind.LANGUAGES,
        word=tr("Language"),
        options=tuple(session.names[language] for language in session.languages),
        chosen=session.marked,
    )


def _screen(session: Session, tr: Translate) -> View:
    pages, number = session.timeline.routine.screening.pages, session.segment.part
    return View(
        page=PageKind.SCREEN,
        word=tr(pages[number].title),
        sentences=tuple(map(tr, pages[number].lines)),
        part=_page_of(number, len(pages), tr),
    )


def _question(session: Session, tr: Translate) -> View:
    routine, number = session.timeline.routine, session.segment.part
    rule = routine.screening.rules[number]
    return View(
        page=PageKind.QUESTION,
        word=tr(rule.brief),
        sentences=tuple(map(tr, rule.sentences)),
        pictures=(rule.picture,) if rule.picture else (),
        part=_question_of(number, routine.screening.pages, tr),
    )


def _place(session: Session, tr: Translate) -> View:
    routine, segment = session.timeline.routine, session.segment
    point = routine.points[segment.point]
    return View(
        page=PageKind.QUESTION,
        word=tr(point.name),
        sentences=(tr(routine.screening.rules[segment.part].place or ""),),
        pictures=_locators(point),
        points=_points(step for step in session.plan.steps if step.point == segment.point),
    )


def _left_out(session: Session, tr: Translate) -> View:
    """Return the page with what is left out and the reason, without revealing the answer.

    A point of which every place is left out is one line with its name; where another stage stands
    in, its place follows.
    """
    timeline, routine = session.timeline, session.timeline.routine
    stand_ins = [step.stage for step in timeline.steps if step.stage.instead_of]
    told: list[str] = []
    because = ""
    for point in routine.points:
        out = [stage for stage in point.stages if stage.key in timeline.left_out]
        unable = [each for each in out if each.two_hands and each.key in session.plan.left_out]
        for place in _places(point, unable):
            reason = tr(unable[0].two_hands or "")
            told.append(tr("{place}: {reason}").format(place=tr(place), reason=reason))
        others = _places(point, [stage for stage in out if stage not in unable])
        if stand_in := next((each for each in point.stages if each in stand_ins), None):
            names = {"place": tr(point.name), "reason": tr(stand_in.place)}
            told.append(tr("{place}: {reason}").format(**names))
        else:
            told += map(tr, others)
        because = tr(routine.screening.left_out_because) if others else because
    return View(
        page=PageKind.LEFT_OUT,
        word=tr(routine.screening.left_out),
        line=because,
        sentences=tuple(told),
    )


def _places(point: Point, stages: Sequence[Stage]) -> Sequence[str]:
    """Return the place of each stage, or the name of the point if these are all its stages."""
    if len(stages) == len(point.stages):
        return (point.name,)
    return [stage.place for stage in stages]


def _text(session: Session, tr: Translate) -> View:
    """Return a page with words of the routine."""
    routine, segment = session.timeline.routine, session.segment
    page, kind, part = _written(session), PageKind.TEXT, None
    picture, calls = page.picture, isinstance(page, Stop) and page.call
    if page.tone is Tone.WARNING:
        kind = PageKind.WARNING
    if segment.kind is SegmentKind.STOP and (calls or page.tone is Tone.WARNING):
        kind = PageKind.STOP
    elif segment.kind is SegmentKind.STOP:
        kind = PageKind.PRECAUTION
        picture = picture or routine.screening.rules[segment.part].picture
    elif segment.kind is SegmentKind.FINISH:
        kind = PageKind.FINISH
    elif segment.kind is SegmentKind.BACKGROUND:
        part = _page_of(segment.part, len(routine.background), tr)
    elif segment.kind is SegmentKind.INTRODUCTION:
        part = _page_of(segment.part, len(routine.introduction), tr)
    nothing, ends = segment.kind is SegmentKind.NOTHING_LEFT, kind is PageKind.FINISH
    return View(
        page=kind,
        word=tr(page.title),
        line=tr(routine.screening.left_out_because) if nothing else "",
        number=tr(EMERGENCY) if calls else "",
        sentences=tuple(map(tr, page.sentences)),
        part=part,
        pictures=(picture,) if picture else (),
        points=_points(session.timeline.steps) if ends else {},
        clinic=session.clinic.name or "" if ends else "",
        logo=ends and session.clinic.logo is not None,
        closing=session.clinic.says(session.language) if ends else "",
    )


def _written(session: Session) -> Page:
    """Return the page of text that a segment shows."""
    timeline, segment = session.timeline, session.segment
    routine, lies = timeline.routine, timeline.ends_lying
    if segment.kind is SegmentKind.STOP:
        stop = routine.screening.rules[segment.part].stop
        assert stop is not None  # only rules that stop have such a segment
        return stop
    if segment.kind is SegmentKind.BACKGROUND:
        return routine.background[segment.part]
    pages = {
        SegmentKind.FINISH: (lies and routine.finish_lying) or routine.finish,
        SegmentKind.ENDED: routine.ended,
        SegmentKind.ENDED_LYING: routine.ended_lying or routine.ended,
        SegmentKind.NOTHING_LEFT: routine.screening.nothing_left,
    }
    return pages.get(segment.kind) or routine.introduction[segment.part]


_PAGES: Mapping[SegmentKind, Callable[[Session, Translate], View]] = {
    SegmentKind.LANGUAGES: _languages,
    SegmentKind.SCREEN: _screen,
    SegmentKind.QUESTION: _question,
    SegmentKind.PLACE: _place,
    SegmentKind.LEFT_OUT: _left_out,
}


def _page_of(number: int, pages: int, tr: Translate) -> Part | None:
    """Return this page's number among several; ``None`` if it is the only one."""
    if pages == 1:
        return None
    text = tr("Page {n} of {all}").format(n=number + 1, all=pages)
    return Part(number + 1, pages, text)


def _question_of(number: int, pages: Iterable[ScreeningPage], tr: Translate) -> Part | None:
    """Return this question's number on its page; ``None`` if it is the only one."""
    for page in pages:
        if number < len(page.rules):
            break
        number -= len(page.rules)
    of = len(page.rules)
    text = tr("{n} of {all}").format(n=number + 1, all=of)
    return Part(number + 1, of, text) if of > 1 else None


def _points(steps: Iterable[Step]) -> dict[tuple[str, Side], int]:
    """Return each code pressed, with each of its sides, and the number of its point from 1."""
    pressed = [step for step in steps if step.stage.code]
    return {
        (step.stage.key, side): step.point + 1 for step in pressed for side in pressed_sides(step)
    }


def _locators(point: Point) -> tuple[str, ...]:
    """Return the figure that shows a point, if it is pressed, else the picture of its stage."""
    stage = point.stages[0]
    return (f"locator.{stage.locator.value}",) if stage.locator else (stage.picture,)
