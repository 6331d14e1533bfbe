"""The picture of a clinic's logo, beside the settings."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Iterator, Sequence
from pathlib import Path

from kiosk.config.clinic import Clinic
from kiosk.config.faults import Fault
from kiosk.config.yaml_document import Document
from kiosk.routine import picture_files
from kiosk.routine.illustrations import Album, Picture
from kiosk.routine.picture_files import Size, Unfit
from kiosk.session.view import LOGO

log = logging.getLogger(__name__)

SMALLEST = 24
"""The least width and height of a logo, in pixels: many are wide and low."""


def faults(document: Document, clinic: Clinic) -> Iterator[Fault]:
    """Find a logo that is missing, cut off, or no picture of a known kind."""
    if clinic.logo is None:
        return
    found = _read(document.file.parent / clinic.logo)
    if isinstance(found, str):
        yield document.fault(("clinic", "logo"), f"{clinic.logo} {found}")


def with_logo(albums: Sequence[Album], clinic: Clinic, folder: Path) -> tuple[Album, ...]:
    """Return albums with a clinic's logo; without it, and with a warning, if it is not whole."""
    if clinic.logo is None:
        return tuple(albums)
    file = (folder / clinic.logo).absolute()
    found = _read(file)
    if isinstance(found, str):
        log.warning("The clinic's logo is not shown: %s %s", file, found)
        return tuple(albums)
    logo = Picture(str(file), found.width, found.height, orientation=found.orientation, photo=True)
    return tuple(
        dataclasses.replace(album, pictures={**album.pictures, LOGO: logo}) for album in albums
    )


def _read(file: Path) -> Size | str:
    """Return the size of a picture, or what is wrong with it."""
    try:
        return picture_files.read(file, SMALLEST)
    except Unfit as error:
        return str(error)
    except OSError as error:
        return f"cannot be read: {error.strerror}"
