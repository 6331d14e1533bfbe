"""A page as a sequence of items, and painting only what changed since the last page."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import zip_longest

import pygame

from kiosk.screen.paint.box import Box
from kiosk.screen.paint.items import Canvas, Item

Scene = tuple[Item, ...]
"""Items from back to front. The first fills the whole page."""


def damage(before: Scene, after: Scene) -> list[Box]:
    """Return the boxes to repaint, none overlapping another."""
    if len(before) == len(after):
        # On the same page the items come in the same order: no need to search for them.
        both = zip(before, after, strict=True)
        pairs = [(old, new) for old, new in both if old is not new and old != new]
        gone, come = [old for old, _ in pairs], [new for _, new in pairs]
    else:
        kept = set(before) & set(after)
        gone = [item for item in before if item not in kept]
        come = [item for item in after if item not in kept]
        gone += _out_of_order(before, after, kept)
    boxes: list[Box] = []
    for item in come:
        twin = next((old for old in gone if type(old) is type(item) and old.box == item.box), None)
        if twin:
            gone.remove(twin)
        boxes += item.damage(twin) if twin else (item.box,)
    return merged([box for box in (*boxes, *(item.box for item in gone)) if box.w and box.h])


def _out_of_order(before: Scene, after: Scene, kept: Set[Item]) -> list[Item]:
    """Return the items of both whose order differs: they may now be above or below others."""
    old, new = ([item for item in scene if item in kept] for scene in (before, after))
    return [item for pair in zip_longest(old, new) if pair[0] != pair[1] for item in pair if item]


def merged(boxes: Sequence[Box]) -> list[Box]:
    """Merge overlapping boxes until none overlap."""
    apart: list[Box] = []
    for box in boxes:
        meeting = [other for other in apart if other.meets(box)]
        while meeting:
            for other in meeting:
                apart.remove(other)
                box = box.around(other)
            meeting = [other for other in apart if other.meets(box)]
        apart.append(box)
    return apart


def paint(scene: Scene, canvas: Canvas, boxes: Sequence[Box]) -> None:
    """Paint only these boxes of the scene; every item stays inside its own box."""
    surface = canvas.surface
    for box in boxes:
        for item in scene:
            if item.box.meets(box):
                surface.set_clip(pygame.Rect(item.box.common(box)))
                item.paint(canvas)
    surface.set_clip(None)
