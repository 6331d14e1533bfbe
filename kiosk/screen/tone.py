"""The buzzer heard on a desktop's sound card, where there is one."""

from __future__ import annotations

import array
import math

import pygame

from kiosk.screen.card import RATE, close_card, open_card

SAMPLES = 512
"""Handed over at a time: a tone begins within 12 ms."""


class CardTone:
    """A tone that sounds while the buzzer does; silent where there is no sound card.

    :param tone: hertz
    :param volume: 0 to 10
    """

    def __init__(self, tone: int, volume: int) -> None:
        self._sound: pygame.mixer.Sound | None = None
        if not open_card(SAMPLES):
            return
        # Whole waves only, so that the loop has no seam.
        waves = max(1, round(tone * 0.1))
        length = round(RATE * waves / tone)
        wave = (math.sin(math.tau * waves * n / length) for n in range(length))
        self._sound = pygame.mixer.Sound(array.array("h", (round(9000 * w) for w in wave)))
        self._sound.set_volume(volume / 10)

    def sound(self, level: bool) -> None:
        """Sound, or be silent."""
        if self._sound is None:
            return
        if level:
            self._sound.play(loops=-1)
        else:
            self._sound.stop()

    def close(self) -> None:
        """Give the sound card back."""
        if self._sound is not None:
            self._sound.stop()
            close_card()
            self._sound = None
