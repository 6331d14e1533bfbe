from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from kiosk.config.language import LANGUAGES
from kiosk.config.paths import VOICES
from kiosk.speech import clips
from kiosk.speech.clips import Clip, Utterance, Voice
from tests.yaml_inputs import faults_of, only_fault

INDEX = '{"made_by": "a test", "clips": {"Press": {"file": "a.ogg", "seconds": 0.5}}}'


def test_a_sentence_with_a_clip_is_played_and_one_without_needs_the_engine() -> None:
    voice = Voice("en", str, Path("en"), {"Press": Clip("a.ogg", 0.5)})
    assert voice.utterance("Press") == Utterance("Press", "en", 0.5, Path("en/a.ogg"))
    assert voice.utterance("Other") is None
    with_engine = Voice("en", str, Path("en"), engine=True).utterance("Other")
    assert with_engine is not None
    assert with_engine.file is None
    assert with_engine.seconds == clips.estimate("Other")


def test_an_index_is_read(tmp_path: Path) -> None:
    (tmp_path / "index.json").write_text(INDEX)
    assert clips.load(tmp_path) == {"Press": Clip("a.ogg", 0.5)}


def test_a_language_without_clips_has_none(tmp_path: Path) -> None:
    assert clips.load(tmp_path / "tlh") == {}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{", "cannot be read"),
        ("[" * 100_000, "cannot be read"),
        (INDEX.replace("0.5", "0"), "expected 0.05 to 60 s, not 0"),
        (INDEX.replace("a.ogg", "../a.ogg"), "expected a name, not a path"),
        (INDEX.replace("clips", "clip"), "did you mean clips?"),
    ],
)
def test_a_faulty_index_is_refused_with_its_reason(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "index.json").write_text(text)
    found = faults_of(lambda: clips.load(tmp_path))
    assert any(problem in fault.problem for fault in found)


def test_a_clip_whose_file_is_missing_is_reported(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "index.json").write_text(INDEX)
    (fault,) = clips.faults(tmp_path / "en" / "index.json")
    assert (fault.key, fault.problem) == ("Press", "there is no file a.ogg")


def test_a_faulty_index_is_reported_by_check_too(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "index.json").write_text("{")
    (fault,) = clips.faults(tmp_path / "en" / "index.json")
    assert fault == only_fault(lambda: clips.load(tmp_path / "en"))


def test_mandarin_is_spoken_by_the_voice_that_knows_its_tones() -> None:
    assert clips.command("按", "zh_CN", "-")[:3] == ["espeak-ng", "-v", "cmn-latn-pinyin"]


def test_a_language_speaks_with_the_voice_of_its_name() -> None:
    assert clips.voice_of("fr") == "fr"
    assert clips.voice_of("pt_BR") == "pt"


def test_a_text_that_looks_like_an_option_is_still_a_text() -> None:
    assert clips.command("--version", "en", "-")[-2:] == ["--", "--version"]


def test_words_the_engine_would_say_wrongly_are_spelt_for_it() -> None:
    assert clips.command("moves Qi", "en", "-")[-1] == "moves chee"
    assert clips.command("Qi", "zh_CN", "-")[-1] == "Qi"


def test_brackets_that_explain_a_pronunciation_are_not_spoken() -> None:
    assert clips.command("das Qi (sprich „tschi“), das", "de", "-")[-1] == "das Tschi, das"
    assert clips.command("weak bones (osteoporosis)", "en", "-")[-1].endswith("(osteoporosis)")


def test_the_engine_speaks_as_loudly_as_the_clips() -> None:
    # -22 LUFS, as ffmpeg measures the words of the engine.
    for language, amplitude in (("zh_CN", "69"), ("tlh", "88")):
        line = clips.command("Qapla", language, "-")
        assert line[line.index("-a") + 1] == amplitude


def test_a_telephone_number_is_said_digit_by_digit() -> None:
    assert clips.digits_apart("112") == "1 1 2"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_knows_how_long_each_clip_sounds(language: str) -> None:
    shipped = clips.load(VOICES / language).values()
    assert shipped
    for clip in shipped:
        raw = (VOICES / language / clip.file).read_bytes()
        skipped = int.from_bytes(raw[raw.index(b"OpusHead") + 10 :][:2], "little")
        end = int.from_bytes(raw[raw.rindex(b"OggS") + 6 :][:8], "little")
        # Source: RFC 7845, 4: positions count samples at 48 kHz, from before the pre-skip.
        assert (end - skipped) / 48_000 == pytest.approx(clip.seconds, abs=0.03), clip.file


@pytest.mark.parametrize("language", LANGUAGES)
def test_sdl_plays_a_clip_at_its_full_length(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    pygame.mixer.init(44_100, -16, 1)
    try:
        for clip in list(clips.load(VOICES / language).values())[::28]:
            length = pygame.mixer.Sound(str(VOICES / language / clip.file)).get_length()
            assert length == pytest.approx(clip.seconds, abs=0.03)
    finally:
        pygame.mixer.quit()
