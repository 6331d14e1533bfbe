from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kiosk.cli.main import main
from kiosk.config import paths
from kiosk.stats import store
from kiosk.stats.counter import FILE
from kiosk.stats.store import Row
from tests.cli.conftest import Run
from tests.stats.test_store import DAMAGE
from tests.yaml_inputs import SETTINGS_TEXT, swap


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STATE_DIRECTORY", str(tmp_path))
    store.add(tmp_path / FILE, {Row("2026-11-29", "back-pain", "started", ""): 2})
    store.add(tmp_path / FILE, {Row("2026-11-30", "back-pain", "started", ""): 5})
    return tmp_path / FILE


def stats(*args: object) -> Result:
    settings = ("--settings", str(paths.OWN_SETTINGS))
    result = CliRunner().invoke(main, ["stats", *settings, *map(str, args)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def test_counts_are_printed_as_a_table(state: Path) -> None:
    result = stats()
    assert result.exit_code == 0
    assert "2026-11-29  back-pain          2" in result.output


def test_counts_are_printed_as_data(state: Path) -> None:
    result = stats("--json", "--since", "2026-11-30")
    assert [row["count"] for row in json.loads(result.output)["counts"]] == [5]


def test_an_invalid_day_is_an_error(state: Path) -> None:
    result = stats("--since", "yesterday")
    assert result.exit_code == 2
    assert "'yesterday' is not a date such as 2026-11-01" in result.output


def test_without_counts_the_file_is_named(state: Path) -> None:
    state.unlink()
    result = stats()
    assert result.exit_code == 0
    assert f"No sessions found in {state}." in result.output
    assert "not with --simulate" in result.output


def test_a_setting_that_switches_counting_off_is_named(state: Path, tmp_path: Path) -> None:
    file = tmp_path / "kiosk.yaml"
    file.write_text(SETTINGS_TEXT, "utf-8")
    assert "statistics" not in stats("--settings", file).output
    file.write_text(swap(SETTINGS_TEXT, "statistics: true", "statistics: false"), "utf-8")
    assert "statistics: false" in stats("--settings", file).output


@pytest.mark.parametrize("how", DAMAGE)
def test_damaged_counts_are_reported_and_left_in_place(how: str, state: Path) -> None:
    DAMAGE[how](state)
    before = sorted(path.lstat() for path in state.parent.iterdir() if path.name != "elsewhere")
    result = stats()
    assert result.exit_code == 69
    assert f"{state} cannot be read: " in result.output
    assert "The kiosk sets it aside when it starts, and counts afresh." in result.output
    assert "\x1b" not in result.output
    after = sorted(path.lstat() for path in state.parent.iterdir() if path.name != "elsewhere")
    assert [_unread(one) for one in after] == [_unread(one) for one in before]


def _unread(status: os.stat_result) -> tuple[int, ...]:
    """Return a file's state without the time it was last read."""
    return status.st_ino, status.st_mode, status.st_size, status.st_mtime_ns, status.st_ctime_ns


@pytest.mark.skipif(os.geteuid() != 0, reason="only root reads in another user's folder")
def test_root_changes_nothing_in_the_folder_of_the_kiosk_s_user(state: Path) -> None:
    os.chown(state.parent, 65534, 65534)
    os.chown(state, 65534, 65534)
    before = [_unread(path.stat()) for path in (state.parent, state)]
    assert stats().exit_code == 0
    assert [_unread(path.stat()) for path in (state.parent, state)] == before


def test_stats_reports_a_user_without_a_home(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> Path:
        raise paths.NoFolder("this user has no home")

    monkeypatch.setattr(paths, "state_folder", none)
    result = run("stats", "--settings", paths.OWN_SETTINGS)
    assert (result.exit_code, result.output) == (69, "this user has no home\n")
