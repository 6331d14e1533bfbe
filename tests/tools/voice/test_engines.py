from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

from kiosk.config.language import LANGUAGES, translator
from kiosk.config.paths import OWN_SETTINGS
from kiosk.library import content
from tools.voice import casting
from tools.voice.engines import EngineUnavailable, kokoro, phonemes, version, waves
from tools.voice.engines.espeak import Espeak
from tools.voice.engines.kokoro import Kokoro
from tools.voice.engines.pico import Pico
from tools.voice.pronunciation import spelt
from tools.voice.texts import foreign, texts

needs_espeak = pytest.mark.skipif(
    shutil.which("espeak-ng") is None, reason="not installed: espeak-ng"
)


def test_every_language_has_an_engine_and_espeak_speaks_any_other() -> None:
    assert set(casting.TAKES) == set(LANGUAGES)
    assert casting.take("Aperte", "pt_BR").engine == Espeak("pt_BR")
    assert casting.take("Press", "en", free=True).engine == Espeak("en")


def test_every_voice_of_kokoro_has_a_known_hash_and_phonemes() -> None:
    all_takes = [take for language in LANGUAGES for take in casting.takes(language).values()]
    used = [take.engine for take in all_takes if isinstance(take.engine, Kokoro)]
    assert used
    assert {engine.voice for engine in used} <= set(kokoro.HASHES)
    assert {engine.language for engine in used} <= set(phonemes.PHONEMES)


def test_data_with_another_hash_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(kokoro.HASHES, "model", hashlib.sha256(b"right").hexdigest())
    assert kokoro.checked("model", b"right") == b"right"
    with pytest.raises(EngineUnavailable, match="hash"):
        kokoro.checked("model", b"wrong")


def test_a_missing_package_is_named_with_the_remedy() -> None:
    with pytest.raises(EngineUnavailable, match="no-such-engine is not installed: run make voice"):
        version("no-such-engine")


@pytest.mark.parametrize(
    ("text", "given"),
    [("Press", "Press."), ("Ready?", "Ready?"), ("好。", "好。"), ("« tchi »", "« tchi ».")],
)
def test_a_text_without_an_end_is_closed(text: str, given: str) -> None:
    assert kokoro.closed(text) == given


def test_samples_that_are_too_loud_are_clipped() -> None:
    assert list(waves.from_floats([0.0, 2.0, -2.0], 8000).samples) == [0, 32767, -32767]


def test_marks_reach_the_model_and_tied_sounds_become_one_sign(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def run(line: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(
            line, 0, {"Pulse": "p^a", "ya": "(en)t^ʃa(es)"}[line[-1]]
        )

    monkeypatch.setattr(subprocess, "run", run)
    assert phonemes.from_espeak("¿Pulse, ya?", "es") == "¿ pa, ʧa?"


def test_pico_speaks_each_text_in_a_process_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "py_nanotts.py").write_text(
        "import os\n"
        "class NanoTTS:\n"
        "    def speak(self, text, **manner):\n"
        "        assert manner == {'voice': 'de-DE', 'speed': 0.9, 'pitch': 1.0}, manner\n"
        "        return os.getpid().to_bytes(4, 'little') + text.encode().ljust(8)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    said = [Pico("de-DE", 0.9).speak("Knie", tmp_path).samples.tobytes() for _ in range(2)]
    assert [each[4:] for each in said] == [b"Knie    "] * 2
    assert len({each[:4] for each in said}) == 2


@needs_espeak
def test_espeak_speaks_with_its_version_in_its_name(tmp_path: Path) -> None:
    engine = Espeak("en")
    assert engine.name.startswith("espeak-ng 1.")
    assert engine.name.endswith("voice en-gb")
    assert engine.speak("Press", tmp_path).seconds > 0.2


def test_words_that_are_said_wrongly_are_spelt_otherwise() -> None:
    assert spelt("das Qi (sprich „tschi“), das", "de") == "das Tschi, das"
    assert spelt("Qihai", "de") == "Qihai"
    assert spelt("moves Qi", "tlh") == "moves Qi"


def test_a_chinese_word_is_respelt_between_others() -> None:
    assert spelt("按脊柱左侧。", "zh_CN") == "按几住左侧。"


def test_french_pauses_between_the_digits_of_a_number() -> None:
    assert spelt("Appelez le 1 1 2", "fr") == "Appelez le 1, 1, 2"
    assert spelt("Série 2 sur 3", "fr") == "Série 2 sur 3"
    assert spelt("Call 1 1 2", "en") == "Call 1 1 2"


def test_an_emergency_number_is_spoken_digit_by_digit() -> None:
    said = texts("en")
    assert any("Call 1 1 2," in text for text in said)
    assert not any("112" in text for text in said)


def test_clips_use_the_words_of_the_catalogue() -> None:
    tr, said = translator("fr", "112"), set(texts("fr"))
    assert {tr("Halfway"), tr("Get ready")} <= said
    assert "Halfway" not in said


def test_clips_are_for_every_shipped_routine() -> None:
    tr, said = translator("de", "112"), set(texts("de"))
    shipped = [content.load(OWN_SETTINGS, name) for name in ("back-pain", "breathing")]
    assert {tr(each.routine.summary) for each in shipped} <= said


def test_the_name_of_a_language_is_in_its_own_words() -> None:
    said = texts("en")
    assert said["Deutsch"] == "de"
    assert said["Halfway"] == "en"
    assert set(foreign()) <= set(said)
