from __future__ import annotations

import math
import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.config import paths
from kiosk.config.settings import Buzzer, Factory, Pins
from kiosk.runtime.clock import Manual
from kiosk.runtime.systemd import LONGEST_WAIT, THREAD_PATIENCE, Watchdog, note_buzzer, notifier
from tests.mock_wires import settings_with
from tests.recorder import SAFETY_NET
from tests.special_files import KINDS, put

PATIENCE = 8.0


class Dog:
    """A watchdog of two threads, its clock and its messages."""

    def __init__(self) -> None:
        self.clock, self.told = Manual(100.0), list[str]()
        threads = ("guide", "screen")
        self.watchdog = Watchdog(self.told.append, threads, PATIENCE, self.clock.now)

    def beat(self, thread: str) -> int:
        """Let a thread beat; return how often this fed the watchdog."""
        self.told.clear()
        self.watchdog.beat(thread)
        assert set(self.told) <= {"WATCHDOG=1"}
        return len(self.told)


@pytest.fixture
def dog() -> Dog:
    return Dog()


def test_the_watchdog_is_fed_while_both_threads_beat(dog: Dog) -> None:
    dog.beat("screen")
    fed = []
    for _ in range(10):
        dog.clock.time += 5.0
        fed += [dog.beat("guide"), dog.beat("screen")]
    assert fed == [1] * 20


@pytest.mark.parametrize(("first", "last"), [("guide", "screen"), ("screen", "guide")])
def test_it_is_not_fed_before_both_threads_have_beaten(dog: Dog, first: str, last: str) -> None:
    """Otherwise the seconds of a slow start would count as hanging."""
    assert dog.beat(first) == 0
    dog.clock.time += 1.0
    assert dog.beat(last) == 1


@pytest.mark.parametrize(("lives", "hangs"), [("guide", "screen"), ("screen", "guide")])
def test_it_is_not_fed_once_a_thread_hangs(dog: Dog, lives: str, hangs: str) -> None:
    dog.beat(hangs)
    fed = []
    for _ in range(6):
        dog.clock.time += 2.0
        fed.append(dog.beat(lives))
    assert fed == [1, 1, 1, 1, 0, 0]


@pytest.mark.parametrize("lives", ["guide", "screen"])
def test_it_is_not_fed_while_the_other_thread_has_never_beaten(dog: Dog, lives: str) -> None:
    dog.clock.time += PATIENCE + 0.001
    assert dog.beat(lives) == 0


def test_it_is_fed_again_once_the_thread_is_back(dog: Dog) -> None:
    dog.clock.time += 60
    assert dog.beat("guide") == 0
    assert dog.beat("screen") == 1


@given(st.lists(st.tuples(st.sampled_from(["guide", "screen"]), st.floats(0, 12)), max_size=40))
def test_it_is_never_fed_while_a_thread_has_been_silent_for_too_long(
    beats: list[tuple[str, float]],
) -> None:
    dog = Dog()
    last = dict.fromkeys(("guide", "screen"), -math.inf)
    for thread, pause in beats:
        dog.clock.time += pause
        last[thread] = dog.clock.time
        silent = max(dog.clock.time - at for at in last.values())
        assert dog.beat(thread) == (silent <= PATIENCE)


@pytest.fixture
def systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], str]]:
    """Listen where systemd would."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "notify"))
        listening.settimeout(SAFETY_NET)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        yield lambda: listening.recv(1000).decode()


def test_systemd_receives_messages(systemd: Callable[[], str]) -> None:
    with notifier() as notify:
        notify("READY=1")
        notify("WATCHDOG=1")
    assert [systemd(), systemd()] == ["READY=1", "WATCHDOG=1"]


def test_an_abstract_socket_receives_messages_too(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind("")  # the kernel chooses an abstract name
        listening.settimeout(SAFETY_NET)
        monkeypatch.setenv("NOTIFY_SOCKET", "@" + listening.getsockname()[1:].decode())
        with notifier() as notify:
            notify("READY=1")
        assert listening.recv(1000) == b"READY=1"


def test_without_systemd_nothing_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("nobody listens")

    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    monkeypatch.setattr(socket, "socket", refuse)
    with notifier() as notify:
        notify("READY=1")


def test_a_systemd_that_does_not_listen_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "nobody"))
    with notifier() as notify:
        notify("READY=1")


def test_a_systemd_that_does_not_read_never_blocks(systemd: Callable[[], str]) -> None:
    with notifier() as notify:
        for _ in range(10_000):
            notify("WATCHDOG=1")


def test_the_unit_s_watchdog_is_more_patient_than_the_kiosk_s() -> None:
    unit = (paths.CONFIG.parent / "systemd" / "acupressure-kiosk.service").read_text("utf-8")
    (seconds,) = re.findall(r"^WatchdogSec=(\d+)$", unit, re.MULTILINE)
    assert LONGEST_WAIT * 2 < THREAD_PATIENCE
    assert int(seconds) > THREAD_PATIENCE + LONGEST_WAIT


@pytest.fixture
def runtime_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("RUNTIME_DIRECTORY", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("active_high", "chip", "noted"),
    [(True, 0, "gpiochip0 17=0\n"), (False, 0, "gpiochip0 17=1\n"), (True, 4, "gpiochip4 17=0\n")],
)
def test_the_buzzer_s_line_and_silent_level_are_noted(
    runtime_folder: Path, active_high: bool, chip: int, noted: str
) -> None:
    settings = settings_with(Pins(buzzer=17), buzzer=Buzzer(active_high=active_high))
    note_buzzer(settings, SimpleNamespace(chip=chip))
    assert (runtime_folder / "buzzer").read_text() == noted


def test_a_driver_without_a_chip_number_uses_the_first(runtime_folder: Path) -> None:
    note_buzzer(settings_with(Pins(factory=Factory.RPIGPIO)), object())
    assert (runtime_folder / "buzzer").read_text() == "gpiochip0 12=0\n"


def test_mock_pins_are_not_noted(runtime_folder: Path) -> None:
    note_buzzer(settings_with(Pins(factory=Factory.MOCK)), object())
    assert list(runtime_folder.iterdir()) == []


def test_outside_systemd_nothing_is_noted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("RUNTIME_DIRECTORY", raising=False)
    monkeypatch.chdir(tmp_path)
    note_buzzer(settings_with(), object())
    assert list(tmp_path.iterdir()) == []


def test_an_unwritable_note_is_logged_and_the_kiosk_goes_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("RUNTIME_DIRECTORY", str(tmp_path / "gone"))
    note_buzzer(settings_with(), object())
    assert "A killed kiosk's buzzer cannot be silenced" in caplog.text


@pytest.mark.parametrize("what", [what for what in KINDS if what != "folder"])
@pytest.mark.parametrize("name", ["buzzer", "buzzer.new"])
def test_the_note_replaces_whatever_is_in_its_place_and_follows_no_link(
    name: str, what: str, runtime_folder: Path
) -> None:
    put(what, runtime_folder / name)
    note_buzzer(settings_with(), object())
    assert (runtime_folder / "buzzer").read_text() == "gpiochip0 12=0\n"
    assert not (runtime_folder / "buzzer").is_symlink()
    assert not (runtime_folder / "nowhere").exists()
