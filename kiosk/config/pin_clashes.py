"""The pins of the settings: their numbers, and those that do not suit their parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kiosk.config import fields
from kiosk.config.faults import Fault
from kiosk.config.header import HEADER, Role
from kiosk.config.schema import Between, Expected
from kiosk.config.yaml_document import Document

RESERVED = {
    **dict.fromkeys((0, 1), "the HAT's EEPROM"),
    **dict.fromkeys((2, 3), "I2C, with fixed pull-ups"),
    4: "1-Wire",
    **dict.fromkeys((7, 8, 9, 10, 11), "SPI0"),
    **dict.fromkeys((14, 15), "the serial console"),
    **dict.fromkeys((18, 19, 20, 21), "I2S sound"),
}
"""Pins that another function of the Pi may use. Source: the Pi's header, BCM numbering."""

PULLED_UP = (2, 3)
"""Pins with a fixed pull-up of 1.8 kOhm on the board. Source: Raspberry Pi, GPIO documentation."""


@dataclass(frozen=True)
class BcmNumber(Between):
    """A BCM number of the header's GPIO pins."""

    low: float = 0
    high: float = 27

    def check(self, value: float) -> None:
        """Accept a BCM number; explain the number of a place on the header."""
        if self.low <= value <= self.high:
            return
        problem = f"expected 0 to 27, a BCM number, not {value}"
        place = next((pin for pin in HEADER if pin.number == value), None)
        if place and place.role is Role.GPIO:
            problem += f"; place {value} on the header is {place.name}: write {place.bcm}"
        elif place:
            problem += f"; place {value} on the header is {place.name}"
        raise Expected(problem)


class ButtonNumber(BcmNumber):
    """The BCM number of a button's pin."""


def faults(document: Document, kind: type) -> Iterator[Fault]:
    """Find pins that two parts share, or that another function needs, whatever else is faulty.

    :param kind: the type of ``pins``, with what each key has where the file does not say
    """
    pins = document.data.get("pins") if isinstance(document.data, dict) else None
    if not isinstance(pins, dict):
        return
    allowed = pins.get("reserved_ok")
    allowed = allowed if isinstance(allowed, list) else []
    usual = {each.name: each.default for each in fields.fields(kind)}
    usual = {name: pin for name, pin in usual.items() if name not in pins}
    low = tuple(_resting_low(document.data, kind))
    taken: dict[int, str] = {}
    for name, pin in {**usual, **pins}.items():
        if type(pin) is not int or name not in _names(kind):
            continue
        if pin in taken:
            problem = f"pin {pin} is already taken by {taken[pin]}"
            if taken[pin] in usual:
                problem += f", whose default it is: choose another, or set pins.{taken[pin]} too"
            yield document.fault(("pins", name), problem + _as_place(pin))
        taken.setdefault(pin, name)
        if pin in PULLED_UP and name in low:
            problem = f"pin {pin} has a fixed pull-up of 1.8 kOhm on the board, so"
            buzzing = "the buzzer would sound while no program runs"
            pressed = "the button would always read as pressed with this buttons.pull"
            consequence = buzzing if name == "buzzer" else pressed
            problem = f"{problem} {consequence}: choose another pin{_as_place(pin)}"
            yield document.fault(("pins", name), problem)
        elif pin in RESERVED and pin not in allowed:
            problem = f"pin {pin} belongs to {RESERVED[pin]}; choose another"
            remedy = ", or list it in pins.reserved_ok if your Pi leaves it free"
            yield document.fault(("pins", name), problem + remedy + _as_place(pin))


def _as_place(number: int) -> str:
    """Return what to write if the number is a place on the header instead, where that is free."""
    bcm = next((place.bcm for place in HEADER if place.number == number), None)
    if bcm is None or bcm in RESERVED:
        return ""
    return f"; if you mean place {number} on the header, that is GPIO{bcm}: write {bcm}"


def _names(kind: type, rule: type[BcmNumber] = BcmNumber) -> Iterator[str]:
    """Yield the keys of single pins that have a rule."""
    for each in fields.fields(kind):
        bare, rules, _ = fields.bare(each.kind)
        if bare is int and any(isinstance(one, rule) for one in rules):
            yield each.name


def _resting_low(data: Mapping[str, object], kind: type) -> Iterator[str]:
    """Yield the keys of the parts whose line must rest low, whatever else is faulty."""
    buttons, buzzer = data.get("buttons"), data.get("buzzer")
    if isinstance(buttons, dict) and buttons.get("pull") in ("down", "external_down"):
        yield from _names(kind, ButtonNumber)
    given = buzzer if isinstance(buzzer, dict) else {}
    if given.get("kind") == "passive" or given.get("active_high") is not False:
        yield "buzzer"
