"""The buzzer heard on a desktop's sound card, where there is one."""

from __future__ import annotations

import array
import logging
import math
import os
from pathlib import Path

import pygame

log = logging.getLogger(__name__)

RATE = 44_100


def has_card() -> bool:
    """Say whether there is a sound card or server: asking SDL where none is prints noise."""
    cards = Path("/proc/asound/cards")
    server = Path(os.environ.get("XDG_RUNTIME_DIR", "/run/none")) / "pulse" / "native"
    listed = cards.is_file() and "no soundcards" not in cards.read_text(encoding="utf-8")
    named = os.environ.keys() & {"PULSE_SERVER", "SDL_AUDIODRIVER"}
    return listed or server.exists() or bool(named)


def open_card() -> bool:
    """Open the sound card, if nobody has yet; say whether there is one that can be used."""
    if not has_card():
        log.info("No sound card: nothing is heard from one")
        return False
    try:
        import pygame.mixer

        if pygame.mixer.get_init() is None:
            pygame.mixer.init(RATE, -16, 1, 512)
    except (ImportError, NotImplementedError, pygame.error) as error:
        log.info("The sound card cannot be used: %s", error)
        return False
    return True


def close_card() -> None:
    """Give the sound card back, if nobody has yet."""
    pygame.mixer.quit()


class CardTone:
    """A tone that sounds while the buzzer does; silent where there is no sound card.

    :param tone: hertz
    :param volume: 0 to 10
    """

    def __init__(self, tone: int, volume: int) -> None:
        self._sound: pygame.mixer.Sound | None = None
        if not open_card():
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
        if self._sound is not None and pygame.mixer.get_init():
            self._sound.stop()
            close_card()
