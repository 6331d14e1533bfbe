"""Fake the kernel's answers byte by byte, as include/uapi/linux/gpio.h defines them."""

from __future__ import annotations

import errno
import struct
from pathlib import Path

import pytest

from kiosk.panel.gpio_lines import ask_kernel, header_chip, held_by

USED, OUTPUT = 1, 8


class Kernel:
    """The chips' labels by device name, and the consumers of held lines."""

    def __init__(self, folder: Path, **labels: str) -> None:
        self.folder, self.labels = folder, labels
        self.held: dict[tuple[str, int], bytes] = {}
        for name in labels:
            (folder / name).touch()

    def ask(self, device: Path, request: int, wanted: bytes) -> bytes:
        if not self.labels[device.name]:
            raise PermissionError(errno.EACCES, "Permission denied")
        size = request >> 16 & 0x3FFF
        assert len(wanted) == size, "the kernel copies as many bytes as the request says"
        if request & 0xFF == 1:
            label = self.labels[device.name].encode()
            return device.name.encode().ljust(32, b"\0") + label.ljust(32, b"\0") + b"\x3a\0\0\0"
        assert request & 0xFF == 5
        (pin,) = struct.unpack_from("=I", wanted, 64)
        if pin > 57:
            raise OSError(errno.EINVAL, "Invalid argument")
        consumer = self.held.get((device.name, pin))
        head = b"GPIO%d" % pin, consumer or b"", pin, 0, OUTPUT | USED * (consumer is not None)
        return struct.pack("=32s32sIIQ", *head).ljust(256, b"\0")


def test_the_header_s_chip_is_recognised_by_its_label(tmp_path: Path) -> None:
    kernel = Kernel(
        tmp_path, gpiochip0="gpio-brcmstb@107d508500", gpiochip4="pinctrl-rp1", gpiochip9=""
    )
    assert header_chip(tmp_path, kernel.ask) == tmp_path / "gpiochip4"


def test_without_a_header_there_is_no_chip(tmp_path: Path) -> None:
    kernel = Kernel(tmp_path, gpiochip0="")
    assert header_chip(tmp_path, kernel.ask) is None
    assert held_by([5], tmp_path, kernel.ask) == {}


def test_every_held_line_is_listed_with_its_holder(tmp_path: Path) -> None:
    kernel = Kernel(tmp_path, gpiochip0="pinctrl-bcm2711")
    kernel.held = {
        ("gpiochip0", 5): b"gpioset",
        ("gpiochip0", 12): b"",
        ("gpiochip0", 13): b"x" * 32,
    }
    assert held_by([5, 6, 12, 13], tmp_path, kernel.ask) == {
        5: "gpioset",
        12: "another program",
        13: "x" * 32,
    }


def test_a_line_the_chip_does_not_have_is_skipped(tmp_path: Path) -> None:
    kernel = Kernel(tmp_path, gpiochip0="pinctrl-bcm2711")
    kernel.held = {("gpiochip0", 5): b"gpioset"}
    assert held_by([99, 5], tmp_path, kernel.ask) == {5: "gpioset"}


def test_a_file_that_is_no_chip_is_a_system_error() -> None:
    with pytest.raises(OSError, match="ioctl"):
        ask_kernel(Path("/dev/null"), 0x8044B401, bytes(68))
    with pytest.raises(FileNotFoundError):
        ask_kernel(Path("/dev/no-such-chip"), 0x8044B401, bytes(68))
