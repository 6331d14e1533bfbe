from __future__ import annotations

import os
import subprocess
import threading
import wave
from array import array
from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest

from kiosk.audio import speech_player
from kiosk.audio.buzzer_tone import BuzzerTone
from kiosk.audio.sound_card import RATE
from kiosk.audio.speech_player import SpeechPlayer, whisper, with_lengths
from kiosk.config.paths import VOICES
from kiosk.speech import clips
from kiosk.speech.clips import Utterance
from tests.recorder import Recorder

CLIP = next(iter(sorted((VOICES / "en").glob("*.ogg"))))
WORDS = Utterance("Press", "en", 1.0, CLIP)


class Channel:
    """A channel of the mixer that records its calls."""

    def __init__(self) -> None:
        self.told, self.busy = Recorder(), False

    def get_busy(self) -> bool:
        return self.busy

    def play(self, sound: pygame.mixer.Sound) -> None:
        self.told("play", sound.get_length(), sound.get_volume())

    def queue(self, sound: pygame.mixer.Sound) -> None:
        self.told("queue", sound.get_length(), sound.get_volume())

    def stop(self) -> None:
        self.told("stop")

    @property
    def orders(self) -> list[str]:
        return [told if isinstance(told, str) else told[0] for told in self.told.calls]


@pytest.fixture
def channel(monkeypatch: pytest.MonkeyPatch) -> Iterator[Channel]:
    made = Channel()
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    monkeypatch.setattr(pygame.mixer, "Channel", lambda number: made)
    yield made
    assert pygame.mixer.get_init() is None, "the sound card was not released"


def test_a_clip_is_played_at_the_volume_asked_for(channel: Channel) -> None:
    with SpeechPlayer() as speaks:
        speaks.say(WORDS, 0.0, 5)
        channel.told.wait()
    what, length, volume = channel.told.calls[0]
    assert what == "play"
    assert length == pytest.approx(pygame_length(), abs=0.02)  # an Opus frame
    assert volume == pytest.approx(0.5, abs=0.01)


def pygame_length() -> float:
    found = clips.load(VOICES / "en").values()
    return next(clip.seconds for clip in found if clip.file == CLIP.name)


def test_a_sleeping_line_is_woken_by_a_whisper_first(channel: Channel) -> None:
    with SpeechPlayer() as speaks:
        speaks.say(WORDS, 0.5, 7)
        channel.told.wait()
        speaks.hush()
    assert channel.orders[:2] == ["play", "queue"]
    assert channel.told.calls[0][1] == pytest.approx(0.5, abs=0.01)


def test_nobody_hears_the_whisper_but_it_is_not_silence() -> None:
    assert set(whisper(0.1)) == {-1, 1}
    assert len(whisper(0.1)) == RATE // 10


def test_hushing_stops_the_channel(channel: Channel) -> None:
    with SpeechPlayer() as speaks:
        speaks.say(WORDS, 0.0, 7)
        channel.told.wait()
        speaks.hush()
        channel.told.wait()
        assert channel.orders == ["play", "stop"]


def test_the_sound_card_is_open_only_while_there_is_something_to_say(
    channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speech_player, "CLOSE_AFTER", 0.0)
    with SpeechPlayer() as speaks:
        assert pygame.mixer.get_init() is None
        for _ in range(2):  # and open again for the next words
            speaks.say(WORDS, 0.0, 7)
            while channel.orders[-1:] != ["stop"]:
                channel.told.wait()
            channel.told.calls.clear()


def test_no_sentence_is_cut_off_by_closing_the_card(
    channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speech_player, "CLOSE_AFTER", 0.0)
    channel.busy = True
    with SpeechPlayer() as speaks:
        speaks.say(WORDS, 0.0, 7)
        channel.told.wait()
        speaks.say(WORDS, 0.0, 7)
        channel.told.wait()
        assert channel.orders == ["play", "play"]
        channel.busy = False
        channel.told.wait()
        assert channel.orders[-1] == "stop"


