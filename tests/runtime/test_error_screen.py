from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from typing import Any

import pytest

from kiosk.config import paths
from kiosk.config.screen import Rotation, Screen, Size
from kiosk.config.settings import Settings
from kiosk.runtime import error_screen
from kiosk.runtime.error_screen import MOST_LINES, page
from kiosk.runtime.systemd import LONGEST_WAIT
from kiosk.screen.display.display import Display
from kiosk.session.view import PageKind, View
from tests.recorder import Recorder


@pytest.fixture(autouse=True)
def _service(dummy_screen: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("NOTIFY_SOCKET", "/run/nobody/listens")
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    yield
    assert signal.signal(signal.SIGTERM, before) is signal.SIG_IGN


def small(rotation: Rotation = Rotation.NONE) -> Settings:
    return Settings(screen=Screen(Size(480, 320), rotation))


@pytest.mark.parametrize("rotation", Rotation)
def test_a_device_that_cannot_start_says_why_until_asked_to_stop(
    rotation: Rotation, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, show = Recorder(), Display.show

    def look(self: Display, view: View, *rest: Any) -> bool:
        shown(view)
        done = show(self, view, *rest)
        os.kill(os.getpid(), signal.SIGTERM)
        return done

    monkeypatch.setattr(Display, "show", look)
    error_screen.show("GPIO 6 is held by 'gpioset'.\nSee: check", small(rotation), unseen=True)
    assert shown.calls[0].word == "Out of order"
    assert shown.calls[0].sentences[0] == "GPIO 6 is held by 'gpioset'."


def test_it_ends_by_itself_so_that_systemd_can_try_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(error_screen, "SHOWN", 0.0)
    error_screen.show("No pins.", small(), unseen=True)


def test_a_person_at_a_terminal_is_not_kept_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET")
    monkeypatch.setattr(error_screen, "DisplaySupervisor", None)
    error_screen.show("No pins.")


def test_the_page_has_no_keys_and_the_first_lines_of_the_message() -> None:
    made = page("\n".join(f"line {n}\0" for n in range(20)), Settings())
    assert (made.page, made.keys) == (PageKind.WARNING, ())
    assert made.sentences[:-1] == tuple(rf"line {n}\x00" for n in range(MOST_LINES))
    assert made.sentences[-1] == "The log has more details."


def test_systemd_waits_longer_for_a_start_than_the_page_is_shown() -> None:
    unit = (paths.CONFIG.parent / "systemd" / "acupressure-kiosk.service").read_text("utf-8")
    (seconds,) = re.findall(r"^TimeoutStartSec=(\d+)$", unit, re.MULTILINE)
    assert int(seconds) > error_screen.SHOWN + LONGEST_WAIT
