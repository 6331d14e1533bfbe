"""Fixtures for every test, and hypothesis made repeatable."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from kiosk.config.settings import Settings
from kiosk.routine.illustrations import Picture
from kiosk.routine.model import Routine
from kiosk.routine.timeline import Timeline
from tests.walk import Walk, shipped_timeline
from tests.yaml_inputs import PICTURES, SETTINGS_TEXT, settings_of, swap

hypothesis_settings.register_profile(
    "repeatable", derandomize=True, deadline=None, database=None, max_examples=60
)
hypothesis_settings.load_profile("repeatable")


def pytest_configure(config: pytest.Config) -> None:
    """Name the marker of tests that show a fault not mended yet."""
    config.addinivalue_line("markers", "fault(what): shows a fault of the kiosk, red until mended")


@pytest.fixture(autouse=True, scope="session")
def _nobody_s_counts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the counts of whoever runs the tests, and a device's, out of them."""
    folder = tmp_path_factory.mktemp("state")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder))
        patch.setattr("kiosk.config.paths.DEVICE_STATE", folder / "of-a-device")
        yield


@pytest.fixture(autouse=True, scope="session")
def _pictures_opened_once() -> Iterator[None]:
    """Open a picture again only if its file has changed: checks of all content open all 180."""
    from kiosk.screen.paint import photos

    open_it = photos.cannot_load
    known: dict[tuple[str, int, int], str] = {}

    def cannot_load(file: Path) -> str:
        try:
            found = file.stat()
        except OSError:
            return open_it(file)
        key = (str(file), found.st_mtime_ns, found.st_size)
        if key not in known:
            known[key] = open_it(file)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(photos, "cannot_load", cannot_load)
        yield


@pytest.fixture
def pictures() -> dict[str, Picture]:
    """The names of the shipped pictures that stages show."""
    return dict(PICTURES)


@pytest.fixture
def timeline() -> Timeline:
    """The shipped routine, compiled."""
    return shipped_timeline()


@pytest.fixture
def routine(timeline: Timeline) -> Routine:
    """The shipped routine."""
    return timeline.routine


@pytest.fixture
def settings() -> Settings:
    """The shipped settings."""
    return settings_of(SETTINGS_TEXT)


@pytest.fixture
def walk() -> Walk:
    """A session at the attract page, at time 0."""
    return Walk()


WriteSettings = Callable[..., Path]


@pytest.fixture
def write_settings(tmp_path: Path) -> WriteSettings:
    """Write settings that name a folder of own routines, and routines into it."""

    def write(settings: str = SETTINGS_TEXT, **routines: str) -> Path:
        (tmp_path / "mine").mkdir(exist_ok=True)
        for name, text in routines.items():
            (tmp_path / "mine" / f"{name}.yaml").write_text(text, "utf-8")
        file = tmp_path / "kiosk.yaml"
        settings = swap(settings, "routines_folder: null", "routines_folder: mine")
        file.write_text(settings, "utf-8")
        return file

    return write
