"""Play the buzzer on a desktop's sound card, if there is one."""

from __future__ import annotations

import array
import math
import threading

from kiosk.audio.sound_card import RATE, close_card, open_card
from kiosk.system.lean_pygame import pygame

SAMPLES = 512
"""The buffer size: a tone starts within 12 ms."""


class BuzzerTone:
    """A tone that sounds while the buzzer does; silent without a sound card.

    :param tone: hertz
    :param volume: 0 to 10
    :param device: the sound card by name; ``None`` for the default one
    """

    def __init__(self, tone: int, volume: int, device: str | None = None) -> None:
        self._tone, self._volume, self._device = tone, volume, device
        self._sound: pygame.mixer.Sound | None = None
        self._closed = False
        self._opening = threading.Lock()
        self._open()

    def _open(self) -> None:
        """Open the card if there is one, and create the sound."""
        with self._opening:
            if not self._closed and self._sound is None and open_card(SAMPLES, self._device):
                self._sound = self._looped_tone()

    def _looped_tone(self) -> pygame.mixer.Sound:
        # Whole waves only, so that the loop has no seam.
        waves = max(1, round(self._tone * 0.1))
        length = round(RATE * waves / self._tone)
        wave = (math.sin(math.tau * waves * n / length) for n in range(length))
        sound = pygame.mixer.Sound(array.array("h", (round(9000 * w) for w in wave)))
        sound.set_volume(self._volume / 10)
        return sound

    def sound(self, level: bool) -> None:
        """Sound, or be silent. A card connected later sounds from the next tone on."""
        if self._sound is None:
            if level:  # never on the thread that times the cues
                threading.Thread(target=self._open, name="tone", daemon=True).start()
        elif level:
            self._sound.play(loops=-1)
        else:
            self._sound.stop()

    def close(self) -> None:
        """Release the sound card."""
        with self._opening:
            self._closed = True
            if self._sound is not None:
                self._sound.stop()
                close_card()
                self._sound = None
