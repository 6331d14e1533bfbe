"""The catalogue of illustrations, written by the illustrator: pictures and the points on them.

Coordinates are fractions of the picture's width and height, from its top left corner.
"""

import enum
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from kiosk.config.faults import Fault, FaultyInput
from kiosk.config.schema import Below, Between, Count, Line, Words
from kiosk.config.structure import accept, structure
from kiosk.config.suggestions import did_you_mean
from kiosk.config.yaml_document import Document, unique_keys
from kiosk.system import files

LARGEST_BYTES = 4_000_000
"""The largest catalogue read: seven figures have 0.4 MB, and 12 MB take more than 5 s to check."""

Fraction = Annotated[float, Between(0, 1)]
Position = Annotated[tuple[Fraction, ...], Count(2, 2)]
"""A position in a picture: how far from the left, how far down."""

Rectangle = Annotated[tuple[Fraction, ...], Count(4, 4)]
"""A box in a picture: left, top, width and height."""


class Side(enum.Enum):
    """A side of the person's own body."""

    MIDLINE = "midline"
    LEFT = "left"
    RIGHT = "right"


class Cover(enum.Enum):
    """The thing that covers a point in a picture."""

    HAND = "hand"
    CLOTHES = "clothes"
    BODY = "body"


class Half(enum.Enum):
    """A half of the picture as the viewer sees it."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True)
class Mark:
    """The place of a point in a picture, and whether it can be seen there."""

    code: Words
    side: Side
    x: Fraction
    y: Fraction
    covered_by: Cover | None = None

    @property
    def seen(self) -> bool:
        """True if its place can be seen: clothes over a point do not hide where it is."""
        return self.covered_by in (None, Cover.CLOTHES)


@dataclass(frozen=True)
class Measure:
    """A distance in finger widths, from a landmark (``start``) to a point (``end``)."""

    code: Words
    side: Side
    start: Position
    end: Position
    fingers: Annotated[int, Between(1, 4)]


@dataclass(frozen=True)
class Landmark:
    """A part of the body that a person feels or sees: ``navel``, ``hip-bump``."""

    key: Words
    side: Side
    x: Fraction
    y: Fraction


@dataclass(frozen=True)
class Thirds:
    """A line between two landmarks; the point is a third of the way from ``start``."""

    code: Words
    side: Side
    start: Position
    end: Position


@dataclass(frozen=True)
class Picture:
    """One illustration: ``left`` is the half with the person's left.

    ``keep`` is the box that no crop may cut, as left, top, width and height; None keeps all.
    ``orientation`` is Exif's number of how the file is turned. A ``photo`` has no plain background.
    """

    file: Annotated[str, Line(), Below()]
    width: Annotated[int, Between(16, 8192, "pixels")]
    height: Annotated[int, Between(16, 8192, "pixels")]
    left: Half | None = None
    points: tuple[Mark, ...] = ()
    measures: tuple[Measure, ...] = ()
    keep: Rectangle | None = None
    landmarks: tuple[Landmark, ...] = ()
    thirds: tuple[Thirds, ...] = ()
    orientation: Annotated[int, Between(1, 8)] = 1
    photo: bool = False


@dataclass(frozen=True)
class Figure:
    """One drawn person, with all its pictures by name."""

    name: Words
    pictures: Mapping[str, Picture]


@dataclass(frozen=True)
class Catalogue:
    """All figures by their short names; the first is the default."""

    version: Annotated[int, Between(1, 1)]
    figures: Mapping[str, Figure]


@dataclass(frozen=True)
class Album:
    """The pictures of one figure, its short name, and the folder that holds them."""

    name: str
    folder: Path
    pictures: Mapping[str, Picture]

    def file(self, name: str) -> Path:
        """Return a picture's file.

        :raises KeyError: if there is no such picture
        """
        return self.folder / self.pictures[name].file


def load(folder: Path, figure: str | None = None) -> Album:
    """Load the pictures of a figure, by default the first; see :func:`albums`."""
    return albums(folder, figure)[0]


def albums(folder: Path, figure: str | None = None) -> tuple[Album, ...]:
    """Read the catalogue in ``folder`` and return the pictures of each figure, or of one by name.

    :raises FaultyInput: if the catalogue is faulty, or has no figure or none of that name
    """
    file = folder / "points.json"
    try:
        data = json.loads(files.read(file, LARGEST_BYTES), object_pairs_hook=unique_keys)
    except RecursionError as error:
        raise FaultyInput([Fault(str(file), 0, "", "is nested too deeply")]) from error
    except OSError as error:
        raise FaultyInput([Fault(str(file), 0, "", f"cannot be read: {error.strerror}")]) from error
    except ValueError as error:
        raise FaultyInput([Fault(str(file), 0, "", f"cannot be read: {error}")]) from error
    catalogue = accept(*structure(Document(file, data, {(): 1}), Catalogue))
    if figure not in {None, *catalogue.figures} or not catalogue.figures:
        problem = f"there is no figure {figure!r}; {did_you_mean(figure, catalogue.figures)}"
        raise FaultyInput([Fault(str(file), 0, "figures", problem)])
    chosen = catalogue.figures if figure is None else {figure: catalogue.figures[figure]}
    return tuple(Album(name, folder, found.pictures) for name, found in chosen.items())
