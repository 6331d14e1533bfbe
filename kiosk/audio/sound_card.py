"""The sound card: shared by all who sound, and open only while one of them needs it.

An open card is fed for ever, with silence too: on a page that waits that would cost the most.
"""

from __future__ import annotations

import logging
import os
import threading
from pathlib import Path

import pygame

from kiosk.config.faults import did_you_mean

log = logging.getLogger(__name__)

RATE = 44_100
"""Samples a second."""

CARDS = Path("/proc/asound/cards")
"""Where the kernel lists its sound cards."""

_holders = 0
_holding = threading.Lock()
_missing = ""
"""Why there is no card, as last told in the log."""
_replaced: str | None = None
"""The device in whose place the default one is, as last told in the log."""


def has_card() -> bool:
    """Say whether there is a sound card or server: asking SDL where none is prints noise."""
    server = Path(os.environ.get("XDG_RUNTIME_DIR", "/run/none")) / "pulse" / "native"
    listed = CARDS.is_file() and "no soundcards" not in CARDS.read_text("utf-8", "replace")
    driver = os.environ.get("SDL_AUDIODRIVER")
    if driver == "alsa":  # as on a device: it has the kernel's cards and no others
        return listed
    return listed or server.exists() or bool(driver) or "PULSE_SERVER" in os.environ


def open_card(samples: int, device: str | None = None) -> bool:
    """Open the sound card if nobody has yet; return whether there is one that can be used.

    The caller gives it back by :func:`close_card`. A card that is not there may be tried again at
    any time: only what has changed is told in the log.

    :param samples: how many are handed over at a time; fewer sound sooner and cost more
    :param device: the card's name as SDL lists it; where there is none of that name, and with
        ``None``, it is the default one
    """
    global _holders, _missing
    if not has_card():
        return _none("No sound card: nothing is heard from one")
    with _holding:
        try:
            if not _holders:
                _begin(samples, device)
        except (ImportError, NotImplementedError, pygame.error) as error:
            return _none(f"The sound card cannot be used: {error}")
        _holders += 1
        _missing = ""
    return True


def _none(why: str) -> bool:
    global _missing
    if why != _missing:
        log.info("%s", why)
    _missing = why
    return False


def _begin(samples: int, device: str | None) -> None:
    """Open the card of that name, else the default one, so that speech never vanishes."""
    global _replaced
    from pygame import mixer

    try:
        mixer.init(RATE, -16, 1, samples, devicename=device)
    except pygame.error as error:
        if device is None:
            raise
        mixer.init(RATE, -16, 1, samples)
        if device != _replaced:
            near = did_you_mean(device, outputs())
            log.warning(
                "speech.device %r cannot be used (%s): the default sound card is. %s",
                *(device, error, near[:1].upper() + near[1:]),
            )
        _replaced = device
    else:
        _replaced = None


def outputs() -> tuple[str, ...]:
    """Return the names of the sound cards as SDL lists them; its audio must be in use."""
    try:
        from pygame._sdl2.audio import get_audio_device_names

        return tuple(get_audio_device_names(False))
    except (ImportError, pygame.error):
        return ()


def close_card() -> None:
    """Give the sound card back: the last who does closes it."""
    global _holders
    with _holding:
        _holders -= 1
        if not _holders:
            pygame.mixer.quit()
