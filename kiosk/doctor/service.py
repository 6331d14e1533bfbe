"""The service and its watchdog, as systemd tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.doctor.findings import Finding, fault, ok, warning
from kiosk.doctor.machine import Machine

UNIT = "acupressure-kiosk.service"

PROPERTIES = (
    *("LoadState", "ActiveState", "SubState", "UnitFileState", "Result", "NRestarts"),
    *("User", "SupplementaryGroups", "WatchdogUSec", "ProtectClock"),
)

OFF = ("", "0", "infinity")
"""How systemd writes a watchdog that is off."""

LOG = "Look into the log: journalctl -u acupressure-kiosk -b"


@dataclass(frozen=True)
class Service:
    """What systemd says of the unit; empty where there is no systemd."""

    told: dict[str, str]

    @property
    def installed(self) -> bool:
        """Whether the unit is there."""
        return self.told.get("LoadState") == "loaded"

    @property
    def runs(self) -> bool:
        """Whether the kiosk runs."""
        return self.told.get("ActiveState") in ("active", "reloading")

    @property
    def user(self) -> str:
        """The user it runs as."""
        return self.told.get("User") or "root"


def ask(machine: Machine) -> Service:
    """Ask systemd about the unit."""
    told = machine.run(["systemctl", "show", UNIT, f"--property={','.join(PROPERTIES)}"])
    return Service(_pairs(told))


def _pairs(told: str | None) -> dict[str, str]:
    return dict(line.split("=", 1) for line in (told or "").splitlines() if "=" in line)


def service(machine: Machine, unit: Service) -> Iterator[Finding]:
    """Tell whether the kiosk runs and starts at boot."""
    if not unit.told:
        yield warning(
            "service", "systemd does not answer", "On a device, systemd starts the kiosk."
        )
        return
    if not unit.installed:
        remedy = "Install the package, or the unit as docs/install.md describes."
        yield warning("service", f"{UNIT} is not installed", remedy)
        return
    told = unit.told
    state = f"{told.get('ActiveState')} ({told.get('SubState')})"
    if told.get("ActiveState") == "active":
        yield ok("service", state)
    elif told.get("SubState") == "start":
        yield warning("service", f"{state}: the kiosk is starting", "Ask again in a while.")
    elif told.get("ActiveState") == "inactive":
        remedy = "Start it: sudo systemctl start acupressure-kiosk"
        yield warning("service", f"{state}: the kiosk does not run", remedy)
    else:
        yield fault("service", f"{state}, last result: {told.get('Result')}", LOG)
    if told.get("UnitFileState") != "enabled":
        remedy = "Let it start at boot: sudo systemctl enable acupressure-kiosk"
        yield warning("service", f"does not start at boot ({told.get('UnitFileState')})", remedy)
    if told.get("NRestarts", "0") not in ("0", ""):
        yield warning("service", f"has been restarted {told['NRestarts']} times", LOG)


def watchdog(machine: Machine, unit: Service) -> Iterator[Finding]:
    """Tell who restarts a kiosk that hangs, and a machine that does."""
    if unit.installed:
        patience = unit.told.get("WatchdogUSec", "")
        if patience in OFF:
            remedy = "Take the unit's WatchdogSec= as it is shipped."
            yield fault("watchdog", "a kiosk that hangs is not restarted", remedy)
        else:
            yield ok("watchdog", f"a kiosk that hangs is restarted after {patience}")
    if not any(machine.find("/sys/class/watchdog/watchdog*")):
        if machine.model:
            remedy = "Take the line dtparam=watchdog=off out of /boot/firmware/config.txt."
            yield warning("watchdog", "the board's own watchdog is not there", remedy)
        return
    told = _pairs(machine.run(["systemctl", "show", "--property=RuntimeWatchdogUSec"]))
    patience = told.get("RuntimeWatchdogUSec", "")
    if patience in OFF:
        remedy = (
            "Put the lines [Manager] and RuntimeWatchdogSec=14 into"
            " /etc/systemd/system.conf.d/watchdog.conf, then: sudo systemctl daemon-reexec"
        )
        yield warning("watchdog", "a machine that hangs is not restarted", remedy)
    else:
        yield ok("watchdog", f"a machine that hangs is restarted after {patience}")
