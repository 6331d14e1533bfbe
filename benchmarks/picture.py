"""The scene that all peers show, with the kiosk's picture, ring, digits and keys."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self, TypeVar

from kiosk.screen.paint.theme import Colour

SECONDS = 60
"""Seconds of the countdown."""

BREATH = 4
"""Seconds of one breath of the marker."""

Rectangle = Sequence[int]
"""Left, top, width and height."""


@dataclass(frozen=True)
class SoftKey:
    """A soft key."""

    label: str
    box: Rectangle
    colour: Colour


@dataclass(frozen=True)
class Scene:
    """The places of all items as simple data that any program can read."""

    size: tuple[int, int]
    ground: Colour
    colour: Colour
    track: Colour
    picture: str
    picture_box: Rectangle
    marker: tuple[int, int]
    marker_size: int
    ring: Rectangle
    word: str
    text: int
    font: str
    keys: tuple[SoftKey, ...]

    @property
    def probe(self) -> tuple[int, int]:
        """A place in the first soft key, beside its label, in its colour on every first page."""
        x, y, wide, tall = self.keys[0].box
        return x + wide - tall // 4, y + tall // 2

    def write(self, file: Path) -> Path:
        """Write the scene for the peers and return the file."""
        file.write_text(json.dumps(asdict(self)), "utf-8")
        return file

    @classmethod
    def read(cls, file: str) -> Self:
        """Return the scene of a file."""
        data = json.loads(Path(file).read_text("utf-8"))
        keys = tuple(SoftKey(**key) for key in data.pop("keys"))
        return cls(**data, keys=keys)


def countdown(size: tuple[int, int]) -> Scene:
    """Return the scene of the kiosk's page for the press of the first point."""
    from kiosk.config.paths import OWN_SETTINGS
    from kiosk.library import all_pages, content
    from kiosk.screen.layout.elements import LayoutContext
    from kiosk.screen.layout.grid import grid
    from kiosk.screen.layout.pages import scene
    from kiosk.screen.paint import fonts
    from kiosk.screen.paint.items import Item, Marker, Photo
    from kiosk.screen.paint.ring import Ring
    from kiosk.screen.paint.theme import THEME

    loaded = content.load(OWN_SETTINGS)
    view = next(page for name, page in all_pages.pages(loaded).items() if name.startswith("press-"))
    shared = grid(*size)
    items = scene(view, LayoutContext(shared, loaded.album), 0.0)
    Kind = TypeVar("Kind", bound=Item)

    def first(kind: type[Kind]) -> Kind:
        return next(item for item in items if isinstance(item, kind))

    photo, marker, ring = first(Photo), first(Marker), first(Ring)
    keys = zip(view.keys, shared.keys, strict=True)
    return Scene(
        size,
        THEME.paper,
        ring.colour,
        ring.track,
        str(loaded.album.file(photo.name)),
        tuple(photo.whole),
        (math.floor(marker.x), math.floor(marker.y)),
        round(marker.radius),
        tuple(ring.box),
        view.word,
        round(5 * shared.unit),
        str(fonts.file(True)),
        tuple(SoftKey(key.label, tuple(box), THEME.keys[key.key]) for key, box in keys),
    )
