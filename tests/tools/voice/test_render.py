from __future__ import annotations

import json
from array import array
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kiosk.speech import clips
from tools.voice import casting, opus, render
from tools.voice.casting import Take
from tools.voice.engines import Engine
from tools.voice.render import Rendering
from tools.voice.sound import Sound


@dataclass
class Parrot:
    """An engine that only remembers what it was to say."""

    name: str = "Parrot 1, speed 1"
    said: list[str] = field(default_factory=list)

    def speak(self, text: str, folder: Path) -> Sound:
        self.said.append(text)
        return Sound(array("h", [1]), 48_000)


def half_a_second(said: Sound, file: Path, folder: Path) -> None:
    """Write what a clip of half a second begins and ends with."""
    head = b"OggS....OpusHead.." + (312).to_bytes(2, "little")
    file.write_bytes(head + b"OggS.." + (312 + 24_000).to_bytes(8, "little"))


@pytest.fixture
def parrot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Parrot:
    speaking = Parrot()
    monkeypatch.setattr(casting, "takes", lambda language, free: {"": Take(speaking)})
    monkeypatch.setattr(render, "takes", casting.takes)
    monkeypatch.setattr(render, "level", lambda said, folder: said)
    monkeypatch.setattr(render, "AUDITIONED", tmp_path / "auditioned")
    monkeypatch.setattr(opus, "encode", half_a_second)
    return speaking


def say(target: Path, *texts: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(render, "texts", lambda language: dict.fromkeys(texts, language))
    return list(Rendering("fr", target).run())


def test_rendering_writes_clips_and_their_index(
    tmp_path: Path, parrot: Parrot, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = say(tmp_path / "fr", "Un", "Deux", monkeypatch=monkeypatch)
    index = clips.load(tmp_path / "fr")
    assert {text: clip.seconds for text, clip in index.items()} == {"Un": 0.5, "Deux": 0.5}
    assert all((tmp_path / "fr" / clip.file).is_file() for clip in index.values())
    made_by = json.loads((tmp_path / "fr" / "index.json").read_text("utf-8"))["made_by"]
    assert made_by == parrot.name
    assert lines[0] == "fr: 2 sentences, 2 to render"
    assert "2 clips" in lines[-1]


def test_the_clip_of_an_audition_is_not_rendered_again(
    tmp_path: Path, parrot: Parrot, monkeypatch: pytest.MonkeyPatch
) -> None:
    render.AUDITIONED.mkdir()
    name = render.file_name("Un", "fr", Take(parrot))
    half_a_second(Sound(array("h", [1]), 48_000), render.AUDITIONED / name, tmp_path)
    say(tmp_path / "fr", "Un", "Deux", monkeypatch=monkeypatch)
    assert parrot.said == ["Deux"]
    assert set(clips.load(tmp_path / "fr")) == {"Un", "Deux"}


def test_only_what_changed_is_rendered(
    tmp_path: Path, parrot: Parrot, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(tmp_path, "Un", "Deux", monkeypatch=monkeypatch)
    lines = say(tmp_path, "Un", "Trois", monkeypatch=monkeypatch)
    assert parrot.said == ["Deux", "Un", "Trois"]
    assert any("deleted: no sentence needs it" in line for line in lines)
    assert set(clips.load(tmp_path)) == {"Un", "Trois"}
    assert len(list(tmp_path.glob("*.ogg"))) == 2


def test_another_voice_speed_or_form_renders_again(
    tmp_path: Path, parrot: Parrot, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(tmp_path, "Un", monkeypatch=monkeypatch)
    parrot.name = "Parrot 1, speed 2"
    say(tmp_path, "Un", monkeypatch=monkeypatch)
    monkeypatch.setattr(render, "FORM", "louder")
    say(tmp_path, "Un", monkeypatch=monkeypatch)
    assert parrot.said == ["Un"] * 3
    assert len(list(tmp_path.glob("*.ogg"))) == 1


def test_one_sentence_out_of_several_is_rendered(
    tmp_path: Path, parrot: Parrot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render, "texts", lambda language: dict.fromkeys("dacb", language))
    list(Rendering("fr", tmp_path, every=2).run())
    assert parrot.said == ["a", "c"]


def test_an_interrupted_run_goes_on_where_it_was(
    tmp_path: Path, parrot: Parrot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render, "texts", lambda language: dict.fromkeys(("Un", "Deux"), language))
    speak = Parrot.speak

    def tired(self: Parrot, text: str, folder: Path) -> Sound:
        if text == "Un":
            raise KeyboardInterrupt
        return speak(self, text, folder)

    monkeypatch.setattr(Parrot, "speak", tired)
    with pytest.raises(KeyboardInterrupt):
        list(Rendering("fr", tmp_path).run())
    assert set(clips.load(tmp_path)) == {"Deux"}
    monkeypatch.setattr(Parrot, "speak", speak)
    list(Rendering("fr", tmp_path).run())
    assert parrot.said == ["Deux", "Un"]


def test_a_person_s_recordings_are_never_touched(
    tmp_path: Path, parrot: Parrot, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = {"file": "anna-un.ogg", "seconds": 1.25}
    gone = {"file": "anna-old.ogg", "seconds": 2.0}
    index = {"made_by": "Anna", "clips": {"Un": entry, "Jadis": gone}}
    (tmp_path / "index.json").write_text(json.dumps(index), "utf-8")
    for name in ("anna-un.ogg", "anna-old.ogg", "anna-not-in-the-index.ogg"):
        (tmp_path / name).write_bytes(b"Anna")
    lines = say(tmp_path, "Un", "Deux", monkeypatch=monkeypatch)
    assert parrot.said == ["Deux"]
    found = clips.load(tmp_path)
    assert (found["Un"].file, found["Un"].seconds) == ("anna-un.ogg", 1.25)
    assert found["Jadis"].file == "anna-old.ogg"
    assert len([file for file in tmp_path.glob("anna*") if file.read_bytes() == b"Anna"]) == 3
    assert "2 of them recorded by a person" in lines[-1]


def test_words_of_another_language_are_said_by_its_engine(
    tmp_path: Path, parrot: Parrot, monkeypatch: pytest.MonkeyPatch
) -> None:
    german = Parrot("German")
    engines: dict[str, Engine] = {"fr": parrot, "de": german}
    monkeypatch.setattr(casting, "takes", lambda language, free: {"": Take(engines[language])})
    monkeypatch.setattr(render, "texts", lambda language: {"Un": "fr", "Deutsch": "de"})
    list(Rendering("fr", tmp_path).run())
    assert (parrot.said, german.said) == (["Un"], ["Deutsch"])
