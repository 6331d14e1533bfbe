"""A dressed figure: one body type with its landmarks, points, relief, clothes and hair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from .arrays import Array, Ints, unit
from .body import Body, SurfacePoint
from .garments import CALM, Wardrobe, behind
from .head import Head
from .landmarks import Landmarks
from .lines import Line, areas, lines
from .mesh import Part, cut, vertex_normals
from .nails import nail_field
from .paths import BODIES
from .points import locate
from .relief import Relief

UNDER_CLOTH = 0.006
"""Skin this far inside a garment's border is not drawn."""


def limb_label(bone: str) -> int:
    """0 trunk, 1-2 upper arms, 3-4 hands, 5-6 legs, 7 face, 10-19 fingers, 20-29 toes."""
    right = int(bone.endswith(".R"))
    if bone.startswith("upperarm"):
        return 1 + right
    if bone.startswith(("lowerarm", "wrist", "metacarpal")):
        return 3 + right
    if bone.startswith("finger"):
        return 10 + 5 * right + int(bone[6]) - 1
    if bone.startswith("toe"):
        return 20 + 5 * right + int(bone[3]) - 1
    return 5 + right if bone.startswith(("upperleg", "lowerleg", "foot")) else 0


@dataclass(frozen=True)
class Wear:
    """What is drawn of a figure."""

    top: bool = True
    shorts: bool = True
    head: bool = True
    rise: float = 0.0
    """Cun by which the waistband stands higher than on the other pictures."""
    only: tuple[str, ...] = ()
    """Bones to draw, by prefix or ``prefix.SIDE``; empty draws all."""
    without: tuple[str, ...] = ()


@dataclass
class Dressed:
    """A posed and dressed figure, ready for the camera."""

    parts: list[Part]
    skin: Array
    normals: Array
    transforms: Array
    hidden: Ints = field(default_factory=lambda: np.zeros(0, dtype=int))


class Figure:
    """Everything about one body type that does not depend on its pose."""

    def __init__(self, body_name: str) -> None:
        self.name = body_name
        self.body = Body(BODIES / f"{body_name}.npz")
        self.landmarks = Landmarks(self.body)
        self.points: dict[str, SurfacePoint] = locate(self.landmarks)
        self.head = Head(self.body)
        self.labels: Ints = np.array([limb_label(b) for b in self.body.labels])[self.body.owner]

    @cached_property
    def relief(self) -> Relief:
        """The anatomical relief, made when it is first needed."""
        return Relief(self.body, self.landmarks)

    @cached_property
    def wardrobe(self) -> Wardrobe:
        """The clothes, made when they are first needed."""
        return Wardrobe(self.body, self.landmarks)

    @cached_property
    def behind(self) -> Array:
        """Per fine vertex: the back of the trunk, where shadows are drawn soft."""
        return behind(self.body)

    @cached_property
    def cloth_shade(self) -> dict[str, Array]:
        """Per garment and fine vertex: painted darkness, 0..1."""
        bare = np.zeros(len(self.body.rest))
        return {"top": bare, "shorts": self.relief.cloth_shade(self.wardrobe.crotch)}

    @cached_property
    def lines(self) -> dict[str, Line]:
        """Lines of anatomy by name."""
        return lines(self.body, self.landmarks, self.wardrobe.crotch)

    @cached_property
    def areas(self) -> dict[str, Line]:
        """Outlines of flat bones by name."""
        return areas(self.landmarks)

    @cached_property
    def nails(self) -> Array:
        """Per fine vertex: above 0 inside a nail plate."""
        return nail_field(self.body)

    def place(self, name: str) -> SurfacePoint:
        """A point or landmark by its key."""
        return self.points.get(name) or self.landmarks.places[name]

    def joint(self, label: str, transforms: Array) -> Array:
        """Where a bone begins in the pose."""
        matrix = transforms[self.body.index[label]]
        return np.asarray(matrix[:3, :3] @ self.body.head(label) + matrix[:3, 3])

    def skin(self, pose: Mapping[str, Array]) -> tuple[Array, Array, Array]:
        """Fine vertices and normals of the bare posed body, and the bone transforms."""
        transforms = self.body.transforms(pose)
        coarse = self.head.flattened(self.body.skin(transforms), transforms)
        fine = self.body.refine @ coarse
        body = self.body
        normals = vertex_normals(fine, body.triangles, body.adding)
        fine = fine + normals * self.relief.displacement[:, None]
        return fine, vertex_normals(fine, body.triangles, body.adding), transforms

    def dress(self, pose: Mapping[str, Array], wear: Wear) -> Dressed:
        """Pose the body, put the clothes on, and leave out what is not drawn."""
        skin, normals, transforms = self.skin(pose)
        triangles = self.body.triangles
        parts: list[Part] = []
        covered = np.zeros(len(skin), dtype=bool)
        drawn = self._drawn(wear)
        for worn, name in ((wear.shorts, "shorts"), (wear.top, "top")):
            if not worn:
                continue
            cut_ = self.wardrobe.top if name == "top" else self.wardrobe.shorts_risen(wear.rise)
            field_ = np.where(drawn, cut_, -0.05)
            offset = getattr(self.wardrobe, f"{name}_offset")
            cloth = skin + self.body.turned(offset, transforms)
            plain_ = self.wardrobe.plain[name][:, None]
            facing = self.wardrobe.normals_of(cloth, name) * (1 - plain_)
            facing += self.body.turned(self.wardrobe.flat[name], transforms) * plain_
            shade_ = self.cloth_shade[name][:, None]
            sewn, carried = cut(triangles, field_, np.hstack([cloth, facing, plain_, shade_]))
            normals_, plain, shade = unit(carried[:, 3:6]), carried[:, 6], carried[:, 7]
            parts.append(Part(carried[:, :3], sewn, name, normals_, shade=shade, plain=plain))
            covered |= field_ > UNDER_CLOTH
        shown = triangles[~covered[triangles].all(1) & drawn[triangles].all(1)]
        parts.insert(
            0,
            Part(
                skin,
                shown,
                "skin",
                normals,
                self.nails,
                self.relief.shade,
                self.labels[shown[:, 0]],
                CALM * self.behind,
            ),
        )
        if wear.head:
            parts += [self.head.mask(transforms), self.head.hair(skin, normals)]
        return Dressed(parts, skin, normals, transforms)

    def _drawn(self, wear: Wear) -> Array:
        """Per vertex: whether its bone is drawn; eyes never are."""

        def chosen(names: Sequence[str]) -> list[int]:
            found = []
            for name in names:
                prefix, _, side = name.partition(".")
                found += [
                    i
                    for i in self.body.bones(prefix)
                    if not side or self.body.labels[i].endswith("." + side)
                ]
            return found

        bones = np.ones(len(self.body.labels), dtype=bool)
        if wear.only:
            bones[:] = False
            bones[chosen(wear.only)] = True
        bones[chosen(wear.without)] = False
        bones[chosen(("eye",))] = False
        if not wear.head:
            bones[chosen(("head",))] = False
        return np.asarray(bones[self.body.owner])
