"""The sound card: shared by all who sound, and open only while one of them needs it.

An open card is fed for ever, with silence too: on a page that waits that would cost the most.
"""

from __future__ import annotations

import logging
import os
import threading
from pathlib import Path

import pygame

log = logging.getLogger(__name__)

RATE = 44_100
"""Samples a second."""

_holders = 0
_holding = threading.Lock()


def has_card() -> bool:
    """Say whether there is a sound card or server: asking SDL where none is prints noise."""
    cards = Path("/proc/asound/cards")
    server = Path(os.environ.get("XDG_RUNTIME_DIR", "/run/none")) / "pulse" / "native"
    listed = cards.is_file() and "no soundcards" not in cards.read_text(encoding="utf-8")
    named = os.environ.keys() & {"PULSE_SERVER", "SDL_AUDIODRIVER"}
    return listed or server.exists() or bool(named)


def open_card(samples: int) -> bool:
    """Open the sound card if nobody has yet; say whether there is one that can be used.

    Whoever is told so gives it back by :func:`close_card`.

    :param samples: how many are handed over at a time; fewer sound sooner and cost more
    """
    global _holders
    if not has_card():
        log.info("No sound card: nothing is heard from one")
        return False
    with _holding:
        try:
            if not _holders:
                pygame.mixer.init(RATE, -16, 1, samples)
        except (NotImplementedError, pygame.error) as error:
            log.info("The sound card cannot be used: %s", error)
            return False
        _holders += 1
    return True


def close_card() -> None:
    """Give the sound card back: the last who does closes it."""
    global _holders
    with _holding:
        _holders -= 1
        if not _holders:
            pygame.mixer.quit()
