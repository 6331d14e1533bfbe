"""A figure's pictures with those of a routine's own folder."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

from kiosk.config.faults import Fault
from kiosk.config.yaml_document import Document
from kiosk.library.routine_files import FILE, folder_of
from kiosk.routine import own_pictures, picture_files
from kiosk.routine.illustrations import Album, Picture
from kiosk.routine.model import Routine
from kiosk.routine.picture_files import Unfit


def faults(document: Document, made: Routine) -> Iterator[Fault]:
    """Find the faults of a routine's own pictures: a file that is missing, cut off or unknown."""
    folder = folder_of(document.file)
    if made.pictures and folder is None:
        problem = f"pictures need a folder: move this file to {document.file.stem}/{FILE}"
        yield document.fault(("pictures",), problem)
        return
    for name, own in made.pictures.items():
        path = ("pictures", name, "file")
        try:
            picture_files.read(_file(folder or Path(), own.file))
        except Unfit as error:
            yield document.fault(path, f"{own.file} {error}")
        except OSError as error:
            problem = f"{own_pictures.FOLDER}/{own.file} cannot be read: {error.strerror}"
            yield document.fault(path, problem)


def with_own(album: Album, made: Routine, routine_file: Path) -> Album:
    """Return an album with a routine's own pictures, as far as their files are whole."""
    if not (made.pictures or made.body.front or made.body.back):
        return album
    folder = folder_of(routine_file) or Path()
    stages = {
        stage.picture: len(stage.sides.order) > 1 or stage.one_hand is not None
        for point in made.points
        for stage in point.stages
    }
    own = dict(_own(made, folder))
    pictures = own_pictures.album_pictures(album.pictures, own, stages, made.body)
    return dataclasses.replace(album, pictures=pictures)


def _own(made: Routine, folder: Path) -> Iterator[tuple[str, Picture]]:
    for name, own in made.pictures.items():
        try:
            size = picture_files.read(_file(folder, own.file))
        except (OSError, Unfit):
            continue  # reported by faults()
        yield name, own.picture(folder / own_pictures.FOLDER, size)


def _file(folder: Path, name: str) -> Path:
    return folder / own_pictures.FOLDER / name
