from __future__ import annotations

from kiosk.config.header import GROUNDS, HEADER, Role, physical
from kiosk.config.settings import Pins
from kiosk.panel.pin_factory import mock_factory


def test_the_header_has_forty_pins_in_order() -> None:
    assert [pin.number for pin in HEADER] == list(range(1, 41))
    assert sorted(pin.bcm for pin in HEADER if pin.bcm is not None) == list(range(28))


def test_the_header_matches_gpiozero_s() -> None:
    factory = mock_factory()  # the names of version 2, or of 1.6.2
    board = factory.board_info if hasattr(factory, "board_info") else factory.pi_info
    known = board.headers["J8"].pins
    for pin in HEADER:
        info = known[pin.number]
        name = info.name if hasattr(info, "name") else info.function
        assert name == {Role.V3: "3V3", Role.V5: "5V", Role.GROUND: "GND"}.get(pin.role, pin.name)


def test_the_default_pins_are_the_documented_ones() -> None:
    pins = Pins()
    found = [physical(bcm) for bcm in (pins.advance, pins.repeat, pins.switch, pins.buzzer)]
    assert found == [29, 31, 37, 32]
    assert [physical(bcm) for bcm in (16, 22, 23, 24)] == [36, 15, 16, 18]


def test_eight_pins_are_ground() -> None:
    assert GROUNDS == (6, 9, 14, 20, 25, 30, 34, 39)
