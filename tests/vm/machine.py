"""The emulated machine: QEMU without a network, its agent, and what QEMU sees from outside."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import pygame

SCREEN = (800, 480)
"""Pixels of the machine's screen: the common 7" panel."""

STARTS_ANEW = "first_boot"
"""The disk whose machine may start anew by itself; any other's ends, and so fails its test."""

HOLDING = 50
"""Milliseconds from one key of a combination to the next."""

CONNECTING = 20.0
"""Seconds QEMU has to open its sockets."""

BOOTING = 300.0
"""Seconds the guest has to come up; it takes 20 to 40 on an idle machine of two cores."""


@dataclass(frozen=True)
class Arch:
    """How QEMU emulates an architecture.

    :ivar append: words for the kernel's command line
    """

    program: str
    machine: tuple[str, ...]
    append: str


ARCHES = {
    # A processor without AVX, of which an emulated one draws slower by half.
    "amd64": Arch(
        "qemu-system-x86_64",
        ("-M", "q35,usb=off", "-cpu", "Nehalem,+rdrand"),
        "console=ttyS0 mitigations=off 8250.nr_uarts=1",
    ),
    # The board's own GPIO chip would take the first number, which is the header's on a Pi.
    "arm64": Arch(
        "qemu-system-aarch64",
        ("-M", "virt,gic-version=3", "-cpu", "cortex-a72"),
        "console=ttyAMA0 initcall_blacklist=pl061_gpio_driver_init",
    ),
}
"""By Debian's name."""


class Answered(RuntimeError):
    """A command in the guest has failed; the text says which and how."""


class Machine:
    """A guest that runs until the context is left; its disk is never changed.

    :param folder: where ``build-guest`` and ``make-disk`` put kernel, initrd and disks
    :param disk: the name of the disk
    :param kept: folder for the logs and the sockets
    """

    def __init__(self, folder: Path, disk: str, arch: Arch, kept: Path) -> None:
        self._kept, self._began = kept, time.monotonic()
        self._stack = contextlib.ExitStack()
        with (kept / "qemu.log").open("wb") as log:
            self._process = subprocess.Popen(
                command(folder, disk, arch, kept), stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        try:
            self._agent = self._connect(kept / "agent")
            self._qemu = self._connect(kept / "qmp")
            self._heard(self._qemu)
            self._order("qmp_capabilities")
            self._agent.settimeout(BOOTING)
            self._reader = self._stack.enter_context(self._agent.makefile("rb"))
            self._answer()
        except BaseException:
            self.close()
            raise

    def _connect(self, path: Path) -> socket.socket:
        while True:
            plug = socket.socket(socket.AF_UNIX)
            try:
                plug.connect(str(path))
                return self._stack.enter_context(plug)
            except OSError:
                plug.close()
            if self._process.poll() is not None or self.age > CONNECTING:
                raise RuntimeError(f"QEMU has not started:\n{self.log('qemu.log')}")
            time.sleep(0.05)

    def _heard(self, plug: socket.socket) -> dict[str, Any]:
        """Give QEMU's next message."""
        message = b""
        while not message.endswith(b"\n"):
            more = plug.recv(1)
            if not more:
                raise RuntimeError(f"QEMU has ended:\n{self.log('qemu.log')}")
            message += more
        heard: dict[str, Any] = json.loads(message)
        return heard

    def _order(self, name: str, **arguments: Any) -> None:
        """Let QEMU do something."""
        self._qemu.sendall(json.dumps({"execute": name, "arguments": arguments}).encode() + b"\n")
        while "return" not in (heard := self._heard(self._qemu)):
            if "error" in heard:
                raise RuntimeError(f"QEMU will not {name}: {heard['error']}")

    def _answer(self) -> dict[str, Any]:
        line = self._reader.readline()
        if not line:
            raise RuntimeError(f"The machine has stopped:\n{self.log('console.log')}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def starts_anew(self) -> None:
        """Wait until the guest has booted once more, by itself."""
        self._agent.settimeout(BOOTING)
        self._answer()

    @property
    def age(self) -> float:
        """Seconds since the machine was switched on."""
        return time.monotonic() - self._began

    def log(self, name: str) -> str:
        """Give the end of a log."""
        file = self._kept / name
        return file.read_text(errors="replace")[-4000:] if file.exists() else ""

    def ask(self, command: str, patience: float = 60) -> str:
        """Run a shell command in the guest, as root, and give what it says.

        :raises Answered: if it fails
        """
        code, output = self.try_(command, patience)
        if code != 0:
            raise Answered(f"{command}\nexit code {code}: {output}")
        return output

    def try_(self, command: str, patience: float = 60) -> tuple[int, str]:
        """Run a shell command in the guest, as root; give its exit code and what it says."""
        self._agent.settimeout(patience + 60)
        asked = {"command": command, "patience": patience}
        self._agent.sendall(json.dumps(asked).encode() + b"\n")
        answer = self._answer()
        return answer["code"], answer["output"]

    def picture(self, file: Path | None = None) -> pygame.Surface:
        """Take a picture of the screen, as the graphics card shows it; a PNG or PPM file."""
        file = file or self._kept / "screen.ppm"  # the guest stands still while a PNG is packed
        self._order("screendump", filename=str(file), format=file.suffix[1:])
        return pygame.image.load(str(file))

    def type_(self, keys: Sequence[str]) -> None:
        """Press keys of the keyboard together, by QEMU's names, and let them go."""
        pressed = [{"type": "qcode", "data": key} for key in keys]
        self._order("send-key", keys=pressed, **{"hold-time": HOLDING})
        time.sleep(2 * len(keys) * HOLDING / 1000)  # QEMU goes on at once

    def close(self) -> None:
        """Switch the machine off."""
        self._stack.close()
        self._process.terminate()
        self._process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def command(folder: Path, disk: str, arch: Arch, kept: Path) -> list[str]:
    """Give QEMU's command line."""
    width, height = SCREEN
    append = f"root=/dev/vda rw quiet loglevel=4 panic=-1 systemd.show_status=0 {arch.append}"
    words: list[str | Path] = [
        *(arch.program, *arch.machine, "-accel", "tcg,thread=multi", "-smp", "2", "-m", "1024"),
        *("-nodefaults", "-no-user-config", "-display", "none", "-nic", "none"),
        *("-kernel", folder / "vmlinuz", "-initrd", folder / "initrd", "-append", append),
        *("-drive", f"file={folder / disk}.disk,format=raw,if=none,id=disk,snapshot=on"),
        *("-device", "virtio-blk-pci,drive=disk", "-device", "virtio-rng-pci"),
        # A panel that tells no millimetres: the usual ones are assumed, as by those who draw here.
        *("-device", f"virtio-gpu-pci,xres={width},yres={height},edid=off"),
        *("-device", "virtio-keyboard-pci", "-serial", f"file:{kept / 'console.log'}"),
        *("-device", "virtio-serial-pci"),
        *("-chardev", f"socket,path={kept / 'agent'},server=on,wait=off,id=agent"),
        *("-device", "virtserialport,chardev=agent,name=agent"),
        *("-qmp", f"unix:{kept / 'qmp'},server=on,wait=off"),
    ]
    if disk != STARTS_ANEW:
        words.append("-no-reboot")
    return [os.fspath(word) for word in words]
