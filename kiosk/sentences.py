"""Every sentence a kiosk can say, found by standing on every page there is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kiosk import speech
from kiosk.language import Translate
from kiosk.session import LOUDEST, Asking, Hearing, Paused, Running, Session
from kiosk.timeline import Kind, Timeline, compile_routine


def sentences(plan: Timeline, tr: Translate = str) -> tuple[str, ...]:
    """Give every sentence, each once, in the order in which a session can come to them."""
    return tuple(dict.fromkeys(_said(plan, tr)))


def _said(plan: Timeline, tr: Translate) -> Iterator[str]:
    for session in standing(plan):
        yield from speech.said(session, tr, asked=True)
        yield from (tr(text) for _, text in speech.moments(session) if text)
    yield from (speech.volume(level, tr) for level in range(LOUDEST + 1))


def standing(plan: Timeline) -> Iterator[Session]:
    """Stand at the start of every page, on every way that leads there, paused and asked too."""
    for timeline in _timelines(plan):
        for index, segment in enumerate(timeline.segments):
            here = Running(index, 0.0, segment.length)
            session = replace(
                Session.begin(plan, 0.0, hearing=Hearing(spoken=True)),
                timeline=timeline,
                state=here,
            )
            yield session
            if segment.kind is not Kind.ATTRACT:
                yield replace(session, state=Asking(here, 0.0))
            if segment.step is not None:
                yield replace(session, state=Paused(here, 0.0, 0.0))


def _timelines(plan: Timeline) -> Iterator[Timeline]:
    """The plan, each point alone (so that it is waited for), and each with its sides changed."""
    codes = frozenset(step.stage.code for step in plan.steps)
    alone = (compile_routine(plan.routine, codes - {code}) for code in sorted(codes))
    for timeline in (plan, *alone):
        yield timeline
        for number, step in enumerate(timeline.steps):
            if step.side is not None and not step.turn:
                yield timeline.switched(number)[0]
