"""The wiring as text for a terminal: the header, then every circuit part by part."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.config.header import HEADER, HeaderPin, Role
from kiosk.wiring.circuits import Circuit, notes


def text(circuits: tuple[Circuit, ...]) -> str:
    """Return the wiring as text."""
    return "\n".join(_lines(circuits)) + "\n"


def _lines(circuits: tuple[Circuit, ...]) -> Iterator[str]:
    yield "The header seen from above, memory card end up (● carries a signal of the kiosk)"
    yield ""
    yield from _header(circuits)
    for circuit in circuits:
        yield ""
        yield f"{circuit.title} ({circuit.where})"
        for chain in circuit.chains:
            yield "  " + " ── ".join(chain)
    yield ""
    for role in (Role.V5, Role.V3, Role.GROUND):
        pins = [str(pin.number) for pin in HEADER if pin.role is role]
        yield f"{role.value}: any of the pins {', '.join(pins)}."
    yield from notes(circuits)


def _header(circuits: tuple[Circuit, ...]) -> Iterator[str]:
    titles = {circuit.pin: circuit.title for circuit in circuits}
    room = max((len(title) for pin, title in titles.items() if pin % 2), default=0)

    def sign(pin: HeaderPin) -> str:
        return "●" if pin.number in titles else "○"

    for odd, even in zip(HEADER[::2], HEADER[1::2], strict=True):
        left = f"{titles.get(odd.number, ''):>{room}}  {odd.name:>6}  {odd.number:>2}"
        right = f"{even.number:<2}  {even.name:<6}  {titles.get(even.number, '')}"
        yield f"  {left} {sign(odd)} {sign(even)} {right}".rstrip()
