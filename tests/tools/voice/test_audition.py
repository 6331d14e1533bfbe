from __future__ import annotations

import json
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tools.voice import audition, casting
from tools.voice.audition import Audition
from tools.voice.casting import Take
from tools.voice.listener import CLINIC, LATE, STUDIO, Listener, Room
from tools.voice.score import Units
from tools.voice.sound import Sound

UNITS: Mapping[str, Units] = {"words": Units(str.split)}


@dataclass(frozen=True)
class Parrot:
    """An engine that is only named."""

    name: str

    def speak(self, text: str, folder: Path) -> Sound:
        return Sound(array("h", [1]), 48_000)


@dataclass
class Stage(Listener):
    """Takes of two sentences, and what a listener hears of them by sentence, take and room."""

    folder: Path
    heard: dict[tuple[str, str, Room], str] = field(default_factory=dict)
    recorded: list[str] = field(default_factory=list)
    listened: list[tuple[str, Room]] = field(default_factory=list)

    def record(self, text: str, language: str, take: Take, file: Path, folder: Path) -> None:
        self.recorded.append(f"{text} {take.engine.name}")
        file.write_text(f"{text}/{take.engine.name}", "utf-8")

    def hear(self, clip: Path, language: str, room: Room = STUDIO) -> str:
        text, take = clip.read_text("utf-8").split("/")
        self.listened.append((f"{text} {take}", room))
        return self.heard.get((text, take, room), text)

    def audition(self, most: int | None = None, new: bool = False) -> list[str]:
        for name in ("clips", "spare"):
            (self.folder / name).mkdir(exist_ok=True)
        target, spare = self.folder / "clips", self.folder / "spare"
        return list(Audition("fr", target, spare, self, UNITS, most, new).run())

    @property
    def chosen(self) -> Mapping[str, str]:
        return casting.chosen()["fr"]


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    made = Stage(tmp_path)
    takes = {name: Take(Parrot(name)) for name in ("usual", "slow", "fast")}
    monkeypatch.setattr(casting, "CHOSEN", tmp_path / "casting.json")
    monkeypatch.setattr(audition, "takes", lambda language: takes)
    monkeypatch.setattr(audition, "record", made.record)
    monkeypatch.setattr(audition, "texts", lambda language: {"un": "fr", "et deux": "fr"})
    casting.CHOSEN.write_text("{}", "utf-8")
    casting.chosen.cache_clear()
    return made


def test_a_sentence_that_is_understood_keeps_its_take(stage: Stage) -> None:
    stage.audition()
    assert stage.chosen == {}
    assert stage.recorded == ["et deux usual", "un usual"]


def test_a_sentence_gets_the_first_take_that_is_understood_in_both_rooms(stage: Stage) -> None:
    stage.heard = {("un", "usual", STUDIO): "hein", ("un", "slow", LATE): "hein"}
    lines = stage.audition()
    assert stage.chosen == {"un": "fast"}
    assert "  fast: 0 errors  un" in lines


def test_the_usual_take_stays_if_no_other_one_is_better(stage: Stage) -> None:
    stage.heard = {("un", take, STUDIO): "hein" for take in ("usual", "slow", "fast")}
    stage.audition()
    assert stage.chosen == {}


def test_those_with_the_most_errors_come_first_and_may_be_the_only_ones(stage: Stage) -> None:
    stage.heard = {("un", "usual", STUDIO): "hein", ("et deux", "usual", STUDIO): "eh dame"}
    stage.audition(most=1)
    assert stage.chosen == {"et deux": "slow"}
    stage.audition()
    assert stage.chosen == {"et deux": "slow", "un": "slow"}


def test_an_audition_of_new_sentences_leaves_those_with_a_clip_alone(stage: Stage) -> None:
    casting.choose("fr", {"un": "fast"})
    (stage.folder / "clips").mkdir()
    index = {"made_by": "usual", "clips": {"un": {"file": "0123456789ab.ogg", "seconds": 1.25}}}
    (stage.folder / "clips" / "index.json").write_text(json.dumps(index), "utf-8")
    stage.heard = {("et deux", "usual", STUDIO): "eh dame", ("un", "fast", STUDIO): "hein"}
    stage.audition(new=True)
    assert stage.chosen == {"et deux": "slow", "un": "fast"}


def test_the_room_that_decides_nothing_tells_what_is_gained(stage: Stage) -> None:
    stage.heard = {("un", "usual", STUDIO): "hein", ("un", "usual", CLINIC): "hein"}
    lines = stage.audition()
    assert stage.chosen == {"un": "slow"}
    gain = "wrong before: 100.0 % of words; now: 0.0 % of words"
    assert lines[-1] == f"    {CLINIC.name}: {gain}"
    assert {text for text, room in stage.listened if room == CLINIC} == {"un usual", "un slow"}


def test_what_was_rendered_is_not_rendered_again(stage: Stage) -> None:
    stage.heard = {("un", take, STUDIO): "hein" for take in ("usual", "slow", "fast")}
    stage.audition()
    before = list(stage.recorded)
    stage.audition()
    assert stage.recorded == before


def test_a_chosen_take_stays_while_it_is_understood_and_goes_with_its_sentence(
    stage: Stage,
) -> None:
    casting.choose("fr", {"un": "fast", "jadis": "fast"})
    stage.audition()
    assert stage.chosen == {"un": "fast"}
    stage.heard = {("un", "fast", STUDIO): "hein"}
    stage.audition()
    assert stage.chosen == {}


def test_a_person_s_recording_and_the_words_of_another_language_are_left_alone(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audition, "texts", lambda language: {"un": "fr", "Deutsch": "de"})
    (stage.folder / "clips").mkdir()
    entry = {"file": "anna-un.ogg", "seconds": 1.25}
    index = {"made_by": "Anna", "clips": {"un": entry}}
    (stage.folder / "clips" / "index.json").write_text(json.dumps(index), "utf-8")
    stage.audition()
    assert stage.listened == []
