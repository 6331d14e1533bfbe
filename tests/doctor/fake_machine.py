"""A fake machine: files below a folder, answers to commands, a chip."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from kiosk.doctor.machine import Machine, Room
from tests.panel.fake_gpio_chip import Chips

PI = "Raspberry Pi 4 Model B Rev 1.4"
GROUPS = frozenset(("gpio", "video", "render", "input", "audio"))

PASSWD = "root:x:0:0:root:/root:/bin/sh\nkiosk:x:990:985::/var/lib/acupressure-kiosk:/bin/false\n"
GROUP = (
    "root:x:0:\naudio:x:29:\nvideo:x:44:kiosk\ninput:x:995:kiosk\nrender:x:993:kiosk\n"
    "gpio:x:986:kiosk,pi\nkiosk:x:985:\n"
)

SHOWN = """LoadState=loaded
ActiveState=active
SubState=running
UnitFileState=enabled
Result=success
NRestarts=0
User=kiosk
SupplementaryGroups=video audio
WatchdogUSec=20s
ProtectClock=yes
"""


class Answers:
    """Answers for a machine: a healthy Raspberry Pi, until a test changes it."""

    def __init__(self, folder: Path) -> None:
        self.root = folder
        self.commands: dict[str, str] = {
            "systemctl show acupressure-kiosk.service": SHOWN,
            "systemctl show --property=RuntimeWatchdogUSec": "RuntimeWatchdogUSec=14s\n",
        }
        self.run: list[str] = []
        self.chips = Chips({"gpiochip0": "pinctrl-bcm2711"})
        self.modules = {"lgpio", "gpiozero"}
        self.room = Room(9_000_000_000, writable=True)
        self.user = ("pi", GROUPS | {"pi"})
        self.synchronized = False

    def a_pi(self) -> Answers:
        self.write("/proc/device-tree/model", f"{PI}\0")
        self.write("/proc/device-tree/system/linux,revision", b"\x00\xc0\x31\x14")
        self.write("/sys/devices/platform/soc/soc:firmware/get_throttled", "0\n")
        self.write("/proc/asound/cards", CARDS)
        self.write("/etc/passwd", PASSWD)
        self.write("/etc/group", GROUP)
        self.write("/run/systemd/timesync/synchronized", "")
        self.write("/sys/class/watchdog/watchdog0/identity", "Broadcom BCM2835 Watchdog timer")
        self.connect("HDMI-A-1", "1920x1080\n1280x720\n")
        self.connect("HDMI-A-2", None)
        self.chips.appear(self.root / "dev")
        return self

    def write(self, path: str, what: str | bytes) -> None:
        file = self.root / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(what if isinstance(what, bytes) else what.encode())

    def remove(self, path: str) -> None:
        (self.root / path.lstrip("/")).unlink()

    def connect(self, connector: str, modes: str | None) -> None:
        folder = f"/sys/class/drm/card1-{connector}"
        self.write(f"{folder}/status", "disconnected\n" if modes is None else "connected\n")
        self.write(f"{folder}/modes", modes or "")
        driver = self.root / "sys/bus/platform/drivers/vc4-drm"
        driver.mkdir(parents=True, exist_ok=True)
        link = self.root / "sys/class/drm/card1/device/driver"
        link.parent.mkdir(parents=True, exist_ok=True)
        if not link.is_symlink():
            link.symlink_to(driver)

    def unit(self, old: str, new: str) -> None:
        key = "systemctl show acupressure-kiosk.service"
        assert old in self.commands[key]
        self.commands[key] = self.commands[key].replace(old, new)

    def answer(self, command: Sequence[str]) -> str | None:
        text = " ".join(command)
        self.run.append(text)
        found = [output for known, output in self.commands.items() if text.startswith(known)]
        return found[0] if found else None

    def sdl_command(self, what: str) -> str:
        """Return the command that queries SDL on this machine."""
        asked = ["env PYGAME_HIDE_SUPPORT_PROMPT=1"]
        if self.machine.model:
            asked += ["SDL_VIDEODRIVER=kmsdrm SDL_AUDIODRIVER=alsa"]
        return " ".join([*asked, sys.executable, "-m kiosk.doctor.sdl", what])

    @property
    def machine(self) -> Machine:
        return Machine(
            self.root,
            self.answer,
            self.chips.ask,
            self.modules.__contains__,
            lambda folder: self.room,
            lambda: self.user,
            lambda: self.synchronized,
        )


CARDS = """ 0 [vc4hdmi0       ]: vc4-hdmi - vc4-hdmi-0
                      vc4-hdmi-0
 1 [Headphones     ]: bcm2835_headpho - bcm2835 Headphones
                      bcm2835 Headphones
"""
