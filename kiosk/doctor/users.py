"""The groups that grant access to pins, screen and sound."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.doctor.findings import Finding, fault, ok, warning
from kiosk.doctor.machine import Machine
from kiosk.doctor.service import Service

NEEDED = ("gpio", "video", "render", "input", "audio")


def users(machine: Machine, unit: Service) -> Iterator[Finding]:
    """Report the groups that the service's user and the current user lack."""
    if unit.installed:
        yield from _service_user(machine, unit)
    name, groups = machine.user()
    missing = [group for group in NEEDED if group not in groups]
    if name == "root" or not missing:
        yield ok("user", f"{name} (you) can use pins, screen and sound")
        return
    remedy = f"To run the kiosk by hand: sudo usermod -aG {','.join(missing)} {name}; log in again"
    yield warning("user", f"{name} (you) is not in {', '.join(missing)}", remedy)


def _service_user(machine: Machine, unit: Service) -> Iterator[Finding]:
    name = unit.user
    rows = [line.split(":") for line in (machine.read("/etc/passwd") or "").splitlines()]
    accounts = {row[0]: row[3] for row in rows if len(row) > 3}
    if name not in accounts:
        remedy = "Create it: sudo useradd --system --shell /usr/sbin/nologin " + name
        yield fault("user", f"{name}, the service's user, does not exist", remedy)
        return
    own = accounts[name]
    groups = set(unit.properties.get("SupplementaryGroups", "").split())
    known = set()
    for line in (machine.read("/etc/group") or "").splitlines():
        group, _, number, members = (line.split(":") + [""] * 4)[:4]
        known.add(group)
        if number == own or name in members.split(","):
            groups.add(group)
    absent = [group for group in NEEDED if group not in known]
    if absent:
        remedy = f"Create: {'; '.join(f'sudo groupadd --system {group}' for group in absent)}"
        yield warning("user", f"this machine has no group {', '.join(absent)}", remedy)
    missing = [group for group in NEEDED if group not in groups and group not in absent]
    if missing and name != "root":
        remedy = f"sudo usermod -aG {','.join(missing)} {name}"
        yield fault("user", f"{name}, the service's user, is not in {', '.join(missing)}", remedy)
    else:
        yield ok("user", f"{name}, the service's user, can use pins, screen and sound")
