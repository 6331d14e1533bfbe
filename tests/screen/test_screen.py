"""The package itself: what importing pygame costs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


def _run(code: str, folder: Path) -> None:
    """Run Python in a process of its own that finds modules in ``folder`` first."""
    path = os.pathsep.join([str(folder), *sys.path])
    subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": path}, check=True)


@pytest.mark.parametrize("name", ["numpy", "pkg_resources"])
def test_what_pygame_would_import_and_the_kiosk_does_not_need_is_not_imported(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / f"{name}.py").write_text("raise SystemExit('imported')")
    _run("import kiosk.screen, pygame", tmp_path)


def test_who_wants_it_besides_the_kiosk_can_import_it_still(tmp_path: Path) -> None:
    (tmp_path / "numpy.py").write_text("there = True")
    _run("import kiosk.screen, numpy; assert numpy.there", tmp_path)
