from __future__ import annotations

from pathlib import Path

import pytest

from kiosk import paths


def test_a_checkout_has_its_files_beside_the_package() -> None:
    for folder in (paths.CONFIG, paths.FONTS, paths.ILLUSTRATIONS, paths.ROUTINES):
        assert folder.is_dir()
    assert paths.OWN_SETTINGS.is_file()


def test_an_installed_package_has_its_files_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "kiosk"
    (package / "config").mkdir(parents=True)
    (tmp_path / "config").mkdir()
    monkeypatch.setattr(paths, "_PACKAGE", package)
    assert paths._own("config") == package / "config"
    assert paths._own("assets") == tmp_path / "assets"


def test_the_device_s_settings_are_in_force_where_there_are_some(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = tmp_path / "kiosk.yaml"
    monkeypatch.setattr(paths, "DEVICE_SETTINGS", device)
    assert paths.settings_file() == paths.OWN_SETTINGS
    device.touch()
    assert paths.settings_file() == device
