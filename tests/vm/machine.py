"""The emulated machine: QEMU without a network, the agent in it, and the screen from outside."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import pygame

from tests.vm.talk import GREETED_AGAIN, Talk

SCREEN = (800, 480)
"""Pixels of the machine's screen, those of the common 7" panel."""

STARTS_ANEW = "first_boot"
"""The disk whose machine may reboot by itself; any other ends at that and fails its test."""

CONSOLE = "console.log"
"""Log of the serial console, with the messages of kernel and journal."""

JOURNAL = 120.0
"""Seconds for a guest to print its journal."""

TELLING = 5.0
"""Seconds for the kernel to print its tasks."""

HOLDING = 50
"""Milliseconds between two keys of a combination."""

PROCESSORS = "1"
"""Two panic or hang at times, most often while they boot beside other work: QEMU lets one run code
that another has replaced, as the kernel does to its own. Seen with 7.2.22, "Oops: int3", one
boot of ten; reported for 8.0 (https://bugzilla.redhat.com/2216496)."""

CONNECTING = 60.0
"""Seconds for QEMU to open its sockets, and to answer."""

SILENT = 300.0
"""Seconds without an answer of the agent and without a line on the console after which a booting
machine counts as hung."""

BOOTING = 3600.0
"""Seconds for the guest to come up; it takes 20 on an idle machine of two cores, and 100 beside
other work."""

LATENESS = 60.0
"""Seconds that an answer may come later than the guest's own limit."""

LOOKS = 30.0
"""Seconds between two looks at the console of a booting machine."""


@dataclass(frozen=True)
class Arch:
    """The emulation of an architecture.

    :ivar append: words for the kernel's command line
    """

    program: str
    machine: tuple[str, ...]
    append: str


ARCHES = {
    # Without AVX, with which an emulated processor draws half as fast.
    "amd64": Arch(
        "qemu-system-x86_64",
        ("-M", "q35,usb=off", "-cpu", "Nehalem,+rdrand"),
        # When an emulated processor stalls, the kernel takes its timer for broken.
        "console=ttyS0 mitigations=off 8250.nr_uarts=1 no_timer_check",
    ),
    # The board's own GPIO chip would take number 0, which is the header's on a Pi.
    "arm64": Arch(
        "qemu-system-aarch64",
        ("-M", "virt,gic-version=3", "-cpu", "cortex-a72"),
        "console=ttyAMA0 initcall_blacklist=pl061_gpio_driver_init",
    ),
}
"""By Debian's name."""


class Answered(RuntimeError):
    """A command in the guest has failed; the text has the command and its output."""


class NoAnswer(RuntimeError):
    """The machine does not answer; the text has the question and the end of its console."""


