"""What the fleet agent costs: ``python -m benchmarks.fleet``; needs Mosquitto.

Measures the agent as its service runs it, and 50 mock kiosks in one process, each with a connection
of its own, at a Mosquitto on loopback without TLS, over ``SECONDS`` after they have connected.
"""

from __future__ import annotations

import os
import socket
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.process import running

SECONDS = 120.0

SETTLE = 10.0
"""Seconds after which all are connected."""

MANY = 50


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def measure(command: Sequence[str], folder: Path) -> tuple[float, float]:
    """Return the share of a core in per cent, and the PSS in megabytes."""
    log = folder / "log"
    with running(command, {"RUNTIME_DIRECTORY": str(folder)}, log) as agent:
        time.sleep(SETTLE)
        before = agent.cpu_seconds()
        time.sleep(SECONDS)
        if not agent.runs:
            raise SystemExit(log.read_text("utf-8", "replace"))
        return (agent.cpu_seconds() - before) / SECONDS * 100, agent.pss()


def main() -> None:
    """Measure, and print a line for each."""
    port = _free_port()
    path = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = folder / "fleet.yaml"
        broker = f"{{host: 127.0.0.1, port: {port}, tls: false, password: null}}"
        settings.write_text(f"broker: {broker}\n")
        fleet = [sys.executable, "-m", "kiosk.fleet"]
        with running(["mosquitto", "-p", str(port)], {"PATH": path}, folder / "mosquitto.log"):
            time.sleep(1.0)
            cpu, pss = measure([*fleet, "run", "--settings", str(settings)], folder)
            print(f"agent: {cpu:.2f} % of a core, {pss:.1f} MB PSS")
            simulate = [*fleet, "simulate", str(MANY), "--settings", str(settings)]
            cpu, pss = measure(simulate, folder)
            print(f"{MANY} mock kiosks: {cpu / MANY:.3f} % of a core each, {pss:.1f} MB PSS in all")


if __name__ == "__main__":
    main()
