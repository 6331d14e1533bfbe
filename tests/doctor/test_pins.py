from __future__ import annotations

import pytest

from kiosk.config.settings import Factory, Pins
from kiosk.doctor import pins, service
from kiosk.doctor.findings import Finding, Level
from tests.doctor.expected import FAULT, WARNING, expect_one, worse
from tests.doctor.fake_machine import Answers
from tests.mock_wires import LIGHTS
from tests.panel.fake_gpio_chip import INPUT, OUTPUT, PULL_UP, USED


def pin_findings(answers: Answers, settings: Pins | None = None) -> list[Finding]:
    return list(pins.pins(answers.machine, service.ask(answers.machine), settings or Pins()))


def held(answers: Answers, *numbers: int) -> None:
    answers.chips.lines |= dict.fromkeys(numbers, (INPUT | PULL_UP | USED, "lg"))


def test_the_running_kiosk_s_pins_are_ok_and_reported_with_their_holder(pi: Answers) -> None:
    held(pi, 5, 6, 26)
    pi.chips.lines[12] = (OUTPUT | USED, "lg")
    found = pin_findings(pi)
    assert worse(found) == []
    texts = [item.text for item in found]
    assert "driver lgpio is installed" in texts
    assert "the header is gpiochip0 (pinctrl-bcm2711)" in texts
    assert "GPIO5, pin 29, ADVANCE button: input, pulled up, held by lg" in texts
    assert "GPIO12, pin 32, buzzer: output, held by lg" in texts


def test_no_line_is_ever_claimed(pi: Answers) -> None:
    pin_findings(pi)
    assert set(pi.chips.asked) == {"0x8044b401", "0xc100b405"}, "only questions"


def test_a_pin_held_by_another_program_is_a_fault_with_its_name(pi: Answers) -> None:
    pi.unit("ActiveState=active", "ActiveState=inactive")
    pi.chips.lines[6] = (INPUT | USED, "gpiomon")
    (found,) = worse(pin_findings(pi))
    assert found.level is FAULT
    assert "GPIO6, pin 31, REPEAT button: input, held by gpiomon" in found.text
    assert "fuser" in found.remedy


def test_a_pin_that_the_running_kiosk_does_not_hold_is_reported(pi: Answers) -> None:
    held(pi, 5, 6, 12)
    (found,) = worse(pin_findings(pi))
    assert found.level is WARNING
    assert found.text.startswith("GPIO26, pin 37, SWITCH SIDES button")


def test_every_pin_of_the_settings_is_looked_at(pi: Answers) -> None:
    lights = Pins(**LIGHTS)
    texts = " ".join(found.text for found in pin_findings(pi, lights))
    for pin in (5, 6, 26, 12, 22, 23, 24):
        assert f"GPIO{pin}, " in texts


def test_the_header_is_found_among_other_chips(pi: Answers) -> None:
    pi.chips.labels = {"gpiochip0": "raspberrypi-exp-gpio", "gpiochip4": "pinctrl-rp1"}
    pi.chips.appear(pi.root / "dev")
    assert any("gpiochip4 (pinctrl-rp1)" in found.text for found in pin_findings(pi))


def test_a_chip_without_the_line_is_reported(pi: Answers) -> None:
    pi.chips.count = 20
    held(pi, 5, 6, 12)
    (found,) = worse(pin_findings(pi))
    assert "GPIO26" in found.text
    assert "cannot be queried" in found.text


@pytest.mark.parametrize(
    ("labels", "level", "said"),
    [
        ({}, FAULT, "reports no GPIO chip"),
        ({"gpiochip0": "exp"}, WARNING, "no known header chip among gpiochip0 (exp)"),
    ],
)
def test_a_pi_without_a_header_is_reported(
    labels: dict[str, str], level: Level, said: str, pi: Answers
) -> None:
    pi.remove("/dev/gpiochip0")
    pi.chips.labels = labels
    pi.chips.appear(pi.root / "dev")
    expect_one(worse(pin_findings(pi)), level, said)


def test_unreadable_chips_are_reported(pi: Answers) -> None:
    def refuse(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    pi.chips.ask = refuse  # type: ignore[method-assign, assignment]
    expect_one(worse(pin_findings(pi)), WARNING, "gpiochip0 cannot be queried", "group gpio")


def test_a_desktop_without_pins_is_only_warned(bare: Answers) -> None:
    bare.modules.clear()
    found = pin_findings(bare)
    assert [item.level for item in found] == [WARNING, WARNING]


def test_a_driver_that_is_missing_on_a_device_is_a_fault(pi: Answers) -> None:
    held(pi, 5, 6, 26, 12)
    pi.modules.clear()
    expect_one(
        worse(pin_findings(pi)), FAULT, "driver lgpio is not", "sudo apt install python3-lgpio"
    )


def test_mock_pins_on_a_device_are_a_fault(pi: Answers) -> None:
    held(pi, 5, 6, 26, 12)
    expect_one(worse(pin_findings(pi, Pins(factory=Factory.MOCK))), FAULT, "no real pins", "lgpio")
