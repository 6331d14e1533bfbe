"""The kernel's answers, faked byte by byte as include/uapi/linux/gpio.h defines them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.panel.gpio_lines import Line, ask_kernel, chips, header_chip, held_by, look
from tests.panel.fake_gpio_chip import INPUT, OUTPUT, PULL_DOWN, PULL_UP, USED, Chips

CHIP = Path("/dev/gpiochip0")
LABEL = {"gpiochip0": "pinctrl-bcm2711"}


def appeared(folder: Path, made: Chips) -> Chips:
    made.appear(folder)
    return made


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
    made = Chips(LABEL, {5: (flags, consumer)})
    assert str(look(CHIP, [5], made.ask)[5]) == text


def test_a_line_the_chip_does_not_have_is_left_out() -> None:
    made = Chips(LABEL, count=10)
    assert look(CHIP, [5, 26], made.ask) == {5: Line("", False)}


def test_every_chip_that_can_be_opened_is_listed_with_its_label(tmp_path: Path) -> None:
    labels = {"gpiochip0": "raspberrypi-exp-gpio", "gpiochip1": "pinctrl-rp1"}
    made = appeared(tmp_path, Chips({**labels, "gpiochip2": ""}))
    found = chips(tmp_path, made.ask)
    assert {device.name: label for device, label in found.items()} == labels


def test_the_kernel_itself_refuses_a_file_that_is_no_chip(tmp_path: Path) -> None:
    (tmp_path / "gpiochip0").touch()
    assert chips(tmp_path) == {}


def test_the_header_s_chip_is_recognised_by_its_label(tmp_path: Path) -> None:
    labels = {"gpiochip0": "gpio-brcmstb@107d508500", "gpiochip4": "pinctrl-rp1", "gpiochip9": ""}
    made = appeared(tmp_path, Chips(labels))
    assert header_chip(tmp_path, made.ask) == tmp_path / "gpiochip4"


def test_without_a_header_there_is_no_chip(tmp_path: Path) -> None:
    made = appeared(tmp_path, Chips({"gpiochip0": ""}))
    assert header_chip(tmp_path, made.ask) is None
    assert held_by([5], tmp_path, made.ask) == {}


def test_every_held_line_is_listed_with_its_holder(tmp_path: Path) -> None:
    held = {5: "gpioset", 12: "", 13: "x" * 32}
    lines = {pin: (OUTPUT | USED, consumer) for pin, consumer in held.items()}
    made = appeared(tmp_path, Chips(LABEL, lines))
    assert held_by([99, 5, 6, 12, 13], tmp_path, made.ask) == {**held, 12: "another program"}


def test_a_file_that_is_no_chip_is_a_system_error() -> None:
    with pytest.raises(OSError, match="ioctl"):
        ask_kernel(Path("/dev/null"), 0x8044B401, bytes(68))
    with pytest.raises(FileNotFoundError):
        ask_kernel(Path("/dev/no-such-chip"), 0x8044B401, bytes(68))
