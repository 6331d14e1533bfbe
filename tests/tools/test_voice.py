from __future__ import annotations

import json
import math
import shutil
from array import array
from pathlib import Path

import pytest

from kiosk.config.language import translator
from kiosk.speech import clips
from tools import voice

RATE = 22_050
ENGINES = [name for name in (clips.ENGINE, "opusenc") if shutil.which(name) is None]
needs_engines = pytest.mark.skipif(bool(ENGINES), reason=f"not installed: {', '.join(ENGINES)}")


def tone(loudness: float, silence: float = 0.5) -> array[int]:
    """Return one second of 440 Hz with silence before and after."""
    quiet = [0] * round(silence * RATE)
    wave = [round(loudness * voice.FULL * math.sin(math.tau * 440 * n / RATE)) for n in range(RATE)]
    return array("h", [*quiet, *wave, *quiet])


def rms(samples: array[int]) -> float:
    return math.sqrt(sum(value * value for value in samples) / len(samples)) / voice.FULL


def test_silence_is_trimmed_and_ends_are_faded() -> None:
    made = voice.level(tone(0.3), RATE)
    assert len(made) / RATE == pytest.approx(1 + 2 * voice.EDGE, abs=0.01)
    assert made[0] == made[-1] == 0


@pytest.mark.parametrize("loudness", [0.05, 0.3, 0.9])
def test_every_clip_is_as_loud_as_the_others(loudness: float) -> None:
    inside = voice.level(tone(loudness), RATE)[2000:-2000]
    assert rms(inside) == pytest.approx(voice.LOUDNESS, rel=0.1)


def test_no_sample_is_ever_clipped() -> None:
    made = voice.level(array("h", [400] * RATE + [30_000] * 10 + [400] * RATE), RATE)
    assert max(map(abs, made)) <= math.ceil(voice.PEAK * voice.FULL)


def test_an_engine_that_says_nothing_is_detected() -> None:
    with pytest.raises(ValueError, match="said nothing"):
        voice.level(array("h", [0] * RATE), RATE)


def test_a_changed_sentence_gets_another_file() -> None:
    assert voice.file_name("Press") == voice.file_name("Press")
    assert voice.file_name("Press") != voice.file_name("Press.")


def test_an_emergency_number_is_spoken_digit_by_digit() -> None:
    said = voice.texts("en")
    assert any("Call 1 1 2," in text for text in said)
    assert not any("112" in text for text in said)


def test_clips_use_the_words_of_the_catalogue() -> None:
    tr, said = translator("fr", "112"), set(voice.texts("fr"))
    assert {tr("Halfway"), tr("Get ready")} <= said
    assert "Halfway" not in said


@needs_engines
def test_rendering_writes_clips_and_index_and_deletes_unused_clips(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voice, "texts", lambda code: ("Mi-temps", "Préparez-vous"))
    target = tmp_path / "voices" / "fr"
    target.mkdir(parents=True)
    (target / "old.ogg").write_bytes(b"old")
    lines = list(voice.render("fr", target))
    assert lines[0].endswith("old.ogg deleted: no sentence needs it")
    assert "2 clips" in lines[1]
    first = {file.name: file.read_bytes() for file in target.iterdir()}
    assert len(first) == 3
    assert set(clips.load(target)) == {"Mi-temps", "Préparez-vous"}
    assert json.loads(first["index.json"])["made_by"].endswith("voice fr")
    for file in target.iterdir():
        file.unlink()
    list(voice.render("fr", target))
    assert {file.name: file.read_bytes() for file in target.iterdir()} == first


@needs_engines
def test_an_existing_clip_is_kept_unless_another_engine_made_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken: list[str] = []
    speak = voice.speak

    def listen(text: str, language: str, folder: Path) -> tuple[array[int], int]:
        spoken.append(text)
        return speak(text, language, folder)

    monkeypatch.setattr(voice, "speak", listen)
    monkeypatch.setattr(voice, "texts", lambda code: ("Un",))
    list(voice.render("fr", tmp_path))
    monkeypatch.setattr(voice, "texts", lambda code: ("Un", "Deux"))
    list(voice.render("fr", tmp_path))
    assert spoken == ["Un", "Deux"]
    monkeypatch.setattr(voice, "made_by", lambda code: "another")
    list(voice.render("fr", tmp_path))
    assert spoken == ["Un", "Deux", "Un", "Deux"]
