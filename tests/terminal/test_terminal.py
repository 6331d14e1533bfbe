from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyte
import pytest

from kiosk.screen.display.screensaver import AWAKE
from kiosk.session.keys import Key
from kiosk.terminal.terminal import Terminal
from tests.recorder import Recorder
from tests.terminal.test_page import tr, views

HANDLED = (signal.SIGWINCH, signal.SIGTSTP, signal.SIGCONT)


@dataclass
class Panel:
    """A panel that records the keys pressed."""

    tap: Recorder
    keys: tuple[Key, ...] = (Key.ADVANCE, Key.REPEAT, Key.SWITCH)


@dataclass
class Machine:
    """The kiosk's and the person's side of a terminal."""

    kiosk: int
    person: int

    def read(self) -> bytes:
        """Return what has been written until now."""
        found = b""
        while select.select([self.person], [], [], 0)[0]:
            found += os.read(self.person, 4096)
        return found

    def made(self, *further: Key) -> Terminal:
        panel: Any = Panel(Recorder(), (*Panel.keys, *further))
        self.pressed = panel.tap.calls
        return Terminal(panel, 0.25, lambda view: tr("en"), self.kiosk, self.kiosk)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    monkeypatch.setenv("TERM", "xterm")
    person, kiosk = pty.openpty()
    before = {number: signal.getsignal(number) for number in HANDLED}
    yield Machine(kiosk, person)
    assert {number: signal.getsignal(number) for number in HANDLED} == before
    for file in (person, kiosk):
        os.close(file)


def test_an_exception_while_a_page_is_shown_restores_the_terminal(machine: Machine) -> None:
    before = termios.tcgetattr(machine.kiosk)

    def broken() -> None:
        with machine.made() as terminal:
            terminal.show(views("en")["attract"], 0.0, AWAKE)
            assert termios.tcgetattr(machine.kiosk) != before
            raise RuntimeError("the kiosk broke")

    with pytest.raises(RuntimeError, match="the kiosk broke"):
        broken()
    assert termios.tcgetattr(machine.kiosk) == before
    assert machine.read().endswith(b"\x1b[?1049l")


def test_sounds_between_two_waits_ring_once(machine: Machine) -> None:
    with machine.made() as terminal:
        machine.read()
        for _ in range(100):
            terminal.buzzed(True)
            terminal.buzzed(False)
        terminal.wait(0.0)
        terminal.wait(0.0)
        assert machine.read() == b"\a"


def test_silence_rings_nothing(machine: Machine) -> None:
    with machine.made() as terminal:
        machine.read()
        terminal.buzzed(False)
        terminal.wait(0.0)
        assert machine.read() == b""


def test_letters_press_the_buttons_that_are_wired(machine: Machine) -> None:
    with machine.made() as terminal:
        os.write(machine.person, b"sarv")
        terminal.wait(60.0)
    assert machine.pressed == [Key.SWITCH, Key.ADVANCE, Key.REPEAT]
    assert terminal.code is None


def test_a_wired_pause_button_is_named_with_its_letter(machine: Machine) -> None:
    with machine.made(Key.PAUSE) as terminal:
        terminal.show(views("en")["press-cv6"], 0.0, AWAKE)
        assert b"P: Pause" in machine.read()


def test_a_half_hidden_list_cannot_be_answered(machine: Machine) -> None:
    fcntl.ioctl(machine.kiosk, termios.TIOCSWINSZ, struct.pack("HHHH", 8, 40, 0, 0))
    screen, shown = pyte.Screen(40, 8), list[str]()
    stream = pyte.ByteStream(screen)
    with machine.made() as terminal:
        while not machine.pressed:
            terminal.show(views("en")["screen-1"], 0.0, AWAKE)
            stream.feed(machine.read().replace(b"\x1b[?1049h", b""))
            shown += [row.rstrip() for row in screen.display if row.strip()][-1:]
            os.write(machine.person, b"a "[len(shown) % 2 :][:1])
            terminal.wait(60.0)
    assert machine.pressed == [Key.ADVANCE]
    assert shown[:-1] == ["R: Back  S: Yes or unsure  Esc: Quit"] * (len(shown) - 1)
    assert shown[-1] == "S: Yes or unsure  Esc: Quit"
    assert len(shown) > 1


def test_a_press_always_reaches_a_running_page(machine: Machine) -> None:
    fcntl.ioctl(machine.kiosk, termios.TIOCSWINSZ, struct.pack("HHHH", 6, 20, 0, 0))
    with machine.made() as terminal:
        terminal.show(views("en")["press-li4-left"], 0.0, AWAKE)
        os.write(machine.person, b"a")
        terminal.wait(60.0)
    assert machine.pressed == [Key.ADVANCE]


def test_a_countdown_is_updated_when_its_digits_change(machine: Machine) -> None:
    with machine.made() as terminal:
        view = views("en")["press-cv6"]
        assert view.countdown
        assert view.countdown.left == pytest.approx(37.8)
        assert terminal.show(view, 0.0, AWAKE) == pytest.approx(0.8)
        assert terminal.show(views("en")["paused"], 0.0, AWAKE) is None


def test_a_dumb_terminal_updates_no_countdown(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    with machine.made() as terminal:
        assert terminal.show(views("en")["press-cv6"], 0.0, AWAKE) is None


@pytest.mark.parametrize("number", [signal.SIGWINCH, signal.SIGCONT])
def test_a_signal_ends_the_wait(machine: Machine, number: signal.Signals) -> None:
    with machine.made() as terminal:
        os.kill(os.getpid(), number)
        terminal.wait(3600.0)


def test_a_kiosk_that_has_ended_may_still_be_woken(machine: Machine) -> None:
    with machine.made() as terminal:
        pass
    terminal.wake()
