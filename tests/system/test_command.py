from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kiosk.system.command import BY_MAKE, NAME, give_settings, run_typed, typed


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Start a program of a checkout, in a folder that the shell does not search."""
    file = tmp_path / "my files" / NAME
    file.parent.mkdir()
    file.touch(0o755)
    monkeypatch.setattr(sys, "argv", [str(file), "check"])
    monkeypatch.setenv("PATH", "/nowhere")
    return file


def test_in_a_checkout_a_command_is_named_with_its_path(program: Path) -> None:
    assert typed("check") == f"'{program}' check"


def test_a_command_that_the_shell_finds_is_named_without_a_path(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / NAME).symlink_to(program)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert typed("check") == "acupressure-kiosk check"


def test_another_installation_s_command_is_not_named(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / NAME).touch(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert typed("check") == f"'{program}' check"


def test_within_another_program_the_command_has_its_plain_name() -> None:
    assert typed("check") == "acupressure-kiosk check"


def test_started_by_make_the_kiosk_is_started_again_by_make(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(BY_MAKE, raising=False)
    assert run_typed("--speed", "2") == "acupressure-kiosk run --simulate --speed 2"
    monkeypatch.setenv(BY_MAKE, "1")
    assert run_typed("--speed", "2") == 'make run ARGS="--speed 2"'


def test_a_command_is_named_with_the_settings_of_the_running_one() -> None:
    give_settings(Path("my files/kiosk.yaml"))
    try:
        assert typed("check") == "acupressure-kiosk check --settings 'my files/kiosk.yaml'"
        assert run_typed("--speed", "2").endswith("--speed 2 --settings 'my files/kiosk.yaml'")
    finally:
        give_settings(None)
    assert typed("check") == "acupressure-kiosk check"
