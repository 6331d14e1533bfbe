"""The service and its watchdog, as systemd reports them."""

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
"""systemd's values for a watchdog that is off."""

LOG = "Check the log: journalctl -u acupressure-kiosk -b"


@dataclass(frozen=True)
class Service:
    """The unit's properties; empty without systemd."""

    properties: dict[str, str]

    @property
    def installed(self) -> bool:
        """True if the unit is installed."""
        return self.properties.get("LoadState") == "loaded"

    @property
    def runs(self) -> bool:
        """True if the kiosk is running."""
        return self.properties.get("ActiveState") in ("active", "reloading")

    @property
    def user(self) -> str:
        """The user it runs as."""
        return self.properties.get("User") or "root"


def ask(machine: Machine) -> Service:
    """Return the unit's properties, asked of systemd."""
    output = machine.run(["systemctl", "show", UNIT, f"--property={','.join(PROPERTIES)}"])
    return Service(pairs(output))


def pairs(output: str | None) -> dict[str, str]:
    """Return what ``systemctl show`` printed."""
    return dict(line.split("=", 1) for line in (output or "").splitlines() if "=" in line)


def service(machine: Machine, unit: Service) -> Iterator[Finding]:
    """Report whether the kiosk is running and starts at boot."""
    if not unit.properties:
        yield warning(
            "service", "systemd does not respond", "On a device, systemd starts the kiosk."
        )
        return
    if not unit.installed:
        remedy = "Install the package: see docs/install.md."
        yield warning("service", f"{UNIT} is not installed", remedy)
        return
    found = unit.properties
    state = f"{found.get('ActiveState')} ({found.get('SubState')})"
    if found.get("ActiveState") == "active":
        yield ok("service", state)
    elif found.get("SubState") == "start":
        yield warning(
            "service", f"{state}: the kiosk is starting", "Run the doctor again in a minute."
        )
    elif found.get("ActiveState") == "inactive":
        remedy = "Start it: sudo systemctl start acupressure-kiosk"
        yield warning("service", f"{state}: the kiosk is not running", remedy)
    else:
        yield fault("service", f"{state}, last result: {found.get('Result')}", LOG)
    if found.get("UnitFileState") != "enabled":
        remedy = "To start it at boot: sudo systemctl enable acupressure-kiosk"
        yield warning("service", f"does not start at boot ({found.get('UnitFileState')})", remedy)
    if found.get("NRestarts", "0") not in ("0", ""):
        yield warning("service", f"has been restarted {found['NRestarts']} times", LOG)


def watchdog(machine: Machine, unit: Service) -> Iterator[Finding]:
    """Report whether a kiosk that hangs is restarted, and a machine that hangs."""
    if unit.installed:
        timeout = unit.properties.get("WatchdogUSec", "")
        if timeout in OFF:
            remedy = "Restore the shipped WatchdogSec= in the unit."
            yield fault("watchdog", "a kiosk that hangs is not restarted", remedy)
        else:
            yield ok("watchdog", f"a kiosk that hangs is restarted after {timeout}")
    if not any(machine.find("/sys/class/watchdog/watchdog*")):
        if machine.model:
            remedy = "Remove the line dtparam=watchdog=off from /boot/firmware/config.txt."
            yield warning("watchdog", "the board's own watchdog is missing", remedy)
        return
    manager = pairs(machine.run(["systemctl", "show", "--property=RuntimeWatchdogUSec"]))
    timeout = manager.get("RuntimeWatchdogUSec", "")
    if timeout in OFF:
        remedy = (
            "Add the lines [Manager] and RuntimeWatchdogSec=14 to"
            " /etc/systemd/system.conf.d/watchdog.conf, then run: sudo systemctl daemon-reexec"
        )
        yield warning("watchdog", "a machine that hangs is not restarted", remedy)
    else:
        yield ok("watchdog", f"a machine that hangs is restarted after {timeout}")
