"""The 40-pin header: the BCM number, supply or ground of each physical pin.

Source: the Raspberry Pi's header, identical on every model since the B+.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Role(enum.Enum):
    """The role of a header pin. The value is its label."""

    GPIO = "GPIO"
    GROUND = "ground"
    V3 = "3.3 V"
    V5 = "5 V"


@dataclass(frozen=True)
class HeaderPin:
    """One pin: ``number`` is its physical number, from 1; ``bcm`` the number of a GPIO."""

    number: int
    role: Role
    bcm: int | None = None

    @property
    def name(self) -> str:
        """The pin's label: ``GPIO5``, ``ground``, ``3.3 V`` or ``5 V``."""
        return self.role.value if self.bcm is None else f"GPIO{self.bcm}"


_GPIO = {
    **{3: 2, 5: 3, 7: 4, 8: 14, 10: 15, 11: 17, 12: 18, 13: 27, 15: 22, 16: 23, 18: 24, 19: 10},
    **{21: 9, 22: 25, 23: 11, 24: 8, 26: 7, 27: 0, 28: 1, 29: 5, 31: 6, 32: 12, 33: 13, 35: 19},
    **{36: 16, 37: 26, 38: 20, 40: 21},
}
_SUPPLY = {1: Role.V3, 17: Role.V3, 2: Role.V5, 4: Role.V5}

HEADER = tuple(
    HeaderPin(number, _SUPPLY.get(number, Role.GPIO if number in _GPIO else Role.GROUND), bcm)
    for number in range(1, 41)
    for bcm in (_GPIO.get(number),)
)
"""All pins in order: odd ones in one column, even ones in the other at the board's edge."""

GROUNDS = tuple(pin.number for pin in HEADER if pin.role is Role.GROUND)


def physical(bcm: int) -> int:
    """Return the physical pin of a BCM number from 0 to 27."""
    return next(pin.number for pin in HEADER if pin.bcm == bcm)
