"""A page as a list of items, and painting only what differs from the page before."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import zip_longest

import pygame

from kiosk.screen.paint.box import Box
from kiosk.screen.paint.items import Canvas, Item

Scene = tuple[Item, ...]
"""Items from the back to the front. The first fills the whole page."""


def damage(before: Scene, after: Scene) -> list[Box]:
    """Give the boxes that must be painted anew, none touching another."""
    if len(before) == len(after):
        # While a page stands, the same items come in the same order: no need to look for them.
        both = zip(before, after, strict=True)
        pairs = [(old, new) for old, new in both if old is not new and old != new]
        gone, come = [old for old, _ in pairs], [new for _, new in pairs]
    else:
        kept = set(before) & set(after)
        gone = [item for item in before if item not in kept]
        come = [item for item in after if item not in kept]
        gone += _out_of_order(before, after, kept)
    boxes = []
    for item in come:
        twin = next((old for old in gone if type(old) is type(item) and old.box == item.box), None)
        if twin:
            gone.remove(twin)
        boxes.append(item.damage(twin) if twin else item.box)
    return merged([box for box in (*boxes, *(item.box for item in gone)) if box.w and box.h])


def _out_of_order(before: Scene, after: Scene, kept: Set[Item]) -> list[Item]:
    """Give what is in both, but not in the same order: it may lie over or under others now."""
    old, new = ([item for item in scene if item in kept] for scene in (before, after))
    return [item for pair in zip_longest(old, new) if pair[0] != pair[1] for item in pair if item]


def merged(boxes: Sequence[Box]) -> list[Box]:
    """Put boxes that meet into one, until none do."""
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
    """Paint those boxes of the scene, and nothing outside them; no item leaves its own box."""
    surface = canvas.surface
    for box in boxes:
        for item in scene:
            if item.box.meets(box):
                surface.set_clip(pygame.Rect(item.box.common(box)))
                item.paint(canvas)
    surface.set_clip(None)
