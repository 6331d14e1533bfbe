from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from tools.voice import listen, opus
from tools.voice.listen import Heard
from tools.voice.listener import CLINIC, LATE, STUDIO, Listener, Room, placed
from tools.voice.score import Units
from tools.voice.sound import Sound

RATE = 1000


def words(text: str) -> Sequence[str]:
    return text.lower().rstrip(".").split()


UNITS: Mapping[str, Units] = {"words": Units(words)}


class Ears(Listener):
    """A listener that hears what a test says it does, by the name of the clip."""

    def __init__(self, heard: Mapping[str, str]) -> None:
        self.words = heard

    def hear(self, clip: Path, language: str, room: Room = STUDIO) -> str:
        return self.words[clip.name]


def clips(folder: Path, *entries: tuple[str, str, float]) -> None:
    index = {text: {"file": file, "seconds": seconds} for text, file, seconds in entries}
    (folder / "index.json").write_text(json.dumps({"made_by": "a test", "clips": index}), "utf-8")


@pytest.fixture
def loudnesses(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """Return the loudness of clips by their names, to be changed; the others are at -22 LUFS.

    Each clip is half a second between silences of 0.05 s.
    """
    found: dict[str, float] = {}
    said = Sound(array("h", [0] * 50 + [9000] * 500 + [0] * 50), RATE)
    monkeypatch.setattr(opus, "decode", lambda file, folder: said)
    monkeypatch.setattr(listen, "loudness", lambda clip: found.get(clip.name, -22.0))
    return found


def test_clips_that_are_understood_pass(tmp_path: Path, loudnesses: dict[str, float]) -> None:
    clips(tmp_path, ("Lie down.", "a.ogg", 0.6), ("Press", "b.ogg", 0.6))
    ears = Ears({"a.ogg": "Lie down.", "b.ogg": "press"})
    heard = listen.listen("en", tmp_path, ears, UNITS)
    assert (heard.clips, heard.scores["words"].rate, heard.wrong) == (2, 0.0, [])
    assert heard.silence == pytest.approx(0.05)
    assert list(heard.faults()) == []


def test_what_was_heard_wrongly_is_named_and_worst_if_long(
    tmp_path: Path, loudnesses: dict[str, float]
) -> None:
    clips(tmp_path, ("Lie down now", "a.ogg", 2.5), ("Press", "b.ogg", 0.6))
    ears = Ears({"a.ogg": "lion down town", "b.ogg": "dress"})
    heard = listen.listen("en", tmp_path, ears, UNITS)
    assert heard.wrong == [
        "  ! 2/3  Lie down now  <-  lion down town",
        "    1/1  Press  <-  dress",
    ]
    assert heard.unclear == 1
    assert list(heard.faults()) == ["more than 3 % of words are wrong"]


def test_a_respelled_word_counts_as_right(tmp_path: Path, loudnesses: dict[str, float]) -> None:
    clips(tmp_path, ("Das Qi", "a.ogg", 0.6))
    heard = listen.listen("de", tmp_path, Ears({"a.ogg": "das Tschi"}), UNITS)
    assert heard.scores["words"].errors == 0


def test_each_limit_of_a_language_counts(tmp_path: Path, loudnesses: dict[str, float]) -> None:
    clips(tmp_path, ("an ya", "a.ogg", 0.6))
    units = {"characters": Units(words), "pinyin with tone": Units(words, lambda word: word[0])}
    ears = Ears({"a.ogg": "an yi"})
    heard = listen.listen("zh_CN", tmp_path, ears, units)
    assert list(heard.faults()) == ["more than 12 % of characters are wrong"]


def test_names_of_other_languages_count_only_for_their_loudness(
    tmp_path: Path, loudnesses: dict[str, float]
) -> None:
    clips(tmp_path, ("Français", "a.ogg", 0.6), ("Press", "b.ogg", 0.6))
    loudnesses["a.ogg"] = -20.5
    heard = listen.listen("en", tmp_path, Ears({"b.ogg": "press"}), UNITS)
    assert heard.scores["words"].units == 1
    assert list(heard.faults()) == ["a clip is 1.5 LU off -22 LUFS, not at most 0.5"]


def test_a_long_silence_at_an_end_is_a_fault(
    tmp_path: Path, loudnesses: dict[str, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    late = Sound(array("h", [0] * 200 + [9000] * 500), RATE)
    monkeypatch.setattr(opus, "decode", lambda file, folder: late)
    clips(tmp_path, ("Press", "b.ogg", 0.7))
    heard = listen.listen("en", tmp_path, Ears({"b.ogg": "press"}), UNITS)
    assert list(heard.faults()) == ["silence of 0.20 s at an end, not at most 0.1 s"]


def test_one_clip_out_of_several_is_listened_to(
    tmp_path: Path, loudnesses: dict[str, float]
) -> None:
    clips(tmp_path, *((f"Number {n}", f"{n}.ogg", 0.6) for n in range(5)))
    ears = Ears({f"{n}.ogg": f"number {n}" for n in (0, 2, 4)})
    assert listen.listen("en", tmp_path, ears, UNITS, every=2).clips == 3


def test_a_clip_is_transcribed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.ogg").write_bytes(b"clip")
    heard: list[str] = []

    def transcribed(self: Listener, clip: Path, language: str, room: Room) -> str:
        heard.append(f"{language}, {room.name}")
        return "press"

    monkeypatch.setattr(Listener, "_transcribed", transcribed)
    for _ in range(2):
        assert Listener(tmp_path).hear(tmp_path / "a.ogg", "en") == "press"
    assert heard == [f"en, {STUDIO.name}"]
    Listener(tmp_path).hear(tmp_path / "a.ogg", "fr")
    Listener(tmp_path).hear(tmp_path / "a.ogg", "en", LATE)
    assert heard[1:] == [f"fr, {STUDIO.name}", f"en, {LATE.name}"]


def test_what_is_heard_is_the_clip_in_its_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signs = SimpleNamespace(sot_sequence=[1], no_timestamps=2, decode=lambda ids: " press")
    whisper = ModuleType("faster_whisper")
    tokenizer = ModuleType("faster_whisper.tokenizer")
    numpy = ModuleType("numpy")
    said = SimpleNamespace(tolist=lambda: [0.1] * 3)
    monkeypatch.setattr(whisper, "decode_audio", lambda file, sampling_rate: said, raising=False)
    monkeypatch.setattr(tokenizer, "Tokenizer", lambda *_, **__: signs, raising=False)
    monkeypatch.setattr(numpy, "array", list, raising=False)
    for module in (whisper, tokenizer, numpy):
        monkeypatch.setitem(sys.modules, module.__name__, module)
    windows: list[list[float]] = []

    def extract(sound: list[float], padding: int) -> str:
        windows.append(sound)
        return "spectrogram"

    result = SimpleNamespace(sequences_ids=[[3]])
    listener = Listener(tmp_path)
    listener._model = SimpleNamespace(
        feature_extractor=extract,
        encode={"spectrogram": "encoded"}.__getitem__,
        hf_tokenizer=None,
        model=SimpleNamespace(generate=lambda encoded, prompts, beam_size: [result]),
    )
    (tmp_path / "a.ogg").write_bytes(b"clip")
    assert listener.hear(tmp_path / "a.ogg", "en") == "press"
    assert windows == [list(placed([0.1] * 3, STUDIO))]


@pytest.mark.parametrize(("samples", "window"), [(3 * 16_000, 16), (17 * 16_000, 17)])
def test_silence_fills_the_window(samples: int, window: int) -> None:
    heard = placed([0.5] * samples, STUDIO)
    assert len(heard) == window * 16_000
    assert set(heard[:samples]) == {0.5}
    assert set(heard[samples:]) <= {0.0}


def test_a_room_may_begin_with_silence_and_be_noisy() -> None:
    late = placed([0.5], LATE)
    assert (late.index(0.5), len(late)) == (8_000, 8 * 16_000)
    noisy = placed([0.5], CLINIC)
    assert noisy == placed([0.5], CLINIC)
    assert 0 < max(map(abs, noisy[:4_000])) < 0.02
    assert noisy[4_000] == pytest.approx(0.5, abs=0.02)


def test_the_summary_says_what_is_wrong(tmp_path: Path, loudnesses: dict[str, float]) -> None:
    clips(tmp_path, ("Lie down", "a.ogg", 0.6))
    heard: Heard = listen.listen("en", tmp_path, Ears({"a.ogg": "lie town"}), UNITS)
    assert list(heard.lines()) == [
        "en: 1 clips, wrong: 50.0 % of words",
        "    1 clips with an error, 0 of these longer than 2 s and more than half wrong",
        "    loudness -22.0 to -22.0 LUFS, silence at most 0.05 s",
        "    FAULT: more than 3 % of words are wrong",
    ]
