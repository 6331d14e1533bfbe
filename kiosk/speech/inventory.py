"""Every sentence that a kiosk can say, found by visiting every page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kiosk.config.language import LANGUAGES, Translate
from kiosk.routine.timeline import SegmentKind, Timeline, compile_routine
from kiosk.routine.variants import variants
from kiosk.session import screening
from kiosk.session.state import Asking, AudioOptions, Offer, Paused, Running, Session
from kiosk.session.transitions import LOUDEST
from kiosk.speech import script
from kiosk.speech.clips import Voice
from kiosk.speech.scheduler import GAP


def sentences(
    plan: Timeline,
    tr: Translate = str,
    names: Mapping[str, str] = LANGUAGES,
    several: bool = False,
) -> tuple[str, ...]:
    """Return every sentence once, in the order in which a session can reach them.

    :param names: the languages that the kiosk offers, each in its own words
    :param several: whether visitors choose among several routines
    """
    return tuple(dict.fromkeys(_said(plan, tr, names, several)))


def without_clip(plan: Timeline, voice: Voice, several: bool = False) -> tuple[str, ...]:
    """Return the sentences without a clip or recording."""
    texts = sentences(plan, voice.translate, several=several)
    return tuple(text for text in texts if not voice.has(text))


def longest_page(plan: Timeline, voice: Voice) -> float:
    """Return the seconds of speech of the page that says the most."""
    return max(
        sum(each.seconds + GAP for text in texts if (each := voice.utterance(text)))
        for texts in {script.said(session, voice.translate, True) for session in standing(plan)}
    )


def notes(plan: Timeline, voices: Iterable[Voice], several: bool = False) -> Iterator[str]:
    """Yield for each language how much is recorded and what happens to the rest."""
    for voice in voices:
        lacking = without_clip(plan, voice, several)
        own = f"{len(voice.own)} own recordings, " if voice.own else ""
        note = f"speech, {voice.language}: {own}{len(voice.clips)} clips"
        if lacking:
            rest = (
                "spoken by espeak-ng" if voice.engine else "not spoken: espeak-ng is not installed"
            )
            note += f"; {len(lacking)} sentences without one, {rest}; the first: {lacking[0]}"
        yield note


def _said(plan: Timeline, tr: Translate, names: Mapping[str, str], several: bool) -> Iterator[str]:
    for session in (*standing(plan, names), *(_choosing(plan, tr, names) if several else ())):
        yield from script.said(session, tr, asked=True)
        yield from (tr(text) for _, text in script.moments(session) if text)
    yield from (script.volume(level, tr) for level in range(LOUDEST + 1))


def standing(plan: Timeline, names: Mapping[str, str] = LANGUAGES) -> Iterator[Session]:
    """Yield a session at the start of every page, on every path, also paused or asking."""
    audio = AudioOptions(spoken=True)
    start = Session.begin(plan, 0.0, languages=tuple(names), audio=audio, names=names)
    for timeline in _timelines(plan):
        for index, segment in enumerate(timeline.segments):
            here = Running(index, 0.0, segment.length)
            if timeline is plan or segment.step is not None or segment.kind is SegmentKind.LEFT_OUT:
                yield replace(start, timeline=timeline, state=here)
            if timeline is plan and segment.kind is not SegmentKind.ATTRACT:
                yield replace(start, state=Asking(here, 0.0))
            if timeline is plan and (segment.step is not None or segment.kind in screening.PAGES):
                yield replace(start, state=Paused(here, 0.0, 0.0))
            if timeline is plan and segment.kind is SegmentKind.LANGUAGES:
                for marked in range(len(names)):
                    yield replace(start, state=here, marked=marked)


def _choosing(plan: Timeline, tr: Translate, names: Mapping[str, str]) -> Iterator[Session]:
    """Yield a session that may choose another routine, also where that lacks its language."""
    audio = AudioOptions(spoken=True)
    offer = Offer("", plan, tuple(names), dict.fromkeys(names, tr(plan.routine.name)))
    start = Session.begin(plan, 0.0, languages=tuple(names), audio=audio, offers=(offer, offer))
    yield from (start, replace(start, languages=()))


def _timelines(plan: Timeline) -> Iterator[Timeline]:
    """Yield the plan, each stage alone (so that it waits), and each of these with switched sides.

    Sides are switched while the place is being found, and later.

    All pages but those of the stages and of left-out points are the same on every path.
    """
    codes = frozenset(step.stage.key for each in variants(plan) for step in each.steps)
    alone = (compile_routine(plan.routine, codes - {code}) for code in sorted(codes))
    for timeline in (plan, *alone):
        yield timeline
        for number, step in enumerate(timeline.steps):
            if step.side is not None and not step.second:
                yield from (timeline.switched(number, finds)[0] for finds in (True, False))
