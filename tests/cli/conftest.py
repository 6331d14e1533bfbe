"""The command line as a user runs it, in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kiosk.cli.main import main
from kiosk.config import paths

Run = Callable[..., Result]


@pytest.fixture
def run(
    quick_buttons: None, dummy_screen: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Run:
    monkeypatch.setattr(paths, "DEVICE_SETTINGS", tmp_path / "etc" / "kiosk.yaml")
    monkeypatch.chdir(tmp_path)

    def invoke(*args: object) -> Result:
        result = CliRunner().invoke(main, [str(arg) for arg in args])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        assert "Traceback" not in result.output
        return result

    return invoke


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Path]:
    """Write settings into a file of the folder."""

    def write(text: str) -> Path:
        file = tmp_path / "kiosk.yaml"
        file.write_text(text, "utf-8")
        return file

    return write
