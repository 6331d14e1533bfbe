"""Load pictures: turned as Exif says, and large ones scaled once to a size that a page can use."""

from __future__ import annotations

import io
import logging
from pathlib import Path

import pygame

from kiosk.config.paths import NoFolder, state_folder
from kiosk.routine.illustrations import Picture
from kiosk.system import files

log = logging.getLogger(__name__)

LONGEST = 2160
"""The longest side that is kept, in pixels: a screen of 1920x1080 shows half of it, enlarged."""

FOLDER = "pictures"
"""The folder of scaled pictures, below the folder for state."""

MOST_KEPT = 200
"""Scaled pictures kept; the oldest go first."""

_TURNS = {3: 180, 4: 180, 5: 90, 6: 270, 7: 270, 8: 90}
"""Degrees against the clock, once mirrored, for each number of Exif.
Source: Exif 2.32, 4.6.4, tag 0x0112.
"""

_MIRRORED = (2, 4, 5, 7)


def load(file: Path, picture: Picture) -> pygame.Surface:
    """Return a picture, turned and at most ``LONGEST`` pixels long.

    :raises FileNotFoundError: if there is no such file
    :raises pygame.error: if it is not a picture
    """
    if max(picture.width, picture.height) <= LONGEST:
        return _turned(pygame.image.load(str(file)), picture.orientation)
    kept = _kept(file)
    if kept and kept.exists():
        try:
            return pygame.image.load(str(kept))
        except pygame.error:
            log.warning("Scaling %s again: %s is damaged", file, kept)
    scaled = _turned(_scaled(pygame.image.load(str(file))), picture.orientation)
    if kept:
        _keep(scaled, kept)
    return scaled


def _scaled(loaded: pygame.Surface) -> pygame.Surface:
    width, height = loaded.get_size()
    scale = LONGEST / max(width, height)
    return pygame.transform.smoothscale(
        _deep(loaded), (round(width * scale), round(height * scale))
    )


def _deep(loaded: pygame.Surface) -> pygame.Surface:
    """Return a picture with a byte for each colour of a pixel, as scaling needs."""
    if loaded.get_bytesize() >= 3:
        return loaded
    deep = pygame.Surface(loaded.get_size(), pygame.SRCALPHA, 32)
    deep.blit(loaded, (0, 0))
    return deep


def _turned(loaded: pygame.Surface, orientation: int) -> pygame.Surface:
    loaded = _deep(loaded)
    if orientation in _MIRRORED:
        loaded = pygame.transform.flip(loaded, True, False)
    turn = _TURNS.get(orientation)
    return pygame.transform.rotate(loaded, turn) if turn else loaded


def _kept(file: Path) -> Path | None:
    """Return where a file's scaled picture is kept; ``None`` if nothing can be."""
    try:
        found, folder = file.stat(), state_folder() / FOLDER
    except (OSError, NoFolder):
        return None
    import hashlib  # loads OpenSSL, which only a large picture needs

    told = f"{file} {found.st_size} {found.st_mtime_ns} {LONGEST}"
    return folder / f"{hashlib.sha256(told.encode()).hexdigest()[:16]}.png"


def _keep(scaled: pygame.Surface, kept: Path) -> None:
    """Write a scaled picture, whole or not at all; without it, it is scaled each time."""
    written = io.BytesIO()
    pygame.image.save(scaled, written, "kept.png")
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        files.write(kept, written.getvalue())
        for old in sorted(kept.parent.glob("*.png"), key=_age)[:-MOST_KEPT]:
            old.unlink(missing_ok=True)
    except OSError as error:
        log.warning("Cannot keep a scaled picture in %s: %s", kept.parent, error)


def _age(file: Path) -> float:
    return file.stat().st_mtime