def test_a_sound_card_that_is_gone_is_logged_and_may_come_back(
    channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    warned, changed = Recorder(), Recorder()
    monkeypatch.setattr(speech_player.log, "warning", warned)
    with SpeechPlayer(changed=lambda: changed(speaks.works)) as speaks:
        with monkeypatch.context() as gone:
            gone.setattr("kiosk.audio.sound_card.has_card", lambda: False)
            speaks.say(WORDS, 0.0, 7)
            warned.wait()
        speaks.say(WORDS, 0.0, 7)
        channel.told.wait()
        assert channel.orders == ["play"]
    assert str(warned.calls[0][1]) == "the sound card is gone"
    assert changed.calls == [False, True]


def test_cancelled_words_are_never_started(
    channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    speaks = SpeechPlayer()
    speaks.say(WORDS, 0.0, 7)
    speaks.hush()
    with speaks:  # its thread starts only now
        pass
    assert channel.orders == []


def test_an_unreadable_clip_is_logged_and_the_next_one_is_played(
    channel: Channel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, warned = tmp_path / "broken.ogg", Recorder()
    broken.write_bytes(b"no sound")
    monkeypatch.setattr(speech_player.log, "warning", warned)
    with SpeechPlayer() as speaks:
        speaks.say(Utterance("Press", "en", 1.0, broken), 0.0, 7)
        warned.wait()
        speaks.say(WORDS, 0.0, 7)
        channel.told.wait()
        assert channel.orders == ["play"]
    assert warned.calls[0][0].startswith("Not spoken")


@pytest.mark.parametrize(
    "error",
    [
        subprocess.TimeoutExpired(["espeak-ng", "--", "Ask a doctor"], 10.0),
        FileNotFoundError("No file 'stop-1.ogg' found in working directory"),
        PermissionError(13, "Permission denied", "stop-1.ogg"),
        pygame.error("stop-1.ogg: unknown format"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_lost_sentences_are_logged_once_without_their_words_or_files(
    error: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Which sentences a visitor does not hear, and how many, would reveal the answers."""

    def lose(*_: object) -> None:
        raise error

    monkeypatch.setattr(speech_player, "open_card", lambda samples, device: True)
    monkeypatch.setattr(speech_player, "close_card", lambda: None)
    monkeypatch.setattr(SpeechPlayer, "_obey", lose)
    with caplog.at_level(0), SpeechPlayer() as speaks:
        for _ in range(3):
            speaks.say(WORDS, 0.0, 7)
    (line,) = caplog.messages
    assert line.startswith("Not spoken: ")
    assert "stop" not in line
    assert "doctor" not in line


def engine(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Replace the engine with a shell script."""
    file = folder / "engine"
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)
    monkeypatch.setattr(speech_player, "command", lambda *_: [str(file)])


def test_a_text_without_a_clip_is_spoken_by_the_engine(
    channel: Channel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As the engine pipes it: the header's sizes are those of an endless file.
    header = b"RIFF\xff\xff\xff\x7fWAVEfmt \x10\0\0\0\x01\0\x01\0"
    header += (22_050).to_bytes(4, "little") + (44_100).to_bytes(4, "little")
    header += b"\x02\0\x10\0data\xff\xff\xff\x7f"
    (tmp_path / "said.wav").write_bytes(header + b"\x10\x20" * 22_050)
    engine(tmp_path, monkeypatch, f"exec cat {tmp_path}/said.wav")
    with SpeechPlayer() as speaks:
        speaks.say(Utterance("Other", "en", 1.0), 0.0, 10)
        channel.told.wait()
    assert channel.told.calls[0][:2] == ("play", pytest.approx(1.0, abs=0.01))


def test_newer_words_end_an_engine_that_hangs(
    channel: Channel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = tmp_path / "begun"
    os.mkfifo(begun)
    engine(tmp_path, monkeypatch, f"echo begun > {begun}; exec sleep 1000")
    with SpeechPlayer() as speaks:
        speaks.say(Utterance("Other", "en", 1.0), 0.0, 10)
        assert begun.read_text() == "begun\n"
        speaks.hush()
        speaks.say(WORDS, 0.0, 7)
        while "play" not in channel.orders:
            channel.told.wait()
        assert channel.orders == ["stop", "play"]


def test_a_piped_sound_gets_its_true_lengths() -> None:
    made = with_lengths(b"RIFF????" + b"x" * 32 + b"????" + b"y" * 10)
    assert made[4:8] == (46).to_bytes(4, "little")
    assert made[40:44] == (10).to_bytes(4, "little")


def test_without_a_sound_card_nothing_works_and_nothing_fails(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    asked = Recorder(returns=False)
    monkeypatch.setattr("kiosk.audio.sound_card.has_card", asked)
    with SpeechPlayer() as speaks:
        for _ in range(3):
            speaks.say(WORDS, 0.0, 7)
            while len(asked.calls) < 2:  # at the start, and for the words
                asked.wait()
            asked.calls.pop()
        assert not speaks.works
    assert caplog.messages == [], "a card missing from the start is no warning"


def test_a_sound_card_connected_later_says_the_next_sentence_and_is_reported(
    channel: Channel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when a USB card's driver loads after the kiosk has started."""
    folder, changed = tmp_path / "later", Recorder()
    monkeypatch.setenv("SDL_AUDIODRIVER", "disk")
    monkeypatch.setenv("SDL_DISKAUDIOFILE", str(folder / "sound"))
    with SpeechPlayer(changed=lambda: changed(speaks.works)) as speaks:
        before = speaks.works
        folder.mkdir()
        speaks.say(WORDS, 0.0, 7)
        channel.told.wait()
        assert (before, speaks.works) == (False, True)
        assert channel.orders == ["play"]
    assert changed.calls == [True]


def test_the_caller_never_waits_for_a_sound_card(
    channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = Recorder(returns=False)

    def opens(*_: object) -> object:
        return opening(threading.current_thread().name)

    with SpeechPlayer() as speaks:
        monkeypatch.setattr(speech_player, "open_card", opens)
        speaks.say(WORDS, 0.0, 7)
        opening.wait()
    assert opening.calls == ["loudspeaker"]


def test_buzzer_and_speech_share_one_sound_card(channel: Channel) -> None:
    with SpeechPlayer() as speaks:
        tone = BuzzerTone(2400, 7)
        tone.sound(True)
        speaks.say(WORDS, 0.0, 7)
        channel.told.wait()
        tone.sound(False)
        tone.close()


def test_a_recording_is_played_as_loud_as_the_clips(
    channel: Channel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiet = array("h", [300, -300] * RATE)
    with wave.open(str(tmp_path / "a.wav"), "wb") as wav:
        wav.setparams((1, 2, RATE, 0, "NONE", ""))
        wav.writeframes(quiet)
    played: list[array[int]] = []
    heard = threading.Event()

    def play(sound: pygame.mixer.Sound) -> None:
        played.append(array("h", sound.get_raw()))
        heard.set()

    monkeypatch.setattr(channel, "play", play)
    with SpeechPlayer() as speaks:
        speaks.say(Utterance("Press", "en", 2.0, tmp_path / "a.wav", recorded=True), 0.0, 10)
        assert heard.wait(10)
    (sound,) = played
    assert max(sound) == pytest.approx(10 ** (-22 / 20) * 32768, rel=0.01)
