from __future__ import annotations

import pytest

from kiosk.doctor import board
from kiosk.doctor.findings import Level
from tests.doctor.expected import FAULT, OK, WARNING, expect_one
from tests.doctor.fake_machine import Answers


def test_the_board_is_reported_with_its_revision(pi: Answers) -> None:
    expect_one(board.board(pi.machine), OK, "Raspberry Pi 4 Model B Rev 1.4, revision c03114")


def test_a_machine_that_is_not_a_raspberry_pi_is_warned(bare: Answers) -> None:
    expect_one(board.board(bare.machine), WARNING, "not a Raspberry Pi", "run --simulate")
    bare.write("/proc/device-tree/model", "Some other board\0")
    expect_one(board.board(bare.machine), WARNING, "not a Raspberry Pi")


def test_good_power_is_reported_as_ok(pi: Answers) -> None:
    expect_one(board.power(pi.machine), OK, "have been fine since boot")


@pytest.mark.parametrize(
    ("flags", "level", "said", "remedy"),
    [
        ("1", FAULT, "voltage too low now", "power supply"),
        ("10000", WARNING, "voltage too low at some point since boot", "power supply"),
        ("10001", FAULT, "voltage too low now", "power supply"),
        ("2", FAULT, "processor speed capped now", "heat sink"),
        ("40000", WARNING, "processor throttled at some point since boot", "heat sink"),
        ("80000", WARNING, "temperature limit active at some point since boot", "heat sink"),
    ],
)
def test_the_firmware_flags_are_reported_in_words(
    flags: str, level: Level, said: str, remedy: str, pi: Answers
) -> None:
    pi.write("/sys/devices/platform/soc/soc:firmware/get_throttled", f"{flags}\n")
    expect_one(board.power(pi.machine), level, said, remedy)


def test_every_flag_set_is_reported(pi: Answers) -> None:
    pi.write("/sys/devices/platform/soc/soc:firmware/get_throttled", "f000f\n")
    assert len(list(board.power(pi.machine))) == 4


def test_without_the_file_the_command_is_run(pi: Answers) -> None:
    pi.remove("/sys/devices/platform/soc/soc:firmware/get_throttled")
    pi.commands["vcgencmd get_throttled"] = "throttled=0x50005\n"
    assert [found.level for found in board.power(pi.machine)] == [FAULT, FAULT]
    del pi.commands["vcgencmd get_throttled"]
    expect_one(board.power(pi.machine), WARNING, "the firmware reports nothing")


def test_a_machine_that_is_not_a_raspberry_pi_has_no_power_flags(bare: Answers) -> None:
    assert list(board.power(bare.machine)) == []
    assert bare.run == []
