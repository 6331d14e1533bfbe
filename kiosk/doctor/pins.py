"""The pin driver, its chip and the state of every pin in use. No line is claimed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kiosk.config.header import physical
from kiosk.config.settings import Factory, Pins
from kiosk.doctor.findings import Finding, fault, ok, warning
from kiosk.doctor.machine import Machine
from kiosk.doctor.service import Service
from kiosk.panel.buttons import lit, wired
from kiosk.panel.gpio_lines import chips, header_chip, look
from kiosk.panel.pin_factory import DRIVERS
from kiosk.wiring.circuits import NAMES


def uses(settings: Pins) -> Mapping[int, str]:
    """Return what each BCM pin in use is for."""
    return {
        **{pin: f"{NAMES[key]} button" for key, pin in wired(settings).items()},
        settings.buzzer: "buzzer",
        **{pin: f"{NAMES[key]} light" for key, pin in lit(settings).items()},
    }


def pins(machine: Machine, unit: Service, settings: Pins) -> Iterator[Finding]:
    """Report the driver, the chip, and the state and holder of each pin in use."""
    yield from _driver(machine, settings.factory)
    devices = machine.at("/dev")
    chip = header_chip(devices, machine.ask)
    if chip is None:
        yield _no_chip(machine, settings.factory)
        return
    label = chips(devices, machine.ask)[chip]
    yield ok("pins", f"the header is {chip.name} ({label})")
    named = uses(settings)
    found = look(chip, named, machine.ask)
    for pin, use in named.items():
        what = f"GPIO{pin}, pin {physical(pin)}, {use}"
        if pin not in found:
            remedy = f"Is this user in the group gpio? Does {chip.name} have line {pin}?"
            yield warning("pins", f"{what}: cannot be queried", remedy)
        elif found[pin].holder and not unit.runs:
            remedy = (
                "Stop the program that holds it, such as another kiosk (sudo fuser -v"
                f" {chip} names it), or choose another pin."
            )
            yield fault("pins", f"{what}: {found[pin]}, but the service is not running", remedy)
        elif unit.runs and not found[pin].holder:
            remedy = "If the settings have changed since the service started, restart it."
            yield warning("pins", f"{what}: {found[pin]}, although the service is running", remedy)
        else:
            yield ok("pins", f"{what}: {found[pin]}")


def _driver(machine: Machine, factory: Factory) -> Iterator[Finding]:
    text = f"driver {factory.value}"
    if factory is Factory.MOCK:
        remedy = "On a device, set pins.factory to lgpio: mock pins reach no button."
        yield (fault if machine.model else warning)("pins", f"{text}: no real pins", remedy)
        return
    driver = DRIVERS[factory]
    try:
        found = machine.has_module(driver.module)
    except ModuleNotFoundError:  # its parent package is missing
        found = False
    if found:
        yield ok("pins", f"{text} is installed")
    else:
        remedy = f"On a Raspberry Pi: sudo apt install {driver.package}"
        yield (fault if machine.model else warning)("pins", f"{text} is not installed", remedy)


def _no_chip(machine: Machine, factory: Factory) -> Finding:
    devices = [device.name for device in machine.find("/dev/gpiochip*")]
    if not devices:
        remedy = "Only a Raspberry Pi has these pins; on a desktop, use --simulate."
        make = fault if machine.model else warning
        return make("pins", "the kernel reports no GPIO chip", remedy)
    answering = chips(machine.at("/dev"), machine.ask)
    if not answering:
        remedy = "Run the doctor as a user in the group gpio, or with sudo."
        return warning("pins", f"{', '.join(devices)} cannot be queried", remedy)
    listed = ", ".join(f"{device.name} ({label})" for device, label in answering.items())
    remedy = "On a Raspberry Pi, the header's chip is labelled pinctrl-...; is this one?"
    return warning("pins", f"no known header chip among {listed}", remedy)
