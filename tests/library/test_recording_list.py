from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kiosk.library import content, new_routine, recording_list
from kiosk.speech import inventory
from kiosk.speech.recordings import file_name
from tests.conftest import WriteSettings
from tests.speech.test_recordings import record


@pytest.fixture
def settings(write_settings: WriteSettings) -> Path:
    file = write_settings()
    new_routine.write(new_routine.target("neck", None, file))
    return file


def rows(settings: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(recording_list.table(content.load(settings, "neck")).splitlines()))


def test_every_sentence_is_listed_once_with_the_name_to_record_it_under(settings: Path) -> None:
    made = content.load(settings, "neck")
    found = rows(settings)
    wanted = inventory.sentences(made.timeline, made.voice().translate, {"en": "English"})
    assert [row["sentence"] for row in found] == list(wanted)
    assert {row["file"] for row in found} == {f"{file_name(text)}.wav" for text in wanted}


def test_what_is_recorded_is_marked(settings: Path) -> None:
    folder = settings.parent / "mine" / "neck" / "voices" / "en"
    record(folder / f"{file_name('My routine')}.wav")
    record(folder / f"old-{file_name('Gone')}.wav")
    found = {row["sentence"]: row["spoken by"] for row in rows(settings)}
    assert found["My routine"] == "you"
    assert found["Press"] == "the kiosk's clip"
    first, unused = recording_list.summary(content.load(settings, "neck"))
    assert first.startswith(f"en: {len(found)} sentences; 1 recorded by you, ")
    assert unused.endswith("speaks no sentence of neck")


def test_recordings_beside_the_settings_serve_every_routine(settings: Path) -> None:
    record(settings.parent / "voices" / "en" / f"{file_name('Press')}.wav", 2.0)
    for name in ("neck", "back-pain"):
        spoken = content.load(settings, name).voice().utterance("Press")
        assert spoken
        assert spoken.seconds == 2.0
