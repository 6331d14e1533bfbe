"""A routine's own pictures, with the places on them, and its points on the body's figures.

Coordinates are fractions of the picture's width and height, from its top left corner.

No postponed annotations here: the ranges are read from the types.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Annotated

from kiosk.config.schema import Below, Between, Line, Spoken
from kiosk.routine.acupoints import WhoCode
from kiosk.routine.illustrations import (
    Half,
    Landmark,
    Mark,
    Measure,
    Picture,
    Position,
    Rectangle,
    Side,
)
from kiosk.routine.picture_files import Size

FOLDER = "pictures"
"""The folder of pictures in a routine's folder."""

SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".heic", ".gif")
"""How the names of picture files end, also of those that cannot be used."""

SHOWS = ("find", "near", "press")
"""What the pictures of a stage show: the bare place, the hand about to press, the hand on it."""


@dataclass(frozen=True)
class OwnMark:
    """A point's place on a picture."""

    code: Annotated[str, WhoCode()]
    at: Position
    side: Side = Side.MIDLINE

    @property
    def mark(self) -> Mark:
        """The place as the shipped catalogue holds it."""
        x, y = self.at
        return Mark(self.code, self.side, x, y)


@dataclass(frozen=True)
class OwnLandmark:
    """A part of the body by which a point is found, named on the picture."""

    name: Annotated[str, Spoken(24)]
    at: Position
    side: Side = Side.MIDLINE


@dataclass(frozen=True)
class OwnMeasure:
    """A distance in finger widths on the picture, from a landmark (``start``) to a point."""

    code: Annotated[str, WhoCode()]
    start: Position
    end: Position
    fingers: Annotated[int, Between(1, 4)]
    side: Side = Side.MIDLINE


@dataclass(frozen=True)
class OwnPicture:
    """A picture of the author's.

    :ivar file: its name in the folder ``pictures``
    :ivar marks: where points are on it
    :ivar left_is: the half of the picture that shows the person's left
    :ivar keep: the box that no crop may cut: left, top, width and height
    """

    file: Annotated[str, Line(), Below()]
    marks: tuple[OwnMark, ...] = ()
    landmarks: tuple[OwnLandmark, ...] = ()
    measures: tuple[OwnMeasure, ...] = ()
    left_is: Half | None = None
    keep: Rectangle | None = None

    def picture(self, folder: Path, size: Size) -> Picture:
        """Return it as the shipped catalogue holds pictures.

        :param folder: the folder of the routine's pictures
        """
        measures = (
            Measure(each.code, each.side, each.start, each.end, each.fingers)
            for each in self.measures
        )
        return Picture(
            str(folder.absolute() / self.file),
            size.width,
            size.height,
            self.left_is,
            points=tuple(each.mark for each in self.marks),
            measures=tuple(measures),
            keep=self.keep,
            landmarks=tuple(Landmark(each.name, each.side, *each.at) for each in self.landmarks),
            orientation=size.orientation,
            photo=True,
        )


@dataclass(frozen=True)
class Body:
    """Points on the figures that show the whole body, from the front and from the back."""

    front: tuple[OwnMark, ...] = ()
    back: tuple[OwnMark, ...] = ()


def named_by_file(given: str, own: Mapping[str, object]) -> str:
    """Return what to write in place of a picture's file; empty if ``given`` is none.

    :param own: the routine's pictures as they stand in its file
    """
    path = PurePath(given)
    if path.suffix.lower() not in SUFFIXES:
        return ""
    files = {name: each.get("file") for name, each in own.items() if isinstance(each, dict)}
    for name, file in files.items():
        if str(file).lower() == path.name.lower():
            return f"expected the picture's name, not its file: write {name}"
    name = name_for(path.name)
    entry = f"pictures: {{{name}: {{file: {path.name}}}}}"
    return f"expected a picture's name, not a file: write {name}, and at the end {entry}"


def name_for(file: str) -> str:
    """Return a name for a picture, made of its file's: ``my-back`` for ``My Back.JPG``."""
    return "-".join(re.findall(r"\w+", PurePath(file).stem.lower()))


def candidates(picture: str, side: str, shows: str) -> Iterator[str]:
    """Yield the names of pictures that may stand for one picture of a stage, the closest first.

    One picture may serve for everything: ``neck`` for ``neck.left.press``.
    """
    for parts in ((picture, side, shows), (picture, side), (picture, shows), (picture,)):
        yield ".".join(filter(None, parts))


def album_pictures(
    shipped: Mapping[str, Picture],
    own: Mapping[str, Picture],
    stages: Mapping[str, bool],
    body: Body,
) -> dict[str, Picture]:
    """Return a figure's pictures with the routine's own, under all names that stages ask for.

    :param stages: the base name of each stage's pictures, and whether sides are taken singly
    """
    found = {**shipped, **own}
    for name, single in stages.items():
        for side in ("left", "right") if single else ("",):
            for shows in SHOWS:
                wanted, *others = candidates(name, side, shows)
                given = next((own[each] for each in (wanted, *others) if each in own), None)
                if given:
                    found[wanted] = given
    for figure, marks in (("locator.front", body.front), ("locator.back", body.back)):
        if marks and figure in found:
            codes = {mark.code for mark in marks}
            kept = (mark for mark in found[figure].points if mark.code not in codes)
            points = (*kept, *(mark.mark for mark in marks))
            found[figure] = replace(found[figure], points=points)
    return found
