"""Find pins of the settings that two parts share, or that another function of the Pi needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kiosk.config.faults import Fault
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


def faults(document: Document, usual: Mapping[str, object]) -> Iterator[Fault]:
    """Find pins that two parts share, or that another function needs, whatever else is faulty.

    :param usual: what each key of ``pins`` has where the file does not say
    """
    pins = document.data.get("pins") if isinstance(document.data, dict) else None
    if not isinstance(pins, dict):
        return
    allowed = pins.get("reserved_ok")
    allowed = allowed if isinstance(allowed, list) else []
    defaults = {name: value for name, value in usual.items() if type(value) is int}
    taken: dict[int, str] = {}
    known = {name: pin for name, pin in pins.items() if name in usual}
    for name, pin in {**{k: v for k, v in defaults.items() if k not in pins}, **known}.items():
        if type(pin) is not int:
            continue
        if pin in taken:
            problem = f"pin {pin} is already taken by {taken[pin]}"
            yield document.fault(("pins", name), problem)
        taken.setdefault(pin, name)
        if pin in RESERVED and pin not in allowed:
            problem = f"pin {pin} belongs to {RESERVED[pin]}; choose another"
            remedy = ", or list it in pins.reserved_ok if your Pi leaves it free"
            yield document.fault(("pins", name), problem + remedy)
