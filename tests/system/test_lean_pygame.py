"""What importing pygame costs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


def _run(code: str, folder: Path) -> None:
    """Run Python in its own process, with ``folder`` first on its path."""
    path = os.pathsep.join([str(folder), *sys.path])
    subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": path}, check=True)


@pytest.mark.parametrize("name", ["numpy", "pkg_resources"])
@pytest.mark.parametrize("importer", ["kiosk.screen.display.wakeups", "kiosk.audio.buzzer_tone"])
def test_imports_of_pygame_that_the_kiosk_does_not_need_are_skipped(
    tmp_path: Path, name: str, importer: str
) -> None:
    (tmp_path / f"{name}.py").write_text("raise SystemExit('imported')")
    _run(f"import {importer}", tmp_path)


def test_other_code_can_still_import_them(tmp_path: Path) -> None:
    (tmp_path / "numpy.py").write_text("there = True")
    _run("import kiosk.system.lean_pygame, numpy; assert numpy.there", tmp_path)
