from __future__ import annotations

import pwd
from pathlib import Path
from typing import NoReturn

import pytest

from kiosk.config import paths
from tests.special_files import KINDS, put


def test_a_checkout_has_its_files_beside_the_package() -> None:
    for folder in (paths.CONFIG, paths.FONTS, paths.ILLUSTRATIONS, paths.ROUTINES):
        assert folder.is_dir()
    assert paths.OWN_SETTINGS.is_file()


def test_an_installed_package_has_its_files_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "kiosk"
    (package / "data" / "config").mkdir(parents=True)
    (tmp_path / "config").mkdir()
    monkeypatch.setattr(paths, "_PACKAGE", package)
    assert paths._own("config") == package / "data" / "config"
    assert paths._own("assets") == tmp_path / "assets"


def test_the_device_s_settings_are_in_force_if_their_folder_exists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = tmp_path / "etc" / "kiosk.yaml"
    monkeypatch.setattr(paths, "DEVICE_SETTINGS", device)
    assert paths.settings_file() == paths.OWN_SETTINGS
    device.parent.mkdir()
    assert paths.settings_file() == device  # reading it reports that it is missing
    device.touch()
    assert paths.settings_file() == device


@pytest.mark.parametrize("what", KINDS)
def test_whatever_is_in_the_folder_s_place_the_settings_are_the_device_s(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = tmp_path / "etc" / "kiosk.yaml"
    monkeypatch.setattr(paths, "DEVICE_SETTINGS", device)
    put(what, device.parent)
    assert paths.settings_file() == device


def test_without_a_home_the_error_says_what_to_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("STATE_DIRECTORY", "XDG_STATE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(paths, "DEVICE_STATE", tmp_path / "var")
    monkeypatch.setattr(pwd, "getpwuid", _nobody)
    with pytest.raises(paths.NoFolder, match="this user has no home; set HOME"):
        paths.state_folder()


def _nobody(number: int) -> NoReturn:
    raise KeyError(f"getpwuid(): uid not found: {number}")


def test_the_state_folder_is_systemd_s_else_the_device_s_else_the_user_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("STATE_DIRECTORY", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(paths, "DEVICE_STATE", tmp_path / "var")
    assert paths.state_folder() == tmp_path / "home" / "acupressure-kiosk"
    (tmp_path / "var").mkdir()
    assert paths.state_folder() == tmp_path / "var"
    monkeypatch.setenv("STATE_DIRECTORY", "/var/lib/one:/var/lib/two")
    assert paths.state_folder() == Path("/var/lib/one")


def test_the_user_s_state_folder_is_the_usual_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("STATE_DIRECTORY", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(paths, "DEVICE_STATE", tmp_path / "var")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert paths.state_folder() == tmp_path / ".local" / "state" / "acupressure-kiosk"
