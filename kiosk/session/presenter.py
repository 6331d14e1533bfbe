"""Builds the view of a session at a moment: its page, and what that says and shows."""

from __future__ import annotations

from dataclasses import replace

from kiosk.config.language import Translate
from kiosk.routine.timeline import SegmentKind
from kiosk.session.softkeys import soft_keys
from kiosk.session.stage_pages import NOTHING_LOST, PAUSED, countdown, stage_page
from kiosk.session.state import Asking, Paused, Resuming, Session
from kiosk.session.text_pages import text_page
from kiosk.session.view import PageKind, View

NUMBERED = (
    SegmentKind.INTRODUCTION,
    SegmentKind.BACKGROUND,
    SegmentKind.SCREEN,
    SegmentKind.QUESTION,
    SegmentKind.STOP,
)
"""Segments of which there may be several, named by their part."""


def view(session: Session, now: float, tr: Translate = str, notice: str = "") -> View:
    """Return the view of ``session`` at ``now`` (seconds); the attract page shows ``notice``.

    A view may be drawn a moment after the session was taken, so ``now`` may be the later time.
    """
    now, step = max(now, session.now), session.current_step
    if isinstance(session.state, Asking):
        page = _still_there(session, session.state, now, tr)
    elif step is None:
        page = _paused(tr) if isinstance(session.state, Paused) else text_page(session, tr, notice)
        if page.page is PageKind.FINISH:
            page = replace(page, since=now - session.running.since)
    else:
        page = stage_page(session, step, now, tr)
    keys = soft_keys(session, tr)
    return replace(page, keys=keys, language=session.language, routine=session.offered)


def _still_there(session: Session, state: Asking, now: float, tr: Translate) -> View:
    answer = session.patience.answer
    return View(
        page=PageKind.STILL_THERE,
        word=tr("Still there?"),
        line=tr("Press any button to stay. Otherwise the session will end."),
        countdown=countdown(answer - (now - state.since), answer),
        moving=True,
    )


def _paused(tr: Translate) -> View:
    """Return the page of a pause outside the stages."""
    return View(page=PageKind.TEXT, word=tr(PAUSED), line=tr(NOTHING_LOST))


def page_name(session: Session) -> str:
    """Return the name of a session's page, as in ``render`` and the log: ``press-li4-left``."""
    segment, step = session.segment, session.current_step
    if isinstance(session.state, Asking):
        return PageKind.STILL_THERE.value
    if isinstance(session.state, Paused):
        return PageKind.PAUSED.value
    resuming = isinstance(session.state, Resuming)
    kind: str = (SegmentKind.COUNT_IN if resuming else segment.kind).value
    if segment.kind in NUMBERED:
        return f"{kind}-{segment.part + 1}"
    if segment.kind is SegmentKind.PLACE:
        return f"{kind}-{segment.part + 1}-{segment.point + 1}"
    if step is None:
        return kind
    side = f"-{step.side.value}" if step.side else ""
    leads = segment.kind is SegmentKind.LEAD_IN and len(step.lead_in_parts) > 1
    part = f"-{segment.part + 1}" if leads or segment.kind is SegmentKind.FIND else ""
    phase = f"-{segment.phase.value}" if segment.phase else ""
    return f"{kind}-{step.stage.key.lower()}{side}{part}{phase}"
