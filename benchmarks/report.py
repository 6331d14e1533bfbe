"""The results as a table with ratios and the machine, and as JSON."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tabulate import tabulate

from benchmarks.running import Results, Runs

OURS = "kiosk, full motion"


def machine() -> dict[str, str]:
    """Return the machine that was measured on, with its versions and its load."""
    from importlib.metadata import version

    lines = Path("/proc/cpuinfo").read_text("utf-8", "replace").splitlines()
    model = next((line.split(":")[1].strip() for line in lines if "model name" in line), "")
    load = " ".join(f"{number:.1f}" for number in os.getloadavg())
    return {
        "processor": f"{os.cpu_count()} x {model or platform.machine()}",
        "system": f"Linux {platform.release()}",
        "python": platform.python_version(),
        "pygame": version("pygame"),
        "load": load,
        "when": datetime.now(UTC).isoformat(timespec="minutes"),
    }


def table(results: Results) -> str:
    """Return a table of every contestant's medians at every size, with the spread of CPU time."""
    blocks = []
    for (width, height), at_size in results.items():
        base = at_size[OURS].medians()[0]
        rows = [_row(name, runs, base) for name, runs in at_size.items()]
        header = (f"{width}x{height}", "% of a core", "from-to", "x ours", "PSS MB", "picture s")
        blocks.append(tabulate(rows, header, tablefmt="pipe", disable_numparse=True))
    return "\n\n".join(blocks)


def _row(name: str, runs: Runs, base: float) -> Sequence[str]:
    cpu, pss, start = runs.medians()
    spread = f"{min(runs.cpu):.2f}-{max(runs.cpu):.2f}"
    return name, f"{cpu:.2f}", spread, f"{cpu / base:.1f}", f"{pss:.0f}", f"{start:.2f}"


Goal = tuple[str, float, float]
"""The name of a goal, the measured value, and its limit."""


def goals(at_size: Mapping[str, Runs]) -> list[Goal]:
    """Return the values and limits of goals 1 to 3 at one size."""
    cpu, pss, start = ({n: r.medians()[i] for n, r in at_size.items()} for i in range(3))
    found: list[Goal] = [
        ("CPU / tutorial loop at 60", cpu[OURS] / cpu["tutorial loop, 60"], 1 / 10),
        ("CPU of the attract page, % of a core", cpu["kiosk, attract page"], 0.3),
        ("PSS above the bare window, MB", pss[OURS] - pss["bare window"], 25),
        ("first picture / bare window's", start["kiosk, attract page"] / start["bare window"], 1.5),
    ]
    if "Chromium kiosk, 60" in cpu:
        calm = cpu["kiosk, calm motion"] / cpu["Chromium kiosk, 1"]
        found[1:1] = [
            ("CPU / Chromium at 60", cpu[OURS] / cpu["Chromium kiosk, 60"], 1 / 5),
            ("CPU, calm / Chromium once a second", calm, 1.0),
        ]
    return found


def goals_table(results: Results) -> str:
    """Return a table of the goals, the measured values, and whether they are met."""
    rows = [
        (
            f"{width}x{height}",
            name,
            f"{value:.3f}",
            f"{most:.3f}",
            "met" if value <= most else "NOT met",
        )
        for (width, height), at_size in results.items()
        for name, value, most in goals(at_size)
    ]
    header = ("size", "goal", "measured", "at most", "")
    return tabulate(rows, header, tablefmt="pipe", disable_numparse=True)


def write(results: Results, others: Mapping[str, Any], file: Path) -> None:
    """Write all measurements as JSON."""
    sizes = {
        f"{width}x{height}": {name: asdict(runs) for name, runs in at_size.items()}
        for (width, height), at_size in results.items()
    }
    numbers = {"machine": machine(), "running": sizes, **others}
    file.write_text(json.dumps(numbers, indent=1), "utf-8")
