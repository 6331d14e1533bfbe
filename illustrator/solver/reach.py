"""One arm reaching for points: what counts as a good pose, and the search for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from ..arrays import Array, Mask
from ..figure import Figure
from ..rotations import Pose
from .kinematics import Skeleton, tensor
from .limbs import DIGITS, Arm, Range, Start

ROUNDS = 260
RATE = 0.03
NEIGHBOURS = ((2, 3), (3, 4), (4, 5), (1, 2), (1, 3))
FOLLOWS, COUPLING = 0.6, 0.05
"""How far the last joint of a finger bends for each degree of the middle one; how firmly."""
FINGER_BREADTH = 0.0155
"""Metres between the pads of two fingers that lie side by side."""


WITHDRAWING = 150
OF_THE_ARM = ("clavicle", "shoulder", "scapula", "elbow", "pronation", "wrist")
Angles = dict[str, Tensor]
"""Joint parameters of an arm by name (see ``Arm.ranges``)."""
HOLLOW = 0.004
"""Metres by which the hollow of a palm may stay off what the hand lies on."""
REACHED = 0.24
"""Metres round a goal within which the hand may meet the body."""


@dataclass(frozen=True)
class Contact:
    """A pad that shall lie on the skin."""

    place: Array
    normal: Array
    depth: float = 0.0005
    """Metres the pad sinks in: skin gives way."""


@dataclass
class Wish:
    """What a pose should be like: directions and places in the posed world, and weights."""

    contacts: dict[int, Contact]
    elbow: Array | None = None
    wrist: Array | None = None
    forward: Array | None = None
    """Where the hand points, wrist to knuckles."""
    dorsal: Array | None = None
    """Where the back of the hand looks."""
    aims: dict[int, tuple[Array, float]] = field(default_factory=dict)
    """Finger -> direction of its last bone, weight."""
    tips: dict[int, tuple[Array, float]] = field(default_factory=dict)
    """Finger -> place for its pad, weight."""
    resting: tuple[int, ...] = ()
    """Fingers whose pads should lie on the body wherever they are."""
    palm_weight: float = 0.0
    """How firmly the palm should lie on the body."""
    stand_off: float = 0.0
    """Metres of cloth between the skin and the hand."""
    elbow_weight: float = 6.0
    wrist_weight: float = 4.0
    forward_weight: float = 0.25
    dorsal_weight: float = 0.2
    contact_weight: float = 900.0
    pad_weight: float = 0.03
    resting_weight: float = 25.0
    likeness: float = 0.02
    """How alike neighbouring fingers should bend."""


def _sunk(places: Tensor, skin: Tensor, normals: Tensor, slack: float) -> tuple[Tensor, Tensor]:
    """How deep places lie under the nearest skin sample, beyond a slack; and signed height."""
    with torch.no_grad():
        nearest = torch.cdist(places, skin).argmin(1)
    offset = places - skin[nearest]
    height = (offset * normals[nearest]).sum(1)
    far = offset.norm(dim=1) >= 0.08
    depth = torch.relu(-(height + slack))
    return torch.where(far, torch.zeros_like(depth), depth), height


class Reacher:
    """Lets the arms of one figure reach for points."""

    def __init__(self, figure: Figure) -> None:
        self.figure = figure
        self.skeleton = Skeleton(figure.body)
        self.arms = {side: Arm(figure.body, side) for side in "LR"}
        self.angles: dict[str, Angles] = {}
        """What each arm's last search has found."""

    def not_arms(self) -> Mask:
        """Coarse vertices of head, trunk and legs."""
        names = ("upperarm", "lowerarm", "wrist", "finger", "metacarpal")
        return np.asarray(self.figure.body.share(*names, fine=False) < 0.15)

    def samples(
        self, pose: Mapping[str, Array], members: Mask, wish: Wish
    ) -> tuple[Tensor, Tensor]:
        """Places and normals of the seen skin that must not be entered.

        The fine mesh begins with its first subdivision, which is dense enough; what lies far from
        every goal is left out.
        """
        skin, normals, _ = self.figure.skin(pose)
        body = self.figure.body
        count = len(body.vertices)
        level_one = slice(0, body.first_level)
        chosen = (body.refine[level_one, :count] @ members.astype(float)) > 0.5
        goals = [c.place for c in wish.contacts.values()]
        goals += [g for g in (wish.wrist, wish.elbow) if g is not None]
        near = np.zeros(len(chosen), dtype=bool)
        for goal in goals:
            near |= ((skin[level_one] - goal) ** 2).sum(1) < REACHED**2
        chosen &= near
        return tensor(skin[level_one][chosen]), tensor(normals[level_one][chosen])

    def reach(
        self,
        side: str,
        fixed: Mapping[str, Array],
        obstacle: Mask,
        wish: Wish,
        starts: Sequence[Start],
        rounds: int = ROUNDS,
    ) -> Pose:
        """The best of several searches: the fixed pose with this arm's bones added."""
        arm = self.arms[side]
        skin = self.samples(fixed, obstacle, wish)
        best: tuple[float, Angles, Pose] | None = None
        for start in starts:
            found = self._search(arm, fixed, skin, wish, start, rounds)
            print(f"    a start: cost {found[0]:.4f}", flush=True)
            if best is None or found[0] < best[0]:
                best = found
        assert best is not None
        self.angles[side] = best[1]
        return {**fixed, **best[2]}

    def withdrawn(self, side: str, pose: Pose, offset: Array) -> Pose:
        """The pose this arm has just reached, its hand moved off as it is by ``offset`` metres."""
        arm = self.arms[side]
        still = self.skeleton.still(pose)
        chosen = arm.hand()
        goal = self.skeleton.skin(*still, chosen) + tensor(offset)
        angles = {
            k: v.clone().requires_grad_(k in OF_THE_ARM) for k, v in self.angles[side].items()
        }
        optimiser = torch.optim.Adam([v for v in angles.values() if v.requires_grad], lr=0.01)
        solved: dict[str, Tensor] = {}
        for _ in range(WITHDRAWING):
            optimiser.zero_grad()
            solved = arm.pose(angles)
            moved = self.skeleton.skin(
                *self.skeleton.transforms(solved, still, arm.moving()), chosen
            )
            cost = ((moved - goal) ** 2).sum(1).mean() * 1e4
            cost.backward()  # type: ignore[no-untyped-call,unused-ignore]
            optimiser.step()
        print(f"    withdrawn: {float(cost.detach()) ** 0.5 * 10:.1f} mm off", flush=True)
        return {**pose, **{label: v.detach().numpy().copy() for label, v in solved.items()}}

    def _search(
        self,
        arm: Arm,
        fixed: Mapping[str, Array],
        skin: tuple[Tensor, Tensor],
        wish: Wish,
        start: Start,
        rounds: int,
    ) -> tuple[float, Angles, Pose]:
        ranges = arm.ranges(start)
        angles = {name: tensor(r.start).clone().requires_grad_(True) for name, r in ranges.items()}
        optimiser = torch.optim.Adam(list(angles.values()), lr=RATE)
        schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, rounds, RATE * 0.05)
        costs = _Costs(self.skeleton, arm, wish, skin, self.skeleton.still(fixed))
        total = torch.zeros(())
        pose: dict[str, Tensor] = {}
        for turn in range(rounds):
            optimiser.zero_grad()
            pose = arm.pose(angles)
            total = costs.total(pose, turn / rounds)
            total = total + _comfort(angles, ranges, wish.likeness)
            total.backward()  # type: ignore[no-untyped-call,unused-ignore]
            optimiser.step()
            schedule.step()
        solved = {label: v.detach().numpy().copy() for label, v in pose.items()}
        found = {name: value.detach() for name, value in angles.items()}
        return float(total.detach()), found, solved


