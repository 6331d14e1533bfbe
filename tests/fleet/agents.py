"""Agents in this process or in one of their own, with times that suit a test."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from kiosk.config.fleet import Broker, Fleet
from kiosk.fleet.agent import Agent, Timing
from kiosk.fleet.report import Report, report
from kiosk.fleet.simulate import MockKiosk
from tests.fleet.broker import Mosquitto
from tests.recorder import SAFETY_NET

QUICK = Timing(poll=0.05, reborn=0.2, lasting=0.0, keepalive=10)

ID = "3f9a1c2b4d5e"


def fleet_of(broker: Mosquitto, heartbeat: float = 60.0) -> Fleet:
    """Return settings without TLS and without a password."""
    made = Broker("127.0.0.1", broker.port, tls=False, password=None)
    return Fleet(made, heartbeat=heartbeat)


def no_report() -> Report:
    """Return the report of a kiosk that does not run."""
    return report(None, None, power=False)


@dataclass
class Obeyed:
    """Records commands."""

    commands: list[tuple[str, bytes]] = field(default_factory=list)

    def __call__(self, command: str, payload: bytes) -> None:
        MockKiosk(0).obey(command, payload)  # refuses what no kiosk understands
        self.commands.append((command, payload))


@contextmanager
def running(
    fleet: Fleet,
    file: Path = Path("fleet.yaml"),
    kiosk: str = ID,
    timing: Timing = QUICK,
    obey: Callable[[str, bytes], None] | None = None,
    reports: Callable[[], Report] = no_report,
) -> Iterator[Agent]:
    """Run an agent on a thread."""
    agent = Agent(fleet, file, kiosk, reports, obey or Obeyed(), timing)
    thread = threading.Thread(target=agent.run)
    thread.start()
    try:
        yield agent
    finally:
        agent.stop()
        thread.join(SAFETY_NET)


@contextmanager
def process(fleet: Fleet, keepalive: int) -> Iterator[subprocess.Popen[bytes]]:
    """Run an agent in a process of its own."""
    broker = fleet.broker
    code = (
        "from tests.fleet.agents import alone;"
        f" alone({broker.port}, {fleet.heartbeat}, {keepalive})"
    )
    made = subprocess.Popen([sys.executable, "-c", code])
    try:
        yield made
    finally:
        made.kill()
        made.wait()


def alone(port: int, heartbeat: float, keepalive: int) -> None:
    """Run an agent until the process is killed."""
    logging.basicConfig()
    fleet = Fleet(Broker("127.0.0.1", port, tls=False, password=None), heartbeat=heartbeat)
    timing = replace(QUICK, keepalive=keepalive)
    Agent(fleet, Path("fleet.yaml"), ID, no_report, Obeyed(), timing).run()
