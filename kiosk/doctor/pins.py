"""The pin driver, its chip, and how every pin in use stands. No line is claimed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kiosk.config.settings import Factory, Pins
from kiosk.doctor.findings import Finding, fault, ok, warning
from kiosk.doctor.machine import Machine
from kiosk.doctor.service import Service
from kiosk.panel.buttons import lit, wired
from kiosk.panel.gpio_lines import chips, header_chip, look
from kiosk.panel.pin_factory import DRIVERS
from kiosk.wiring.circuits import NAMES
from kiosk.wiring.header import physical


def uses(settings: Pins) -> Mapping[int, str]:
    """Name what each BCM number in use is for."""
    return {
        **{pin: f"{NAMES[key]} button" for key, pin in wired(settings).items()},
        settings.buzzer: "buzzer",
        **{pin: f"{NAMES[key]} light" for key, pin in lit(settings).items()},
    }


def pins(machine: Machine, unit: Service, settings: Pins) -> Iterator[Finding]:
    """Tell driver, chip, and the state and holder of each pin in use."""
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
            remedy = f"Is this user in the group gpio? Does {chip.name} have a line {pin}?"
            yield warning("pins", f"{what}: cannot be asked", remedy)
        elif found[pin].holder and not unit.runs:
            remedy = (
                "End the program that holds it: another kiosk, or one that sudo fuser -v"
                f" {chip} names; or choose another pin."
            )
            yield fault("pins", f"{what}: {found[pin]}, and the service does not run", remedy)
        elif unit.runs and not found[pin].holder:
            remedy = "Are these the settings the service was started with? Restart it."
            yield warning("pins", f"{what}: {found[pin]}, though the service runs", remedy)
        else:
            yield ok("pins", f"{what}: {found[pin]}")


def _driver(machine: Machine, factory: Factory) -> Iterator[Finding]:
    text = f"driver {factory.value}"
    if factory is Factory.MOCK:
        remedy = "On a device set pins.factory to lgpio: mock buttons are dead buttons."
        yield (fault if machine.model else warning)("pins", f"{text}: no real pins", remedy)
        return
    driver = DRIVERS[factory]
    try:
        there = machine.has_module(driver.module)
    except ModuleNotFoundError:  # the package around it is missing
        there = False
    if there:
        yield ok("pins", f"{text} is installed")
    else:
        remedy = f"On a Raspberry Pi: sudo apt install {driver.package}"
        yield (fault if machine.model else warning)("pins", f"{text} is not installed", remedy)


def _no_chip(machine: Machine, factory: Factory) -> Finding:
    devices = [device.name for device in machine.find("/dev/gpiochip*")]
    if not devices:
        remedy = "Pins are a Raspberry Pi's; a desktop has the mock ones of --simulate."
        make = fault if machine.model else warning
        return make("pins", "the kernel shows no GPIO chip", remedy)
    answering = chips(machine.at("/dev"), machine.ask)
    if not answering:
        remedy = "Ask as a user of the group gpio, or with sudo."
        return warning("pins", f"{', '.join(devices)} cannot be asked", remedy)
    told = ", ".join(f"{device.name} ({label})" for device, label in answering.items())
    remedy = "The header of a Raspberry Pi is called pinctrl-...; is this one?"
    return warning("pins", f"none of {told} is known as a header", remedy)
