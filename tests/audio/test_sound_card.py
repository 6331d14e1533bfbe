from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pygame
import pytest

from kiosk.audio import sound_card
from kiosk.audio.buzzer_tone import BuzzerTone
from kiosk.audio.sound_card import close_card, open_card, outputs
from tests.recorder import Recorder


@pytest.fixture(autouse=True)
def dummy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    monkeypatch.setattr(sound_card, "_missing", "")
    monkeypatch.setattr(sound_card, "_replaced", None)


def test_the_last_user_to_release_the_card_closes_it() -> None:
    assert open_card(512)
    assert open_card(2048)
    close_card()
    assert pygame.mixer.get_init() is not None
    close_card()
    assert pygame.mixer.get_init() is None


def test_a_card_that_cannot_be_opened_is_held_by_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "nothing")
    assert not open_card(512)
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    assert open_card(512)
    close_card()
    assert pygame.mixer.get_init() is None


def test_without_a_card_sdl_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sound_card, "has_card", lambda: False)
    assert not open_card(512)
    assert pygame.mixer.get_init() is None


@pytest.mark.parametrize("listed", [True, False])
def test_with_the_device_s_driver_only_the_kernel_s_cards_count(
    listed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SDL, asked for a card that ALSA lacks, prints a page of errors for each sentence."""
    cards = tmp_path / "cards"
    cards.write_text(" 0 [Headphones]: bcm2835\n" if listed else "--- no soundcards ---\n")
    monkeypatch.setenv("SDL_AUDIODRIVER", "alsa")
    monkeypatch.setattr(sound_card, "CARDS", cards)
    assert sound_card.has_card() is listed


def test_a_missing_card_is_logged_once_until_one_appears(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    with monkeypatch.context() as gone:
        gone.setattr(sound_card, "has_card", lambda: False)
        assert not open_card(512)
        assert not open_card(512)
        assert caplog.messages == ["No sound card found: continuing without one"]
    assert open_card(512)
    close_card()
    monkeypatch.setattr(sound_card, "has_card", lambda: False)
    assert not open_card(512)
    assert len(caplog.messages) == 2


def test_the_card_chosen_by_name_is_the_one_opened(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert open_card(512)
    (name,) = outputs()
    close_card()
    opened = Recorder()
    begin = pygame.mixer.init

    def init(*args: Any, **options: Any) -> None:
        opened(options.pop("devicename"))  # which SDL 3 refuses where there is no card
        begin(*args, **options)

    monkeypatch.setattr(pygame.mixer, "init", init)
    assert open_card(512, name)
    close_card()
    assert opened.calls == [name]
    assert caplog.messages == []


def test_an_unknown_card_is_replaced_by_the_default_one_and_logged_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    for _ in range(2):
        assert open_card(512, "System audio out")
        assert pygame.mixer.get_init() is not None
        (name,) = outputs()
        close_card()
    (line,) = caplog.messages
    assert "Cannot use speech.device 'System audio out'" in line
    assert "using the default sound card. " in line
    assert name in line


def test_a_card_that_is_there_but_cannot_be_opened_is_not_suggested_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    begin = pygame.mixer.init

    def busy(*args: Any, **options: Any) -> None:
        if options.get("devicename"):
            raise pygame.error("it is busy")
        begin(*args, **options)

    monkeypatch.setattr(pygame.mixer, "init", busy)
    monkeypatch.setattr(sound_card, "outputs", lambda: ("Headphones",))
    assert open_card(512, "Headphones")
    close_card()
    (line,) = caplog.messages
    assert line.endswith("'Headphones' (it is busy): using the default sound card. ")


def test_a_tone_sounds_on_a_card_connected_later(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as gone:
        gone.setattr(sound_card, "has_card", lambda: False)
        tone = BuzzerTone(2400, 7)
    asked = Recorder(returns=True)
    monkeypatch.setattr(sound_card, "has_card", asked)
    tone.sound(False)
    assert asked.calls == [], "silence opens no card"
    tone.sound(True)
    asked.wait()
    tone.close()  # waits for the card to open
    assert pygame.mixer.get_init() is None


def test_a_closed_tone_opens_no_card(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as gone:
        gone.setattr(sound_card, "has_card", lambda: False)
        tone = BuzzerTone(2400, 7)
    tone.close()
    tone._open()
    assert pygame.mixer.get_init() is None


def test_a_tone_releases_the_card_once() -> None:
    tone = BuzzerTone(2400, 7)
    tone.close()
    tone.close()
    assert open_card(512)
    close_card()
    assert pygame.mixer.get_init() is None


def test_a_mixer_whose_libraries_are_missing_is_no_card() -> None:
    lines = (
        "import sys",
        "sys.modules['pygame.mixer'] = None",  # importing it fails, as without its libraries
        "from kiosk.audio.sound_card import open_card",
        "print(open_card(512))",
    )
    done = subprocess.run([sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True)
    assert done.stdout.splitlines()[-1:] == ["False"], done.stderr
