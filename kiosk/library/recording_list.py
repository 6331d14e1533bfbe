"""The sentences of a routine to record: as a table, and how many are recorded."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from kiosk.library.content import Content
from kiosk.speech import inventory, recordings


def texts(content: Content) -> tuple[str, ...]:
    """Return every sentence that the routine can say in its language, and the clinic's."""
    names = {code: content.languages.names[code] for code in content.offered}
    said = inventory.sentences(content.timeline, content.voice().translate, names)
    clinic = content.settings.clinic
    return (*said, *filter(None, (clinic.name, clinic.says(content.language))))


def table(content: Content) -> str:
    """Return the sentences as CSV: the name of the recording, who speaks it now, and the words."""
    voice = content.voice()
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(("file", "spoken by", "sentence"))
    for text in texts(content):
        own = voice.own.get(recordings.key(text))
        rest = "engine" if voice.engine else "nobody"
        speaker = "you" if own else "the kiosk's clip" if text in voice.clips else rest
        name = own.file.name if own else f"{recordings.file_name(text)}{recordings.KINDS[0]}"
        writer.writerow((name, speaker, text))
    return target.getvalue()


def summary(content: Content) -> Iterator[str]:
    """Yield how much is recorded in the language, and which recordings speak no sentence."""
    voice, wanted = content.voice(), texts(content)
    own = sum(recordings.key(text) in voice.own for text in wanted)
    clips = sum(voice.has(text) for text in wanted) - own
    rest = len(wanted) - own - clips
    yield (
        f"{voice.language}: {len(wanted)} sentences; {own} recorded by you, {clips} by the kiosk's"
        f" clips, {rest} {'spoken by the engine' if voice.engine else 'not spoken'}"
    )
    for file in unused(content):
        yield f"{file}: speaks no sentence of {content.name}"


def unused(content: Content) -> Iterator[Path]:
    """Yield the recordings in the language that speak no sentence."""
    known = {recordings.key(text) for text in texts(content)}
    yield from (made.file for key, made in content.voice().own.items() if key not in known)
