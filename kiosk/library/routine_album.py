"""A figure's pictures with those of a routine's own folder."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from kiosk.config.faults import Fault
from kiosk.config.schema import Below, Expected
from kiosk.config.suggestions import did_you_mean, nearest
from kiosk.config.yaml_document import Document
from kiosk.library.routine_files import FILE, folder_of
from kiosk.routine import own_pictures, picture_files
from kiosk.routine.illustrations import Album, Picture
from kiosk.routine.model import Routine
from kiosk.routine.picture_files import Unfit


def faults(document: Document) -> Iterator[Fault]:
    """Find files of own pictures that are missing, cut off or unknown, whatever else is faulty."""
    given = document.data.get("pictures") if isinstance(document.data, dict) else None
    pictures = given if isinstance(given, dict) else {}
    folder = folder_of(document.file)
    if pictures and folder is None:
        problem = f"pictures need a folder: move this file to {document.file.stem}/{FILE}"
        yield document.fault(("pictures",), problem)
        return
    for name, own in pictures.items():
        file = own.get("file") if isinstance(own, dict) else None
        if not isinstance(file, str) or not _is_below(file):
            continue  # reported by its type
        path = ("pictures", name, "file")
        try:
            picture_files.read(_file(folder or Path(), file))
        except Unfit as error:
            yield document.fault(path, f"{file} {error}")
        except FileNotFoundError:
            yield document.fault(path, _absent(folder or Path(), file))
        except OSError as error:
            problem = f"{own_pictures.FOLDER}/{file} cannot be read: {error.strerror}"
            yield document.fault(path, problem)


def _is_below(file: str) -> bool:
    try:
        Below().check(file)
    except Expected:
        return False
    return True


def _absent(folder: Path, file: str) -> str:
    """Return that there is no such picture, and which one was probably meant."""
    inside, names = folder / own_pictures.FOLDER, list[str]()
    with suppress(OSError):
        names = sorted(each.name for each in inside.iterdir() if each.is_file())
    bare = file.removeprefix(f"{own_pictures.FOLDER}/")
    near = nearest(bare, names)
    if bare != file:
        told = f"expected a name in {own_pictures.FOLDER}/, without the folder's own"
        return f"{told}: write {near or bare}"
    case = " Capitals and small letters differ" if near and near.lower() == bare.lower() else ""
    hint = did_you_mean(bare, names)
    return f"there is no file {own_pictures.FOLDER}/{file}; {hint}{case}"


def unused(made: Routine, routine_file: Path) -> Iterator[Path]:
    """Yield the files in the folder of pictures that the routine does not name."""
    if (folder := folder_of(routine_file)) is None:
        return
    used = {_file(folder, own.file) for own in made.pictures.values()}
    inside = folder / own_pictures.FOLDER
    yield from (file for file in sorted(inside.rglob("*")) if file.is_file() and file not in used)


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