def _comfort(angles: dict[str, Tensor], ranges: dict[str, Range], likeness: float) -> Tensor:
    """Joints inside their limits, near their start, neighbouring fingers alike."""
    cost = torch.zeros((), dtype=torch.float64)
    for name, r in ranges.items():
        value = angles[name]
        low, high = tensor(r.low), tensor(r.high)
        cost = cost + 0.02 * (tensor(r.stiffness) * (value - tensor(r.start)) ** 2).sum()
        cost = cost + 20 * (torch.relu(value - high) ** 2 + torch.relu(low - value) ** 2).sum()
    for digit in DIGITS[1:]:  # the last joint follows the middle one: one tendon bends both
        _, second, third, _ = angles[f"finger {digit}"]
        cost = cost + COUPLING * (third - FOLLOWS * second) ** 2
    for a, b in ((2, 3), (3, 4), (4, 5)):
        apart = angles[f"finger {a}"][:3] - angles[f"finger {b}"][:3]
        cost = cost + likeness * (apart**2).sum()
    return cost


class _Costs:
    """The wish as numbers.  Guides lead early; contact and collision decide in the end."""

    def __init__(
        self,
        skeleton: Skeleton,
        arm: Arm,
        wish: Wish,
        skin: tuple[Tensor, Tensor],
        still: tuple[Tensor, Tensor],
    ) -> None:
        self.skeleton, self.arm, self.wish, self.skin = skeleton, arm, wish, skin
        self.still, self.moving = still, arm.moving()
        self.pads = {digit: torch.tensor(arm.pads[digit].vertices) for digit in DIGITS}
        self.hand, self.forearm, self.palm = arm.hand(), arm.forearm(), arm.palm()

    def total(self, pose: dict[str, Tensor], progress: float) -> Tensor:
        wish, arm, side = self.wish, self.arm, self.arm.side
        index = self.skeleton.body.index
        turns, shifts = self.skeleton.transforms(pose, self.still, self.moving)
        late = float(np.clip((progress - 0.25) / 0.2, 0, 1))
        last = float(np.clip((progress - 0.6) / 0.2, 0, 1))
        early = (1 - 0.6 * late) * (1 - 0.8 * last)
        guide = 1 - 0.8 * last
        pads = {d: self.skeleton.skin(turns, shifts, v) for d, v in self.pads.items()}
        cost = torch.zeros((), dtype=torch.float64)

        def joint(label: str) -> Tensor:
            i = index[f"{label}.{side}"]
            return turns[i] @ self.skeleton.heads[i] + shifts[i]

        def towards(bone: str, vector: Array, aim: Array) -> Tensor:
            aim_ = tensor(np.asarray(aim, dtype=float) / np.linalg.norm(aim))
            return 1 - ((turns[index[f"{bone}.{side}"]] @ tensor(vector)) * aim_).sum()

        for digit, contact in wish.contacts.items():
            goal = contact.place + contact.normal * (wish.stand_off - contact.depth)
            miss = ((pads[digit].mean(0) - tensor(goal)) ** 2).sum()
            cost = cost + wish.contact_weight * miss * (0.3 + 0.7 * late + 2 * last)
            facing = towards(f"finger{digit}-3", arm.pads[digit].facing, -contact.normal)
            cost = cost + wish.pad_weight * facing
        for digit, (aim, weight) in wish.aims.items():
            cost = cost + guide * weight * towards(f"finger{digit}-3", arm.pads[digit].along, aim)
        for digit, (place, weight) in wish.tips.items():
            cost = cost + guide * weight * ((pads[digit].mean(0) - tensor(place)) ** 2).sum()
        if wish.elbow is not None:
            miss = ((joint("lowerarm01") - tensor(wish.elbow)) ** 2).sum()
            cost = cost + guide * wish.elbow_weight * miss
        if wish.wrist is not None:
            miss = ((joint("wrist") - tensor(wish.wrist)) ** 2).sum()
            cost = cost + wish.wrist_weight * early * miss
        if wish.forward is not None:
            turn = towards("metacarpal2", arm.forward, wish.forward)
            cost = cost + wish.forward_weight * early * turn
        if wish.dorsal is not None:
            turn = towards("metacarpal2", arm.dorsal, wish.dorsal)
            cost = cost + wish.dorsal_weight * early * turn
        if late == 0 or not len(self.skin[0]):
            return cost
        return cost + late * self._collisions(turns, shifts, pads, 1 + 9 * last)

    def _collisions(
        self, turns: Tensor, shifts: Tensor, pads: dict[int, Tensor], hardness: float
    ) -> Tensor:
        wish = self.wish
        hand = self.skeleton.skin(turns, shifts, self.hand)
        fore = self.skeleton.skin(turns, shifts, self.forearm)
        depth, _ = _sunk(hand, *self.skin, 0.0015 - wish.stand_off)
        cost = hardness * 4e4 * ((depth**2).mean() + 4 * (torch.relu(depth - 0.0015) ** 2).mean())
        depth, _ = _sunk(fore, *self.skin, -0.004 - wish.stand_off)
        cost = cost + 2e4 * (depth**2).mean()
        for digit in wish.resting:
            _, height = _sunk(pads[digit], *self.skin, 0.0)
            lifted = height - 0.001 - wish.stand_off
            cost = cost + wish.resting_weight * (lifted**2).mean()
        if wish.palm_weight:
            palm = self.skeleton.skin(turns, shifts, self.palm)
            _, height = _sunk(palm, *self.skin, 0.0)
            lifted = torch.relu(height - HOLLOW - wish.stand_off)
            cost = cost + wish.palm_weight * (lifted**2).mean()
        for a, b in NEIGHBOURS:
            apart = (pads[a].mean(0) - pads[b].mean(0)).norm()
            cost = cost + 60 * torch.relu(FINGER_BREADTH - apart) ** 2
        return cost
