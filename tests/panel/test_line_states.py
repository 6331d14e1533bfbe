from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.panel.gpio_lines import Line, chips, look
from tests.panel.fake_gpio_chip import INPUT, OUTPUT, PULL_DOWN, PULL_UP, USED, Chips

CHIP = Path("/dev/gpiochip0")


@pytest.mark.parametrize(
    ("flags", "consumer", "text"),
    [
        (INPUT, "", "input, free"),
        (INPUT | PULL_UP | USED, "lg", "input, pulled up, held by lg"),
        (INPUT | PULL_DOWN | USED, "gpiomon", "input, pulled down, held by gpiomon"),
        (OUTPUT | USED, "", "output, held by another program"),
        (OUTPUT, "", "output, free"),
    ],
)
def test_a_line_is_described_as_the_kernel_reports_it(flags: int, consumer: str, text: str) -> None:
    made = Chips({"gpiochip0": "pinctrl-bcm2711"}, {5: (flags, consumer)})
    assert str(look(CHIP, [5], made.ask)[5]) == text


def test_a_line_the_chip_does_not_have_is_left_out() -> None:
    made = Chips({"gpiochip0": "pinctrl-bcm2711"}, count=10)
    assert look(CHIP, [5, 26], made.ask) == {5: Line("", False)}


def test_every_chip_is_listed_with_its_label(tmp_path: Path) -> None:
    made = Chips({"gpiochip0": "raspberrypi-exp-gpio", "gpiochip1": "pinctrl-rp1"})
    made.appear(tmp_path)
    found = chips(tmp_path, made.ask)
    assert {device.name: label for device, label in found.items()} == made.labels


def test_a_chip_that_cannot_be_opened_is_left_out(tmp_path: Path) -> None:
    def refuse(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "gpiochip0").touch()
    assert chips(tmp_path, refuse) == {}


def test_the_kernel_itself_refuses_a_file_that_is_no_chip(tmp_path: Path) -> None:
    (tmp_path / "gpiochip0").touch()
    assert chips(tmp_path) == {}