class Machine:
    """A guest that runs until the context is left; its disk is never changed.

    :param folder: the folder with the kernel, initrd and disks of ``build-guest`` and ``make-disk``
    :param disk: the name of the disk
    :param kept: folder for the logs of the run, emptied first
    """

    def __init__(self, folder: Path, disk: str, arch: Arch, kept: Path) -> None:
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir(parents=True)
        self.kept, self._began, self._stack = kept, time.monotonic(), contextlib.ExitStack()
        # The path of a socket has at most 107 bytes.
        self._sockets = Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
        with (kept / "qemu.log").open("wb") as log:
            self._process = subprocess.Popen(
                command(folder, disk, arch, kept, self._sockets),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        try:
            qemu = self._connect("qmp")
            qemu.settimeout(CONNECTING)
            self._qemu = self._stack.enter_context(qemu.makefile("rwb", buffering=0))
            self._order("qmp_capabilities")
            self._talk = Talk(self._connect("agent"), kept / "agent.log")
            self._boot = self._boots()
        except BaseException:
            self.keep()
            self.close()
            raise

    def _connect(self, name: str) -> socket.socket:
        while True:
            plug = socket.socket(socket.AF_UNIX)
            try:
                plug.connect(str(self._sockets / name))
                return self._stack.enter_context(plug)
            except OSError:
                plug.close()
            if self._process.poll() is not None or self.age > CONNECTING:
                raise NoAnswer(f"QEMU has not started:\n{self.log('qemu.log')}")
            time.sleep(0.05)

    def _heard(self) -> dict[str, Any]:
        """Return QEMU's next message."""
        line = self._qemu.readline()
        if not line:
            raise EOFError
        heard: dict[str, Any] = json.loads(line)
        return heard

    def _order(self, name: str, **arguments: Any) -> Any:
        """Send QEMU an order and return its answer.

        :raises NoAnswer: if QEMU does not answer
        """
        asked = {"execute": name, "arguments": arguments}
        try:
            self._qemu.write(json.dumps(asked).encode() + b"\n")
            while "return" not in (heard := self._heard()):
                if "error" in heard:
                    raise RuntimeError(f"QEMU will not {name}: {heard['error']}")
        except (OSError, EOFError) as error:
            raise self._no_answer(name, CONNECTING, error) from None
        return heard["return"]

    def _boots(self, before: str = "") -> str:
        """Wait until the agent of another boot than ``before`` answers; return the id of the boot.

        :raises NoAnswer: if the machine does not boot in time, or shows no sign of life
        """
        began = alive = time.monotonic()
        written, failure = -1, None
        while time.monotonic() < min(began + BOOTING, alive + SILENT):
            try:
                boot = self._talk.greet(LOOKS)
            except TimeoutError:
                boot = ""
            except (OSError, EOFError) as error:
                failure = error
                break
            if boot not in ("", before):
                return boot
            if boot or self._console_size() != written:
                alive, written = time.monotonic(), self._console_size()
            if boot:
                time.sleep(GREETED_AGAIN)
        raise self._no_answer("boot", time.monotonic() - began, failure)

    def _console_size(self) -> int:
        return (self.kept / CONSOLE).stat().st_size

    def _no_answer(self, asked: str, seconds: float, error: Exception | None) -> NoAnswer:
        silent = error is None or isinstance(error, TimeoutError)
        return NoAnswer(
            f"The machine {'does not answer' if silent else 'has ended'}, {self.age:.0f} s after "
            f"it was switched on and {seconds:.0f} s after it was asked to: {asked}\n"
            f"QEMU says: {self.log('qemu.log')}\nIts console ends with:\n{self.log(CONSOLE)}"
        )

    def starts_anew(self) -> None:
        """Wait until the guest has rebooted by itself.

        :raises NoAnswer: if it does not
        """
        self._boot = self._boots(before=self._boot)

    @property
    def age(self) -> float:
        """Seconds since the machine was switched on."""
        return time.monotonic() - self._began

    def log(self, name: str) -> str:
        """Return the end of a log."""
        file = self.kept / name
        return file.read_text(errors="replace")[-4000:] if file.exists() else ""

    def ask(self, command: str, patience: float = 60) -> str:
        """Run a shell command in the guest as root and return its output.

        :raises Answered: if it fails
        :raises NoAnswer: if the machine does not answer
        """
        code, output = self.try_(command, patience)
        if code != 0:
            raise Answered(f"{command}\nexit code {code}: {output}")
        return output

    def try_(self, command: str, patience: float = 60) -> tuple[int, str]:
        """Run a shell command in the guest as root; return its exit code and its output.

        :raises NoAnswer: if the machine does not answer
        """
        began = time.monotonic()
        try:
            answer = self._talk.ask({"command": command, "patience": patience}, patience + LATENESS)
        except (OSError, EOFError) as error:
            raise self._no_answer(command, time.monotonic() - began, error) from None
        return answer["code"], answer["output"]

    def picture(self, file: Path | None = None) -> pygame.Surface:
        """Write the picture on the graphics card's output to a PNG or PPM file."""
        file = file or self._sockets / "screen.ppm"  # the guest stalls while QEMU compresses a PNG
        self._order("screendump", filename=str(file), format=file.suffix[1:])
        return pygame.image.load(str(file))

    def type_(self, keys: Sequence[str]) -> None:
        """Press keys of the keyboard together, by QEMU's names, and release them."""
        pressed = [{"type": "qcode", "data": key} for key in keys]
        self._order("send-key", keys=pressed, **{"hold-time": HOLDING})
        time.sleep(2 * len(keys) * HOLDING / 1000)  # QEMU does not wait for the keys

    def keep(self) -> None:
        """Write the present state into the kept folder. Never fails."""
        for take in (self._keep_screen, self._keep_journal):
            try:
                take()
            except Exception as error:  # keep the rest, whatever is wrong with the machine
                with (self.kept / "not-kept.log").open("a") as log:
                    log.write(f"{take.__name__}: {error!r}\n")

    def _keep_screen(self) -> None:
        self.picture(self.kept / "screen.png")

    def _keep_journal(self) -> None:
        """Keep the guest's journal, or the state of its processors if it does not answer."""
        try:
            journal = self.ask("journalctl -b --no-pager -o short-monotonic", JOURNAL)
        except NoAnswer:
            registers = self._order(
                "human-monitor-command", **{"command-line": "info registers -a"}
            )
            (self.kept / "registers.log").write_text(registers)
            for letter in "lwt":  # the kernel prints it on the console
                self.type_(("alt", "sysrq", letter))
                time.sleep(TELLING)
        else:
            (self.kept / "journal.log").write_text(journal)

    def close(self) -> None:
        """Switch the machine off."""
        self._process.terminate()
        try:
            self._process.wait(CONNECTING)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._stack.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def command(folder: Path, disk: str, arch: Arch, kept: Path, sockets: Path) -> list[str]:
    """Return QEMU's command line."""
    width, height = SCREEN
    # The journal also goes to the console, where it survives the guest.
    append = (
        "root=/dev/vda rw quiet loglevel=4 panic=-1 systemd.show_status=0 "
        f"systemd.journald.forward_to_console=1 {arch.append}"
    )
    if disk == STARTS_ANEW:
        append += " sysrq_always_enabled"  # for its state after a hang
    words: list[str | Path] = [
        *(arch.program, *arch.machine, "-accel", "tcg", "-smp", PROCESSORS, "-m", "1024"),
        *("-nodefaults", "-no-user-config", "-display", "none", "-nic", "none"),
        *("-kernel", folder / "vmlinuz", "-initrd", folder / "initrd", "-append", append),
        *("-drive", f"file={folder / disk}.disk,format=raw,if=none,id=disk,snapshot=on"),
        *("-device", "virtio-blk-pci,drive=disk", "-device", "virtio-rng-pci"),
        # The panel reports no millimetres; the kiosk and the tests assume the usual ones.
        *("-device", f"virtio-gpu-pci,xres={width},yres={height},edid=off"),
        *("-device", "virtio-keyboard-pci", "-serial", f"file:{kept / CONSOLE}"),
        *("-device", "virtio-serial-pci"),
        *("-chardev", f"socket,path={sockets / 'agent'},server=on,wait=off,id=agent"),
        *("-device", "virtserialport,chardev=agent,name=agent"),
        *("-qmp", f"unix:{sockets / 'qmp'},server=on,wait=off"),
    ]
    if disk != STARTS_ANEW:
        words.append("-no-reboot")
    return [os.fspath(word) for word in words]
