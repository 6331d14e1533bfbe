"""One machine for all tests of this folder, which build on each other."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.vm.device import Device
from tests.vm.machine import ARCHES, Machine

OUT = Path("out/machine")
"""Folder for the last run: the console with the journal, the questions, the messages of QEMU; and
from the moment of a failure the screen, and the journal or the processors."""

MEASURED: list[str] = []
_KEPT = pytest.StashKey[Device]()


@pytest.fixture(scope="session")
def kiosk(request: pytest.FixtureRequest) -> Iterator[Device]:
    """A kiosk on the machine of ``VM_FOLDER`` and ``VM_ARCH``; see ``make vm-test``."""
    with _machine("machine") as machine:
        device = request.config.stash[_KEPT] = Device(machine)
        yield device


@pytest.fixture(scope="session")
def fresh(request: pytest.FixtureRequest) -> Iterator[Device]:
    """A device that boots from a fresh card; see ``make vm-first-boot``."""
    with _machine("first_boot") as machine:
        device = request.config.stash[_KEPT] = Device(machine)
        yield device


def _machine(disk: str) -> Machine:
    arch = os.environ.get("VM_ARCH", "amd64")
    machine = Machine(Path(os.environ["VM_FOLDER"]), disk, ARCHES[arch], OUT / disk)
    measured(f"the machine ({arch}) was up after {machine.age:.0f} s")
    return machine


def measured(what: str) -> None:
    """Record a figure that is printed at the end of the run."""
    MEASURED.append(what)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    terminalreporter.section("measured", sep="-")
    for what in MEASURED:
        terminalreporter.write_line(what)
    kept = sorted(str(file) for file in OUT.glob("*/*"))
    terminalreporter.write_line(f"kept: {' '.join(kept)}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Keep the state of the machine after a failed test."""
    report = yield
    if report.when == "call" and report.failed and _KEPT in item.config.stash:
        item.config.stash[_KEPT].machine.keep()
    return report
