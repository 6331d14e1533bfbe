"""The sound card, shared by all users and open only while one of them needs it.

An open card must be fed all the time, even with silence: the main cost of a page that waits.
"""

from __future__ import annotations

import logging
import os
import threading
from pathlib import Path

from kiosk.config.suggestions import did_you_mean
from kiosk.system.lean_pygame import pygame

log = logging.getLogger(__name__)

RATE = 44_100
"""Samples per second."""

CARDS = Path("/proc/asound/cards")
"""Where the kernel lists its sound cards."""

_holders = 0
_holding = threading.Lock()
_missing = ""
"""Why there is no card, as last logged."""
_replaced: str | None = None
"""The device that the default one replaces, as last logged."""


def has_card() -> bool:
    """Return whether there is a sound card or server; SDL prints errors if asked without one."""
    server = Path(os.environ.get("XDG_RUNTIME_DIR", "/run/none")) / "pulse" / "native"
    listed = CARDS.is_file() and "no soundcards" not in CARDS.read_text("utf-8", "replace")
    driver = os.environ.get("SDL_AUDIODRIVER")
    if driver == "alsa":  # as on a device: ALSA has only the kernel's cards
        return listed
    return listed or server.exists() or bool(driver) or "PULSE_SERVER" in os.environ


def open_card(samples: int, device: str | None = None) -> bool:
    """Open the sound card, if not open already; return whether there is a usable one.

    The caller releases it with :func:`close_card`, and may try again at any time if there is none:
    only changes are logged.

    :param samples: the buffer size; a smaller one sounds sooner and costs more
    :param device: the card's name as SDL lists it; ``None`` or an unknown name stands for the
        default card
    """
    global _holders, _missing
    if not has_card():
        return _none("No sound card found: continuing without one")
    with _holding:
        try:
            if not _holders:
                _begin(samples, device)
        except (ImportError, NotImplementedError, pygame.error) as error:
            return _none(f"Cannot use the sound card: {error}")
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
    """Open the card of that name, else the default one, so that speech is never lost."""
    global _replaced
    from pygame import mixer

    try:
        mixer.init(RATE, -16, 1, samples, devicename=device)
    except pygame.error as error:
        if device is None:
            raise
        mixer.init(RATE, -16, 1, samples)
        if device != _replaced:
            names = outputs()
            near = "" if device in names else did_you_mean(device, names)
            log.warning(
                "Cannot use speech.device %r (%s): using the default sound card. %s",
                *(device, error, near[:1].upper() + near[1:]),
            )
        _replaced = device
    else:
        _replaced = None


def outputs() -> tuple[str, ...]:
    """Return the sound cards' names as SDL lists them, once its audio is initialised."""
    try:
        from pygame._sdl2.audio import get_audio_device_names

        return tuple(get_audio_device_names(False))
    except (ImportError, pygame.error):
        return ()


def close_card() -> None:
    """Release the sound card; the last user to do so closes it."""
    global _holders
    with _holding:
        _holders -= 1
        if not _holders:
            pygame.mixer.quit()
