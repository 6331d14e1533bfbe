"""Fixtures that the tests share, and a repeatable profile of hypothesis."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

import pygame
import pytest
import yaml
from hypothesis import settings as hypothesis_settings

from kiosk.config.paths import ILLUSTRATIONS
from kiosk.config.settings import Settings
from kiosk.routine import illustrations
from kiosk.routine.illustrations import Album, Picture
from kiosk.routine.model import Routine
from kiosk.routine.timeline import Timeline
from tests.doctor.fake_machine import Answers
from tests.mock_machine import SIGNALS, Machine
from tests.walk import Walk, shipped_timeline
from tests.yaml_inputs import PICTURES, SETTINGS_TEXT, settings_of, swap

hypothesis_settings.register_profile(
    "repeatable", derandomize=True, deadline=None, database=None, max_examples=60
)
hypothesis_settings.load_profile("repeatable")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start with the sessions that mostly wait: at the end, the other processes wait for them."""
    items.sort(key=lambda item: item.get_closest_marker("waits") is None)


@pytest.fixture(autouse=True, scope="session")
def _empty_counts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the tests off the counts of the user who runs them, and off a device's."""
    folder = tmp_path_factory.mktemp("state")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder))
        patch.setattr("kiosk.config.paths.DEVICE_STATE", folder / "of-a-device")
        yield


@pytest.fixture(autouse=True, scope="session")
def _tests_keep_their_priority() -> Iterator[None]:
    """Let no command that gives way to the kiosk slow down the tests that follow it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.nice", lambda by: by)
        yield


@pytest.fixture(autouse=True, scope="session")
def _shipped_pictures_are_sound() -> Iterator[None]:
    """Do not open every shipped picture, which takes seconds: one test of the checks does."""
    from kiosk.checks import collect
    from kiosk.screen.paint import photos

    def cannot_load(file: Path) -> str:
        sound = file.is_relative_to(ILLUSTRATIONS) and file.is_file()
        return "" if sound else photos.cannot_load(file)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(collect, "cannot_load", cannot_load)
        yield


@pytest.fixture(autouse=True, scope="session")
def _shipped_albums_read_once() -> Iterator[None]:
    """Read the catalogue of the shipped pictures once: it takes most of a start."""
    albums = illustrations.albums
    shipped = cache(partial(albums, ILLUSTRATIONS))

    def read(folder: Path, figure: str | None = None) -> tuple[Album, ...]:
        return shipped(figure) if folder == ILLUSTRATIONS else albums(folder, figure)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(illustrations, "albums", read)
        yield


@pytest.fixture(autouse=True, scope="session")
def _texts_composed_once() -> Iterator[None]:
    """Compose each YAML text once: the shipped routine takes 40 ms, in hundreds of tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml, "compose", lru_cache(maxsize=64)(yaml.compose))
        yield


@pytest.fixture
def pictures() -> dict[str, Picture]:
    """The shipped pictures that stages show, by name."""
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


@pytest.fixture
def quick_buttons(monkeypatch: pytest.MonkeyPatch) -> None:
    """Close gpiozero's buttons at once, each of which would sleep for a tenth of a second.

    All mock pins are reset first, as gpiozero 1.6.2 shares them among factories.
    """
    from gpiozero.mixins import HoldThread

    from kiosk.panel.pin_factory import mock_factory

    mock_factory().reset()
    stop = HoldThread.stop

    def stop_at_once(thread: Any, *args: Any) -> None:
        thread.stopping.set()
        thread.holding.set()
        stop(thread, *args)

    monkeypatch.setattr(HoldThread, "stop", stop_at_once)


@pytest.fixture
def dummy_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let SDL draw without showing anything."""
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")


@pytest.fixture
def dummy_window(dummy_screen: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a window on that screen count as one that somebody sees."""
    monkeypatch.setattr("kiosk.screen.display.window.NOT_SEEN", ())


@pytest.fixture
def no_sound_card(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run on a machine without a sound card."""
    monkeypatch.setattr("kiosk.audio.sound_card.has_card", lambda: False)


@pytest.fixture
def unseen(quick_buttons: None, dummy_screen: None, no_sound_card: None) -> Iterator[None]:
    """Run the kiosk unseen and unheard, and check that it restores the signal handlers."""

    def late(number: int, frame: object) -> None:
        """Ignore a signal that comes after the kiosk has ended."""

    before = {number: signal.signal(number, late) for number in SIGNALS}
    yield
    after = {number: signal.signal(number, handler) for number, handler in before.items()}
    assert after == dict.fromkeys(SIGNALS, late), "the kiosk gives the handlers back"
    assert not pygame.display.get_init()


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Machine]:
    """A machine with mock pins and a fake systemd."""
    machine = Machine(monkeypatch, tmp_path)
    yield machine
    machine.close()


@pytest.fixture
def pi(tmp_path: Path) -> Answers:
    """A Raspberry Pi on which everything works."""
    return Answers(tmp_path / "pi").a_pi()


WriteSettings = Callable[..., Path]


@pytest.fixture
def write_settings(tmp_path: Path) -> WriteSettings:
    """Write settings that name a folder of routines, and the routines into that folder."""

    def write(settings: str = SETTINGS_TEXT, **routines: str) -> Path:
        (tmp_path / "mine").mkdir(exist_ok=True)
        for name, text in routines.items():
            (tmp_path / "mine" / f"{name}.yaml").write_text(text, "utf-8")
        file = tmp_path / "kiosk.yaml"
        settings = swap(settings, "routines_folder: null", "routines_folder: mine")
        file.write_text(settings, "utf-8")
        return file

    return write
