from __future__ import annotations

import subprocess
import sys

import pygame
import pytest

from kiosk.screen import card
from kiosk.screen.card import close_card, open_card
from kiosk.screen.tone import CardTone


@pytest.fixture(autouse=True)
def dummy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")


def test_the_last_who_gives_the_card_back_closes_it() -> None:
    assert open_card(512)
    assert open_card(2048)
    close_card()
    assert pygame.mixer.get_init() is not None
    close_card()
    assert pygame.mixer.get_init() is None


def test_a_card_that_cannot_be_opened_is_told_and_held_by_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "nothing")
    assert not open_card(512)
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    assert open_card(512)
    close_card()
    assert pygame.mixer.get_init() is None


def test_without_a_card_nothing_is_asked_of_sdl(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card, "has_card", lambda: False)
    assert not open_card(512)
    assert pygame.mixer.get_init() is None


def test_a_tone_gives_the_card_back_once() -> None:
    tone = CardTone(2400, 7)
    tone.close()
    tone.close()
    assert open_card(512)
    close_card()
    assert pygame.mixer.get_init() is None


def test_a_mixer_whose_libraries_are_missing_is_no_card() -> None:
    lines = (
        "import sys",
        "sys.modules['pygame.mixer'] = None",  # importing it fails, as without its libraries
        "from kiosk.screen.card import open_card",
        "print(open_card(512))",
    )
    done = subprocess.run([sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True)
    assert done.stdout.splitlines()[-1:] == ["False"], done.stderr
