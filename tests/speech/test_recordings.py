from __future__ import annotations

import shutil
import wave
from array import array
from pathlib import Path

import pytest

from kiosk.config.paths import VOICES
from kiosk.speech import clips, recordings
from kiosk.speech.recordings import file_name, find, key, seconds

OPUS = next(iter(sorted((VOICES / "en").glob("*.ogg"))))


def record(file: Path, length: float = 1.0, rate: int = 8000, channels: int = 1) -> Path:
    """Write a WAV file of silence."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(file), "wb") as wav:
        wav.setparams((channels, 2, rate, 0, "NONE", ""))
        wav.writeframes(array("h", [0]) * round(length * rate * channels))
    return file


def test_a_recording_is_named_for_its_words() -> None:
    assert file_name("Lève-toi !") == f"leve-toi-{key('Lève-toi !')}"
    assert file_name("按") == f"sentence-{key('按')}"
    assert len(file_name("word " * 50)) <= 41


def test_other_words_have_another_name() -> None:
    assert file_name("Press") != file_name("press")


@pytest.mark.parametrize(("rate", "channels"), [(8000, 1), (48_000, 2)])
def test_the_length_of_a_wav_file_is_measured(rate: int, channels: int, tmp_path: Path) -> None:
    file = record(tmp_path / "a.wav", 1.25, rate, channels)
    assert seconds(file) == pytest.approx(1.25)


def test_a_wav_file_with_other_chunks_and_no_length_is_measured(tmp_path: Path) -> None:
    raw = record(tmp_path / "a.wav", 2.0).read_bytes()
    data = raw.index(b"data")
    endless = raw[data : data + 4] + b"\xff" * 4 + raw[data + 8 :]
    odd = b"LIST" + (3).to_bytes(4, "little") + b"abc\0"
    (tmp_path / "a.wav").write_bytes(raw[:data] + odd + endless)
    assert seconds(tmp_path / "a.wav") == pytest.approx(2.0)


def test_the_length_of_an_opus_file_is_measured() -> None:
    known = next(clip for clip in clips.load(VOICES / "en").values() if clip.file == OPUS.name)
    assert seconds(OPUS) == pytest.approx(known.seconds, abs=0.03)


def test_the_length_of_a_vorbis_file_is_measured(tmp_path: Path) -> None:
    head = b"OggS\0\x02" + bytes(22) + b"\x01vorbis" + bytes(4) + b"\x01"
    last = b"OggS\0\x04" + (66_150).to_bytes(8, "little") + bytes(14)
    (tmp_path / "a.ogg").write_bytes(head + (44_100).to_bytes(4, "little") + last)
    assert seconds(tmp_path / "a.ogg") == pytest.approx(1.5)


def test_the_length_of_a_flac_file_is_measured(tmp_path: Path) -> None:
    told = (44_100 << 44) | (15 << 36) | 110_250
    (tmp_path / "a.flac").write_bytes(b"fLaC" + bytes(14) + told.to_bytes(8, "big") + bytes(16))
    assert seconds(tmp_path / "a.flac") == pytest.approx(2.5)


@pytest.mark.parametrize("name", ["a.wav", "a.ogg", "a.flac"])
@pytest.mark.parametrize("raw", [b"", b"RIFF", b"OggS", b"fLaC", b"nonsense" * 20])
def test_a_file_that_is_no_sound_is_refused(name: str, raw: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(ValueError, match=r"is not a .* file, or is cut off"):
        seconds(tmp_path / name)


def test_the_first_folder_goes_before_the_next(tmp_path: Path) -> None:
    one = record(tmp_path / "one" / f"{file_name('Press')}.wav")
    record(tmp_path / "two" / f"{file_name('Press')}.wav", 2.0)
    release = record(tmp_path / "two" / f"{file_name('Release')}.WAV", 3.0)
    found, faults = find(tmp_path / "one", tmp_path / "two", tmp_path / "none")
    assert faults == ()
    assert {name: each.file for name, each in found.items()} == {
        key("Press"): one,
        key("Release"): release,
    }


def test_a_recording_may_be_called_by_its_key_alone(tmp_path: Path) -> None:
    record(tmp_path / f"{key('Press')}.wav")
    assert find(tmp_path)[0].keys() == {key("Press")}


def test_faults_name_the_file_and_what_to_do(tmp_path: Path) -> None:
    record(tmp_path / "first take.wav")
    record(tmp_path / f"long-{key('a')}.wav", 61)
    record(tmp_path / f"one-{key('b')}.wav")
    record(tmp_path / f"two-{key('b')}.wav")
    shutil.copy(OPUS, tmp_path / f"tape-{key('c')}.mp3")
    (tmp_path / f"cut-{key('d')}.wav").write_bytes(b"RIFF")
    (tmp_path / ".DS_Store").touch()
    found, faults = find(tmp_path)
    assert found.keys() == {key("b")}
    assert [(Path(fault.file).name.split("-")[0], fault.problem[:34]) for fault in faults] == [
        ("cut", "is not a WAV file, or is cut off"),
        ("first take.wav", "is not named as a recording, such "),
        ("long", "expected 0.05 to 60 s of sound, no"),
        ("tape", "expected .wav, .ogg or .flac, not "),
        ("two", f"speaks the same sentence as one-{key('b')[:2]}"),
    ]


def test_a_recording_goes_before_the_clip_and_the_clip_before_the_engine(tmp_path: Path) -> None:
    own = record(tmp_path / "voices" / "en" / f"{file_name('Press')}.wav", 1.5)
    voice = clips.voice("en", str, [tmp_path])
    spoken = voice.utterance("Press")
    assert spoken
    assert (spoken.file, spoken.seconds, spoken.recorded) == (own, 1.5, True)
    rest = voice.utterance("Release")
    assert rest
    assert rest.file
    assert rest.file.is_relative_to(VOICES)
    assert not rest.recorded
    assert voice.has("Press")
    assert not voice.has("My own words")


def test_a_faulty_recording_is_logged_and_left_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "voices" / "en" / f"{file_name('Press')}.wav"
    record(file).write_bytes(b"RIFF")
    spoken = clips.voice("en", str, [tmp_path]).utterance("Press")
    assert spoken
    assert not spoken.recorded
    assert "Leaving out a recording: " in caplog.text


def test_only_files_of_a_bounded_size_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recordings, "LARGEST_BYTES", 1000)
    record(tmp_path / f"{key('a')}.wav")
    assert [fault.problem for fault in find(tmp_path)[1]] == [
        "cannot be read: it is larger than 1000 bytes"
    ]
