from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.tools.fake_commands import ROOT

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="not installed: make")


@pytest.mark.parametrize("target", ["run", "demo"])
def test_the_kiosk_s_exit_code_is_printed_as_make_s_own_is_always_2(
    target: str, tmp_path: Path
) -> None:
    kiosk = tmp_path / "bin" / "acupressure-kiosk"
    kiosk.parent.mkdir()
    kiosk.write_text("#!/bin/sh\nexit 69\n")
    kiosk.chmod(0o755)
    (tmp_path / ".ready").touch()
    done = subprocess.run(
        ["make", "-C", str(ROOT), target, f"RUNTIME={tmp_path}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "The kiosk ended with exit code 69" in done.stderr
