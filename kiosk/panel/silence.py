"""Silences the buzzer when the kiosk has died in the middle of a rhythm.

A Raspberry Pi's kernel keeps the level of an output that nobody holds any more, so a killed kiosk
would leave its buzzer on until the next one is up. The kiosk therefore leaves a note of its buzzer's
line, and systemd runs this file by itself after every end of the kiosk. It speaks to the kernel
directly and imports nothing that takes time, neither the kiosk nor a GPIO library.
"""

import fcntl
import os
import struct
import sys

NOTE = "buzzer"
"""The note's name in the unit's runtime directory: chip, line, and 1 if a high line sounds."""

_GET_LINE = 0xC250B407
_REQUEST_SIZE = 592
_ACTIVE_LOW, _OUTPUT = 1 << 1, 1 << 3
"""GPIO_V2_GET_LINE_IOCTL, its argument's size, and flags. Source: Linux, include/uapi/linux/gpio.h."""


def leave_note(folder: str, chip: int, line: int, active_high: bool) -> None:
    """Write down the buzzer's line before it is opened.

    :param folder: the unit's runtime directory
    :param chip: number of the GPIO chip, as in ``/dev/gpiochip0``
    :raises OSError: if it cannot be written
    """
    with open(os.path.join(folder, NOTE), "w", encoding="ascii") as note:
        note.write(f"{chip} {line} {active_high:d}\n")


def read_note(folder: str) -> "tuple[int, int, bool] | None":
    """Give chip, line and whether a high line sounds; ``None`` if no buzzer was ever opened.

    :raises ValueError: if the note is not what :func:`leave_note` writes
    """
    try:
        with open(os.path.join(folder, NOTE), encoding="ascii") as note:
            chip, line, active_high = map(int, note.read().split())
    except FileNotFoundError:
        return None
    return chip, line, bool(active_high)


def request(line: int, active_high: bool) -> bytearray:
    """Give the kernel's ``gpio_v2_line_request`` for one output line that is inactive at once."""
    made = bytearray(_REQUEST_SIZE)
    struct.pack_into("=I", made, 0, line)
    made[256:263] = b"silence"
    struct.pack_into("=Q", made, 288, _OUTPUT if active_high else _OUTPUT | _ACTIVE_LOW)
    struct.pack_into("=I", made, 560, 1)
    return made


def silence(chip: int, line: int, active_high: bool) -> None:
    """Drive the line to where the buzzer is silent, and let go of it.

    :raises OSError: if the chip is not there or the line is held by another program
    """
    file = os.open(f"/dev/gpiochip{chip}", os.O_RDWR | os.O_CLOEXEC)
    try:
        asked = request(line, active_high)
        fcntl.ioctl(file, _GET_LINE, asked)
        os.close(struct.unpack_from("=i", asked, 588)[0])
    finally:
        os.close(file)


def main() -> int:
    """Silence the buzzer of the note, if there is one; give the exit code."""
    try:
        noted = read_note(os.environ["RUNTIME_DIRECTORY"])
        if noted is not None:
            silence(*noted)
    except (KeyError, OSError, ValueError) as error:
        sys.stderr.write(f"The buzzer cannot be silenced: {error!r}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
