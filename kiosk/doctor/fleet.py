"""The fleet agent, if this machine has settings for it."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.config import fleet
from kiosk.config.faults import FaultyInput
from kiosk.doctor.findings import Finding, fault, ok, warning
from kiosk.doctor.machine import Machine
from kiosk.doctor.service import pairs
from kiosk.system.files import gone

UNIT = "acupressure-kiosk-fleet.service"

JOURNAL = "journalctl -u acupressure-kiosk-fleet -b"


def agent(machine: Machine) -> Iterator[Finding]:
    """Report faults of the agent's settings, secrets and service."""
    file = machine.at(str(fleet.DEVICE_FILE))
    if gone(file):
        return
    try:
        chosen = fleet.load(file)
    except FaultyInput as error:
        for found in error.faults:
            yield fault("fleet", str(found), "Correct it; docs/fleet.md explains the settings.")
        return
    broker = chosen.broker
    if broker.password:
        remedy = "Write the kiosk's password for the broker into it."
        yield from _secret(machine, broker.password, remedy, hidden=True)
    if broker.ca:
        remedy = "Copy the certificate of the broker's authority there."
        yield from _secret(machine, broker.ca, remedy)
    yield from _service(machine)


def _secret(machine: Machine, name: str, remedy: str, hidden: bool = False) -> Iterator[Finding]:
    """Report whether a file of the settings is there and, if ``hidden``, readable by others."""
    path = fleet.DEVICE_FILE.parent / fleet.SECRETS / name
    try:
        mode = machine.at(str(path)).stat().st_mode
    except PermissionError:
        yield warning("fleet", f"{path} cannot be examined", "Run the doctor with sudo.")
    except OSError as error:
        yield fault("fleet", f"{path} cannot be read: {error.strerror}", remedy)
    else:
        if hidden and mode & 0o077:
            yield warning("fleet", f"{path} may be read by others", f"sudo chmod 600 {path}")


def _service(machine: Machine) -> Iterator[Finding]:
    names = "LoadState,ActiveState,SubState"
    found = pairs(machine.run(["systemctl", "show", UNIT, f"--property={names}"]))
    state = f"{found.get('ActiveState')} ({found.get('SubState')})"
    if found.get("LoadState") != "loaded":
        remedy = "Install the package acupressure-kiosk-fleet."
        yield fault("fleet", "there are settings, but no agent is installed", remedy)
    elif found.get("ActiveState") != "active":
        yield fault("fleet", f"the agent does not run: {state}", f"Check the log: {JOURNAL}")
    else:
        yield ok("fleet", f"the agent runs; whether it is connected: {JOURNAL}")
